"""The sheets of the master data as rows of printed text, whatever types the cells have.

Numbers become the text that their number format prints (40.0 stays 40.0). What people cannot see
or did not mean (errors, formulas, dates, hidden characters, stray cells) becomes a problem with its cell.
"""

from __future__ import annotations

import datetime
import difflib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kpi_desktop.domain.errors import UnreadableFile
from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.indicators.master_data import MasterProblem
from kpi_desktop.workbook.master_data.sheets_and_columns import FILE_NAME, Sheet
from kpi_desktop.workbook.ooxml.package.file_kind import is_ole
from kpi_desktop.workbook.ooxml.package.package import Limits, Package
from kpi_desktop.workbook.ooxml.package.refusals import Refusal
from kpi_desktop.workbook.ooxml.sheet.addresses import (
    Place,
    address_of,
    column_letters,
    place_of,
)
from kpi_desktop.workbook.ooxml.sheet.cell_values import plain_decimal
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book
from kpi_desktop.workbook.ooxml.sheet.sheet_cells import RawCell, SheetCells
from kpi_desktop.workbook.ooxml.style.number_formats import in_full, is_date, moment

#: A whole country's master data is larger than any form.
_LIMITS = Limits(file=300 << 20, part=1 << 30, total=2 << 30)
_MOST_CELLS = 10_000_000
_Value = str | int | float | bool | datetime.datetime | datetime.time | None
#: Rows left empty before a filled one that make it look forgotten there.
_FAR = 30


@dataclass
class Problems:
    """Collects problems of one reading."""

    found: list[MasterProblem] = field(default_factory=list)

    def error(self, sheet: str, cell: str, message: str, remedy: str) -> None:
        """Something that makes the plan unusable."""
        self.found.append(MasterProblem(Severity.ERROR, sheet, cell, message, remedy))

    def warning(self, sheet: str, cell: str, message: str, remedy: str) -> None:
        """Something to look at; the plan can be used."""
        self.found.append(MasterProblem(Severity.WARNING, sheet, cell, message, remedy))

    def in_order(self, sheets: Sequence[str]) -> tuple[MasterProblem, ...]:
        """By sheet (those named in *sheets* first), row and column."""

        def key(problem: MasterProblem) -> tuple[int, tuple[int, int]]:
            place = sheets.index(problem.sheet) if problem.sheet in sheets else len(sheets)
            return place, place_of(problem.cell) if problem.cell else (0, 0)

        return tuple(sorted(self.found, key=key))


