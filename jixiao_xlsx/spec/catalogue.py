"""The specs there are: embedded ones and those in other folders, by path, name, edition or alias."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from jixiao_xlsx.errors import Fault, JixiaoError, SpecError
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.resources import specs_folder
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.spec.load import load_path

EARLIER = "旧版"
"""The folder beside an office's specs for what they were when blanks went out."""


def load_form(reference: str | Path) -> Form:
    """The form a reference means: a spec file's path, a form's name, `name@edition`, or an alias such as `S0`.

    Raises SpecError with all faults of the file, JixiaoError where nothing is known by that name.
    """
    path = Path(reference)
    if path.suffix in {".yaml", ".yml"} or path.is_file():
        # With the time it was changed, so that an edited file is read anew in a program that runs on.
        return _load(path.resolve(), path.stat().st_mtime_ns if path.exists() else 0)
    return find_form(str(reference))


def find_form(name: str) -> Form:
    """An embedded form by name, `name@edition` or alias; of several editions the newest."""
    return pick_form(name, all_forms(), also="表的代码或 YAML 文件的路径")


def pick_form(name: str, forms: Sequence[Form], *, also: str = "表的代码") -> Form:
    """The form of these that a name, `name@edition` or alias means; of several editions the newest.

    Raises JixiaoError where it means none of them, or forms of different names; `also` is what else may be written.
    """
    wanted = [form for form in forms if form.is_called(name)]
    if len({form.form for form in wanted}) > 1:
        several = "、".join(form.name for form in wanted)
        raise JixiaoError(f"有几张表都叫 ‘{name}’：{several}", "请写表的代码")
    if not wanted:
        names = [word for form in forms for word in (*form.aliases, form.form)]
        near = nearest(name, names)
        known = "、".join(sorted(alias for form in forms for alias in form.aliases))
        hint = f"是否 {near}？" if near else f"可用的表样：{known}；也可以写{also}"
        raise JixiaoError(f"没有名为 ‘{name}’ 的表样", hint)
    return max(wanted, key=lambda form: edition_order(form.edition))


def all_forms(*folders: Path | str) -> tuple[Form, ...]:
    """Every form in the embedded specs and in other folders, by name and edition. Raises SpecError with the faults
    of all files that have any."""
    forms: dict[str, Form] = {}
    faults: list[Fault] = []
    # Every file is read before anything is raised: all faults of all files come at once.
    for path in spec_files(*map(Path, folders)):
        try:
            form = _load(path, path.stat().st_mtime_ns)
        except SpecError as error:
            faults += error.faults
            continue
        if form.name in forms:
            faults.append(
                Fault(path.name, 1, 1, "form", f"{form.name} 另一个文件里已经有了", "请换一个 form 或 edition")
            )
        forms[form.name] = form
    if faults:
        raise SpecError(tuple(faults))
    return tuple(sorted(forms.values(), key=lambda form: (form.form, edition_order(form.edition))))


def earlier_forms(*folders: Path | str) -> tuple[Form, ...]:
    """Other states of forms, whose blanks may still be out: those in the folders 旧版 of the embedded specs and of
    these folders, several of one edition among them. Raises SpecError with the faults of all files that have any."""
    forms: list[Form] = []
    faults: list[Fault] = []
    for path in (
        path for folder in (specs_folder(), *folders) for path in sorted((Path(folder) / EARLIER).glob("*.yaml"))
    ):
        try:
            forms.append(_load(path, path.stat().st_mtime_ns))
        except SpecError as error:
            faults += error.faults
    if faults:
        raise SpecError(tuple(faults))
    return tuple(forms)


def edition_order(edition: str) -> tuple[tuple[bool, int, str], ...]:
    """Editions as people count them: `2024.9` before `2024.10`."""
    parts = re.findall(r"[0-9]+|[^0-9]+", edition)
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def spec_files(*folders: Path) -> tuple[Path, ...]:
    """The spec files of the embedded folder and of these, in name order; one folder named twice counts once."""
    once = dict.fromkeys(folder.resolve() for folder in (specs_folder(), *folders))
    return tuple(path for folder in once for path in sorted(folder.glob("*.yaml")))


# The shipped specs are a dozen, an office adds a few; old states of edited files may stay too.
@lru_cache(maxsize=256)
def _load(path: Path, _changed: int) -> Form:
    return load_path(path)
