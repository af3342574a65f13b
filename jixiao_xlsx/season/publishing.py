"""`jixiao publish` as one act: from what was asked for to the saved 批复表 and 公开表."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.acts import Decision
from jixiao_xlsx.season.inbox import find_files
from jixiao_xlsx.season.publish import KINDS, Approval, Press
from jixiao_xlsx.season.published import Saved, save_published, wanted_from_files, wanted_from_store
from jixiao_xlsx.season.read import Reader
from jixiao_xlsx.season.workspace import Workspace, find_workspace
from jixiao_xlsx.spec.catalogue import all_forms, load_form
from jixiao_xlsx.spec.settings import find_settings, settings_file


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for; without files the workspace's passed filings are meant, `every` takes the others too."""

    files: Sequence[Path] = ()
    kinds: Sequence[str] = KINDS
    every: bool = False
    number: str = ""
    day: date | None = None
    office: str = ""
    out: Path | None = None
    specs: Sequence[str] = ()


def publish_forms(request: Request, start: Path) -> Saved:
    """Prints and saves what was asked for, from a folder. Raises JixiaoError where there is nothing to print, a file
    was not read, or something cannot be written."""
    path = settings_file(start)
    settings = find_settings(start)
    workspace = find_workspace(start) if path is not None and settings.year is not None else None
    approval = Approval(request.office or settings.office, request.number, request.day)
    reader = workspace.reader() if workspace else Reader.of((*all_forms(), *map(load_form, request.specs)))
    if request.files:
        decisions = _decisions(workspace)
        wanted = wanted_from_files(find_files(request.files), reader, decisions)
    elif workspace is not None:
        wanted = wanted_from_store(workspace, every=request.every)
    else:
        raise JixiaoError(
            "没有写文件，这里也不是工作目录", "请写文件：jixiao publish 交回/*.xlsx；或进入工作目录再运行"
        )
    folder = request.out or (workspace.path("公开") if workspace else Path("公开"))
    kinds = tuple(kind for kind in KINDS if kind in request.kinds)
    return save_published(folder, Press(reader, approval).sheets(wanted, kinds), approval)


def _decisions(workspace: Workspace | None) -> tuple[Decision, ...]:
    if workspace is None or not workspace.has_store:
        return ()
    with workspace.open_store() as store:
        return store.decisions()
