"""Letters of the office's own that come back to its mailbox, as copies or in a folder of what was sent: no arrivals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from jixiao_xlsx.mail.headers import address_in
from jixiao_xlsx.mail.opening.pieces import Piece
from jixiao_xlsx.model.season.acts import Sent
from jixiao_xlsx.model.season.delivery import ArrivalReason, Message

# As the letters of a season begin; a reply and a forwarded one begin with something else.
_SUBJECT = re.compile(r"【(催报|退回|请重新报送)】|关于报送\d{4}年度预算绩效管理表格的通知")


@dataclass(frozen=True, slots=True)
class OwnLetters:
    """What tells the office's letters: the ids of those that were sent, and the address they leave from."""

    ids: frozenset[str] = frozenset()
    address: str = ""

    @classmethod
    def of(cls, sent: Iterable[Sent], address: str) -> OwnLetters:
        """Those of a store's log, and of the settings' address."""
        return cls(frozenset(letter.message_id for letter in sent if letter.message_id), address.lower())

    def has(self, message: Message) -> bool:
        """Whether a message is one of them. From the office's address alone it may be a colleague who passes on what a
        department handed in: the subject must be ours too."""
        if message.message_id and message.message_id in self.ids:
            return True
        is_from_us = bool(self.address) and address_in(message.sender).lower() == self.address
        return is_from_us and bool(_SUBJECT.match(message.subject))

    def marked(self, piece: Piece) -> Piece:
        """The piece, told to be ours where it came in one of them."""
        if not self.has(piece.message):
            return piece
        return replace(piece, note="", reason=ArrivalReason.OURS, automatic=True)


NO_LETTERS = OwnLetters()
