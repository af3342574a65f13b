"""A new workspace: the commented settings, sample lists and folders that a season starts with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError, reason_of
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.model.forms.tree import is_about_subjects
from jixiao_xlsx.model.kinds.characters import unwritable
from jixiao_xlsx.report.kit.templates import text_template
from jixiao_xlsx.season.single.saving import save_file
from jixiao_xlsx.season.workspace.workspace import PLACES, STORE
from jixiao_xlsx.spec.catalogue import find_form
from jixiao_xlsx.spec.settings.settings import OWN_SPECS, SETTINGS_FILE

DEFAULT_FORMS = ("P3", "P2B")
README = "请先读我.txt"
TEMPLATES = "workspace"
"""Where the settings and the steps stand in words of no front."""
_LISTS = ("roster.csv", "projects.csv")
# Excel needs a BOM to see UTF-8 in a CSV, old Notepad in a text; YAML readers may stumble over one.
_BOM = {".csv", ".txt"}


@dataclass(frozen=True, slots=True)
class WorkspacePlan:
    """What the new workspace is for: its folder, the season's year, and what is known of the settings already.

    `templates` is the folder of the settings and the steps; a front that tells what to do in its own words has one."""

    folder: Path
    year: int
    forms: tuple[Form, ...]
    office: str = ""
    deadline: date | None = None
    templates: str = TEMPLATES


def forms_named(names: str) -> tuple[Form, ...]:
    """The embedded forms in `S0,P1`, the usual two where nothing is named. Raises JixiaoError."""
    parted = [name for name in names.replace("，", ",").replace("、", ",").replace(" ", ",").split(",") if name]
    forms = tuple(find_form(name) for name in parted or DEFAULT_FORMS)
    if len({form.form for form in forms}) < len(forms):
        raise JixiaoError(f"‘{names}’ 里有两个是同一张表", "一年里一张表只写一次，只用一个版次")
    return forms


def folders() -> tuple[str, ...]:
    """The folders of a new workspace."""
    return (*PLACES, OWN_SPECS, STORE)


def make_workspace(plan: WorkspacePlan) -> tuple[Path, ...]:
    """Writes the files and folders and tells the files. Nothing is overwritten: raises JixiaoError naming what is
    there already, or where a file cannot be written."""
    # As jixiao.yaml itself takes it (spec/settings/models.py).
    if unwritable(plan.office) or "\n" in plan.office or len(plan.office) > 200:
        raise JixiaoError("财政部门的名称里有不能打印的字符，或太长", "请写一行文字，例如 示例市财政局")
    texts = _texts(plan)
    there = [name for name in texts if (plan.folder / name).exists()]
    if there:
        raise JixiaoError(
            f"{plan.folder} 里已经有 {'、'.join(there)}，没有改动任何文件", "请换一个文件夹，或先移走这些文件"
        )
    try:
        for name in folders():
            (plan.folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JixiaoError(f"建不了文件夹 {plan.folder}：{reason_of(error)}", "请换一个文件夹") from error
    return tuple(save_file(plan.folder / name, data) for name, data in texts.items())


def _texts(plan: WorkspacePlan) -> dict[str, bytes]:
    facts = {
        "year": plan.year,
        "office": plan.office,
        "deadline": plan.deadline.isoformat() if plan.deadline else "",
        "forms": [{"name": form.short_name, "title": form.bare_title} for form in plan.forms],
        "department": next((form.short_name for form in plan.forms if not is_about_subjects(form)), ""),
        "per_project": any(is_about_subjects(form) for form in plan.forms),
        "quoted": lambda text: json.dumps(text, ensure_ascii=False),
    }
    files = {
        SETTINGS_FILE: f"{plan.templates}/jixiao.yaml.j2",
        **{name: f"{TEMPLATES}/{name}" for name in _LISTS},
        README: f"{plan.templates}/readme.txt.j2",
    }
    return {name: _encoded(name, text_template(template).render(facts)) for name, template in files.items()}


def _encoded(name: str, text: str) -> bytes:
    """As the programs that people open it with expect: Windows line ends, a BOM where Excel needs it."""
    lines = text.replace("\n", "\r\n")
    return lines.encode("utf-8-sig" if Path(name).suffix in _BOM else "utf-8")
