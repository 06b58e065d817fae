"""Where LibreOffice is, and a Python that can talk to it."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import LibreOfficeMissing

SOFFICE_VARIABLE = "LIBREOFFICE_SOFFICE"
PYTHON_VARIABLE = "LIBREOFFICE_PYTHON"
PROBE_SECONDS = 30


@dataclass(frozen=True)
class Installation:
    """``soffice``: the program itself (not its starter); ``python``: one that has ``uno``."""

    soffice: Path
    python: Path


def clean_environment() -> dict[str, str]:
    """The environment without what belongs to this Python only (or to a frozen program)."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    clean.pop("VIRTUAL_ENV", None)
    original = clean.pop("LD_LIBRARY_PATH_ORIG", None)
    if getattr(sys, "frozen", False):
        clean.pop("LD_LIBRARY_PATH", None)
    if original:
        clean["LD_LIBRARY_PATH"] = original
    return clean


def _candidates() -> Iterator[Path]:
    named = os.environ.get(SOFFICE_VARIABLE)
    if named:
        yield Path(named)
        return
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            yield Path(found)
    if sys.platform == "win32":
        for variable in ("ProgramFiles", "ProgramFiles(x86)"):
            if os.environ.get(variable):
                yield Path(os.environ[variable], "LibreOffice", "program", "soffice.exe")
    elif sys.platform == "darwin":
        yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    else:
        for folder in ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/opt/libreoffice"):
            yield Path(folder, "program", "soffice")


def _program(starter: Path) -> Path:
    """The program behind the starter: killing the starter would leave the program running."""
    real = starter.resolve()
    binary = real.with_name("soffice.bin")
    return binary if binary.is_file() else real


def _pythons(program: Path) -> Iterator[Path]:
    named = os.environ.get(PYTHON_VARIABLE)
    if named:
        yield Path(named)
        return
    folder = program.parent
    if sys.platform == "win32":
        yield folder / "python.exe"
    elif sys.platform == "darwin":
        yield folder.parent / "Resources" / "python"
    yield folder / "python"
    yield Path("/usr/bin/python3")
    if not getattr(sys, "frozen", False):
        yield Path(sys.executable)


def _has_uno(python: Path) -> bool:
    if not python.is_file():
        return False
    try:
        probe = subprocess.run(
            [python, "-c", "import uno"],
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PROBE_SECONDS,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


@functools.lru_cache(maxsize=None)
def find_installation() -> Installation:
    """The LibreOffice to use.

    Raises:
        LibreOfficeMissing: nothing found, or no Python with ``uno``; says what to install.
    """
    program = next((_program(path) for path in _candidates() if path.is_file()), None)
    if program is None:
        raise LibreOfficeMissing(
            "LibreOffice is not installed (or set LIBREOFFICE_SOFFICE to its soffice program)"
        )
    python = next((path for path in _pythons(program) if _has_uno(path)), None)
    if python is None:
        raise LibreOfficeMissing(
            "LibreOffice is there, but no Python that can talk to it: install python3-uno "
            "(or set LIBREOFFICE_PYTHON to a Python that can import uno)"
        )
    return Installation(program, python)
