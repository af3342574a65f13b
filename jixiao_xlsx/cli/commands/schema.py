"""`jixiao schema`: the JSON Schema of the spec language, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao_xlsx.cli.options import FILE


@click.command(options_metavar="[选项]")
@click.option("--out", "-o", type=FILE, default=None, metavar="文件", help="存成文件，不写则打印")
def schema(*, out: Path | None) -> None:
    """导出表样语言的 JSON Schema：编辑器据此提示可写的词、标出写错的词。

    \b
    例：jixiao schema -o schema.json
    """
    from jixiao_xlsx.season.single.saving import save_file
    from jixiao_xlsx.spec.schema import schema_text

    text = schema_text()
    if out is None:
        # The text ends its last line itself: printed and saved it is the same bytes.
        click.echo(text, nl=False)
    else:
        click.echo(f"已生成 {save_file(out, text.encode('utf-8'))}")
