"""Ranges: finding them, moving about, how they look."""

from __future__ import annotations

import pytest
import xlwings as xw

from kpi_desktop.office.libreoffice import LibreOfficeError, NoSuchObject, NotSupported


@pytest.fixture
def filled(sheet: xw.Sheet) -> xw.Sheet:
    sheet["B2"].value = [["No", "実績", "目標"], [1, 10, 20], [2, 30, 40]]
    return sheet


def test_a_range_is_found_by_address_index_and_corners(filled: xw.Sheet) -> None:
    same = [
        filled.range("B2:C3"),
        filled["$B$2:$C$3"],
        filled.cells[1:3, 1:3],
        filled.range((2, 2), (3, 3)),
        filled.range(filled["C3"], filled["B2"]),
    ]
    assert {cells.address for cells in same} == {"$B$2:$C$3"}


def test_cells_are_counted_and_walked_through(filled: xw.Sheet) -> None:
    cells = filled["B3:D4"]
    assert (cells.shape, cells.size, cells.row, cells.column) == ((2, 3), 6, 3, 2)
    assert [cell.value for cell in cells] == [1, 10, 20, 2, 30, 40]
    assert cells.rows[1].value == [2, 30, 40]
    assert cells.last_cell.address == "$D$4"


def test_ranges_are_offset_and_resized(filled: xw.Sheet) -> None:
    assert filled["B2"].offset(1, 1).value == 10
    assert filled["B2"].resize(1, 3).value == ["No", "実績", "目標"]


def test_a_table_of_cells_is_expanded(filled: xw.Sheet) -> None:
    assert filled["B2"].expand().address == "$B$2:$D$4"
    assert filled["B2"].expand("down").address == "$B$2:$B$4"
    assert filled["C3"].current_region.address == "$B$2:$D$4"
    assert filled.used_range.address == "$B$2:$D$4"


@pytest.mark.parametrize(
    ("start", "direction", "end"),
    [
        ("B2", "down", "B4"),
        ("B2", "right", "D2"),
        ("B4", "down", "B1048576"),
        ("B1048576", "up", "B4"),
        ("XFD3", "left", "D3"),
        ("A3", "right", "B3"),
        ("B1", "down", "B2"),
        ("A1", "left", "A1"),
    ],
)
def test_the_end_is_where_control_and_arrow_lead(
    filled: xw.Sheet, start: str, direction: str, end: str
) -> None:
    assert filled[start].end(direction).get_address(False, False) == end


def test_whole_rows_and_columns_are_ranges(filled: xw.Sheet) -> None:
    assert filled["C:C"].address == "$C:$C"
    assert filled["2:3"].address == "$2:$3"
    filled["C:C"].column_width = 20
    assert filled["C1"].column_width == pytest.approx(20, abs=0.1)


def test_an_address_beyond_the_sheet_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(IndexError):
        sheet["A1048577"]


def test_text_that_is_neither_address_nor_name_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(NoSuchObject, match="実績計"):
        sheet["実績計"]


def test_addresses_are_given_in_excels_ways(book: xw.Book, filled: xw.Sheet) -> None:
    filled.name = "実績 R5"
    cell = filled["B2"]
    assert cell.get_address(False, True) == "$B2"
    assert cell.get_address(include_sheetname=True) == "'実績 R5'!$B$2"
    assert cell.get_address(external=True) == f"'[{book.name}]実績 R5'!$B$2"


@pytest.mark.parametrize(
    "code", ["#,##0.0", "0.0%", "yyyy/m/d", '[$-411]ggge"年"m"月"d"日"', "@", "General"]
)
def test_a_number_format_reads_as_it_was_written(sheet: xw.Sheet, code: str) -> None:
    sheet["A1"].number_format = code
    assert sheet["A1"].number_format == code


def test_colours_in_number_formats_are_written_as_excel_does(sheet: xw.Sheet) -> None:
    sheet["A1"].number_format = '#,##0;[Red]"▲"#,##0'
    assert sheet["A1"].number_format == '#,##0;[Red]"▲"#,##0'


def test_a_wrong_number_format_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(LibreOfficeError, match="number format"):
        sheet["A1"].number_format = "[<5"


