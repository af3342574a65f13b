"""What an office clerk reads after a slip, or without a mail server: no fault of ours, nothing that misleads."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from jixiao_xlsx.season.workspace.workspace import Workspace
from whole_way.season.season import Mail, body, deliver, due, faulty, filled, letters, run


@pytest.mark.parametrize(
    "words",
    [("waive", "101/S0"), ("extend", "101", "2026-12-31"), ("correct", "101/S0", "funds.general.amount", "1")],
)
def test_an_act_without_its_reason_asks_for_it(workspace: Workspace, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "缺少选项" in result.output
    assert "--why" in result.output


def test_a_wrong_date_is_told_by_examples(workspace: Workspace) -> None:
    result = run("status", "--on", "3月20日")
    assert result.exit_code == 2
    assert "“3月20日”不是日期；请写年月日，例如 2026-03-15" in result.output
    assert "%" not in result.output


def test_what_was_handed_back_does_not_wait_to_be_sent(workspace: Workspace) -> None:
    deliver(workspace, [Mail("mzj@example.cn", 10, (("表.xlsx", faulty(due(workspace, "101"))),))])
    run("collect")
    done = run("send-back", "--done").output
    assert "共 1 个单位，已记为退回" in done
    assert "待发送" not in done
    assert "没有要退回的" in run("send-back", "--done").output


def test_a_returned_file_without_marks_is_not_said_to_have_them(workspace: Workspace) -> None:
    expected = due(workspace, "101")
    deliver(
        workspace,
        [
            Mail("mzj@example.cn", 12, (("去年.xlsx", filled(expected, year=2025)),)),
            Mail("mzj@example.cn", 11, (("今年.xlsx", faulty(expected)),)),
        ],
    )
    run("collect")
    run("send-back")
    (letter,) = letters(workspace.path("退回"))
    names = [part.get_filename() or "" for part in letter.iter_attachments()]
    text = body(letter)
    marked = sum(name.endswith(".xlsx") for name in names)
    assert (marked, len([name for name in names if name.endswith(".docx")])) == (1, 2)
    assert "在附件里标好颜色的工作簿上直接改" in text
    assert re.search(r"第 \d 份不能在原来的文件上改：请用下发给你单位的2026年空表", text)


def test_a_marked_xlsm_is_corrected_where_it_is(workspace: Workspace) -> None:
    workbook = faulty(due(workspace, "101"))
    deliver(workspace, [Mail("mzj@example.cn", 10, (("表.xlsm", with_macros(workbook)),))])
    run("collect")
    run("send-back")
    (letter,) = letters(workspace.path("退回"))
    assert any((part.get_filename() or "").endswith(".xlsm") for part in letter.iter_attachments())
    assert "在附件里标好颜色的工作簿上直接改" in body(letter)
    assert "不能在原来的文件上改" not in body(letter)


def with_macros(workbook: bytes) -> bytes:
    """The same as Excel names a workbook that may hold macros."""
    made = BytesIO()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            new.writestr(name, part)
    return made.getvalue()


def test_only_unmarked_files_are_answered_with_the_blank(workspace: Workspace) -> None:
    deliver(workspace, [Mail("mzj@example.cn", 10, (("去年.xlsx", filled(due(workspace, "101"), year=2025)),))])
    run("collect")
    run("send-back")
    (letter,) = letters(workspace.path("退回"))
    assert "标好颜色" not in body(letter)
    assert "请用下发给你单位的2026年空表填好报来" in body(letter)


def test_collecting_tells_the_form_and_why_a_file_was_refused(workspace: Workspace) -> None:
    expected = due(workspace, "101")
    deliver(
        workspace,
        [
            Mail("mzj@example.cn", 10, (("最终版2.xlsx", filled(expected)),)),
            Mail("mzj@example.cn", 11, (("去年.xlsx", filled(expected, year=2025)),)),
        ],
    )
    lines = run("collect").output.splitlines()
    told = {line.split("：")[0].strip(): line for line in lines}
    assert all(line.startswith("  ") for line in lines if ".xlsx" in line)
    assert "2026年度部门整体绩效申报表；" in told["最终版2.xlsx"]
    assert "退回 1，这是 2025 年度的表" in told["去年.xlsx"]


def test_the_log_calls_a_form_what_the_clerk_calls_it(workspace: Workspace) -> None:
    run("waive", "101/S0", "--why", "机构已撤并")
    said = run("log").output
    assert "101/S0/2026 免报：机构已撤并" in said
    assert "liuzhou" not in said


def test_a_slip_elsewhere_does_not_blame_the_deadline(workspace: Workspace) -> None:
    path = workspace.folder / "jixiao.yaml"
    path.write_text("deadline: 2026-03-15\n" + path.read_text(encoding="utf-8") + "\n\tx: 1\n", encoding="utf-8")
    result = run("status")
    assert result.exit_code == 2
    assert "会被 YAML 当作日期" not in result.output


def test_two_versions_are_told_by_the_clock_of_the_office(workspace: Workspace) -> None:
    expected = due(workspace, "101")
    mails = ((10, "甲.xlsx", filled(expected)), (11, "乙.xlsx", faulty(expected)))
    deliver(workspace, [Mail("mzj@example.cn", day, ((name, data),)) for day, name, data in mails])
    run("collect")
    before, after = run("diff", "101/S0").output.splitlines()[:2]
    assert "2026-03-10 11:00" in before
    assert "2026-03-11 11:00" in after
    assert "2026-03-11 11:00" in run("status", "--xlsx", "台账.xlsx").output


@pytest.mark.parametrize("words", [("status",), ("chase",), ("collect",), ("reread",)])
def test_a_store_that_has_gone_is_not_replaced_by_an_empty_one(workspace: Workspace, words: tuple[str, ...]) -> None:
    deliver(workspace, [Mail("mzj@example.cn", 10, (("表.xlsx", filled(due(workspace, "101"))),))])
    run("collect")
    kept, away = workspace.folder / "store" / "jixiao.db", workspace.folder / "移走.db"
    kept.rename(away)
    result = run(*words)
    assert result.exit_code == 2
    assert "库不见了" in result.output
    assert not kept.exists()
    away.rename(kept)
    assert "已报" in run("status").output
