"""What make gives to the programs that it starts."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from house.package_tree import ROOT

SHOWING = "include {makefile}\nshown:\n\t@env\n"


@pytest.mark.skipif(shutil.which("make") is None, reason="没有 make")
def test_programs_keep_what_they_compiled_even_where_the_shell_says_otherwise(tmp_path: Path) -> None:
    asking = tmp_path / "Makefile"
    asking.write_text(SHOWING.format(makefile=ROOT / "Makefile"), encoding="utf-8")
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "KEPT": "1"}
    command = ["make", "--silent", "--file", str(asking), "shown"]
    shown = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True).stdout
    assert "KEPT=1" in shown.splitlines()
    assert "PYTHONDONTWRITEBYTECODE" not in shown
