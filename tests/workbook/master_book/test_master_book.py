"""The master workbook: everything is in it, equal, and every figure can be followed to its origin."""

from __future__ import annotations

import functools
import io
import re
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from kpi_desktop.domain.fiscal import FiscalYear
from kpi_desktop.domain.print_box import text_width
from kpi_desktop.sample import load_sample
from kpi_desktop.usecases.record.finished_forms import finished_forms
from tests.usecases.contents import master_workbook, sample_content, stamper

SHEETS = [
    "ダッシュボード",
    "達成状況",
    "総括表",
    "実績データ",
    "取組状況等",
    "指摘一覧",
    "訂正履歴",
    "提出状況",
    "提出履歴",
    "証跡",
    "監査証跡",
    "データ辞書",
]
#: Four departments, states as text, the longest narrative, 兆 and 集計中, a long unit, two series, no chart.
HARDEST = ("31", "10", "9", "15", "32", "5", "1")
CONTENT = sample_content()
DATA = master_workbook(CONTENT)


@functools.cache
def book(without: tuple[str, ...] = ()) -> Any:
    data = master_workbook(sample_content(without)) if without else DATA
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


@functools.cache
def plain() -> Any:
    """The workbook with its formulas and charts."""
    return openpyxl.load_workbook(io.BytesIO(DATA))


