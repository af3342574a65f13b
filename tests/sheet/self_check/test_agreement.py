"""The 自检 sheet shows in LibreOffice what the audit computes: verdicts, figures, counts, the state on top."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest

from clients.libreoffice import CellError, Office
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.season.single.one_blank import Blank, Order, Party, issue_blank
from jixiao_xlsx.sheet.filling.fill import fill
from jixiao_xlsx.sheet.grid import FormGrid, Live, LiveShow
from jixiao_xlsx.sheet.self_check.computing import live_values_of
from jixiao_xlsx.sheet.self_check.parts import part_spots
from jixiao_xlsx.spec.catalogue import all_forms
from sheet.reader.distinct import distinct_values

FORMS = {form.name: form for form in all_forms()}
AGENCY = Party("00101", "示例市民政局")
SHARES = (0.0, 0.15, 0.5, 1.0)


Shown = dict[tuple[int, LiveShow | int], Decimal | str | CellError]


def shown_by_office(office: Office, path: Path, layout: FormGrid) -> Shown:
    sheets = office.recalculated(path)
    shown: Shown = {}
    for grid in layout.sheets:
        for box in grid.boxes:
            if isinstance(box, Live):
                shown[box.check, box.show] = sheets[grid.name].get(cell_name(box.region.top, box.region.left), "")
                for part, spot in enumerate(part_spots(grid, box, layout.checks[box.check])):
                    shown[box.check, part] = sheets[grid.name].get(cell_name(*spot), "")
    return shown


def some_of(blank: Blank, share: float, seed: int) -> dict[Key, Value]:
    """A share of the slots filled; amounts small and round, so that some rules hold by chance."""
    chance = random.Random(seed)
    values = {key: value for key, value in distinct_values(blank.layout).items() if chance.random() < share}
    return {
        key: Decimal(chance.randrange(0, 4)) if isinstance(value, Decimal) and chance.random() < 0.7 else value
        for key, value in values.items()
    }


def alike(mine: Decimal | str, theirs: Decimal | str | CellError) -> bool:
    if isinstance(mine, Decimal) and isinstance(theirs, Decimal):
        return abs(mine - theirs) <= Decimal("1e-6") * max(1, abs(mine))
    return mine == theirs


@pytest.mark.parametrize("name", sorted(FORMS))
@pytest.mark.parametrize("share", SHARES)
def test_office_shows_what_the_audit_finds(name: str, share: float, office: Office, tmp_path: Path) -> None:
    blank = issue_blank(Order(FORMS[name], 2026, AGENCY))
    agency = {slot.key: AGENCY.name for _, slot in blank.layout.slots() if slot.field.prefill == "agency.name"}
    agency |= {slot.key: AGENCY.code for _, slot in blank.layout.slots() if slot.field.prefill == "agency.code"}
    filled = some_of(blank, share, seed=len(name) + int(share * 100))
    path = tmp_path / "填好.xlsx"
    path.write_bytes(fill(blank.data, blank.layout, filled))
    shown = shown_by_office(office, path, blank.layout)
    expected = live_values_of(blank.layout, {**agency, **filled})
    different = {
        (blank.layout.checks[number].sentence if number >= 0 else "全表", show): (mine, shown[number, show])
        for (number, show), mine in expected.items()
        if not alike(mine, shown[number, show])
    }
    assert different == {}
