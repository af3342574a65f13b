"""Letters that yielded no filing: which they are, and in words what came instead of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jixiao_xlsx.mail.headers import address_in
from jixiao_xlsx.model.season.delivery import ArrivalReason, Delivery, DeliveryRole, Message

# What a letter is called where several sorts of files came: the one that says most of what was meant to be sent.
_BY_WEIGHT = (
    ArrivalReason.TNEF,
    ArrivalReason.ENCIPHERED,
    ArrivalReason.LOCKED,
    ArrivalReason.TOO_LARGE,
    ArrivalReason.UNOPENED,
    ArrivalReason.CLOUD,
    ArrivalReason.APPLE,
    ArrivalReason.SCAN,
    ArrivalReason.PRINTED,
    ArrivalReason.DOCUMENT,
    ArrivalReason.PICTURE,
    ArrivalReason.OTHER,
    ArrivalReason.BARE,
)
# Three names tell which letter it was; the letter itself lists all.
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class FruitlessLetter:
    """来信: a letter in which nothing could be read: the message itself, what came in it, and why it is none;
    `told` is what is to be said of a file in it that could not be opened."""

    message: Delivery
    files: tuple[Delivery, ...]
    reason: ArrivalReason
    told: str = ""

    @property
    def why(self) -> str:
        """What came instead of a form, with the names of the files."""
        names = list(dict.fromkeys(delivery.name for delivery in self.files))
        listed = "、".join(names[:_MOST_NAMES]) + (f" 等 {len(names)} 个文件" if len(names) > _MOST_NAMES else "")
        if self.message.note and self.reason in {self.message.reason, ArrivalReason.BARE, ArrivalReason.CLOUD}:
            return self.message.note
        if self.told:
            return f"来信里没有填报件：{self.told}"
        return f"来信里没有填报件，只有{self.reason}" + (f"（{listed}）" if listed else "")


def fruitless_letters(
    deliveries: Iterable[Delivery], *, placed: Collection[str], told: Collection[tuple[str, str]]
) -> Iterator[FruitlessLetter]:
    """The letters that brought none of the `placed` files (by sha256), and nothing that is `told` by itself already
    (by sha256 and who wrote), in no order. Whoever sent one is waiting for an answer, also where another has sent the
    same bytes; what no person wrote is none."""
    for several in _by_letter(deliveries).values():
        message = _message_of(several)
        if message is None:
            continue
        inside = [delivery for delivery in several if delivery.sha256 != message.sha256]
        known = (delivery.sha256 in placed or (delivery.sha256, writer_of(delivery)) in told for delivery in inside)
        if any(known):
            continue
        leaves = [delivery for delivery in inside if delivery.role is not DeliveryRole.CONTAINER]
        files = tuple(sorted(leaves, key=lambda delivery: (delivery.name, delivery.sha256)))
        if files or any(delivery.note or delivery.reason for delivery in several):
            shut = (f"{held.name} {held.note}" for held in inside if held.note and held.reason.is_shut)
            yield FruitlessLetter(message, files, _reason(several), next(shut, ""))


def writer_of(delivery: Delivery) -> str:
    """The address that a delivery came from, empty where none is known."""
    return address_in(delivery.message.sender).lower()


def notices_of(deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """The messages that no person wrote, each once, by when they were sent."""
    found = {}
    for several in _by_letter(deliveries).values():
        notices = [delivery for delivery in several if delivery.role is DeliveryRole.NOTICE]
        if notices:
            first = min(notices, key=lambda delivery: (len(delivery.origin), delivery.name, delivery.sha256))
            found[first.sha256] = first
    return tuple(sorted(found.values(), key=lambda notice: (str(notice.message.sent), notice.name, notice.sha256)))


def _by_letter(deliveries: Iterable[Delivery]) -> Mapping[Message, Sequence[Delivery]]:
    """What came by mail, with everything that came in the same message; loose files came in none."""
    letters: dict[Message, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        if delivery.message.is_letter:
            letters[delivery.message].append(delivery)
    return letters


def _message_of(several: Sequence[Delivery]) -> Delivery | None:
    """The message itself: of all that holds others, what holds the rest. None where it is not there, or nobody wrote
    it."""
    if any(delivery.role is DeliveryRole.NOTICE for delivery in several):
        return None
    holding = [delivery for delivery in several if delivery.role is DeliveryRole.CONTAINER]
    # The chain of what lies in it begins with its own.
    return min(holding, key=lambda delivery: (len(delivery.origin), delivery.origin, delivery.sha256), default=None)


def _reason(several: Sequence[Delivery]) -> ArrivalReason:
    known = {delivery.reason for delivery in several}
    found = next((reason for reason in _BY_WEIGHT if reason in known), None)
    if found is not None and found is not ArrivalReason.BARE:
        return found
    # An older store did not keep the reasons, and not every file is of a known sort.
    has_files = any(delivery.role is not DeliveryRole.CONTAINER for delivery in several)
    return ArrivalReason.OTHER if has_files else ArrivalReason.BARE
