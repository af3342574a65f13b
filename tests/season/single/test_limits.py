"""The limits of `jixiao.yaml`: the page lists every one with what holds where it is not set, and they are kept."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao_xlsx.cli.main import main
from jixiao_xlsx.mail.limits import DEFAULT
from jixiao_xlsx.season.single.limits import arrival_limits, reading_limits
from jixiao_xlsx.sheet.raw.foreign.limits import AS_MEASURED, MIB, Limit, ReadingLimits
from jixiao_xlsx.spec.settings.models import MailLimitsSpec, WorkbookLimitsSpec
from jixiao_xlsx.spec.settings.settings import Settings, load_settings

PAGE = Path(__file__).resolve().parents[3] / "docs" / "limits.md"
LISTED = {
    name: int(value.replace(",", ""))
    for name, value in re.findall(r"^\| `limits\.([a-z_.]+)` \|.*\| ([\d,]+) \|$", PAGE.read_text("utf-8"), re.M)
}


def _written(part: str) -> dict[str, int]:
    return {name.partition(".")[2]: value for name, value in LISTED.items() if name.startswith(part)}


def test_the_page_lists_every_limit() -> None:
    names = [f"workbook.{name}" for name in WorkbookLimitsSpec.model_fields]
    names += [f"mail.{name}" for name in MailLimitsSpec.model_fields]
    assert list(LISTED) == names


def test_every_limit_that_is_counted_can_be_set() -> None:
    settings = Settings(workbook_limits=dict.fromkeys(WorkbookLimitsSpec.model_fields, 7))
    limits = reading_limits(settings)
    assert set(limits.counts) == set(Limit)
    assert {limits.most(limit) for limit in Limit} == {7, 7 * MIB}
    # A small part may be packed as it likes: that is part of the ratio and no limit of its own.
    others = {field.name for field in fields(ReadingLimits)} - {"counts", "ratio_from"}
    assert {name for name in others if getattr(limits, name) != getattr(AS_MEASURED, name)} == others


def test_what_the_page_says_holds_where_nothing_is_set() -> None:
    as_written = reading_limits(Settings(workbook_limits=_written("workbook.")))
    assert {limit: as_written.most(limit) for limit in Limit} == {limit: limit.most for limit in Limit}
    assert {field.name: getattr(as_written, field.name) for field in fields(as_written) if field.name != "counts"} == {
        field.name: getattr(AS_MEASURED, field.name) for field in fields(AS_MEASURED) if field.name != "counts"
    }
    assert arrival_limits(Settings(mail_limits=_written("mail."))) == DEFAULT
    assert reading_limits(Settings()) == AS_MEASURED
    assert arrival_limits(Settings()) == DEFAULT


def test_a_limit_of_the_file_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "jixiao.yaml").write_text("limits:\n  workbook:\n    file_mb: 1\n", encoding="utf-8")
    (tmp_path / "大.xlsx").write_bytes(bytes(2 * MIB))
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ["read", "大.xlsx"]).stdout
    assert "超过 1 MB 的上限" in told


def test_a_faulty_limit_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "jixiao.yaml").write_text("limits:\n  workbook:\n    secs: 1\n  mail:\n    parts: 0\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ["status"]).stderr
    assert "jixiao.yaml:3:5" in told
    assert "jixiao.yaml:5:" in told


def test_units_are_those_of_the_names(tmp_path: Path) -> None:
    path = tmp_path / "jixiao.yaml"
    path.write_text("limits:\n  workbook:\n    seconds: 3\n    memory_mb: 2\n  mail:\n    unpacked_mb: 5\n", "utf-8")
    settings = load_settings(path)
    assert (reading_limits(settings).seconds, reading_limits(settings).memory) == (3, 2 * MIB)
    assert arrival_limits(settings).inflated == 5 * MIB
