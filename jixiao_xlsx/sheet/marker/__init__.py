"""The marker: a returned workbook with every finding tinted and commented at its cell, all else as it came."""

from jixiao_xlsx.sheet.marker.mark import Mark, mark_workbook
from jixiao_xlsx.sheet.marker.outline import Unmarkable

__all__ = ["Mark", "Unmarkable", "mark_workbook"]
