"""A helper process that answers JSON lines, with a time-out on every answer and an end that leaves nothing running."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

_SYSTEM_PYTHON = "/usr/bin/python3"
_TESTS = Path(__file__).resolve().parent.parent
_START_SECONDS = 400.0


class OfficeError(Exception):
    """A real-client job did not work."""


class StepRefused(OfficeError):
    """The office or the harness refuses a step; the text says which and why."""


class OfficeTimeout(OfficeError):
    """No answer in time; the office has been ended."""


class OfficeCrashed(OfficeError):
    """The office died while it worked on a request."""


class Channel:
    """One office server process in a process group and a temporary folder of its own."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="jixiao-office-"))
        self._pending = b""
        environment = dict(os.environ) | {"PYTHONPATH": str(_TESTS), "PYTHONDONTWRITEBYTECODE": "1"}
        with (self._folder / "serve.log").open("ab") as log:
            self._process = subprocess.Popen(
                [_SYSTEM_PYTHON, "-X", "utf8", "-m", "clients.office_side.serve", str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                cwd=self._folder,
                start_new_session=True,
            )
        self._answer(_START_SECONDS)

    @property
    def pid(self) -> int:
        """The number of the process group that holds the server and its office."""
        return self._process.pid

    def ask(self, request: Mapping[str, object], *, seconds: float) -> dict[str, object]:
        """Send a request and wait for its answer.

        Raises StepRefused, OfficeTimeout or OfficeCrashed; after the last two the channel is closed.
        """
        line = json.dumps(request, ensure_ascii=False) + "\n"
        try:
            os.write(self._stdin(), line.encode())
        except BrokenPipeError as error:
            raise self._ended() from error
        return self._answer(seconds)

    def close(self) -> None:
        """End the server and the office by their process group, remove their folder; harmless when repeated."""
        if self._process.poll() is None or self._folder.exists():
            with contextlib.suppress(ProcessLookupError):  # the whole group may have ended already
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answer(self, seconds: float) -> dict[str, object]:
        answer: dict[str, object] = json.loads(self._line(seconds))
        if answer.pop("ok"):
            return answer
        message = str(answer.get("message"))
        if answer.get("crashed"):
            self.close()
            raise OfficeCrashed(message)
        raise StepRefused(message)

    def _line(self, seconds: float) -> bytes:
        deadline = time.monotonic() + seconds
        while b"\n" not in self._pending:
            ready, _, _ = select.select([self._stdout()], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                self.close()
                raise OfficeTimeout(f"LibreOffice 在 {seconds:g} 秒内没有完成")
            received = os.read(self._stdout(), 1 << 20)
            if not received:
                raise self._ended()
            self._pending += received
        line, self._pending = self._pending.split(b"\n", 1)
        return line

    def _ended(self) -> OfficeCrashed:
        log = (self._folder / "serve.log").read_text(encoding="utf-8", errors="replace")[-2000:]
        self.close()
        return OfficeCrashed(f"LibreOffice 的服务进程退出了：{log}")

    def _stdin(self) -> int:
        assert self._process.stdin is not None
        return self._process.stdin.fileno()

    def _stdout(self) -> int:
        assert self._process.stdout is not None
        return self._process.stdout.fileno()


def missing() -> str | None:
    """What this machine lacks for running LibreOffice, in words; None when nothing is missing."""
    if shutil.which("soffice") is None:
        return "LibreOffice 未安装（找不到 soffice）"
    if not sys.platform.startswith("linux"):
        return "LibreOffice 测试只在 Linux 上运行"
    if not Path(_SYSTEM_PYTHON).exists():
        return f"找不到系统的 Python（{_SYSTEM_PYTHON}）"
    if subprocess.run([_SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode:
        return "LibreOffice 未安装 python3-uno"
    return None
