"""The columns of which the tables are made."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Table

from jixiao_xlsx.store.columns import CountColumn, MomentColumn, TextColumn


def word_column(name: str, comment: str, *, null: bool = False, unique: bool = False) -> Column[str]:
    """A text; where `null`, nobody may know it."""
    # Empty text and NULL are two facts: NULL is what nobody could know.
    return Column(name, TextColumn(), nullable=null, unique=unique, comment=comment)


def moment_column(name: str, comment: str, *, null: bool = False) -> Column[Any]:
    """A moment with its zone."""
    return Column(name, MomentColumn(), nullable=null, comment=comment)


def count_column(name: str, comment: str, *, null: bool = False) -> Column[int]:
    """A whole number."""
    return Column(name, CountColumn, nullable=null, comment=comment)


def id_column() -> Column[int]:
    """The number of a row, the earlier the smaller."""
    return Column("id", CountColumn, primary_key=True, comment="行号，先来的小")


def once_column(what: str) -> Column[str]:
    """A fingerprint under which the same is kept once."""
    return word_column("once", f"{what}的指纹，同样的只存一次", unique=True)


def filing_place() -> tuple[Column[Any], Column[Any]]:
    """The filing a row belongs to, and where it stands in it; together its key."""
    filing = Column(
        "filing", CountColumn, ForeignKey("filings.id"), primary_key=True, comment="所属填报件，即 filings.id"
    )
    return filing, Column(
        "position", CountColumn, primary_key=True, autoincrement=False, comment="在填报件里的次序，从 0 起"
    )


def identity_columns() -> tuple[Column[Any], ...]:
    """The columns of an Identity."""
    return (
        word_column("form", "表"),
        count_column("year", "年度"),
        word_column("agency_code", "单位编码，没有时为空"),
        word_column("agency_name", "单位名称，只在没有编码时写"),
        word_column("scope", "口径：本级、汇总"),
        word_column("subject_code", "项目编码，不按项目填报时为空"),
        word_column("subject_name", "项目名称，只在没有编码时写"),
    )


def index_by_hash(table: Table, *names: str) -> None:
    # B-tree entries of PostgreSQL end at about 2,700 bytes, and a foreign file may bear any name.
    """Hash indexes in PostgreSQL, whose others refuse long texts; ordinary ones in SQLite."""
    for name in names:
        Index(f"{table.name}_{name}", table.c[name], postgresql_using="hash")
