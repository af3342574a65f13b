"""Files, folders, Maildirs and mbox files: all there is in them, in an order of their own, whatever lies beside."""

from __future__ import annotations

import errno
import mailbox
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.mail.limits import Limits
from jixiao_xlsx.mail.opening.pieces import Piece, pieces_of
from jixiao_xlsx.store.originals import Originals
from mail.arrivals import HEAD, leaves, mail, part, zip_of

MESSAGES = [mail(part(b'Content-Type: application/pdf; name="%d.pdf"' % number)) for number in range(3)]


def found(path: Path) -> list[tuple[str, str]]:
    return [(piece.name, piece.origin.replace(f"{path}", "")) for piece in pieces_of(path) if not piece.container]


def test_a_folder_is_read_with_its_subfolders_in_name_order(tmp_path: Path) -> None:
    for name in ("乙/b.xlsx", "甲/a.xlsx", "甲/里/c.xls", "甲/~$a.xlsx", ".git/x", "Thumbs.db", "__MACOSX/y", "z.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    (tmp_path / "材料.zip").write_bytes(zip_of([("d.xlsx", b"x")]))
    assert found(tmp_path) == [
        ("z.txt", "/z.txt"),
        ("b.xlsx", "/乙/b.xlsx"),
        ("d.xlsx", "/材料.zip!d.xlsx"),
        ("a.xlsx", "/甲/a.xlsx"),
        ("c.xls", "/甲/里/c.xls"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="这个系统没有命名管道")
def test_pipes_dead_links_and_loops_do_not_hold_us_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "dead.xlsx").symlink_to(tmp_path / "nothing")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "a.xlsx").write_bytes(b"x")
    (tmp_path / "b.xlsx").symlink_to(tmp_path / "a.xlsx")
    assert {(piece.name, piece.data, piece.note) for piece in pieces_of(tmp_path)} == {
        ("a.xlsx", b"x", ""),
        ("b.xlsx", b"x", ""),
        ("dead.xlsx", b"", "没有读：这是一个链接，它指的文件不在"),
        ("loop", b"", "没有读：这是指向文件夹的链接"),
        ("pipe.xlsx", b"", "没有读：这不是文件，是管道、设备一类的东西"),
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="这个系统没有命名管道")
def test_a_pipe_given_by_itself_or_in_a_maildir_is_told_too(tmp_path: Path) -> None:
    for place in ("cur", "new", "tmp"):
        (tmp_path / place).mkdir()
    os.mkfifo(tmp_path / "new" / "1.pipe")
    notes = [[piece.note for piece in pieces_of(path)] for path in (tmp_path, tmp_path / "new" / "1.pipe")]
    assert notes == [["没有读：这不是文件，是管道、设备一类的东西"]] * 2


def test_a_single_file_of_any_type(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MESSAGES[0])
    assert found(tmp_path / "a.eml") == [("0.pdf", "!0.pdf")]
    (tmp_path / "空.xlsx").touch()
    (only,) = pieces_of(tmp_path / "空.xlsx")
    assert (only.name, only.data, only.container) == ("空.xlsx", b"", False)


def test_a_file_too_large_is_told_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(bytes(2000))
    (told,) = pieces_of(tmp_path / "a.xlsx", limits=Limits(file=1000))
    assert (told.data, "没有读" in told.note) == (b"", True)


def test_what_the_system_does_not_let_us_read_is_told_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.xlsx", "b.xlsx", "锁/c.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    open_file, list_folder = Path.read_bytes, os.scandir

    def refuse(path: Path) -> None:
        if Path(path).name in ("a.xlsx", "锁"):
            raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "read_bytes", lambda path: refuse(path) or open_file(path))
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) or list_folder(path))
    assert [(piece.name, piece.data, piece.note) for piece in pieces_of(tmp_path)] == [
        ("a.xlsx", b"", "没有读：没有权限"),
        ("b.xlsx", b"x", ""),
        ("锁", b"", "没有读：没有权限"),
    ]


def test_a_maildir_is_read_and_reading_it_later_finds_the_same(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "邮件")
    for message in MESSAGES:
        box.add(message)
    before = list(pieces_of(tmp_path / "邮件"))
    assert sorted(name for name, _ in leaves(before)) == ["0.pdf", "1.pdf", "2.pdf"]
    key = box.keys()[1]
    message = box[key]
    message.set_subdir("cur")
    message.add_flag("S")
    box[key] = message
    assert sorted(piece.origin for piece in pieces_of(tmp_path / "邮件")) == sorted(piece.origin for piece in before)


def test_folders_inside_a_maildir_are_read_too(tmp_path: Path) -> None:
    mailbox.Maildir(tmp_path / "m").add(MESSAGES[0])
    mailbox.Maildir(tmp_path / "m").add_folder("Archive").add(MESSAGES[1])
    assert sorted(name for name, _ in found(tmp_path / "m")) == ["0.pdf", "1.pdf"]


def pieces_of_box(tmp_path: Path, content: bytes) -> list[Piece]:
    (tmp_path / "一月.mbox").write_bytes(content)
    return list(pieces_of(tmp_path / "一月.mbox"))


