"""The report as Markdown: its shape, and that no foreign text makes any shape of its own."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from jixiao_xlsx.report.narrative.words import escaped, narrative_markdown
from report.narrative.filed import told

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LINES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=60).map(
    lambda text: " ".join(text.split())
)
NASTY = st.text("#-+*_=~`|<>[]()!\\:.&$1a 表x/@w", max_size=30).map(lambda text: " ".join(text.split()))


@given(st.one_of(LINES, NASTY))
@example("# 标题")
@example("1. 一")
@example("- 一")
@example("---")
@example("<script>alert(1)</script>")
@example("[点此](http://example.com) ![](x) `x` **粗** | a | &amp; \\* ~~删~~")
@example("+")
def test_an_escaped_line_shows_exactly_itself(text: str) -> None:
    tokens = MARKDOWN.parse(f"前段\n\n{escaped(text)}\n\n后段\n")
    kinds = [token.type for token in tokens]
    expected = ["paragraph_open", "inline", "paragraph_close"]
    if not text:
        assert kinds == expected * 2
        return
    assert kinds == expected * 3
    inline = tokens[4].children or []
    assert {child.type for child in inline} <= {"text", "text_special"}
    assert "".join(child.content for child in inline) == text


@given(NASTY.filter(bool))
def test_a_table_cell_stays_one_cell(text: str) -> None:
    tokens = MARKDOWN.parse(f"| 项目 | 数 |\n| :--- | ---: |\n| {escaped(text)} | 1 |\n")
    assert [token.type for token in tokens].count("td_open") == 2
    assert [token.type for token in tokens].count("tr_open") == 2


def test_the_report_has_its_headings_tables_and_notes() -> None:
    tokens = MARKDOWN.parse(narrative_markdown(told()))
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings[0] == "示例市民政局2023年度部门整体支出绩效自评报告"
    assert "一、部门概况" in headings
    assert headings[-1] == "附：定稿前需要处理的事项（定稿时删去本页）"
    assert [token.type for token in tokens].count("table_open") == 3
    aligned = [token.attrGet("style") for token in tokens if token.type == "td_open"]
    assert aligned[:5] == ["text-align:left", *["text-align:right"] * 4]


def test_hostile_texts_change_no_structure() -> None:
    plain = MARKDOWN.parse(narrative_markdown(told(clean=True)))
    nasty = "# 一\n| a | b |\n|---|---|\n- x\n1. y\n---\n<h1>z</h1>"
    change = {"texts.application.text": nasty, "head.date": None}
    tokens = MARKDOWN.parse(narrative_markdown(told(change, clean=True)))
    for kind in ("heading_open", "table_open", "bullet_list_open", "hr", "html_block"):
        before = sum(token.type == kind for token in plain)
        own = {"heading_open": 1, "hr": 1}.get(kind, 0)  # the notes at the end, as the date is missing
        assert sum(token.type == kind for token in tokens) == before + own, kind
