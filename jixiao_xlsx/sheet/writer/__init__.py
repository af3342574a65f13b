"""Form grid → the bytes of a locked blank; xlsxwriter is imported when the first one is written."""

from jixiao_xlsx.sheet.writer.blank import CREATED, seal_for, write_blank

__all__ = ["CREATED", "seal_for", "write_blank"]
