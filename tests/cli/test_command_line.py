"""The front door: Chinese messages, exit codes, nearest names, no traceback unless asked for."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from jixiao_xlsx.cli import main
from jixiao_xlsx.cli.lazy_group import LazyGroup
from jixiao_xlsx.cli.registered import CommandEntry, registered

PLANTED = '''"""Commands that end in every possible way."""
import time
from pathlib import Path

import click

from jixiao_xlsx.errors import Fault, SpecError, WorkbookError


@click.command()
@click.argument("how")
@click.option("--year", type=int, required=True)
@click.option("--form", type=click.Choice(["S0", "P1"]))
@click.option("--roster", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def end(ctx, how, year, form, roster):
    match how:
        case "two faults":
            raise SpecError((Fault("b.yaml", 9, 1, "title", "空着"), Fault("a.yaml", 3, 5, "form", "重名", "改一个")))
        case "hint":
            raise WorkbookError("写不进去", "换一个文件夹")
        case "bug":
            raise ZeroDivisionError("first\\nsecond")
        case "send back":
            ctx.exit(1)
        case "send back by value":
            return 1
        case "file":
            raise click.FileError("a.xlsx", "被占用")
        case "pour":
            for _ in range(100_000):
                click.echo("预算绩效")
        case "sleep":
            click.echo("ready")
            time.sleep(600)
        case "print":
            click.echo("自检 ✓ 预算")
    return None
'''
ENGLISH = re.compile(r"\b(usage|options?|commands?|error|missing|invalid|such|try|show|exit|does|valid|got)\b", re.I)


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LazyGroup:
    (tmp_path / "planted_commands.py").write_text(PLANTED, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return build_group()


def build_group() -> LazyGroup:
    entry = CommandEntry("rollup", "planted_commands", "end", "汇总：试验用")
    option = click.Option(["--debug"], is_flag=True)
    return LazyGroup(name="jixiao", entries=lambda: {"rollup": entry}, params=[option], callback=lambda debug: None)


def run(group: click.Group, *arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), prog_name="jixiao")


def test_help_and_version_answer() -> None:
    assert "预算绩效表格" in run(main, "--help").output
    assert re.fullmatch(r"jixiao \d+\.\d+\.\d+\n", run(main, "--version").output)


def test_help_lists_each_command_with_its_line() -> None:
    shown = run(main, "--help").output
    assert [entry.name for entry in registered().values() if f"  {entry.name} " not in shown] == []


def test_registered_commands_can_be_loaded_and_explain_themselves() -> None:
    for name in registered():
        result = run(main, name, "--help")
        assert (name, result.exit_code) == (name, 0)
        assert "显示帮助" in result.output


def test_help_speaks_chinese(planted: LazyGroup) -> None:
    for arguments in (["--help"], ["rollup", "--help"]):
        shown = run(planted, *arguments).output
        assert "显示帮助" in shown
        assert "Show this message" not in shown
        assert "Usage" not in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rolup"], "是不是想用 rollup？"),
        (["下发"], "没有“下发”这个命令"),
        (["rollup"], "缺少参数"),
        (["rollup", "print"], "缺少选项"),
        (["rollup", "print", "--year", "今年"], "“今年”不是有效的数值"),
        (["rollup", "print", "--year"], "后面要写一个值"),
        (["rollup", "print", "--yeer", "2025"], "是不是想用"),
        (["rollup", "print", "--year", "2025", "--form", "S9"], "“S9”不在可选范围内"),
        (["rollup", "print", "--year", "2025", "--roster", "没有.csv"], "“没有.csv”不存在"),
        (["rollup", "print", "more", "--year", "2025"], "多了一个参数"),
        (["--debug"], "缺少命令"),
    ],
)
def test_wrong_usage_is_told_in_chinese(planted: LazyGroup, arguments: list[str], said: str) -> None:
    result = run(planted, *arguments)
    message = result.stderr.splitlines()[-1]
    assert result.exit_code == 2
    assert said in message
    assert not ENGLISH.search(message.replace("--", "").replace("more", ""))
    assert not re.search(r"'|[,.](?=\s|$)|[。”] (?=[^\x00-\x7f])", message), message


@pytest.mark.parametrize("how", ["send back", "send back by value"])
def test_a_command_may_say_that_something_goes_back(planted: LazyGroup, how: str) -> None:
    assert run(planted, "rollup", how, "--year", "2025").exit_code == 1


def test_our_error_is_a_message_with_all_faults(planted: LazyGroup) -> None:
    result = run(planted, "rollup", "two faults", "--year", "2025")
    assert result.exit_code == 2
    assert result.stderr == "错误：a.yaml:3:5 form — 重名；改一个\nb.yaml:9:1 title — 空着\n"


def test_a_hint_says_what_to_do_next(planted: LazyGroup) -> None:
    assert run(planted, "rollup", "hint", "--year", "2025").stderr == "错误：写不进去\n  → 换一个文件夹\n"


def test_a_file_error_of_click_is_no_send_back(planted: LazyGroup) -> None:
    result = run(planted, "rollup", "file", "--year", "2025")
    assert (result.exit_code, result.stderr) == (2, "错误：打不开文件“a.xlsx”：被占用\n")


def test_a_bug_is_one_plain_line(planted: LazyGroup) -> None:
    result = run(planted, "rollup", "bug", "--year", "2025")
    assert result.exit_code == 2
    assert result.stderr == ("程序内部出错（ZeroDivisionError：first second）。请加 --debug 重试并把输出发给维护者。\n")


@pytest.mark.parametrize(
    "arguments", [["--debug", "rollup", "bug", "--year", "2025"], ["rollup", "bug", "--year", "2025", "--debug"]]
)
def test_debug_shows_the_traceback_wherever_it_stands(planted: LazyGroup, arguments: list[str]) -> None:
    result = run(planted, *arguments)
    assert result.exit_code == 2
    assert "Traceback" in result.stderr
    assert "程序内部出错" in result.stderr


def test_debug_after_two_dashes_is_an_argument(planted: LazyGroup) -> None:
    result = run(planted, "rollup", "--year", "2025", "--", "--debug")
    assert (result.exit_code, result.output) == (0, "")


def start(tmp_path: Path, how: str, **environment: str) -> subprocess.Popen[bytes]:
    (tmp_path / "planted_commands.py").write_text(PLANTED, encoding="utf-8")
    code = "from cli.test_command_line import build_group; build_group()(prog_name='jixiao')"
    tests = Path(__file__).resolve().parents[1]
    paths = os.pathsep.join([str(tmp_path), str(tests)])
    return subprocess.Popen(
        [sys.executable, "-c", code, "rollup", how, "--year", "2025"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths, **environment},
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk", "utf-8"])
def test_no_console_encoding_fails_on_chinese(tmp_path: Path, encoding: str) -> None:
    output, errors = start(tmp_path, "print", PYTHONIOENCODING=encoding).communicate(timeout=300)
    assert errors == b""
    shown = output.decode("gbk" if encoding == "gbk" else "utf-8").strip()
    assert shown == ("自检 ? 预算" if encoding == "gbk" else "自检 ✓ 预算")


def test_an_interrupt_ends_quietly(tmp_path: Path) -> None:
    process = start(tmp_path, "sleep")
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"ready"
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 130
    assert errors.decode().strip() == "已中断。"


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    process = start(tmp_path, "pour")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=300) == 141
    assert errors == b""


@pytest.mark.parametrize(("how", "code"), [("bug", 2), ("file", 2), ("send back", 1)])
def test_the_exit_code_survives_when_nobody_reads_the_errors(tmp_path: Path, how: str, code: int) -> None:
    with start(tmp_path, how) as process:
        assert process.stderr is not None
        process.stderr.close()
        assert process.wait(timeout=300) == code
