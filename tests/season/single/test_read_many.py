"""Many files at once: the same filings whether one process reads them or several, in the order given."""

from __future__ import annotations

from pathlib import Path

from jixiao_xlsx.season.demo.samples import fill_sample, issue_sample
from jixiao_xlsx.season.single.read import read_filings
from jixiao_xlsx.spec.samples import all_samples


def test_workers_read_what_one_process_reads(tmp_path: Path) -> None:
    paths = []
    for sample in all_samples()[:3]:
        path = tmp_path / f"{sample.form}.xlsx"
        path.write_bytes(fill_sample(issue_sample(sample), sample.typed))
        paths.append(path)
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04" + b"x" * 40)
    paths.insert(1, broken)
    alone, together = list(read_filings(paths)), list(read_filings(paths, jobs=2))
    assert together == alone
    assert [filing.source for filing in together] == [path.name for path in paths]
    assert "坏的.xlsx" in together[1].findings[0].message
