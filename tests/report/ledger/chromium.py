"""Chromium as a reader of pages: prints them without a network; its absence is a failure under CI."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def browser() -> str:
    """The browser's program; skips where there is none, fails where CI has none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI"):
        pytest.fail("no Chromium: install it to test the pages")
    if found is None:
        pytest.skip("no Chromium here")
    return found


def printed_pages(page: Path, folder: Path) -> list[str]:
    """The texts of the pages that the browser prints."""
    pdf = folder / "page.pdf"
    command = [browser(), *_QUIET, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=6000)
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=600)
    return text.stdout.decode().split("\f")[:-1]


def visible_dom(page: Path, folder: Path) -> str:
    """The page's elements after everything in it that could run has run."""
    command = [browser(), *_QUIET, f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, timeout=6000).stdout.decode()
