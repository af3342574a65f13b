"""Publishing as one act: from what was asked for to the saved 批复表 and 公开表."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.filings.filing import Seal
from jixiao_xlsx.model.season.acts import Decision
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.season.outputs.print_run import SavedForms, save_published, wanted_from_files, wanted_from_store
from jixiao_xlsx.season.register.ledger import subtree
from jixiao_xlsx.season.single.given_files import find_files
from jixiao_xlsx.season.single.printed_forms import KINDS, Approval, Press, PrintJob
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.workspace.workspace import Workspace, find_workspace
from jixiao_xlsx.spec.catalogue import all_forms, load_form, pick_form
from jixiao_xlsx.spec.settings.settings import find_settings, settings_file


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """What was asked for; without files the workspace's passed filings are meant, `every` takes the others too.
    `agency` is a code or name whose own filings and those below it are meant, `form` a form's name or alias; with
    `dry_run` nothing is saved."""

    files: Sequence[Path] = ()
    kinds: Sequence[str] = KINDS
    every: bool = False
    agency: str = ""
    form: str = ""
    number: str = ""
    day: date | None = None
    office: str = ""
    out: Path | None = None
    specs: Sequence[str] = ()
    dry_run: bool = False


def publish_forms(request: PublishRequest, start: Path) -> SavedForms:
    """Prints and saves what was asked for, from a folder. Raises JixiaoError where there is nothing to print, a file
    was not read, or something cannot be written."""
    path = settings_file(start)
    settings = find_settings(start)
    # A settings file without a year names the office only: it makes no workspace.
    workspace = find_workspace(start) if path is not None and settings.year is not None else None
    approval = Approval(request.office or settings.office, request.number, request.day)
    reader = workspace.reader() if workspace else Reader.of((*all_forms(), *map(load_form, request.specs)))
    if request.files:
        decisions = _decisions(workspace)
        wanted = wanted_from_files(find_files(request.files), reader, decisions)
    elif workspace is not None:
        wanted = wanted_from_store(workspace, every=request.every)
    else:
        raise JixiaoError("没有写文件，这里也不是工作目录", Advice.GIVE_FILES_TO_PUBLISH)
    wanted = _narrowed(wanted, request, reader, workspace)
    folder = request.out or (workspace.path("公开") if workspace else Path("公开"))
    # In the order of the kinds, whichever was asked for first.
    kinds = tuple(kind for kind in KINDS if kind in request.kinds)
    sheets = Press(reader, approval).sheets(wanted, kinds)
    # Printed all the same: what would be masked, or has no room, is to be seen beforehand.
    return SavedForms(folder, tuple(sheets)) if request.dry_run else save_published(folder, sheets, approval)


def _narrowed(
    wanted: tuple[PrintJob, ...], request: PublishRequest, reader: Reader, workspace: Workspace | None
) -> tuple[PrintJob, ...]:
    """Those of the agency and the form that were asked for. Raises JixiaoError where none is left."""
    form = pick_form(request.form, reader.layouts.forms()).form if request.form else ""
    roster = workspace.roster if workspace else Roster()
    agencies = subtree(roster, request.agency) if request.agency and workspace else {request.agency}

    def is_meant(seal: Seal | None) -> bool:
        present = roster.agency(seal.agency_code) if seal else None
        code = present.code if present else seal.agency_code if seal else ""
        return (not form or (seal is not None and seal.form == form)) and (not request.agency or code in agencies)

    kept = tuple(job for job in wanted if is_meant(job.filing.seal))
    if wanted and not kept:
        asked = " ".join(part for part in (request.agency, request.form) if part)
        raise JixiaoError(f"没有 {asked} 的填报件可以生成", Advice.NARROW_LESS)
    return kept


def _decisions(workspace: Workspace | None) -> tuple[Decision, ...]:
    if workspace is None or not workspace.has_store:
        return ()
    with workspace.open_store() as store:
        return store.decisions()
