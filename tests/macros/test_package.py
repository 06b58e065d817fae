"""Macro-enabled copies as files: what was added, what stayed, and where the buttons are."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter
import xlwings as xw
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from kpi_desktop.system.carried import macro_texts
from kpi_desktop.workbook.macros.macro_book import FILE_NAME, MacroBooks
from kpi_desktop.workbook.macros.removal import without_macros
from kpi_desktop.workbook.ooxml.package.package import Package
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book, relationships
from kpi_desktop.workbook.reading.reader import FormFileReader
from tests.repair_check import repair_faults
from tests.workbook.forms import parts
from tests.workbook.stamping.samples import TEMPLATE

ADDED = re.compile(r"xl/vbaProject\.bin|xl/drawings/drawing_macro\d+\.xml|.*\.rels")
CONCERNED = re.compile(
    r"\[Content_Types\]\.xml|xl/workbook\.xml|xl/(?:forms/)?(?:worksheets|drawings)/[^/]+\.xml|.*\.rels"
)
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def plain(path: Path) -> Path:
    """The workbook that a copy was made of."""
    return path.with_suffix(".xlsx")


def buttons_of(data: bytes) -> list[tuple[str, str, str]]:
    """(macro, alternative text, whether it prints) of every button in a package."""
    found = []
    for name, content in parts(data).items():
        if name.startswith("xl/drawings/drawing"):
            for anchor in ElementTree.fromstring(content):
                for shape in anchor.iter(XDR + "sp"):
                    about, client = next(shape.iter(XDR + "cNvPr")), anchor.find(XDR + "clientData")
                    assert client is not None
                    prints = client.get("fPrintsWithSheet", "1")
                    found.append((shape.get("macro", ""), about.get("descr", ""), prints))
    return found


@pytest.fixture(scope="module", params=["form", "master"])
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def test_both_copies_are_sound(path: Path) -> None:
    assert repair_faults(path.read_bytes()) == ()
    assert [one.description for one in OpenXmlValidator().validate(str(path)).errors] == []


def test_every_part_that_is_not_concerned_stays_byte_for_byte(path: Path) -> None:
    """Packed bytes too: they are copied, not packed again."""
    before, after = parts(plain(path).read_bytes()), parts(path.read_bytes())
    assert set(before) <= set(after)
    assert all(ADDED.fullmatch(name) for name in set(after) - set(before))
    changed = {name for name in before if before[name] != after[name]}
    assert all(CONCERNED.fullmatch(name) for name in changed)
    for name in changed - {"[Content_Types].xml"}:
        assert _without_additions(after[name]) == _without_additions(before[name]), name


def _without_additions(content: bytes) -> bytes:
    """A part without code names, buttons, relations and names that the copy adds."""
    for pattern in (
        rb' codeName="\w+"',
        rb"<sheetPr/>",
        rb"<xdr:oneCellAnchor xmlns.*?</xdr:oneCellAnchor>",
        rb'<drawing [^>]*r:id="kpiMacro\d"/>',
        rb'<Relationship Id="kpiMacro[^>]*/>',
        '<definedName name="(?:提出ファイル名|_xlnm.Print_Area)"[^>]*>[^<]*</definedName>'.encode(),
        rb"<definedNames></definedNames>",
    ):
        content = re.sub(pattern, b"", content, flags=re.S)
    return content


def test_the_same_workbook_gives_the_same_bytes(form: Path, master: Path) -> None:
    books = MacroBooks(macro_texts())
    assert books.form(plain(form).read_bytes(), plain(form).name) == form.read_bytes()
    assert books.master(plain(master).read_bytes()) == master.read_bytes()


def test_every_button_runs_a_macro_of_the_book_says_what_it_does_and_is_not_printed(
    path: Path,
) -> None:
    found = buttons_of(path.read_bytes())
    texts = "\n".join(macro_texts().values())
    assert found
    for macro, meaning, prints in found:
        module, _, name = macro.removeprefix("[0]!").partition(".")
        assert f'VB_Name = "{module}"' in texts and f"Public Sub {name}()" in texts
        assert len(meaning) > 10
        assert prints == "0"


def test_every_macro_of_a_book_has_its_button(form: Path, master: Path) -> None:
    for path, module in ((form, "KpiForm"), (master, "KpiMaster")):
        subs = re.findall(r"Public Sub (\w+)\(\)", macro_texts()[f"{module}.bas"])
        shown = {macro.rpartition(".")[2] for macro, _, _ in buttons_of(path.read_bytes())}
        assert shown == set(subs)


def test_every_button_lies_outside_what_is_printed(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    drawn = 0
    for sheet, row, column in _button_cells(path, book.sheetnames):
        drawn += 1
        page = book[sheet]
        last = openpyxl.utils.range_boundaries(page.print_area.split("!")[1].replace("$", ""))[2]
        assert column > last, (sheet, page.print_area)
        assert page.cell(row, column).value is None
    assert drawn >= 6


def _button_cells(path: Path, sheets: list[str]) -> Iterator[tuple[str, int, int]]:
    """(sheet, row, column) from 1 of the corner of every button."""
    package = Package(path.read_bytes())
    links = relationships(package, "xl/workbook.xml").values()
    listed = [part for kind, part in links if kind.endswith("/worksheet")]
    assert len(listed) == len(sheets)
    for sheet in Book(package).sheets:
        for kind, part in relationships(package, sheet.part).values():
            if kind.endswith("/drawing"):
                for anchor in ElementTree.fromstring(package.read(part)):
                    if next(anchor.iter(XDR + "sp"), None) is not None:
                        row, column = (
                            int(anchor.findtext(f"{XDR}from/{XDR}{one}", "")) + 1
                            for one in ("row", "col")
                        )
                        yield sheet.name, row, column


def test_a_restyled_template_without_room_in_its_panel_gets_its_buttons_beside_the_page() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("様式")
    sheet.write("A1", "部局")
    sheet.write("F2", "R5")
    sheet.write("K1", "点検の説明")
    for name, at in (("点検", "$K$1"), ("年度1", "$F$2")):
        book.define_name(f"様式!{name}", f"=様式!{at}")
    book.close()
    data = MacroBooks(macro_texts()).form(stream.getvalue(), "様式.xlsx")
    drawing = parts(data)["xl/drawings/drawing_macro1.xml"].decode()
    assert re.findall(r"<xdr:col>(\d+)</xdr:col>", drawing) == ["11", "13", "15"]
    assert "'様式'!$A$1:$K$2" in parts(data)["xl/workbook.xml"].decode()
    assert repair_faults(data) == ()


def test_the_template_itself_can_have_macros() -> None:
    """A package of XlsxWriter, with shared strings and a drawing of its own."""
    data = MacroBooks(macro_texts()).form(TEMPLATE.read_bytes(), "様式2.xlsx")
    assert repair_faults(data) == ()
    assert len(buttons_of(data)) == 6


def test_the_name_of_the_submitted_file_is_in_the_book(form: Path) -> None:
    assert openpyxl.load_workbook(form).defined_names[FILE_NAME].value == f'"{plain(form).name}"'


def test_a_form_with_macros_reads_as_the_plain_one(form: Path) -> None:
    reader = FormFileReader(TEMPLATE.read_bytes)
    one = reader.read(form.read_bytes(), "様式.xlsx", {})
    other = reader.read(plain(form).read_bytes(), "様式.xlsx", {})
    assert (one.identity, one.sheets, one.questions) == (
        other.identity,
        other.sheets,
        other.questions,
    )


def test_a_copy_that_libreoffice_saved_again_reads_the_same_and_loses_its_macros_in_a_return(
    app: xw.App, form: Path, tmp_path: Path
) -> None:
    """It keeps the code and the shapes, but not what they run."""
    path = tmp_path / "保存し直した.xlsm"
    book = app.books.open(form)
    book.save(path)
    book.close()
    data = path.read_bytes()
    assert "xl/vbaProject.bin" in parts(data) and len(buttons_of(data)) >= 6
    read = FormFileReader(TEMPLATE.read_bytes).read(data, path.name, {})
    assert read.identity.department == "土木部" and "マクロ" in read.remarks[0].text
    left = b"".join(parts(without_macros(data)).values())
    assert b"KpiForm" not in left and b"macroEnabled" not in left


def test_the_archive_is_a_plain_one(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
