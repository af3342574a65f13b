"""`jixiao issue --from`: a blank with more rows for a department that has filled all of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

# One screen; what could not be carried over stands in the department's own file.
_MOST_SHOWN = 20


def issue_longer(
    filled: Path, *, rows: tuple[str, ...], key: str, out: Path | None, as_json: bool, beside: Mapping[str, object]
) -> None:
    """Makes the blank and says where it is; in a workspace the store knows it from then on. `beside` are the options
    that have nothing to say here, with what was given. Raises JixiaoError."""
    from jixiao_xlsx.errors import JixiaoError
    from jixiao_xlsx.season.issuing.more_rows import LongerBlanks
    from jixiao_xlsx.season.single.readers import reader_for
    from jixiao_xlsx.season.workspace.workspace import find_workspace
    from jixiao_xlsx.spec.settings.settings import settings_file

    given = [name for name, value in beside.items() if value]
    if given:
        raise JixiaoError(f"{'、'.join(given)} 不能和 --from 一起用", "表、年度、单位都照填过的那份空表")
    workspace = find_workspace(Path.cwd()) if settings_file(Path.cwd()) is not None else None
    reader = workspace.reader() if workspace else reader_for((), start=Path.cwd(), key=key)
    folder = out.resolve() if out else workspace.path("下发") if workspace else Path("output")
    longer = LongerBlanks(reader, folder, datetime.now(UTC), workspace).make(filled, rows)
    if as_json:
        click.echo(json.dumps(longer.as_dict(), ensure_ascii=False, indent=2))
        return
    click.echo(f"已生成 {longer.path}，带过来 {longer.carried} 格。请发给单位，以这一份为准；原来那份交回来仍能读。")
    if longer.left_out:
        click.echo(f"有 {len(longer.left_out)} 格读不懂或放不下，没有带过来：")
        for record in longer.left_out[:_MOST_SHOWN]:
            click.echo(f"  {record.sheet}!{record.cell} {record.label}：{record.raw}")
