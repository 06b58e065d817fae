"""What the product does in a spreadsheet program, through the same calls on each."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
import pytest

from kpi_desktop.domain.errors import OfficeError
from kpi_desktop.domain.forms.spot import Spot
from kpi_desktop.office.gateway import LiveOffice
from kpi_desktop.office.program import Program


def selected(program: Program) -> tuple[str, str]:
    """Sheet and address of what the person sees selected."""
    app = next(program.people())
    return app.selection.sheet.name, app.selection.address


def texts(pdf: Path) -> list[str]:
    """The words of each page of a PDF."""
    command = ["pdftotext", "-layout", str(pdf), "-"]
    told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return [" ".join(page.split()) for page in told.split("\f")[:-1]]


def test_a_workbook_is_shown_at_sheet_and_cell(
    office: LiveOffice, program: Program, saved: Path
) -> None:
    office.show(saved, Spot("控え", "B3"), "単位が違います。", "件に直してください。")
    assert selected(program) == ("控え", "$B$3")
    assert office.books() == [saved]


def test_showing_it_again_uses_the_open_one(
    office: LiveOffice, program: Program, saved: Path
) -> None:
    office.show(saved, Spot("控え"))
    office.show(saved, Spot("様式２", "B2"))
    assert office.books() == [saved]
    assert selected(program) == ("様式２", "$B$2")


def test_showing_it_changes_nothing_in_it(
    office: LiveOffice, program: Program, saved: Path
) -> None:
    before = saved.read_bytes()
    office.show(saved, Spot("様式２", "B2"), "指摘")
    assert all(program.is_saved(book) for app in program.people() for book in app.books)
    assert saved.read_bytes() == before


def test_an_absent_sheet_is_told_in_words(office: LiveOffice, saved: Path) -> None:
    with pytest.raises(OfficeError, match="シート「無い」がありません"):
        office.show(saved, Spot("無い", "A1"))


def test_an_absent_file_is_told_in_words(office: LiveOffice, folder: Path) -> None:
    with pytest.raises(OfficeError, match="無い.xlsx」がありません"):
        office.show(folder / "無い.xlsx")


def test_a_damaged_file_is_told_in_words(office: LiveOffice, folder: Path) -> None:
    (folder / "壊れた.xlsx").write_bytes(b"PK\x03\x04 not a zip")
    with pytest.raises(OfficeError, match="「壊れた.xlsx」を開くことができませんでした"):
        with office.open(folder / "壊れた.xlsx"):
            pass


def test_areas_are_read_and_written_and_recalculated(office: LiveOffice, saved: Path) -> None:
    with office.open(saved) as book:
        assert book.read(Spot("様式２", "A1:C2")) == [["No", "実績", "倍"], [1, 55.3, 110.6]]
        assert book.read(Spot("控え", "A1")) == [["二枚目"]]
        book.write(Spot("様式２", "A3"), [["2", "集計中", "=B2+1"], [None, 0.5, "2024/3/4"]])
        book.recalculate()
        assert book.read(Spot("様式２", "A3:C4")) == [
            ["2", "集計中", 56.3],
            [None, 0.5, "2024/3/4"],
        ]


def test_a_closed_file_is_opened_unseen_and_closed_again(office: LiveOffice, saved: Path) -> None:
    with office.open(saved) as book:
        book.write(Spot("控え", "A1"), [["直した"]])
        book.save()
        assert office.books() == []
    assert openpyxl.load_workbook(saved)["控え"]["A1"].value == "直した"


def test_a_persons_workbook_is_used_and_stays_open(office: LiveOffice, saved: Path) -> None:
    office.show(saved)
    with office.open(saved) as book:
        book.write(Spot("控え", "A1"), [["見ている前で"]])
    assert office.books() == [saved]
    found = office.find(saved)
    assert found is not None and found.read(Spot("控え", "A1")) == [["見ている前で"]]


def test_work_on_one_workbook_leaves_a_persons_other_one_alone(
    office: LiveOffice, saved: Path, folder: Path
) -> None:
    other = folder / "ほかの仕事.xlsx"
    openpyxl.Workbook().save(other)
    office.show(other)
    mine = office.find(other)
    assert mine is not None
    mine.write(Spot("Sheet", "A1"), [["書きかけ"]])
    with office.open(saved) as book:
        book.recalculate()
    office.close()
    assert office.books() == [other]
    again = office.find(other)
    assert again is not None and again.read(Spot("Sheet", "A1")) == [["書きかけ"]]


def test_a_protected_sheet_refuses_and_is_opened_with_its_password(
    office: LiveOffice, saved: Path
) -> None:
    with office.open(saved) as book:
        book.protect("様式２", "鍵")
        assert book.is_protected("様式２") and not book.is_protected("控え")
        with pytest.raises(OfficeError):
            book.write(Spot("様式２", "A1"), [["x"]])
        with pytest.raises(OfficeError):
            book.unprotect("様式２", "違う")
        book.unprotect("様式２", "鍵")
        book.write(Spot("様式２", "A1"), [["x"]])
        assert book.read(Spot("様式２", "A1")) == [["x"]]


def test_the_whole_workbook_is_printed_and_chosen_sheets_alone(
    office: LiveOffice, saved: Path, folder: Path
) -> None:
    with office.open(saved) as book:
        book.export_pdf(folder / "全部.pdf")
        book.export_pdf(folder / "作る" / "一枚.pdf", ["控え"])
        with pytest.raises(OfficeError, match="無い"):
            book.export_pdf(folder / "x.pdf", ["無い"])
    assert [("実績" in page, "二枚目" in page) for page in texts(folder / "全部.pdf")] == [
        (True, False),
        (False, True),
    ]
    assert texts(folder / "作る" / "一枚.pdf") == ["二枚目"]


def test_the_pages_are_printed_as_they_are_set_up(office: LiveOffice, folder: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook["Sheet"]
    sheet["A1"], sheet["A9"] = "印刷する", "印刷しない"
    sheet.print_area = "A1:B3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8
    workbook.save(folder / "Ａ３.xlsx")
    with office.open(folder / "Ａ３.xlsx") as book:
        book.export_pdf(folder / "Ａ３.pdf")
    assert texts(folder / "Ａ３.pdf") == ["印刷する"]
    told = subprocess.run(["pdfinfo", folder / "Ａ３.pdf"], capture_output=True, text=True).stdout
    size = next(line for line in told.splitlines() if line.startswith("Page size")).split()
    assert (round(float(size[2])), round(float(size[4]))) == (1191, 842)


def test_a_copy_is_saved_and_the_workbook_stays_its_own_file(
    office: LiveOffice, saved: Path, folder: Path
) -> None:
    with office.open(saved) as book:
        book.save_copy(folder / "控え" / "写し.xlsx")
        book.write(Spot("控え", "A1"), [["後から"]])
        book.save()
    assert openpyxl.load_workbook(folder / "控え" / "写し.xlsx")["控え"]["A1"].value == "二枚目"
    assert openpyxl.load_workbook(saved)["控え"]["A1"].value == "後から"


def test_several_workbooks_are_open_at_once(office: LiveOffice, saved: Path, folder: Path) -> None:
    other = folder / "もう一つ.xlsx"
    openpyxl.Workbook().save(other)
    with office.open(saved) as first, office.open(other) as second:
        second.write(Spot("Sheet", "A1"), [[7]])
        assert first.read(Spot("控え", "A1")) == [["二枚目"]]
        assert second.read(Spot("Sheet", "A1")) == [[7]]


def test_a_workbook_of_the_same_name_opens_or_it_is_said_why_not(
    office: LiveOffice, saved: Path, folder: Path
) -> None:
    other = folder / "別の年度" / saved.name
    other.parent.mkdir()
    other.write_bytes(saved.read_bytes())
    office.show(saved)
    if office.name == "Excel":
        with pytest.raises(OfficeError, match="同じ名前のブック"):
            office.show(other)
        return
    saved.unlink()  # what is open may be gone
    office.show(other)
    assert office.books() == [saved, other]


def test_the_program_tells_its_version(office: LiveOffice) -> None:
    assert int(office.version().split(".")[0]) >= 7
