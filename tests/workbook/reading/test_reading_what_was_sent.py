"""Forms as the product stamps them, read with the copy as sent at hand."""

from __future__ import annotations

from kpi_desktop.workbook.ooxml.sheet.sheet_editor import CellFiller
from kpi_desktop.workbook.reading.reader import FormFileReader
from tests.workbook.reading.damage.kinds import MAIN
from tests.workbook.reading.damage.sent_forms import answers, filled, form_of, reader, sent


def test_every_field_of_every_sheet_comes_back_as_it_was_sent_or_typed() -> None:
    form = form_of(MAIN)
    read = reader().read(filled(MAIN), form.file_name, sent())
    assert (read.identity, read.remarks, read.questions) == (form.identity, (), ())
    assert [sheet.no for sheet in read.sheets] == [copy.no for copy in form.sheets]
    for sheet, copy in zip(read.sheets, form.sheets, strict=True):
        typed = {name: str(value) for name, value in answers(copy).items()}
        figures = {name: one.display() for name, one in copy.figures().items()}
        for name, expected in {**copy.texts(), **figures}.items():
            if name not in typed:
                assert sheet.cells[name].shown == expected, name
        assert {name: sheet.cells[name].raw for name in typed} == typed
        assert sheet.lost == sheet.recovered == ()


def test_inputs_are_the_unlocked_cells_of_a_form_and_no_others() -> None:
    read = reader().read(filled(MAIN), "", sent())
    for sheet, copy in zip(read.sheets, form_of(MAIN).sheets, strict=True):
        if copy.is_lead:
            unlocked = {name for name, cell in sheet.cells.items() if not cell.locked}
            assert unlocked == copy.inputs


def test_the_remarks_of_a_co_owner_are_read() -> None:
    copy = next(one for one in form_of(MAIN).sheets if not one.is_lead)
    blank = reader().read(filled(MAIN), "", sent())
    cell = next(one for one in blank.sheets if one.no == copy.no).cells["共管意見"]
    data = CellFiller().fill(filled(MAIN), {(cell.sheet, cell.address): "異存ありません。"})
    read = reader().read(data, "", sent())
    assert next(one for one in read.sheets if one.no == copy.no).cells["共管意見"].raw == (
        "異存ありません。"
    )


def test_a_reader_without_a_template_finds_the_same_fields_by_name() -> None:
    by_name = FormFileReader().read(filled(MAIN), "", sent())
    located = reader().read(filled(MAIN), "", sent())
    for one, other in zip(by_name.sheets, located.sheets, strict=True):
        assert one.cells.items() <= other.cells.items()