@pytest.mark.parametrize(
    "line",
    [
        b"From mz@example.cn Mon Mar  2 10:00:00 2026",
        b"From - Mon Mar 02 10:00:00 2026",
        b"From ???@??? Mon Mar 02 10:00:00 2026 +0800",
        b"From nobody",
    ],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_an_mbox_is_cut_where_its_messages_begin(tmp_path: Path, line: bytes, end: bytes) -> None:
    box = b"".join(line + end + message.replace(b"\r\n", end) + end for message in MESSAGES)
    pieces = pieces_of_box(tmp_path, box)
    assert leaves(pieces) == [(f"{number}.pdf", b"abc") for number in range(3)]
    assert pieces[2].origin == f"{tmp_path / '一月.mbox'}[2]!1.pdf"
    assert pieces[1].name == "报送.eml"


def test_what_the_standard_library_writes_is_read(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "一月.mbox")
    for message in MESSAGES:
        box.add(message)
    box.close()
    assert [name for name, _ in found(tmp_path / "一月.mbox")] == ["0.pdf", "1.pdf", "2.pdf"]


def test_a_sentence_that_begins_with_from_does_not_cut_a_message(tmp_path: Path) -> None:
    text = (
        b"Content-Type: text/plain; name=a.txt\r\n\r\nHello\r\n\r\nFrom here on: all is well.\r\n>From the office\r\n"
    )
    pieces = pieces_of_box(tmp_path, b"From a@b.cn Mon Mar  2 10:00:00 2026\r\n" + mail(text))
    assert leaves(pieces) == [("a.txt", b"Hello\r\n\r\nFrom here on: all is well.\r\nFrom the office\r\n")]


def test_an_mbox_inside_an_archive_is_opened(tmp_path: Path) -> None:
    box = b"From a@b.cn Mon Mar  2 10:00:00 2026\n" + MESSAGES[0]
    (tmp_path / "a.zip").write_bytes(zip_of([("in", box)]))
    assert found(tmp_path / "a.zip") == [("0.pdf", "!in!1!0.pdf")]


def test_messages_keep_their_own_sender_in_an_archive_and_a_folder(tmp_path: Path) -> None:
    other = mail(part(b"Content-Type: application/pdf; name=o.pdf"), head=b"From: o@b.cn\r\nSubject: o\r\n")
    (tmp_path / "a.zip").write_bytes(zip_of([("1.eml", MESSAGES[0]), ("2.eml", other)]))
    senders = {piece.name: piece.message.sender for piece in pieces_of(tmp_path)}
    assert senders == {
        "0.pdf": "民政局 <mz@example.cn>",
        "1.eml": "民政局 <mz@example.cn>",
        "o.pdf": "o@b.cn",
        "2.eml": "o@b.cn",
        "a.zip": "",
    }


def test_a_text_that_only_looks_like_headers_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Note: x\r\nSubject: y\r\n\r\nz")
    (tmp_path / "b.mht").write_bytes(HEAD + b"\r\nx")
    assert [name for name, _ in found(tmp_path)] == ["a.txt", "b.mht"]


BEGINNINGS = (
    b"",
    b"From ",
    b"From a@b.cn Tue Mar  3 09:00:00 2026\n",
    b">From ",
    b"From: a@b.cn\nSubject: x\n\n",
    b"PK\x03\x04",
    b"Rar!\x1a\x07\x00",
    b"\x1f\x8b\x08",
    b"\x78\x9f\x3e\x22\0\0",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"MZ",
    b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
)
LINES = st.lists(st.sampled_from((b"From here on\n", b">From x\n", b"\n", b"To: b@c.cn\n", b"text\n")), max_size=8)


@given(
    start=st.sampled_from(BEGINNINGS),
    lines=LINES.map(b"".join),
    rest=st.binary(max_size=60),
    name=st.sampled_from(["a.eml", "a.mbox", "a.txt", "a", "a.xlsx", "a.zip", "a.zip.001", "a.z01"]),
)
def test_every_source_is_handed_on_byte_for_byte(start: bytes, lines: bytes, rest: bytes, name: str) -> None:
    data = start + lines + rest
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        assert data in [piece.data for piece in pieces_of(path)]
        assert data in [piece.data for piece in pieces_of(Path(folder))]


def test_an_mbox_larger_than_memory_is_handed_on_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(b"".join(b"From a@b.cn Tue Mar  3 09:00:00 2026\n" + message for message in MESSAGES))
    *_, whole = pieces_of(path, limits=Limits(file=100))
    assert (whole.name, whole.source, whole.data, whole.container) == ("a.mbox", path, b"", True)
    originals = Originals(tmp_path / "originals")
    assert originals.get(originals.put_file(path)) == path.read_bytes()


def test_a_message_saved_with_the_line_of_an_mbox_is_a_message(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(b"From mz@example.cn\n" + MESSAGES[0])
    assert [(piece.name, piece.data == path.read_bytes()) for piece in pieces_of(path)] == [
        ("0.pdf", False),
        ("a.eml", True),
    ]
