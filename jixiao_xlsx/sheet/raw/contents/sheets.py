"""What a foreign workbook holds, as plain values: sheets of cells, merges, hidden rows and columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from jixiao_xlsx.model.content import Content
from jixiao_xlsx.sheet.region import Region

# Excel's sheet has 1,048,576 rows and 16,384 columns (A…XFD), counted here from 0.
MAX_ROW = 1_048_575
MAX_COLUMN = 16_383


class Visibility(StrEnum):
    """Whether a sheet's tab is seen; very hidden ones can only be shown by a program."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very_hidden"


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet, sparse: `cells` by (row, column) counted from 0, only those with content or a formula.

    Hidden rows and columns are listed up to the last used row and column. `shared` leads from a cell with a shared
    formula to the cell where that formula is written.
    """

    name: str
    visibility: Visibility
    cells: Mapping[tuple[int, int], Content]
    merges: tuple[Region, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    protected: bool = False
    shared: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawBook:
    """One workbook; `file_type` is xlsx, xlsm, xls, et or ods; times carry their zone.

    `properties` are the file's own custom ones, such as KSOProductBuildVer, which WPS leaves.
    """

    file_type: str
    sheets: tuple[RawSheet, ...]
    modified: datetime | None
    created: datetime | None
    application: str
    properties: Mapping[str, str]
    has_macros: bool
    has_external_links: bool
    structure_locked: bool
