"""The texts of letters, printed by templates in `templates/letters/`; foreign text is data, never a template."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from jixiao_xlsx.report.plain import encodable
from jixiao_xlsx.resources import templates_folder

if TYPE_CHECKING:
    from jinja2 import Template


def letter_body(template: str, facts: dict[str, object]) -> str:
    """The text of `letters/<template>.txt.j2` with these facts."""
    return encodable(_template(template).render(facts))


@cache
def _template(name: str) -> Template:
    """The template, compiled once: a season writes thousands of letters."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates_folder()),
        autoescape=False,  # noqa: S701 — plain text, not markup
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template(f"letters/{name}.txt.j2")


def day_text(day: date) -> str:
    """`2026年3月15日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def numbered(steps: list[str]) -> list[str]:
    """Steps with their numbers in front."""
    return [f"{number}. {step}" for number, step in enumerate(steps, 1)]
