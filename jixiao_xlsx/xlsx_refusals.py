"""What xlsxwriter will not write, as our own error: it warns or raises, and would otherwise drop the cell."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from jixiao_xlsx.errors import WorkbookError


@contextmanager
def refusals() -> Iterator[None]:
    """Turns what xlsxwriter warns about or raises while the block runs into a WorkbookError."""
    from xlsxwriter.exceptions import XlsxWriterException

    with warnings.catch_warnings():
        # Too long titles, messages and lists are warnings to xlsxwriter, which then drops the validation in silence.
        warnings.filterwarnings("error", module="xlsxwriter")
        try:
            yield
        except (Warning, XlsxWriterException) as refusal:
            raise WorkbookError(f"Excel 不接受要写的内容：{refusal}") from refusal
