"""Pages of a PDF as PNG pictures, through poppler's pdftoppm."""

from __future__ import annotations

import subprocess
from pathlib import Path

_SECONDS = 600


def render_png(pdf: Path, folder: Path, *, dpi: int = 100) -> tuple[Path, ...]:
    """Render every page into `folder` and return the pictures in page order.

    Raises subprocess.CalledProcessError when the PDF cannot be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem = folder / pdf.stem
    command = ["pdftoppm", "-png", "-r", str(dpi), str(pdf), str(stem)]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    return tuple(sorted(folder.glob(f"{pdf.stem}-*.png"), key=lambda page: int(page.stem.rsplit("-", 1)[1])))
