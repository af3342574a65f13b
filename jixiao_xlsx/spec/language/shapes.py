"""What the language expects at a place of a document: its models walked beside the data."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from jixiao_xlsx.spec.language.models import ColumnSpec, FormSpec, RowSpec
from jixiao_xlsx.spec.language.shorthand import short_key
from jixiao_xlsx.spec.yaml_text.marks import YamlPath


def shape_at(path: YamlPath, data: Any) -> Any:
    """The annotation that holds at a path, the arm of a union chosen by what is written; None where nothing does."""
    shape: Any = FormSpec
    for part in path:
        shape = _step(_arm(shape, data), part)
        data = _inside(data, part)
    return _arm(shape, data)


def construct_at(path: YamlPath, data: Any) -> type[BaseModel] | None:
    """The construct at a path."""
    shape = shape_at(path, data)
    return shape if isinstance(shape, type) and issubclass(shape, BaseModel) else None


def construct_words(construct: type[BaseModel] | None) -> dict[str, FieldInfo]:
    """The words of a construct; its types are known only once it is built."""
    if construct is None:
        return {}
    # defer_build: pydantic knows the fields only after this.
    construct.model_rebuild()
    return construct.model_fields


def is_shorthand_of(path: YamlPath, data: Any) -> YamlPath:
    """A path as it is written: the key and label of a shorthand stand at the shorthand's own key."""
    here = value_at(data, path[:-1])
    if not path or path[-1] not in ("key", "label") or not isinstance(here, dict) or path[-1] in here:
        return path
    construct = construct_at(path[:-1], data)
    short = (
        short_key(here, (RowSpec if construct is RowSpec else ColumnSpec).model_fields)
        if construct in (RowSpec, ColumnSpec)
        else ""
    )
    return (*path[:-1], short) if short else path


def value_at(data: Any, path: YamlPath) -> Any:
    """What is written at a path; None where nothing is."""
    for part in path:
        data = _inside(data, part)
    return data


def _inside(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None


def _step(shape: Any, part: str | int) -> Any:
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        field = construct_words(shape).get(str(part))
        return field.annotation if field else None
    return get_args(shape)[-1] if get_origin(shape) in (list, dict) else None


def _arm(shape: Any, data: Any) -> Any:
    """The one arm of a union that fits the data; Annotated and Optional peeled off."""
    while get_origin(shape) is Annotated:
        shape = get_args(shape)[0]
    if get_origin(shape) not in (Union, UnionType):
        return shape
    arms = [_arm(arm, data) for arm in get_args(shape) if arm is not NoneType]
    return next((arm for arm in arms if _fits(arm, data)), arms[0] if len(arms) == 1 else None)


def _fits(arm: Any, data: Any) -> bool:
    if isinstance(data, list):
        return get_origin(arm) is list
    if isinstance(data, dict):
        return get_origin(arm) is dict or (isinstance(arm, type) and issubclass(arm, BaseModel))
    return arm is str and isinstance(data, str)
