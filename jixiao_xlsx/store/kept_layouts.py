"""The layouts of what went out as rows, and back."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import RowMapping

from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.filings.known_layout import KnownLayout, LayoutKeeper
from jixiao_xlsx.store.columns import StoreRow


def layout_row(layout: KnownLayout) -> StoreRow:
    """The layout's row, without its id."""
    return {field.name: getattr(layout, field.name) for field in fields(KnownLayout)}


def layout_of_row(row: RowMapping) -> KnownLayout:
    """The layout of a row."""
    told = {field.name: row[field.name] for field in fields(KnownLayout)}
    return KnownLayout(**told | {"origin": LayoutKeeper(row["origin"])})


def told_layout_rows(filing: Filing | None) -> list[StoreRow]:
    """The layout that a filing's blank told and was read by: whoever audits the filing again needs it."""
    if filing is None or filing.seal is None or not filing.layout:
        return []
    seal, keeper = filing.seal, LayoutKeeper.BLANK
    told = KnownLayout(seal.layout, seal.fingerprint, seal.form, seal.edition, seal.year, keeper, filing.layout)
    return [layout_row(told)]
