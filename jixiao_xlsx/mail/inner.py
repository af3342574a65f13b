"""What an opened container hands on: files as it holds them, before anybody looks whether they are containers too."""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao_xlsx.model.season.delivery import ArrivalReason


@dataclass(frozen=True, slots=True)
class InnerFile:
    """One file inside a container. `name` is for people, `place` is its step in the origin chain (a member's whole
    path, or the name), `is_message` where the container says that it is a mail message, `reason` why it
    can be no filing where the container knows."""

    name: str
    data: bytes = field(repr=False)
    place: str = ""
    note: str = ""
    is_message: bool = False
    reason: ArrivalReason = ArrivalReason.NONE
