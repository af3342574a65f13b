"""What is said below the command line holds on every front, and the command line does no work of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.package_tree import ROOT, Module, imports, modules
from jixiao_xlsx.cli.registered import registered

FRONTS = {"cli", "__main__"}
WORKSHOPS = ("sheet", "filings", "mail", "store")
COMMAND = re.compile(r"jixiao (?=[a-z{-])")
OPTION = re.compile(r"(?<![\w-])--?[a-z][\w-]*")
CHINESE = re.compile(r"[\u3400-\u9fff]")
# `target` is also a kind of cell, of which people are told by that name.
NAMES = "|".join(sorted(registered().keys() - {"target"}, key=len, reverse=True))
# Between Chinese words only a command bears such a name: 请用 collect 收件, 先 issue, collect 命令.
BARE = re.compile(rf"(?:[用行见先再请]|执行)[ “‘`]*(?:{NAMES})(?![\w.@/-])|(?<![\w.@/-])(?:{NAMES})[ ”’`]*命令")
CONSOLE = re.compile(r"命令提示符|命令行|jixiao 命令|(?<!\w)cmd(?!\w)")
TEMPLATES = ROOT / "templates"
FRONT_TEMPLATES = TEMPLATES / "cli"
INSTALLING = re.compile(r"pip install[^；。]*")


def texts(module: Module) -> Iterator[tuple[int, str]]:
    """Line and text of each string literal, docstrings too; what an f-string puts in is `{}`."""
    parts: set[int] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr):
            parts.update(id(part) for part in node.values)
            yield (
                node.lineno,
                "".join(str(value.value) if isinstance(value, ast.Constant) else "{}" for value in node.values),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.lineno, node.value


def complaints(module: Module) -> list[str]:
    """Each text that speaks of the command line, where the module stands below it."""
    if module.room in FRONTS:
        return []
    return [f"{module.name}:{line} {text}" for line, text in texts(module) if names_a_front(text)]


def names_a_front(text: str) -> bool:
    """A command anywhere, an option, a bare name or a console in what is said to people; how a missing package is
    installed is no front's."""
    said = INSTALLING.sub("", text)
    to_people = CHINESE.search(said) and (OPTION.search(said) or BARE.search(said) or CONSOLE.search(said))
    return bool(COMMAND.search(said) or to_people)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_no_text_below_the_command_line_names_a_command_or_an_option(module: Module) -> None:
    assert complaints(module) == []


def template_complaints(path: Path) -> list[str]:
    """Each line of a template that speaks of the command line, where the template is not the command line's own."""
    if path.is_relative_to(FRONT_TEMPLATES):
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [f"{path.name}:{number} {line}" for number, line in enumerate(lines, 1) if names_a_front(line)]


ALL_TEMPLATES = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", ALL_TEMPLATES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_no_template_of_all_fronts_names_a_command_or_an_option(path: Path) -> None:
    assert template_complaints(path) == []


def test_canary_the_command_lines_own_templates_would_be_caught_elsewhere(tmp_path: Path) -> None:
    for own in FRONT_TEMPLATES.rglob("*.j2"):
        planted = tmp_path / own.name
        planted.write_bytes(own.read_bytes())
        assert template_complaints(planted)
        assert template_complaints(own) == []


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ("'请先收件：jixiao collect'", True),
        ("f'请运行 jixiao {name}'", True),
        ("f'{name} 没有读入，见 jixiao read'", True),
        ("'''The roster as `jixiao roster` shows it.'''", True),
        ("'请加 --send'", True),
        ("f'请写 --year，例如 {year}'", True),
        ("'请换一个文件夹（-o）'", True),
        ("'见 jixiao --help'", True),
        ("'请用 collect 收件'", True),
        ("'请先 issue，再 collect'", True),
        ("f'{name} 还没有退回，请运行 send-back'", True),
        ("'用“chase”催报'", True),
        ("'collect 命令没有运行完'", True),
        ("'请打开命令提示符，输入 cmd'", True),
        ("'请在 jixiao.yaml 里写 year'", False),
        ("'请填写 target 类型的格，见 issue.xlsx、用 draw.io 画'", False),
        ("'The roster as the ledger 台账 shows it; read before the report.'", False),
        ("'安装不完整，请重新安装：pip install --force-reinstall jixiao_xlsx'", False),
        ("('--no-same-owner', '-xf', '{archive}')", False),
        ("'2026-03-15 至 F-16、x-y 的说明'", False),
    ],
)
def test_canary_a_planted_command_or_option_is_caught(source: str, caught: bool) -> None:
    assert bool(complaints(Module("jixiao_xlsx.season.planted", Path("planted.py"), source))) is caught
    assert complaints(Module("jixiao_xlsx.cli.planted", Path("planted.py"), source)) == []


def workshops_entered(module: Module) -> list[str]:
    """Each import by which a front does the season's work: cells, audits, letters and the store are no front's."""
    rooms = tuple(f"jixiao_xlsx.{room}" for room in WORKSHOPS)
    reached = (target for _, target in imports(module) if module.room in FRONTS)
    return [target for target in reached if any(f"{target}.".startswith(f"{room}.") for room in rooms)]


@pytest.mark.parametrize(
    "module", [module for module in modules() if module.room in FRONTS], ids=lambda module: module.name
)
def test_the_command_line_leaves_the_work_to_the_season(module: Module) -> None:
    assert workshops_entered(module) == []


def test_canary_work_on_the_command_line_is_caught() -> None:
    source = "def late():\n    from jixiao_xlsx.mail.letters import Letter\nfrom jixiao_xlsx import store, storehouse\n"
    planted = Module("jixiao_xlsx.cli.bad", Path("bad.py"), source)
    assert sorted(workshops_entered(planted)) == ["jixiao_xlsx.mail.letters.Letter", "jixiao_xlsx.store"]
