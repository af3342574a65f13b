"""The audit finds the mistakes that the samples carry, each where it stands, and nothing in the same filing put right.

`python -m seeds.test_mistakes` (in tests/) writes docs/seeded-mistakes.md anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.findings.catalogue import CATALOGUE
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.season.demo.samples import play
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.spec.samples import Sample, SampleMistake, all_samples

PAGE = Path(__file__).resolve().parents[3] / "docs" / "seeded-mistakes.md"
SAMPLES = {sample.form: sample for sample in all_samples()}
each_form = pytest.mark.parametrize("form", sorted(SAMPLES))
HEAD = """# 样例里的错误，和发现它们的审核意见

六份样例（`specs/samples/`）留着公开申报表里真实出现过的错误；`jixiao demo` 把它们走一遍。
这一页由 `tests/whole_way/seeds/test_mistakes.py` 生成并核对：每个错误都有意见指到它那一格，改正之后一条意见也没有。

| 表 | 错在哪里 | 意见 |
|---|---|---|
"""


@cache
def findings(form: str, *, clean: bool = False) -> tuple[Finding, ...]:
    return play(SAMPLES[form], Reader.of(), clean=clean).filing.findings


def inside(key: Key, block: Key) -> bool:
    """Whether a key is a block's own or lies in it, part by part."""
    return key[: len(block)] == block


def stands_in(finding: Finding, places: Iterable[str]) -> bool:
    return bool(finding.where.key) and any(
        inside(parse_key(finding.where.key), parse_key(place)) for place in places
    )  # fmt: skip


def found(form: str, mistake: SampleMistake) -> list[Finding]:
    """The findings of the mistake's codes at its places."""
    return [finding for finding in findings(form) if finding.code in mistake.codes and stands_in(finding, mistake.at)]


def told_by_machine() -> Iterator[tuple[str, SampleMistake]]:
    for form, sample in SAMPLES.items():
        yield from ((form, mistake) for mistake in sample.mistakes if mistake.codes)


@pytest.mark.parametrize(("form", "mistake"), tuple(told_by_machine()), ids=lambda value: getattr(value, "what", value))
def test_each_mistake_is_found_where_it_stands(form: str, mistake: SampleMistake) -> None:
    codes = [one.code for one in found(form, mistake)]
    for code in set(mistake.codes):
        assert codes.count(code) >= mistake.codes.count(code)


@each_form
def test_nothing_is_found_that_is_no_mistake(form: str) -> None:
    explained = {id(one) for mistake in SAMPLES[form].mistakes for one in found(form, mistake)}
    assert [str(finding) for finding in findings(form) if id(finding) not in explained] == []


@each_form
def test_nothing_is_found_once_the_mistakes_are_put_right(form: str) -> None:
    assert [str(finding) for finding in findings(form, clean=True)] == []


def test_no_sample_is_left_without_a_mistake_to_find() -> None:
    assert all(sample.mistakes for sample in SAMPLES.values())


def page() -> str:
    return HEAD + "".join(f"{line}\n" for sample in SAMPLES.values() for line in _lines(sample))


def _lines(sample: Sample) -> Iterator[str]:
    for mistake in sample.mistakes:
        codes = "；".join(f"`{code}` {CATALOGUE[code].title}" for code in dict.fromkeys(mistake.codes))
        yield f"| {sample.form} | {mistake.what} | {codes or '机器看不出，由人判断'} |"


def test_the_page_is_as_the_samples_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
