"""收件拆开: from a file, a folder, a mailbox or bytes to single files, each with where it came from. Nothing is lost:
what cannot be opened is handed on as it is, with a note; nothing that is read here raises or hangs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from jixiao_xlsx.errors import reason_of
from jixiao_xlsx.mail.automatic import Automatic, automatic_of
from jixiao_xlsx.mail.boxes import FoundFile, file_at, files_in, messages_of_file, starts_as_box
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import DEFAULT, ArrivalTally, Limits, OverLimit, mib
from jixiao_xlsx.mail.messages import NO_ATTACHMENT, facts_of_message
from jixiao_xlsx.mail.mime import split_message
from jixiao_xlsx.mail.names import LONGEST_PATH, is_left_behind, last_part, shown_name, step
from jixiao_xlsx.mail.opening.joining import is_part, missing, opener_of_parts, volumes_beside
from jixiao_xlsx.mail.opening.leaf_kinds import leaf_reason
from jixiao_xlsx.mail.opening.openers import ARCHIVES, MESSAGES, OPENERS, Opener
from jixiao_xlsx.mail.opening.sniff import ContainerKind, sniffed
from jixiao_xlsx.mail.opening.strangers import unopened_kind, unopened_reason, unopened_words
from jixiao_xlsx.mail.opening.volumes import VolumeSet, volume_sets
from jixiao_xlsx.mail.outlook import automatic_outlook, facts_of_outlook
from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.season.delivery import ArrivalReason, Message
from jixiao_xlsx.whole_files import is_folder

NOBODY = Message()
PasswordsFor = Callable[[Message], tuple[str, ...]]
"""The passwords that may open what came with a message, likeliest first."""


def no_passwords(_message: Message) -> tuple[str, ...]:
    """Where there are none."""
    return ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One file as it arrived. `name` is for people, never a path; `origin` is the chain of model/delivery.Delivery;
    `container` is True for a message or archive itself (its bytes are kept too), False for a leaf; `note` says in
    Chinese what a person must know: not opened and why, name repaired, a limit passed; `reason` says it to programs.
    `automatic` where it is, or lies in, a message that no person wrote; `source` is where the bytes lie that are too
    many to be held in memory, an mbox of gigabytes. `unread` is one whose bytes could not be had at all; `place` is
    where it lies, however the way there was told, empty where `origin` says so already."""

    name: str
    data: bytes = field(repr=False)
    origin: str
    message: Message = NOBODY
    container: bool = False
    note: str = ""
    reason: ArrivalReason = ArrivalReason.NONE
    automatic: bool = False
    source: Path | None = None
    unread: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Nesting:
    """Where in the nesting we are: the chain so far, the outermost message's facts with the original's date, how
    deep, and what sort of message that is where no person wrote it."""

    origin: str
    message: Message
    archives: int = 0
    messages: int = 0
    automatic: Automatic | None = None


@dataclass(frozen=True, slots=True)
class _Manners:
    """How arrivals are opened: within which limits, with which passwords."""

    limits: Limits = DEFAULT
    passwords: PasswordsFor = no_passwords

    def tally(self) -> ArrivalTally:
        return ArrivalTally(self.limits)


def pieces_of(path: Path, *, limits: Limits = DEFAULT, passwords: PasswordsFor = no_passwords) -> Iterator[Piece]:
    """Everything in a file of any type or in a folder (with its subfolders, in name order; a Maildir and an mbox are
    recognised; parts of one archive that lie in one folder are put together). A file that cannot be read is a piece
    without bytes whose note says why."""
    manners = _Manners(limits, passwords)
    found = files_in(path) if is_folder(path) else iter(volumes_beside(file_at(path)))
    for item in volume_sets((str(file.path), file) for file in found):
        if isinstance(item, VolumeSet):
            yield from _pieces_of_volumes(item, manners)
            continue
        try:
            yield from _pieces_of_file(item, manners)
        except OSError as error:
            yield _unread(item, reason_of(error))


