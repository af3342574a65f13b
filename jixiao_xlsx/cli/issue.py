"""`jixiao issue`: 下发 — the blanks of one or more forms for one agency."""

from __future__ import annotations

import json
from pathlib import Path

import click

from jixiao_xlsx.cli.options import YEAR
from jixiao_xlsx.errors import JixiaoError


@click.command(options_metavar="[选项]")
@click.argument("specs", nargs=-1, required=True, metavar="表样…")
@click.option("--year", "-y", type=YEAR, required=True, metavar="年度", help="表的年度，例如 2026")
@click.option("--agency", metavar="编码:名称", default="", help="填报单位，例如 101:示例市民政局")
@click.option("--subject", metavar="编码:名称", default="", help="项目，例如 P01:适老化改造（按项目填报的表用）")
@click.option("--scope", type=click.Choice(["本级", "汇总"]), default="本级", show_default=True, help="填报口径")
@click.option("--rows", metavar="键=行数", multiple=True, help="增减填报行或目标个数，例如 duties[*]=8，可多次")
@click.option("--office", metavar="名称", default="", help="下发的财政部门，印在填表说明里；不写时取 jixiao.yaml 的")
@click.option(
    "--key", envvar="JIXIAO_KEY", default="", metavar="密钥", help="封签的签名密钥，也可用环境变量 JIXIAO_KEY"
)
@click.option(
    "--out", "-o", type=click.Path(file_okay=False, path_type=Path), default=Path("output"), help="放在哪个文件夹"
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出生成的文件")
def issue(  # noqa: PLR0913 — click hands over every option by name
    *,
    specs: tuple[str, ...],
    year: int,
    agency: str,
    subject: str,
    scope: str,
    rows: tuple[str, ...],
    office: str,
    key: str,
    out: Path,
    as_json: bool,
) -> None:
    """下发：按表样生成锁定的空表，每个表样一个文件。

    \b
    例：jixiao issue S0 P1 --year 2026 --agency 101:示例市民政局 -o 下发
        jixiao issue 我的表.yaml --year 2026 --rows "goals[*]=3"
    """
    from jixiao_xlsx.season.issue import Order, Party, issue_blank, parse_counts
    from jixiao_xlsx.season.saving import save_file
    from jixiao_xlsx.spec.catalogue import load_form
    from jixiao_xlsx.spec.settings import find_settings

    sender = office or find_settings(Path.cwd()).office
    to = Party.parse(agency) if agency else Party()
    about = Party.parse(subject) if subject else Party()
    made: list[dict[str, object]] = []
    paths: set[Path] = set()
    for spec in specs:
        form = load_form(spec)
        counts = parse_counts(form, rows)
        order = Order(form, year, to, about, scope=scope, counts=counts, office=sender, key=key)
        blank = issue_blank(order)
        path = _free(out / blank.name, blank.data, edition=form.edition, taken=paths)
        paths.add(save_file(path, blank.data))
        made.append({"form": form.form, "year": year, "file": str(path), "fingerprint": blank.seal.fingerprint})
        if not as_json:
            click.echo(f"已生成 {path}")
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))


def _free(path: Path, data: bytes, *, edition: str, taken: set[Path]) -> Path:
    """Where a blank may go: two editions of one form share a name, so the later one adds its edition; nothing that
    differs is overwritten, as it may be filled in by now. Raises JixiaoError."""
    if path in taken:
        path = path.with_stem(f"{path.stem}_{edition}版")
    if path in taken or (path.is_file() and path.read_bytes() != data):
        raise JixiaoError(f"{path} 已经有了，内容不同，没有覆盖", "请换一个文件夹（-o），或先移走原来的文件")
    return path
