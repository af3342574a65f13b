"""Files saved as other programs save them: our own small writers, read by the reader and by LibreOffice."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from clients.libreoffice import Office
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.season.demo.playing.ods import ods_bytes
from jixiao_xlsx.season.demo.playing.package import pinned, zipped_in_gbk
from jixiao_xlsx.season.demo.playing.saved_as import saved_cells
from jixiao_xlsx.season.demo.playing.strangers import scan_pdf, screenshot_png, under_password
from jixiao_xlsx.season.demo.playing.xls import xls_bytes
from jixiao_xlsx.season.demo.samples import fill_sample, issue_sample
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from jixiao_xlsx.spec.samples import Sample, all_samples

SAVED = datetime(2026, 3, 9, 15, 30, tzinfo=UTC)
WRITERS: dict[str, Callable[[RawBook], bytes]] = {"xls": xls_bytes, "ods": lambda book: ods_bytes(book, saved=SAVED)}


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("sample", all_samples(), ids=lambda sample: str(sample.form))
def test_a_saved_form_reads_back_as_the_workbook_it_was(sample: Sample, suffix: str) -> None:
    blank = issue_sample(sample)
    filled = fill_sample(blank, sample.clean)
    reader = Reader.of()
    first = reader.read(filled, name="a.xlsx")
    values = {record.key: record.value for record in first.records if record.value is not None}
    saved = WRITERS[suffix](saved_cells(filled, blank.layout, values))
    again = reader.read(saved, name=f"a.{suffix}")
    assert again.file_type == suffix
    assert {record.key: record.value for record in again.records} == values
    assert [(figure.key, figure.value) for figure in again.figures] == [
        (figure.key, figure.value) for figure in first.figures
    ]
    assert {finding.code for finding in again.findings} == {finding.code for finding in first.findings}


@pytest.mark.parametrize("suffix", WRITERS)
def test_hidden_rows_merges_and_protection_are_kept(suffix: str) -> None:
    sample = all_samples()[0]
    blank = issue_sample(sample)
    before = saved_cells(fill_sample(blank, sample.clean), blank.layout, {})
    after = read_raw(WRITERS[suffix](before), name=f"a.{suffix}")
    assert not isinstance(after, Finding)
    for old, new in zip(before.sheets, after.sheets, strict=True):
        assert (new.name, new.protected, set(new.merges)) == (old.name, old.protected, set(old.merges))
        assert new.hidden_columns == old.hidden_columns
        assert old.hidden_rows <= new.hidden_rows
        assert (new.visibility == "visible") == (old.visibility == "visible")


@pytest.mark.parametrize("suffix", WRITERS)
def test_libreoffice_opens_what_we_wrote(suffix: str, tmp_path: Path, office: Office) -> None:
    sample = all_samples()[0]
    blank = issue_sample(sample)
    filled = fill_sample(blank, sample.clean)
    first = Reader.of().read(filled, name="a.xlsx")
    values = {record.key: record.value for record in first.records if record.value is not None}
    source, target = tmp_path / f"a.{suffix}", tmp_path / "b.xlsx"
    source.write_bytes(WRITERS[suffix](saved_cells(filled, blank.layout, values)))
    office.run(source, [], [target])
    again = Reader.of().read(target.read_bytes(), name="b.xlsx")
    assert {record.key: record.value for record in again.records} == values
    total = next(figure for figure in again.figures if figure.key == ("funds", "total", "amount"))
    assert Decimal(total.filed) == total.value


def test_what_is_no_form_is_refused_by_its_own_name() -> None:
    reader = Reader.of()
    draw = random.Random(1)
    for data, code, word in (
        (scan_pdf(), "F03", "PDF"),
        (screenshot_png(), "F03", "图片"),
        (under_password(b"x" * 9000, draw), "F06", "密码"),
    ):
        (found,) = reader.read(data, name="a").findings
        assert found.code == code
        assert word in found.message


def test_a_picture_and_a_scan_are_whole_files() -> None:
    from PIL import Image

    with Image.open(BytesIO(screenshot_png())) as picture:
        picture.load()
        assert picture.size == (320, 200)
    data = scan_pdf()
    start = int(data.rpartition(b"startxref\n")[2].split()[0])
    assert data[start:].startswith(b"xref")


def test_a_pinned_workbook_keeps_its_cells_and_tells_when_it_was_saved() -> None:
    sample = all_samples()[0]
    filled = fill_sample(issue_sample(sample), sample.clean)
    made = pinned(filled, saved=SAVED)
    before, after = (read_raw(data, name="a.xlsx") for data in (filled, made))
    assert isinstance(before, RawBook)
    assert isinstance(after, RawBook)
    assert after.modified == SAVED
    assert before.sheets == after.sheets


def test_a_zip_with_gbk_names_says_nothing_about_them() -> None:
    made = zipped_in_gbk([("第一份.xlsx", b"1" * 500), ("附件/第二份.xlsx", b"2")], saved=SAVED)
    with ZipFile(BytesIO(made)) as package:
        assert [info.filename.encode("cp437").decode("gb18030") for info in package.infolist()] == [
            "第一份.xlsx",
            "附件/第二份.xlsx",
        ]
        assert package.testzip() is None
        assert [package.read(info) for info in package.infolist()] == [b"1" * 500, b"2"]
