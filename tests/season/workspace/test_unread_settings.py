"""What of `jixiao.yaml` could not be read is told once, for its own reason, and nothing in it as missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from season.workspace.desk import SETTINGS, complaints, office

UNREAD = {
    "too deep": (f"{SETTINGS}earlier: {'[' * 60}", "嵌套超过 40 层"),
    "too deep and closed": (f"{SETTINGS}earlier: {'[' * 60}{']' * 60}", "嵌套超过 40 层"),
    "deeper than the library bears": (f"{SETTINGS}earlier: {'[' * 3_000}", "嵌套超过 40 层"),
    "syntax": (f"{SETTINGS}earlier: [", "YAML 写法有误"),
    "too long": (f"{SETTINGS}#{'长' * 1_000_000}", "文件太大"),
    "two documents": ("forms: [S0]\n---\nyear: 2026\n", "一个文件只写一份设置"),
    "a list": ("- year: 2026\n", "一组键和值"),
    "merged": ("<<: *last\nforms: [S0]\n", "不支持合并键"),
    "a key that is a list": ("[year]: 2026\nforms: [S0]\n", "键必须是一个词"),
    "an alias for a key": ("*year : 2026\nforms: [S0]\n", "不支持锚点和别名"),
    "an alias for a value": ("year: *now\nforms: [S0]\n", "不支持锚点和别名"),
    "merged within": (f"{SETTINGS}mail: {{<<: *last}}\n", "不支持合并键"),
    "a list for a key within": (f"{SETTINGS}mail: {{[address]: a@b.cn}}\n", "键必须是一个词"),
}


@pytest.mark.parametrize(("settings", "said"), UNREAD.values(), ids=UNREAD)
def test_one_cause_is_one_fault(tmp_path: Path, settings: str, said: str) -> None:
    (told,) = complaints(office(tmp_path / "2026", "001,示例局,,,,S0,,\n", settings=settings))
    assert said in told


def test_what_is_missing_is_still_told_beside_faults_of_other_places(tmp_path: Path) -> None:
    folder = office(tmp_path / "2026", "001,示例局,,,,S0,,\n", settings="forms: [S0]\nstore: *s\n")
    assert [said.split(" — ")[0] for said in complaints(folder)] == ["jixiao.yaml:1:1 year", "jixiao.yaml:2:8 store"]


def test_faulty_own_forms_do_not_hide_the_faults_of_the_settings(tmp_path: Path) -> None:
    folder = office(tmp_path / "2026", "001,示例局,,,,S0,,\n", settings="year: 2026\nstore: [\n")
    (folder / "specs").mkdir()
    (folder / "specs" / "own.yaml").write_text("form: [", encoding="utf-8")
    assert [said.partition(":")[0] for said in complaints(folder)] == ["jixiao.yaml"]
