"""Files that the product carries beside its code: the form template and the text of the macros."""

from __future__ import annotations

from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path


def template_bytes() -> bytes:
    """The form template that the product carries."""
    return (_carried("templates") / "様式2.xlsx").read_bytes()


def macro_texts() -> dict[str, str]:
    """The text of every macro that the product carries, by file name."""
    macros = (file for file in _carried("macros").iterdir() if file.name.endswith(".bas"))
    return {file.name: file.read_text(encoding="utf-8") for file in macros}


def _carried(folder: str) -> Traversable:
    """A folder that the product carries; a checkout has it beside the package."""
    package = package_files("kpi_desktop")
    carried = package / folder
    return carried if carried.is_dir() else Path(str(package)).parent / folder