def _unread(found: FoundFile, reason: str) -> Piece:
    note = f"没有读：{reason}"
    origin = step(found.origin)
    return Piece(shown_name(found.path.name), b"", origin, note=note, reason=ArrivalReason.UNREAD, unread=True)


def pieces_of_bytes(
    data: bytes,
    *,
    name: str,
    origin: str,
    message: Message = NOBODY,
    is_message: bool = False,
    limits: Limits = DEFAULT,
    passwords: PasswordsFor = no_passwords,
) -> Iterator[Piece]:
    """Everything in a file that is already in memory: first what is inside, then the container itself. `message` is
    known where it came by mail; `is_message` where the bytes are a message, whatever they look like."""
    inner = InnerFile(name=shown_name(name, "无名文件"), data=data, is_message=is_message)
    opening = _Opening(_Manners(limits, passwords))
    yield from opening.opened(inner, _Nesting(origin, message), ArrivalTally(limits))


def _pieces_of_file(found: FoundFile, manners: _Manners) -> Iterator[Piece]:
    path, limits = found.path, manners.limits
    if found.trouble:
        yield _unread(found, found.trouble)
        return
    size = path.stat().st_size
    if starts_as_box(path):
        yield from _pieces_of_box(found, size, manners)
        return
    # An mbox is read message by message and may be larger than what is held in memory at once.
    if size > limits.file:
        yield _unread(found, f"文件 {mib(size)}，超过 {mib(limits.file)}；请把里面的文件分开存放后再收")
        return
    inner = InnerFile(name=shown_name(path.name), data=path.read_bytes(), is_message=found.is_message)
    yield from _Opening(manners).opened(inner, _Nesting(step(found.origin), NOBODY), manners.tally())


def _pieces_of_box(found: FoundFile, size: int, manners: _Manners) -> Iterator[Piece]:
    """The messages of an mbox, then the file itself as it lies there: what its messages are read as lacks its lines
    between them."""
    path, origin = found.path, step(found.origin)
    for number, data in enumerate(messages_of_file(path), 1):
        yield from _box_message(data, name=path.name, number=number, origin=origin, manners=manners)
    is_large = size > manners.limits.file
    whole, source = (b"", path) if is_large else (path.read_bytes(), None)
    yield Piece(shown_name(path.name), whole, origin, container=True, source=source)


def _box_message(data: bytes, *, name: str, number: int, origin: str, manners: _Manners) -> Iterator[Piece]:
    subject = facts_of_message(data).subject
    inner = InnerFile(name=shown_name(f"{subject or f'{name}第{number}封'}.eml"), data=data, is_message=True)
    yield from _Opening(manners).opened(inner, _Nesting(f"{origin}[{number}]", NOBODY), manners.tally())


def _pieces_of_volumes(whole: VolumeSet[FoundFile], manners: _Manners) -> Iterator[Piece]:
    """The parts of one archive that lie in one folder, as if they had come in one mail."""
    read: list[InnerFile] = []
    for found in whole.in_order:
        try:
            size = 0 if found.trouble else found.path.stat().st_size
            data = b"" if found.trouble or size > manners.limits.file else found.path.read_bytes()
        except OSError as error:
            yield _unread(found, reason_of(error))
            continue
        if found.trouble or size > manners.limits.file:
            yield _unread(found, found.trouble or f"文件 {mib(size)}，超过 {mib(manners.limits.file)}")
            continue
        read.append(InnerFile(name=shown_name(found.path.name), data=data, place=found.path.name))
    folder = whole.in_order[0].origin.removesuffix(whole.in_order[0].path.name)
    opening, place = _Opening(manners), _Nesting(shown_name(folder, longest=LONGEST_PATH), NOBODY)
    # Once more: of parts that could not be read only some may be left.
    for item in volume_sets((inner.place, inner) for inner in read):
        if isinstance(item, VolumeSet):
            yield from opening.volumes(item, place, manners.tally(), joint="")
        else:
            at = replace(place, origin=f"{place.origin}{step(item.place)}")
            yield from opening.opened(item, at, manners.tally())


