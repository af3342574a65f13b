"""收件拆开: from a file, a folder, a mailbox or bytes to single files, each with where it came from. Nothing is lost:
what cannot be opened is handed on as it is, with a note; nothing that is read here raises or hangs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from jixiao_xlsx.errors import reason_of
from jixiao_xlsx.mail.boxes import FoundFile, file_at, files_in, messages_of_file, open_box, starts_as_box
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import DEFAULT, ArrivalTally, Limits, OverLimit, mib
from jixiao_xlsx.mail.messages import facts_of_message, open_message
from jixiao_xlsx.mail.names import shown_name, step
from jixiao_xlsx.mail.outlook import facts_of_outlook, open_outlook
from jixiao_xlsx.mail.sniff import ContainerKind, sniffed
from jixiao_xlsx.mail.unpackers import open_rar, open_seven_zip
from jixiao_xlsx.mail.zips import open_zip
from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.season.delivery import Message

TNEF = "Outlook 专用格式（winmail.dat），里面的文件取不出来；请对方改用“纯文本”或“HTML”格式重发，或把表格压缩后再发"
Opener = Callable[[bytes, ArrivalTally], Iterator[InnerFile]]
NOBODY = Message()
_ARCHIVES = frozenset({ContainerKind.ZIP, ContainerKind.SEVEN_ZIP, ContainerKind.RAR})
_OPENERS: dict[ContainerKind, Opener] = {
    ContainerKind.ZIP: open_zip,
    ContainerKind.SEVEN_ZIP: open_seven_zip,
    ContainerKind.RAR: open_rar,
    ContainerKind.MESSAGE: open_message,
    ContainerKind.OUTLOOK: open_outlook,
    ContainerKind.BOX: open_box,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One file as it arrived. `name` is for people, never a path; `origin` is the chain of model/delivery.Delivery;
    `container` is True for a message or archive itself (its bytes are kept too), False for a leaf; `note` says in
    Chinese what a person must know: not opened and why, name repaired, a limit passed."""

    name: str
    data: bytes = field(repr=False)
    origin: str
    message: Message = NOBODY
    container: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Nesting:
    """Where in the nesting we are: the chain so far, the outermost message's facts with the original's date, and how
    deep."""

    origin: str
    message: Message
    archives: int = 0
    messages: int = 0


def pieces_of(path: Path, *, limits: Limits = DEFAULT) -> Iterator[Piece]:
    """Everything in a file of any type or in a folder (with its subfolders, in name order; a Maildir and an mbox are
    recognised). A file that cannot be read is a piece without bytes whose note says why."""
    for found in files_in(path) if path.is_dir() else [file_at(path)]:
        try:
            yield from _pieces_of_file(found, limits)
        except OSError as error:
            yield _unread(found, reason_of(error))


def _unread(found: FoundFile, reason: str) -> Piece:
    return Piece(shown_name(found.path.name), b"", step(found.origin), note=f"没有读：{reason}")


def pieces_of_bytes(
    data: bytes,
    *,
    name: str,
    origin: str,
    message: Message = NOBODY,
    is_message: bool = False,
    limits: Limits = DEFAULT,
) -> Iterator[Piece]:
    """Everything in a file that is already in memory: first what is inside, then the container itself. `message` is
    known where it came by mail; `is_message` where the bytes are a message, whatever they look like."""
    inner = InnerFile(name=shown_name(name, "无名文件"), data=data, is_message=is_message)
    yield from _opened(inner, _Nesting(origin, message), ArrivalTally(limits))


def _pieces_of_file(found: FoundFile, limits: Limits) -> Iterator[Piece]:
    path = found.path
    if found.trouble:
        yield _unread(found, found.trouble)
        return
    if starts_as_box(path):
        for number, data in enumerate(messages_of_file(path), 1):
            yield from _box_message(data, name=path.name, number=number, origin=step(found.origin), limits=limits)
        return
    # An mbox is read message by message and may be larger than what is held in memory at once.
    size = path.stat().st_size
    if size > limits.file:
        yield _unread(found, f"文件 {mib(size)}，超过 {mib(limits.file)}；请把里面的文件分开存放后再收")
        return
    inner = InnerFile(name=shown_name(path.name), data=path.read_bytes(), is_message=found.is_message)
    yield from _opened(inner, _Nesting(step(found.origin), NOBODY), ArrivalTally(limits))


