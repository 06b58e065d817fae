"""Links of the master workbook: from every figure to its origin and back."""

from __future__ import annotations

from tests.workbook.master_book.sample_master import book, rows, shown


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
