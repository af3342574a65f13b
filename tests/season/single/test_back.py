"""A file on its way back is read and marked in a worker as it is at hand, one after the other and in any order."""

from __future__ import annotations

from dataclasses import replace

from jixiao_xlsx.report.letters.send_back import Sender
from jixiao_xlsx.season.single.back import BackDesk
from sheet.marker.returns import desk, filled, wrong


def test_what_a_worker_reads_and_marks_is_what_is_read_and_marked_here() -> None:
    here, back = desk(), BackDesk(desk().reader)
    for data in (wrong(), filled({}), wrong()):
        read = back.read(data, name="交回.xlsx")
        reviewed = here.review(data, name="交回.xlsx")
        assert read == here.reader.read(data, name="交回.xlsx")
        assert back.marked(data, read, here) == reviewed


def test_a_file_is_marked_as_the_office_has_seen_it_by_the_desk_of_the_moment() -> None:
    data, back = wrong(), BackDesk(desk().reader)
    read = back.read(data, name="交回.xlsx")
    seen = replace(read, findings=read.findings[:1])
    for day in ("3月15日", "3月20日"):
        sent = desk(Sender("示例市财政局", "", day))
        reviewed = back.marked(data, seen, sent)
        assert reviewed.filing.findings == seen.findings
        assert reviewed == sent.marked_as(data, sent.reader.opened_here(data), seen)


def test_what_cannot_be_read_has_its_finding_and_only_a_letter() -> None:
    here, back = desk(), BackDesk(desk().reader)
    read = back.read(b"%PDF-1.7", name="扫描.pdf")
    assert [found.code for found in read.findings] == ["F03"]
    assert back.marked(b"%PDF-1.7", read, here).workbook is None
