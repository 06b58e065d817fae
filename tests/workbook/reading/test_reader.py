from __future__ import annotations

import re

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from kpi_desktop.domain.errors import NotAForm, UnreadableFile
from kpi_desktop.domain.forms.form import CellKind, CellRead, FormRead, required_names
from kpi_desktop.workbook.reading.reader import FormFileReader
from tests.workbook.forms import ADDRESSES, IDENTITY, form, parts, with_part

SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def read(data: bytes) -> FormRead:
    return FormFileReader().read(data, "土木部.xlsx", {})


def cell(data: bytes, field: str = "系列1_実績1") -> CellRead:
    return read(data).sheets[0].cells[field]


def typed(content: bytes, head: bytes = b"") -> bytes:
    """A form whose cell 系列1_実績1 (D10) is written as the given XML."""
    return with_part(
        form({"系列1_実績1": 1}),
        SHEET,
        lambda xml: re.sub(
            rb'<c r="D10"( s="\d+")?[^>]*>.*?</c>',
            lambda match: b'<c r="D10"' + (match[1] or b"") + head + b">" + content + b"</c>",
            xml,
        ),
    )


def test_fields_come_in_form_order() -> None:
    names = list(read(form()).sheets[0].cells)
    assert names == sorted(names, key=required_names().index)


def test_identity_is_read_from_the_custom_properties() -> None:
    assert read(form()).identity == IDENTITY


def test_identity_is_read_from_the_hidden_sheet_when_the_properties_are_lost() -> None:
    def lose(book: Workbook, _: Worksheet) -> None:
        book.custom_doc_props.props.clear()

    assert read(form(change=lose)).identity == IDENTITY


def test_a_field_is_found_by_its_name_with_its_address_and_lock() -> None:
    found = cell(form({"系列1_実績1": 1027}))
    assert (found.sheet, found.address, found.raw, found.kind) == (
        "No7",
        ADDRESSES["系列1_実績1"],
        "1027",
        CellKind.NUMBER,
    )
    assert not found.locked
    assert cell(form(), "No").locked


def test_a_sheet_name_with_an_apostrophe_is_understood() -> None:
    assert (
        read(form({"系列1_実績1": 5}, sheet_name="知事's")).sheets[0].cells["系列1_実績1"].raw
        == "5"
    )


def test_a_file_without_any_mark_of_ours_is_not_a_form() -> None:
    def lose(book: Workbook, sheet: Worksheet) -> None:
        book.custom_doc_props.props.clear()
        del book["_様式情報"]
        sheet.defined_names.clear()

    with pytest.raises(NotAForm, match="様式ではない"):
        read(form(change=lose))


@pytest.mark.parametrize(
    ("number", "number_format", "raw", "shown"),
    [
        (40, "0.0", "40", "40.0"),
        (1027, "#,##0", "1027", "1,027"),
        (-1234.5, "#,##0.00", "-1234.5", "-1,234.50"),
        (-1234, '#,##0;"△ "#,##0', "-1234", "△ 1,234"),
        (0.553, "0.0%", "0.553", "55.3%"),
        (12345678, "#,##0,", "12345678", "12,346"),
        (55.25, "0.0", "55.25", "55.3"),
        (1e21, "General", "1000000000000000000000", "1000000000000000000000"),
        (1759, '#,##0"人"', "1759", "1,759人"),
        (0, '#,##0;-#,##0;"－"', "0", "－"),
        (7, "000", "7", "007"),
        (7.5, "0.##", "7.5", "7.5"),
        (7, "[Red]0.0_ ", "7", "7.0"),
        (7.5, "# ?/?", "7.5", "7.5"),
    ],
)
def test_a_number_is_shown_as_its_format_prints_it(
    number: float, number_format: str, raw: str, shown: str
) -> None:
    def style(_: Workbook, sheet: Worksheet) -> None:
        sheet["D10"].number_format = number_format

    found = cell(form({"系列1_実績1": number}, style))
    assert (found.raw, found.shown) == (raw, shown)


def test_a_date_is_told_from_a_number() -> None:
    def style(_: Workbook, sheet: Worksheet) -> None:
        sheet["D10"].number_format = "[$-411]ggge年m月d日"

    found = cell(form({"系列1_実績1": 45017}, style))
    assert (found.kind, found.shown) == (CellKind.DATE, "2023-04-01")


def test_a_date_of_the_1904_calendar_is_four_years_later() -> None:
    def style(_: Workbook, sheet: Worksheet) -> None:
        sheet["D10"].number_format = "yyyy/m/d"

    data = with_part(
        form({"系列1_実績1": 43555}, style),
        "xl/workbook.xml",
        lambda xml: xml.replace(b"<workbookPr", b'<workbookPr date1904="1"'),
    )
    assert cell(data).shown == "2023-04-01"


def test_an_error_cell_is_an_error_and_never_blank() -> None:
    found = cell(typed(b"<v>#DIV/0!</v>", b' t="e"'))
    assert (found.kind, found.raw) == (CellKind.ERROR, "#DIV/0!")


def test_a_formula_comes_with_its_text_and_its_cached_value() -> None:
    found = cell(typed(b"<f>SUM(D8:D9)</f><v>3</v>"))
    assert (found.formula, found.raw) == ("SUM(D8:D9)", "3")


