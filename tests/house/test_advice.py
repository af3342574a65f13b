"""Every advice has the command line's own words, and these name commands and options that there are."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import click
import pytest

from house.package_tree import Module, modules
from jixiao_xlsx.advice import Advice
from jixiao_xlsx.cli import main
from jixiao_xlsx.cli.registered import registered
from jixiao_xlsx.cli.wording import WORDS, error_text, worded
from jixiao_xlsx.errors import Fault, JixiaoError, SpecError

COMMAND = re.compile(r"jixiao (?P<name>[a-z][\w-]*)(?P<rest>[^；。，]*)")
OPTION = re.compile(r"(?<![\w-])--?[a-z][\w-]*")


def options_of(name: str) -> set[str]:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    return {option for parameter in command.params for option in parameter.opts}


def strangers(words: str) -> list[str]:
    """The commands that there are not, their options that they have not, and options that no command has."""
    found = []
    for match in COMMAND.finditer(words):
        name = match["name"]
        known = options_of(name) if name in registered() else set()
        found += [] if name in registered() else [name]
        found += [option for option in OPTION.findall(match["rest"]) if option not in known]
    anywhere = {option for name in registered() for option in options_of(name)}
    alone = OPTION.findall(COMMAND.sub("", words))
    return found + [option for option in alone if option not in anywhere]


def facts_in(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def uses(module: Module) -> Iterator[tuple[str, set[str]]]:
    """Each advice that a module gives, with the facts that it gives along."""
    given, tree = {}, module.tree
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "about":
            given[id(node.func.value)] = {str(keyword.arg) for keyword in node.keywords}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Advice":
            yield node.attr, given.get(id(node), set())


def test_every_advice_has_words_for_the_command_line() -> None:
    assert set(WORDS) == set(Advice)


@pytest.mark.parametrize("advice", Advice, ids=lambda advice: advice.name)
def test_the_command_line_names_commands_and_options_there_are(advice: Advice) -> None:
    assert strangers(WORDS[advice]) == []


def test_canary_strangers_are_caught() -> None:
    assert strangers("请先 jixiao gather --all；或 jixiao read --why 好，加 --nothing") == [
        "gather",
        "--all",
        "--why",
        "--nothing",
    ]


def test_every_advice_is_given_somewhere_with_the_facts_that_its_words_need() -> None:
    below = [module for module in modules() if module.room not in {"cli", "advice"}]
    given = [use for module in below for use in uses(module)]
    assert {name for name, _ in given} == {one.name for one in Advice}
    assert [(name, facts) for name, facts in given if facts != facts_in(WORDS[Advice[name]])] == []


def test_canary_an_advice_without_its_facts_is_caught() -> None:
    planted = Module(
        "jixiao_xlsx.season.bad", Path("bad.py"), "a = Advice.GIVE_SPEC\nb = Advice.DECIDE_AGAIN.about(x=1)"
    )
    assert list(uses(planted)) == [("GIVE_SPEC", set()), ("DECIDE_AGAIN", {"x"})]


def test_a_neutral_sentence_needs_no_facts() -> None:
    assert [one.name for one in Advice if "{" in one] == []
    assert Advice.DECIDE_AGAIN.about(reference="101/S0") == "请重新下结论"
    assert worded(Advice.DECIDE_AGAIN.about(reference="101/S0")) == "请重新下结论（jixiao decide 101/S0 通过或退回）"


def test_an_advice_stays_one_between_processes() -> None:
    told = Advice.CHECK_OWN_SPECS.about(files="specs/{甲}.yaml")
    for same in (pickle.loads(pickle.dumps(told)), copy.copy(told), copy.deepcopy(told)):
        assert worded(same) == worded(told)
    assert worded(pickle.loads(pickle.dumps(Advice.SAY_WHY))) == WORDS[Advice.SAY_WHY]


def test_an_error_is_neutral_by_itself_and_has_the_command_on_the_command_line() -> None:
    error = JixiaoError("还没有收到填报件", Advice.COLLECT_FIRST)
    assert str(error) == "还没有收到填报件\n  → 请先收件"
    assert error_text(error) == "还没有收到填报件\n  → 请先收件：jixiao collect"
    assert error_text(JixiaoError("写不进去", "换一个文件夹")) == "写不进去\n  → 换一个文件夹"


def test_faults_are_worded_too() -> None:
    error = SpecError((Fault("a.yaml", 2, 1, "audit.R99", "没有 R99 这个审核意见代码", Advice.SEE_CODES),))
    assert "jixiao" not in str(error)
    assert error_text(error) == "a.yaml:2:1 audit.R99 — 没有 R99 这个审核意见代码；全部代码见 jixiao explain"