def _box_message(data: bytes, *, name: str, number: int, origin: str, limits: Limits) -> Iterator[Piece]:
    subject = facts_of_message(data).subject
    inner = InnerFile(name=shown_name(f"{subject or f'{name}第{number}封'}.eml"), data=data, is_message=True)
    yield from _opened(inner, _Nesting(f"{origin}[{number}]", NOBODY), ArrivalTally(limits))


def _opened(inner: InnerFile, place: _Nesting, tally: ArrivalTally) -> Iterator[Piece]:
    """What is inside, opened in turn, then the file itself."""
    kind = ContainerKind.MESSAGE if inner.is_message else sniffed(inner.data, inner.name)
    opener = _OPENERS.get(kind)
    notes = [inner.note] if inner.note else []
    if opener is None:
        notes += [TNEF] if kind is ContainerKind.TNEF else []
        yield Piece(inner.name, inner.data, place.origin, place.message, note="；".join(notes))
        return
    own, below = tally.for_container(), _deeper(inner.data, kind, place)
    if reason := _refusal(inner.data, kind, below, limits=tally.limits):
        own.remarks.append(reason)
    else:
        yield from _contents(inner.data, opener, below, tally=own)
    note = "；".join(notes + own.remarks)
    yield Piece(inner.name, inner.data, place.origin, below.message, container=True, note=note)


def _deeper(data: bytes, kind: ContainerKind, place: _Nesting) -> _Nesting:
    if kind in _ARCHIVES:
        return replace(place, archives=place.archives + 1)
    message = place.message
    # An mbox is a folder, not a message; the sender is the outermost message's, who sent the forwarded ones too.
    if kind is not ContainerKind.BOX:
        own = facts_of_outlook(data) if kind is ContainerKind.OUTLOOK else facts_of_message(data)
        message = own if message == NOBODY else replace(message, sent=_first_sent(own, message))
    return replace(place, messages=place.messages + 1, message=message)


def _first_sent(inner: Message, outer: Message) -> datetime | None:
    """When what a forwarded message holds was sent: when the original was, as passing it on is no new word; a clock
    that ran ahead of who passed it on is not believed."""
    told = [sent for sent in (inner.sent, outer.sent) if sent is not None]
    return min(told, key=moment, default=None)


def _refusal(data: bytes, kind: ContainerKind, place: _Nesting, *, limits: Limits) -> str:
    if place.archives > limits.archives_deep and kind in _ARCHIVES:
        return f"压缩包套了 {place.archives} 层，最里面的没有打开"
    if place.messages > limits.depth:
        return f"邮件套了 {place.messages} 层，最里面的没有打开"
    if kind not in _ARCHIVES and len(data) > limits.message:
        return f"邮件 {mib(len(data))}，超过 {mib(limits.message)}，没有打开"
    return ""


def _contents(data: bytes, opener: Opener, place: _Nesting, *, tally: ArrivalTally) -> Iterator[Piece]:
    """The pieces inside; what cannot be read ends the container with a remark, whatever it was."""
    try:
        for inner in opener(data, tally):
            # Only leaves: a large archive or message is taken apart, and its pieces are counted by themselves.
            if len(inner.data) > tally.limits.attachment and sniffed(inner.data, inner.name) is ContainerKind.LEAF:
                size, most = mib(len(inner.data)), mib(tally.limits.attachment)
                tally.remarks.append(f"“{inner.name}”{size}，超过 {most}，没有取出")
                continue
            yield from _opened(inner, replace(place, origin=f"{place.origin}!{step(inner.place)}"), tally)
    except OverLimit as over:
        tally.remarks.append(str(over))
    except OSError as error:
        tally.remarks.append(f"没有读完：{reason_of(error)}")
    except Exception as error:  # a foreign file must not stop the others; the container is kept as it is
        tally.remarks.append(f"没有读完：内容有误（{type(error).__name__}）")
