"""Fills every open slot of a layout with a value that stands nowhere else, so that any misreading shows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from jixiao_xlsx.model.filings.filing import Value
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.keys import Key
from jixiao_xlsx.sheet.grid import FormGrid


def distinct_values(layout: FormGrid) -> dict[Key, Value]:
    slots = [slot for _, slot in layout.slots() if not slot.field.locked]
    return {slot.key: _value(slot.field, number) for number, slot in enumerate(slots, 1)}


def _value(field: Field, number: int) -> Value:
    match field.kind:
        case "number" if field.most == 1:
            return Decimal(100 + number) / 10000
        case "amount" | "number":
            return Decimal(number) + Decimal("1000.25")
        case "integer":
            return Decimal(3000 + number)
        case "points":
            return Decimal(number % 90 + 1) / 10 if field.most is not None and field.most < 50 else Decimal(number) / 10
        case "percent":
            return Decimal(100 + number) / 10000
        case "date":
            return date(2026, 1, 1) + timedelta(days=number)
        case "choice" | "flag":
            return field.choices[number % len(field.choices)]
        case "year":
            return Decimal(2000 + number % 90)
        case "phone":
            return f"0771-{5000000 + number}"
        case "target":
            return f"≥{number + 100}件"
        case _:
            text = f"内容第{number}号"
            return text if field.most is None or len(text) <= field.most else str(number)
