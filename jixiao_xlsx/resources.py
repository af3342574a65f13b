"""Where the specs and the templates stand: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

from pathlib import Path

from jixiao_xlsx.errors import JixiaoError

_PACKAGE = Path(__file__).resolve().parent


def specs_folder() -> Path:
    """Return the folder of the YAML specs; raises JixiaoError when the installation lost it."""
    return _travelling("specs")


def templates_folder() -> Path:
    """Return the folder of the Jinja2 templates; raises JixiaoError when the installation lost it."""
    return _travelling("templates")


def _travelling(name: str) -> Path:
    # The wheel first: beside an installed package stands site-packages, where a foreign "specs" may live.
    for folder in (_PACKAGE / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise JixiaoError(
        f"找不到随程序安装的 {name} 文件夹。", "安装不完整，请重新安装：pip install --force-reinstall jixiao_xlsx"
    )
