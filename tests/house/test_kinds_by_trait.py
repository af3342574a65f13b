"""Outside `model/kinds` nobody asks a kind for its name: a new kind would be forgotten there. Traits tell instead."""

from __future__ import annotations

import ast
from collections.abc import Set
from pathlib import Path

import pytest

from house.kinds_told import HOME, lists_of, told
from house.package_tree import Module, modules


def comparisons(package_modules: tuple[Module, ...]) -> list[str]:
    """Each place that tells kinds apart by their names."""
    outside = [module for module in package_modules if not f"{module.name}.".startswith(f"{HOME}.")]
    own = {module.name: lists_of(module) for module in outside}
    lists = {f"{home}.{name}" for home, names in own.items() for name in names}
    return [
        f"{module.name}:{line} knows a kind by its name"
        for module in outside
        for line in told(module, own[module.name] | _imported(module, lists))
    ]


def _imported(module: Module, lists: Set[str]) -> set[str]:
    """What the lists of other modules are called here."""
    return {
        alias.asname or alias.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if f"{node.module}.{alias.name}" in lists
    }


def test_nobody_tells_kinds_apart_by_name() -> None:
    assert comparisons(modules()) == []


def planted(**sources: str) -> tuple[Module, ...]:
    return tuple(
        Module(f"jixiao_xlsx.report.{name}", Path(f"{name}.py"), source) for name, source in sorted(sources.items())
    )


@pytest.mark.parametrize(
    "source",
    [
        'slot.field.kind == "amount"',
        '"long_text" != record.kind',
        'record.kind in ("text", "long_text")',
        'kind not in {"percent"}',
        '"target" in kinds',
        'kind_named(leaf.kind).name == "date"',
        'kind.name == "year"',
        'row["kind"] == "integer"',
        'str(row["kind"]) in ["integer"]',
        'TEXTS = frozenset({"text", "long_text"})\ndef told(leaf):\n    return leaf.kind in TEXTS',
        'TARGET = "target"\nleaf.kind == TARGET',
        'places = {"amount": 2, "percent": 4}.get(field.kind, 0)',
        'PLACES: dict[str, int] = {"amount": 2}\nPLACES[field.kind]',
        'match field.kind:\n    case "flag" | "choice":\n        pass',
        'match field.kind:\n    case ("flag", _):\n        pass',
        'match field.kind, year:\n    case "flag", 2026:\n        pass',
        'k = f.kind; k == "amount"',
        'k: str = f.kind; k == "amount"',
        'def told(f):\n    k, n = f.kind, 1; j = k; return j == "amount"',
        '(k := f.kind) == "amount"',
        'k if (k := f.kind) and k == "amount" else ""',
        '[k for k in kinds if k == "amount"]',
        'any(f.kind == k for k in ("amount", "points"))',
        'match leaf:\n    case Record(kind="amount"): ...',
        'match leaf:\n    case {"kind": "amount" | "points"}: ...',
        'f.kind.startswith("long")',
        'f.kind.endswith(("_text", "unt"))',
        'f.kind.removeprefix("long_") == name',
        'f.kind.__eq__("amount")',
        'f.kind.lower() == "amount"',
        'f.kind in ["amount"] + ["x"]',
        'f.kind in (*SUMS, "amount")',
        'f.kind in {"amount"} | SUMS',
        'f.kind in "amount points".split()',
        'f.kind == ("amount" if wide else "points")',
        '["amount"].count(f.kind)',
        'getattr(f, "kind") == "amount"',
        'row.get("kind") == "amount"',
        'cell_kind == "amount"',
        'kind_named(f.kind) is KINDS["amount"]',
        'kind_named("amount") is asked',
        "from jixiao_xlsx.model.kinds.figures import Amount\nisinstance(kind_named(leaf.kind), Amount)",
        "from jixiao_xlsx.model.kinds import texts\nisinstance(kind_named(leaf.kind), texts.Code)",
        "import jixiao_xlsx.model.kinds.numeric as numeric",
    ],
)
def test_canary_a_kind_known_by_name_is_caught(source: str) -> None:
    assert len(comparisons(planted(bad=source))) == 1


def test_canary_a_list_from_another_module_is_caught() -> None:
    lists = 'ADDED = frozenset({"amount", "integer"})'
    told = "from jixiao_xlsx.report.lists import ADDED as SUMS\nleaf.kind in SUMS"
    assert comparisons(planted(lists=lists, told=told)) == ["jixiao_xlsx.report.told:2 knows a kind by its name"]


@pytest.mark.parametrize(
    "source",
    [
        "traits_of(slot.field).is_money",
        'Field(kind="text")',
        'token.kind == "date"',
        'letter.kind == "退回"',
        'link.kind == "vmldrawing"',
        'token.sort in ("number", "text")',
        'record.key[-1] == "points"',
        'TableColumn("金额", 12, "amount")',
        "first.kind == second.kind",
        'said.kind.endswith("_type")',
        'def asked(f):\n    k = f.kind\ndef other(k):\n    return k == "amount"',
        'sort = token.kind\nsort == "date"',
        'match leaf:\n    case Link(kind="vmldrawing", name="text"): ...',
        "from jixiao_xlsx.model.kinds import Kind, kind_named\nisinstance(kind, Kind)",
        'PLACES = kind_named("amount").places\nplaces == kind_named("amount").places',
        'kind = "text"\nkind in KINDS',
    ],
)
def test_canary_words_that_mean_something_else_are_let_pass(source: str) -> None:
    assert comparisons(planted(good=source)) == []
