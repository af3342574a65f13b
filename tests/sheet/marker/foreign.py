"""A workbook as a department may have made it: own comments, x14 rules, pictures, charts, names."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from PIL import Image

THEIRS = "局里自己的批注：<待核> & 请看附件"


def picture() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    out.seek(0)
    return out


def rich() -> bytes:
    """Two sheets with own comments, x14 conditional formats and validations, a picture, names, rich text, a chart."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        first, second = book.add_worksheet("填报表"), book.add_worksheet("附 '表")
        first.write_row("A1", ["项目", "金额", "进度"])
        for row in range(1, 6):
            first.write_row(row, 0, [f"项目{row}", row * 10.5, row / 5])
        first.write_formula("B7", "=SUM(B2:B6)", None, 157.5)
        first.write_comment("B2", THEIRS, {"author": "经办人"})
        first.write_comment("C4", "另一条")
        first.conditional_format("C2:C6", {"type": "data_bar", "bar_solid": True, "data_bar_2010": True})
        first.data_validation("A2:A6", {"validate": "list", "source": "='附 ''表'!$A$1:$A$3"})
        first.insert_image("E2", "p.png", {"image_data": picture()})
        first.merge_range("A9:C10", "合并的说明", book.add_format({"bg_color": "#FFFF00", "align": "center"}))
        second.write_column("A1", ["甲", "乙", "丙"])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='填报表'!$B$2:$B$6"})
        second.insert_chart("C2", chart)
        book.define_name("金额区", "='填报表'!$B$2:$B$6")
        book.define_name("填报表!本表名", "='填报表'!$A$1")
    return out.getvalue()
