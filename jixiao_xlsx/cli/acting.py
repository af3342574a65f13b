"""What the commands of the office share: who acts, how an act is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from jixiao_xlsx.season.register.acts import Office
    from jixiao_xlsx.season.register.placing import Registrar

F = TypeVar("F", bound=Callable[..., Any])

WHO = click.option("--who", metavar="姓名", default="", help="谁办的，默认是登录本机的用户")
DRY_RUN = click.option("--dry-run", is_flag=True, help="试运行：只说要做什么，什么也不改、不发")
DRY_WRITING = click.option("--dry-run", is_flag=True, help="试运行：只说要写哪些文件、替换哪些，什么也不写")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON")


def to_write(path: Path) -> str:
    """A file that a dry run would write, and whether another one gives way to it."""
    return f"{path}（已有，会替换）" if path.exists() else str(path)


def why(*, required: bool = True) -> Callable[[F], F]:
    """The option that says why."""
    if required:  # a default, even None, would stand for the reason that was not given
        return click.option("--why", metavar="理由", required=True, help="为什么")
    return click.option("--why", metavar="理由", default="", help="为什么")


@contextmanager
def office(who: str) -> Iterator[Office]:
    """The office at the ledger of the workspace one stands in, its store open."""
    from jixiao_xlsx.cli.trail import user_name
    from jixiao_xlsx.season.register.acts import Actor, Office
    from jixiao_xlsx.season.workspace.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    with workspace.open_store() as store:
        # The moment once, so that everything of one command has the same.
        yield Office(workspace, store, Actor(who.strip() or user_name(), datetime.now(UTC)))


@contextmanager
def registrar(who: str) -> Iterator[Registrar]:
    """Who says whose files are, in the workspace one stands in, its store open."""
    from jixiao_xlsx.season.register.placing import Registrar

    with office(who) as desk:
        yield Registrar.of(desk)


def tell(
    act: DataclassInstance, sentence: str, *, as_json: bool, more: Mapping[str, object] = MappingProxyType({})
) -> None:
    """An act as one Chinese sentence, or as JSON with `more` beside it."""
    from dataclasses import asdict

    # default=str: dates and enumerations say themselves.
    plain = {**asdict(act), **more}
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2, default=str) if as_json else sentence)


def tell_all(acts: Iterable[DataclassInstance], sentence: str, *, as_json: bool) -> None:
    """Several acts in one sentence, or as a JSON list."""
    from dataclasses import asdict

    plain = [asdict(act) for act in acts]
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2, default=str) if as_json else sentence)
