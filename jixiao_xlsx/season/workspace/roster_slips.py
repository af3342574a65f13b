"""Slips in lists that are no faults, for they might be meant: sample lines left in, codes that lost their zeros in a
spreadsheet. Each is a note that says where, what, and what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from jixiao_xlsx.model.season.roster import Agency, Project
from jixiao_xlsx.season.workspace.list_rows import ListFile, ListRow

# What the lists of a new workspace say of their own lines, and what people write themselves.
_SAMPLES = ("这是样例", "（样例", "(样例", "（示例）", "(示例)", "示例：", "示例:")
# Codes of 部门预算 have three digits a level.
_LEVEL = 3
# Five codes show which ones are meant.
_SHOWN = 5

ListedBearer = tuple[ListRow, Agency | Project]


def tell_agency_slips(agencies: Sequence[tuple[ListRow, Agency]], listed: ListFile) -> None:
    """Notes about the agencies."""
    listed.notes += _samples(agencies, listed, "单位")
    siblings: dict[str, list[ListedBearer]] = defaultdict(list)
    for row, agency in agencies:
        siblings[agency.parent].append((row, agency))
    for group in siblings.values():
        listed.notes += _shorter(group, listed, "同级单位")
    codes = {agency.code for _, agency in agencies}
    listed.notes += (note for row, agency in agencies if (note := _below_another(row, agency, codes, listed)))


def tell_project_slips(projects: Sequence[tuple[ListRow, Project]], listed: ListFile) -> None:
    """Notes about the projects."""
    listed.notes += _samples(projects, listed, "项目")
    listed.notes += _shorter(projects, listed, "项目")


def with_zeros(code: str, codes: Iterable[str]) -> str:
    """The one code that a spreadsheet would have shortened to this one; empty where there is none, or several."""
    if not code.isdecimal():
        return ""
    found = [known for known in codes if known != code and known.isdecimal() and known.lstrip("0") == code.lstrip("0")]
    return found[0] if len(found) == 1 else ""


def _samples(rows: Iterable[ListedBearer], listed: ListFile, what: str) -> Iterator[str]:
    for row, bearer in rows:
        if any(mark in bearer.name for mark in _SAMPLES):
            yield (
                f"{listed.name} 第 {row.line} 行：{bearer.code} {bearer.name} 像是新建时带的样例，"
                f"会照样下发、计入应报；请改成本地的{what}，或删去这一行"
            )


def _shorter(rows: Sequence[ListedBearer], listed: ListFile, what: str) -> Iterator[str]:
    """The codes of digits that are shorter than others of their like, unless they are of another level."""
    codes = [bearer.code for _, bearer in rows if bearer.code.isdecimal()]
    # One that begins with a zero has kept its zeros.
    short = [
        (row, bearer.code, whole)
        for row, bearer in rows
        if bearer.code.isdecimal() and not bearer.code.startswith("0") and (whole := _whole_length(bearer.code, codes))
    ]
    if short:
        row, code, longest = short[0]
        told = "、".join(code for _, code, _ in short[:_SHOWN]) + (
            f" 等 {len(short)} 个" if len(short) > _SHOWN else ""
        )
        yield (
            f"{listed.name} 第 {row.line} 行起：编码 {told} 比别的{what}的短（有的 {longest} 位），"
            f"可能在电子表格里丢了前面的 0；请核对，原来是 {code.zfill(longest)} 的请改回来，并把这一列设成文本"
        )


def _whole_length(code: str, codes: Iterable[str]) -> int:
    """How long a code was before it lost its zeros, by the others; 0 where it lost none.

    A list without parents has several levels side by side, as 102 and 102001: a level has two or three digits, so that
    what is a whole level shorter, or begins another's code, lost nothing.
    """
    own = len(code)
    longer = {len(other) for other in codes if len(other) > own and (own < _LEVEL or not other.startswith(code))}
    # Zeros of a whole level are no code: nothing is numbered 000.
    near = [length for length in longer if length - own < _LEVEL]
    if own < _LEVEL:
        near = near or list(longer)
    return max(near, default=0)


def _below_another(row: ListRow, agency: Agency, codes: Iterable[str], listed: ListFile) -> str:
    """An agency whose code would begin with its parent's if its zeros were there."""
    code, parent = agency.code, agency.parent
    zeros = len(parent) - len(parent.lstrip("0"))
    if not (code.isdecimal() and parent.isdecimal() and zeros) or code.startswith(parent):
        return ""
    whole = parent[:zeros] + code
    if not whole.startswith(parent) or whole == parent or whole in codes:
        return ""
    return (
        f"{listed.name} 第 {row.line} 行：编码 {code} 不以上级单位的 {parent} 开头，可能在电子表格里丢了前面的 0；"
        f"请核对是否 {whole}，并把这一列设成文本"
    )
