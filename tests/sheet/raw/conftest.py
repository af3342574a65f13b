"""Real .xls, .ods and .xlsx files saved by LibreOffice, where it is installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from jixiao_xlsx.sheet.raw.book import read_here
from sheet.raw import opening


def _sample() -> bytes:
    """What the office issues, in small: texts, numbers, formats, an error, a formula, hidden parts, locks."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_custom_property("KSOProductBuildVer", "2052-12.1.0.1")
    sheet, hidden = book.add_worksheet("自评表"), book.add_worksheet("名单")
    date = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
    sheet.merge_range(0, 0, 0, 3, "部门整体支出绩效自评表")
    sheet.write_string(1, 1, "第一行\n第二行  两个空格")
    sheet.write_number(2, 1, 44770.21)
    sheet.write_datetime(2, 2, datetime(2024, 1, 14), date)  # noqa: DTZ001 - a sheet's date has no zone
    sheet.write_number(2, 3, 0.955, book.add_format({"num_format": "0.00%"}))
    sheet.write_boolean(3, 1, True)
    sheet.write_formula(3, 2, "=1/0", value="#DIV/0!")
    sheet.write_formula(3, 3, "=B3*2", value=89540.42)
    for row in range(4, 9):
        for column in range(4):
            sheet.write_blank(row, column, None, date)
    sheet.write_string(9, 3, "底")
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.protect("abc")
    hidden.write_string(0, 0, "隐藏的名单")
    hidden.hide()
    book.close()
    return buffer.getvalue()


@pytest.fixture(scope="session")
def saved_by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The sample as LibreOffice saves it, by extension: xlsx, xls, ods."""
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI") == "true":
            pytest.fail("soffice is not installed, and CI must not pass without it")
        pytest.skip("soffice is not installed: real .xls and .ods files cannot be made")
    folder = tmp_path_factory.mktemp("office")
    source = folder / "issued.xlsx"
    source.write_bytes(_sample())
    return {kind: _converted(office, source, kind) for kind in ("xlsx", "xls", "ods")}


def _converted(office: str, source: Path, kind: str) -> bytes:
    out = source.parent / kind
    profile = (source.parent / "profile").as_uri()
    command = [office, "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=600)
    return (out / f"issued.{kind}").read_bytes()


@pytest.fixture
def inside_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process read every kind of file itself, as a worker does."""
    monkeypatch.setattr(opening, "read_raw", read_here)
