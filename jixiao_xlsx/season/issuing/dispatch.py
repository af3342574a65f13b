"""What goes with the blanks: a zip and a letter for each agency, and the list of everything that went out."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import groupby
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from jixiao_xlsx.mail.letters import Attachment, Letter
from jixiao_xlsx.mail.smtp import SmtpAccount
from jixiao_xlsx.model.clock import local_date
from jixiao_xlsx.model.day_text import day_text
from jixiao_xlsx.model.season.expected import Due, without_projects
from jixiao_xlsx.model.season.roster import Agency
from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.report.letters.letter_text import letter_body, numbered
from jixiao_xlsx.report.records.flat_rows import csv_field
from jixiao_xlsx.report.records.summary import one_line
from jixiao_xlsx.season.issuing.due_blanks import BlankPlan, IssuedBlank, IssueOutcome, Issuer, agency_folder, file_word
from jixiao_xlsx.season.post.post import PostingRun, account_of, no_account, post
from jixiao_xlsx.season.register.ledger import subtree
from jixiao_xlsx.season.single.one_blank import Party
from jixiao_xlsx.season.single.saving import save_file
from jixiao_xlsx.season.workspace.workspace import Workspace
from jixiao_xlsx.spec.catalogue import pick_form

ISSUING = "下发"
LETTERS = "信"
LIST = "清单.csv"
MOST_ATTACHED = 3
"""An agency with more blanks gets them in one zip."""

# So many agencies' attachments are some tens of megabytes.
_AT_ONCE = 100
_LIST_COLUMNS = (
    "单位编码",
    "单位名称",
    "表",
    "表名",
    "年度",
    "项目编码",
    "项目名称",
    "下发编号",
    "第几次下发",
    "下发日期",
    "文件",
    "sha256",
)
AgencyGroup = tuple[Agency, tuple[IssuedBlank, ...]]
Watched = Callable[[Iterable[IssuedBlank], int], Iterable[IssuedBlank]]


@dataclass(frozen=True, slots=True)
class PlannedBlank:
    """One blank that a run would look after: for whom, into which file, and what it would do about it."""

    agency: Agency
    file: str
    step: IssueOutcome

    def as_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return {
            "agency": self.agency.code,
            "agency_name": self.agency.name,
            "email": self.agency.email,
            "file": self.file,
            "step": str(self.step),
        }


def planned(issuer: Issuer, dues: Sequence[Due]) -> tuple[PlannedBlank, ...]:
    """What `issue_all` would do about each blank; nothing is made, written or sent."""
    return tuple(
        PlannedBlank(plan.due.agency, file_word(issuer.workspace, plan.path), plan.step) for plan in issuer.plans(dues)
    )


@dataclass(frozen=True, slots=True)
class IssueRun:
    """One run: every blank as it stands now in the order of what is due, the letters, and what is worth saying."""

    blanks: tuple[IssuedBlank, ...]
    posted: PostingRun
    notes: tuple[str, ...] = ()

    def of(self, step: IssueOutcome) -> tuple[IssuedBlank, ...]:
        """The blanks that a run did this about."""
        return tuple(blank for blank in self.blanks if blank.step is step)

    def counts(self) -> dict[IssueOutcome, int]:
        """How many blanks the run did each thing about; what it did to none is left out."""
        return {step: len(self.of(step)) for step in IssueOutcome if self.of(step)}

    def prefilled(self) -> tuple[int, int]:
        """How many cells hold what was filed before, and how many hold approved figures."""
        fills = [blank.plan.prefill for blank in self.blanks]
        return sum(fill.from_before for fill in fills), sum(fill.from_budget for fill in fills)

    def all_notes(self) -> tuple[str, ...]:
        """What is worth saying of single blanks, then of the whole."""
        return (*(f"{blank.issued.file}：{blank.note}" for blank in self.blanks if blank.note), *self.notes)

    def as_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return {
            "blanks": [blank_json(blank) for blank in self.blanks],
            "letters": [posting.as_dict() for posting in self.posted.postings],
            "notes": list(self.notes),
        }


def issue_all(
    issuer: Issuer, dues: Sequence[Due], *, send: bool = False, watched: Watched = lambda blanks, total: blanks
) -> IssueRun:
    """Issues to everybody who is due: blanks, a zip and a letter per agency, the list; running it again changes nothing
    that did not change. Letters go out only where `send` is set, each once.

    `watched` gets the blanks as they are made, and how many there will be.
    """
    # Before any blank is made: a missing password must not be told after an hour of work.
    account = account_of(issuer.workspace.settings.mail, issuer.workspace.folder) if send else None
    if send and account is None:
        raise no_account()
    plans = issuer.plans(dues)
    place = {id(plan.due): number for number, plan in enumerate(plans)}
    made = list(watched(issuer.issue(plans), len(plans)))
    # Workers finish by layout; people read in the order of the roster.
    blanks = tuple(sorted(made, key=lambda blank: place[id(blank.plan.due)]))
    _keep(issuer.out / LIST, _list(issuer, blanks))
    agencies = list(_by_agency(blanks))
    some = (agencies[start : start + _AT_ONCE] for start in range(0, len(agencies), _AT_ONCE))
    postings = [posting for part in some for posting in _posted(issuer, part, account, send=send).postings]
    return IssueRun(blanks, PostingRun(tuple(postings)), tuple(_notes(issuer.workspace, dues, plans)))


def _posted(issuer: Issuer, agencies: Sequence[AgencyGroup], account: SmtpAccount | None, *, send: bool) -> PostingRun:
    """Zips and posts for some agencies: with all attachments of a large roster in hand, memory would not do."""
    letters = [_letter(issuer, agency, group, _zipped(issuer.out, agency, group)) for agency, group in agencies]
    return post(
        letters,
        store=issuer.store,
        account=account,
        folder=issuer.out / LETTERS,
        now=issuer.now,
        send=send,
        names=issuer.workspace.agency_name,
    )


def blank_json(blank: IssuedBlank) -> dict[str, object]:
    """One blank as plain data."""
    due, issued = blank.plan.due, blank.issued
    return {
        "agency": due.agency.code,
        "agency_name": due.agency.name,
        "form": due.form.form,
        "edition": due.form.edition,
        "year": due.identity.year,
        "subject": due.project.code if due.project else "",
        "subject_name": due.project.name if due.project else "",
        "issue": issued.issue,
        "ordinal": blank.plan.ordinal,
        "step": str(blank.step),
        "file": issued.file,
        "sha256": issued.sha256,
        "fingerprint": issued.fingerprint,
        "from_before": blank.plan.prefill.from_before,
        "from_budget": blank.plan.prefill.from_budget,
        "without_budget": blank.plan.without_budget,
        "note": blank.note,
    }


def zip_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files as one zip: names marked as UTF-8, no dates, so that the same files are the same bytes."""
    # Stored, not deflated: workbooks are zips themselves.
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, data in files:
            member = ZipInfo(name)  # dated 1980-01-01, never by the clock
            # Unix, with a mode that everybody may read: without one some unpackers make files that nobody can open.
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return out.getvalue()


