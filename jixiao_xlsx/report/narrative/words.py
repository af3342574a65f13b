"""The texts of the self-evaluation report from its templates: its sentences, and the whole as Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jixiao_xlsx.report.kit.templates import text_environment
from jixiao_xlsx.report.narrative.pieces import Narrative

if TYPE_CHECKING:
    import jinja2

_SENTENCES, _PAGE = "reports/dept_report_sentences.j2", "reports/dept_report.md.j2"
_MARKS = re.compile(r"([\\`*_\[\]<>|~&#$!])")
# A number with its sign stays as it is: "-5.2%" alone begins no list.
_LEADING = re.compile(r"^([+\-=:])(?![\d.,]+%?$)")
# CommonMark takes up to nine digits for the number of a list.
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
# GitHub's Markdown makes links of bare addresses too.
_ADDRESS = re.compile(r"(?i)(?<=http)(s?):|(?<=ftp):|(?<=www)\.|@")


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The report's sentences; pieces go into them as they are, and none is ever used as a template."""

    module: Any

    @classmethod
    def load(cls) -> ReportWords:
        return cls(_environment().get_template(_SENTENCES).module)

    def say(self, name: str, /, **pieces: object) -> str:
        """The sentence of this name with its pieces."""
        return str(getattr(self.module, name)(**pieces))


def narrative_markdown(narrative: Narrative) -> str:
    """The report as Markdown; every text in it is escaped, so that none can make a heading, a table or a link."""
    return _environment().get_template(_PAGE).render(report=narrative)


def escaped(text: str) -> str:
    """One line of plain text as Markdown that shows exactly that text."""
    marked = _MARKS.sub(r"\\\1", text)
    marked = _LEADING.sub(r"\\\1", marked)
    marked = _NUMBERED.sub(r"\1\\\2", marked)
    return _ADDRESS.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", marked)


def _environment() -> jinja2.Environment:
    """Markdown: every text goes through `escaped` in the template."""
    return text_environment({"md": escaped})
