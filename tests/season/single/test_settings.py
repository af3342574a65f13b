"""`jixiao.yaml`: found upward, its faults told all at once, and its audit words obeyed by `jixiao read`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao_xlsx.cli import main
from jixiao_xlsx.errors import SpecError
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.spec.catalogue import load_form
from jixiao_xlsx.spec.settings.settings import Settings, find_settings, load_settings


def written(folder: Path, text: str) -> Path:
    path = folder / "jixiao.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_settings_are_found_upward(tmp_path: Path) -> None:
    written(tmp_path, "office: 示例市财政局\n")
    inside = tmp_path / "2026" / "交回"
    inside.mkdir(parents=True)
    assert find_settings(inside).office == "示例市财政局"


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert load_settings(written(tmp_path, "{}")) == Settings()


def test_all_faults_come_at_once_with_their_places(tmp_path: Path) -> None:
    path = written(tmp_path, "offise: 示例市财政局\naudit:\n  T999: 关闭\n  G01: 严重\n")
    with pytest.raises(SpecError) as caught:
        load_settings(path)
    told = [(fault.line, fault.path, fault.wrong) for fault in caught.value.faults]
    assert told == [
        (1, "offise", "不认识 offise"),
        (3, "audit.T999", "没有 T999 这条意见"),
        (4, "audit.G01", "‘严重’ 不在可写的词里"),
    ]


def test_a_code_that_does_not_exist_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="没有 T999 这条意见"):
        load_settings(written(tmp_path, "audit: {T999: 关闭}"))


@pytest.fixture
def vague_target(tmp_path: Path) -> Path:
    """A filing whose one target cannot be measured."""
    blank = issue_blank(Order(load_form("S0"), 2026, Party("101", "示例市民政局")))
    values = {
        parse_key("indicators.output.quantity[1].name"): "婚姻登记人数",
        parse_key("indicators.output.quantity[1].target"): "按实际发生数",
    }
    path = tmp_path / "填好.xlsx"
    path.write_bytes(fill(blank.data, blank.layout, values))
    return path


def codes(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(path.parent)
    return CliRunner().invoke(main, ["read", path.name, "--json"]).output


def test_a_code_switched_off_by_the_office_is_not_told(vague_target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = codes(vague_target, monkeypatch)
    code = next(code for code in ("T01", "T02", "T03", "T04", "T05", "T06") if f'"{code}"' in before)
    written(vague_target.parent, f"audit: {{{code}: 关闭}}")
    assert f'"{code}"' not in codes(vague_target, monkeypatch)
