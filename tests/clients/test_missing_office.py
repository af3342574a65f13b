"""Where LibreOffice is missing its tests are skipped aloud at a desk, and fail under CI."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("ci", "outcome"), [("", "1 skipped"), ("true", "1 error")])
def test_a_machine_without_libreoffice_says_so(ci: str, outcome: str) -> None:
    name = "tests/clients/test_office.py::test_one_job_saves_under_several_names"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", name],
        env=dict(os.environ) | {"PATH": "/nowhere", "CI": ci},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in done.stdout
    assert "LibreOffice 未安装（找不到 soffice）" in done.stdout
