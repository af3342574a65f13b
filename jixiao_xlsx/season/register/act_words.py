"""What the office's acts are called among people: one sentence for each, as the 操作记录 and whoever takes one back
see it."""

from __future__ import annotations

from collections.abc import Mapping

from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.season.acts import Correction, Decision, Extension, Placing, Settled, Waiver
from jixiao_xlsx.store.acts import UndoableAct


def act_words(act: UndoableAct, names: Mapping[str, str]) -> str:
    """An act in words; `names` are what forms are called, by code."""
    match act:
        case Decision():
            words = f"{filing_words(act.identity, names)} {act.step}{act.verdict} {act.section} {act.opinion}"
            return words.strip()
        case Waiver():
            what = f"{act.code} {act.key}".strip() or "免报"
            return f"{filing_words(act.identity, names)} {what}：{act.why}"
        case Correction():
            return f"{filing_words(act.identity, names)} {act.key} → {act.raw or '（空）'}：{act.why}"
        case Extension():
            form = f" {names.get(act.form, act.form)}" if act.form else ""
            return f"{act.agency}{form} 到 {act.until}：{act.why}"
        case Placing():
            # Eight digits tell the files of a season apart.
            return f"{filing_words(act.identity, names)} {act.ruling} {act.sha256[:8]}：{act.why}"
        case Settled():
            return f"{filing_words(act.identity, names)} {act.words}：{act.why}"


def filing_words(identity: Identity, names: Mapping[str, str]) -> str:
    """A filing as the 操作记录 names it: `101/S0/2026`."""
    parts = (identity.agency, names.get(identity.form, identity.form), str(identity.year), identity.subject)
    return "/".join(part for part in parts if part)
