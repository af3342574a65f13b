"""Every fault of a settings file in Chinese: wrong words and values, unknown forms and codes, secrets in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.findings import CATALOGUE
from jixiao_xlsx.findings.families import TUNABLE
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.spec.catalogue import pick_form
from jixiao_xlsx.spec.complaints import Said, is_unread, path_of, said_of_value
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.spec.settings.models import MAIL_PASSWORD, PARTS
from jixiao_xlsx.spec.yaml_text.marks import Document, YamlPath

# What people write for a password; the words may not even be told to be misspelt.
_SECRETS = frozenset({"password", "passwd", "pwd", "secret", "口令", "密码", "授权码"})
_LOOKS: Mapping[str, str] = {
    "": "例如 office: 示例市财政局",
    "office": "例如 office: 示例市财政局",
    "year": "例如 year: 2026",
    "forms": "例如 forms: [S0, P1]",
    "correction_days": "例如 correction_days: 5",
    "contact": '例如 contact: "绩效科 0000-0000000"',
    "mail": "例如 mail: {address: jixiao@czj.example.cn, imap: {host: imap.example.cn}}",
    "imap": "例如 imap: {host: imap.example.cn}",
    "smtp": "例如 smtp: {host: smtp.example.cn}",
    "store": "例如 store: postgresql://jixiao:${JIXIAO_DB_PASSWORD}@db.example.cn/jixiao",
    "earlier": "例如 earlier: [../2025]",
    "budget": "例如 budget: budget.csv",
    "audit": "例如 audit: {T06: 关闭}",
    "port": "例如 port: 993",
    "id": "请写 true 或 false",
}


def tell_settings(error: ValidationError, document: Document) -> None:
    """One fault for each complaint of pydantic; what was misspelt is not missing too."""
    complaints = [(path_of(detail["loc"]), detail) for detail in error.errors(include_url=False)]
    misspelt = {(*path[:-1], _near(path)) for path, detail in complaints if detail["type"] == "extra_forbidden"}
    for path, complaint in complaints:
        # A misspelt word would be told twice: unknown, and missing under its right name.
        twice = complaint["type"] == "missing" and path in misspelt
        if not twice and not is_unread(complaint, path, document):
            document.fault(path, *_said(complaint, path))


def tell_meaning(document: Document, forms: Iterable[Form] | None) -> None:
    """What no single value shows: codes and forms there are not, one form twice. `forms` None: they are not known."""
    audit, wanted = document.data.get("audit"), document.data.get("forms")
    for code in audit if isinstance(audit, dict) else ():
        _tell_code(str(code), document)
    if forms is not None and isinstance(wanted, list):
        _tell_forms(wanted, tuple(forms), document)


def _said(complaint: Any, path: YamlPath) -> Said:
    kind, name = complaint["type"], str(path[-1]) if path else ""
    if kind == "said":
        return complaint["ctx"]["wrong"], complaint["ctx"]["write"]
    if kind == "extra_forbidden":
        return _unknown(path, name)
    if kind == "missing":
        field = PARTS[_words(path[:-1])].model_fields[name]
        return f"缺少 {name}", f"请写 {name}：{field.description}"
    said = said_of_value(complaint)
    wrong, write = said or ("写得不对", "")
    looks = _LOOKS.get(next((str(part) for part in reversed(path) if isinstance(part, str)), ""), "")
    # An example helps who wrote another kind of value; a value that is out of its range has its own words.
    by_shape = kind.endswith("_type") or not said
    return wrong, (looks or write) if by_shape and complaint["input"] is not None else write


def _near(path: YamlPath) -> str:
    """The word that a misspelt one is most like; empty where none is."""
    return nearest(str(path[-1]), PARTS[_words(path[:-1])].model_fields)


def meant(name: str) -> str:
    """What is said to one who misspelt a name."""
    return f"是否 {name}？"


def _words(path: YamlPath) -> tuple[str, ...]:
    return tuple(str(part) for part in path)


def _unknown(path: YamlPath, name: str) -> Said:
    known = list(PARTS[_words(path[:-1])].model_fields)
    if name.lower() in _SECRETS:
        return "口令不能写在文件里", f"请删去，改写 password_env: {MAIL_PASSWORD}，口令放在这个名字的环境变量里"
    near = _near(path)
    return f"不认识 {name}", meant(near) if near else f"可写：{'、'.join(known)}"


def _tell_code(code: str, document: Document) -> None:
    if code not in CATALOGUE:
        near = nearest(code, CATALOGUE)
        hint = meant(near) if near else "见 docs/findings.md"
        document.fault(("audit", code), f"没有 {code} 这条意见", hint)
    elif code[0] not in TUNABLE:
        document.fault(("audit", code), f"{code} 的轻重不能调整", f"可以调整 {'、'.join(TUNABLE)} 开头的代码")


def _tell_forms(wanted: list[Any], forms: tuple[Form, ...], document: Document) -> None:
    first: dict[str, str] = {}
    for number, name in enumerate(wanted):
        if not isinstance(name, str):
            continue
        if name.endswith((".yaml", ".yml")):
            wrong, write = f"{name} 是文件名", "请把表样放进 specs 文件夹，这里写表的代码（文件里 form: 后面的词）"
            document.fault(("forms", number), wrong, write)
            continue
        try:
            form = pick_form(name, forms)
        except JixiaoError as error:
            document.fault(("forms", number), error.message, error.hint)
            continue
        if form.form in first:
            document.fault(("forms", number), f"与前面的 {first[form.form]} 是同一张表", "一年里一张表只用一个版次")
        first.setdefault(form.form, name)
