"""The texts of letters, printed by templates in `templates/letters/`; foreign text is data, never a template."""

from __future__ import annotations

from jixiao_xlsx.report.kit.plain import encodable
from jixiao_xlsx.report.kit.templates import text_template


def letter_body(template: str, facts: dict[str, object]) -> str:
    """The text of `letters/<template>.txt.j2` with these facts."""
    return encodable(text_template(f"letters/{template}.txt.j2").render(facts))


def numbered(steps: list[str]) -> list[str]:
    """Steps with their numbers in front."""
    return [f"{number}. {step}" for number, step in enumerate(steps, 1)]
