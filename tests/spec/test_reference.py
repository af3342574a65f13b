"""specs/README.md is true: every word of every construct stands there, and every example loads and lays out."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

from house.package_tree import ROOT
from jixiao_xlsx.cli import main
from jixiao_xlsx.model.kinds import KINDS
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.building.fields import PREFILLS
from jixiao_xlsx.spec.language import models
from jixiao_xlsx.spec.language.models import Asks, Construct
from jixiao_xlsx.spec.load import load_text
from jixiao_xlsx.spec.schema import TITLES

PAGE = (ROOT / "specs" / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
EXAMPLE = r"^```yaml ?(\w*)\n(.*?)^```"
BLOCKS = re.findall(EXAMPLE, PAGE + GUIDE, re.MULTILINE | re.DOTALL)
HEAD = "form: sample\ntitle: 示例表\nedition: 2024\nmeasure: 万元\n"
COLUMNS = "columns: [12, 12, 12, 12, 12, 12]\n"
CONSTRUCTS = {**TITLES, "Asks": "填报要求"}


def documented(title: str) -> dict[str, str]:
    """The words of a construct's table with their default."""
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", SECTIONS[title], re.MULTILINE)
    return {word: default for word, _, default, _ in rows}


def own_words(construct: type[Construct]) -> set[str]:
    inherited = set(Asks.model_fields) if issubclass(construct, Asks) and construct is not Asks else set()
    return set(construct.model_fields) - inherited


@pytest.mark.parametrize("name", sorted(CONSTRUCTS))
def test_the_words_of_each_construct_are_documented(name: str) -> None:
    construct = getattr(models, name)
    assert set(documented(CONSTRUCTS[name])) == own_words(construct)


@pytest.mark.parametrize("name", sorted(CONSTRUCTS))
def test_the_defaults_are_those_of_the_language(name: str) -> None:
    fields = getattr(models, name).model_fields
    for word, default in documented(CONSTRUCTS[name]).items():
        assert (default == "必写") == fields[word].is_required(), word
        if default.startswith("`"):
            assert default.strip("`") == str(fields[word].default).lower() or default.strip("`") == fields[word].default


def test_every_kind_prefill_and_placeholder_is_named() -> None:
    asks = SECTIONS["填报要求"]
    assert [kind for kind in KINDS if kind not in asks] == []
    assert [fact for fact in PREFILLS if f"`{fact}`" not in asks] == []
    assert [sign for sign in ("<year>", "<measure>", "<agency>", "<k>", "<n>") if sign not in SECTIONS["占位词"]] == []


def wrapped(sort: str, body: str) -> str:
    """An example as a whole form: complete as it stands, or a part of the form, its sections, or one table."""
    match sort:
        case "":
            return body
        case "form":
            rest = "" if "sections:" in body else "sections: [{key: a, lines: [[甲]]}]\n"
            return HEAD + ("" if "sheets:" in body else COLUMNS + rest) + body
        case "sections":
            return HEAD + COLUMNS + "sections:\n" + textwrap.indent(body, "  ")
        case "table":
            return HEAD + COLUMNS + "sections:\n  - key: a\n    table:\n" + textwrap.indent(body, "      ")
    raise AssertionError(sort)


@pytest.mark.parametrize(("sort", "body"), BLOCKS, ids=range(len(BLOCKS)))
def test_every_example_loads_and_lays_out(sort: str, body: str) -> None:
    form = load_text(wrapped(sort, body), name="README.md")
    assert sum(1 for _ in lay_out(form, 2026).slots()) >= 1


def test_the_walkthrough_of_a_new_form_ends_in_a_blank(tmp_path: Path) -> None:
    (example,) = (body for sort, body in re.findall(EXAMPLE, GUIDE, re.MULTILINE | re.DOTALL) if sort == "")
    path = tmp_path / "我的表.yaml"
    path.write_text(example, encoding="utf-8")
    for arguments in (["check"], ["draw", "--year", "2026"], ["issue", "--year", "2026", "-o", str(tmp_path)]):
        result = CliRunner().invoke(main, [arguments[0], str(path), *arguments[1:]])
        assert (result.exit_code, result.stderr) == (0, "")
    assert [one.name for one in tmp_path.glob("*.xlsx")] == ["2026年度项目支出计划表.xlsx"]


def test_the_examples_are_all_there() -> None:
    assert len(BLOCKS) >= 13
    assert {sort for sort, _ in BLOCKS} == {"", "form", "sections", "table"}
