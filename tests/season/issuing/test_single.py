"""Blanks for one agency without a roster: all that was asked for is checked first, and nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.season.issuing.for_one_agency import ForOne, save_blanks
from jixiao_xlsx.season.single.one_blank import Party

AGENCY = Party("101", "示例市民政局")


def wanted(folder: Path, *, subject: Party = Party(), rows: tuple[str, ...] = (), office: str = "") -> ForOne:  # noqa: B008
    return ForOne(2026, AGENCY, subject, "本级", rows, office, "", folder)


def test_each_form_is_saved_and_told(tmp_path: Path) -> None:
    (tmp_path / "jixiao.yaml").write_text("office: 示例市财政局\n", encoding="utf-8")
    made = list(save_blanks(wanted(tmp_path).orders(["S0", "P3"]), tmp_path))
    assert [one.path.is_file() for one in made] == [True, True]
    assert {one.blank.seal.office for one in made} == {"示例市财政局"}
    assert [one.as_dict()["file"] for one in made] == [str(one.path) for one in made]


def test_a_form_that_cannot_have_what_is_asked_stops_before_the_first_file(tmp_path: Path) -> None:
    with pytest.raises(JixiaoError) as about:
        wanted(tmp_path, subject=Party("P01", "适老化")).orders(["P1", "S0"])
    assert about.value.hint == Advice.LEAVE_OUT_SUBJECT
    with pytest.raises(JixiaoError, match="没有可增减的行"):
        wanted(tmp_path, rows=("nothing[*]=3",)).orders(["P1", "S0"])


def test_what_may_be_filled_in_by_now_stays(tmp_path: Path) -> None:
    (first,) = save_blanks(wanted(tmp_path).orders(["S0"]), tmp_path)
    (same,) = save_blanks(wanted(tmp_path).orders(["S0"]), tmp_path)
    assert same.path == first.path
    first.path.write_bytes(b"filled in")
    with pytest.raises(JixiaoError, match="没有覆盖") as caught:
        list(save_blanks(wanted(tmp_path).orders(["S0"]), tmp_path))
    assert caught.value.hint == Advice.ANOTHER_PLACE
    assert first.path.read_bytes() == b"filled in"
