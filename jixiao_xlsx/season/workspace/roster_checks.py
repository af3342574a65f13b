"""What is wrong with a roster: codes, names, parents, former names, addresses, forms, projects — all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.forms.tree import is_about_subjects
from jixiao_xlsx.model.season.roster import Agency, Project, Roster
from jixiao_xlsx.season.workspace.list_rows import ListFile, ListRow
from jixiao_xlsx.season.workspace.roster_slips import tell_agency_slips, tell_project_slips, with_zeros
from jixiao_xlsx.spec.catalogue import all_forms, pick_form
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.spec.settings.models import is_address

Agencies = Sequence[tuple[ListRow, Agency]]
Projects = Sequence[tuple[ListRow, Project]]
# Fifty hints show how the codes differ; each costs a comparison with every code of the roster.
_HINTED = 50


def check_agencies(agencies: Agencies, listed: ListFile) -> None:
    """Every fault of the agencies, as faults of the list."""
    _check_codes(agencies, listed, "单位")
    names: dict[str, Agency] = {}
    for row, agency in agencies:
        if agency.email and not is_address(agency.email):
            # 60 characters show which cell is meant.
            listed.fault(row, "email", f"‘{agency.email[:60]}’ 不是邮箱地址", "只写一个，例如 mzj@example.cn")
        # A note, for two agencies may well have one name; who files without a code is told apart by nothing.
        if agency.name in names and agency.name:
            same = f"{names[agency.name].code} 与 {agency.code} 都叫 {agency.name}"
            listed.notes.append(f"{listed.name} 第 {row.line} 行：{same}；没有编码的来件会算作前一个")
        names.setdefault(agency.name, agency)
    _check_parents(agencies, listed)
    _check_former(agencies, listed)
    tell_agency_slips(agencies, listed)
    _check_standing_in(agencies, listed)


def check_projects(projects: Projects, listed: ListFile, roster: Roster | None, forms: Sequence[Form]) -> None:
    """Every fault of the projects; `roster` None: the agencies could not be read, so they are not compared."""
    _check_codes(projects, listed, "项目")
    tell_project_slips(projects, listed)
    present = {agency.code: agency for agency in roster.agencies} if roster else {}
    per_agency = {form.form: form for form in forms if not is_about_subjects(form)}
    for row, project in projects:
        if not project.agency:
            listed.fault(row, "agency", "没有写单位编码", "请写填报这个项目的单位的编码")
        elif roster and project.agency not in present:
            listed.fault(row, "agency", f"单位名录里没有编码 {project.agency}", _meant(project.agency, roster, listed))
        for code in project.forms:
            if code in per_agency:
                listed.fault(
                    row, "forms", f"{per_agency[code].short_name} 不是按项目填报的表", "请删去，它由单位填报一份"
                )


def form_codes(names: Iterable[str], row: ListRow, listed: ListFile, forms: Sequence[Form]) -> tuple[str, ...]:
    """The codes of the forms that a row names; one that the season has not is a fault. Without `forms` as written."""
    codes: list[str] = []
    for name in names:
        if not forms:
            codes.append(name)
            continue
        try:
            codes.append(pick_form(name, forms).form)
        except JixiaoError as error:
            if _exists(name):
                season = "、".join(form.short_name for form in forms)
                listed.fault(row, "forms", f"今年不收 {name}", f"jixiao.yaml 的 forms 里有：{season}")
            else:
                listed.fault(row, "forms", error.message, error.hint)
    return tuple(dict.fromkeys(codes))


def _exists(name: str) -> bool:
    return any(form.is_called(name) for form in all_forms())


def _check_codes(rows: Agencies | Projects, listed: ListFile, what: str) -> None:
    first: dict[str, ListRow] = {}
    for row, bearer in rows:
        if not bearer.code:
            listed.fault(row, "code", f"没有写{what}编码", f"请写{what}编码")
        elif " " in bearer.code:
            listed.fault(row, "code", f"编码 ‘{bearer.code}’ 里有空格", "请删去空格")
        elif bearer.code in first:
            wrong = f"编码 {bearer.code} 重复，第 {first[bearer.code].line} 行已经写过"
            listed.fault(row, "code", wrong, "一个编码只写一行，请改正或删去")
        first.setdefault(bearer.code, row)
        if not bearer.name:
            listed.fault(row, "name", f"没有写{what}名称", f"请写{what}名称")


def _check_parents(agencies: Agencies, listed: ListFile) -> None:
    roster = Roster(tuple(agency for _, agency in agencies))
    present: dict[str, str] = {}
    for _, agency in agencies:
        present.setdefault(agency.code, agency.parent)
    circles = {circle[0]: circle for circle in _circles(present)}
    for row, agency in agencies:
        if agency.parent and agency.parent not in present:
            listed.fault(row, "parent", f"没有编码为 {agency.parent} 的单位", _meant(agency.parent, roster, listed))
        circle = circles.pop(agency.code, ())
        if circle:
            shown = " → ".join((*circle, circle[0]))
            wrong = "上级单位是它自己" if len(circle) == 1 else f"上级单位绕成了圈：{shown}"
            listed.fault(row, "parent", wrong, "最上一级单位的上级单位编码请空着")


def _circles(parents: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Every circle of codes on the way up, each once, from its first code in the order of `parents`."""
    circles: list[tuple[str, ...]] = []
    order = {code: number for number, code in enumerate(parents)}
    settled: set[str] = set()
    for start in parents:
        way: dict[str, None] = {}
        code = start
        while code and code not in settled and code not in way:
            way[code] = None
            code = parents.get(code, "")
        if code in way:
            members = list(way)[list(way).index(code) :]
            # From the first in the list, so that a circle is told once and the same on every run.
            first = members.index(min(members, key=order.__getitem__))
            circles.append((*members[first:], *members[:first]))
        settled.update(way)
    return circles


