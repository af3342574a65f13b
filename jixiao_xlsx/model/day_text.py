"""A day as people write it, the same in blanks, findings, letters and reports."""

from __future__ import annotations

from datetime import date


def day_text(day: date) -> str:
    """`2026年3月15日`."""
    return f"{day.year}年{day.month}月{day.day}日"
