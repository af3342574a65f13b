"""The office's own paper: a .docx beside its settings, on which letters and reports are written."""

from __future__ import annotations

from pathlib import Path

from jixiao_xlsx.errors import JixiaoError, reason_of
from jixiao_xlsx.report.kit.official_paper import TEMPLATE_NAME
from jixiao_xlsx.spec.settings.settings import settings_file


def paper_of(start: Path) -> bytes:
    """The bytes of the 公文.docx beside the nearest `jixiao.yaml` from a folder upward; none where there is none.

    Raises JixiaoError where it cannot be read.
    """
    settings = settings_file(start)
    path = settings.with_name(TEMPLATE_NAME) if settings else None
    try:
        return path.read_bytes() if path and path.is_file() else b""
    except OSError as error:
        raise JixiaoError(f"读不了 {TEMPLATE_NAME}：{reason_of(error)}", "请关闭打开着的文件，再试一次") from error
