"""`jixiao check`: all faults of all files in one run, a line for each good form."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner, Result

from jixiao_xlsx.cli import main
from jixiao_xlsx.season.single.checking import checked_spec
from jixiao_xlsx.spec.catalogue import spec_files

BAD = Path(__file__).parent / "bad"


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_the_embedded_specs_are_good_and_have_a_line_each() -> None:
    result = check()
    assert (result.exit_code, result.stderr) == (0, "")
    line = re.compile(r"[\w、]+  .+  版次 [\w.]+：\d+ 张工作表，\d{4} 年度 \d+ 个填报格，\d+ 条勾稽关系")
    lines = result.stdout.splitlines()
    assert len(lines) == len(spec_files())
    assert all(line.fullmatch(one) for one in lines)


def test_two_editions_are_told_apart_by_their_aliases() -> None:
    lines = [line for line in check().stdout.splitlines() if "national_project_target" in line]
    assert sorted(line.partition("、")[0] for line in lines) == ["P2", "P2B"]
    assert json.loads(check("--json", "P2B").stdout)[0]["aliases"] == ["P2B"]


def test_a_form_may_be_named() -> None:
    assert check("S0").stdout.startswith("S0、liuzhou_dept_target  ")


def test_the_faults_of_all_files_are_told_beside_the_good_ones() -> None:
    result = check(BAD / "rules.yaml", "S0", BAD / "words_misspelt.yaml")
    told = [line.partition(":")[0] for line in result.stderr.splitlines()]
    assert result.exit_code == 2
    assert told == ["rules.yaml"] * 8 + ["words_misspelt.yaml"] * 7
    assert result.stdout.startswith("S0、liuzhou_dept_target  ")


def test_a_file_that_is_not_there_is_a_fault_among_others(tmp_path: Path) -> None:
    result = check(tmp_path / "none.yaml", "S9")
    assert result.exit_code == 2
    assert "none.yaml:1:1 表样 — 读不了表样" in result.stderr
    assert "S9:1:1 表样 — 没有名为 ‘S9’ 的表样" in result.stderr


def test_json_says_the_same() -> None:
    result = check("--json", "S0", BAD / "repeat_head.yaml")
    good, bad = json.loads(result.stdout)
    assert result.exit_code == 2
    assert (good["form"], good["faults"], good["slots"] > 0) == ("liuzhou_dept_target", [], True)
    assert [(fault["line"], fault["column"], fault["path"]) for fault in bad["faults"]] == [
        (6, 9, "paper.repeat_head"),
        (6, 28, "paper.landscape"),
    ]


def test_a_remedy_names_the_command_here_and_none_to_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "unknown.yaml"
    text = Path(str(next(file for file in spec_files() if "liuzhou" in file.name))).read_text(encoding="utf-8")
    path.write_text(f"{text}\naudit: {{无: 提示}}\n", encoding="utf-8")
    told = "没有 无 这个审核意见代码；全部代码见 jixiao explain"
    assert told in check(path).stderr
    (fault,) = json.loads(check("--json", path).stdout)[0]["faults"]
    assert (fault["write"], told in fault["text"]) == ("全部代码见 jixiao explain", True)
    (plain,) = checked_spec(str(path)).faults
    assert plain.write == "请在审核意见的目录里核对代码"
