"""Progress is shown on a terminal, with how many, how fast and how long still; nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import time
from jixiao_xlsx.cli.progress import with_progress
for _ in with_progress(range(12), "收取", total=12):
    time.sleep(0.15)
for _ in with_progress(range(3), "几个", total=3):
    pass
"""


def test_a_terminal_sees_count_rate_and_time() -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.executable, "-c", SCRIPT], stderr=theirs, env={**os.environ, "COLUMNS": "100"})
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        seen += part
    assert process.wait(300) == 0
    text = seen.decode()
    assert ("收取" in text, "/12" in text, "/秒" in text, "0:00:0" in text) == (True, True, True, True)
    assert "几个" not in text


def test_a_file_sees_nothing(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, check=True, cwd=tmp_path)
    assert done.stderr == b""