class _Opening:
    """One arrival being opened: what is inside in turn, then the file itself."""

    def __init__(self, manners: _Manners) -> None:
        self._manners = manners

    def opened(self, inner: InnerFile, place: _Nesting, tally: ArrivalTally) -> Iterator[Piece]:
        """The pieces of one file, whatever it is."""
        kind = ContainerKind.MESSAGE if inner.is_message else sniffed(inner.data, inner.name)
        opener = OPENERS.get(kind)
        if opener is None:
            yield _leaf(inner, place)
            return
        own, below = tally.for_container(), _deeper(inner.data, kind, place)
        own.passwords = self._manners.passwords(below.message)
        if refused := _refusal(inner.data, kind, below, limits=tally.limits):
            own.remark(*refused)
        else:
            yield from self._contents(inner, opener, kind, place=below, tally=own)
        piece = _container(inner, replace(below, origin=place.origin), own)
        # That a report has no attachment is nothing to tell of; what did not arrive is, once.
        report = below.automatic
        yield replace(piece, note=report.note if place.automatic is None else "") if report else piece

    def volumes(
        self, whole: VolumeSet[InnerFile], place: _Nesting, tally: ArrivalTally, *, joint: str
    ) -> Iterator[Piece]:
        """The parts of one archive that came together: its contents, then each part as it came."""
        own, below = tally.for_container(), replace(place, archives=place.archives + 1)
        own.passwords = self._manners.passwords(place.message)
        name = last_part(whole.archive)
        chain = replace(below, origin=f"{place.origin}{joint}{step(name)}")
        if reason := missing(whole):
            own.remark(reason, ArrivalReason.UNOPENED)
        elif refused := _refusal(b"", ContainerKind.ZIP, below, limits=tally.limits):
            own.remark(*refused)
        else:
            opener = opener_of_parts(whole, own)
            if opener is not None:
                inner = InnerFile(name=name, data=b"")
                yield from self._contents(inner, opener, ContainerKind.ZIP, place=chain, tally=own)
        for number, part in enumerate(whole.in_order):
            at = replace(place, origin=f"{place.origin}{joint}{step(part.place or part.name)}")
            piece = _container(part, at, own)
            # What is wrong with the archive is told once.
            yield replace(piece, note="") if number else piece

    def _contents(
        self, inner: InnerFile, opener: Opener, kind: ContainerKind, *, place: _Nesting, tally: ArrivalTally
    ) -> Iterator[Piece]:
        """The pieces inside; what cannot be read ends the container with a remark, whatever it was."""
        joint, count = f"{place.origin}!", 0
        # Parts of one archive wait for one another; the others are handed on as they come.
        waiting: list[InnerFile] = []
        for member in _safely(opener(inner, tally), tally):
            if is_left_behind(member.name, member.data):
                continue
            count += 1
            if is_part(member):
                waiting.append(member)
            else:
                yield from self.opened(member, replace(place, origin=f"{joint}{step(member.place)}"), tally)
        for item in volume_sets((member.place or member.name, member) for member in waiting):
            if isinstance(item, VolumeSet):
                yield from self.volumes(item, place, tally, joint="!")
            else:
                yield from self.opened(item, replace(place, origin=f"{joint}{step(item.place)}"), tally)
        if not count and not tally.remarks and not tally.reasons:
            words = NO_ATTACHMENT if kind in MESSAGES else "里面没有文件，请看一下是不是发错了"
            tally.remark(words, ArrivalReason.BARE)


