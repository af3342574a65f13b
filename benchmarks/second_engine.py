"""Whether a second engine shows what 自检 shows: every live cell of every blank, by PyPI's `formulas`.

    pip install formulas
    python benchmarks/second_engine.py [a form's name …]

Prints, for each form and each share of its slots filled, how many cells were compared and those that differ. It takes
half a minute a form: the engine compiles each formula. LibreOffice compares the same in tests/sheet/self_check.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import warnings
from decimal import Decimal
from pathlib import Path

import formulas

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.season.single.one_blank import Order, issue_blank
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import Live
from jixiao_xlsx.sheet.self_check.computing import live_values_of
from sheet.self_check.test_agreement import AGENCY, FORMS, some_of

SHARES = (0.0, 0.6, 1.0)
_NAME = "blank.xlsx"


def different(name: str, share: float) -> tuple[int, list[str]]:
    """How many live cells were compared, and what is said of those that differ."""
    blank = issue_blank(Order(FORMS[name], 2026, AGENCY))
    filled = some_of(blank, share, seed=7)
    facts = {
        slot.key: fact
        for fact, prefill in ((AGENCY.name, "agency.name"), (AGENCY.code, "agency.code"))
        for _, slot in blank.layout.slots()
        if slot.field.prefill == prefill
    }
    expected = live_values_of(blank.layout, {**facts, **filled})
    shown = _shown(fill(blank.data, blank.layout, filled))
    grid = blank.layout.sheets[-1]
    compared, apart = 0, []
    for box in grid.boxes:
        if not isinstance(box, Live):
            continue
        cell, mine = cell_name(box.region.top, box.region.left), expected.get((box.check, box.show))
        found = shown.get(f"'[{_NAME}]{grid.name}'!{cell}")
        if mine is None or found is None:
            continue
        compared += 1
        theirs = found.value[0, 0]
        if not _alike(mine, theirs):
            apart.append(f"{cell}: {mine!r} here, {theirs!r} there")
    return compared, apart


def _shown(data: bytes) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        path = Path(folder) / _NAME
        path.write_bytes(data)
        return dict(formulas.ExcelModel().loads(str(path)).finish().calculate())


def _alike(mine: Decimal | str, theirs: object) -> bool:
    if isinstance(mine, Decimal):
        return not isinstance(theirs, str) and abs(float(theirs) - float(mine)) < 1e-6
    return str(theirs) == mine


def main() -> None:
    """Compares the forms that are named, or all."""
    warnings.simplefilter("ignore")
    for name in sys.argv[1:] or sorted(FORMS):
        for share in SHARES:
            compared, apart = different(name, share)
            print(f"{name} {share:.0%}: {compared} compared, {len(apart)} differ", *apart, sep="\n  ", flush=True)


if __name__ == "__main__":
    main()
