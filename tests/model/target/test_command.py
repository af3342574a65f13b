"""`jixiao target` as people use it."""

from __future__ import annotations

import json

from click.testing import CliRunner

from jixiao_xlsx.cli.commands.target import command


def test_a_reading_in_chinese() -> None:
    result = CliRunner().invoke(command, ["购置设备不少于50件", "12月底前", "--year", "2025"])
    assert result.exit_code == 0
    assert "购置设备 不低于 50 件" in result.output
    assert "截止：2025-12-31" in result.output


def test_the_name_gives_the_direction() -> None:
    result = CliRunner().invoke(command, ["5%", "--name", "投诉率"])
    assert "反向（由指标名称判断）" in result.output


def test_json_has_one_object_for_each_text() -> None:
    result = CliRunner().invoke(command, ["90万元", "长期/优", "--json"])
    money, quality = json.loads(result.output)
    assert money["parts"][0]["yuan"] == "900000"
    assert (quality["kind"], quality["level"]) == ("qualitative", "优")


def test_two_doubtful_texts_are_both_explained() -> None:
    result = CliRunner().invoke(command, ["≥4000", "1:3"])
    assert result.exit_code == 0
    assert "缺计量单位" in result.output
    assert "比例写法" in result.output


def test_help_is_chinese_and_has_an_example() -> None:
    result = CliRunner().invoke(command, ["--help"])
    assert "jixiao target" in result.output
    assert "指标值" in result.output
