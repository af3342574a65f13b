"""工作目录: the folder of one season — its settings, roster, forms, and the places of everything it keeps."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import quote

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import Fault, JixiaoError, SpecError, reason_of
from jixiao_xlsx.filings.view import Tuning
from jixiao_xlsx.model.filings.known_layout import KnownLayout
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.season.agency_names import AgencyNames
from jixiao_xlsx.model.season.expected import Due, dues
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.season.single.limits import reading_limits
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.workspace.roster import RosterRead, read_roster
from jixiao_xlsx.spec.catalogue import all_forms, earlier_forms, pick_form
from jixiao_xlsx.spec.settings.faults import meant
from jixiao_xlsx.spec.settings.models import VARIABLE
from jixiao_xlsx.spec.settings.settings import (
    OWN_SPECS,
    SETTINGS_FILE,
    Settings,
    SettingsRead,
    check_hint,
    read_settings,
    settings_file,
)

if TYPE_CHECKING:
    from jixiao_xlsx.store.originals import Originals
    from jixiao_xlsx.store.store import Store

SeasonFolder = Literal["下发", "收件", "退回", "催报", "汇总", "报告", "公开"]
PLACES: tuple[SeasonFolder, ...] = get_args(SeasonFolder)
"""The folders that people open, in the order of a season."""
STORE = "store"
_SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Workspace:
    """One season's folder; `notes` are what is worth saying of its lists, though nothing is wrong."""

    folder: Path
    settings: Settings
    roster: Roster
    notes: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The season's year; a form's fiscal year is this plus the form's `year_offset`."""
        if self.settings.year is None:
            raise SpecError((_missing("year", "请写 year: 工作年度，例如 year: 2026"),))
        return self.settings.year

    def known_forms(self) -> tuple[Form, ...]:
        """Every embedded form and the office's own in `specs/`."""
        return all_forms(self.folder / OWN_SPECS)

    def forms(self) -> tuple[Form, ...]:
        """The season's forms, in the order of the settings."""
        known = self.known_forms()
        return tuple(pick_form(name, known) for name in self.settings.forms)

    def dues(self) -> tuple[Due, ...]:
        """应报: every filing that the season expects, in roster order."""
        return dues(self.roster, self.forms(), self.year)

    def reader(self) -> Reader:
        """A reader of every form there is, with the office's audit words and sealing key."""
        return self.reader_of(self.known_forms())

    def reader_of(self, forms: Iterable[Form]) -> Reader:
        """The same of given forms; blanks of what these were before are read by the layouts that the store kept, and by
        the office's older specs."""
        tuning = Tuning().with_words(self.settings.audit)
        earlier = earlier_forms(self.folder / OWN_SPECS)
        limits, issued = reading_limits(self.settings), self.issued_layouts()
        agencies = AgencyNames.of(self.roster)
        return Reader.of(
            forms, tuning=tuning, key=self.key, earlier=earlier, issued=issued, limits=limits, agencies=agencies
        )

    def issued_layouts(self) -> tuple[KnownLayout, ...]:
        """The layouts of what went out, as the store kept them; none where there is no store yet."""
        if not self.has_store:
            return ()
        from jixiao_xlsx.store.store import Store

        with Store.open(self.store_url) as store:
            return store.layouts()

    @property
    def key(self) -> str:
        """The sealing key from the environment, empty where none is set."""
        return os.environ.get(self.settings.key_env, "")

    def open_store(self) -> Store:
        """The season's store, made where there is none yet. Raises StoreError, and JixiaoError where it has gone though
        files that arrived are still kept: an empty one would say that nobody has filed."""
        from jixiao_xlsx.season.workspace.issued_layouts import remember_layouts
        from jixiao_xlsx.store.store import Store

        # ?? are the folders of two digits that originals lie in.
        if not self.has_store and any((self.folder / STORE / "originals").glob("??/*")):
            raise JixiaoError(
                f"库不见了：没有 {self.store_url.removeprefix(_SQLITE)}，而收到的原件还在 {STORE}/originals",
                Advice.RESTORE_STORE,
            )
        if not self.settings.store:
            (self.folder / STORE).mkdir(exist_ok=True)
        store = Store.open(self.store_url)
        try:
            remember_layouts(store, self.known_forms, folder=self.folder, originals=self.originals)
        # BaseException: Ctrl-C while it looks must not leave a connection open.
        except BaseException:
            store.close()
            raise
        return store

    def agency_name(self, code: str) -> str:
        """The present name of an agency, empty where the roster has none of this code."""
        agency = self.roster.agency(code)
        return agency.name if agency else ""

    @property
    def has_store(self) -> bool:
        """Whether there is a store already; one that several people share is taken to be there."""
        # Whether a server's database is there, only connecting can tell.
        return not self.store_url.startswith(_SQLITE) or Path(self.store_url.removeprefix(_SQLITE)).is_file()

    @property
    def store_url(self) -> str:
        """The store's address with the environment's values filled in; SQLite in `store/` where none is set. A file of
        SQLite is meant from the workspace, wherever the command runs."""
        url = with_secrets(self.settings.store) if self.settings.store else f"{_SQLITE}{STORE}/jixiao.db"
        file = url.removeprefix(_SQLITE)
        return _SQLITE + (self.folder / file).as_posix() if url.startswith(_SQLITE) and file else url

    @property
    def originals(self) -> Originals:
        """The bytes of every file that arrived."""
        from jixiao_xlsx.store.originals import Originals

        return Originals(self.folder / STORE / "originals")

    def path(self, place: SeasonFolder) -> Path:
        """One of the folders that people open; whoever writes into it makes it."""
        return self.folder / place

    @property
    def budget(self) -> Path | None:
        """The file of approved figures; None where there is none. Raises JixiaoError where a named one is missing."""
        path = self.folder / (self.settings.budget or "budget.csv")
        if path.is_file():
            return path
        if self.settings.budget:
            raise JixiaoError(f"找不到预算数文件 {path}", "请检查 jixiao.yaml 里的 budget")
        return None

    def earlier(self) -> tuple[Workspace, ...]:
        """The workspaces of earlier years, nearest first as the settings list them. Raises JixiaoError."""
        return tuple(_earlier(self.folder / written, written) for written in self.settings.earlier)


