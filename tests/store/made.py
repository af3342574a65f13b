"""Filings, deliveries and acts for the store's tests: plain ones by hand, odd ones by hypothesis."""

from __future__ import annotations

import hashlib
import itertools
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import strategies as st

from jixiao_xlsx.findings import Finding, Severity, Where, finding
from jixiao_xlsx.model.filings.filing import Figure, Filing, Record, Seal
from jixiao_xlsx.model.filings.identity import Identity
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.model.season.acts import (
    Correction,
    Decision,
    Extension,
    Issued,
    Sent,
    SentBack,
    Trail,
    Verdict,
    Waiver,
)
from jixiao_xlsx.model.season.delivery import ArrivalReason, Delivery, DeliveryRole, Message

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ZONE = timezone(timedelta(hours=8))


def sha_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


_numbers = itertools.count()


def new_sha() -> str:
    """Another one each time."""
    return sha_of(f"number {next(_numbers)}")


def amount(key: Key, value: str, *, label: str = "财政拨款") -> Record:
    return Record(key, Decimal(value), value, "amount", "填报表", "D4", label, "万元")


def filing(number: int = 1, *, agency: str = "101", modified: datetime | None = NOON) -> Filing:
    """A small filing of everything: amounts, a target, a figure, a finding."""
    seal = Seal("S0", "2026", 2026, "0123456789ab", agency_code=agency, agency_name=f"示例市第{agency}局")
    name = Record(("goals", 1, "name"), "培训人次", "培训人次", "text", "填报表", "B9", "指标名称")
    target = Record(("goals", 1, "target"), "≥500人次", "≥500人次", "target", "填报表", "C9", "指标值")
    return Filing(
        source=f"申报表{number}.xlsx",
        sha256=sha_of(f"{agency}/{number}"),
        file_type="xlsx",
        seal=seal,
        records=(amount(("funds", "fiscal"), f"{number}.10"), name, target),
        figures=(Figure(("funds", "total"), Decimal(number), "", "amount", "合计", "万元"),),
        findings=(finding("V101", Where(seal.agency_name, "S0"), found="九十", expected="数字", ask="请只填数字。"),),
        modified=modified,
    )


def delivery(of: Filing, *, mail: str = "", sent: datetime | None = None, name: str = "") -> Delivery:
    message = Message(mail, "a@example.org", "报送", sent)
    return Delivery(of.sha256, name or of.source, 9, f"收件/{mail}.eml", DeliveryRole.FILING, NOON, message)


IDENTITY = Identity("S0", 2026, agency_code="101")
ISSUED = Issued(IDENTITY, "示例市民政局", "", "N1", "2026", "0123456789ab", "101.xlsx", "a" * 64, NOON)
DECISION = Decision(IDENTITY, "a" * 64, Verdict.RETURN, "初审", "社保科", "审核员甲", NOON, "请改")
WAIVER = Waiver(IDENTITY, "审核员甲", NOON, "无项目", "G01", "funds.fiscal")
CORRECTION = Correction(IDENTITY, "a" * 64, "funds.fiscal", "1.20", "审核员甲", NOON, "电话核实")
EXTENSION = Extension("101", "", date(2026, 4, 1), "审核员甲", NOON, "换人")
SENT = Sent("d" * 64, "催报", "101", "a@example.org", "请报送", "<1@example.org>", NOON)
SENT_BACK = SentBack("a" * 64, "审核员甲", NOON)
TRAIL = Trail(NOON, "审核员甲", "jixiao collect", "收到 3 份")

_SPECIAL = (
    "\x00",
    "\x1b",
    "\x1b0000",
    "\x1bd800",
    "\ud800",
    "\udfff\ud800",
    "=1+1",
    "'",
    "𠮷",
    "\r\n",
    "%s:x",
    "\\x00",
)
texts = st.lists(
    st.sampled_from(_SPECIAL) | st.text(st.characters(exclude_categories=()), max_size=12), max_size=3
).map("".join)
zones = (
    st.none() | st.just(ZONE) | st.integers(-86_399, 86_399).map(lambda seconds: timezone(timedelta(seconds=seconds)))
)
moments = st.datetimes(timezones=zones)
zoned = st.datetimes(timezones=zones.filter(bool))
_ODD_NUMBERS = (
    "-0",
    "0E-20",
    "1E+30",
    "1E+400",
    "1E-400",
    "9E+99999",
    "1.10",
    "-90.00",
    "12345678901234567890123456789.5",
)
decimals = st.sampled_from(_ODD_NUMBERS).map(Decimal) | st.decimals(allow_nan=False, allow_infinity=False)
_names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
keys = st.tuples(_names, st.lists(_names | st.integers(0, 999_999), max_size=3)).map(
    lambda parts: (parts[0], *parts[1])
)
patterns = st.tuples(_names, st.just("*"))
measures = st.sampled_from(("", "元", "千元", "万元", "亿元", "个")) | texts
counts = st.integers(0, 2**31)
records = st.builds(
    Record,
    key=keys,
    value=st.none() | decimals | texts | st.dates(),
    raw=texts | st.sampled_from(("≥95%", "2026年底前完成", "≥3个，≤90万元")),
    kind=st.sampled_from(("amount", "text", "target")) | texts,
    sheet=texts,
    cell=texts,
    label=texts,
    measure=measures,
    order=counts,
    inserted=st.booleans(),
)
figures = st.builds(
    Figure, key=keys, value=st.none() | decimals, text=texts, kind=texts, label=texts, measure=measures, filed=texts
)
findings = st.builds(
    Finding,
    code=texts,
    severity=st.sampled_from(Severity),
    where=st.builds(Where, texts, texts, texts, texts, texts, texts),
    message=texts,
    hint=texts,
    found=texts,
    expected=texts,
    rule=texts,
    explanation=texts,
)
seals = st.builds(
    Seal,
    form=texts,
    edition=texts,
    year=st.integers(1990, 2100) | st.integers(),
    fingerprint=texts,
    counts=st.lists(st.tuples(patterns, st.integers()), max_size=2).map(tuple),
    agency_code=texts,
    agency_name=texts,
    subject_code=texts,
    subject_name=texts,
    scope=texts,
    issue=texts,
    office=texts,
    signature=texts,
)
filings = st.builds(
    Filing,
    source=texts,
    sha256=st.just("f" * 64),
    file_type=texts,
    seal=st.none() | seals,
    records=st.lists(records, max_size=4).map(tuple),
    figures=st.lists(figures, max_size=2).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
    modified=st.none() | moments,
    recognised=texts,
    unplaced=counts,
    sent=st.none(),
)
messages = st.builds(Message, message_id=texts, sender=texts, subject=texts, sent=st.none() | moments)
arrivals = st.builds(
    Delivery,
    sha256=st.just("e" * 64),
    name=texts,
    size=counts,
    origin=texts,
    role=st.sampled_from(DeliveryRole),
    reason=st.sampled_from(ArrivalReason),
    received=moments,
    message=messages,
    note=texts,
)
identities = st.builds(Identity, texts, st.integers(1990, 2100), texts, texts, texts, texts, texts)