@functools.cache
def rows(sheet: str, without: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The rows of a table sheet: header → openpyxl cell."""
    header, *body = book(without)[sheet].iter_rows()
    names = [cell.value for cell in header]
    return [dict(zip(names, row)) for row in body]


def shown(cell: Any) -> str:
    """What the cell shows, number formats included."""
    if not isinstance(cell.value, int | float):
        return str(cell.value)
    pattern = cell.number_format.split(";")[0]
    decimals = len(pattern.partition(".")[2])
    return f"{cell.value:{',' if ',' in pattern else ''}.{decimals}f}"


def test_the_sheets_stand_in_their_order() -> None:
    assert book().sheetnames[: len(SHEETS)] == SHEETS


def test_the_summary_has_a_row_a_series() -> None:
    assert len(rows("総括表")) == 68
    assert len({row["No"].value for row in rows("総括表")}) == 57


def test_every_actual_stands_in_the_summary_as_printed() -> None:
    _, *past = load_sample().sheets["実績"]
    published = {(row[0], int(row[1]), row[2]): row[3] for row in past}
    published |= {(*key, "R5"): text for key, text in load_sample().answers.items()}
    found = {
        (row["No"].value, row["系列番号"].value, name.removesuffix("実績値")): shown(cell)
        for row in rows("総括表")
        for name, cell in row.items()
        if re.fullmatch(r"R\d実績値", name) and cell.value is not None
    }
    missing = ("（データなし）", "（空欄）")
    assert {key: "" if text in missing else text for key, text in found.items()} == published


def test_every_baseline_and_target_stands_in_the_summary_as_printed() -> None:
    _, *series = load_sample().sheets["系列"]
    for row, (no, number, label, unit, year, baseline, due, target, _) in zip(
        rows("総括表"), series, strict=True
    ):
        assert [row["No"].value, str(row["系列番号"].value)] == [no, number]
        assert [row["区分"].value or "", row["単位"].value or ""] == [label, unit]
        assert [row["策定時年度"].value, row["目標年度"].value] == [year, due]
        assert shown(row["策定時実績値"]) == baseline
        assert shown(row["目標値"]) == (target or "（データなし）")


def test_every_actual_stands_in_the_tidy_table() -> None:
    figures = [one for series in CONTENT.series for one in series.actuals]
    assert len(rows("実績データ")) == len(figures) == 279
    for row, figure in zip(rows("実績データ"), figures, strict=True):
        key = (figure.no, figure.series, figure.year.short, figure.year.western)
        assert key == tuple(row[n].value for n in ("No", "系列番号", "年度", "西暦"))
        value = figure.reading.value
        assert row["数値"].value == (None if value is None else float(value))
        if not figure.reading.is_missing:
            assert row["実績値"].value == figure.reading.display()


@pytest.mark.parametrize(
    ("no", "year", "kind", "text"),
    [
        ("15", "R1", "欠測", "（データなし）"),
        ("15", "R5", "記号", "集計中"),
        ("26", "R2", "記号", "－"),
        ("28", "R2", "数値", "0"),
        ("1", "R5", "欠測", "（空欄）"),
        ("31", "R4", "記号", "国調査終了"),
    ],
)
def test_what_is_missing_is_not_a_zero(no: str, year: str, kind: str, text: str) -> None:
    row = next(
        row for row in rows("実績データ") if (row["No"].value, row["年度"].value) == (no, year)
    )
    assert (row["種別"].value, row["実績値"].value) == (kind, text)
    assert (row["数値"].value is None) == (kind != "数値")


def test_a_figure_with_trillions_is_text_with_its_value_beside() -> None:
    row = next(row for row in rows("総括表") if row["No"].value == "15")
    assert row["策定時実績値"].value == "2兆8,461"


def test_the_decimals_that_were_printed_are_shown() -> None:
    row = next(row for row in rows("総括表") if row["No"].value == "34")
    assert (row["目標値"].value, row["目標値"].number_format) == (40, "#,##0.0")


def test_narratives_stand_side_by_side() -> None:
    for row in rows("取組状況等"):
        own = load_sample().narratives[row["No"].value]
        assert {name: row[name].value for name in own} == own


def test_text_is_never_a_formula() -> None:
    cell = rows("指摘一覧")[0]["内容"]
    assert (cell.value, cell.data_type) == ("=合いません", "s")
    formulas = {
        sheet.title
        for sheet in plain()
        for row in sheet.iter_rows(max_col=9 if sheet.title.startswith("No.") else None)
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas == {"ダッシュボード", "達成状況"}


def test_an_auditor_can_walk_from_every_actual_to_its_cell_and_back() -> None:
    for row in rows("実績データ"):
        sheet, cell = row["証跡"].hyperlink.location.replace("'", "").split("!")
        line = rows(sheet)[int(cell[1:]) - 2]
        assert line["No"].value == row["No"].value
        assert line["項目"].value == f"{row['年度'].value}実績値"
        assert line["値"].value == row["実績値"].value
        assert line["所在"].hyperlink.location == f"'実績データ'!{row['実績値'].coordinate}"
        assert line["ファイル"].value and line["セル"].value and len(line["SHA-256"].value) == 64


def test_every_figure_of_the_summary_leads_to_its_evidence_and_back() -> None:
    walked = 0
    for row in rows("総括表"):
        for name, cell in row.items():
            if cell.hyperlink is None or name == "No":
                continue
            walked += 1
            line = rows("証跡")[int(cell.hyperlink.location.rpartition("!A")[2]) - 2]
            assert (line["No"].value, line["項目"].value) == (row["No"].value, name)
            if not name.startswith("R"):
                assert line["所在"].hyperlink.location == f"'総括表'!{cell.coordinate}"
    assert walked == 279 + 2 * 68


def test_the_evidence_holds_figures_and_texts() -> None:
    assert len(rows("証跡")) == 279 + 2 * 68 + 4 * 57


def test_missing_departments_are_named_on_the_front() -> None:
    texts = [cell.value for row in book(("観光文化部",))["ダッシュボード"]["B3:B3"] for cell in row]
    assert "未提出の指標が3" in texts[0] and "観光文化部" in texts[0]
    row = next(row for row in rows("総括表", ("観光文化部",)) if row["No"].value == "27")
    assert (row["R5実績値"].value, row["達成状況"].value) == ("（未提出）", "未提出")


def test_a_whole_set_says_so_on_the_front() -> None:
    assert book()["ダッシュボード"]["B3"].value == "57指標すべてが提出されています。"


def test_the_snapshot_stands_on_the_front_and_in_the_properties() -> None:
    assert CONTENT.snapshot in book()["ダッシュボード"]["B2"].value
    assert book().custom_doc_props["kpi.snapshot"].value == CONTENT.snapshot


def test_the_same_content_gives_the_same_bytes() -> None:
    assert master_workbook(sample_content()) == DATA


def test_a_changed_figure_changes_only_what_depends_on_it() -> None:
    changed = sample_content(
        retype=lambda no, field, text: "68.0" if (no, field) == ("4", "系列1_実績4") else text
    )
    other = openpyxl.load_workbook(io.BytesIO(master_workbook(changed)), data_only=True)
    differing = {
        (sheet.title, other[sheet.title].cell(cell.row, 1).value)
        for sheet in book()
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != other[sheet.title][cell.coordinate].value
    }
    tables = {"達成状況", "総括表", "実績データ", "証跡"}
    assert {sheet for sheet, _ in differing} == {"ダッシュボード", "No.4", *tables}
    assert {no for sheet, no in differing if sheet in tables} == {"4"}


def test_what_is_too_wide_to_read_on_a4_is_set_for_a3() -> None:
    sizes = {name: book()[name].page_setup.paperSize for name in SHEETS}
    a3 = {name for name, size in sizes.items() if size == 8}
    assert set(sizes.values()) == {8, 9}
    assert {"総括表", "証跡"} < a3 and not a3 & {"ダッシュボード", "達成状況", "データ辞書"}


@pytest.mark.parametrize("name", SHEETS[1:])
def test_every_table_sheet_is_ready_to_read_and_print(name: str) -> None:
    sheet = book()[name]
    assert sheet.freeze_panes
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert name == "データ辞書" or len(sheet.tables) == 1


@pytest.mark.parametrize("name", SHEETS[1:-1])
def test_no_text_is_cut_where_the_next_column_begins(name: str) -> None:
    sheet = book()[name]
    widths = {
        column: one.width
        for one in sheet.column_dimensions.values()
        for column in range(one.min, one.max + 1)
    }
    cut = [
        (cell.coordinate, cell.value)
        for row in sheet.iter_rows(min_row=2)
        for cell, following in zip(row, row[1:])
        if isinstance(cell.value, str) and following.value is not None
        if not (cell.alignment.wrap_text or cell.alignment.shrink_to_fit)
        if text_width(cell.value) * 2 * cell.font.sz / 10 > widths[cell.column]
    ]
    assert cut == []


def test_a_form_is_never_torn_across_pages() -> None:
    nos = [row["No"].value for row in rows("総括表")]
    breaks = [one.id for one in book()["総括表"].row_breaks.brk]
    assert breaks
    assert all(nos[row - 2] != nos[row - 1] for row in breaks)


def test_the_dashboard_has_native_charts() -> None:
    assert len(plain()["ダッシュボード"]._charts) == 5


def test_the_counts_on_the_dashboard_are_those_of_the_content() -> None:
    verdicts = [one.verdict for one in CONTENT.indicators]
    front = [cell.value for cell in book()["ダッシュボード"][7]]
    names = [cell.value for cell in book()["ダッシュボード"][6]]
    assert dict(zip(names, front))["達成"] == verdicts.count("達成") == 34
    assert dict(zip(names, front))["計"] == 57


def test_every_sheet_and_column_stands_in_the_dictionary() -> None:
    said = [(row["シート"].value, row["列・言葉"].value) for row in rows("データ辞書")]
    sheet, columns = "", set()
    for name, column in said:
        sheet = name or sheet
        columns.add((sheet, column))
    for name in SHEETS[1:-1]:
        assert {(name, cell.value) for cell in book()[name][1] if cell.value} - {
            (name, "確かめ方")
        } <= columns


def test_a_plan_without_anything_submitted_can_be_written() -> None:
    everyone = tuple(one.name for one in CONTENT.plan.departments)
    data = master_workbook(sample_content(everyone))
    assert b"PK" == data[:2]


def test_the_year_columns_are_those_of_the_forms() -> None:
    assert CONTENT.years == tuple(FiscalYear(year) for year in range(2019, 2024))


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
        if not plain()[f"No.{one.indicator.no}"]._charts
    ]
    assert without == ["1"]


def test_marks_are_gaps_in_the_chart_and_not_zeros() -> None:
    values = [28461, None, 28195, 32234, 34785, None]
    assert [cell.value for cell in book()["No.15"]["AA10:AF10"][0]] == values
    drawn = plain()["No.15"]._charts[0].series[0].val.numRef
    assert drawn.f == "'No.15'!$AA$10:$AF$10"
    cached = {one.idx: float(one.v) for one in drawn.numCache.pt}
    assert [cached.get(at) for at in range(len(values))] == values


def test_the_summary_leads_to_the_form_and_back() -> None:
    for number, row in enumerate(rows("総括表"), 2):
        sheet = row["No"].hyperlink.location.split("!")[0].strip("'")
        assert sheet == f"No.{row['No'].value}"
        back = int(book()[sheet]["K1"].hyperlink.location.rpartition("!A")[2])
        assert rows("総括表")[back - 2]["No"].value == row["No"].value
        assert back <= number
        verdict = int(book()[sheet]["K2"].hyperlink.location.rpartition("!A")[2])
        assert rows("達成状況")[verdict - 2]["No"].value == row["No"].value


def test_the_evidence_leads_to_the_cell_of_the_form_and_back() -> None:
    walked = 0
    for number, row in enumerate(rows("証跡"), 2):
        if row["個票"].value is None:
            assert row["項目"].value == "脚注"
            continue
        sheet, address = row["個票"].hyperlink.location.replace("'", "").split("!")
        assert row["個票"].value == f"{sheet}!{address}"
        cell = book()[sheet][address]
        if not row["値"].value.startswith("（"):
            assert shown(cell) == row["値"].value
        if isinstance(cell.value, int | float):
            assert cell.hyperlink.location == f"'証跡'!A{number}"
            walked += 1
    assert walked > 350


def test_a_year_of_the_tidy_table_leads_to_the_same_cell_of_the_form() -> None:
    by_row = {number: row["個票"].value for number, row in enumerate(rows("証跡"), 2)}
    for row in rows("実績データ"):
        evidence = int(row["証跡"].value.rpartition("!A")[2])
        assert row["個票"].value == by_row[evidence]
