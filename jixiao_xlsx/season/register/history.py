"""操作记录: commands, acts and what was taken back of them, files sent back and letters, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.season.acts import Decision, Trail
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.season.register.act_words import act_words, filing_words
from jixiao_xlsx.season.workspace.workspace import without_lists
from jixiao_xlsx.spec.settings.settings import settings_file
from jixiao_xlsx.store.store import Store

COMMAND = "命令"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: when, who, what kind of thing, in words."""

    when: datetime
    who: str
    kind: str
    what: str

    def as_dict(self) -> dict[str, Plain]:
        """Plain data for JSON."""
        return {"when": self.when.isoformat(), "who": self.who, "kind": self.kind, "what": encodable(self.what)}


def history(store: Store, names: Mapping[str, str] = MappingProxyType({})) -> tuple[Event, ...]:
    """Everything, the oldest first; `names` are what forms are called, by code."""
    return tuple(sorted(_events(store, names), key=lambda event: (moment(event.when), event.kind, event.what)))


def note_run(run: Trail, start: Path) -> None:
    """Keeps a run in the store of the workspace that a folder belongs to; where there is none, or no store yet, nothing
    is kept. Raises JixiaoError."""
    path = settings_file(start)
    if path is None:
        return
    # Without its lists: a run with a faulty roster is noted too.
    workspace = without_lists(path.parent)
    if not workspace.has_store:
        return
    with workspace.open_store() as store:
        store.note_run(run)


def _events(store: Store, names: Mapping[str, str]) -> Iterator[Event]:
    for run in store.trail():
        yield Event(run.when, run.who, COMMAND, f"{run.command}（{run.outcome}）")
    kept = store.undoable()
    for done in kept:
        yield Event(done.act.when, done.act.who, str(done.kind), act_words(done.act, names))
        if done.undone:
            what = f"{done.kind} {act_words(done.act, names)}（{done.act.who}）：{done.undone.why}"
            yield Event(done.undone.when, done.undone.who, "撤回", what)
    decisions = [done.act for done in kept if isinstance(done.act, Decision)]
    yield from _returns(store, {made.sha256: filing_words(made.identity, names) for made in decisions})
    for letter in store.sent():
        # Who sent a letter stands in the run that sent it.
        yield Event(letter.when, "", "发信", f"{letter.kind} {letter.agency} {letter.to}：{letter.subject}")


def _returns(store: Store, versions: Mapping[str, str]) -> Iterator[Event]:
    """What went back; `versions` are the filings that were decided on, by file: the others had no place."""
    # The same bytes may have come under several names: the first is the one that people were told.
    came = {delivery.sha256: delivery for delivery in reversed(store.deliveries())}
    for back in store.sent_back():
        delivery = came.get(back.sha256)
        file = delivery.name if delivery else back.sha256
        origin = (delivery.message.sender or delivery.origin) if delivery else ""
        about = versions.get(back.sha256) or f"待处理 {origin}".strip()
        yield Event(back.when, back.who, "退件", f"{about} {file}")
