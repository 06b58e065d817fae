"""個票 in the master workbook: those of the printed set, without what stood around them."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell

from kpi_desktop.sample import load_sample
from kpi_desktop.usecases.record.finished_forms import finished_forms
from tests.usecases.contents import stamper
from tests.workbook.master_book.sample_master import CONTENT, book, plain, shown
from tests.workbook.stamping.samples import charts_of

#: Four departments, states as text, the longest narrative, 兆 and 集計中, a long unit, two series, no chart.
HARDEST = ("31", "10", "9", "15", "32", "5", "1")


def test_every_indicator_has_its_form_with_its_figures_and_texts() -> None:
    for one in CONTENT.indicators:
        sheet = book()[f"No.{one.indicator.no}"]
        texts = {shown(cell) for row in sheet["A1:I28"] for cell in row if cell.value is not None}
        for figure in (figure for each in one.series for figure in each.figures):
            assert figure.reading.is_missing or figure.reading.display() in texts
        assert set(load_sample().narratives[one.indicator.no].values()) <= texts
        assert (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage) == (9, 1)
        assert sheet.print_area == "'No.{0}'!$A$1:$I$28".format(one.indicator.no)


def test_a_form_in_the_master_is_the_one_of_the_printed_set() -> None:
    """Cell by cell: text, font, fill, borders, alignment, number format; rows and columns too."""
    forms = finished_forms(CONTENT, CONTENT.indicators)
    printed = openpyxl.load_workbook(io.BytesIO(stamper().stamp(forms)))
    for no in HARDEST:
        there, here = printed[f"No.{no}"], plain()[f"No.{no}"]
        for row in there["A1:I28"]:
            for cell in row:
                own = here[cell.coordinate]
                assert look_of(own) == look_of(cell), (no, cell.coordinate)
        assert heights(here) == heights(there)
        assert here.merged_cells.ranges == there.merged_cells.ranges
        for letter in "ABCDEFGHI":
            assert here.column_dimensions[letter].width == there.column_dimensions[letter].width


def look_of(cell: Any) -> tuple[object, ...]:
    """What a cell says and how it looks."""
    if isinstance(cell, MergedCell):
        return ()
    looks = (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
    return (cell.value, cell.number_format, *(repr(one) for one in looks))


def heights(sheet: Any) -> dict[int, tuple[float | None, bool]]:
    """Row → height, and whether it is hidden."""
    return {row: (one.height, bool(one.hidden)) for row, one in sheet.row_dimensions.items()}


def test_nothing_of_the_check_panel_and_of_the_form_workbook_comes_along() -> None:
    for one in CONTENT.indicators:
        beside = [cell.value for cell in book()[f"No.{one.indicator.no}"]["K"] if cell.value]
        assert beside[0] == "≪ 総括表へ"
        assert beside[1].startswith(f"達成状況: {one.grade}")
        assert set(beside[2:]) == {"証跡（出所）へ"}
        assert not book()[f"No.{one.indicator.no}"].data_validations.dataValidation
        assert set(book()[f"No.{one.indicator.no}"].defined_names) <= {"_xlnm.Print_Area"}
    assert not {"提出票", "記入要領", "_様式情報"} & set(book().sheetnames)
    assert all(sheet.sheet_state == "visible" for sheet in book())


def test_the_forms_are_locked_and_the_tables_are_not() -> None:
    for sheet in book():
        assert sheet.protection.sheet == sheet.title.startswith("No."), sheet.title


def test_a_form_has_a_chart_unless_there_is_nothing_to_draw() -> None:
    without = [
        one.indicator.no
        for one in CONTENT.indicators
        if not charts_of(plain()[f"No.{one.indicator.no}"])
    ]
    assert without == ["1"]


def test_marks_are_gaps_in_the_chart_and_not_zeros() -> None:
    values = [28461, None, 28195, 32234, 34785, None]
    assert [cell.value for cell in book()["No.15"]["AA10:AF10"][0]] == values
    drawn = charts_of(plain()["No.15"])[0].series[0].val.numRef
    assert drawn.f == "'No.15'!$AA$10:$AF$10"
    cached = {one.idx: float(one.v) for one in drawn.numCache.pt}
    assert [cached.get(at) for at in range(len(values))] == values
