"""How much of one arrival is taken apart: limits on what is foreign, and the count of what has been read so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao_xlsx.model.season.delivery import ArrivalReason

# Bytes of the unit that people read as MB.
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes; counts are for one arrival (one file or one message with everything inside it)."""

    # A file in a folder may be an mbox or an archive of a whole season; read into memory at once.
    file: int = 256 * MIB
    # Beyond this the mail providers here make a cloud link of an attachment, which never arrives.
    attachment: int = 50 * MIB
    message: int = 50 * MIB
    # Those of a workbook's own zip: they passed 2,737 of 2,774 real .xlsx; most of the others were broken.
    entries: int = 2000
    inflated: int = 256 * MIB
    entry: int = 128 * MIB  # no single file may take more than half of the whole
    ratio: int = 200  # real workbooks stayed below; deflate reaches 1,000:1 on blanks
    ratio_from: int = MIB  # small files of XML compress better than that and hurt nobody
    archives_deep: int = 2  # a zip inside a forwarded zip; more is never done by hand
    parts: int = 2000  # 100,000 parts take the standard parser 19 seconds
    depth: int = 20  # a message forwarded twenty times; the standard parser dies at about 1,000
    seconds: float = 60  # for another program to unpack 256 MB on a slow disk


DEFAULT = Limits()


class OverLimit(Exception):
    """A container holds more than we open; the text is Chinese and goes into its note."""


def mib(size: int) -> str:
    """A size for people: 3.5 MB."""
    return f"{size / MIB:.1f} MB"


@dataclass(slots=True)
class ArrivalCounts:
    """What one arrival has cost so far, over all the containers in it."""

    entries: int = 0
    inflated: int = 0
    parts: int = 0


@dataclass(slots=True)
class ArrivalTally:
    """The counts of an arrival, and of one container the remarks, the reasons behind them and the passwords it may be
    opened with; raises OverLimit as soon as a count is passed."""

    limits: Limits = DEFAULT
    counts: ArrivalCounts = field(default_factory=ArrivalCounts)
    remarks: list[str] = field(default_factory=list)
    reasons: list[ArrivalReason] = field(default_factory=list)
    passwords: tuple[str, ...] = field(default=(), repr=False)

    def for_container(self) -> ArrivalTally:
        """The same counts, and no remarks yet."""
        return ArrivalTally(self.limits, self.counts)

    def remark(self, text: str, reason: ArrivalReason) -> None:
        """What to say of the container, to people and to programs."""
        self.remarks.append(text)
        self.reasons.append(reason)

    def entry(self) -> None:
        self.counts.entries += 1
        if self.counts.entries > self.limits.entries:
            raise OverLimit(f"压缩包里的文件超过 {self.limits.entries} 个，后面的没有打开")

    def inflate(self, size: int) -> None:
        self.counts.inflated += size
        if self.counts.inflated > self.limits.inflated:
            raise OverLimit(f"压缩包解开后超过 {mib(self.limits.inflated)}，后面的没有打开")

    def part(self) -> None:
        self.counts.parts += 1
        if self.counts.parts > self.limits.parts:
            raise OverLimit(f"邮件的部分超过 {self.limits.parts} 个，后面的没有打开")
