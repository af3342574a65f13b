"""A worksheet that takes each formula as it is spoken; imported with xlsxwriter, when the first book is written."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """Writes formulas unchanged: ours call no function younger than Excel 2007."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """The formula without its `=`."""
        # xlsxwriter looks for thirty younger functions, one regular expression each, a seventh of the time a blank
        # takes; and it would rename what only looks like one, in the name of a sheet or in a text: `'MAP(1)'!A1`.
        return formula.removeprefix("=")
