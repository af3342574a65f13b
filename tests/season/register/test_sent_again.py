"""The same content sent again later is the unit's newest word; collected again, copied or forwarded, it is not."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import Mail, deliver, due, faulty, filled, run

SENDER = "mzj@example.cn"


def mails(workspace: Workspace) -> tuple[Mail, Mail, Mail]:
    """Version 1 on the 10th, version 2 on the 12th, version 1 again on the 14th."""
    first, second = filled(due(workspace, "101")), faulty(due(workspace, "101"))
    sent = ((10, first), (12, second), (14, first))
    return tuple(Mail(SENDER, day, (("表.xlsx", data),)) for day, data in sent)  # type: ignore[return-value]


def line() -> Any:
    lines = json.loads(run("status", "--json", "--agency", "101", "--form", "S0", "--on", "2026-03-20").stdout)["lines"]
    return next(found for found in lines if found["agency"]["code"] == "101")


@pytest.mark.parametrize("turn", list(itertools.permutations(range(3))))
def test_a_version_sent_again_counts_again_whatever_was_collected_first(
    workspace: Workspace, turn: tuple[int, ...]
) -> None:
    sent = mails(workspace)
    for number in turn:
        deliver(workspace, [sent[number]])
        run("collect")
    found = line()
    assert (len(found["versions"]), found["version"], found["sent_again"]) == (2, 1, True)
    assert (found["received"], found["findings"]["退回"], found["days_late"]) == ("2026-03-14T03:00:00+00:00", 0, 0)
    told = run("status").stdout
    assert "2（又发来第1版）" in told
    assert "2026-03-14 又发来第1版" in told


def test_lateness_stays_by_the_first_message(workspace: Workspace) -> None:
    version = filled(due(workspace, "101"))
    deliver(workspace, [Mail(SENDER, day, (("表.xlsx", version),)) for day in (14, 18)])
    run("collect")
    found = line()
    assert (found["days_late"], found["version"], found["sent_again"]) == (0, 1, False)
    assert found["received"] == "2026-03-18T03:00:00+00:00"


def test_a_message_collected_again_or_copied_is_no_new_word(workspace: Workspace) -> None:
    first, second, _ = mails(workspace)
    deliver(workspace, [first, second])
    run("collect")
    before = line()
    assert (before["version"], before["sent_again"]) == (2, False)
    other = workspace.folder / "另一个邮箱"
    other.mkdir()
    (other / "旧.eml").write_bytes(first.data)
    run("collect", str(other))
    run("collect")
    assert line() == before


def forwarded(mail: Mail, day: int) -> Mail:
    """A mail that passes another one on, whole."""

    return Mail("office@example.cn", day, (("原邮件.eml", mail.data),))


def test_a_mail_forwarded_with_its_original_inside_is_no_new_word(workspace: Workspace) -> None:
    first, second, again = mails(workspace)
    deliver(workspace, [first, second, forwarded(first, 16)])
    run("collect")
    assert (line()["version"], line()["received"]) == (2, "2026-03-12T03:00:00+00:00")
    deliver(workspace, [forwarded(again, 17)])
    run("collect")
    assert (line()["version"], line()["received"]) == (1, "2026-03-14T03:00:00+00:00")


def test_files_count_by_the_day_they_were_handed_in(workspace: Workspace) -> None:
    expected = due(workspace, "101")
    for place, day, data in (("甲", 10, filled(expected)), ("乙", 12, faulty(expected)), ("丙", 14, filled(expected))):
        folder = workspace.folder / place
        folder.mkdir()
        (folder / "表.xlsx").write_bytes(data)
        run("collect", str(folder), "--received", f"2026-03-{day}")
    found = line()
    assert (found["version"], found["sent_again"], found["received"]) == (1, True, "2026-03-14T12:00:00+08:00")
    # What lies where it lay was not handed in again.
    run("collect", "乙", "--received", "2026-03-19")
    run("collect", str(workspace.folder / "乙"), "--received", "2026-03-19")
    assert line() == found
