"""Each blank with a sample typed in shows in LibreOffice the ✓ and ✗ that the audit finds in that workbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clients.libreoffice import Office
from jixiao_xlsx.findings import Finding
from jixiao_xlsx.model.cell_names import cell_name
from jixiao_xlsx.model.checks.checks import REQUIRED
from jixiao_xlsx.model.keys import format_key, parse_key, pattern_of
from jixiao_xlsx.season.demo.samples import fill_sample, issue_sample
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.grid import FormGrid, Live, LiveShow
from jixiao_xlsx.spec.samples import Sample, all_samples

SAMPLES = {sample.form: sample for sample in all_samples()}
SPACED_NUMBER = re.compile(r"[\d, ]+\. ?[\d ]+")


def typed(sample: Sample) -> dict[tuple[str | int, ...], str]:
    """The sample as somebody types it: Excel takes no number with spaces in it."""
    return {
        key: re.sub(r"[, ]", "", text) if SPACED_NUMBER.fullmatch(text) else text for key, text in sample.typed.items()
    }


def shown(office: Office, path: Path, layout: FormGrid) -> dict[str, set[str]]:
    """The verdicts each check's lines show, by its code."""
    sheets = office.recalculated(path)
    verdicts: dict[str, set[str]] = {}
    for grid in layout.sheets:
        for box in grid.boxes:
            if isinstance(box, Live) and box.show is LiveShow.VERDICT:
                cell = cell_name(box.region.top, box.region.left)
                verdicts.setdefault(layout.checks[box.check].code, set()).add(str(sheets[grid.name].get(cell, "")))
    return verdicts


def found(finding: Finding) -> str:
    """The code of the check that fails where the audit finds this; empty for what 自检 does not check."""
    if finding.code == "R02":
        return finding.rule.split(".")[0]
    if finding.code == "R04":
        return f"expect {format_key(pattern_of(parse_key(finding.where.key)))}"
    return REQUIRED if finding.code == "R01" else ""


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_verdicts_are_the_audits(name: str, office: Office, tmp_path: Path) -> None:
    blank = issue_sample(SAMPLES[name])
    path = tmp_path / "填好.xlsx"
    path.write_bytes(fill_sample(blank, typed(SAMPLES[name])))
    filing = Reader.of([blank.layout.form]).read(path.read_bytes(), name=path.name)
    verdicts = shown(office, path, blank.layout)
    failing = {code for code, words in verdicts.items() if "✗" in words} - {"numbers"}
    assert failing == {code for code in map(found, filing.findings) if code}
