"""Form grid → the bytes of a locked blank; xlsxwriter is imported when the first one is written."""

from jixiao_xlsx.sheet.writer.blank import CREATED, BlankContents, write_blank
from jixiao_xlsx.sheet.writer.stamp import Stamp

__all__ = ["CREATED", "BlankContents", "Stamp", "write_blank"]