def find_workspace(start: Path | str) -> Workspace:
    """The workspace that a folder belongs to: the nearest one upward with a `jixiao.yaml`.

    Raises JixiaoError where there is none, SpecError with all faults of its settings, own forms, roster and projects.
    """
    path = settings_file(Path(start))
    if path is None:
        raise JixiaoError(
            f"{Path(start).resolve()} 不是工作目录（这里和上级文件夹里都没有 {SETTINGS_FILE}）",
            Advice.MAKE_WORKSPACE,
        )
    return open_workspace(path.parent)


def open_workspace(folder: Path | str) -> Workspace:
    """The workspace in a folder. Raises as `find_workspace`."""
    folder = Path(folder)
    read = read_settings(folder / SETTINGS_FILE)
    faults = (*read.faults, *_unset(read))
    listed = _roster(folder, read)
    if faults or listed.faults:
        raise SpecError((*faults, *listed.faults), check_hint(folder, faults))
    mail = read.settings.mail
    roster = replace(listed.roster, office=mail.addresses) if mail else listed.roster
    return Workspace(folder.resolve(), read.settings, roster, listed.notes)


def without_lists(folder: Path) -> Workspace:
    """The workspace of a folder as its settings say, nobody on its roster: for what needs only the store, however long
    or faulty the lists are. Raises SpecError with the faults of its settings and own forms."""
    read = read_settings(folder / SETTINGS_FILE)
    if read.faults:
        raise SpecError(read.faults)
    return Workspace(folder.resolve(), read.settings, Roster())


def with_secrets(text: str) -> str:
    """An address with `${NAME}` replaced by the environment's values, quoted where they stand for user or password.

    Raises JixiaoError naming a variable that is not set.
    """
    if VARIABLE.fullmatch(text):
        return secret(text[2:-1], "jixiao.yaml 的 store")
    before, at, after = text.rpartition("@")
    # Quoted where it is user or password: a @ or / in a password must not end it.
    owner = VARIABLE.sub(lambda found: quote(secret(found.group(1), "jixiao.yaml 的 store"), safe=""), before)
    return owner + at + VARIABLE.sub(lambda found: secret(found.group(1), "jixiao.yaml 的 store"), after)


def secret(name: str, wanted_by: str) -> str:
    """The value of an environment variable that a setting names. Raises JixiaoError where it is not set."""
    value = os.environ.get(name, "")
    if not value:
        raise JixiaoError(f"没有设置环境变量 {name}（{wanted_by} 要用它）", Advice.SET_PASSWORD.about(name=name))
    return value


def certificates(folder: Path, written: str, wanted_by: str) -> str:
    """The path of the certificates that a setting names, from a folder; empty where it names none. Raises JixiaoError
    where the file is not there or holds no certificate."""
    if not written:
        return ""
    path = folder / written
    try:
        ssl.create_default_context(cafile=str(path))
    except FileNotFoundError as error:
        raise JixiaoError(f"找不到根证书文件 {path}", f"请检查 {wanted_by} 的 ca；相对路径从工作目录算起") from error
    except ssl.SSLError as error:
        raise JixiaoError(
            f"{path} 不是 PEM 格式的证书", "请向管邮件服务器的人要根证书文件，开头一行是 -----BEGIN CERTIFICATE-----"
        ) from error
    except OSError as error:
        raise JixiaoError(f"读不了根证书文件 {path}：{reason_of(error)}", "请检查权限") from error
    return str(path)


def _roster(folder: Path, read: SettingsRead) -> RosterRead:
    """The roster; its forms are compared with the season's only where those are known for sure."""
    # Own forms with faults are unknown: a roster that names them would get faults that are none.
    doubtful = any(fault.file != SETTINGS_FILE or fault.path.startswith("forms") for fault in read.faults)
    if doubtful or not read.settings.forms:
        return read_roster(folder)
    known = all_forms(folder / OWN_SPECS)
    return read_roster(folder, tuple(pick_form(name, known) for name in read.settings.forms))


def _unset(read: SettingsRead) -> Iterator[Fault]:
    """What a workspace needs and the settings do not say; one of which a fault was told already is not missing."""
    if not read.whole:
        return
    settings, own = read.settings, [fault for fault in read.faults if fault.file == SETTINGS_FILE]
    # Who misspelt `year` was told so: that it is missing too would be told twice.
    told = {fault.path.partition("[")[0] for fault in own} | {fault.write for fault in own}
    if settings.year is None and not {"year", meant("year")} & told:
        yield _missing("year", "请写 year: 工作年度，例如 year: 2026")
    if not settings.forms and not {"forms", meant("forms")} & told:
        yield _missing("forms", "请写今年要收的表，例如 forms: [S0, P1]")


def _missing(name: str, write: str) -> Fault:
    return Fault(SETTINGS_FILE, 1, 1, name, f"工作目录的设置缺少 {name}", write)


def _earlier(folder: Path, written: str) -> Workspace:
    if not (folder / SETTINGS_FILE).is_file():
        raise JixiaoError(f"找不到以前年度的工作目录 {written}", "请检查 jixiao.yaml 里的 earlier")
    return open_workspace(folder)
