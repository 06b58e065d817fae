"""What is installed is whole: every module and every data file that the program needs."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: Folders beside the package that the wheel carries inside it.
CARRIED = {"kpi_desktop.macros", "kpi_desktop.templates"}
DATA = (".csv", ".xlsx", ".conf", ".json")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names in the wheel that is built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "source"
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        source = ROOT / name
        if source.is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes(source.read_bytes())
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(copy)],
        check=True,
        capture_output=True,
    )
    return set(zipfile.ZipFile(next(folder.glob("*.whl"))).namelist())


def test_the_wheel_has_every_module_and_data_file_of_the_package(wheel: set[str]) -> None:
    wanted = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "kpi_desktop").rglob("*")
        if path.suffix in (".py", *DATA) and "__pycache__" not in path.parts
    }
    assert wanted - wheel == set()


def test_the_wheel_carries_the_form_template(wheel: set[str]) -> None:
    assert "kpi_desktop/templates/様式2.xlsx" in wheel


def test_the_wheel_carries_the_text_of_every_macro(wheel: set[str]) -> None:
    wanted = {f"kpi_desktop/macros/{one.name}" for one in (ROOT / "macros").glob("*.bas")}
    assert len(wanted) == 6
    assert wanted <= wheel


def test_setup_cfg_lists_every_package() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(settings["options"]["packages"].split()) - CARRIED
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "kpi_desktop").rglob("*.py")
    }
    assert listed == found


def imported_modules() -> set[str]:
    """Top-level names of every module that the package imports, wherever the statement stands."""
    found = set()
    for path in (ROOT / "kpi_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


def declared(section: str, option: str) -> set[str]:
    """Distribution names in a list of requirements."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = settings[section][option].split("\n")
    return {_plain(re.split(r"[\s<>=\[]", line)[0]) for line in lines if line.strip()}


def _plain(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def test_every_library_that_is_imported_is_declared() -> None:
    known = packages_distributions()
    used = {
        _plain(name)
        for module in imported_modules() - {"kpi_desktop"} - set(sys.stdlib_module_names)
        for name in known.get(module, [])
    }
    extras = declared("options.extras_require", "fast") | declared(
        "options.extras_require", "postgresql"
    )
    used = {"pyside6" if name.startswith("pyside6") else name for name in used}
    assert used - declared("options", "install_requires") - extras - {"setuptools"} == set()


def test_every_library_that_is_declared_has_its_reason_written_down() -> None:
    reasons = (ROOT / "docs" / "decisions" / "0001-libraries.md").read_text(encoding="utf-8")
    names = declared("options", "install_requires")
    assert {name for name in names if name not in reasons.lower()} == set()


def test_every_library_that_is_declared_is_imported() -> None:
    """But pandas, which the users asked for: it is what people pass through xlwings."""
    known = packages_distributions()
    used = {_plain(name) for module in imported_modules() for name in known.get(module, [])}
    used |= {"pyside6"} if any(name.startswith("pyside6") for name in used) else set()
    assert declared("options", "install_requires") - used == {"pandas"}
