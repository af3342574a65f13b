"""The spec language as JSON Schema, for editors: the models, with the shorthand, the kinds and Chinese words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from jixiao_xlsx.model.kinds import KINDS
from jixiao_xlsx.spec.building.fields import PREFILLS
from jixiao_xlsx.spec.language.models import FormSpec

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "FormSpec": "表",
        "SheetSpec": "工作表",
        "PaperSpec": "打印设置",
        "BannerSpec": "表头上方的一行",
        "DefineSpec": "多处要用的行树与栏目树",
        "SectionSpec": "区块",
        "RepeatSpec": "重复的组",
        "LineSpec": "一行",
        "PartSpec": "一行里的一部分",
        "TableSpec": "表格",
        "ColumnSpec": "栏目",
        "RowSpec": "行",
        "OpenSpec": "可增减的填报行",
        "CellSpec": "一行里的一格",
        "RuleSpec": "勾稽关系",
        "ScoringSpec": "评分",
    }
)
"""Every construct of the language and its Chinese name."""

_SHORTHANDS = ("ColumnSpec", "RowSpec")
_BODIES = ("lines", "table", "sections", "beside")


def schema_text() -> str:
    """The schema as text, two spaces deep, ending in a line break; the same for the same models."""
    return json.dumps(spec_schema(), ensure_ascii=False, indent=2) + "\n"


def spec_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a spec file."""
    drawn = FormSpec.model_json_schema()
    definitions = {name: _construct(name, body) for name, body in drawn.pop("$defs").items()}
    form = _construct("FormSpec", drawn)
    # Validators before pydantic's own are not in its schema.
    form["properties"]["edition"] = {**form["properties"]["edition"], "type": ["string", "integer"]}
    form["oneOf"] = [{"required": ["columns", "sections"]}, {"required": ["sheets"]}]
    definitions["SectionSpec"]["oneOf"] = [{"required": [body]} for body in _BODIES]
    for name in _SHORTHANDS:
        definitions[name] = _with_shorthand(definitions[name])
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "预算绩效表样"}
    return {**head, **{key: value for key, value in form.items() if key != "title"}, "$defs": definitions}


def _construct(name: str, body: dict[str, Any]) -> dict[str, Any]:
    """A construct with its Chinese name, and its words without pydantic's own titles and nulls."""
    words = {word: _word(word, shape) for word, shape in body["properties"].items()}
    rest = {key: value for key, value in body.items() if key not in ("title", "description", "properties")}
    return {"title": TITLES[name], "properties": words, **rest}


def _word(word: str, shape: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = _plain({key: value for key, value in shape.items() if key != "title"})
    if word == "kind":
        plain["enum"] = list(KINDS)
    if word == "prefill":
        plain["enum"] = list(PREFILLS)
    return plain


def _plain(shape: Any) -> Any:
    """A shape without null (nothing may be left empty) and without numbers written as text."""
    if isinstance(shape, list):
        return [_plain(part) for part in shape]
    if not isinstance(shape, dict):
        return shape
    arms = [arm for arm in shape.get("anyOf", ()) if arm.get("type") != "null"]
    # pydantic takes decimals as text too; editors should not offer that.
    if any(arm.get("type") == "number" for arm in arms):
        arms = [arm for arm in arms if arm.get("type") != "string"]
    rest = {
        key: _plain(value)
        for key, value in shape.items()
        if key != "anyOf" and not (key == "default" and value is None)
    }
    if len(arms) == 1:
        return {**_plain(arms[0]), **rest}
    return {**rest, "anyOf": _plain(arms)} if arms else rest


def _with_shorthand(construct: dict[str, Any]) -> dict[str, Any]:
    """`{fiscal: 财政拨款}` beside the full form: one further word, whose label has a sign beyond ASCII."""
    words = {word: shape for word, shape in construct["properties"].items() if word not in ("key", "label")}
    short = {
        "title": f"{construct['title']}（简写 {{键: 标签}}）",
        "type": "object",
        # `False` forbids: a shorthand has neither.
        "properties": {**words, "key": False, "label": False},
        "propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"},
        # What is beyond ASCII tells a label from a misspelt word.
        "additionalProperties": {"type": "string", "pattern": "[^\\u0000-\\u007f]"},
    }
    return {"title": construct["title"], "anyOf": [construct, short]}
