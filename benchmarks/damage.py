"""The damage matrix done by LibreOffice, read by keys and labels and, beside it, by coordinates alone.

Run: python benchmarks/damage.py [--pairs 20]. Every damage of tests/whole_way/damage is done to every form and
saved in three formats; each cell of the table says how many of the values typed came back under their own key (right),
how many came back under another (wrong), and, for ours, how many damaged files brought a finding. The peer is what a
script with fixed addresses does: the cell where the blank had the slot, read through the same kind.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# The tests' own damages are measured; this script's folder would hide their package of the same name.
sys.path[0] = str(Path(__file__).resolve().parent.parent / "tests")

from clients.libreoffice import Office  # noqa: E402
from jixiao_xlsx.model.filings.filing import Value  # noqa: E402
from jixiao_xlsx.model.keys import Key  # noqa: E402
from jixiao_xlsx.model.kinds import kind_named  # noqa: E402
from jixiao_xlsx.sheet.raw.book import RawBook  # noqa: E402
from sheet.reader.samples import Sample, sample  # noqa: E402
from whole_way.damage import plans  # noqa: E402
from whole_way.damage.client import outcomes  # noqa: E402
from whole_way.damage.plans import FORMATS, FORMS, Plan  # noqa: E402


@dataclass
class Tally:
    """Sums over forms and places: values typed and still there, right and wrong by either reader."""

    files: int = 0
    named: int = 0
    there: int = 0
    right: int = 0
    wrong: int = 0
    naive_right: int = 0
    naive_wrong: int = 0


def by_coordinates(case: Sample, book: RawBook) -> Mapping[Key, Value | None]:
    """The first sheet's cells at the blank's own addresses."""
    cells = book.sheets[0].cells
    read: dict[Key, Value | None] = {}
    for slot in case.grid.slots():
        content = cells.get((slot.region.top, slot.region.left))
        if content is not None and content.raw.strip():
            read[slot.key] = kind_named(slot.field.kind).read(content, slot.field).value
    return read


def measure(office: Office, case: Sample, chosen: Sequence[Plan], folder: Path, tallies: Mapping[str, Tally]) -> None:
    gone = {key for plan in chosen for key in plan.gone}
    values = plans.values_after(case, chosen)
    for outcome in outcomes(office, case, chosen, folder):
        tally = tallies[outcome.suffix]
        naive = by_coordinates(case, outcome.book)
        tally.files += 1
        tally.named += bool(outcome.told)
        tally.there += len(values.keys() - gone)
        tally.right += outcome.verdict.right
        tally.wrong += len(outcome.verdict.wrong)
        tally.naive_right += sum(1 for key, value in naive.items() if values.get(key) == value)
        tally.naive_wrong += sum(1 for key, value in naive.items() if values.get(key) != value)


def row(name: str, tallies: Mapping[str, Tally]) -> str:
    ours = [f"{t.right}/{t.wrong}" for t in (tallies[suffix] for suffix in FORMATS)]
    naive = [f"{t.naive_right}/{t.naive_wrong}" for t in (tallies[suffix] for suffix in FORMATS)]
    files = sum(tally.files for tally in tallies.values())
    named = sum(tally.named for tally in tallies.values())
    there = tallies[FORMATS[0]].there
    return f"| {name} | {there} | {' | '.join(ours)} | {' | '.join(naive)} | {named}/{files} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=20, help="pairs of damages for each form")
    asked = parser.parse_args()
    print("| 损坏 | 仍在的值 | xlsx 对/错 | xls | ods | 按坐标 xlsx 对/错 | xls | ods | 有意见/文件 |")
    print("|---|---|---|---|---|---|---|---|---|")
    with Office() as office, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for damage in plans.NAMES:
            by_name: dict[str, dict[str, Tally]] = defaultdict(lambda: {suffix: Tally() for suffix in FORMATS})
            for form in FORMS:
                for plan in plans.plans(sample(form))[damage]:
                    measure(office, sample(form), [plan], folder, by_name[plan.name])
            for plan_name, tallies in by_name.items():
                print(row(plan_name, tallies), flush=True)
        tallies = {suffix: Tally() for suffix in FORMATS}
        for form in FORMS:
            for pair in plans.pairs(sample(form), asked.pairs):
                measure(office, sample(form), pair, folder, tallies)
        print(row(f"两处一起（每张表 {asked.pairs} 对）", tallies))


if __name__ == "__main__":
    main()