@dataclass(frozen=True)
class Row:
    """One row of a sheet: text by column name, and where each column stands."""

    sheet: str
    number: int
    texts: Mapping[str, str]
    letters: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The text under *column*, empty when there is none."""
        return self.texts.get(column, "")

    def cell(self, column: str) -> str:
        """Address of the cell under *column*."""
        return f"{self.letters.get(column, 'A')}{self.number}"


def read_rows(path: Path, sheets: Sequence[Sheet], problems: Problems) -> dict[str, list[Row]]:
    """Rows of every sheet by sheet name; a sheet that is missing has none and a problem.

    UnreadableFile when the file is not a workbook that can be opened.
    """
    try:
        book = Book(Package(_bytes(path), _LIMITS))
        names = {match_key(info.name): at for at, info in enumerate(book.sheets)}
        grids = {}
        for sheet in sheets:
            actual = names.get(match_key(sheet.name))
            if actual is None:
                _missing_sheet(sheet, [info.name for info in book.sheets], problems)
            else:
                grids[sheet.name] = _cells(book, actual)
    except Refusal as refusal:
        raise _unreadable(path) from refusal
    return {sheet.name: list(_rows(sheet, grids.get(sheet.name, {}), problems)) for sheet in sheets}


@dataclass
class _Cell:
    """A filled cell. ``formula``: ``value`` is a cached result, None where there is none.

    ``struck`` is what is struck out of its text; ``value`` is without it.
    """

    value: _Value
    is_error: bool = False
    number_format: str = "General"
    formula: bool = False
    struck: str = ""


_Cells = dict[tuple[int, int], _Cell]


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{path.name} を開けません。",
            "ファイルがあるか、読み取りの権限があるか確かめてください。",
        ) from error
    if is_ole(data):
        raise UnreadableFile(
            f"{path.name} はパスワード付きか、古い形式（.xls）です。",
            "Excelで開き、パスワードを外して「Excelブック（.xlsx）」で保存し直してください。",
        )
    return data


def _unreadable(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} をExcelブックとして読めません。",
        f"Excelで開けるか確かめ、{FILE_NAME} を「Excelブック（.xlsx）」で保存し直してください。",
    )


def _cells(book: Book, at: int) -> _Cells:
    info = book.sheets[at]
    sheet = SheetCells(book.package.read(info.part), info.name, _MOST_CELLS)
    cells = ((place, _cell(book, sheet, place, raw)) for place, raw in sheet.filled())
    return {
        place: cell
        for place, cell in cells
        if cell.formula or cell.struck or cell.value not in (None, "")
    }


def _cell(book: Book, sheet: SheetCells, place: Place, raw: RawCell) -> _Cell:
    text, struck = raw.text, ""
    if raw.kind == "s" and text:
        index = int(text) if text.isdecimal() else -1
        text = book.string(index)
        struck = book.struck.get(index, "")
    elif raw.kind == "inlineStr":
        struck = sheet.struck(address_of(place))
    formula = raw.formula is not None
    if not text or struck:
        return _Cell(text or None, formula=formula, struck=struck)
    return _typed(book, raw, text, formula)


def _typed(book: Book, raw: RawCell, text: str, formula: bool) -> _Cell:
    if raw.kind == "b":
        return _Cell(text == "1", formula=formula)
    if raw.kind == "e":
        return _Cell(text, is_error=True, formula=formula)
    decimal = plain_decimal(text) if raw.kind == "n" else None
    if decimal is None:
        return _Cell(text, formula=formula)
    code = book.styles[raw.style].number_format if raw.style < len(book.styles) else "General"
    number = float(decimal) if "." in decimal else int(decimal)
    when = moment(number, book.date1904) if is_date(code) else None
    if when is not None:
        return _Cell(when.time() if number < 1 else when, formula=formula)
    return _Cell(number, number_format=code, formula=formula)


def _missing_sheet(sheet: Sheet, present: Sequence[str], problems: Problems) -> None:
    near = difflib.get_close_matches(sheet.name, [match_key(one) for one in present], 1, 0.5)
    hint = f"「{near[0]}」のことであれば、名前を「{sheet.name}」にしてください。" if near else ""
    if not sheet.needed:
        if near:
            what = f"シート「{near[0]}」は使いません。"
            problems.warning(near[0], "", what, hint)
        return
    columns = "、".join(one.name for one in sheet.columns)
    problems.error(
        sheet.name,
        "",
        f"シート「{sheet.name}」がありません。",
        hint or f"シート「{sheet.name}」を加え、１行目に見出し（{columns}）を書いてください。",
    )


def _rows(sheet: Sheet, cells: _Cells, problems: Problems) -> Iterator[Row]:
    if not cells:
        return
    columns = _header(sheet, cells, problems)
    letters = {name: column_letters(number) for number, name in columns.items()}
    by_row: dict[int, dict[str, str]] = {}
    for (row, column), cell in sorted(cells.items()):
        if row == 1:
            continue
        address = address_of((row, column))
        if column not in columns:
            if (1, column) not in cells:
                problems.warning(
                    sheet.name,
                    address,
                    "見出しのない列に値があります。この値は使いません。",
                    "不要なら消し、必要なら１行目に見出しを書いてください。",
                )
            continue
        text = _text(cell, _At(sheet.name, address, columns[column], problems))
        if text.strip():
            by_row.setdefault(row, {})[columns[column]] = text
    last = 1
    for number, texts in by_row.items():
        if number - last > _FAR:
            problems.warning(
                sheet.name,
                f"A{number}",
                f"表から{number - last - 1}行離れた行に値があります。",
                "消し忘れでないか確かめてください。表の行であれば、空いた行を詰めてください。",
            )
        last = number
        yield Row(sheet.name, number, texts, letters)


def _header(sheet: Sheet, cells: _Cells, problems: Problems) -> dict[int, str]:
    """Column number → column name, for the columns that the sheet should have."""
    wanted = {match_key(one.name): one.name for one in sheet.columns}
    found: dict[int, str] = {}
    unknown: dict[str, str] = {}
    for (row, column), cell in sorted(cells.items()):
        if row != 1:
            continue
        text, address = _clean(str(cell.value)), address_of((1, column))
        name = wanted.get(match_key(text))
        if name is None:
            unknown[text] = address
        elif name in found.values():
            problems.error(
                sheet.name,
                address,
                f"見出し「{name}」が二つあります。",
                "どちらか一方の列を消すか、見出しを変えてください。",
            )
        else:
            found[column] = name
    for one in sheet.columns:
        if one.name not in found.values():
            _missing_column(sheet, one.name, one.needed, unknown, problems)
    return found


def _missing_column(
    sheet: Sheet, name: str, needed: bool, unknown: Mapping[str, str], problems: Problems
) -> None:
    near = difflib.get_close_matches(name, list(unknown), 1, 0.5)
    report = problems.error if needed else problems.warning
    report(
        sheet.name,
        unknown[near[0]] if near else "A1",
        f"列「{name}」がありません。",
        (
            f"「{near[0]}」のことであれば、見出しを「{name}」にしてください。"
            if near
            else f"１行目に見出し「{name}」の列を加えてください。"
        ),
    )


@dataclass(frozen=True)
class _At:
    """The cell that is read, for what is said about it."""

    sheet: str
    address: str
    column: str
    problems: Problems

    def error(self, message: str, remedy: str) -> None:
        """Something that makes the plan unusable."""
        self.problems.error(self.sheet, self.address, message, remedy)

    def warning(self, message: str, remedy: str) -> None:
        """Something to look at."""
        self.problems.warning(self.sheet, self.address, message, remedy)


def _text(cell: _Cell, at: _At) -> str:
    """What the cell prints; whatever is odd about it becomes a problem."""
    value = cell.value
    if cell.struck:
        at.warning(
            f"取消線の引かれた文字「{cell.struck}」を除いて読みます。",
            "セルに残す文字だけを入力し直してください。",
        )
    if value is None and not cell.formula:
        return ""
    if cell.formula and value is None:
        at.error(
            "数式ですが、計算結果が保存されていません。",
            "Excelで開いて保存し直すか、値を直接入力してください。",
        )
        return ""
    if cell.formula:
        at.warning(
            f"数式です。保存されている結果「{value}」を使います。",
            "元のセルが動いても変わらないよう、値として貼り付け直してください。",
        )
    if cell.is_error:
        at.error(f"エラー値（{value}）です。", "正しい値を入力し直してください。")
        return ""
    if isinstance(value, datetime.date | datetime.time):
        return _date_text(value, at)
    if isinstance(value, bool):
        truth = "TRUE" if value else "FALSE"
        at.warning(
            f"論理値（{truth}）です。文字として扱います。",
            "文字か数値で入力し直してください。",
        )
        return truth
    if isinstance(value, int | float):
        return in_full(value, cell.number_format)
    return _visible(str(value), at)


def _visible(text: str, at: _At) -> str:
    cleaned = _clean(text)
    if hidden := sorted({c for c in text if c not in cleaned and not c.isspace()}):
        codes = "、".join(f"U+{ord(one):04X}" for one in hidden)
        at.warning(
            f"目に見えない文字（{codes}）が混じっています。除いて読みます。",
            "セルの内容を消して、入力し直してください。",
        )
    return cleaned


def _date_text(value: object, at: _At) -> str:
    if at.column == "値" and isinstance(value, datetime.date):
        return value.strftime("%Y-%m-%d")
    at.error(
        f"日付・時刻（{value}）になっています。Excelが入力を日付と解釈した可能性があります。",
        "セルの書式を「文字列」にしてから、入力し直してください。",
    )
    return ""


def _clean(text: str) -> str:
    """*text* without characters that cannot be seen; line breaks are one kind only."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    kept = (
        " " if char == "\N{NO-BREAK SPACE}" else char
        for char in text
        if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf")
    )
    return "".join(kept).strip(" \n\t\N{IDEOGRAPHIC SPACE}")
