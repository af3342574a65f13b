"""A small season on disk: three agencies, a form of the whole agency and one per project, and mails that bring them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from click.testing import CliRunner, Result

from jixiao_xlsx.cli import main
from jixiao_xlsx.model.keys import parse_key
from jixiao_xlsx.model.season.expected import Due
from jixiao_xlsx.season.demo.samples import fill_sample
from jixiao_xlsx.season.register.ledger import Ledger, ledger_of
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.season.workspace.workspace import Workspace, open_workspace
from jixiao_xlsx.spec.samples import all_samples
from season.workspace.desk import office

SETTINGS = """
office: 示例市财政局
year: 2026
forms: [S0, P1]
deadline: 2026-03-15
correction_days: 10
mail: {address: caiwu@example.gov.cn}
"""
ROSTER = (
    "101,示例市民政局,,示例联系人,mzj@example.cn,,社会保障科,\n"
    "101001,示例市救助站,101,示例联系人,jzz@example.cn,S0,社会保障科,示例市收容站\n"
    "202,示例市教育局,,示例联系人,jyj@example.cn,S0,教科文科,\n"
)
PROJECTS = "X01,居家适老化改造,101,\n"
TODAY = date(2026, 3, 20)
SCAN = b"%PDF-1.4\n%%EOF\n"


def season(folder: Path, *, settings: str = SETTINGS, roster: str = ROSTER) -> Workspace:
    """The workspace of the season, in a folder of its own."""
    return open_workspace(office(folder, roster, PROJECTS, settings=settings))


def due(workspace: Workspace, agency: str, alias: str = "S0") -> Due:
    """What an agency is to file of a form."""
    return next(
        expected for expected in workspace.dues() if expected.agency.code == agency and alias in expected.form.aliases
    )


def blank(expected: Due, *, year: int | None = None, agency: Party | None = None) -> Blank:
    """The blank of a due filing, for another year or agency where one is given."""
    subject = Party(expected.project.code, expected.project.name) if expected.project else Party()
    to = agency or Party(expected.agency.code, expected.agency.name)
    return issue_blank(Order(expected.form, year or expected.identity.year, to, subject, office="示例市财政局"))


def filled(expected: Due, changes: Mapping[str, str] | None = None, *, clean: bool = True, **order: object) -> bytes:
    """The due filing filled like the form's sample, without mistakes unless `clean` is false, with some cells else."""
    alias = expected.form.aliases[0]
    sample = next(each for each in all_samples() if each.form == alias)
    typed = dict(sample.clean if clean else sample.typed)
    typed |= {parse_key(key): text for key, text in (changes or {}).items()}
    return fill_sample(blank(expected, **order), typed)  # type: ignore[arg-type]


def faulty(expected: Due) -> bytes:
    """S0 filled with words where an amount belongs, which must be corrected."""
    return filled(expected, {"funds.general.amount": "九十"})


@dataclass(frozen=True)
class Mail:
    """One message as an agency sends it; `day` is of March 2026."""

    sender: str
    day: int
    attachments: tuple[tuple[str, bytes], ...]
    number: int = 0

    @property
    def data(self) -> bytes:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, "caiwu@example.gov.cn", "绩效表"
        message["Message-ID"] = f"<{self.sender}-{self.day}-{self.number}>"
        message["Date"] = datetime(2026, 3, self.day, 3, tzinfo=UTC)
        message.set_content("见附件。")
        for name, data in self.attachments:
            message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        message.set_boundary(f"=_{self.sender}-{self.day}-{self.number}")
        return bytes(message)


def deliver(workspace: Workspace, mails: Iterable[Mail]) -> None:
    """Puts the mails into 收件 as .eml files."""
    inbox = workspace.path("收件")
    inbox.mkdir(exist_ok=True)
    for number, mail in enumerate(mails):
        (inbox / f"{number:03}.eml").write_bytes(mail.data)


def run(*words: str) -> Result:
    """A command where one stands."""
    return CliRunner().invoke(main, words, catch_exceptions=False)


def ledger(workspace: Workspace) -> Ledger:
    """The ledger as of 20 March."""
    with workspace.open_store() as store:
        return ledger_of(workspace, store, today=TODAY)


def letters(folder: Path) -> list[EmailMessage]:
    """The letters in a folder and those below it, by path."""
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(folder.rglob("*.eml"))]
    return [one for one in found if isinstance(one, EmailMessage)]


def body(message: EmailMessage) -> str:
    """The plain text of a letter."""
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
