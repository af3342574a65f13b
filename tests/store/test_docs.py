"""docs/store.md tells every table, column and view as they are: `python tests/store/test_docs.py` prints them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Boolean, Column, Date, Table, create_engine, inspect

from jixiao_xlsx.store.columns import CountColumn, ExactColumn, MomentColumn, NumberColumn, TextColumn
from jixiao_xlsx.store.engine import url_of
from jixiao_xlsx.store.store import Store
from jixiao_xlsx.store.table_kit import METADATA
from jixiao_xlsx.store.views import VIEWS

PAGE = Path(__file__).parents[2] / "docs" / "store.md"
TYPES = {
    TextColumn: "文字",
    MomentColumn: "时间",
    type(CountColumn): "整数",
    NumberColumn: "数",
    ExactColumn: "金额",
    Date: "日期",
    Boolean: "是否",
}


def described(table: Table) -> str:
    """A table's section of the page."""
    lines = [f"### {table.name} — {table.comment}", "", "| 列 | 类型 | 内容 |", "|---|---|---|"]
    return "\n".join([*lines, *map(line, table.columns)]) + "\n"


def line(column: Column[object]) -> str:
    null = "，可为 NULL" if column.nullable and "NULL" not in str(column.comment) else ""
    return f"| `{column.name}` | {TYPES[type(column.type)]} | {column.comment}{null} |"


def sections() -> Iterator[str]:
    return (described(table) for table in METADATA.tables.values())


def test_the_page_describes_every_table_and_column_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    headings = [text.split(" ")[1] for text in page.splitlines() if text.startswith("### ")]
    assert sorted(headings) == sorted([*METADATA.tables, *VIEWS])
    for section in sections():
        assert section in page


def test_the_page_names_every_column_of_the_views(tmp_path: Path) -> None:
    Store.open(tmp_path / "a.db").close()
    engine = create_engine(url_of(tmp_path / "a.db"))
    page = PAGE.read_text(encoding="utf-8")
    for name in VIEWS:
        section = page.split(f"### {name} ")[1].split("\n#")[0]
        for column in inspect(engine).get_columns(name):
            assert f"`{column['name']}`" in section, (name, column["name"])
    engine.dispose()


if __name__ == "__main__":
    print("\n".join(sections()))
