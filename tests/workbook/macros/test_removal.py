"""Macros taken out of workbooks that others made: form controls, signatures, ribbons, foreign shapes."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
import xlsxwriter

from kpi_desktop.workbook.macros.removal import without_macros
from kpi_desktop.workbook.macros.vba_project import MacroModule, vba_project
from tests.repair_check import repair_faults
from tests.workbook.forms import packed, parts

CODE = 'Attribute VB_Name = "Theirs"\nSub Auto_Open()\n    Kill "x"\nEnd Sub\n'
RIBBON = (
    "<Relationship Id='rib' Target='customUI/customUI.xml' "
    "Type='http://schemas.microsoft.com/office/2006/relationships/ui/extensibility'/>"
)
SIGNATURE = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Target="vbaProjectSignature.bin" Type="http://schemas.'
    'microsoft.com/office/2006/relationships/vbaProjectSignature"/></Relationships>'
)
SHAPE = (
    '<xdr:absoluteAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheet'
    'Drawing"><xdr:pos x="0" y="0"/><xdr:ext cx="9" cy="9"/><xdr:sp macro="[0]!Theirs.Auto_Open">'
    '<xdr:nvSpPr><xdr:cNvPr id="9" name="図 1"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp>'
    "<xdr:clientData/></xdr:absoluteAnchor>"
)


@pytest.fixture(scope="module")
def theirs() -> bytes:
    """A workbook with everything that calls code: a form control, a shape, a ribbon, a signature."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("入力")
    sheet.write("A1", "残る")
    sheet.insert_button("B2", {"macro": "Theirs.Auto_Open", "caption": "押す"})
    sheet.insert_textbox("D4", "説明")
    project = io.BytesIO(vba_project(["Sheet1"], [MacroModule.parse(CODE, "Theirs.bas")]))
    book.add_vba_project(project, is_stream=True)
    book.close()
    content = parts(stream.getvalue())
    content["_rels/.rels"] = content["_rels/.rels"].replace(
        b"</Relationships>", RIBBON.encode() + b"</Relationships>"
    )
    content["customUI/customUI.xml"] = b"<customUI/>"
    content["xl/_rels/vbaProject.bin.rels"] = SIGNATURE.encode()
    content["xl/vbaProjectSignature.bin"] = b"signature"
    drawing = content["xl/drawings/drawing1.xml"]
    content["xl/drawings/drawing1.xml"] = drawing.replace(
        b"</xdr:wsDr>", SHAPE.encode() + b"</xdr:wsDr>"
    )
    return packed(content)


def test_no_code_and_nothing_that_calls_code_is_left(theirs: bytes) -> None:
    assert {"xl/vbaProject.bin", "xl/vbaProjectSignature.bin"} <= set(parts(theirs))
    left = parts(without_macros(theirs))
    assert not [name for name in left if "vba" in name.lower() or "customUI" in name]
    text = b"".join(left.values())
    for trace in (b"Auto_Open", b"extensibility", b"macroEnabled", b"vbaProject.bin"):
        assert trace not in text
    assert b"spreadsheetml.sheet.main+xml" in left["[Content_Types].xml"]


def test_what_they_drew_and_wrote_stays(theirs: bytes) -> None:
    plain = without_macros(theirs)
    left = parts(plain)
    assert "図 1" in left["xl/drawings/drawing1.xml"].decode()
    assert "説明" in left["xl/drawings/drawing1.xml"].decode()
    assert "押す" in left["xl/drawings/vmlDrawing1.vml"].decode()
    assert openpyxl.load_workbook(io.BytesIO(plain))["入力"]["A1"].value == "残る"
    assert repair_faults(plain) == ()


def test_a_book_without_macros_is_given_back_as_it_is(theirs: bytes) -> None:
    plain = without_macros(theirs)
    assert without_macros(plain) is plain


def test_a_macro_enabled_book_that_lost_its_project_becomes_a_plain_one(theirs: bytes) -> None:
    content = parts(theirs)
    del content["xl/vbaProject.bin"]
    links = content["xl/_rels/workbook.xml.rels"]
    content["xl/_rels/workbook.xml.rels"] = re.sub(
        rb"<Relationship [^>]*vbaProject[^>]*/>", b"", links
    )
    assert b"macroEnabled" not in parts(without_macros(packed(content)))["[Content_Types].xml"]