def test_a_formula_never_calculated_is_still_a_formula() -> None:
    found = cell(typed(b"<f>SUM(D8:D9)</f>"))
    assert (found.formula, found.kind) == ("SUM(D8:D9)", CellKind.BLANK)


def test_a_shared_formula_without_text_is_still_a_formula() -> None:
    assert cell(typed(b'<f t="shared" si="0"/><v>3</v>')).formula


@pytest.mark.parametrize("written", ["１０００", "1_000", "٣٤", "nan", "0x10"])
def test_digits_that_the_file_format_does_not_know_are_text_and_never_a_number(
    written: str,
) -> None:
    found = cell(typed(f"<v>{written}</v>".encode()))
    assert (found.kind, found.raw) == (CellKind.TEXT, written)


def test_furigana_is_left_out() -> None:
    text = '<is><t>佐藤</t><rPh sb="0" eb="2"><t>サトウ</t></rPh></is>'
    assert cell(typed(text.encode(), b' t="inlineStr"')).raw == "佐藤"


def test_runs_of_rich_text_are_joined() -> None:
    rich = CellRichText("前年比", TextBlock(InlineFont(b=True), "減"))
    assert cell(form({"系列1_実績1": rich})).raw == "前年比減"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("一行目_x000D_\n二行目", "一行目\r\n二行目"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x0000_", "_x0000_"),
        ("_xD842__xDFB7_野家", "𠮷野家"),
        ("&lt;b&gt; &amp;amp; &#x5409;", "<b> &amp; 吉"),
    ],
)
def test_escapes_are_undone_once(written: str, text: str) -> None:
    content = f"<is><t>{written}</t></is>".encode()
    assert cell(typed(content, b' t="inlineStr"')).raw == text


def _prefixed(xml: bytes) -> bytes:
    xml = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml)
    return xml.replace(b"xmlns=", b"xmlns:x=")


def _without_references(xml: bytes) -> bytes:
    """Cells without addresses; the gaps are filled with empty cells."""

    def row(match: re.Match[bytes]) -> bytes:
        found = dict(re.findall(rb'(<c r="([A-Z]+)\d+".*?(?:/>|</c>))', match[2], re.S))
        by_letter = {letter: content for content, letter in found.items()}
        cells = [
            re.sub(rb' r="[A-Z]+\d+"', b"", by_letter.get(b"%c" % code, b"<c/>"))
            for code in range(65, 78)
        ]
        return match[1] + b"".join(cells) + b"</row>"

    return re.sub(rb"(<row [^>]*>)(.*?)</row>", row, xml, flags=re.S)


@pytest.mark.parametrize(
    "rewrite",
    [
        _prefixed,
        _without_references,
        lambda xml: xml.replace(b"openxmlformats.org/spreadsheetml/2006/main", b"x").replace(
            b'"http://schemas.x"', b'"http://purl.oclc.org/ooxml/spreadsheetml/main"'
        ),
        lambda xml: xml.replace(b"<sheetData>", b"<!-- hello --><sheetData>"),
        lambda xml: xml.replace(b'<c r="D10"', b"<c  r='D10'"),
        lambda xml: b'<?xml version="1.0" encoding="UTF-16"?>'.decode().encode("utf-16")
        + re.sub(rb"^<\?xml.*?\?>", b"", xml).decode().encode("utf-16-le"),
    ],
    ids=["prefixed", "no references", "strict", "comment", "single quotes", "utf-16"],
)
def test_an_unusual_serialisation_reads_the_same(rewrite: object) -> None:
    plain = form({"系列1_実績1": 55.3, "取組状況": "・推進した。\n・続ける。"})
    unusual = with_part(plain, SHEET, rewrite)  # type: ignore[arg-type]
    assert read(unusual).sheets == read(plain).sheets


def test_a_prefixed_workbook_part_reads_the_same() -> None:
    plain = form({"系列1_実績1": 55.3})
    assert read(with_part(plain, "xl/workbook.xml", _prefixed)).sheets == read(plain).sheets


def test_a_field_whose_name_was_deleted_is_not_read() -> None:
    def lose(_: Workbook, sheet: Worksheet) -> None:
        del sheet.defined_names["系列1_実績1"]

    assert "系列1_実績1" not in read(form(change=lose)).sheets[0].cells


def test_a_name_that_points_into_another_sheet_is_not_believed() -> None:
    data = with_part(
        form({"系列1_実績1": 1}),
        "xl/workbook.xml",
        lambda xml: xml.replace("'No7'!$D$10".encode(), "'_様式情報'!$B$2".encode()),
    )
    assert "系列1_実績1" not in read(data).sheets[0].cells


def test_one_cell_twice_is_refused() -> None:
    data = with_part(
        form({"系列1_実績1": 1}),
        SHEET,
        lambda xml: re.sub(rb'(<c r="D10".*?</c>)', rb"\1\1", xml),
    )
    with pytest.raises(UnreadableFile, match="同じ番地"):
        read(data)


def test_only_the_parts_of_the_form_are_needed() -> None:
    data = form({"系列1_実績1": 1})
    assert "xl/theme/theme1.xml" in parts(data)
    broken = data.replace(parts(data)["xl/theme/theme1.xml"][:1], b"<")
    assert cell(broken).raw == "1"
