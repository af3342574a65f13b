"""A click group that imports a command only when it runs, and ends every run with a plain message and a code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

import click
from click.exceptions import Exit

from jixiao_xlsx.cli.chinese import speak_chinese, tidied
from jixiao_xlsx.cli.registered import CommandEntry
from jixiao_xlsx.cli.streams import abandon_stdout, make_streams_safe
from jixiao_xlsx.errors import JixiaoError

# By convention of click and argparse for wrong use; 1 is kept for filings that must go back.
FAILED = 2
# 128 and the number of the signal, as shells tell it: SIGINT is 2, SIGPIPE 13.
INTERRUPTED = 130
PIPE_CLOSED = 141
_RESULTS = {1: "完成，有须退回的", FAILED: "失败"}


class LazyGroup(click.Group):
    """The group of `entries()`; a command ends with `ctx.exit(code)`, or returns its code, or None for 0."""

    def __init__(self, *, entries: Callable[[], Mapping[str, CommandEntry]], **attributes: Any) -> None:
        super().__init__(**attributes)
        self._entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(self._entries())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return the command; None when no entry has this name."""
        entry = self._entries().get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(import_module(entry.module), entry.attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table's own lines, so that `--help` imports nothing."""
        rows = [(entry.name, entry.summary) for entry in self._entries().values()]
        if rows:
            with formatter.section("命令"):
                formatter.write_dl(rows)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, with `--debug` taken from anywhere before `--`: people add it at the end of the line."""
        # Behind `--` everything is an argument.
        end = args.index("--") if "--" in args else len(args)
        before = [arg for arg in args[:end] if arg != "--debug"]
        asked = ["--debug"] if len(before) < end else []
        return super().parse_args(ctx, [*asked, *before, *args[end:]])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve, or fail with the nearest names."""
        name = args[0]
        if name not in self._entries() and not name.startswith("-") and not ctx.resilient_parsing:
            ctx.fail(_unknown(name, tuple(self._entries())))
        return super().resolve_command(ctx, args)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Make the context; `--help` and `--version` print here."""
        with _quiet_pipe():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what it raises becomes a message on standard error and exit code 2."""
        # Taken before the run: click empties its lists while it goes down to the command.
        words = tuple(ctx._protected_args) + tuple(ctx.args)
        try:
            with _quiet_pipe():
                result: object = super().invoke(ctx)
                if sys.stdout is not None:  # as in pythonw, or with a closed descriptor
                    sys.stdout.flush()
        except (Exit, SystemExit) as ending:
            self._trail(words, _ending(ending))
            raise
        except (click.Abort, KeyboardInterrupt):
            self._trail(words, "中断")
            raise
        # Wrong use is told by click and leaves no trail: nothing ran.
        except click.ClickException:
            raise
        except Exception as error:
            _report(error, debug=bool(ctx.params.get("debug")))
            self._trail(words, f"失败：{_said(error)}")
            raise Exit(FAILED) from error
        self._trail(words, _RESULTS.get(result, "完成") if isinstance(result, int) else "完成")
        return result

    def _trail(self, words: Sequence[str], outcome: str) -> None:
        entry = self._entries().get(words[0]) if words else None
        if entry is not None and entry.trailed and not {"--help", "-h"} & set(words):
            from jixiao_xlsx.cli.trail import leave_trail

            leave_trail(words, outcome)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run as a program: prepare the streams, run, leave with the exit code."""
        make_streams_safe()
        speak_chinese()

        def run() -> object:
            return super(LazyGroup, self).main(
                args, prog_name, complete_var, standalone_mode=False, windows_expand_args=windows_expand_args, **extra
            )

        if not standalone_mode:
            return run()
        sys.exit(_exit_code(run))


def _exit_code(run: Callable[[], object]) -> int:
    try:
        result = run()
    except click.ClickException as error:
        message = tidied(error.format_message())
        # click prints what the error itself says, with its own usage line before it.
        error.format_message = lambda: message  # type: ignore[method-assign]
        with suppress(BrokenPipeError):
            error.show()
        return FAILED  # click has 1 for some of its errors; here 1 means a filing must go back
    except click.Abort:
        _tell("已中断。")
        return INTERRUPTED
    return result if isinstance(result, int) else 0


def _ending(ending: Exit | SystemExit) -> str:
    """How a command that left with a code ended."""
    code = ending.exit_code if isinstance(ending, Exit) else ending.code
    return _RESULTS.get(code, "完成") if isinstance(code, int) else "完成"


@contextmanager
def _quiet_pipe() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        abandon_stdout()
        raise Exit(PIPE_CLOSED) from None


def _report(error: Exception, *, debug: bool) -> None:
    if debug:
        import traceback

        _tell("".join(traceback.format_exception(error)).rstrip())
    _tell(f"错误：{_said(error)}" if isinstance(error, JixiaoError) else _our_fault(error))


def _said(error: Exception) -> str:
    """What an error says; the words for it are loaded only where there is one."""
    from jixiao_xlsx.cli.wording import error_text

    return error_text(error)


def _tell(text: str) -> None:
    with suppress(BrokenPipeError):  # nobody listens any more; the exit code still says it
        click.echo(text, err=True)


def _our_fault(error: Exception) -> str:
    what = " ".join(str(error).split()) or "无说明"
    return f"程序内部出错（{type(error).__name__}：{what}）。请加 --debug 重试并把输出发给维护者。"


def _unknown(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    # Half alike: `isue` is near `issue`, and `xyz` near nothing.
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"是不是想用 {'、'.join(near)}？" if near else "全部命令见 jixiao --help。"
    return f"没有“{name}”这个命令。{hint}"
