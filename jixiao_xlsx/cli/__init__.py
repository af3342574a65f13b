"""The command line `jixiao`: click commands, exit codes and progress, no logic."""

from __future__ import annotations

from jixiao_xlsx.cli.main import main

__all__ = ["main"]