def _safely(members: Iterable[InnerFile], tally: ArrivalTally) -> Iterator[InnerFile]:
    try:
        for inner in members:
            # Only leaves: a large archive or message is taken apart, and its pieces are counted by themselves.
            if len(inner.data) > tally.limits.attachment and sniffed(inner.data, inner.name) is ContainerKind.LEAF:
                size, most = mib(len(inner.data)), mib(tally.limits.attachment)
                tally.remark(f"“{inner.name}”{size}，超过 {most}，没有取出", ArrivalReason.TOO_LARGE)
                continue
            yield inner
    except OverLimit as over:
        tally.remark(str(over), ArrivalReason.TOO_LARGE)
    except OSError as error:
        tally.remark(f"没有读完：{reason_of(error)}", ArrivalReason.UNOPENED)
    except Exception as error:  # a foreign file must not stop the others; the container is kept as it is
        tally.remark(f"没有读完：内容有误（{type(error).__name__}）", ArrivalReason.UNOPENED)


def _leaf(inner: InnerFile, place: _Nesting) -> Piece:
    kind = "" if inner.reason else unopened_kind(inner.data, inner.name)
    note = "；".join(filter(None, (inner.note, unopened_words(kind) if kind else "")))
    reason = inner.reason or (unopened_reason(kind) if kind else leaf_reason(inner.data, inner.name))
    within = place.automatic
    return Piece(
        inner.name,
        inner.data,
        place.origin,
        place.message,
        note=note,
        reason=within.reason if within else reason,
        automatic=within is not None,
    )


def _container(inner: InnerFile, place: _Nesting, own: ArrivalTally) -> Piece:
    """The container itself, with what there is to say of it."""
    note, within = "；".join(filter(None, (inner.note, *own.remarks))), place.automatic
    # A password is what can be had; the rest of the reasons in the order in which they were met.
    met = sorted(own.reasons, key=lambda reason: reason is not ArrivalReason.LOCKED)
    reason = within.reason if within else next(iter(met), ArrivalReason.NONE)
    return Piece(
        inner.name,
        inner.data,
        place.origin,
        place.message,
        container=True,
        note=note,
        reason=reason,
        automatic=within is not None or reason.is_notice,
    )


def _deeper(data: bytes, kind: ContainerKind, place: _Nesting) -> _Nesting:
    if kind in ARCHIVES:
        return replace(place, archives=place.archives + 1)
    message, automatic = place.message, place.automatic
    # An mbox is a folder, not a message; the sender is the outermost message's, who sent the forwarded ones too.
    if kind not in (ContainerKind.BOX, ContainerKind.TNEF, ContainerKind.SEALED):
        own = facts_of_outlook(data) if kind is ContainerKind.OUTLOOK else facts_of_message(data)
        if message == NOBODY:
            message = own if own.is_letter else replace(own, message_id=_made_up_id(data))
            # Only the outermost: a report that somebody forwards is that person's letter.
            automatic = automatic_outlook(data) if kind is ContainerKind.OUTLOOK else automatic_of(split_message(data))
        else:
            message = replace(message, sent=_first_sent(own, message))
    return replace(place, messages=place.messages + 1, message=message, automatic=automatic)


def _made_up_id(data: bytes) -> str:
    """For a message that says nothing of itself: it is a letter all the same, the same whenever it is met."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _first_sent(inner: Message, outer: Message) -> datetime | None:
    """When what a forwarded message holds was sent: when the original was, as passing it on is no new word; a clock
    that ran ahead of who passed it on is not believed."""
    told = [sent for sent in (inner.sent, outer.sent) if sent is not None]
    return min(told, key=moment, default=None)


def _refusal(data: bytes, kind: ContainerKind, place: _Nesting, *, limits: Limits) -> tuple[str, ArrivalReason] | None:
    """Why a container is not opened, in words and for programs; None where it is."""
    if place.archives > limits.archives_deep and kind in ARCHIVES:
        return f"压缩包套了 {place.archives} 层，最里面的没有打开", ArrivalReason.UNOPENED
    if place.messages > limits.depth:
        return f"邮件套了 {place.messages} 层，最里面的没有打开", ArrivalReason.UNOPENED
    if kind not in ARCHIVES and len(data) > limits.message:
        return f"邮件 {mib(len(data))}，超过 {mib(limits.message)}，没有打开", ArrivalReason.TOO_LARGE
    return None
