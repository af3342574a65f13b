"""LibreOffice opens a blank, computes what we computed, prints it, and shows tints where slots wait."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from clients.libreoffice import Office
from clients.pictures import render_png
from jixiao_xlsx.model.filings.filing import Seal, Value
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.report.letters.instructions import instruction_lines
from jixiao_xlsx.sheet import theme
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.self_check.computing import computed_values
from jixiao_xlsx.sheet.writer import write_blank

FILLED: dict[Key, Value] = {
    ("funds", "fiscal", "amount"): Decimal("6009.09"),
    ("funds", "other", "amount"): Decimal(48),
    ("duties", "text"): "负责全区民政工作。",
}


def pages(office: Office, data: bytes, folder: Path) -> Sequence[Path]:
    folder.mkdir()
    source = folder / "blank.xlsx"
    source.write_bytes(data)
    return render_png(office.to_pdf(source, folder / "blank.pdf"), folder / "pages", dpi=40)


def share_of(colour: str, page: Path) -> float:
    """Which part of a page has a colour, give or take what rendering does to it."""
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    with Image.open(page) as picture:
        size = picture.width * picture.height
        colours = picture.convert("RGB").getcolors(size) or []
    near = (count for count, rgb in colours if all(abs(a - b) <= 3 for a, b in zip(rgb, wanted, strict=True)))
    return sum(near) / size


def test_a_recalculation_gives_the_cached_values(office: Office, layout: FormGrid, seal: Seal, tmp_path: Path) -> None:
    computed = computed_values(layout, FILLED)
    source = tmp_path / "filled.xlsx"
    source.write_bytes(write_blank(layout, seal, values=FILLED, computed=computed))
    shown = office.recalculated(source)
    assert shown["部门申报"]["D9"] == computed["funds", "total", "amount"] == Decimal("6057.09")
    assert shown["附表- 类别-可能性 -补充-"]["C6"] == Decimal("12114.18")
    share = shown["部门申报"]["E7"]
    assert isinstance(share, Decimal)
    assert share == pytest.approx(computed["funds", "fiscal", "share"], abs=Decimal("1e-9"))


def test_a_blank_prints_one_page_for_each_sheet_that_people_see(
    office: Office, layout: FormGrid, seal: Seal, tmp_path: Path
) -> None:
    lines = instruction_lines(layout.form, 2026, seal=seal)
    assert len(pages(office, write_blank(layout, seal, instructions=lines), tmp_path / "with")) == 3
    assert len(pages(office, write_blank(layout, seal), tmp_path / "without")) == 2


def test_required_slots_are_tinted_until_they_are_filled(
    office: Office, layout: FormGrid, seal: Seal, tmp_path: Path
) -> None:
    waiting = pages(office, write_blank(layout, seal), tmp_path / "waiting")[0]
    done = pages(office, write_blank(layout, seal, values=FILLED), tmp_path / "done")[0]
    assert share_of(theme.REQUIRED_FILL, waiting) > 0.05
    assert share_of(theme.REQUIRED_FILL, done) == 0
    assert share_of(theme.WRONG_FILL, waiting) == 0


def test_too_long_a_text_shows_red(office: Office, layout: FormGrid, seal: Seal, tmp_path: Path) -> None:
    long: dict[Key, Value] = {("duties", "text"): "长" * 151}
    page = pages(office, write_blank(layout, seal, values=long), tmp_path / "long")[0]
    assert share_of(theme.WRONG_FILL, page) > 0.01
