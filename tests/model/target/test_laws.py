"""Laws that hold for any text: nothing raises, nothing is lost, the short way reads as the long way does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cpu
from jixiao_xlsx.model.target import Target, parse_target
from jixiao_xlsx.model.target import parse as parse_module
from jixiao_xlsx.model.target.normalise import normalise
from jixiao_xlsx.model.target.reading import reading_lines
from jixiao_xlsx.model.target.tokens import tokens_of
from model.target.heldout import misses, named_misses, named_rows, rows

HERE = Path(__file__).parent
TABLES = ("heldout_first.tsv", "heldout_second.tsv", "published.tsv")
SAMPLES = [text for table in TABLES for text, _, _ in rows(HERE / table)]
SAMPLES += [row["raw"] for table in ("targets_dev.tsv", "targets_heldout.tsv") for row in named_rows(HERE / table)]
_PIECES = [
    *"≥≤=<>≈±％%()（）、，；。/·~-—:一二两三十百千万亿元个次人年月日前后每第零半约达超",
    *[
        "不低于",
        "不超过",
        "以上",
        "以内",
        "左右",
        "全覆盖",
        "12",
        "3.5",
        "1,000",
        "2023",
        "底前",
        "季度",
        "XX",
        "标准",
        "投诉率",
    ],
    *["万元", "人次", "工作日", "(含)", "较上年", "同比", "\n", " ", "百分之", "分之", "A级", "PM2.5", "《", "》", "★"],
]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(_PIECES), max_size=14).map("".join),
    st.sampled_from(SAMPLES),
)


@given(text=TEXTS, name=st.sampled_from(["", "投诉率", "群众满意度"]), year=st.sampled_from([None, 2023, 2024]))
def test_any_text_is_read_without_raising_and_kept(text: str, name: str, year: int | None) -> None:
    target = parse_target(text, name=name, year=year)
    assert target.raw == text
    assert json.loads(json.dumps(target.as_dict(), ensure_ascii=False))["raw"] == text
    assert reading_lines(target)
    for part in target.parts:
        assert part.low is None or (part.high is not None and part.low <= part.high and part.value is None)
        assert not (part.implied and part.operator)


@given(TEXTS)
def test_reading_the_normalised_text_gives_the_same(text: str) -> None:
    clean, mended = normalise(text)
    if mended is None and clean:
        assert _meaning(parse_target(clean)) == _meaning(parse_target(text))


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    clean, _ = normalise(text)
    assert normalise(clean)[0] == clean


@given(TEXTS)
def test_the_tokens_hold_every_character(text: str) -> None:
    clean, _ = normalise(text)
    assert "".join(token.text for token in tokens_of(clean)) == clean


def _long_way(text: str) -> Target:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parse_module, "_lone_quantity", lambda clean: None)
        return parse_target(text, year=2023)


@given(TEXTS)
def test_the_short_way_reads_as_the_long_way(text: str) -> None:
    assert parse_target(text, year=2023) == _long_way(text)


@pytest.mark.parametrize("text", SAMPLES)
def test_the_short_way_reads_every_sample_as_the_long_way(text: str) -> None:
    assert parse_target(text, year=2023) == _long_way(text)


@pytest.mark.parametrize(
    ("table", "least"), [("heldout_first.tsv", 182), ("heldout_second.tsv", 80), ("published.tsv", 45)]
)
def test_the_published_accuracy_holds(table: str, least: int) -> None:
    assert len(rows(HERE / table)) - len(misses(HERE / table)) >= least


@pytest.mark.parametrize(("table", "least"), [("targets_dev.tsv", 199), ("targets_heldout.tsv", 200)])
def test_the_published_accuracy_with_names_holds(table: str, least: int) -> None:
    assert len(named_rows(HERE / table)) - len(named_misses(HERE / table)) >= least


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "一",
        "(",
        ")",
        "≥",
        "每",
        "、",
        "1、",
        "不低于",
        "人",
        " ",
        "1-",
        "2023年",
        "零",
        "万",
        "1.",
        "A",
        "较",
        "，",
        "应",
        "95%以上",
        "(1",
        "达到",
        "和",
        "年",
        "百分之",
        "-",
        "按",
    ],
)
def test_ten_thousand_characters_are_read_in_linear_time(piece: str) -> None:
    short, long = (piece * 10_000)[:2_500], (piece * 10_000)[:10_000]
    spent = min(_seconds(short) for _ in range(3)), min(_seconds(long) for _ in range(3))
    assert spent[1] < 2
    assert spent[1] < max(spent[0], 0.004) * 12, "four times the text took more than twelve times as long"


def _seconds(text: str) -> float:
    start = cpu.spent()
    parse_target(text, year=2023)
    return cpu.spent() - start


def _meaning(target: Target) -> dict[str, object]:
    return {name: value for name, value in target.as_dict().items() if name != "raw"}
