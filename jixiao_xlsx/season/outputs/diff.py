"""比较: the versions that references mean, compared, and said for people, programs and Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.target.values import Plain
from jixiao_xlsx.report.diff.as_json import diff_json
from jixiao_xlsx.report.diff.changes import Diff
from jixiao_xlsx.report.diff.compare import diff_filings
from jixiao_xlsx.report.diff.words import diff_lines
from jixiao_xlsx.report.diff.workbook import diff_workbook
from jixiao_xlsx.season.register.versions import HOW, Versions
from jixiao_xlsx.season.single.asked import asking_of
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.season.workspace.workspace import Workspace, find_workspace
from jixiao_xlsx.spec.catalogue import all_forms, load_form
from jixiao_xlsx.spec.settings.settings import find_settings, settings_file


@dataclass(frozen=True, slots=True)
class ComparedVersions:
    """Two versions compared, with the titles of their forms."""

    diff: Diff
    titles: tuple[str, str]

    def lines(self) -> Iterator[str]:
        """For a terminal."""
        return diff_lines(self.diff, self.titles)

    def as_dict(self) -> dict[str, Plain]:
        """For `json.dumps`."""
        return diff_json(self.diff, self.titles)

    def workbook(self) -> bytes:
        """For Excel. Raises WorkbookError for what it cannot hold."""
        return diff_workbook(self.diff, self.titles)


def compare(
    references: Iterable[Path | str], *, specs: Iterable[Path | str] = (), start: Path | str = Path()
) -> ComparedVersions:
    """The versions that one or two references mean, compared; one means it and the version before it. A reference is
    a workbook's path or, in a workspace (`start` or above it), a filing's, such as `101/S0@1`. Outside of one, `specs`
    are forms to be known besides the embedded ones.

    Raises JixiaoError where a reference means nothing, or the two cannot be compared, SpecError with the faults of
    the workspace or the specs, StoreError where the store cannot be opened.
    """
    workspace = _workspace(Path(start))
    reader = workspace.reader() if workspace else Reader.of((*all_forms(), *map(load_form, specs)))
    versions = Versions.of(reader, workspace)
    named = tuple(map(str, references))
    if len(named) == 1:
        before, after = versions.pair(named[0])
    elif len(named) == 2:
        before, after = (versions.find(reference) for reference in named)
    else:
        raise JixiaoError("比较要一个或两个填报件", HOW)
    asking = asking_of(reader)
    diff = diff_filings(before, after, asked=(asking(before), asking(after)))
    return ComparedVersions(diff, (reader.title_of(before), reader.title_of(after)))


def _workspace(start: Path) -> Workspace | None:
    """The season's folder one stands in; a `jixiao.yaml` that only names the office makes none."""
    path = settings_file(start)
    return find_workspace(start) if path is not None and find_settings(start).year is not None else None
