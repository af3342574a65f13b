"""A dry run of what sends or replaces says what would be done, and leaves folder and store as they are."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import Mail, deliver, due, faulty, filled, run


def everything(workspace: Workspace) -> dict[str, str]:
    """Every file of the workspace by its content, and what the store keeps beside the trail."""
    found = {
        str(path.relative_to(workspace.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(workspace.folder.rglob("*"))
        if path.is_file() and "jixiao.db" not in path.name
    }
    with workspace.open_store() as store:
        kept = (store.filings(), store.decisions(), store.sent(), store.sent_back(), store.issued())
    return found | {"store": repr(kept)}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("send-back",), "要写的信 1 封"),
        (("send-back", "--send"), "要写的信 1 封"),
        (("chase",), "要写的信 2 封"),
        (("chase", "--done"), "要写的信 2 封"),
        (("issue",), "应有 4 份空表"),
        (("publish", "--all"), "要生成 4 份"),
        (("rollup",), "要写"),
        (("reread",), "库里没有改"),
        (("decide", "--clean"), "可以通过 1 份"),
    ],
    ids=" ".join,
)
def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    workspace: Workspace, words: tuple[str, ...], said: str
) -> None:
    mails = [("mzj@example.cn", faulty(due(workspace, "101"))), ("jyj@example.cn", filled(due(workspace, "202")))]
    deliver(workspace, [Mail(sender, 10, (("表.xlsx", data),)) for sender, data in mails])
    run("issue")
    run("collect")
    before = everything(workspace)
    done = run(*words, "--dry-run")
    assert said in done.stdout, done.output
    assert everything(workspace) == before


def test_a_dry_run_of_letters_as_json_names_whom_they_are_for(workspace: Workspace) -> None:
    deliver(workspace, [Mail("mzj@example.cn", 10, (("表.xlsx", faulty(due(workspace, "101"))),))])
    run("collect")
    told = json.loads(run("send-back", "--dry-run", "--json").stdout)
    ((letter,), dry) = told["letters"], told["dry_run"]
    assert (letter["agency"], letter["to"], dry, Path(letter["file"]).exists()) == (
        "101",
        ["mzj@example.cn"],
        True,
        False,
    )
