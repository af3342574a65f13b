"""The README's pictures: pages of embedded blanks and samples as LibreOffice prints them.

`python -m whole_way.seeds.pictures` (in tests/) draws them into docs/pictures. Widths are right where Calibri, or
Carlito in its place, is installed: the width of a column is counted in digits of that font."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from clients.libreoffice import Office, render_png
from jixiao_xlsx.season.demo.samples import fill_sample, issue_sample
from jixiao_xlsx.spec.samples import all_samples

PICTURES = Path(__file__).resolve().parents[3] / "docs" / "pictures"
DPI = 80
# name of the picture: form, filled or blank, page
PAGES = {
    "S0": ("S0", False, 1),
    "S1-filled": ("S1", True, 2),
    "S2": ("S2", False, 1),
    "S3-filled": ("S3", True, 1),
    "S4-filled": ("S4", True, 1),
    "P1": ("P1", False, 1),
    "P1-filled": ("P1", True, 1),
    "self-check": ("P1", True, 2),
}


def draw(folder: Path) -> None:
    """Draws every picture of `PAGES` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    samples = {sample.form: sample for sample in all_samples()}
    with tempfile.TemporaryDirectory() as scratch, Office(seconds=60) as office:
        for name, (form, is_filled, page) in PAGES.items():
            blank = issue_sample(samples[form])
            book = Path(scratch) / f"{name}.xlsx"
            book.write_bytes(fill_sample(blank, samples[form].typed) if is_filled else blank.data)
            pages = render_png(office.to_pdf(book, book.with_suffix(".pdf")), Path(scratch) / name, dpi=DPI)
            shutil.copy(pages[page - 1], folder / f"{name}.png")


if __name__ == "__main__":
    draw(PICTURES)
