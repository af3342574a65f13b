"""退回单: the letter that tells a department what to correct, as text; `send_back_docx` sets the same as .docx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from jixiao_xlsx.findings import Finding, Severity, Where
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.scope import told_scope
from jixiao_xlsx.report.kit.templates import text_template
from jixiao_xlsx.report.records.filing_json import severity_counts
from jixiao_xlsx.report.records.summary import cell_order, one_line

_TEMPLATE = "send_back.txt.j2"
# Two lines of places, all of them stand in the marked workbook; 1,000 characters are most of a page.
_MOST_PLACES, _MOST_WORDS = 12, 1_000
# As many as there are severities.
_NUMERALS = "一二三"
_TASKS = {
    Severity.RETURN: "退回：必须改正后重新报送",
    Severity.EXPLAIN: "说明：请改正，属实的请说明理由",
    Severity.NOTE: "提示：请核对，属实的可以不改",
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the letter: the office, whom to ask, until when to answer, and on which day; empty parts are left out,
    an empty day is left for the pen."""

    office: str = ""
    contact: str = ""
    deadline: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class ReturnEntry:
    """One row of the letter: findings with the same words at one or several places."""

    places: str
    labels: str
    problem: str
    remedy: str
    code: str
    number: int


@dataclass(frozen=True, slots=True)
class SeverityGroup:
    """The entries of one severity under their heading."""

    heading: str
    count: int
    entries: tuple[ReturnEntry, ...]


@dataclass(frozen=True, slots=True)
class ReturnLetter:
    """The letter, every text of it one line and free of control characters."""

    title: str
    addressee: str
    facts: tuple[tuple[str, str], ...]
    opening: str
    groups: tuple[SeverityGroup, ...]
    steps: tuple[str, ...]
    sender: Sender


def letter_of(
    filing: Filing, form_title: str, *, sender: Sender | None = None, marked: str = "", addressee: str = ""
) -> ReturnLetter:
    """The letter about a filing; `marked` says where to correct, if there is a marked workbook: 本文件, or its name;
    `addressee` is the agency that it goes to, where that is known otherwise than by the workbook."""
    said = Sender(*(one_line(text) for text in _parts(sender or Sender())))
    filing = replace(filing, findings=tuple(found for found in filing.findings if not found.is_for_office))
    counts = severity_counts(filing.findings)
    return ReturnLetter(
        title=_title(filing.findings),
        addressee=one_line(addressee or (filing.seal.agency_name if filing.seal else "")) or "填报单位",
        facts=tuple((name, one_line(text)) for name, text in _facts(filing, form_title) if text),
        opening=_opening(filing, counts),
        groups=tuple(_groups(filing.findings)),
        steps=tuple(_steps(filing.findings, said, one_line(marked))),
        sender=said,
    )


def letter_text(letter: ReturnLetter) -> str:
    """The letter as plain text, printed by `send_back.txt.j2`; no text of a filing is ever used as a template."""
    return text_template(_TEMPLATE).render(letter=letter)


def attached(name: str) -> str:
    """How a letter calls the marked workbook that goes with it."""
    return f"随附的已标注文件“{name}”"


def heading_lines(letter: ReturnLetter) -> tuple[str, ...]:
    """What stands above the table of the marked workbook: title, facts on one line, and what to do."""
    facts = "；".join(f"{name}：{text}" for name, text in letter.facts)
    return ("审核意见", facts, letter.opening, *letter.steps)


def _parts(sender: Sender) -> tuple[str, ...]:
    return (sender.office, sender.contact, sender.deadline, sender.day)


def _title(findings: Iterable[Finding]) -> str:
    """A 退回单 only where something must be corrected."""
    # Departments read 退回 as a refusal: a sheet with notes only must not be called so.
    sent_back = any(finding.severity is Severity.RETURN for finding in findings)
    return "预算绩效填报件退回单" if sent_back else "预算绩效填报件审核意见单"


