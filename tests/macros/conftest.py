"""Macro-enabled workbooks of the sample, and both programs that run their macros."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from kpi_desktop.office import libreoffice


@pytest.fixture(scope="session")
def with_macros(finished_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the finished sample workspace. Its macro-enabled workbooks are not to be changed."""
    return Path(shutil.copytree(finished_once, tmp_path_factory.mktemp("macros") / "評価R5"))


@pytest.fixture(scope="session")
def form(with_macros: Path) -> Path:
    """A form with macros, as generated: nothing filled in."""
    return next((with_macros / "配布").glob("04_*.xlsm"))


@pytest.fixture(scope="session")
def master(with_macros: Path) -> Path:
    """The master workbook with macros."""
    return with_macros / "統合" / "統合マスタ_R5.xlsm"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xw.App]:
    """A LibreOffice whose temporary folder is the test's own."""
    folder = str(tmp_path_factory.mktemp("temp"))
    before = os.environ.get("TEMP")
    os.environ["TEMP"] = folder
    others = any(one.name == "libreoffice" for one in xw.engines)
    libreoffice.register()
    try:
        with xw.App(visible=False, add_book=False) as running:
            yield running
    finally:
        if not others:
            libreoffice.unregister()
        if before is None:
            del os.environ["TEMP"]
        else:
            os.environ["TEMP"] = before
