"""specs/schema.json is up to date, accepts every embedded spec with its shorthand, and refuses misspelt words."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from house.package_tree import ROOT
from jixiao_xlsx.cli import main
from jixiao_xlsx.spec.catalogue import spec_files
from jixiao_xlsx.spec.language import models
from jixiao_xlsx.spec.schema import TITLES, schema_text, spec_schema

COMMITTED = ROOT / "specs" / "schema.json"
VALIDATOR = jsonschema.Draft202012Validator(spec_schema())
TABLE = {"stub": [1], "columns": [{"amount": "金额", "kind": "amount"}], "rows": [{"fiscal": "财政拨款"}]}


def spec(**changes: Any) -> dict[str, Any]:
    sections = [{"key": "a", "table": {**TABLE, **changes}}]
    return {"form": "s", "title": "表", "edition": 2024, "measure": "元", "columns": [9, 9], "sections": sections}


def test_the_committed_schema_is_up_to_date() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema_text(), "run: jixiao schema -o specs/schema.json"


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(spec_schema())


def test_every_construct_has_a_chinese_name_and_every_word_a_description() -> None:
    constructs = {name for name in vars(models) if name.endswith("Spec")}
    assert set(TITLES) == constructs
    for name in constructs:
        for word, field in vars(models)[name].model_fields.items():
            assert field.description, (name, word)


@pytest.mark.parametrize("path", spec_files(), ids=lambda path: path.stem)
def test_embedded_specs_satisfy_the_schema(path: Any) -> None:
    found = VALIDATOR.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [error.json_path for error in found] == []


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"rows": [{"fiscal": "财政拨款", "open": {"shown": 2}}]},
        {"rows": [{"key": "a", "label": "A"}, {"label": "组", "rows": [{"b": "乙"}]}]},
        {"columns": {"years": [-1, 0], "label": "<year>年"}},
        {"columns": "tree"},
    ],
)
def test_the_shorthand_and_the_full_form_are_accepted(changes: dict[str, Any]) -> None:
    assert list(VALIDATOR.iter_errors(spec(**changes))) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"rows": [{"fiscal": "财政拨款", "knid": "amount"}]},
        {"rows": [{"fiscal": "财政拨款", "opne": {"shown": 2}}]},
        {"rows": [{"key": "a", "lable": "甲"}]},
        {"columns": [{"amount": "金额", "kind": "amuont"}]},
        {"colums": []},
        {"stub": None},
        {"rows": [{"fiscal": "A"}]},
    ],
)
def test_misspelt_words_are_refused(changes: dict[str, Any]) -> None:
    assert list(VALIDATOR.iter_errors(spec(**changes)))


def test_the_command_prints_the_schema_or_saves_it(tmp_path: Any) -> None:
    shown = CliRunner().invoke(main, ["schema"])
    assert (shown.exit_code, json.loads(shown.stdout)) == (0, spec_schema())
    saved = tmp_path / "schema.json"
    assert CliRunner().invoke(main, ["schema", "-o", str(saved)]).exit_code == 0
    assert saved.read_text(encoding="utf-8") == schema_text()
