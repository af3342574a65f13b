"""What a blank tells of itself survives being saved by another program, in every format that comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from clients.libreoffice import Office
from jixiao_xlsx.findings import Severity
from jixiao_xlsx.season.single.read import Reader
from whole_way.editions import fund_form as fund


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_blank_saved_anew_is_read_by_its_own_layout(office: Office, tmp_path: Path, ending: str) -> None:
    path = tmp_path / "填好.xlsx"
    path.write_bytes(fund.filed_blank()[1])
    saved = office.chain(path, tmp_path / f"存过.{ending}")
    filing = Reader.of([fund.form_of(fund.corrected("a key"))]).read(saved.read_bytes(), name=saved.name)
    assert len(filing.records) == 17
    assert [str(found) for found in filing.findings if found.severity is Severity.RETURN] == []
    assert "S30" in {found.code for found in filing.findings}
