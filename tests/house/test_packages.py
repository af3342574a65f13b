"""setup.cfg names every folder of the package, so that none is missing from the wheel."""

from __future__ import annotations

from configparser import ConfigParser

from house.package_tree import PACKAGE, ROOT

TRAVELLING = {"jixiao_xlsx.specs": "specs", "jixiao_xlsx.templates": "templates"}


def folders_with_code() -> set[str]:
    return {".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGE.rglob("*.py")}


def read_setup() -> ConfigParser:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    return setup


def test_setup_cfg_lists_the_package_folders_as_they_are() -> None:
    listed = read_setup()["options"]["packages"].split()
    assert listed == sorted(folders_with_code() | set(TRAVELLING))


def test_every_folder_with_code_is_a_regular_package() -> None:
    bare = [path for path in PACKAGE.rglob("*") if path.is_dir() and any(path.glob("*.py"))]
    assert [path for path in bare if not (path / "__init__.py").is_file()] == []


def test_specs_and_templates_are_mapped_from_the_top_level() -> None:
    mapped = dict(line.split(" = ") for line in read_setup()["options"]["package_dir"].strip().splitlines())
    assert mapped == {"jixiao_xlsx": "jixiao_xlsx", **TRAVELLING}
