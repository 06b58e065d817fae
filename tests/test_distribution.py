"""What is installed is whole: every module and every data file that the program needs."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
import sysconfig
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import kpi_desktop
from tests.checkout import ON_THE_WHEEL, ROOT, copy_sources, listed

#: Folders of the checkout, and where the wheel has them.
CARRIED = {"kpi_desktop": "kpi_desktop", "macros": "kpi_desktop/macros"}
CARRIED["templates"] = "kpi_desktop/templates"
#: What nobody needs who only runs the program: the sources of what is in the wheel as ``.qm``.
LEFT_OUT = {"kpi_desktop/ui/translations/kpi_desktop_en.ts"}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout as it stands, without what git ignores: no remains of earlier builds."""
    return copy_sources(tmp_path_factory.mktemp("source"))


Built = dict[str, bytes]


def built(folder: Path) -> Built:
    """What the wheel in *folder* holds, by name."""
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The wheel that ``pip install .`` makes."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "-w",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return built(folder)


def test_the_wheel_holds_the_tracked_files_of_the_product_and_nothing_else(wheel: Built) -> None:
    tracked = {
        f"{place}/{name.removeprefix(folder + '/')}"
        for folder, place in CARRIED.items()
        for name in listed("--cached", "--", folder)
    }
    assert tracked >= LEFT_OUT
    assert {name for name in wheel if ".dist-info/" not in name} == tracked - LEFT_OUT


def test_what_the_wheel_holds_is_byte_for_byte_what_is_tracked(wheel: Built) -> None:
    for folder, place in CARRIED.items():
        for name in listed("--cached", "--", folder):
            inside = f"{place}/{name.removeprefix(folder + '/')}"
            assert inside in LEFT_OUT or wheel.get(inside) == (ROOT / name).read_bytes(), name


def test_an_sdist_makes_the_same_wheel(
    wheel: Built, source: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("sdist")
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    assert list(folder.glob("*.tar.gz"))
    assert built(folder) == wheel


def test_what_is_tested_is_what_was_installed() -> None:
    """Here and in the processes that tests start. ``make test`` sees to it; a lone pytest need not."""
    if not ON_THE_WHEEL:
        pytest.skip("チェックアウトでの実行（make test は配布物で行う）")
    code = "import kpi_desktop; print(kpi_desktop.__file__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    expected = Path(sysconfig.get_path("purelib")) / "kpi_desktop" / "__init__.py"
    assert Path(kpi_desktop.__file__) == expected == Path(done.stdout.decode().strip())
    assert expected.parts[-3] == "site-packages"
    assert not Path.cwd().is_relative_to(ROOT)


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
