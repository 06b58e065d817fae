"""Macros: run when named, never by themselves."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlwings as xw

from kpi_desktop.office.libreoffice import LibreOfficeError, NoSuchObject

MODULE = """Option VBASupport 1
Function 倍(ByVal x As Double) As Double
    倍 = x * 2
End Function
Function AddAll(cells)
    Dim total, row, column
    For row = 0 To cells.Rows.Count - 1
        total = total + cells.getCellByPosition(0, row).Value
    Next
    AddAll = total
End Function
Function Kind(value)
    Kind = TypeName(value)
End Function
Sub Mark(text As String)
    ThisComponent.Sheets.getByIndex(0).getCellRangeByName("A1").String = text
End Sub
Sub OnOpen
    Mark "opened by itself"
End Sub
Sub Fails
    Err.Raise 5
End Sub
"""
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dom="http://www.w3.org/2001/xml-events" '
    'xmlns:ooo="http://openoffice.org/2004/office"'
)
CONTENT = f"""<office:document-content {NAMES} office:version="1.2">
<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script"
 script:event-name="dom:load" xlink:type="simple"
 xlink:href="vnd.sun.star.script:Standard.Module1.OnOpen?language=Basic&amp;location=document"/>
</office:event-listeners></office:scripts>
<office:body><office:spreadsheet><table:table table:name="Sheet1"><table:table-row>
<table:table-cell/></table:table-row></table:table></office:spreadsheet></office:body>
</office:document-content>"""
LIBRARY_NAMES = (
    'xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def module(source: str) -> str:
    return (
        '<script:module xmlns:script="http://openoffice.org/2000/script" '
        f'script:name="Module1" script:language="StarBasic">{source}</script:module>'
    )


FILES = {
    "content.xml": CONTENT,
    "Basic/script-lc.xml": f"<library:libraries {LIBRARY_NAMES}><library:library library:name="
    '"Standard" library:link="false"/></library:libraries>',
    "Basic/Standard/script-lb.xml": f'<library:library {LIBRARY_NAMES} library:name="Standard" '
    'library:readonly="false"><library:element library:name="Module1"/></library:library>',
    "Basic/Standard/Module1.xml": module(MODULE),
}
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in FILES
    )
    + "</manifest:manifest>"
)


def write(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        for name, text in files.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>\n' + text)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return path


@pytest.fixture
def path(folder: Path) -> Path:
    """A workbook with Basic in it, one Sub of which is bound to being opened."""
    return write(folder / "マクロ 付き.ods", FILES)


@pytest.fixture
def workbook(app: xw.App, path: Path) -> xw.Book:
    return app.books.open(path)


def test_a_function_gives_back_its_result(workbook: xw.Book) -> None:
    """A whole number must not arrive as 0 in a ByVal Double."""
    assert workbook.macro("倍")(21) == 42
    assert workbook.macro("Module1.倍")(1.5) == 3


def test_a_macro_is_run_from_the_app(app: xw.App, workbook: xw.Book) -> None:
    assert app.macro("倍")(4) == 8
    assert app.macro(f"'{workbook.name}'!Module1.倍")(4) == 8


def test_a_sub_changes_the_workbook(workbook: xw.Book) -> None:
    workbook.macro("Mark")("検査済")
    assert workbook.sheets[0]["A1"].value == "検査済"


def test_values_and_ranges_are_given_to_a_macro(workbook: xw.Book) -> None:
    sheet = workbook.sheets[0]
    sheet["B1:B3"].value = [[1], [2], [3.5]]
    assert workbook.macro("AddAll")(sheet["B1:B3"]) == 6.5
    assert workbook.macro("Kind")("文") == "String"
    assert workbook.macro("Kind")(True) == "Boolean"


def test_opening_a_file_runs_none_of_its_code(workbook: xw.Book) -> None:
    assert workbook.sheets[0]["A1"].value is None


def test_code_bound_to_opening_runs_if_events_are_enabled(app: xw.App, path: Path) -> None:
    with app.properties(enable_events=True):
        assert app.books.open(path).sheets[0]["A1"].value == "opened by itself"


def test_an_absent_macro_is_named(workbook: xw.Book) -> None:
    with pytest.raises(NoSuchObject, match="'無い'"):
        workbook.macro("無い")()
    with pytest.raises(NoSuchObject, match="'Other'"):
        workbook.macro("Other.倍")(1)


def test_a_module_that_cannot_be_compiled_is_told(app: xw.App, folder: Path) -> None:
    """Without VBA support LibreOffice's Basic takes no Japanese identifiers."""
    plain = MODULE.replace("Option VBASupport 1", "")
    path = write(folder / "誤り.ods", FILES | {"Basic/Standard/Module1.xml": module(plain)})
    with pytest.raises(LibreOfficeError, match="cannot be compiled"):
        app.books.open(path).macro("倍")(1)


def test_a_macro_that_stops_with_an_error_says_so_and_harms_nothing(workbook: xw.Book) -> None:
    with pytest.raises(LibreOfficeError, match="'Fails' stopped"):
        workbook.macro("Fails")()
    assert workbook.macro("倍")(2) == 4
