"""What the tests of the house walk through: the package's modules, their syntax trees and their imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "jixiao_xlsx"


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name, and what it holds."""

    name: str
    path: Path
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, filename=str(self.path))

    @property
    def room(self) -> str:
        """`sheet` for jixiao_xlsx.sheet.grid; empty for the package itself."""
        return [*self.name.split("."), ""][1]


@lru_cache
def modules(package: Path = PACKAGE) -> tuple[Module, ...]:
    """Every module below a package folder, by name; read and parsed once, as every guard walks them."""
    return tuple(
        Module(_dotted(path, package), path, path.read_text(encoding="utf-8")) for path in sorted(package.rglob("*.py"))
    )


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of each import; `from a import b` counts as `a.b`, relative ones are resolved."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, module)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def _base(node: ast.ImportFrom, module: Module) -> str:
    if not node.level:
        return node.module or ""
    package = module.name.split(".")
    own = package if module.path.name == "__init__.py" else package[:-1]
    return ".".join([*own[: len(own) - node.level + 1], *filter(None, [node.module])])


def _dotted(path: Path, package: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