def _by_agency(blanks: Sequence[IssuedBlank]) -> Iterator[AgencyGroup]:
    for _, group in groupby(blanks, key=lambda blank: blank.plan.due.agency.code or blank.plan.due.agency.name):
        mine = tuple(group)
        yield mine[0].plan.due.agency, mine


def _zipped(out: Path, agency: Agency, blanks: Sequence[IssuedBlank]) -> Attachment:
    """The agency's blanks as they stand, zipped beside their folder."""
    name = f"{agency_folder(Party(agency.code, agency.name))}.zip"
    data = zip_of((blank.plan.path.name, blank.data()) for blank in blanks)
    _keep(out / name, data)
    return Attachment(name, data)


def _keep(path: Path, data: bytes) -> None:
    # Untouched where it is the same: a sync program or somebody's Excel would see a change.
    if not (path.is_file() and path.read_bytes() == data):
        save_file(path, data)


def _letter(issuer: Issuer, agency: Agency, blanks: Sequence[IssuedBlank], zipped: Attachment) -> Letter:
    settings, year = issuer.workspace.settings, issuer.workspace.year
    few = len(blanks) <= MOST_ATTACHED
    attachments = tuple(Attachment(blank.plan.path.name, blank.data()) for blank in blanks) if few else ()
    again = "（更新）" if any(blank.plan.ordinal > 1 for blank in blanks) else ""
    until = f"，请于{day_text(settings.deadline)}前填好报回" if settings.deadline else "，请填好后报回"
    facts: dict[str, object] = {
        "agency": one_line(agency.name) or "填报单位",
        "opening": f"现将{year}年度预算绩效管理表格的空表发给你单位，共 {len(blanks)} 份{until}。",
        "blanks": [_entry(blank) for blank in blanks],
        "steps": numbered(_steps(issuer.workspace, zipped.name if not few else "")),
        "office": one_line(settings.office),
        "day": day_text(max(local_date(blank.issued.when) for blank in blanks)),
    }
    return Letter(
        kind=ISSUING,
        agency=agency.code or agency.name,
        to=(agency.email,) if agency.email else (),
        subject=f"关于报送{year}年度预算绩效管理表格的通知{again}",
        body=letter_body("issue", facts),
        attachments=attachments or (zipped,),
        sender=settings.mail.address if settings.mail else "",
        office=settings.office,
    )


