"""One spec file → one Form, or a SpecError with every fault of its YAML, its words and its meaning."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from jixiao_xlsx.errors import JixiaoError, SpecError
from jixiao_xlsx.model.form import Form
from jixiao_xlsx.spec.build import build
from jixiao_xlsx.spec.complaints import tell_complaints
from jixiao_xlsx.spec.marks import Document, read_yaml
from jixiao_xlsx.spec.models import FormSpec


def load_text(text: str, *, name: str) -> Form:
    """The form in a spec's text; `name` stands before each fault. Raises SpecError with all of them at once."""
    document = read_yaml(text, name=name)
    form = _built(document) if document.data is not None else None
    if document.faults or form is None:
        raise SpecError(tuple(dict.fromkeys(document.faults)))
    return form


def load_path(path: Path) -> Form:
    """The form in a spec file. Raises JixiaoError where it cannot be read or is no UTF-8, SpecError for its faults."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise JixiaoError(f"读不了表样 {path}：{error.strerror}", "请检查文件名") from error
    except UnicodeDecodeError as error:
        raise JixiaoError(f"表样 {path} 不是 UTF-8 编码", "请用编辑器另存为 UTF-8") from error
    return load_text(text, name=path.name)


def _built(document: Document) -> Form | None:
    if not isinstance(document.data, dict):
        document.fault((), "表样应当是一组键和值", "例如 form: liuzhou_dept_target")
        return None
    try:
        spec = FormSpec.model_validate(document.data)
    except ValidationError as error:
        tell_complaints(error, document)
        return None
    return build(spec, document)
