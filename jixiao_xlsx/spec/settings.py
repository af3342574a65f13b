"""The office's settings `jixiao.yaml`: who it is, and what it set for the audit; found upward from where one stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field, ValidationError

from jixiao_xlsx.errors import JixiaoError, SpecError
from jixiao_xlsx.findings import CATALOGUE
from jixiao_xlsx.spec.marks import Document, read_yaml
from jixiao_xlsx.spec.models import AuditWord, Construct
from jixiao_xlsx.spec.nearest import nearest

SETTINGS_FILE = "jixiao.yaml"


class SettingsSpec(Construct):
    """What `jixiao.yaml` may hold."""

    office: str = Field(default="", description="财政部门的名称，印在填表说明和退回单上")
    audit: dict[str, AuditWord] = Field(default_factory=dict, description="意见代码 → 退回、说明、提示或关闭")


@dataclass(frozen=True, slots=True)
class Settings:
    """The office's settings; empty where there is no `jixiao.yaml`."""

    office: str = ""
    audit: Mapping[str, str] = field(default_factory=dict)


def find_settings(start: Path) -> Settings:
    """The settings in the nearest `jixiao.yaml` from a folder upward. Raises SpecError with all its faults."""
    for folder in (start.resolve(), *start.resolve().parents):
        path = folder / SETTINGS_FILE
        if path.is_file():
            return load_settings(path)
    return Settings()


def load_settings(path: Path) -> Settings:
    """The settings in one file. Raises JixiaoError where it cannot be read, SpecError for its faults."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise JixiaoError(f"读不了设置文件 {path}", "请检查它是 UTF-8 编码的文本文件") from error
    document = read_yaml(text, name=path.name)
    settings = _settings(document) if document.data is not None else Settings()
    if document.faults:
        raise SpecError(tuple(dict.fromkeys(document.faults)))
    return settings


def _settings(document: Document) -> Settings:
    try:
        spec = SettingsSpec.model_validate(document.data)
    except ValidationError as error:
        _tell(error, document)
        return Settings()
    for code in spec.audit:
        if code not in CATALOGUE:
            near = nearest(code, CATALOGUE)
            hint = f"是否 {near}？" if near else "见 docs/findings.md"
            document.fault(("audit", code), f"没有 {code} 这条意见", hint)
    return Settings(spec.office, spec.audit)


def _tell(error: ValidationError, document: Document) -> None:
    for complaint in error.errors(include_url=False):
        path = complaint["loc"]
        if complaint["type"] == "extra_forbidden":
            near = nearest(str(path[-1]), SettingsSpec.model_fields)
            hint = f"是否 {near}？" if near else f"可写：{'、'.join(SettingsSpec.model_fields)}"
            document.fault(path, f"不认识 {path[-1]}", hint)
        elif path and path[0] == "audit" and len(path) > 1:
            document.fault(path, f"‘{complaint['input']}’ 不在可写的词里", "请写 退回、说明、提示 或 关闭")
        else:
            document.fault(path, "写得不对", "例如 office: 示例市财政局，audit: {T06: 关闭}")
