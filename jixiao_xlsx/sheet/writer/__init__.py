"""Form grid → the bytes of a locked blank; xlsxwriter is imported when the first one is written."""

from jixiao_xlsx.sheet.writer.blank import CREATED, write_blank

__all__ = ["CREATED", "write_blank"]
