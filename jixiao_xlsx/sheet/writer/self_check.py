"""The live formulas of 自检: verdict ✓ ✗ —, the figures of both sides, and whether the form may be sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from jixiao_xlsx.errors import WorkbookError
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.checks.checks import Assertion, Check, RequiredSlot
from jixiao_xlsx.model.checks.touched import asks_blank
from jixiao_xlsx.model.expr import ExpressionTooLong, evaluate, to_excel
from jixiao_xlsx.model.expr.fragments import MOST_ARGUMENTS
from jixiao_xlsx.model.expr.nodes import Node, bind, refs
from jixiao_xlsx.model.filings.figures import FilingValues
from jixiao_xlsx.model.keys import Key, KeyPattern, format_key
from jixiao_xlsx.sheet.addresses import Addresses, quoted_tab
from jixiao_xlsx.sheet.grid import Box, Computed, FormGrid, Grid, Live, LiveShow, Printed, Slot
from jixiao_xlsx.sheet.region import Region, Spot, joined
from jixiao_xlsx.sheet.self_check.computing import values_of
from jixiao_xlsx.sheet.self_check.listing import MORE, CellListing
from jixiao_xlsx.sheet.self_check.parts import listed_parts, part_spots, parts_of
from jixiao_xlsx.sheet.self_check.state import FAILS, HOLDS, SILENT, STATUS_MARK, sides

# Below Excel's 8192 characters, for what other programs add when they save it.
_LONGEST = 8000


@dataclass(frozen=True)
class LiveFormulas:
    """The formulas of one layout's 自检 sheet; `number` is that sheet's place among the layout's."""

    layout: FormGrid
    addresses: Addresses
    number: int

    @classmethod
    def of(cls, layout: FormGrid, addresses: Addresses) -> LiveFormulas | None:
        """The formulas of a layout that has a 自检 sheet; None where it has none."""
        number = next((number for number, grid in enumerate(layout.sheets) if grid.aside), None)
        return cls(layout, addresses, number) if number is not None else None

    @cached_property
    def _regions(self) -> Mapping[Key, tuple[int, Region]]:
        return {box.key: (n, box.region) for n, grid in enumerate(self.layout.sheets) for box in grid.boxes if box.key}

    @property
    def grid(self) -> Grid:
        return self.layout.sheets[self.number]

    def formula(self, box: Live) -> str:
        """`=…` for a live cell of the 自检 sheet; an empty text where the check has nothing to show there."""
        if box.show is LiveShow.STATUS:
            return "=" + self._status()
        check = self.layout.checks[box.check]
        if box.show is LiveShow.VERDICT:
            return "=" + self._verdict(check, box)
        return self._figure(check, box)

    def status_elsewhere(self) -> str:
        """The state of the whole filing, for the line above the form."""
        live = next(box for box in self.grid.boxes if isinstance(box, Live) and box.show is LiveShow.STATUS)
        tab = self.addresses.tabs[self.number].replace("'", "''")
        return f"='{tab}'!{cell_name(live.region.top, live.region.left)}"

    # ---- verdicts ---------------------------------------------------------------------------------------------

    def _verdict(self, check: Check, box: Live) -> str:
        """One truth shows itself; of several things, those that fail are counted in the cell to the left."""
        if len(check.truths) == 1:
            return self._decided(check.truths[0], (f'"{HOLDS}"', f'"{FAILS}"', f'"{SILENT}"'))
        # The count is a cell of its own: said twice, it would double the formula.
        count = cell_name(box.region.top, box.region.left - 1)
        return f'IF(N({count})>0,"{FAILS}",IF(ISNUMBER({count}),"{HOLDS}","{SILENT}"))'

    def parts(self, box: Live) -> tuple[tuple[Spot, str], ...]:
        """The hidden cells beside a line, each with the formula that counts a part of what the line counts."""
        if box.check < 0:
            return ()
        check = self.layout.checks[box.check]
        if not (spots := part_spots(self.grid, box, check)):
            return ()
        listing = CellListing.of(check, self.layout)
        formulas = [f"={self._count(part)}" for part in parts_of(check)]
        for part, spot in zip(listed_parts(check), spots, strict=False):
            formulas.append(f"={self._names(part, listing, spot)}")
        return tuple(zip(spots, formulas, strict=True))

    def _counted_apart(self, check: Check, box: Live) -> str:
        spots = part_spots(self.grid, box, check)[: len(parts_of(check))]
        if not spots:
            return ""
        counts = Region(*spots[0], *spots[-1])
        return f'IF(COUNT({counts})=0,"",SUM({counts}))'

    def _listed(self, check: Check, box: Live) -> str:
        """The names of the first cells that fail, gathered from the hidden cells beside the line."""
        # The spots belong to the cell of the count, two columns further to the right.
        count = replace(box, show=LiveShow.DIFFERENCE)
        spots = part_spots(self.grid, count, check)[len(parts_of(check)) :]
        if not spots:
            return ""
        text, room = "&".join(cell_name(*spot) for spot in spots), CellListing.of(check, self.layout).room
        return f'=TRIM(LEFT({text},{room}))&IF(LEN({text})>{room},"{MORE}","")'

    def _names(self, check: Check, listing: CellListing, count: Spot) -> str:
        """The names of a part's cells that fail, one behind the other; `count` is where the part is counted."""
        # A truth is a part by itself, and long: the count of it says whether it fails.
        terms = [f'IF(N({cell_name(*count)})>0,"{listing.padded(truth.at)}","")' for truth in check.truths]
        for blank in check.blanks:
            terms.append(f'IF({self._is_missing(blank)},"{listing.padded(blank.key)}","")')
        for key in check.numbers:
            cell = self._address(key)
            terms.append(f'IF(LEN(TRIM({cell}))>0,IF(ISNUMBER({cell}),"","{listing.padded(key)}"),"")')
        return "&".join(terms)

    def _figure(self, check: Check, box: Live) -> str:
        show = box.show
        if len(check.truths) != 1 and show is LiveShow.LEFT:
            return self._listed(check, box)
        if len(check.truths) != 1:
            return "=" + (self._counted_apart(check, box) or self._count(check)) if show is LiveShow.DIFFERENCE else ""
        truth = check.truths[0]
        both = sides(truth.node)
        if both is None:
            return ""
        left, right = (self._side(side, truth) for side in both)
        if show is LiveShow.LEFT:
            return f"={left}"
        if show is LiveShow.RIGHT:
            return f"={right}"
        # Beyond six decimals there is only the dust of binary fractions.
        verdict = cell_name(box.region.top, box.region.left + 1)
        return f'=IF({verdict}="{SILENT}","",IFERROR(ROUND(({left})-({right}),6),""))'

    def _side(self, node: Node, truth: Assertion) -> str:
        return to_excel(node, truth.owner, self._address, self._expand)

    def _count(self, check: Check) -> str:
        """How many of a check's things fail: truths that are false, required slots left blank, cells with no number; an
        empty text where there is nothing to check yet."""
        if check.truths:
            # Truths are counted one by one, and say for themselves whether there is anything to check.
            (truth,) = check.truths
            return self._decided(truth, ("0", "1", '""'))
        terms = list(self._blank_terms(check.blanks)) + list(self._number_terms(check.numbers))
        if check.anything:
            blocks = self._blocks(check.anything)
            # Well within 255 arguments; with the names of other sheets a hundred take two thousand characters.
            counts = (f"COUNTA({','.join(blocks[at : at + 100])})" for at in range(0, len(blocks), 100))
            return f"IF({'+'.join(counts)}=0,1,0)"
        begun = self._begun(check)
        return f'IF({begun}=0,"",{_summed(terms)})' if begun else _summed(terms)

    def _begun(self, check: Check) -> str:
        """How much is filled in of what a line waits for; empty where it waits for nothing."""
        if check.numbers:
            return "+".join(f"SUMPRODUCT(1*(LEN(TRIM({block}))>0))" for block in self._blocks(check.numbers))
        if not all(blank.others for blank in check.blanks):
            return ""
        others = dict.fromkeys(key for blank in check.blanks for key in blank.others)
        return f"COUNTA({','.join(self._blocks(others, first_row=True))})"

    def _blank_terms(self, blanks: Iterable[RequiredSlot]) -> Iterator[str]:
        alone = [blank.key for blank in blanks if not blank.others]
        for address in self._ranges(alone):
            yield f"SUMPRODUCT(1*(LEN(TRIM({address}))=0))"
        for blank in blanks:
            if blank.others:
                yield f"IF({self._is_missing(blank)},1,0)"

    def _is_missing(self, blank: RequiredSlot) -> str:
        empty = f"LEN(TRIM({self._address(blank.key)}))=0"
        if not blank.others:
            return empty
        return f"AND({empty},COUNTA({','.join(self._blocks(blank.others, first_row=True))})>0)"

    def _number_terms(self, keys: Iterable[Key]) -> Iterator[str]:
        for address in self._blocks(keys):
            yield f"SUMPRODUCT((LEN(TRIM({address}))>0)*(1-ISNUMBER({address})))"

    # ---- the whole --------------------------------------------------------------------------------------------

    def _status(self) -> str:
        """可以报送, or how much is still to be mended or explained."""
        verdicts = [box for box in self.grid.boxes if isinstance(box, Live) and box.show is LiveShow.VERDICT]
        if not verdicts:
            return f'"{STATUS_MARK}可以报送"'
        first, last = verdicts[0].region.top, verdicts[-1].region.top
        # The page's columns: 轻重, 结果, 出错说明.
        weight, result, said = (self._column(column, first, last) for column in (1, 6, 7))
        fails = f'({result}="{FAILS}")'
        mend = f'SUMPRODUCT({fails}*({weight}="{Severity.RETURN}"))'
        explain = f'SUMPRODUCT({fails}*({weight}="{Severity.EXPLAIN}")*(LEN(TRIM({said}))=0))'
        problems = f'"{STATUS_MARK}尚有 "&{mend}&" 处须改正、"&{explain}&" 处须改正或说明，见工作表“{self.grid.name}”"'
        return f'IF({mend}+{explain}=0,"{STATUS_MARK}可以报送",{problems})'

    def _column(self, column: int, first: int, last: int) -> str:
        left = self.grid.left + column
        return str(Region(first, left, last, left)) if last > first else cell_name(first, left)

    # ---- addresses --------------------------------------------------------------------------------------------

    def _decided(self, truth: Assertion, words: tuple[str, str, str]) -> str:
        """A word for a truth that holds, one for it where it fails, and one where nobody can tell."""
        told = to_excel(truth.node, truth.owner, self._address, self._expand, tolerance=truth.tolerance, words=words)
        asks, looked_at = asks_blank(truth.node), dict.fromkeys(self._looked_at(truth.node, truth.owner))
        # Where nothing is filled in, a plain comparison says so itself, unless the form printed some of its figures.
        if not asks and not any(self._is_printed(key) for key in looked_at):
            return told
        cells = self._blocks((key for key in looked_at if isinstance(self._boxes.get(key), Slot)), first_row=True)
        if not cells:
            return told
        missing = asks and evaluate(truth.node, truth.owner, self._empty) is False
        return f"IF(COUNTA({','.join(cells)})=0,{words[1] if missing else words[2]},{told})"

    @cached_property
    def _boxes(self) -> Mapping[Key, Box]:
        return {box.key: box for grid in self.layout.sheets for box in grid.boxes if box.key}

    @cached_property
    def _empty(self) -> FilingValues:
        return values_of(self.layout, {})

    def _is_printed(self, key: Key) -> bool:
        return isinstance(self._boxes.get(key), Printed)

    def _looked_at(self, node: Node, owner: Key) -> Iterator[Key]:
        """The cells behind an expression, through formulas to what these look at."""
        for ref in refs(node):
            for path in ref.paths:
                for key in self.addresses.keys(bind(path, owner)):
                    box = self._boxes.get(key)
                    yield key
                    if isinstance(box, Computed) and box.field.compute is not None:
                        yield from self._looked_at(box.field.compute.node, key)

    def _address(self, key: Key) -> str:
        cell = self.addresses.cell(key, sheet=self.number)
        if cell is None:
            raise WorkbookError(f"自检引用了版面上没有的格子：{format_key(key)}")
        return cell

    def _expand(self, pattern: KeyPattern, _owner: Key) -> list[str]:
        return list(self.addresses.ranges(self.addresses.keys(pattern), sheet=self.number))

    def _blocks(self, keys: Iterable[Key], *, first_row: bool = False) -> tuple[str, ...]:
        """The cells of many slots in few ranges; what is merged away inside a slot is blank and does no harm."""
        sheets: dict[int, list[Region]] = {}
        for key in keys:
            number, region = self._regions[key]
            flat = Region(region.top, region.left, region.top, region.right) if first_row else region
            sheets.setdefault(number, []).append(flat)
        return tuple(
            f"{quoted_tab(self.addresses.tabs[number])}!{block}"
            for number, regions in sorted(sheets.items())
            for block in joined(regions)
        )

    def _ranges(self, keys: Iterable[Key]) -> tuple[str, ...]:
        return self.addresses.ranges(keys, sheet=self.number)


def _summed(terms: list[str]) -> str:
    """The sum of many terms within Excel's limits of arguments; raises ExpressionTooLong beyond those of length."""
    groups = [terms[start : start + MOST_ARGUMENTS] for start in range(0, len(terms), MOST_ARGUMENTS)]
    formula = "+".join(f"SUM({','.join(group)})" for group in groups) or "0"
    if len(formula) > _LONGEST:
        raise ExpressionTooLong(f"自检的公式有 {len(formula)} 个字符，Excel 最多 8192 个")
    return formula
