"""The master workbook: everything is in it, equal, and every figure can be followed to its origin."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.forms.print_box import text_width
from kpi_desktop.sample import load_sample
from tests.usecases.contents import master_workbook, sample_content
from tests.workbook.master_book.sample_master import CONTENT, DATA, book, plain, rows, shown
from tests.workbook.stamping.samples import charts_of

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
    assert len(charts_of(plain()["ダッシュボード"])) == 5


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
