"""The master is brought up to date while somebody has it open; findings are opened at their cell."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from kpi_desktop.domain.errors import KpiError, WorkspaceError
from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.spot import Spot
from kpi_desktop.office.gateway import LiveOffice
from kpi_desktop.office.program import Book, Program
from kpi_desktop.usecases.deliver.consolidate import consolidate
from kpi_desktop.usecases.deliver.refresh_master import refresh_master
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.gather.open_in_office import show_finding, show_indicator, show_master
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.ports import OpenBook
from kpi_desktop.usecases.practice.demo_fill import demo_fill


def write(path: Path, rows: list[list[object]], charts: int = 1) -> Path:
    """A small master: a table, formulas on another sheet over it, a chart of the formulas."""
    book = xlsxwriter.Workbook(path)
    front, data = book.add_worksheet("表紙"), book.add_worksheet("データ")
    heads = [{"header": "名称"}, {"header": "値"}]
    data.add_table(0, 0, len(rows), 1, {"name": "表_値", "columns": heads, "data": rows})
    bold = book.add_format({"bold": True, "num_format": "0.0"})
    for row, (_, value) in enumerate(rows, 1):
        data.write(row, 1, value, bold)
    front.write_row("A1", ["件数", "合計"])
    front.write_formula("A2", "=ROWS(表_値[値])", None, 0)
    front.write_formula("B2", "=SUM(表_値[値])", None, 0)
    for _ in range(charts):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=表紙!$A$2:$B$2"})
        front.insert_chart("D2", chart)
    for row in range(3, 120):
        front.write_number(row, 0, row)
    book.close()
    return path


@pytest.fixture
def master(folder: Path) -> Path:
    return write(folder / "統合.xlsx", [["あ", 1], ["い", 2]])


def opened(program: Program, path: Path) -> Book:
    """The xlwings book that a person has open."""
    for app in program.people():
        for book in app.books:
            if Path(book.fullname).name == path.name:
                return book
    raise AssertionError(path)


def follow(book: OpenBook, fresh: Path) -> None:
    """The file is replaced by *fresh* while the person has it open."""
    assert book.reload(lambda: bool(book.path.write_bytes(fresh.read_bytes())))


def test_values_tables_formats_and_charts_of_an_open_workbook_follow(
    office: LiveOffice, program: Program, master: Path, folder: Path
) -> None:
    fresh = write(folder / "新.xlsx", [["あ", 10.5], ["い", 2], ["う", 30]], charts=2)
    office.show(master)
    book = office.find(master)
    assert book is not None and book.is_saved()
    follow(book, fresh)
    assert book.read(Spot("表紙", "A2:B2")) == [[3, 42.5]]
    assert book.read(Spot("データ", "A4:B4")) == [["う", 30]]
    live = opened(program, master)
    assert live.sheets["データ"].tables["表_値"].range.address == "$A$1:$B$4"
    assert live.sheets["データ"]["B4"].font.bold
    assert len(live.sheets["表紙"].charts) == 2


def test_selection_scroll_and_sheet_in_front_stay(
    office: LiveOffice, program: Program, master: Path, folder: Path
) -> None:
    fresh = write(folder / "新.xlsx", [["あ", 7], ["い", 8]])
    office.show(master, Spot("表紙", "B90"))
    before = program.view(opened(program, master))
    found = office.find(master)
    assert found is not None
    follow(found, fresh)
    live = opened(program, master)
    assert program.view(live) == before
    assert live.sheets.active.name == "表紙"
    assert live.app.selection.address == "$B$90"
    assert office.books() == [master]


def test_a_workbook_that_cannot_be_written_is_open_again_as_it_was(
    office: LiveOffice, master: Path
) -> None:
    def fail() -> bool:
        raise WorkspaceError("書き込めません。")

    office.show(master)
    book = office.find(master)
    assert book is not None
    with pytest.raises(WorkspaceError, match="書き込めません"):
        book.reload(fail)
    assert book.read(Spot("表紙", "A2:B2")) == [[2, 3]]
    assert office.books() == [master]


@pytest.fixture
def shown_desk(generated: Desk, program: Program) -> Iterator[Desk]:
    """A desk whose workbooks are closed in the program afterwards."""
    yield generated
    root = generated.workspace.root.resolve()
    for app in program.people():
        for book in list(app.books):
            if root in Path(book.fullname).resolve().parents:
                book.close()


def test_an_open_master_follows_a_new_collection(
    office: LiveOffice, shown_desk: Desk, program: Program
) -> None:
    desk = shown_desk
    first = consolidate(desk)
    show_master(desk, office)
    book = office.find(first.path)
    assert book is not None and book.read(Spot("達成状況", "G2")) == [["未提出"]]
    assert book.is_saved()
    book.write(Spot("達成状況", "Z1"), [["企画課のメモ"]])
    demo_fill(desk, 3, 6)
    collect(desk, ())
    found = validate(desk)
    result = refresh_master(desk, office)
    assert result.open and result.master.written and result.master.kept is None
    assert result.unsaved is not None
    with zipfile.ZipFile(result.unsaved) as copy:
        assert "企画課のメモ" in copy.read("xl/sharedStrings.xml").decode()
    book = office.find(first.path)
    assert book is not None and book.is_saved()
    assert book.read(Spot("達成状況", "G2")) != [["未提出"]]
    again = refresh_master(desk, office)
    assert again.open and not again.master.written and again.unsaved is None
    number, finding = next(
        (at, one)
        for at, one in enumerate(found.findings, 1)
        if one.severity is Severity.ERROR and one.place.cell
    )
    shown = show_finding(desk, office, number)
    app = next(program.people())
    assert app.selection.sheet.name == finding.place.sheet == shown.sheet
    assert app.selection.address.replace("$", "") == finding.place.cell
    assert finding.message in app.selection.note.text and finding.message in shown.message
    assert show_indicator(desk, office, "7").sheet == "No.7"
    with pytest.raises(KpiError, match="validate"):
        show_finding(desk, office, 9999)


def test_a_form_that_was_not_submitted_is_shown_as_it_was_sent(
    office: LiveOffice, shown_desk: Desk
) -> None:
    shown = show_indicator(shown_desk, office, "7")
    assert shown.path.parent == shown_desk.workspace.outbox and shown.sheet == "No.7"
    with pytest.raises(KpiError, match="指標はありません"):
        show_indicator(shown_desk, office, "999")
    with pytest.raises(KpiError, match="consolidate"):
        show_master(shown_desk, office)


def test_a_closed_master_is_just_written(office: LiveOffice, shown_desk: Desk) -> None:
    result = refresh_master(shown_desk, office)
    assert not result.open and result.master.path.exists() and office.books() == []


def test_a_master_that_was_changed_by_hand_is_kept_beside_the_new_one(generated: Desk) -> None:
    first = consolidate(generated)
    assert first.kept is None and consolidate(generated).kept is None
    write(first.path, [["企画課のメモ", 1]])
    by_hand = first.path.read_bytes()
    result = consolidate(generated)
    assert result.written and result.kept is not None
    assert result.kept.parent == first.path.parent / "控え"
    assert result.kept.read_bytes() == by_hand
    assert consolidate(generated).kept is None
