"""Words of one construct that contradict one another: nothing that is written may be passed over in silence."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.findings import CATALOGUE
from jixiao_xlsx.spec.building.drafts import FormDraft
from jixiao_xlsx.spec.language.models import Asks, CellSpec, ColumnSpec, FormSpec, PartSpec, RepeatSpec, RowSpec
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.spec.yaml_text.marks import YamlPath


def check_column(spec: ColumnSpec, path: YamlPath, draft: FormDraft) -> None:
    """years, columns and key each make another column; a span stands on a leaf."""
    if spec.years is not None and spec.columns is not None:
        draft.fault((*path, "years"), "years 与 columns 只能写一个", "请把 years 写在下级栏目里")
    elif spec.years is not None and spec.key:
        draft.fault((*path, "key"), "写了 years 就不写 key", "每年的键是 y0、y_1、y1 这样的；请删去 key")
    if spec.years is not None and len(set(spec.years)) < len(spec.years):
        draft.fault((*path, "years"), "years 里有重复的年", "请删去重复的")
    if spec.years is not None and len(spec.years) > 1 and "<year" not in spec.label:
        draft.fault(path, "各年的栏目表头都一样", '请写 label: "<year>年"')
    if spec.columns is not None and spec.span != 1:
        draft.fault((*path, "span"), "span 写在最下级的栏目上", "请删去这里的 span")


def check_row(spec: RowSpec, path: YamlPath, draft: FormDraft) -> None:
    """A row is a group, a block of open rows, or one row."""
    if spec.rows is not None and spec.open is not None:
        draft.fault((*path, "open"), "rows 与 open 只能写一个", "请把 open 写在下级的行里")
    if spec.rows is not None and spec.tall != 1:
        draft.fault((*path, "tall"), "tall 写在最下级的行上", "请删去这里的 tall")
    if spec.open is not None and not spec.open.least <= spec.open.most >= spec.open.shown:
        draft.fault((*path, "open"), "open 的行数不对", "应有 least ≤ most，且 shown ≤ most")


def check_foot(spec: RowSpec, path: YamlPath, draft: FormDraft) -> None:
    """A foot row is one row with a key."""
    for word, given in (("rows", spec.rows), ("open", spec.open)):
        if given is not None:
            draft.fault((*path, word), f"表尾的行不能有 {word}", "请写在 rows 里")
    if spec.tall != 1:
        draft.fault((*path, "tall"), "表尾的行不能有 tall", "请删去 tall")
    if not spec.key:
        draft.doubt(path, "表尾的行没有 key", "请写 {key: 英文键, label: 行首文字}")


def check_printed(spec: CellSpec, path: YamlPath, draft: FormDraft) -> None:
    """What is printed asks for nothing."""
    for word in _asked(spec):
        draft.fault((*path, word), f"印刷的格不能写 {word}", "要填报请删去 text 和 value，只印刷请删去它")


def check_part(spec: PartSpec, path: YamlPath, draft: FormDraft) -> None:
    """A part of a line is a printed text, or a cell with a key."""
    if spec.key is None and (spec.value is not None or list(_asked(spec))):
        draft.doubt(path, "这一格没有 key", "请写 key: 英文键")
    elif spec.key is None and spec.text is not None and spec.label:
        draft.fault((*path, "text"), "label 与 text 只能写一个", "请删去一个")
    if spec.key is not None and spec.value is not None:
        check_printed(spec, path, draft)
    elif spec.key is not None and spec.text is not None:
        draft.fault((*path, "text"), "填报的格不能写 text", "印在格前请写 label；印刷的数请写 value")


def check_audit(spec: FormSpec, draft: FormDraft) -> None:
    """The audit's settings name codes there are."""
    for code in spec.audit:
        if code not in CATALOGUE:
            near = nearest(code, CATALOGUE)
            hint = f"是否 {near}？" if near else Advice.SEE_CODES
            draft.fault(("audit", code), f"没有 {code} 这个审核意见代码", hint)


def check_repeat(spec: RepeatSpec, path: YamlPath, draft: FormDraft) -> None:
    if not spec.least <= spec.shown <= spec.most:
        draft.fault((*path, "repeat"), "repeat 的组数不对", "应有 least ≤ shown ≤ most")


def _asked(spec: Asks) -> Iterable[str]:
    return (word for word in Asks.model_fields if getattr(spec, word) is not None)
