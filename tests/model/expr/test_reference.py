"""Every example of the reference page parses, and every mistake in it is refused with the words printed there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jixiao_xlsx.model.expr import ExpressionError, parse
from jixiao_xlsx.model.expr.functions import FUNCTIONS

PAGE = (Path(__file__).parents[3] / "docs" / "expressions.md").read_text(encoding="utf-8")
GOOD, BAD = PAGE.split("## 常见错处")
EXAMPLES = [line for block in re.findall(r"```\n(.*?)```", GOOD, re.DOTALL) for line in block.splitlines()]
TABLED = [code for row in re.findall(r"^\| (`.*?`) \|", GOOD, re.MULTILINE) for code in re.findall(r"`([^`]+)`", row)]
INLINE = [code for code in re.findall(r"`([^`\n]+)`", GOOD) if re.search(r"[a-z]\(| [-+*/<>=]+ ", code)]
MISTAKES = re.findall(r"^\| `(.*?)` \| (.*?) \|$", BAD, re.MULTILINE)


def test_the_page_has_examples() -> None:
    assert (len(EXAMPLES), len(MISTAKES)) == (13, 6)
    assert len(TABLED) > 30


@pytest.mark.parametrize("source", [*EXAMPLES, *TABLED, *INLINE])
def test_an_example_parses(source: str) -> None:
    node = parse(source)
    assert source[node.start : node.end]


@pytest.mark.parametrize(("source", "said"), MISTAKES)
def test_a_mistake_is_refused_in_the_words_of_the_page(source: str, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    assert f"{caught.value.wrong}；{caught.value.write}" == said


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_in_the_table(name: str) -> None:
    assert any(source.startswith(f"{name}(") for source in TABLED)
