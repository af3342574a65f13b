"""What a careful department types: plausible values that keep every rule of the three forms."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.season.demo.playing.opened import OpenedBlank
from jixiao_xlsx.season.demo.playing.words import DUTIES, GOALS, REPORT, DepartmentWords, work_of

Answers = dict[Key, Value]
TARGETS, REVIEW, REPORTS = "liuzhou_dept_target", "national_project_review", "lushan_dept_report"
ALIASES = {"S0": TARGETS, "P1": REVIEW, "S4": REPORTS}
_CENT = Decimal("0.01")  # amounts and scores have two decimals


def answers_of(blank: OpenedBlank, seed: int) -> Answers:
    """Every value that the department types into its blank; the same seed gives the same values.

    Raises JixiaoError for a form that the players do not know.
    """
    play = _PLAYERS.get(blank.seal.form)
    if play is None:
        raise JixiaoError(f"演示里的单位不会填‘{blank.layout.title}’", f"演示只填这几张表：{'、'.join(ALIASES)}")
    slots = blank.slots
    typed = {parse_key(key): value for key, value in play(blank, _draw(blank, seed))}
    return {key: value for key, value in typed.items() if key in slots and not slots[key].field.locked}


def _draw(blank: OpenedBlank, seed: int) -> random.Random:
    seal = blank.seal
    name = f"{seed}|{seal.form}|{seal.year}|{seal.agency_code}|{seal.agency_name}|{seal.subject_code}"
    return random.Random(name)  # noqa: S311 — plays a part, keeps no secret


Typed = Iterator[tuple[str, Value]]


# ---- S0 部门整体绩效申报表, in 元 --------------------------------------------------------------------------------


def _targets(blank: OpenedBlank, draw: random.Random) -> Typed:
    work = work_of(blank.seal.agency_code)
    # 元: departments of a city have 3 to 90 million.
    yield "funds.general.amount", _cents(draw, 3_000_000, 90_000_000)
    # Two departments in five have other funds.
    if draw.random() < 0.4:
        yield "funds.other.amount", _cents(draw, 200_000, 3_000_000)
    # The form shows five duties; each has its goal.
    count = draw.randint(3, 5)
    matters = draw.sample(work.matters, count)
    for number, (matter, duty, goal) in enumerate(zip(matters, DUTIES, GOALS, strict=False), 1):
        yield f"duties[{number}].text", duty.format(matter=matter)
        yield f"goals[{number}].text", goal.format(matter=matter, served=work.served)
    yield from _target_rows(work, draw)


def _target_rows(work: DepartmentWords, draw: random.Random) -> Typed:
    for number, (name, measure, low, high) in enumerate(draw.sample(work.counts, draw.randint(3, 4)), 1):
        figure = _rounded(draw.randint(low, high))
        yield from _row(
            "output.quantity", number, name, draw.choice((f"≥{figure}{measure}", f"不少于{figure}{measure}"))
        )
    for number, name in enumerate(draw.sample(work.rates, draw.randint(2, 3)), 1):
        yield from _row("output.quality", number, name, draw.choice(("≥95%", "≥98%", "＝100%", "不低于90%")))
    yield from _row("output.timeliness", 1, "各项工作完成时间", draw.choice(("12月底前", "11月30日前", "12月31日前")))
    yield from _row("output.cost", 1, "部门预算控制率", "≤100%")
    for number, name in enumerate(draw.sample(work.social, draw.randint(1, 2)), 1):
        yield from _row("benefit.social", number, name, draw.choice(("有效提升", "明显改善", "长期/优")))
    yield from _row("benefit.sustainability", 1, work.lasting[0], draw.choice(("长期有效", "持续完善")))
    satisfied = draw.choice((88, 90, 92, 95))
    yield from _row("satisfaction.beneficiaries", 1, f"{work.served}满意度", f"≥{satisfied}%")


def _row(block: str, number: int, name: str, target: str) -> Typed:
    yield f"indicators.{block}[{number}].name", name
    yield f"indicators.{block}[{number}].target", target


# ---- P1 项目支出绩效自评表, in 万元 ------------------------------------------------------------------------------


def _review(blank: OpenedBlank, draw: random.Random) -> Typed:
    work = work_of(blank.seal.agency_code)
    subject = blank.seal.subject_name or "本项目"
    yield "head.implementer", blank.seal.agency_name
    yield from _funds(draw)
    matter = draw.choice(work.matters)
    yield "goal.expected", f"通过实施{subject}，推进{matter}，按期完成年度任务，让{work.served}得到实惠。"
    yield "goal.achieved", f"{subject}按计划实施并通过验收，{matter}的年度任务已经完成，{work.served}反映良好。"
    yield from _review_rows(work, draw)


def _funds(draw: random.Random) -> Typed:
    # 万元: projects of half a million to five million 元.
    rows = [("fiscal", _cents(draw, 60, 480)), ("carried", _cents(draw, 5, 40) if draw.random() < 0.5 else Decimal(0))]
    for name, initial in (*rows, ("other", Decimal(0))):
        # Nine tenths of the budget and more are spent.
        share = Decimal(draw.randint(900, 1000)) / 1000
        yield f"funds.{name}.initial", initial
        yield f"funds.{name}.budgeted", initial
        yield f"funds.{name}.executed", (initial * share).quantize(_CENT)


def _review_rows(work: DepartmentWords, draw: random.Random) -> Typed:
    """Nine indicators whose points and the ten of the execution rate make a hundred."""
    counts, rates = draw.sample(work.counts, 2), draw.sample(work.rates, 2)
    for number, (name, measure, low, high) in enumerate(counts, 1):
        planned = _rounded(draw.randint(low, high))
        short = number == 1 and draw.random() < 0.4
        # The first indicator falls short in two of five, so that some points are lost and explained.
        done = planned * draw.randint(82, 97) // 100 if short else planned + planned * draw.randint(0, 9) // 100
        # With the ten of the execution rate: 15 + 10 + 10 + 5 + 10 + 10 + 10 + 10 + 10 + 10 make a hundred.
        points = 15 if number == 1 else 10
        yield from _scored("output.quantity", number, name, (f"≥{planned}{measure}", f"{done}{measure}"), points,
                           share=Decimal(min(done, planned)) / planned)  # fmt: skip
    for number, name in enumerate(rates, 1):
        planned = draw.choice((90, 95, 98))
        yield from _scored("output.quality", number, name, (f"≥{planned}%", f"{draw.randint(planned, 100)}%"),
                           10 if number == 1 else 5)  # fmt: skip
    day = draw.randint(1, 28)
    yield from _scored("output.timeliness", 1, "项目完成时间", ("11月底前", f"11月{day}日"), 10)
    cost = draw.randint(20, 90) * 10
    yield from _scored("output.cost", 1, "单位成本", (f"≤{cost}元", f"{cost - draw.randint(0, 40) / 10:g}元"), 10)
    yield from _scored("benefit.social", 1, work.social[0], ("有效提升", "已达到预期目标"), 10)
    yield from _scored("benefit.sustainability", 1, work.lasting[0], ("建立健全", "已建立"), 10)
    satisfied = draw.choice((85, 90, 92))
    done = draw.randint(satisfied, 99)
    yield from _scored("satisfaction.beneficiaries", 1, f"{work.served}满意度", (f"≥{satisfied}%", f"{done}%"), 10)


def _scored(
    block: str, number: int, name: str, said: tuple[str, str], points: int, *, share: Decimal = Decimal(1)
) -> Typed:
    """One indicator: planned and done, its points, and the share of them that it earns."""
    key = f"indicators.{block}[{number}]"
    score = (share * points).quantize(_CENT, ROUND_HALF_UP)
    yield f"{key}.name", name
    yield f"{key}.target", said[0]
    yield f"{key}.actual", said[1]
    yield f"{key}.points", Decimal(points)
    yield f"{key}.score", score.normalize() if score % 1 else Decimal(int(score))
    if share < 1:
        yield f"{key}.deviation", "部分任务因前期准备时间较长而推迟，已列入下年度计划，提前做好采购和组织工作。"


# ---- S4 关键数据和文字材料, in 万元 ------------------------------------------------------------------------------


def _report(blank: OpenedBlank, draw: random.Random) -> Typed:
    work = work_of(blank.seal.agency_code)
    # The reports of a year are written in March of the next.
    yield "head.date", date(blank.seal.year + 1, 3, 2) + timedelta(days=draw.randint(0, 14))
    # Institutions of a city, from a small office to a school.
    yield "head.staff", Decimal(draw.randint(14, 160))
    yield "head.retired", Decimal(draw.randint(3, 90))
    basic, project = _cents(draw, 240, 2600), _cents(draw, 300, 5200)
    yield "budget.basic.y0", basic
    yield "budget.project.y0", project
    # Within an eighth more or less than this year's.
    yield "budget.total.y_1", ((basic + project) * draw.randint(88, 112) / 100).quantize(_CENT)
    yield "outlay.basic.amount", (basic * draw.randint(94, 103) / 100).quantize(_CENT)
    yield "outlay.project.amount", (project * draw.randint(86, 125) / 100).quantize(_CENT)
    yield "outlay.upper_grant.amount", _cents(draw, 10, 400)
    yield from _results(blank.seal.agency_code, draw)
    first, second = draw.sample(work.matters, 2)
    for key, text in REPORT.items():
        yield f"texts.{key}.text", text.format(first=first, second=second, served=work.served)


def _results(agency: str, draw: random.Random) -> Typed:
    yield "results.party.single.value", Decimal(draw.randint(1, 30))
    yield "results.party.joint.value", Decimal(draw.randint(0, 25))
    # Only the department of civil affairs has these results.
    if not agency.startswith("202"):
        return
    yield "results.organizations.associations.value", Decimal(draw.randint(40, 120))
    yield "results.organizations.services.value", Decimal(draw.randint(30, 110))
    yield "results.lottery.computer.value", _cents(draw, 300, 900)
    yield "results.lottery.instant.value", _cents(draw, 300, 900)
    yield "results.donations.online.value", _cents(draw, 500_000, 990_000)
    yield "results.donations.matched.value", _cents(draw, 120_000, 400_000)
    built = draw.randint(20, 80)
    yield "results.care_homes.built.value", Decimal(built)
    yield "results.care_homes.communities.value", Decimal(built + draw.randint(2, 30))


# Bounds in whole units, drawn in hundredths.
def _cents(draw: random.Random, low: int, high: int) -> Decimal:
    """An amount between two bounds that ends in odd cents, as real ones do."""
    return Decimal(draw.randint(low * 100, high * 100)) / 100


def _rounded(planned: int) -> int:
    """A figure as people plan it: no more than two digits that say anything."""
    # 4,713 is planned as 4,700.
    digits = max(len(str(planned)) - 2, 0)
    return int(f"{str(planned)[:-digits]}{'0' * digits}") if digits else planned


_PLAYERS: dict[str, Callable[[OpenedBlank, random.Random], Typed]] = {
    TARGETS: _targets,
    REVIEW: _review,
    REPORTS: _report,
}
