"""What a roll-up of the season adds up: what was sent back never, what nobody passed with its number, or not at all."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import Mail, deliver, due, filled, run

SENDERS = {"101": "mzj@example.cn", "202": "jyj@example.cn", "101001": "jzz@example.cn"}


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    """Three agencies have filed S0; one passed, one was sent back, one waits."""
    mails = [Mail(sender, 10, (("表.xlsx", filled(due(workspace, code))),)) for code, sender in SENDERS.items()]
    deliver(workspace, mails)
    run("collect")
    run("decide", "101/S0", "通过", "--who", "张三")
    run("decide", "202/S0", "退回", "--who", "张三")
    return workspace


def rolled(*words: str) -> tuple[Any, str, str]:
    """The account, what the terminal says, and every text of the workbook."""
    told = json.loads(run("rollup", "--json", *words).stdout)
    book = load_workbook(BytesIO(Path(told["file"]).read_bytes()), read_only=True)
    texts = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    return told, run("rollup", *words).stdout, "\n".join(texts)


@pytest.mark.usefixtures("office")
def test_what_was_sent_back_does_not_count_and_what_waits_is_said() -> None:
    told, said, texts = rolled()
    (form,) = told["forms"]
    assert (form["filings"], form["counted"], form["not_passed"]) == (3, 2, 1)
    assert "计入合计 2 份（其中 1 份还没有审核通过）" in said
    assert "其中 1 份还没有审核通过" in texts
    assert "已经退回，改好以前不计入合计" in texts


@pytest.mark.usefixtures("office")
def test_only_what_passed_counts_where_it_is_asked_for() -> None:
    told, said, texts = rolled("--passed")
    (form,) = told["forms"]
    assert (form["filings"], form["counted"], form["not_passed"]) == (3, 1, 0)
    assert "计入合计 1 份\n" in said
    assert "还没有审核通过，不计入合计" in texts


def test_a_decision_taken_back_counts_no_more(office: Workspace) -> None:
    for act in json.loads(run("undo", "--json").stdout):
        run("undo", act["id"], "--why", "重新审核", "--who", "李四")
    told, _, _ = rolled()
    assert (told["forms"][0]["counted"], told["forms"][0]["not_passed"]) == (3, 3)
    assert run("rollup", "--passed", str(office.folder)).exit_code == 2
