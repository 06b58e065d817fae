"""The 個票 of the master come from whatever template the office has: restyled, in other fonts, with lists."""

from __future__ import annotations

import dataclasses
import functools
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.usecases.record.finished_forms import finished_forms
from kpi_desktop.workbook.master_book.writer import MasterBookWriter
from kpi_desktop.workbook.stamping.stamper import FormStamper
from tests.repair_check import repair_faults
from tests.usecases.contents import sample_content
from tests.workbook.stamping import restyled
from tests.workbook.stamping.samples import TEMPLATE, charts_of, parts, pictures_of, rezipped

LIST = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.'
    'openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    "担当 企画課</t></is></c></row></sheetData></worksheet>"
)


@functools.cache
def few() -> MasterContent:
    """The first three indicators: without figures, and with one series."""
    content = sample_content()
    return dataclasses.replace(content, indicators=content.indicators[:3])


def other_font_palette_and_theme() -> bytes:
    """Digits of eight pixels, a colour of the office's own palette, another theme."""
    content = parts(TEMPLATE.read_bytes())
    looks = content["xl/styles.xml"].decode()
    looks = looks.replace('<name val="Calibri"/>', '<name val="ＭＳ Ｐゴシック"/>', 1)
    looks = looks.replace('<fgColor rgb="FFE9EEF3"/>', '<fgColor indexed="9"/>')
    colours = "".join(f'<rgbColor rgb="FF0000{one:02X}"/>' for one in range(64))
    palette = f"<colors><indexedColors>{colours}</indexedColors></colors></styleSheet>"
    content["xl/styles.xml"] = looks.replace("</styleSheet>", palette).encode()
    theme = content["xl/theme/theme1.xml"].decode()
    content["xl/theme/theme1.xml"] = re.sub('val="1F497D"', 'val="7D1F49"', theme).encode()
    return rezipped(content)


def with_a_list() -> bytes:
    """A cell of the page reads another sheet through a name; one more reads another file."""
    content = parts(TEMPLATE.read_bytes())
    content["xl/worksheets/sheet9.xml"] = LIST.encode()
    sheet = content["xl/worksheets/sheet3.xml"].decode()
    sheet = re.sub(r'<c r="B1"( s="\d+")/>', r'<c r="B1"\1><f>担当課</f></c>', sheet, count=1)
    sheet = re.sub(r'<c r="C1"( s="\d+")/>', r'<c r="C1"\1><f>[1]表!A1</f></c>', sheet, count=1)
    content["xl/worksheets/sheet3.xml"] = sheet.replace('<mergeCell ref="A1:F1"/>', "").encode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    own = f'<Override PartName="/xl/worksheets/sheet9.xml" ContentType="{kind}"/>'
    link = f'<Relationship Id="rId99" Type="{relation}" Target="worksheets/sheet9.xml"/>'
    for part, end, more in (
        ("[Content_Types].xml", "</Types>", own),
        ("xl/workbook.xml", "</sheets>", '<sheet name="一覧" sheetId="9" r:id="rId99"/>'),
        (
            "xl/workbook.xml",
            "</definedNames>",
            '<definedName name="担当課">一覧!$A$1</definedName>',
        ),
        ("xl/_rels/workbook.xml.rels", "</Relationships>", link),
    ):
        content[part] = content[part].decode().replace(end, more + end).encode()
    return rezipped(content)


TEMPLATES = {
    **{name: getattr(restyled, name) for name in restyled.all_kinds()},
    "other font, palette and theme": other_font_palette_and_theme,
    "a list": with_a_list,
}


@functools.cache
def made(name: str) -> tuple[bytes, bytes]:
    """(the master, the stamped forms by themselves)."""
    stamper = FormStamper(TEMPLATES[name]())
    forms = stamper.stamp(finished_forms(few(), few().indicators))
    return MasterBookWriter().write(few(), stamper), forms


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_master_is_sound_whatever_the_template(name: str, tmp_path: Path) -> None:
    """No fault that the forms by themselves have not: openpyxl orders what a font says as it likes."""
    data, forms = made(name)
    assert repair_faults(data) == ()
    assert complaints(data, tmp_path) <= complaints(forms, tmp_path)


def complaints(data: bytes, folder: Path) -> set[str]:
    """What the validator says."""
    path = folder / "book.xlsx"
    path.write_bytes(data)
    return {one.description for one in OpenXmlValidator().validate(path).errors}


@pytest.mark.parametrize("name", [*restyled.all_kinds(), "a list"])
def test_every_cell_of_the_page_looks_as_it_does_in_the_form(name: str) -> None:
    master, forms = (openpyxl.load_workbook(io.BytesIO(data)) for data in made(name))
    for one in few().indicators:
        here, there = master[f"No.{one.indicator.no}"], forms[f"No.{one.indicator.no}"]
        area = there.print_area.rpartition("!")[2]
        assert here.print_area.rpartition("!")[2] == area
        for row in there[area]:
            for cell in row:
                own = here[cell.coordinate]
                if cell.has_style and not str(cell.value).startswith("=["):
                    assert look_of(own) == look_of(cell), cell.coordinate
        assert len(charts_of(here)) == len(charts_of(there))
        assert len(pictures_of(here)) == len(pictures_of(there))


def look_of(cell: Any) -> tuple[object, ...]:
    """What a cell says and how it looks."""
    if isinstance(cell, MergedCell):
        return ()
    looks = (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
    return (cell.value, cell.number_format, *(repr(one) for one in looks))


def test_columns_are_as_wide_on_paper_where_digits_are_wider_in_the_template() -> None:
    """8 pixels a digit there, 7 here."""
    master, forms = made("other font, palette and theme")
    [here, there] = [openpyxl.load_workbook(io.BytesIO(data))["No.2"] for data in (master, forms)]
    for letter in "ACDI":
        wide, narrow = (one.column_dimensions[letter].width for one in (here, there))
        assert wide * 7 == pytest.approx(narrow * 8)
    page = parts(master)["xl/forms/worksheets/sheet3_2.xml"]
    assert b'defaultColWidth="10.285714"' in page


def test_colours_of_the_offices_palette_and_theme_are_kept() -> None:
    master, _ = made("other font, palette and theme")
    assert openpyxl.load_workbook(io.BytesIO(master))["No.2"]["A4"].fill.fgColor.rgb == "FF000009"
    assert b"7D1F49" in parts(master)["xl/theme/theme1.xml"]


def test_a_list_that_the_page_reads_comes_along_hidden_and_other_sheets_do_not() -> None:
    master, _ = made("a list")
    book = openpyxl.load_workbook(io.BytesIO(master))
    assert book.sheetnames[-1] == "一覧" and book["一覧"].sheet_state == "hidden"
    assert book["一覧"]["A1"].value == "担当 企画課"
    assert not {"提出票", "記入要領", "_様式情報"} & set(book.sheetnames)
    assert (book["No.2"]["B1"].value, book["No.2"]["C1"].value) == ("=担当課", None)
    assert book.defined_names["担当課"].attr_text == "一覧!$A$1"


def test_a_logo_comes_along_once() -> None:
    master, _ = made("by_hand")
    media = [one for one in parts(master) if one.endswith(".png")]
    assert media == ["xl/forms/media/logo.png"]
