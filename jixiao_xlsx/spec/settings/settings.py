"""The season's settings `jixiao.yaml`: who the office is, what it collects this year, how; found upward."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import Fault, JixiaoError, SpecError, reason_of
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.spec.catalogue import all_forms
from jixiao_xlsx.spec.settings.faults import tell_meaning, tell_settings
from jixiao_xlsx.spec.settings.models import (
    MAIL_PASSWORD,
    SIGNING_KEY,
    ImapSpec,
    MailLimitsSpec,
    MailSpec,
    Pop3Spec,
    Security,
    SettingsSpec,
    SmtpSpec,
    WorkbookLimitsSpec,
    day_of,
)
from jixiao_xlsx.spec.yaml_text.marks import Document, FileWording, read_yaml

SETTINGS_FILE = "jixiao.yaml"
OWN_SPECS = "specs"
_ABOUT = FileWording("设置", "没有要设置的就删去 --- 一行", "设置一般不到 100 行", "一个文件只写一份设置")
# RFC 8314 and RFC 3501: 993 for TLS from the start, 143 otherwise.
_IMAP_PORTS = {"ssl": 993, "starttls": 143, "none": 143}
# RFC 8314 and RFC 1939, likewise.
_POP3_PORTS = {"ssl": 995, "starttls": 110, "none": 110}
# RFC 8314, RFC 6409 and RFC 5321.
_SMTP_PORTS = {"ssl": 465, "starttls": 587, "none": 25}


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """收信: `password_env` names the environment variable with the password; `id` asks for IMAP's ID command; `ca` is
    the path of the certificates to trust beside the system's own, from the folder of the file, empty for none."""

    host: str
    user: str
    # What _IMAP_PORTS and _SMTP_PORTS have for ssl.
    port: int = 993
    password_env: str = MAIL_PASSWORD
    folder: str = "INBOX"
    tls: Security = "ssl"
    id: bool = False
    ca: str = ""


@dataclass(frozen=True, slots=True)
class Pop3Settings:
    """收信 by POP3: the parts as in `ImapSettings`."""

    host: str
    user: str
    # As _POP3_PORTS has for ssl.
    port: int = 995
    password_env: str = MAIL_PASSWORD
    tls: Security = "ssl"
    ca: str = ""


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """发信: `password_env` names the environment variable with the password; `ca` as in `ImapSettings`."""

    host: str
    user: str
    # As _SMTP_PORTS has for ssl.
    port: int = 465
    password_env: str = MAIL_PASSWORD
    tls: Security = "ssl"
    ca: str = ""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The office's mailbox; `imap` and `pop3` are None where it collects no mail so, `smtp` where it sends none."""

    address: str
    imap: ImapSettings | None = None
    smtp: SmtpSettings | None = None
    pop3: Pop3Settings | None = None

    @property
    def addresses(self) -> frozenset[str]:
        """Every address that is the office's own, in small letters: it may collect from one and send from another."""
        users = (server.user for server in (self.imap, self.smtp, self.pop3) if server)
        return frozenset(word.lower() for word in (self.address, *users) if "@" in word)


@dataclass(frozen=True, slots=True)
class Settings:
    """The office's settings; empty where there is no `jixiao.yaml`.

    `year` is the season's, None where it is not set; `forms` are names as written; `correction_days` is 0 where no
    day is set for a form that was sent back; `store` may hold `${ENVIRONMENT_VARIABLE}`, empty for the default;
    `earlier` and `budget` are paths from the folder of the file, `budget` empty where none is named; of the limits only
    those stand here that the office set, by their names in the file.
    """

    office: str = ""
    audit: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    forms: tuple[str, ...] = ()
    deadline: date | None = None
    correction_days: int = 0
    contact: str = ""
    mail: MailSettings | None = None
    store: str = ""
    earlier: tuple[str, ...] = ()
    budget: str = ""
    key_env: str = SIGNING_KEY
    workbook_limits: Mapping[str, int] = field(default_factory=dict)
    mail_limits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """The settings in a file as far as they are right, and all its faults; where not the `whole` of it could be read,
    nothing is known to be missing."""

    settings: Settings
    faults: tuple[Fault, ...] = ()
    whole: bool = True


def settings_file(start: Path) -> Path | None:
    """The nearest `jixiao.yaml` from a folder upward, None where there is none."""
    folder = start.resolve()
    return next(
        (place / SETTINGS_FILE for place in (folder, *folder.parents) if (place / SETTINGS_FILE).is_file()), None
    )


def find_settings(start: Path) -> Settings:
    """The settings in the nearest `jixiao.yaml` from a folder upward. Raises SpecError with all its faults."""
    path = settings_file(start)
    return load_settings(path) if path else Settings()


def load_settings(path: Path) -> Settings:
    """The settings in one file. Raises JixiaoError where it cannot be read, SpecError for all its faults at once,
    those of the office's own forms in `specs/` among them where the settings name forms."""
    read = read_settings(path)
    if read.faults:
        raise SpecError(read.faults, check_hint(path.parent, read.faults))
    return read.settings


