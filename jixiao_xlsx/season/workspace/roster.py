"""单位名录 and 项目名单: `roster.csv` and `projects.csv` (or workbooks) become the roster, or all their faults."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.errors import Fault
from jixiao_xlsx.file_names import is_table
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.kinds.characters import half_width
from jixiao_xlsx.model.season.roster import Agency, Project, Roster
from jixiao_xlsx.season.workspace.list_rows import ListColumn, ListFile, ListRow, read_list
from jixiao_xlsx.season.workspace.roster_checks import check_agencies, check_projects, form_codes

ROSTER, PROJECTS = "roster", "projects"
# What people part several words of a cell with.
_PARTS = re.compile(r"[；;、，,\s]+")

# Other words are those of budget systems' exports: lists come from there.
AGENCY_COLUMNS = (
    ListColumn("code", "单位编码", ("code", "单位代码", "预算单位编码", "预算单位代码", "编码", "代码"), required=True),
    ListColumn("name", "单位名称", ("name", "单位", "预算单位", "预算单位名称", "名称"), required=True),
    ListColumn(
        "parent", "上级单位编码", ("parent", "上级编码", "上级单位代码", "上级单位", "主管部门编码", "主管部门代码")
    ),
    ListColumn("contact", "联系人", ("contact", "联系人姓名", "经办人")),
    ListColumn("email", "邮箱", ("email", "e-mail", "mail", "电子邮箱", "邮箱地址", "电子邮件")),
    ListColumn("forms", "表", ("forms", "form", "应报表", "填报表", "报送的表")),
    ListColumn("section", "对口科室", ("section", "科室", "业务科室")),
    ListColumn(
        "former",
        "曾用编码或名称",
        ("former", "曾用编码", "曾用名称", "曾用名", "曾用代码", "原编码", "原名称", "原代码"),
        several=True,
    ),
    ListColumn("password", "密码", ("password", "打开密码", "文件密码", "压缩包密码")),
)
PROJECT_COLUMNS = (
    ListColumn("code", "项目编码", ("code", "项目代码", "编码", "代码"), required=True),
    ListColumn("name", "项目名称", ("name", "项目", "名称"), required=True),
    ListColumn(
        "agency", "单位编码", ("agency", "单位代码", "预算单位编码", "预算单位代码", "填报单位编码"), required=True
    ),
    ListColumn("forms", "表", ("forms", "form", "应报表", "填报表")),
)


@dataclass(frozen=True, slots=True)
class RosterRead:
    """The roster as far as it is right, all faults of its files, and what else is worth saying."""

    roster: Roster
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


def read_roster(folder: Path, forms: Sequence[Form] = ()) -> RosterRead:
    """The roster in a folder with all that is wrong with it; a projects' list need not be there."""
    faults: list[Fault] = []
    agencies_path = _the_one(folder, ROSTER, faults)
    projects_path = _the_one(folder, PROJECTS, faults)
    if agencies_path is None:
        if not faults:
            faults.append(Fault("roster.csv", 1, 1, "文件", "没有单位名录", Advice.MAKE_ROSTER))
        return RosterRead(Roster(), tuple(faults))
    listed = read_list(agencies_path, AGENCY_COLUMNS)
    agencies = [(row, _agency(row, listed, forms)) for row in listed.rows]
    check_agencies(agencies, listed)
    lists = [listed]
    roster = Roster(tuple(agency for _, agency in agencies))
    if projects_path is not None:
        lists.append(read_list(projects_path, PROJECT_COLUMNS))
        projects = [(row, _project(row, lists[1], forms)) for row in lists[1].rows]
        # Where no agency could be read every project would be a fault.
        check_projects(projects, lists[1], None if listed.faults and not agencies else roster, forms)
        roster = Roster(roster.agencies, tuple(project for _, project in projects))
    found = (*faults, *(fault for list_file in lists for fault in list_file.faults))
    return RosterRead(
        roster, tuple(dict.fromkeys(found)), tuple(note for list_file in lists for note in list_file.notes)
    )


def _the_one(folder: Path, stem: str, faults: list[Fault]) -> Path | None:
    """The list's file; two of them are a fault, as nobody could tell which one counts."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and path.stem.lower() == stem)
    there = [name for name in names if is_table(name)]
    if len(there) > 1:
        wrong = f"{'、'.join(there)} 同时存在，不知道以哪一个为准"
        faults.append(Fault(there[0], 1, 1, "文件", wrong, "请只留一个，其余的移走或改名"))
        return None
    return folder / there[0] if there else None


def _agency(row: ListRow, listed: ListFile, forms: Sequence[Form]) -> Agency:
    return Agency(
        code=code_of(row.text("code")),
        name=row.text("name"),
        parent=code_of(row.text("parent")),
        contact=row.text("contact"),
        email=half_width(row.text("email")),
        forms=form_codes(_parts(row.text("forms")), row, listed, forms),
        section=row.text("section"),
        former=tuple(dict.fromkeys(_former(part) for part in _parts(row.text("former")))),
        password=row.text("password"),
    )


def _project(row: ListRow, listed: ListFile, forms: Sequence[Form]) -> Project:
    return Project(
        code=code_of(row.text("code")),
        name=row.text("name"),
        agency=code_of(row.text("agency")),
        forms=form_codes(_parts(row.text("forms")), row, listed, forms),
    )


def code_of(text: str) -> str:
    """A code as text, full-width digits and letters as the common ones: `０１０１` → `0101`."""
    return half_width(text)


def _former(text: str) -> str:
    """A former code like a code; a name stays as it is written."""
    narrow = half_width(text)
    # Full width letters of a name are the name's.
    return narrow if narrow.isascii() else text


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in _PARTS.split(text) if part)
