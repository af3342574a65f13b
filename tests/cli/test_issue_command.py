"""`jixiao issue` at the command line: every blank asked for is there, and none is written over another."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from jixiao_xlsx.cli import main


def issue(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["issue", *words, "--year", "2026", "-o", str(folder)])


def test_two_editions_of_one_form_are_two_files(tmp_path: Path) -> None:
    done = issue(tmp_path, "P1", "P1B", "P2", "P2B")
    assert done.exit_code == 0
    assert len(list(tmp_path.glob("*.xlsx"))) == len(set(done.stdout.splitlines())) == 4


def test_another_edition_issued_later_does_not_replace_the_first(tmp_path: Path) -> None:
    assert issue(tmp_path, "P1").exit_code == 0
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = issue(tmp_path, "P1B")
    assert done.exit_code == 0
    after = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(after) == 2
    assert after.items() >= before.items()


def test_a_blank_filled_by_now_is_kept_and_the_same_blank_is_issued_again(tmp_path: Path) -> None:
    assert issue(tmp_path, "S0").exit_code == issue(tmp_path, "S0").exit_code == 0
    (blank,) = tmp_path.iterdir()
    blank.write_bytes(blank.read_bytes() + b"filled")
    assert issue(tmp_path, "S0").exit_code == 2
    assert blank.read_bytes().endswith(b"filled")


def test_a_year_out_of_range_and_one_that_is_no_number_are_refused_in_chinese(tmp_path: Path) -> None:
    for year, said in (("26", "2000–2099"), ("今年", "整数")):
        done = CliRunner().invoke(main, ["issue", "S0", "--year", year, "-o", str(tmp_path)])
        assert (done.exit_code, said in done.stderr) == (2, True), done.stderr


def test_an_unknown_form_and_a_missing_spec_name_what_there_is_in_chinese(tmp_path: Path) -> None:
    unknown, missing = issue(tmp_path, "X77"), issue(tmp_path, str(tmp_path / "没有.yaml"))
    assert "P1、P1B、P2" in unknown.stderr
    assert "没有这个文件或文件夹" in missing.stderr


def test_a_project_for_a_form_that_has_no_place_for_one_is_refused(tmp_path: Path) -> None:
    done = issue(tmp_path, "P1", "S0", "--subject", "X01:适老化改造")
    assert (done.exit_code, "不是按项目填报的表" in done.stderr, "--subject" in done.stderr) == (2, True, True)
    assert list(tmp_path.iterdir()) == []
    assert issue(tmp_path / "one", "P1", "--subject", "X01:适老化改造").exit_code == 0


def test_every_wrong_count_is_told_at_once(tmp_path: Path) -> None:
    counts = [word for text in ("duty[*]=3", "duties[*]=99", "goals[*]=三", "aims=2") for word in ("--rows", text)]
    done = issue(tmp_path, "S0", *counts)
    assert done.exit_code == 2
    assert all(
        word in done.stderr for word in ("‘duty[*]’、‘aims’", "‘duties[*]=99’", "‘goals[*]=三’", "可写：", "goals[*]")
    )
    assert list(tmp_path.iterdir()) == []