def _check_former(agencies: Agencies, listed: ListFile) -> None:
    """A former code or name leads to one agency, and no present agency bears it."""
    # Reversed, so that the first of two bearers stays.
    bearers = {word: agency for _, agency in reversed(agencies) for word in (agency.name, agency.code) if word}
    taken: dict[str, Agency] = {}
    for row, agency in agencies:
        for word in agency.former:
            bearer = bearers.get(word)
            if bearer is not None and bearer is not agency:
                wrong = f"{word} 是 {bearer.code} {bearer.name} 现在的编码或名称"
                listed.fault(row, "former", wrong, "请删去；它的来件会算作那个单位的")
            elif word in taken and taken[word] is not agency:
                wrong = f"{word} 也是 {taken[word].code} {taken[word].name} 的曾用编码或名称"
                listed.fault(row, "former", wrong, "请只写在接收它的那个单位")
            taken.setdefault(word, agency)


def _check_standing_in(agencies: Agencies, listed: ListFile) -> None:
    """代报 names agencies of the list: who is not on it sends from an address that nobody here knows."""
    roster = Roster(tuple(agency for _, agency in agencies))
    for row, agency in agencies:
        for word in agency.standing_in:
            found = roster.agency(word)
            if found is None:
                listed.fault(row, "standing_in", f"单位名录里没有 {word}", _meant(word, roster, listed))
            elif found.code == agency.code:
                listed.fault(row, "standing_in", "代报单位是它自己", "请写替它报送的另一个单位，没有就空着")


def _meant(code: str, roster: Roster, listed: ListFile) -> str:
    """What may have been meant by a code that nobody bears now; looking for one like it takes long where a whole
    column is of another making."""
    agency = roster.agency(code)
    if agency is not None:
        return f"请写 {agency.name} 现在的编码 {agency.code}"
    if whole := with_zeros(code, (known.code for known in roster.agencies)):
        return f"是否 {whole}？可能在电子表格里丢了前面的 0，请把这一列设成文本"
    like = len(listed.faults) < _HINTED
    near = nearest(code, [known.code for known in roster.agencies if known.code != code]) if like else ""
    return f"是否 {near}？" if near else "请在单位名录里加上这个单位，或改正编码"
