"""Passwords that agencies put on what they send: from the roster, and from a file that the office was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError, reason_of
from jixiao_xlsx.mail.headers import address_in
from jixiao_xlsx.model.season.delivery import Message
from jixiao_xlsx.model.season.roster import Roster
from jixiao_xlsx.sheet.raw.foreign.passwords import passwords_at_hand

# A line for each agency of a province is some thousand; what is larger is no list of passwords.
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Passwords:
    """The passwords at hand, never shown: those given for this run, and those of the roster by the agencies' addresses
    in small letters. One is tried on whatever asks for it, those of its sender first."""

    given: tuple[str, ...] = field(default=(), repr=False)
    by_address: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    others: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, roster: Roster, given: tuple[str, ...] = ()) -> Passwords:
        """Those of a roster and those given."""
        by_address: dict[str, tuple[str, ...]] = {}
        bearers = [agency for agency in roster.agencies if agency.password]
        for agency in bearers:
            if agency.email:
                address = agency.email.lower()
                by_address[address] = (*by_address.get(address, ()), agency.password)
        return cls(given, by_address, tuple(agency.password for agency in bearers))

    @property
    def everything(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.given, *self.others)))

    def for_message(self, message: Message) -> tuple[str, ...]:
        """All of them, those of the sender's agency first."""
        own = self.by_address.get(address_in(message.sender).lower(), ())
        return tuple(dict.fromkeys((*own, *self.everything)))


NO_PASSWORDS = Passwords()


def read_passwords(path: Path | None) -> tuple[str, ...]:
    """The passwords in a text file, one a line as it stands, in UTF-8, UTF-16 or GBK; none where no file is named.
    Raises JixiaoError where it cannot be read; what stands in it is never repeated."""
    if path is None:
        return ()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise JixiaoError(f"读不了密码文件 {path}：{reason_of(error)}", "请检查文件名和所在的文件夹") from error
    if len(data) > _LARGEST:
        raise JixiaoError(f"密码文件 {path} 太大（{len(data):,} 字节）", "一行写一个密码")
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            lines = data.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
        return tuple(dict.fromkeys(line for line in lines if line))
    raise JixiaoError(f"认不出密码文件 {path} 的文字编码", "请用记事本另存为 UTF-8，一行写一个密码")


@contextmanager
def trying_passwords(path: Path | None) -> Iterator[None]:
    """Files that are read within are tried with the passwords in a text file. Raises as `read_passwords` does."""
    with passwords_at_hand(read_passwords(path)):
        yield
