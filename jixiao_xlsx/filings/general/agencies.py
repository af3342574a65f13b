"""Rules over names: the filed agency is not the one the blank was issued to, another place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao_xlsx.filings.view.context import RuleContext
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.filings.filing import Record, Seal
from jixiao_xlsx.model.season.agency_names import is_abbreviation, plain_agency

# 甲市民政局: a place, two to eight characters of what it is for (民政, 住房和城乡建设), the kind of office.
_AGENCY = re.compile(
    r"(?P<place>.*[省市县区州旗盟])(?P<matter>.{2,8}?)(?:管理)?(?:局|厅|委员会|委|办公室|中心|总队|支队|大队)(?:（.*）|\(.*\))?"
)
# Who has no other agency of the same place above.
_BUREAU = re.compile(r"(?P<place>.*[省市县区州旗盟])(?P<matter>.{2,10}?)(?:局|厅|委员会|委)")
# Before 市, 县, 区 these make no name: 全市, 各县, 本区, 城区, 社区.
_OF_ALL = ("全", "我", "本", "各", "该", "省", "城", "两", "外", "跨", "社", "辖", "地")
_DRAFTS = "拟订|拟定|制定|制订|起草|编制|组织实施|负责|推进|推动|促进|加强|承担"
# Heads of cells that ask who stands above, which the filer may well not be.
_ABOVE = re.compile(r"主管|上级|归口")


def other_agency(context: RuleContext) -> Iterator[Finding]:
    """G09: the prefilled agency's name came back as another one than the seal's, and as none above or below it."""
    seal = context.filing.seal
    if seal is None or not seal.agency_name:
        return
    for record in context.filing.records:
        field = context.field_of(record.key)
        if field is None or field.prefill != "agency.name" or not isinstance(record.value, str):
            continue
        if _is_another(context, record, record.value, seal):
            yield context.at("G09", record.key, found=record.value, expected=seal.agency_name)


def _is_another(context: RuleContext, record: Record, typed: str, seal: Seal) -> bool:
    """Whether a name is plainly another agency's: who is unsure, says nothing."""
    mine, theirs = plain_agency(seal.agency_name), plain_agency(typed)
    if mine == theirs or typed.strip() == seal.agency_code:
        return False
    names = context.agencies
    sealed = seal.agency_code if names.called(seal.agency_code) else seal.agency_name
    if names.called(sealed) and names.called(typed):
        return not names.is_related(sealed, typed)
    # 民政局低保中心 is a part of 民政局, 市人社局 the short name of 市人力资源和社会保障局.
    if mine in theirs or is_abbreviation(theirs, mine) or is_abbreviation(mine, theirs):
        return False
    if not _ABOVE.search(record.label.rpartition("·")[2]):
        return True
    # A school's 主管部门 is a bureau; a bureau's is no other bureau of its place.
    own, other = _BUREAU.fullmatch(mine), _BUREAU.fullmatch(theirs)
    return own is not None and other is not None and own["place"] == other["place"]


def other_places(context: RuleContext) -> Iterator[Finding]:
    """G10: the agency's own work, drafted for another place: 拟订乙市民政事业发展规划 in a form of 甲市民政局."""
    seal = context.filing.seal
    own = _AGENCY.fullmatch(seal.agency_name) if seal is not None else None
    if seal is None or own is None:
        return
    matter = re.escape(own["matter"])
    # Only "verb, place, own matter": names of other places in other sentences are usual. Not before 局, 厅, 部: those
    # are other agencies, above or beside.
    pattern = re.compile(rf"(?:{_DRAFTS})(?P<place>[\u4e00-\u9fff]{{1,4}}[市县区州旗盟]){matter}(?!局|厅|部|系统)")
    # The office's own name holds the place above: 甲省 in a form of 甲省乙市.
    known = own["place"] + seal.office
    for record, text in context.texts:
        for match in pattern.finditer(text):
            place = match["place"]
            if place not in known and not place.startswith(_OF_ALL):
                yield context.at("G10", record.key, found=place + own["matter"], expected=seal.agency_name)
                break
