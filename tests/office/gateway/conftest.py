"""The gateway over every program that this machine has: the same tests for Excel and for LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from kpi_desktop.office.choice import EXCEL, excel_presence, libreoffice_presence
from kpi_desktop.office.gateway import LiveOffice
from kpi_desktop.office.program import Program

PRESENT = [one.kind for one in (excel_presence(), libreoffice_presence()) if one.present]


@pytest.fixture(scope="session", params=PRESENT or ["none"])
def program(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    """Each program in turn, with nothing of it left running afterwards."""
    assert PRESENT, "neither Excel nor LibreOffice is here"
    if request.param == EXCEL:
        from kpi_desktop.office.excel_program import ExcelProgram

        excel = ExcelProgram()
        yield excel
        excel.leave()
        return
    from kpi_desktop.office.libreoffice_program import LibreOfficeProgram

    made = LibreOfficeProgram(tmp_path_factory.mktemp("利用者") / "プロファイル")
    yield made
    for app in list(made.people()):
        app.quit()
    made.leave()


@pytest.fixture
def office(program: Program) -> Iterator[LiveOffice]:
    """The office, with no workbook of these tests open before a person afterwards."""
    made = LiveOffice(program)
    yield made
    for app in program.people():
        for book in list(app.books):
            if "kpi-test" in str(Path(book.fullname)):
                book.close()
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a Japanese name and a blank in it."""
    made = tmp_path / "kpi-test 提出 令和５年度"
    made.mkdir()
    return made


@pytest.fixture
def saved(folder: Path) -> Path:
    """A workbook as somebody made it: two sheets, a formula, a name."""
    workbook = openpyxl.Workbook()
    first = workbook["Sheet"]
    first.title = "様式２"
    first.append(["No", "実績", "倍"])
    first.append([1, 55.3, "=B2*2"])
    workbook.create_sheet("控え")["A1"] = "二枚目"
    path = folder / "様式２ 企画課.xlsx"
    workbook.save(path)
    return path
