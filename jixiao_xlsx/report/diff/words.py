"""A 比较 in Chinese: each change in a line, what went out of a text and came in, and what the whole amounts to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jixiao_xlsx.model.clock import CHINA, moment
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.report.diff.changes import AskedOnce, Change, ChangeKind, Diff
from jixiao_xlsx.report.diff.values import Amounts, TextRun, shown_leaf
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.report.records.summary import one_line

LEGEND = "【-…】是删去的字，【+…】是加上的字"
# Enough for a clause of about a line's third on each side of a change.
_AROUND = 14
# Longer texts do not stand twice in one line of the terminal: only what changed is marked.
_LONG = 60


def headline(filing: Filing, title: str) -> str:
    """Who filed what, as one line."""
    seal = filing.seal
    if seal is None:
        return one_line(filing.source)
    agency = " ".join(part for part in (seal.agency_code, seal.agency_name) if part)
    subject = " ".join(part for part in (seal.subject_code, seal.subject_name) if part)
    what = "，".join(part for part in (agency, title, subject) if part)
    year = "" if str(seal.year) in title else f"，{seal.year} 年度"
    when = filing.sent or filing.modified
    clock = f"，{moment(when).astimezone(CHINA):%Y-%m-%d %H:%M}" if when else ""
    # Eight of the 64 digits tell one season's files apart.
    return one_line(f"{what}{year}（{encodable(filing.source)}{clock}，校验和 {filing.sha256[:8]}）")


def summary(diff: Diff) -> str:
    """How many changes of each kind, and what else there is."""
    counts = "，".join(f"{kind} {count}" for kind, count in diff.counts().items() if count)
    computed = sum(1 for change in diff.changes if change.is_computed)
    tail = f"（其中公式格 {computed} 处）" if computed else ""
    return f"{counts or '没有变化'}{tail}；相同 {diff.equal} 处"


def history_summary(diff: Diff) -> str:
    """How the figures of years that both filings tell compare; empty for filings of one year."""
    if not (diff.history or diff.history_equal):
        return ""
    return f"对上年数的核对：{len(diff.history)} 处与当年报送的不一致，{diff.history_equal} 处一致"


def diff_lines(diff: Diff, titles: tuple[str, str]) -> Iterator[str]:
    """The whole comparison as plain lines."""
    yield f"原来：{headline(diff.before, titles[0])}"
    yield f"现在：{headline(diff.after, titles[1])}"
    for note in diff.notes:
        yield f"注意：{one_line(note)}"
    yield summary(diff)
    if any(change.runs for change in diff.changes):
        yield LEGEND
    yield from (f"  [{change.kind}] {one_line(change_line(change))}" for change in diff.changes)
    if words := history_summary(diff):
        yield words
        yield from (f"  [不一致] {one_line(change_line(change, ends=('当年报', '现在填')))}" for change in diff.history)
    yield from _once("只有原来的版次有", diff.only_before)
    yield from _once("只有现在的版次有", diff.only_after)
    if diff.solved or diff.raised:
        yield f"审核意见：不再有 {len(diff.solved)} 条，新出现 {len(diff.raised)} 条"
        yield from (f"  [不再有] {one_line(str(finding))}" for finding in diff.solved)
        yield from (f"  [新出现] {one_line(str(finding))}" for finding in diff.raised)


def change_line(change: Change, *, ends: tuple[str, str] = ("", "")) -> str:
    """One change: where, from what to what, by how much."""
    label = change.label + ("（公式格）" if change.is_computed else "")
    if change.kind is ChangeKind.MOVED:
        return f"{label}：{change.note}"
    if change.before is None or change.after is None:
        return f"{label}：{shown_leaf(change.after or change.before)}"
    if change.runs and max(len(shown_leaf(change.before)), len(shown_leaf(change.after))) > _LONG:
        words = marked(change.runs)
    else:
        words = f"{ends[0]} {shown_leaf(change.before)} → {ends[1]} {shown_leaf(change.after)}".replace(
            "  ", " "
        ).strip()
    tail = [amounts_words(change.amounts)] if change.amounts else []
    return "，".join((f"{label}：{words}", *tail, *([change.note] if change.note else [])))


def amounts_words(amounts: Amounts) -> str:
    """`增加 300 万元（+5.00%，3,000,000.00 元）`."""
    measure = f" {amounts.measure}" if amounts.measure else ""
    facts = [f"{amounts.percent:+,f}%"] if amounts.percent is not None else []
    if amounts.yuan is not None and amounts.measure != "元":
        facts.append(f"{abs(amounts.yuan).normalize():,f} 元")
    more = f"（{'，'.join(facts)}）" if facts else ""
    return f"{amounts.direction} {abs(amounts.difference).normalize():,f}{measure}{more}"


def marked(runs: Iterable[TextRun], *, around: int | None = _AROUND) -> str:
    """A text with what went out and came in marked; of longer unchanged stretches only the ends stand."""
    signs = {"-": "【-{}】", "+": "【+{}】", "=": "{}"}
    kept = tuple(runs)
    words = []
    for number, run in enumerate(kept):
        text = run.text
        if run.sign == "=" and around is not None:
            head, tail = number > 0, number < len(kept) - 1
            text = _elided(text, around * head, around * tail)
        words.append(signs[run.sign].format(text))
    return "".join(words)


def _elided(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail + 1:
        return text
    return f"{text[:head]}…{text[len(text) - tail :]}"


def _once(title: str, asked: tuple[AskedOnce, ...]) -> Iterator[str]:
    if asked:
        yield f"{title} {len(asked)} 格："
        yield from (f"  {one_line(f'{asked_once.label}：{shown_leaf(asked_once.leaf)}')}" for asked_once in asked)
