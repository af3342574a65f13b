"""`jixiao review` from the outside: files, exit codes, JSON, the same files on a second run."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jixiao_xlsx.cli import main
from sheet.marker.returns import SPEC, filled, wrong


@pytest.fixture
def season(tmp_path: Path) -> Path:
    (tmp_path / "form.yaml").write_text(SPEC, encoding="utf-8")
    returns = tmp_path / "returns"
    returns.mkdir()
    (returns / "a.xlsx").write_bytes(wrong())
    (returns / "b.xlsx").write_bytes(filled())
    (returns / "c.pdf").write_bytes(b"%PDF-1.7 scanned")
    return tmp_path


def run(season: Path, *arguments: str) -> Result:
    command = ["review", "--spec", str(season / "form.yaml"), "-o", str(season / "out"), *arguments]
    return CliRunner().invoke(main, command, prog_name="jixiao")


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_a_folder_is_reviewed_and_originals_are_left_alone(season: Path) -> None:
    before = digests(season / "returns")
    result = run(season, str(season / "returns"))
    assert result.exit_code == 1, result.output
    assert digests(season / "returns") == before
    names = sorted(path.name for path in (season / "out").iterdir())
    assert len([name for name in names if name.endswith(".xlsx")]) == 2
    assert len([name for name in names if name.endswith(".txt")]) == 3
    assert len([name for name in names if name.endswith(".docx")]) == 3
    assert len([name for name in names if name.endswith(".json")]) == 3


def test_a_second_run_writes_the_same_bytes(season: Path) -> None:
    run(season, str(season / "returns"))
    first = digests(season / "out")
    run(season, str(season / "returns"), "--jobs", "2")
    assert digests(season / "out") == first


def test_json_tells_the_verdict_and_the_files(season: Path) -> None:
    result = run(season, str(season / "returns"), "--json")
    told = json.loads(result.stdout)
    assert [one["sent_back"] for one in told] == [True, False, True]
    assert told[0]["agency"] == {"code": "101", "name": "示例市民政局"}
    assert told[0]["counts"]["退回"] >= 1
    assert told[2]["form"] is None
    assert all(Path(name).is_file() for one in told for name in one["outputs"])
    kept = next(name for name in told[0]["outputs"] if name.endswith(".json"))
    assert json.loads(Path(kept).read_text(encoding="utf-8"))["form"] == "review_trial"


def test_clean_filings_end_with_zero(season: Path) -> None:
    result = run(season, str(season / "returns" / "b.xlsx"))
    assert (result.exit_code, "退回 0 条" in result.output) == (0, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows 上建链接要有管理员的权限")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_is_no_file_is_told_and_the_others_are_reviewed(season: Path, jobs: str) -> None:
    for name in ("dead1.xlsx", "dead2.xlsx"):
        (season / "returns" / name).symlink_to(season / "nothing")
    (season / "returns" / "others").symlink_to(season / "returns")
    told = json.loads(run(season, str(season / "returns"), "--json", "--jobs", jobs).stdout)
    names = [Path(reviewed["file"]).name for reviewed in told]
    assert names == ["a.xlsx", "b.xlsx", "c.pdf", "dead1.xlsx", "dead2.xlsx", "others"]
    assert [reviewed["sha256"] for reviewed in told[3:]] == [""] * 3
    texts = [Path(name) for reviewed in told[3:] for name in reviewed["outputs"] if name.endswith(".txt")]
    assert ["无法从磁盘读取" in text.read_text(encoding="utf-8-sig") for text in texts] == [True] * 3
    assert len(set(texts)) == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="这个系统没有命名管道")
def test_a_pipe_in_a_folder_is_told_and_not_opened(season: Path) -> None:
    os.mkfifo(season / "returns" / "pipe.xlsx")
    told = json.loads(run(season, str(season / "returns"), "--json").stdout)
    (letter,) = (name for name in told[-1]["outputs"] if name.endswith(".txt"))
    assert (len(told), Path(told[-1]["file"]).name) == (4, "pipe.xlsx")
    assert "无法从磁盘读取" in Path(letter).read_text(encoding="utf-8-sig")


def test_a_missing_file_is_wrong_usage(season: Path) -> None:
    result = CliRunner().invoke(main, ["review", str(season / "nothing.xlsx")], prog_name="jixiao")
    assert result.exit_code not in (0, 1)


def test_without_python_docx_the_text_is_written_and_said(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao_xlsx.report.kit.docx_pieces.find_spec", lambda _name: None)
    result = run(season, str(season / "returns" / "a.xlsx"))
    assert "python-docx" in result.stderr
    assert not list((season / "out").glob("*.docx"))
    assert len(list((season / "out").glob("*.txt"))) == 1


def test_the_letter_is_signed_by_the_office_of_the_settings(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (season / "jixiao.yaml").write_text("office: 示例市财政局\n", encoding="utf-8")
    monkeypatch.chdir(season)
    run(season, str(season / "returns" / "a.xlsx"))
    (letter,) = (season / "out").glob("*.txt")
    assert "发回示例市财政局" in letter.read_text(encoding="utf-8-sig")


def test_strangers_from_several_agencies_keep_their_own_letters(season: Path) -> None:
    others = season / "strangers"
    for folder, words in (("甲", b"one"), ("乙", b"two"), ("丙", b"one")):
        (others / folder).mkdir(parents=True)
        (others / folder / "表.pdf").write_bytes(b"%PDF-1.7 " + words)
    told = json.loads(run(season, "--json", *(str(others / folder) for folder in ("甲", "乙", "丙"))).stdout)
    one, two, again = ({Path(name).name for name in each["outputs"]} for each in told)
    assert not one & two
    assert one == again, "the same bytes get the same letter"
    assert one | two <= {path.name for path in (season / "out").iterdir()}
