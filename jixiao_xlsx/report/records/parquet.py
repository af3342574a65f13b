"""Filings as Parquet, one row per value: numbers as exact decimals beside their text, for databases and data frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, localcontext
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.model.kinds import traits_named
from jixiao_xlsx.report.records.flat_rows import COLUMNS, Asking, Flat, flat_rows

if TYPE_CHECKING:
    import pyarrow

# decimal128 holds 38 digits; ten places are more than any rate is written with, four in 元 are eight in 万元.
_DIGITS, _NUMBER_SCALE, _YUAN_SCALE = 38, 10, 4
# A season of 100,000 filings must not stand in memory at once; smaller groups compress worse.
_ROWS_A_GROUP = 50_000
_WHOLE = frozenset({"year", "order"})
_TRUTHS = frozenset({"inserted", "computed"})


def parquet_bytes(filings: Iterable[Filing], *, asking: Asking | None = None) -> bytes:
    """A Parquet file with the columns of `COLUMNS` and, after `value`, `number`.

    `value` is the exact text; `number` the same as decimal128(38, 10), `yuan` as decimal128(38, 4), each null where
    there is none or it does not fit without rounding. Raises JixiaoError where pyarrow is not installed.
    """
    arrow, parquet = _arrow()
    schema, out = _schema(arrow), BytesIO()
    rows = (row for filing in filings for row in flat_rows(filing, asking(filing) if asking else None))
    # zstd: 100,000 filings take 30 MB.
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(rows):
            columns = {name: [_cell(row, name) for row in group] for name in schema.names}
            writer.write_table(arrow.table(columns, schema=schema))
    return out.getvalue()


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as missing:
        raise JixiaoError(
            "导出 Parquet 要用 pyarrow，这台机器上没有安装",
            "请运行 pip install 'jixiao_xlsx[parquet]'；或导出 .jsonl、.csv",
        ) from missing
    return pyarrow, parquet


def _schema(arrow: Any) -> pyarrow.Schema:
    kinds = dict.fromkeys(COLUMNS, arrow.string())
    kinds |= dict.fromkeys(_WHOLE, arrow.int32()) | dict.fromkeys(_TRUTHS, arrow.bool_())
    kinds["yuan"] = arrow.decimal128(_DIGITS, _YUAN_SCALE)
    fields = [(name, kinds[name]) for name in COLUMNS]
    fields.insert(COLUMNS.index("value") + 1, ("number", arrow.decimal128(_DIGITS, _NUMBER_SCALE)))
    return arrow.schema(fields)


def _groups(rows: Iterator[dict[str, Flat]]) -> Iterator[list[dict[str, Flat]]]:
    while group := list(islice(rows, _ROWS_A_GROUP)):
        yield group


def _cell(row: dict[str, Flat], name: str) -> Flat | Decimal:
    if name == "number":
        return _fitting(row["value"], _NUMBER_SCALE) if traits_named(str(row["kind"])).is_number else None
    return _fitting(row["yuan"], _YUAN_SCALE) if name == "yuan" else row[name]


def _fitting(text: Flat, scale: int) -> Decimal | None:
    """The decimal of a text at this scale; None where it would have to be rounded or is too long."""
    if not isinstance(text, str):
        return None
    value = Decimal(text)
    with localcontext() as exact:
        exact.prec = _DIGITS * 2
        # quantize refuses what would need more digits: looked at before.
        scaled = value.quantize(Decimal(1).scaleb(-scale)) if value.adjusted() < _DIGITS else value
    fits = scaled == value and len(scaled.as_tuple().digits) <= _DIGITS and scaled.as_tuple().exponent == -scale
    return scaled if fits else None
