"""The fixtures of a season, by their names."""

from __future__ import annotations

from whole_way.season.fixtures import sink, workspace

__all__ = ["sink", "workspace"]