def check_hint(folder: Path, faults: Iterable[Fault]) -> str:
    """What to do where own forms in a folder's `specs/` have faults; empty where none has."""
    own = sorted({fault.file for fault in faults if (folder / OWN_SPECS / fault.file).is_file()})
    return Advice.CHECK_OWN_SPECS.about(files=" ".join(f"{OWN_SPECS}/{file}" for file in own)) if own else ""


def read_settings(path: Path) -> SettingsRead:
    """The settings in one file with all its faults. Raises JixiaoError where it cannot be opened."""
    text = _text(path)
    # A file of comments alone is YAML of nothing: no fault, but a file from which everything was taken out.
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return SettingsRead(Settings())
    document = read_yaml(text, name=path.name, about=_ABOUT)
    settings = Settings()
    more: tuple[Fault, ...] = ()
    if isinstance(document.data, dict):
        forms, more = _known_forms(path.parent) if document.data.get("forms") else ((), ())
        tell_meaning(document, None if more else forms)
        settings = _validated(document)
    elif document.data is None:
        document.traps = _but_the_deadline(document)
    else:
        document.fault((), "设置应当是一组键和值", "例如 office: 示例市财政局")
    whole = isinstance(document.data, dict) and () not in document.unread
    return SettingsRead(settings, tuple(dict.fromkeys((*document.faults, *more))), whole)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise JixiaoError(f"读不了设置文件 {path}：{reason_of(error)}", "请检查文件名和权限") from error
    except UnicodeDecodeError as error:
        raise JixiaoError(f"读不了设置文件 {path}：不是 UTF-8 编码", "请用记事本打开，另存为 UTF-8 编码") from error


def _known_forms(folder: Path) -> tuple[Iterable[Form], tuple[Fault, ...]]:
    try:
        return all_forms(folder / OWN_SPECS), ()
    except SpecError as error:
        return (), error.faults


def _but_the_deadline(document: Document) -> list[Fault]:
    """What YAML takes for something else, but for the deadline: a date is what is meant there."""
    # `deadline: 2026-03-15` is a trap everywhere else, as YAML 1.1 makes a date of it.
    return [trap for trap in document.traps if trap.path != "deadline"]


def _validated(document: Document) -> Settings:
    """The settings without the parts that pydantic complained of; its complaints are faults of the document then."""
    deadline = document.data.get("deadline")
    if isinstance(deadline, str) and day_of(deadline):
        document.traps = _but_the_deadline(document)
    try:
        spec = SettingsSpec.model_validate(document.data)
    except ValidationError as error:
        tell_settings(error, document)
        wrong = {detail["loc"][0] for detail in error.errors() if detail["loc"]}
        # Again without the wrong parts: what is right is used, and its own faults may come out.
        spec = SettingsSpec.model_validate({name: part for name, part in document.data.items() if name not in wrong})
    return Settings(
        office=spec.office,
        audit=spec.audit,
        year=spec.year,
        forms=tuple(spec.forms),
        deadline=spec.deadline,
        correction_days=spec.correction_days,
        contact=spec.contact,
        mail=_mail(spec.mail) if spec.mail else None,
        store=spec.store or "",
        earlier=tuple(spec.earlier),
        budget=spec.budget or "",
        key_env=spec.key_env,
        workbook_limits=_set(spec.limits.workbook) if spec.limits else {},
        mail_limits=_set(spec.limits.mail) if spec.limits else {},
    )


def _set(limits: WorkbookLimitsSpec | MailLimitsSpec | None) -> dict[str, int]:
    """The limits that were written, by their names."""
    return limits.model_dump(exclude_none=True) if limits else {}


def _mail(spec: MailSpec) -> MailSettings:
    imap = _imap(spec.imap, spec.address) if spec.imap else None
    pop3 = _pop3(spec.pop3, spec.address) if spec.pop3 else None
    return MailSettings(spec.address, imap, _smtp(spec.smtp, spec.address) if spec.smtp else None, pop3)


def _imap(spec: ImapSpec, address: str) -> ImapSettings:
    port = spec.port or _IMAP_PORTS[spec.tls]
    user, ca = spec.user or address, spec.ca or ""
    return ImapSettings(spec.host, user, port, spec.password_env, spec.folder, spec.tls, spec.id, ca)


def _pop3(spec: Pop3Spec, address: str) -> Pop3Settings:
    port = spec.port or _POP3_PORTS[spec.tls]
    return Pop3Settings(spec.host, spec.user or address, port, spec.password_env, spec.tls, spec.ca or "")


def _smtp(spec: SmtpSpec, address: str) -> SmtpSettings:
    port = spec.port or _SMTP_PORTS[spec.tls]
    return SmtpSettings(spec.host, spec.user or address, port, spec.password_env, spec.tls, spec.ca or "")
