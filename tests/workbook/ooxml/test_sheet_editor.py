from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.workbook.ooxml.sheet.sheet_editor import CellFiller
from tests.workbook.forms import form, parts, with_part

SHEET = "xl/worksheets/sheet1.xml"


def fill(data: bytes, **cells: str | float | None) -> bytes:
    return CellFiller().fill(data, {("No7", address): value for address, value in cells.items()})


def value(data: bytes, address: str) -> object:
    return openpyxl.load_workbook(io.BytesIO(data))["No7"][address].value


def test_text_and_numbers_are_typed_into_cells() -> None:
    filled = fill(form(), D10=40.5, A19="・推進した。\n＜続く＞ & 終わり", A21="07")
    assert [value(filled, at) for at in ("D10", "A19", "A21")] == [
        40.5,
        "・推進した。\n＜続く＞ & 終わり",
        "07",
    ]


def test_none_empties_a_cell() -> None:
    assert value(fill(form({"系列1_実績1": 5}), D10=None), "D10") is None


def test_text_is_never_a_formula() -> None:
    filled = fill(form(), A19="=1+1")
    assert b"<f>" not in parts(filled)[SHEET]
    assert openpyxl.load_workbook(io.BytesIO(filled))["No7"]["A19"].data_type == "s"


def test_the_style_of_the_cell_stays() -> None:
    book = openpyxl.load_workbook(io.BytesIO(fill(form({"系列1_実績1": 5}), D10="集計中")))
    assert not book["No7"]["D10"].protection.locked


def test_cells_and_rows_that_the_file_does_not_have_are_put_in_order() -> None:
    filled = fill(form(), A40="下", B41="新", A41="左", E10="中", C2="上", B2="上左", Z19="右")
    xml = parts(filled)[SHEET]
    rows = [int(number) for number in re.findall(rb'<row r="(\d+)"', xml)]
    assert rows == sorted(set(rows))
    for row in re.findall(rb"<row .*?</row>", xml, re.S):
        letters = [at for at in re.findall(rb'<c r="([A-Z]+)\d+"', row)]
        assert letters == sorted(letters, key=lambda column: (len(column), column))
    assert [value(filled, at) for at in ("A40", "B41", "A41", "E10", "C2", "B2", "Z19")] == [
        "下",
        "新",
        "左",
        "中",
        "上",
        "上左",
        "右",
    ]


def test_cells_can_be_typed_into_an_empty_sheet() -> None:
    data = with_part(
        form(),
        SHEET,
        lambda xml: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", xml, flags=re.S),
    )
    filled = fill(data, A1="一", B1="二", A2="三")
    assert [value(filled, at) for at in ("A1", "B1", "A2")] == ["一", "二", "三"]


def test_parts_that_are_not_touched_stay_byte_for_byte() -> None:
    before = form({"系列1_実績1": 5})
    after = parts(fill(before, D10=6))
    changed = {name for name, content in parts(before).items() if after[name] != content}
    assert SHEET in changed <= {SHEET, "xl/workbook.xml"}


def test_excel_is_asked_to_calculate_afresh() -> None:
    assert b'fullCalcOnLoad="1"' in parts(fill(form(), D10=6))["xl/workbook.xml"]


def test_the_same_input_gives_the_same_bytes() -> None:
    data = form()
    assert fill(data, D10=6, A19="x") == fill(data, A19="x", D10=6)


def test_nothing_to_type_changes_nothing() -> None:
    data = form()
    assert fill(data) == data


def test_a_missing_sheet_is_told() -> None:
    with pytest.raises(KpiError, match="シート「無い」"):
        CellFiller().fill(form(), {("無い", "A1"): 1})


def test_a_formula_that_is_typed_over_leaves_the_calculation_chain() -> None:
    contents = parts(form({"系列1_実績1": "=1+1"}))
    chain = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    link = b'<Relationship Id="rIdC" Type="%b" Target="calcChain.xml"/></Relationships>' % kind
    entry = b'<Override PartName="/xl/calcChain.xml" ContentType="application/x"/></Types>'
    links = contents["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", link)
    types = contents["[Content_Types].xml"].replace(b"</Types>", entry)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in contents.items():
            new = {"xl/_rels/workbook.xml.rels": links, "[Content_Types].xml": types}
            package.writestr(name, new.get(name, content))
        package.writestr("xl/calcChain.xml", chain)
    after = parts(fill(stream.getvalue(), D10=2))
    assert "xl/calcChain.xml" not in after
    assert not any(b"calcChain" in content for content in after.values())
