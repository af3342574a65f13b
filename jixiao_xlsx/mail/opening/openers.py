"""What opens each kind of container."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from jixiao_xlsx.mail.boxes import open_box
from jixiao_xlsx.mail.inner import InnerFile
from jixiao_xlsx.mail.limits import ArrivalTally
from jixiao_xlsx.mail.messages import open_message
from jixiao_xlsx.mail.opening.sniff import ContainerKind, unpacked_by_itself
from jixiao_xlsx.mail.outlook import open_outlook
from jixiao_xlsx.mail.rars import open_rar
from jixiao_xlsx.mail.sealed import open_sealed
from jixiao_xlsx.mail.tars import open_compressed, open_tar
from jixiao_xlsx.mail.tnef import open_tnef
from jixiao_xlsx.mail.unpackers import open_seven_zip
from jixiao_xlsx.mail.zips import open_zip

Opener = Callable[[InnerFile, ArrivalTally], Iterator[InnerFile]]
"""Hands on what a container holds, and says in the tally what it does not. Raises OverLimit."""

ARCHIVES = frozenset(
    {
        ContainerKind.ZIP,
        ContainerKind.SEVEN_ZIP,
        ContainerKind.RAR,
        ContainerKind.TAR,
        ContainerKind.COMPRESSED,
        ContainerKind.PROGRAM,
    }
)
MESSAGES = frozenset({ContainerKind.MESSAGE, ContainerKind.OUTLOOK, ContainerKind.TNEF, ContainerKind.SEALED})


def _of_bytes(opener: Callable[[bytes, ArrivalTally], Iterator[InnerFile]]) -> Opener:
    return lambda container, tally: opener(container.data, tally)


def _open_program(data: bytes, tally: ArrivalTally) -> Iterator[InnerFile]:
    """The archive behind a program that unpacks itself."""
    inside = unpacked_by_itself(data)
    if inside.startswith(b"Rar!"):
        yield from open_rar(inside, tally)
    elif inside.startswith(b"7z"):
        yield from open_seven_zip(inside, tally)
    else:
        yield from open_zip(inside, tally)


OPENERS: Mapping[ContainerKind, Opener] = MappingProxyType(
    {
        ContainerKind.ZIP: _of_bytes(open_zip),
        ContainerKind.SEVEN_ZIP: _of_bytes(open_seven_zip),
        ContainerKind.RAR: _of_bytes(open_rar),
        ContainerKind.TAR: _of_bytes(open_tar),
        ContainerKind.COMPRESSED: lambda container, tally: open_compressed(container.data, tally, name=container.name),
        ContainerKind.PROGRAM: _of_bytes(_open_program),
        ContainerKind.MESSAGE: _of_bytes(open_message),
        ContainerKind.OUTLOOK: _of_bytes(open_outlook),
        ContainerKind.BOX: _of_bytes(open_box),
        ContainerKind.TNEF: _of_bytes(open_tnef),
        ContainerKind.SEALED: lambda container, tally: open_sealed(container.data, tally, name=container.name),
    }
)