def _entry(blank: IssuedBlank) -> dict[str, object]:
    due = blank.plan.due
    project = f"{due.project.code} {due.project.name}" if due.project else ""
    return {
        "title": one_line(due.full_title),
        "project": one_line(project),
        "ordinal": blank.plan.ordinal,
        "file": one_line(blank.plan.path.name),
    }


def _steps(workspace: Workspace, zipped: str) -> list[str]:
    settings = workspace.settings
    steps = [f"附件 {zipped} 是压缩包，请先解压，再打开里面的空表。"] if zipped else []
    steps += [
        "每份空表是按单位（项目）分别生成的，请不要换用别的单位、别的项目或以前年度的表。"
        "单位和项目名称、上年填报的内容、批复的预算数，已有的都填好了，请核对。",
        "请用 Excel 或 WPS 直接在空表里填写，只填白色和浅黄色的格子；填写前请看“填表说明”，"
        "不要把内容复制到别的工作簿，不要增删工作表。",
        "填完请看“自检”表，显示“可以报送”后再报；有“须改正”的，按提示改好。",
    ]
    where = f"作为附件发到 {settings.mail.address}" if settings.mail else "发回我们"
    steps.append(f"请把填好的工作簿原样（不转成 PDF 或图片，文件名不限）{where}；几份可以一起发，也可以先填好的先发。")
    if settings.contact:
        steps.append(f"填报中有问题，请联系：{one_line(settings.contact)}。")
    return steps


def _list(issuer: Issuer, blanks: Sequence[IssuedBlank]) -> bytes:
    """Everything that went out for what the season is due, the newest issue of each, as CSV for Excel."""
    now = {
        (blank.plan.due.identity, blank.plan.due.form.edition): (blank.issued, blank.plan.ordinal) for blank in blanks
    }
    # What went out in earlier runs stays on the list, with its own number.
    before: dict[object, list[str]] = {}
    facts = {}
    for fact in issuer.store.issued():
        whose = (fact.identity, fact.edition)
        issues = before.setdefault(whose, [])
        if fact.issue not in issues:
            issues.append(fact.issue)
        facts[whose] = (fact, issues.index(fact.issue) + 1)
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_LIST_COLUMNS)
    for due in issuer.workspace.dues():
        whose = (due.identity, due.form.edition)
        found = now.get(whose) or facts.get(whose)
        if found:
            fact, ordinal = found
            plain = [due.agency.code, due.agency.name, next(iter(due.form.aliases), due.form.form), due.title]
            plain += [str(due.identity.year), *((due.project.code, due.project.name) if due.project else ("", ""))]
            plain += [fact.issue, str(ordinal), local_date(fact.when).isoformat(), fact.file, fact.sha256]
            writer.writerow([csv_field(text) for text in plain])
    return encodable(out.getvalue()).encode("utf-8-sig")


def _notes(workspace: Workspace, dues: Sequence[Due], plans: Sequence[BlankPlan]) -> Iterator[str]:
    # Before it goes out: a sample line, or a code without its zeros, would go out too.
    yield from workspace.notes
    asked = {due.agency.code for due in dues}
    # A form per project asks nothing of an agency without projects, which is more often a gap in the list.
    for agency, form in without_projects(workspace.roster, workspace.forms()):
        if agency.code in asked:
            alias = next(iter(form.aliases), form.form)
            yield f"{agency.code} {agency.name} 应报 {alias}，但项目名单里没有它的项目，没有生成空表"
    if workspace.budget is not None:
        for plan in plans:
            if plan.without_budget:
                about = f"（{plan.order.subject}）" if plan.due.project else ""
                alias = next(iter(plan.due.form.aliases), plan.due.form.form)
                yield f"{plan.order.agency} 的 {alias}{about}：有 {plan.without_budget} 个预算数的格子没有批复数"


def wanted_dues(workspace: Workspace, *, agencies: Sequence[str] = (), forms: Sequence[str] = ()) -> tuple[Due, ...]:
    """What is due of some agencies (by code or name, with those below them) and on some forms; all where nothing is
    named. Raises JixiaoError for an agency or a form that the season has not."""
    codes = {code for agency in agencies for code in subtree(workspace.roster, agency)}
    names = {pick_form(form, workspace.forms()).name for form in forms}
    return tuple(
        due
        for due in workspace.dues()
        if (not agencies or due.agency.code in codes) and (not forms or due.form.name in names)
    )
