"""The types that several commands' options share."""

from __future__ import annotations

from pathlib import Path

import click

YEAR = click.IntRange(2000, 2099)
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
