"""退回: all that goes back at once — the filings that must be corrected, and answers to letters without one."""

from __future__ import annotations

from datetime import datetime

from jixiao_xlsx.season.post.post import PostingRun
from jixiao_xlsx.season.register.ledger import Ledger, selected
from jixiao_xlsx.season.returning.answering import Answerer, answer_all
from jixiao_xlsx.season.returning.send_back import Returner, send_all_back
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.store.store import Store


def send_everything_back(  # noqa: PLR0913 — what a command asks for, each by its name
    workspace: Workspace,
    store: Store,
    ledger: Ledger,
    *,
    now: datetime,
    who: str,
    agency: str = "",
    form: str = "",
    send: bool = False,
    done: bool = False,
    dry_run: bool = False,
) -> PostingRun:
    """Both, of an agency and a form where they are asked for; raises as `send_all_back` and `answer_all` do."""
    lines = selected(ledger.lines, workspace.roster, agency=agency, form=form)
    returner = Returner.of(workspace, store, now=now, who=who)
    letters = tuple(returner.letters(ledger, lines, form=form))
    back = send_all_back(returner, letters, send=send, done=done, dry_run=dry_run)
    answerer = Answerer.of(workspace, store, now=now, who=who)
    answers = answerer.answers(ledger, lines, form=form, agency=agency)
    return back.joined(answer_all(answerer, answers, send=send, done=done, dry_run=dry_run))
