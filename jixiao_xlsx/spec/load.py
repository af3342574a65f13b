"""One spec file → one Form, or a SpecError with every fault of its YAML, its words and its meaning."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from jixiao_xlsx.errors import Fault, JixiaoError, SpecError, reason_of
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.spec.building.build import build
from jixiao_xlsx.spec.complaints import tell_complaints
from jixiao_xlsx.spec.language.models import FormSpec
from jixiao_xlsx.spec.mending import Mending
from jixiao_xlsx.spec.yaml_text.marks import Document, read_yaml

# Each round mends what the one before uncovered; a spec that needs more has its first faults told already.
_ROUNDS = 8


def load_text(text: str, *, name: str) -> Form:
    """The form in a spec's text; `name` stands before each fault. Raises SpecError with all of them at once.

    Rules that can never fire are no reason not to read what came back: they are the form's `dead_rules`, and
    `refuse_dead_rules` before anything is issued.
    """
    document = read_yaml(text, name=name)
    form = _built(document) if document.data is not None else None
    if document.faults or form is None:
        raise SpecError((*document.faults, *(form.dead_rules if form else ())))
    return form


def refuse_dead_rules(form: Form) -> None:
    """Raises SpecError where a form has rules that can never fire, with the place of each."""
    if form.dead_rules:
        raise SpecError(form.dead_rules)


def load_path(path: Path) -> Form:
    """The form in a spec file. Raises JixiaoError where it cannot be read at all, SpecError for its faults."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "文件名不对"
        raise JixiaoError(f"读不了表样 {path}：{reason}", "请检查文件名") from error
    try:
        # -sig: Windows' editors write a byte order mark.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        # Counted in bytes: where a character is broken nobody can count characters.
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        fault = Fault(path.name, line, column, "表样", "不是 UTF-8 编码", "请用编辑器另存为 UTF-8")
        raise SpecError((fault,)) from error
    return load_text(text, name=path.name)


def _built(document: Document) -> Form | None:
    """The form; where its words are wrong, what is wrong with the meaning of the rest is told in the same run."""
    if not isinstance(document.data, dict):
        document.fault((), "表样应当是一组键和值", "例如 form: dept_target")
        return None
    mending = Mending(document)
    for _ in range(_ROUNDS):
        try:
            spec = FormSpec.model_validate(mending.data)
        except ValidationError as error:
            tell_complaints(error, document, mending.data)
            if not mending.mend(error):
                return None
        else:
            document.sure = mending.sure
            return build(spec, document)
    return None
