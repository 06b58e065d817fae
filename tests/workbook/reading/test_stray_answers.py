"""What may be an answer and was not read is asked about, and nothing else is."""

from __future__ import annotations

import dataclasses

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpi_desktop.domain.forms.form import FormRead, FormWorkbook
from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book
from kpi_desktop.workbook.ooxml.sheet.rich_text import string_item, struck_item
from kpi_desktop.workbook.ooxml.sheet.sheet_editor import CellFiller
from kpi_desktop.workbook.reading.comments_and_shapes import Drawn, notes_on, questions_beside
from kpi_desktop.workbook.reading.form_sheet import OpenSheet
from tests.workbook.reading.damage.by_detour import corrected_by_note, in_the_list_of_findings
from tests.workbook.reading.damage.by_openpyxl import addresses, row_of, saved
from tests.workbook.reading.damage.kinds import MAIN
from tests.workbook.reading.damage.sent_forms import form_of, forms, reader, sent, stamper


def read(data: bytes) -> FormRead:
    """*data* as the product reads it."""
    return reader().read(data, "提出.xlsx", sent())


@pytest.mark.parametrize("form", forms(), ids=[one.identity.department for one in forms()])
def test_forms_that_are_blank_or_half_filled_raise_no_question(form: FormWorkbook) -> None:
    blank = stamper().stamp(form)
    assert (read(blank).questions, read(blank).remarks) == ((), ())
    cells = [
        cell
        for sheet in read(blank).sheets
        for copy in form.sheets
        if copy.no == sheet.no
        for name, cell in sheet.cells.items()
        if name in copy.inputs and "実績" in name
    ]
    half = CellFiller().fill(blank, {(one.sheet, one.address): 12.3 for one in cells[::2]})
    assert (read(half).questions, read(half).remarks) == ((), ())


def test_labels_of_a_form_of_another_template_are_not_asked_about() -> None:
    form = form_of(MAIN)
    identity = dataclasses.replace(form.identity, template_print="0123456789abcdef")
    old = stamper().stamp(dataclasses.replace(form, identity=identity))
    entries = {("No.10", f"A{row_of('課題等') - 1}"): "課題など（くわしく）", ("No.10", "J12"): "※"}
    assert not read(CellFiller().fill(old, entries)).questions
    assert read(CellFiller().fill(stamper().stamp(form), entries)).questions


def test_notes_that_the_template_has_are_no_corrections() -> None:
    book = open_book(saved(corrected_by_note))
    index = next(at for at, one in enumerate(book.sheets) if one.name == "No.10")
    sheet = OpenSheet(book, index)
    answered = {"系列1_実績4": addresses()["系列1_実績4"]}
    assert len(list(questions_beside(sheet, {}, answered, None))) == 1
    known = Drawn(notes=frozenset(notes_on(sheet).values()))
    assert not list(questions_beside(sheet, {}, answered, known))


def test_a_tick_in_the_list_of_findings_is_no_answer() -> None:
    def ticked(book: Workbook, sheet: Worksheet) -> None:
        in_the_list_of_findings(book, sheet)
        book["要修正一覧"]["H2"] = "済"

    assert not read(saved(ticked)).questions
    assert read(saved(in_the_list_of_findings)).questions


def test_a_question_names_the_cell_and_what_stands_there() -> None:
    blank = stamper().stamp(form_of(MAIN))
    asked = read(CellFiller().fill(blank, {("No.10", "H10"): "41（速報）"})).questions
    assert len(asked) == 1
    assert "シート「No.10」" in asked[0].text and "H10 に「41（速報）」" in asked[0].text


RUN = b"<r><rPr>%b</rPr><t>%b</t></r>"


@pytest.mark.parametrize(
    ("look", "shown", "struck"),
    [
        (b"<strike/>", "40", "38"),
        (b'<strike val="1"/>', "40", "38"),
        (b'<strike val="0"/>', "3840", ""),
        (b"<b/>", "3840", ""),
    ],
)
def test_struck_runs_are_told_from_the_others(look: bytes, shown: str, struck: str) -> None:
    item = RUN % (look, b"38") + RUN % (b"<b/>", b"40")
    assert (string_item(item), struck_item(item)) == (shown, struck)


@pytest.mark.parametrize(
    ("before", "raised", "shown"),
    [(b"38", b"1", "38¹"), (b"km", b"2", "km2"), (b"38", "※1".encode(), "38※¹")],
)
def test_a_raised_digit_is_no_digit_of_the_figure(before: bytes, raised: bytes, shown: str) -> None:
    item = RUN % (b"<b/>", before) + RUN % (b'<vertAlign val="superscript"/>', raised)
    assert string_item(item) == shown
