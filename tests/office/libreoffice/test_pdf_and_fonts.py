"""PDF, and the stand-ins for fonts of Japanese Windows."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw
from openpyxl.styles import Font

from kpi_desktop.office.libreoffice import convert_to_pdf, font_environment

STAND_INS = {
    "ＭＳ ゴシック": "IPAGothic",
    "MS Gothic": "IPAGothic",
    "BIZ UDゴシック": "IPAGothic",
    "ＭＳ Ｐゴシック": "IPAPGothic",
    "メイリオ": "IPAPGothic",
    "Meiryo UI": "IPAPGothic",
    "游ゴシック": "IPAPGothic",
    "Yu Gothic": "IPAPGothic",
    "BIZ UDPGothic": "IPAPGothic",
    "ＭＳ 明朝": "IPAMincho",
    "游明朝": "IPAPMincho",
    "Calibri": "Carlito",
}


def fonts_of(pdf: Path) -> set[str]:
    """The families embedded in a PDF (without the six letters of the subset)."""
    listed = subprocess.run(["pdffonts", pdf], check=True, capture_output=True, text=True).stdout
    return {line.split()[0].split("+")[-1] for line in listed.splitlines()[2:]}


def text_of(pdf: Path) -> str:
    command = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def write(path: Path, texts: dict[str, str]) -> Path:
    """A workbook with one line for each font."""
    workbook = openpyxl.Workbook()
    for row, (font, text) in enumerate(texts.items(), 1):
        cell = workbook["Sheet"].cell(row, 1, text)
        cell.font = Font(name=font)
    workbook.save(path)
    return path


@pytest.mark.parametrize(("asked", "given"), STAND_INS.items())
def test_a_font_that_is_absent_gets_its_stand_in(asked: str, given: str) -> None:
    found = subprocess.run(
        ["fc-match", "-f", "%{family}", asked],
        env=font_environment(),
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    assert given in found.split(",")


def test_a_choice_of_fonts_made_before_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "somewhere/fonts.conf")
    assert font_environment() == {}


def test_the_pdf_of_a_book_carries_japanese_fonts(app: xw.App, folder: Path) -> None:
    path = write(folder / "書体.xlsx", {"ＭＳ ゴシック": "指標 0123", "ＭＳ 明朝": "課題等 0123"})
    made = Path(app.books.open(path).to_pdf())
    assert made == folder / "書体.pdf"
    assert fonts_of(made) == {"IPAGothic", "IPAMincho"}
    assert "指標 0123" in text_of(made)


def test_a_file_saved_by_libreoffice_keeps_the_names_of_absent_fonts(
    app: xw.App, folder: Path
) -> None:
    path = write(folder / "書体.xlsx", {"ＭＳ ゴシック": "指標", "游明朝": "課題"})
    book = app.books.open(path)
    book.sheets[0]["B1"].value = 1
    book.save()
    again = openpyxl.load_workbook(path)["Sheet"]
    assert [again["A1"].font.name, again["A2"].font.name] == ["ＭＳ ゴシック", "游明朝"]


def test_only_the_sheets_chosen_are_printed(book: xw.Book, folder: Path) -> None:
    book.sheets[0]["A1"].value = "一枚目"
    book.sheets.add("二", after=book.sheets[0])["A1"].value = "二枚目"
    book.to_pdf(folder / "選.pdf", include="二")
    assert text_of(folder / "選.pdf").split() == ["二枚目"]
    assert all(sheet.visible for sheet in book.sheets)


def test_only_the_range_chosen_is_printed(sheet: xw.Sheet, folder: Path) -> None:
    sheet["A1"].value = [["外"], ["内"]]
    sheet["A2"].to_pdf(folder / "範囲.pdf")
    assert text_of(folder / "範囲.pdf").split() == ["内"]


def test_files_are_converted_without_xlwings_and_a_bad_one_stops_nothing(folder: Path) -> None:
    good = write(folder / "良い 一.xlsx", {"Meiryo": "本文"})
    bad = folder / "悪い.xlsx"
    bad.write_bytes(b"PK\x03\x04")
    more = write(folder / "良い 二.xlsx", {"Yu Gothic": "本文"})
    seen: list[str] = []
    results = convert_to_pdf(
        [good, bad, more], folder / "出力", progress=lambda done: seen.append(done.source.name)
    )
    assert [result.pdf and result.pdf.name for result in results] == [
        "良い 一.pdf",
        None,
        "良い 二.pdf",
    ]
    assert "悪い.xlsx" in (results[1].problem or "")
    assert fonts_of(folder / "出力" / "良い 二.pdf") == {"IPAPGothic"}
    assert seen == [good.name, bad.name, more.name]
