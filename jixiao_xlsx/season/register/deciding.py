"""审核结论: about the version that the reviewer saw, and never against what another one decided in the meantime."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.logs import SHA_DIGITS
from jixiao_xlsx.model.clock import local_date, moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.season.acts import Decision
from jixiao_xlsx.model.season.ledger import LedgerLine
from jixiao_xlsx.season.register.ledger import reference_of
from jixiao_xlsx.store.acts import DECISIONS
from jixiao_xlsx.store.store import Store

# Six digits as in a comparison's reference; a version's number is shorter.
_SHA256 = re.compile(r"[0-9a-fA-F]{6,64}")
_NUMBER = re.compile(r"[0-9]{1,4}")
# Each try meets another reviewer's decision on this very version: three at once are no chance.
_TRIES = 3
_FINAL = "复审"


def split_version(reference: str) -> tuple[str, str]:
    """`101/S0@2` as the filing and the version that is meant, a number or the beginning of a SHA-256; empty where none
    is written."""
    # A Chinese keyboard types the full width sign.
    filing, _, version = reference.replace("＠", "@").partition("@")
    return filing.strip(), version.strip()


def seen_version(line: LedgerLine, version: str) -> Filing | None:
    """The version that counts, None where nothing came. Raises JixiaoError where another one was seen: what has changed
    since is said."""
    newest = line.newest
    if not version or newest is None:
        return newest
    wanted = _named(line, version)
    if wanted.sha256 == newest.sha256:
        return newest
    number = line.numbered.index(wanted) + 1
    again = "又发来的" if line.is_again else ""
    counts = "、".join(f"{name} {count}" for name, count in line.counts.items() if count) or "没有意见"
    came = f"{local_date(moment(line.received))} {again or '报来的'}"
    raise JixiaoError(
        f"{reference_of(line)} 现在以{came}第{line.version}版为准（{counts}），不再是第{number}版",
        Advice.SEE_NEWEST.about(reference=f"{reference_of(line)}@{line.version}"),
    )


def keep_decision(store: Store, line: LedgerLine, decision: Decision) -> Decision:
    """Keeps a decision. Raises JixiaoError where another one says the opposite of the same version, and nothing was
    corrected or waived since."""
    for _ in range(_TRIES):
        known = tuple(made for made in store.decisions() if made.sha256 == decision.sha256)
        against = _against(known, decision, _changes(store, line, decision))
        if against is not None:
            raise _opposed(line, against)
        # Only where nobody was faster: of two opposite decisions at once, one is refused.
        if store.decide_after(decision, known):
            return decision
    raise JixiaoError(f"{reference_of(line)} 正有别人在下结论", "请稍后看过台账再定")


def _named(line: LedgerLine, version: str) -> Filing:
    if _NUMBER.fullmatch(version):
        if not 1 <= int(version) <= len(line.versions):
            count = len(line.versions)
            raise JixiaoError(f"{reference_of(line)} 没有第{int(version)}版", f"收到 {count} 版，请写 1 到 {count}")
        return line.numbered[int(version) - 1]
    fits = [filing for filing in line.versions if filing.sha256.startswith(version.lower())]
    if not _SHA256.fullmatch(version) or len(fits) != 1:
        raise JixiaoError(f"{reference_of(line)} 没有版本 ‘{version}’", "请写版本的号数，或校验和的前 6 位以上")
    return fits[0]


def _changes(store: Store, line: LedgerLine, decision: Decision) -> tuple[datetime, ...]:
    """When something of the filing was corrected or waived."""
    corrected = (act.when for act in store.corrections() if act.sha256 == decision.sha256)
    return (*corrected, *(act.when for act in store.waivers() if act.identity == line.identity))


def _against(known: Iterable[Decision], decision: Decision, changes: Iterable[datetime]) -> Decision | None:
    """The decision in force that says the opposite in the same step, or in the last one; None where there is none, or
    something was changed since it was made."""
    last = max(known, key=lambda made: (moment(made.when), made.step), default=None)
    if last is None or last.verdict is decision.verdict:
        return None
    # A second step may overrule the first.
    if last.step not in {decision.step, _FINAL}:
        return None
    since = any(moment(when) > moment(last.when) for when in changes)
    return None if since else last


def _opposed(line: LedgerLine, made: Decision) -> JixiaoError:
    opinion = f"，意见：{made.opinion}" if made.opinion else ""
    number = next((place for place, found in enumerate(line.numbered, 1) if found.sha256 == made.sha256), line.version)
    decided = f"已由 {made.who} 于 {local_date(made.when)} {made.step}{made.verdict}{opinion}"
    return JixiaoError(
        f"{reference_of(line)} 第{number}版{decided}",
        Advice.UNDO_FIRST.about(act=DECISIONS.row(made)["once"][:SHA_DIGITS]),
    )
