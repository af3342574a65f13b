"""What agencies are called: a name without the codes and brackets around it, and who on a roster bears it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from jixiao_xlsx.model.kinds.characters import bare_words, folded
from jixiao_xlsx.model.season.roster import Roster

# 202-示例市民政局, 202示例市民政局, 示例市民政局_101: codes are digits and letters. 101中学 is a name with a number.
_CODE = r"[0-9A-Za-z]*[0-9][0-9A-Za-z]*"
_BETWEEN = r"[-_.,:、/|—–]"
_CODE_BEFORE = re.compile(rf"^{_CODE}(?:{_BETWEEN}+|(?=[\u4e00-\u9fff]{{1,8}}[省市县区州旗盟]))")
_CODE_BEHIND = re.compile(rf"(?:{_BETWEEN}+{_CODE}|[0-9]{{3,}})$")
_BRACKETS = re.compile(r"[\[(【〔][^\[\]()【】〔〕]*[\])】〕]")
# The agency's own budget, apart from that of those below it.
_OWN = re.compile(r"(?:本级|本部|总部|本?机关)+$")
_LABELLED = re.compile(r"^(?:主管部门|部门名称|单位名称|名称|代码|编码)[:]")


def plain_agency(text: str) -> str:
    """An agency's name for comparing: no look-alike signs, spaces, codes, brackets, 本级 or 机关 about it."""
    line = _LABELLED.sub("", folded(text))
    line = _CODE_BEHIND.sub("", _CODE_BEFORE.sub("", _BRACKETS.sub("", line) or line))
    words = bare_words(line)
    return _OWN.sub("", words) or words


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """One agency as far as its name and its place in the tree go: its code, its names now and before, and the code of
    the agency above."""

    code: str
    names: tuple[str, ...]
    parent: str = ""


@dataclass(frozen=True)  # without slots: cached_property keeps what it worked out in the instance
class AgencyNames:
    """The names on a roster, as plain data for whoever audits filings elsewhere; empty where there is no roster."""

    agencies: tuple[KnownAgency, ...] = ()

    @classmethod
    def of(cls, roster: Roster) -> AgencyNames:
        listed = roster.agencies
        return cls(tuple(KnownAgency(agency.code, (agency.name, *agency.former), agency.parent) for agency in listed))

    def called(self, text: str) -> tuple[KnownAgency, ...]:
        """Every agency that bears this name, now or before, or whose code it is."""
        return self._bearers.get(plain_agency(text)) or self._bearers.get(bare_words(text), ())

    def is_related(self, one_name: str, other_name: str) -> bool:
        """Whether two names are of one agency, or of two of which one stands above the other."""
        first, second = self.called(one_name), self.called(other_name)
        return any(
            mine.code in self._upward(theirs) or theirs.code in self._upward(mine)
            for mine in first
            for theirs in second
        )

    @cached_property
    def _bearers(self) -> Mapping[str, tuple[KnownAgency, ...]]:
        found: dict[str, list[KnownAgency]] = defaultdict(list)
        for agency in self.agencies:
            for name in dict.fromkeys(spelt for word in (*agency.names, agency.code) for spelt in _spellings(word)):
                found[name].append(agency)
        return {name: tuple(agencies) for name, agencies in found.items()}

    @cached_property
    def _by_code(self) -> Mapping[str, KnownAgency]:
        return {agency.code: agency for agency in self.agencies if agency.code}

    def _upward(self, agency: KnownAgency) -> frozenset[str]:
        """The codes of an agency and of all above it."""
        found: set[str] = set()
        step: KnownAgency | None = agency
        while step is not None and step.code not in found:
            found.add(step.code)
            step = self._by_code.get(step.parent)
        return frozenset(found)


NO_ROSTER = AgencyNames()
"""For whoever has no roster: nobody is known."""


def is_abbreviation(short: str, long: str) -> bool:
    """Whether a name holds the signs of another in their order: 市人社局 and 市人力资源和社会保障局."""
    rest = iter(long)
    return len(short) > 1 and all(sign in rest for sign in short)


def _spellings(word: str) -> Iterable[str]:
    return [spelt for spelt in (plain_agency(word), bare_words(word)) if spelt]
