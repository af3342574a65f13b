"""click's own sentences in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "Usage:": "用法:",
        "Options": "选项",
        "Commands": "命令",
        "Positional arguments": "参数",
        "Show this message and exit.": "显示帮助",
        "Show the version and exit.": "显示版本号",
        "default: {default}": "默认：{default}",
        "env var: {var}": "环境变量：{var}",
        "required": "必填",
        "Error: {message}": "错误：{message}",
        "Try '{command} {option}' for help.": "用法说明请运行：{command} {option}",
        "Missing command.": "缺少命令。",
        "Missing argument": "缺少参数",
        "Missing option": "缺少选项",
        "Missing parameter": "缺少参数",
        "No such option {name!r}.": "没有“{name}”这个选项。",
        "Did you mean {possibility}?": "是不是想用 {possibility}？",
        "(Did you mean one of: {possibilities}?)": "是不是想用其中之一：{possibilities}？",
        "Got unexpected extra argument ({args})": "多了一个参数：{args}",
        "Got unexpected extra arguments ({args})": "多了几个参数：{args}",
        "Option {name!r} does not take a value.": "选项“{name}”后面不带值。",
        "Option {name!r} requires an argument.": "选项“{name}”后面要写一个值。",
        "Option {name!r} requires {nargs} arguments.": "选项“{name}”后面要写 {nargs} 个值。",
        "Argument {name!r} takes {nargs} values.": "参数“{name}”要写 {nargs} 个值。",
        "Takes {nargs} values but 1 was given.": "应有 {nargs} 个值，实有 1 个。",
        "Takes {nargs} values but {len} were given.": "应有 {nargs} 个值，实有 {len} 个。",
        "Invalid value: {message}": "值不对：{message}",
        "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
        "{value!r} is not {choice}.": "“{value}”不可用，只能是 {choice}。",
        "{value!r} is not one of {choices}.": "“{value}”不在可选范围内，可选：{choices}。",
        "Choose from:\n\t{choices}": "可选：\n\t{choices}",
        "{value!r} is not a valid {number_type}.": "“{value}”不是有效的数值（{number_type}）。",
        "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
        "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}”不是“是/否”值，可写：{states}",
        "{value!r} does not match the format {format}.": "“{value}”不合格式 {format}。",
        "{value!r} does not match the formats {formats}.": "“{value}”不合任何一种格式：{formats}。",
        "file": "文件",
        "directory": "文件夹",
        "path": "路径",
        "{name} {filename!r} does not exist.": "{name}“{filename}”不存在。",
        "{name} {filename!r} is a file.": "{name}“{filename}”是一个文件。",
        "{name} {filename!r} is a directory.": "{name}“{filename}”是一个文件夹。",
        "{name} {filename!r} is not readable.": "{name}“{filename}”不能读取。",
        "{name} {filename!r} is not writable.": "{name}“{filename}”不能写入。",
        "Could not open file {filename!r}: {message}": "打不开文件“{filename}”：{message}",
        "unknown error": "原因不明",
        "Confirm the action without prompting.": "不再询问，直接执行",
        "Do you want to continue?": "要继续吗？",
    }
)


def speak_chinese() -> None:
    """Let click look its sentences up here; one that is missing stays English.

    click takes translations only from gettext, which follows the machine's locale; on a machine set to
    English or C the sentences would stay English beside our Chinese ones.
    """
    # click binds gettext in each of its modules by name.
    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types):
        for name, speaker in (("_", _one), ("ngettext", _one_or_many)):
            if hasattr(module, name):
                setattr(module, name, speaker)


def tidied(message: str) -> str:
    """A message of click's with the signs that it puts in by itself made Chinese: quotes, commas, the full stop."""
    # click sets names in ASCII quotes: within Chinese these are read as a part of the word.
    quoted = re.sub(r"'([^'\n]*)'", r"“\1”", message).replace("”, “", "”、“")
    stopped = re.sub(r"(?<=[^\x00-\x7f])\.(?=\s|$)", "。", quoted)
    return re.sub(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])", "", stopped)


def _one(sentence: str) -> str:
    return _SENTENCES.get(sentence, sentence)


def _one_or_many(single: str, many: str, count: int) -> str:
    return _one(single if count == 1 else many)
