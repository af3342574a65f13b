"""A wheel, and an editable install, both carry the specs and templates and run away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from house.package_tree import ROOT
from jixiao_xlsx import __version__
from jixiao_xlsx.cli.registered import registered

SOURCES = ("jixiao_xlsx", "specs", "templates", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")
PLANTED = ("specs/planted@2024.yaml", "specs/deep/planted.yaml", "templates/planted.j2", "templates/deep/planted.html")
FIND = "from jixiao_xlsx.resources import {0} as find; print(find())"


def run(*command: str | Path, cwd: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def pip(python: Path | str, *arguments: str | Path, cwd: Path) -> None:
    """pip without the network; it builds with the setuptools of the test environment."""
    offline = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet")
    run(sys.executable, "-m", "pip", "--python", python, *arguments, *offline, cwd=cwd)


def copy_sources(to: Path) -> Path:
    """A checkout of its own: building writes into the folder it builds, and an old build would hide gaps."""
    to.mkdir()
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, to / name)
    for planted in PLANTED:
        (to / planted).parent.mkdir(parents=True, exist_ok=True)
        (to / planted).write_text("预算\n", encoding="utf-8")
    return to


def fresh_python(folder: Path) -> Path:
    """A new environment that sees our dependencies, but not our own editable install (its hook is a .pth file)."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    base = {"base": str(folder), "platbase": str(folder)}
    site = Path(sysconfig.get_path("purelib", scheme="venv", vars=base))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return Path(sysconfig.get_path("scripts", scheme="venv", vars=base)) / (
        "python.exe" if os.name == "nt" else "python"
    )


@pytest.fixture(scope="module", params=["wheel", "editable"])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment with the package installed one way or the other."""
    folder = tmp_path_factory.mktemp(request.param)
    sources, python = copy_sources(folder / "sources"), fresh_python(folder / "venv")
    if request.param == "wheel":
        pip(sys.executable, "wheel", sources, "--wheel-dir", folder / "dist", cwd=folder)
        (wheel,) = (folder / "dist").glob("*.whl")
        pip(python, "install", wheel, cwd=folder)
        shutil.rmtree(sources)
    else:
        pip(python, "install", "--editable", sources, cwd=folder)
    return python


@pytest.mark.parametrize("name", ["specs", "templates"])
def test_specs_and_templates_travel_along(installed: Path, tmp_path: Path, name: str) -> None:
    found = Path(run(installed, "-c", FIND.format(f"{name}_folder"), cwd=tmp_path))
    assert found.is_relative_to(installed.parents[2])
    planted = {Path(path).relative_to(name) for path in PLANTED if path.startswith(name)}
    assert files(found) == files(ROOT / name) | planted


def test_the_types_travel_along(installed: Path, tmp_path: Path) -> None:
    say = "import jixiao_xlsx, pathlib; print(pathlib.Path(jixiao_xlsx.__file__).with_name('py.typed').is_file())"
    assert run(installed, "-c", say, cwd=tmp_path) == "True"


def files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")}


def test_jixiao_runs_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    jixiao = installed.with_name("jixiao.exe" if os.name == "nt" else "jixiao")
    assert run(jixiao, "--version", cwd=tmp_path) == f"jixiao {__version__}"
    for command in registered():
        assert "显示帮助" in run(jixiao, command, "--help", cwd=tmp_path)
