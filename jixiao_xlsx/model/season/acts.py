"""What the office did in a season: issued, decided, waived, corrected, extended, wrote; each with who, when, why.

Every `when` has a zone. An act names the filing it is about by its identity, a version of it by the sha256 of its file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from jixiao_xlsx.model.filings.identity import Identity


@dataclass(frozen=True, slots=True)
class Issued:
    """下发: a blank that went out: its issue id, edition, grid fingerprint, file name, and the sha256 of its bytes."""

    identity: Identity
    agency_name: str
    subject_name: str
    issue: str
    edition: str
    fingerprint: str
    file: str
    sha256: str
    when: datetime


class Verdict(StrEnum):
    """A reviewer's decision on a version of a filing."""

    PASS = "通过"
    RETURN = "退回"


@dataclass(frozen=True, slots=True)
class Decision:
    """审核结论: on one version (`sha256`), in a step (初审, 复审), by a person of a 科室, with their own 意见."""

    identity: Identity
    sha256: str
    verdict: Verdict
    step: str
    section: str
    who: str
    when: datetime
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """豁免: of a whole filing (no `code`), or of one finding by its code and, where given, its key."""

    identity: Identity
    who: str
    when: datetime
    why: str
    code: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """更正: the office's value (`raw`, as it would be typed) for one key of one version; the filed one stays. An amount
    is in `measure`, that of the form when it was written; the program's first versions did not write it down."""

    identity: Identity
    sha256: str
    key: str
    raw: str
    who: str
    when: datetime
    why: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """延期: a later deadline for an agency, for one form or (empty) all of them."""

    agency: str
    form: str
    until: date
    who: str
    when: datetime
    why: str


class Ruling(StrEnum):
    """What the office says of a file that it is asked about: it is its own, another's, nobody's; or it is the version
    that counts."""

    TAKEN = "照收"
    ASSIGNED = "归入"
    REJECTED = "不收"
    PREFERRED = "以此为准"


@dataclass(frozen=True, slots=True)
class Placing:
    """归属: what a file (`sha256`) is taken for: `identity` is the filing it counts as (of a rejected one, what it
    claimed to be); a preferred version counts before the one that it displaced, `over`, and whatever is older."""

    identity: Identity
    sha256: str
    ruling: Ruling
    who: str
    when: datetime
    why: str
    over: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """已核对: somebody looked at what was odd about one version (`words`, as 请核对 says it), and it is right."""

    identity: Identity
    sha256: str
    words: str
    who: str
    when: datetime
    why: str


class ActKind(StrEnum):
    """The acts that can be taken back, as people call them."""

    DECISION = "结论"
    WAIVER = "豁免"
    CORRECTION = "更正"
    EXTENSION = "延期"
    SETTLED = "核对"
    PLACEMENT = "归属"


@dataclass(frozen=True, slots=True)
class Undone:
    """撤回: an act that holds no longer; `act` is the fingerprint under which the store keeps it. Both stay in the
    history."""

    what: ActKind
    act: str
    who: str
    when: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was sent: `digest` names its content and recipient, so that it is not sent twice."""

    digest: str
    kind: str
    agency: str
    to: str
    subject: str
    message_id: str
    when: datetime


@dataclass(frozen=True, slots=True)
class SentBack:
    """发还: a version, or a file that was no filing of the season, went back to its agency; `who` is empty where an
    older store did not keep it."""

    sha256: str
    who: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Trail:
    """操作记录: one run of a command: who ran what, when, and how it ended."""

    when: datetime
    who: str
    command: str
    outcome: str
