"""撤回: the acts that the office may take back, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from jixiao_xlsx.model.season.acts import ActKind, Undone
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.season.register.act_words import act_words
from jixiao_xlsx.store.acts import KeptAct


@dataclass(frozen=True, slots=True)
class DoneAct:
    """One act: `name` is the fingerprint by which it is taken back, `words` what was done; `undone` tells how it was
    taken back, None where it holds."""

    kind: ActKind
    name: str
    who: str
    when: datetime
    words: str
    undone: Undone | None = None

    def as_dict(self) -> dict[str, Plain]:
        """Plain data for JSON."""
        undone = self.undone
        return {
            "id": self.name,
            "kind": str(self.kind),
            "what": encodable(self.words),
            "who": self.who,
            "when": self.when.isoformat(),
            "undone": {"who": undone.who, "when": undone.when.isoformat(), "why": undone.why} if undone else None,
        }


def done_act(kept: KeptAct, names: Mapping[str, str]) -> DoneAct:
    """An act of the store; `names` are what forms are called, by code."""
    return DoneAct(kept.kind, kept.name, kept.act.who, kept.act.when, act_words(kept.act, names), kept.undone)
