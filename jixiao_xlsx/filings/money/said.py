"""Amounts of money as texts say them: each with its place, the words before it, and whether it is of something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao_xlsx.model.kinds.characters import half_width
from jixiao_xlsx.model.money import YUAN_IN

_AMOUNT = re.compile(r"(?<![\d.,])(\d[\d,]{0,15}(?:\.\d{1,6})?) ?(亿元|万元|千元|元|万(?=[,.、;，。；)）]|$))")
_CLAUSE = re.compile(r"[,，。；;、()（）\n]")
# Of one of many: what each gets or costs.
_RATE_BEFORE = re.compile(r"每|均|标准|单价|价格|/")
_RATE_AFTER = re.compile(r"/|每|(?:的|补助|补贴)?标准|一?(?:人|户|次|台|套|亩|件)")
# What is no part of a project's money: what it brings in or saves, limits and guesses, and other years' sums.
_OTHER_BEFORE = re.compile(
    r"产值|营收|收入|税|利润|销售|增收|资产|价值|GDP|带动|撬动|拉动|吸引|引进|招商|贷款|融资|捐|罚|追|挽回|损失|减免|上年|去年"
    r"|往年|前年|累计|以来|截至|最高|最低|不超过|不低于|不少于|不高于|超过|低于|高于|至少|约|近|节约|节省|结余|剩余|缺口|增加"
    r"|减少|提高|降低|下降|增长|达到|增至|升至|债|额度|限额|规模|合同|医疗费|交易|成交|涉案"
)
_OTHER_AFTER = re.compile(r"以上|以下|以内|左右|上下|多|余|提高|增加|到|至|—|-|~")
# Characters: what an amount is of stands in its own clause.
_NEAR = 30
_YEAR = re.compile(r"(20\d\d) ?年")


@dataclass(frozen=True, slots=True)
class SaidAmount:
    """One amount in a text: `before` are the words of its clause before it, `places` its decimals. One that `is_rate`
    is of one of many, one that `is_other` of something else than what is spent this year."""

    yuan: Decimal
    measure: str
    places: int
    start: int
    end: int
    before: str
    is_rate: bool
    is_other: bool

    @property
    def is_plain(self) -> bool:
        """Whether it may be the money that the form asks for, or a part of it."""
        return not (self.is_rate or self.is_other)

    @property
    def unit(self) -> Decimal:
        """One of the last decimal told, in 元."""
        return YUAN_IN[self.measure].scaleb(-self.places)


def amounts_said(text: str, *, year: int) -> tuple[SaidAmount, ...]:
    """The amounts of a text in its order; `text` as `half_width` has it."""
    return tuple(_said(text, match, year) for match in _AMOUNT.finditer(text))


def _said(text: str, match: re.Match[str], year: int) -> SaidAmount:
    number, measure = match[1].replace(",", ""), match[2]
    measure = "万元" if measure == "万" else measure  # 30万、20万: only at the end of a clause, as 30万人 is no money
    before = _CLAUSE.split(text[max(0, match.start() - _NEAR) : match.start()])[-1].strip()
    after = text[match.end() : match.end() + 3].strip()
    years = {int(said) for said in _YEAR.findall(text[max(0, match.start() - _NEAR) : match.start()])}
    return SaidAmount(
        yuan=Decimal(number) * YUAN_IN[measure],
        measure=measure,
        places=len(number.partition(".")[2]),
        start=match.start(),
        end=match.end(),
        before=before,
        is_rate=_RATE_BEFORE.search(before) is not None or _RATE_AFTER.match(after) is not None,
        is_other=bool(_OTHER_BEFORE.search(before) or _OTHER_AFTER.match(after) or years - {year}),
    )


def as_said(text: str) -> str:
    """A text as amounts are looked for in it: its signs half width, its paragraphs kept apart as sentences."""
    return half_width("。".join(line for line in text.splitlines() if line.strip()))
