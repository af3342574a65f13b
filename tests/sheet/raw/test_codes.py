"""Every code of the F family is produced by a file."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao_xlsx.findings import Finding, Severity
from jixiao_xlsx.findings.files import CODES
from jixiao_xlsx.season.collecting.begun import BegunFiles
from jixiao_xlsx.season.collecting.collect import OriginalTask
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.raw.book import RawBook, read_raw
from jixiao_xlsx.sheet.raw.contents.notes import notes_on
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignFile
from jixiao_xlsx.sheet.raw.foreign.limits import ReadingLimits
from jixiao_xlsx.sheet.raw.workers.reading import read_many
from sheet.raw.opening import opened
from sheet.raw.tasks import act
from sheet.raw.workbooks import compound, parts, relationships, workbook, worksheet, xlsx, zipped


def _door(data: bytes) -> Finding | RawBook:
    return read_raw(data, name="表.xlsx")


def _worker(word: bytes) -> Finding | str:
    (done,) = read_many([ForeignFile("", word)], act, limits=ReadingLimits(1, 256 << 20))
    return done.result


def _noted() -> RawBook:
    links = (("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "connections", "connections.xml"))
    made = parts() | {"xl/vbaProject.bin": b"x", "xl/_rels/workbook.xml.rels": relationships(*links)}
    return opened(zipped(made))


def _door_of_a_season(data: bytes) -> Finding | RawBook:
    """What a collecting run says of a file over which the one before it ended."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / hashlib.sha256(data).hexdigest()).write_text("", encoding="utf-8")
        task = OriginalTask(Reader.of(), {}, BegunFiles(Path(folder), "这台电脑 1"))
        (done,) = read_many([ForeignFile("", data)], task)
        assert isinstance(done.result, Finding)
        return done.result


PRODUCED: dict[str, Callable[[], object]] = {
    "F01": lambda: _door(b""),
    "F02": lambda: _door(bytes((20 << 20) + 1)),
    "F03": lambda: _door(b"%PDF-1.7"),
    "F04": lambda: _door("单位,金额".encode("gb18030")),
    "F05": lambda: _door(b"\x09\x04\x06\x00" + bytes(9)),
    "F06": lambda: _door(compound({"EncryptedPackage": b"x"})),
    "F07": lambda: _door(xlsx()[:200]),
    "F08": lambda: _door(zipped({**parts(), "../x": ""})),
    "F09": lambda: _door(xlsx(worksheet(after='<mergeCell ref="A1:XFD1048576"/>'))),
    "F10": lambda: _door(xlsx("<!DOCTYPE x><x/>")),
    "F11": lambda: _door(xlsx(book=workbook())),
    "F12": lambda: _worker(b"hang"),
    "F13": lambda: _worker(b"swell"),
    "F14": lambda: _worker(b"die"),
    "F15": lambda: next(read_many([ForeignFile.at(Path("没有这个文件.xlsx"))], act)).result,
    "F16": lambda: notes_on(_noted())[0],
    "F17": lambda: notes_on(_noted())[1],
    "F45": lambda: _door_of_a_season(b"left"),
}


def test_every_code_of_the_family_is_in_this_table() -> None:
    assert sorted(PRODUCED) == [entry.code for entry in CODES]


@pytest.mark.parametrize("code", PRODUCED)
def test_a_file_produces_the_code_in_whole_words(code: str) -> None:
    found = PRODUCED[code]()
    assert isinstance(found, Finding)
    assert found.code == code
    assert "{" not in str(found)
    assert found.message
    assert found.hint


def test_notes_are_only_notes_and_a_plain_workbook_has_none() -> None:
    assert {note.severity for note in notes_on(_noted(), name="表.xlsx")} == {Severity.NOTE}
    assert notes_on(opened(xlsx())) == ()


@pytest.mark.parametrize("name", ["名单.txt", "导出.xls", ""])
def test_a_text_is_called_a_text_whatever_its_name_ends_in(name: str) -> None:
    found = read_raw("单位,金额\n".encode(), name=name)
    assert isinstance(found, Finding)
    assert found.code == "F04"
    assert "的内容是纯文本或 CSV，不是 Excel 工作簿" in found.message
    assert "扩展名" not in found.message
