"""What the roll-up workbook knows of a 汇总表: its sheets, and where each key stands on them with which value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.report.kit.book import DrawnSheet, Tabs
from jixiao_xlsx.report.rollup.agencies import FigurePlaces
from jixiao_xlsx.report.rollup.figures import ColumnName


@dataclass(frozen=True, slots=True)
class SummedFigure:
    """One figure of a 汇总表: its address with the sheet's name, and its value; None where nothing was filled."""

    address: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class FormSheets:
    """汇总表 of one form and year: its drawn sheets, and its figures by what names their column."""

    sheets: tuple[DrawnSheet, ...]
    figures: Mapping[ColumnName, SummedFigure]


FormDrawing = Callable[[FigurePlaces, Tabs, str], FormSheets | None]
"""Draws the 汇总表 of a group under a wished name; from whoever knows how forms are laid out. None where it does not
know the form."""
