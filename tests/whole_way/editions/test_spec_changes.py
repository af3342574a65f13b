"""`jixiao diff 旧.yaml 新.yaml`: what a change of a form does to its blanks that are out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jixiao_xlsx.cli import main
from jixiao_xlsx.season.outputs.spec_diff import SpecEffect, compare_specs
from whole_way.editions import fund_form as fund

NOTHING, MAPPED, NEW_EDITION = SpecEffect
EFFECTS = {
    "a column more": NEW_EDITION,  # the money row of it is required
    "a required line more": NEW_EDITION,
    "a required row more": NEW_EDITION,
    "a row fewer": NEW_EDITION,
    "a column fewer": NEW_EDITION,
    "a stricter rule": NOTHING,
}


def specs(folder: Path, text: str) -> tuple[Path, Path]:
    before, after = folder / "旧.yaml", folder / "新.yaml"
    before.write_text(fund.FUND_FORM, encoding="utf-8")
    after.write_text(text, encoding="utf-8")
    return before, after


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)], prog_name="jixiao")


@pytest.mark.parametrize("correction", fund.CORRECTIONS)
def test_each_correction_is_told_with_what_it_does(tmp_path: Path, correction: str) -> None:
    compared = compare_specs(*specs(tmp_path, fund.corrected(correction)))
    assert compared.effect is EFFECTS.get(correction, MAPPED)
    assert compared.changes
    assert not compared.same_blanks


def test_the_same_form_changes_nothing(tmp_path: Path) -> None:
    compared = compare_specs(*specs(tmp_path, fund.FUND_FORM))
    assert (compared.changes, compared.effect, compared.same_blanks) == ((), NOTHING, True)


def test_what_nobody_prints_leaves_the_blanks_the_same(tmp_path: Path) -> None:
    text = fund.FUND_FORM.replace("aliases: [TF1]", "aliases: [TF1, TF2]").replace("columns: [14,", "columns: [15,")
    compared = compare_specs(*specs(tmp_path, text))
    assert (compared.effect, compared.same_blanks) == (NOTHING, True)


def test_the_command_says_it_in_lines_and_as_json(tmp_path: Path) -> None:
    before, after = specs(tmp_path, fund.corrected("a key"))
    said = run(before, after)
    assert said.exit_code == 0
    assert "[对照读取] 键 fiscal → state（写明了 was），2 格" in said.output
    told = json.loads(run(before, after, "--json").output)
    assert told["effect"] == "对照读取"
    assert told["changes"] == [
        {
            "what": "键 fiscal → state（写明了 was），2 格",
            "effect": "对照读取",
            "keys": ["funds.state.plan", "funds.state.paid"],
        }
    ]


def test_a_renamed_key_without_was_is_told_as_gone_with_what_to_write(tmp_path: Path) -> None:
    before, after = specs(tmp_path, fund.corrected("a key").replace(", was: fiscal", ""))
    said = run(before, after).output
    assert (
        "[需要新版次] 删去填报格：‘财政拨款·预算数’、‘财政拨款·执行数’；若是改了键，请在新的表样里写 was: 原来的键"
        in said
    )


def test_two_forms_and_a_workbook_asked_for_are_refused(tmp_path: Path) -> None:
    before, after = specs(tmp_path, fund.FUND_FORM.replace("form: town_funds", "form: village_funds"))
    assert "不是同一张表" in run(before, after).output
    assert "不另存为工作簿" in run(before, before, "--xlsx", tmp_path / "a.xlsx").output
