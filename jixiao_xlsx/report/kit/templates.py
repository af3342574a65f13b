"""The Jinja2 templates of `templates/`, for plain text and for pages; no foreign text is ever used as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from jixiao_xlsx.resources import templates_folder

if TYPE_CHECKING:
    from jinja2 import Environment, Template


@cache
def text_template(name: str) -> Template:
    """A template of plain text, compiled once, as a season prints thousands; nothing is escaped."""
    return text_environment().get_template(name)


def page_template(name: str) -> Template:
    """A template of an HTML page: every text in it is escaped unless it is marked as markup of ours."""
    return _environment(autoescape=True).get_template(name)


def text_environment(filters: Mapping[str, Callable[[str], str]] | None = None) -> Environment:
    """The environment of plain text, with filters of one's own."""
    environment = _environment(autoescape=False)
    environment.filters.update(filters or {})
    return environment


def _environment(*, autoescape: bool) -> Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates_folder()),
        autoescape=autoescape,  # noqa: S701 — plain text is no markup; pages ask for True
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # A name that nobody gave is an error, not an empty place in a letter.
        undefined=jinja2.StrictUndefined,
    )