def _facts(filing: Filing, form_title: str) -> Iterator[tuple[str, str]]:
    seal = filing.seal
    if seal is not None:
        yield "单位", " ".join(part for part in (seal.agency_code, seal.agency_name) if part) or "（表内没有写明）"
        yield "项目", " ".join(part for part in (seal.subject_code, seal.subject_name) if part)
        yield "表", form_title or seal.form
        yield "年度", f"{seal.year} 年度"
        yield "口径", told_scope(seal.scope)
    yield "收到的文件", filing.source or "（未命名）"
    # 64 bits of it are enough to check by eye.
    yield "文件校验码", filing.sha256[:16]


def _opening(filing: Filing, counts: dict[str, int]) -> str:
    found = "、".join(f"{name} {count} 条" for name, count in counts.items() if count)
    if not found:
        return "你单位报来的填报件已收到。经审核，没有发现需要改正的内容。"
    if counts[Severity.RETURN] and not filing.records:
        return f"你单位报来的填报件已收到，但无法审核其内容（{found}），现予退回，请按下列意见办理。"
    if counts[Severity.RETURN]:
        return f"你单位报来的填报件已收到。经审核，有{found}，现予退回，请按下列意见办理。"
    return f"你单位报来的填报件已收到。经审核，有{found}，请按下列意见办理。"


def _groups(findings: Iterable[Finding]) -> Iterator[SeverityGroup]:
    kept = tuple(findings)
    present = [severity for severity in Severity if any(finding.severity is severity for finding in kept)]
    for numeral, severity in zip(_NUMERALS, present, strict=False):
        mine = [finding for finding in kept if finding.severity is severity]
        entries = tuple(_entry(number, same) for number, same in enumerate(_same_words(mine), 1))
        yield SeverityGroup(f"{numeral}、{_TASKS[severity]}（{len(mine)} 条）", len(mine), entries)


def _same_words(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings with the same words together, in the order of their first place."""
    same: dict[tuple[str, ...], list[Finding]] = {}
    # As the eye goes through the sheet, not as the rules are numbered.
    for finding in sorted(findings, key=lambda finding: cell_order(finding.where)):
        same.setdefault((finding.code, finding.message, finding.hint, finding.explanation), []).append(finding)
    return list(same.values())


def _entry(number: int, same: list[Finding]) -> ReturnEntry:
    first = same[0]
    explained = f"（出错说明：{first.explanation}）" if first.explanation else ""
    return ReturnEntry(
        places=_joined([_spot(finding.where) for finding in same]) or "整个文件",
        labels=_joined([finding.where.label for finding in same]),
        problem=_short(first.message + explained),
        remedy=_short(first.hint),
        code=first.code,
        number=number,
    )


def _spot(where: Where) -> str:
    return "!".join(part for part in (where.sheet, where.cell) if part)


def _joined(words: Iterable[str]) -> str:
    unique = list(dict.fromkeys(one_line(word) for word in words if word))
    more = f" 等 {len(unique)} 处" if len(unique) > _MOST_PLACES else ""
    return "、".join(unique[:_MOST_PLACES]) + more


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _MOST_WORDS else line[:_MOST_WORDS] + "……"


def _steps(findings: Iterable[Finding], sender: Sender, marked: str) -> Iterator[str]:
    """What to do next, and how to report back."""
    weights = {finding.severity for finding in findings}
    to_do = bool(weights & {Severity.RETURN, Severity.EXPLAIN})
    steps: list[str] = []
    if to_do and marked:
        steps.append(
            f"请直接在{marked}上修改：红色的必须改正，黄色的改正或说明，蓝色的供核对；"
            "鼠标移到带颜色的格子上可以看到意见，“审核意见”表列出全部意见，点位置可以跳到该格。"
        )
        steps.append("标注的颜色、批注和“审核意见”表不用删除，再次审核时会自动更新。")
    elif to_do:
        steps.append("请按上述意见处理后，用财政部门下发的空表填报，保存为 .xlsx 文件。")
    if Severity.EXPLAIN in weights:
        steps.append("“说明”类意见内容属实的，请在“自检”表的“出错说明”栏或随文写明理由。")
    if to_do:
        until = f"于{sender.deadline}前" if sender.deadline else "尽快"
        steps.append(f"改好后请{until}将整个工作簿发回{sender.office or '财政部门'}，文件名不限，不必另行打印。")
    if sender.contact:
        steps.append(f"对意见有疑问的，请联系：{sender.contact}。")
    yield from (f"{number}. {step}" for number, step in enumerate(steps, 1))
