"""The last line of a run where real programs were missing: which tests were skipped for that, and how to get them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

PROGRAMS = {
    "LibreOffice": (("LibreOffice", "soffice"), "libreoffice-calc libreoffice-writer python3-uno fonts-noto-cjk"),
    "PostgreSQL": (("PostgreSQL",), "postgresql"),
    "Dovecot": (("dovecot",), "dovecot-imapd dovecot-pop3d"),
    "Chromium": (("Chromium",), "chromium poppler-utils"),
    "bsdtar": ((".rar",), "libarchive-tools"),
    "OpenSSL": (("openssl",), "openssl"),
}
"""By the program's name: words of which one stands in the reason of a skip, and Debian's packages."""
LIBRARIES = {"py7zr": (("py7zr",), "py7zr with Python 3.14 or older")}
"""Likewise, with the Python that they have wheels for: setup.cfg asks for them there alone."""


def missing(reasons: Iterable[str]) -> Counter[str]:
    """How many tests were skipped for want of which program."""
    return Counter(
        program
        for reason in reasons
        for program, (words, _) in (PROGRAMS | LIBRARIES).items()
        if any(word in reason for word in words)
    )


def line(lacking: Counter[str]) -> str:
    shown = "、".join(f"{program} {lacking[program]}" for program in PROGRAMS | LIBRARIES if lacking[program])
    packages = " ".join(packages for program, (_, packages) in PROGRAMS.items() if lacking[program])
    apt = [f"sudo apt install {packages}"] if packages else []
    ways = [*apt, *(way for library, (_, way) in LIBRARIES.items() if lacking[library])]
    return (
        f"跳过了 {lacking.total()} 个用真实程序做的测试（{shown}），装好再测 · "
        f"skipped for want of real programs; to run them: {'; '.join(ways)}"
    )


# Not in the summary: what is written there stands above every skip of -ra and above the totals.
@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:  # a worker of xdist, which tells its skips to the run it works for
        return
    skipped = reporter.stats.get("skipped", [])
    lacking = missing(str(report.longrepr[-1]) for report in skipped if isinstance(report.longrepr, tuple))
    if lacking:
        reporter.write_line(line(lacking), yellow=True)