def test_a_fill_is_set_and_taken_away(sheet: xw.Sheet) -> None:
    sheet["A1:B2"].color = "#ffee00"
    assert sheet["B2"].color == (255, 238, 0)
    sheet["A1"].color = None
    assert sheet["A1"].color is None
    assert sheet["A1:B2"].color is None  # mixed


def test_a_font_is_set(sheet: xw.Sheet) -> None:
    font = sheet["A1:B1"].font
    font.name, font.size, font.bold, font.italic, font.color = (
        "ＭＳ 明朝",
        9.5,
        True,
        True,
        (1, 2, 3),
    )
    read = sheet["B1"].font
    assert (read.name, read.size, read.bold, read.italic) == ("ＭＳ 明朝", 9.5, True, True)
    assert read.color == (1, 2, 3)
    sheet["A1"].font.bold = False
    assert sheet["A1:B1"].font.bold is None  # mixed


def test_alignment_and_wrapping_are_set(sheet: xw.Sheet) -> None:
    cell = sheet["A1"]
    cell.horizontal_alignment, cell.vertical_alignment, cell.wrap_text = "center", "top", True
    read = (cell.horizontal_alignment, cell.vertical_alignment, cell.wrap_text)
    assert read == ("center", "top", True)


def test_borders_are_drawn_and_removed(sheet: xw.Sheet) -> None:
    borders = sheet["B2:C3"].borders
    borders.set("outside", line_style="continuous", weight="medium", color="#ff0000")
    assert borders["edge_top"].weight == "medium"
    assert borders["edge_left"].color == (255, 0, 0)
    assert borders["inside_vertical"].line_style is None
    borders.clear()
    assert borders["edge_top"].line_style is None


def test_cells_are_merged_and_parted(sheet: xw.Sheet) -> None:
    sheet["B2:D3"].merge()
    assert sheet["B2"].merge_area.address == "$B$2:$D$3"
    sheet["B2"].unmerge()
    assert not sheet["B2"].merge_cells
    sheet["B2:D3"].merge(across=True)
    assert sheet["B3"].merge_area.address == "$B$3:$D$3"


def test_rows_are_inserted_deleted_and_hidden(filled: xw.Sheet) -> None:
    filled["3:3"].insert("down")
    assert filled["B2:B5"].value == ["No", None, 1, 2]
    filled["3:3"].delete()
    assert filled["B2:B4"].value == ["No", 1, 2]
    filled["3:3"].rows.hidden = True
    assert filled["B3"].rows.hidden and not filled["B4"].rows.hidden


def test_cells_are_copied_and_moved(filled: xw.Sheet) -> None:
    filled["E3"].value = "=C3+D3"
    filled["E3"].copy(filled["E4"])
    assert filled["E4"].formula == "=C4+D4"
    filled["C3"].move(filled["G1"])
    assert filled["E3"].formula == "=G1+D3"


def test_an_array_formula_fills_its_range(filled: xw.Sheet) -> None:
    filled["F3:F4"].formula_array = "=C3:C4*2"
    assert filled["F3:F4"].value == [20, 60]
    assert filled["F3"].has_array and filled["F3"].formula_array == "=C3:C4*2"


def test_contents_or_formats_or_both_are_cleared(sheet: xw.Sheet) -> None:
    cell = sheet["A1"]
    cell.value, cell.color = 1, (255, 0, 0)
    cell.clear_contents()
    assert (cell.value, cell.color) == (None, (255, 0, 0))
    cell.value = 1
    cell.clear_formats()
    assert cell.value == 1
    assert cell.color is None


def test_everything_is_cleared_at_once(sheet: xw.Sheet) -> None:
    sheet["A1"].value, sheet["A1"].color = 1, (255, 0, 0)
    sheet["A1"].clear()
    assert sheet["A1"].value is None and sheet["A1"].color is None


def test_what_is_selected_is_known(app: xw.App, book: xw.Book, sheet: xw.Sheet) -> None:
    other = book.sheets.add("二枚目", after=sheet)
    sheet["C3:D4"].select()
    assert app.selection == sheet["C3:D4"]
    other["A1"].select()
    assert book.selection == other["A1"]
    assert book.sheets.active == other


def test_a_range_of_several_areas_is_refused_in_words(sheet: xw.Sheet) -> None:
    with pytest.raises(NotSupported, match="several areas"):
        sheet["A1,C3"]
