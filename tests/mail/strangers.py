"""A letter with the kind of names that break other people's mail programs."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from jixiao_xlsx.mail.letters import Attachment, Letter

BEIJING = timezone(timedelta(hours=8))
WHEN = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)
LONG = "2026年度部门整体绩效申报表_101_示例市民政局（含所属事业单位）_" + "很长的项目名称" * 8 + ".xlsx"


def letter(**changes: object) -> Letter:
    """A letter with two attachments; `changes` replace parts of it."""
    parts: dict[str, object] = {
        "kind": "下发",
        "agency": "101",
        "to": ("minzheng@example.gov.cn",),
        "subject": "关于报送2026年度部门预算绩效表格的通知",
        "body": "示例市民政局：\n\n    请于3月31日前报送。\n.\n结尾一行\n",
        "attachments": (Attachment(LONG, b"PK\x03\x04" + bytes(range(256)) * 40), Attachment("a.zip", b"\r\n.\r\n")),
        "sender": "jixiao@example.gov.cn",
        "office": "示例市财政局",
    }
    return Letter(**{**parts, **changes})  # type: ignore[arg-type]
