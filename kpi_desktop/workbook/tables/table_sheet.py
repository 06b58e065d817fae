"""One table sheet of the master workbook: columns said once, for writing and for the data dictionary."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from kpi_desktop.domain.record.master_content import Figure, Source
from kpi_desktop.workbook.tables.cell_styles import Styles, figure_format, set_page
from kpi_desktop.workbook.tables.page_breaks import (
    page_breaks,
    paper_for,
    print_scale,
    row_height,
)
from kpi_desktop.workbook.tables.verdict_colours import colour_verdicts

T = TypeVar("T")

#: What stands in a cell for a figure that is not there; never a zero.
MISSING = {
    Source.NOWHERE: "（未提出）",
    Source.SUBMISSION: "（空欄）",
    Source.MASTER_DATA: "（データなし）",
}
#: Excel's limits.
_MAX_LINKS = 65_000
_MAX_TEXT = 32_767
#: Height of the header row in points.
_HEADER = 32.0
_NOTE_WIDTH = 60.0


@dataclass(frozen=True)
class Link:
    """A value that leads to another cell; ``target`` like ``証跡!A5``."""

    value: str | Figure
    target: str


@dataclass(frozen=True)
class FileLink:
    """A text that opens the file at *path* (seen from this workbook), at its cell when one is named."""

    value: str
    path: str
    sheet: str = ""
    cell: str = ""

    @property
    def url(self) -> str:
        """The link as the writer takes it."""
        quoted = self.sheet.replace("'", "''")
        place = f"#'{quoted}'!{self.cell}" if self.sheet and self.cell else ""
        return f"external:{self.path}{place}"


@dataclass(frozen=True)
class Formula:
    """A formula with its result, which must be what recalculation gives."""

    text: str
    result: str | float


Value = str | int | float | Decimal | datetime.datetime | Figure | Link | FileLink | Formula | None


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column. ``meaning`` stands in the data dictionary, ``style`` is a name of Styles."""

    title: str
    meaning: str
    width: float
    value: Callable[[T], Value]
    style: str = "text"

    @property
    def wraps(self) -> bool:
        """Whether long texts are broken into lines."""
        return self.style.endswith("wrap")


@dataclass(frozen=True)
class TableSheet(Generic[T]):
    """A sheet that is one table: headers in row 1, one thing a row, then nothing.

    ``group`` gives the chapter and the block of a row, for page breaks. ``helpers`` is how many columns
    at the right are not printed. ``notes`` stand right of the table, behind an empty column.
    """

    name: str
    meaning: str
    columns: Sequence[Column[T]]
    rows: Sequence[T]
    frozen: int = 1
    group: Callable[[T], tuple[str, str]] | None = None
    helpers: int = 0
    empty: str = "該当はありません"
    notes: Sequence[str] = ()

    @property
    def table(self) -> str:
        """Name of the Excel table, for structured references."""
        return f"表_{self.name}"

    def write(self, book: Any, styles: Styles, title: str, snapshot: str) -> Any:
        """Add the sheet to *book* and give the worksheet."""
        page = book.add_worksheet(self.name)
        page.hide_gridlines(2)
        for number, column in enumerate(self.columns):
            page.set_column(number, number, column.width)
        page.set_row(0, _HEADER)
        self._add_table(page, styles)
        heights = self._add_rows(page, styles)
        for number, column in enumerate(self.columns):
            if column.style == "verdict":
                colour_verdicts(book, page, 1, max(len(self.rows), 1), number)
        self._add_notes(page, styles)
        page.freeze_panes(1, self.frozen)
        self._set_up_print(page, title, snapshot, heights)
        return page

    def _add_rows(self, page: Any, styles: Styles) -> list[float]:
        """The rows' cells; gives the rows' heights where long texts are broken into lines."""
        cells = CellWriter(page, styles)
        wraps = any(column.wraps for column in self.columns)
        heights = []
        for row, thing in enumerate(self.rows, 1):
            values = [column.value(thing) for column in self.columns]
            for number, (column, value) in enumerate(zip(self.columns, values)):
                cells.write(row, number, value, column.style)
            if wraps:
                note = self.notes[row] if row < len(self.notes) else ""
                heights.append(self._height(values, note))
                page.set_row(row, heights[-1])
        return heights

    def _set_up_print(self, page: Any, title: str, snapshot: str, heights: list[float]) -> None:
        """Paper, printed area and page breaks."""
        printed = self.columns[: len(self.columns) - self.helpers]
        widths = [one.width for one in printed]
        paper = paper_for([*widths, 8.0, _NOTE_WIDTH] if self.notes else widths)
        set_page(page, f"{title}　{self.name}", snapshot, paper=paper)
        if self.helpers:
            page.print_area(0, 0, max(len(self.rows), 1), len(printed) - 1)
        if self.group is not None and heights:
            scale = print_scale(widths, paper)
            groups = [self.group(one) for one in self.rows]
            page.set_print_scale(scale)
            page.set_h_pagebreaks(page_breaks(heights, groups, scale, _HEADER, paper))

    def _height(self, values: Sequence[Value], note: str) -> float:
        return row_height(
            [
                (note, _NOTE_WIDTH),
                *(
                    (value, column.width)
                    for column, value in zip(self.columns, values)
                    if column.wraps and isinstance(value, str)
                ),
            ]
        )

    def _add_table(self, page: Any, styles: Styles) -> None:
        columns = []
        for column in self.columns:
            head: dict[str, Any] = {"header": column.title, "header_format": styles["head"]}
            first = column.value(self.rows[0]) if self.rows else None
            if isinstance(first, Formula):
                head["formula"] = first.text
            columns.append(head)
        last = max(len(self.rows), 1)
        options = {"name": self.table, "columns": columns, "style": None}
        page.add_table(0, 0, last, len(columns) - 1, options)
        if not self.rows:
            page.write_string(1, 0, self.empty, styles["missing"])

    def _add_notes(self, page: Any, styles: Styles) -> None:
        column = len(self.columns) + 1
        if self.notes:
            page.set_column(column, column, _NOTE_WIDTH)
            page.print_area(0, 0, max(len(self.rows), 1), column)
        for row, note in enumerate(self.notes):
            page.write_string(row, column, note, styles["wrap" if row else "head"])


class CellWriter:
    """Writes values of every kind into one sheet."""

    def __init__(self, page: Any, styles: Styles) -> None:
        self.page, self.styles = page, styles
        self.links = 0

    def write(self, row: int, column: int, value: Value, style: str) -> None:
        """Put *value* into one cell in that style; a figure is styled as it is printed."""
        if isinstance(value, Link):
            self._link(row, column, value, style)
        elif isinstance(value, FileLink):
            self._file_link(row, column, value, style)
        elif isinstance(value, Figure):
            self._figure(row, column, value)
        elif isinstance(value, Formula):
            self.page.write_formula(row, column, value.text, self.styles[style], value.result)
        elif isinstance(value, datetime.datetime):
            self.page.write_datetime(row, column, value.replace(tzinfo=None), self.styles[style])
        elif isinstance(value, int | float | Decimal):
            self.page.write_number(row, column, float(value), self.styles[style])
        elif value:
            self.page.write_string(row, column, value[:_MAX_TEXT], self.styles[style])
        else:
            self.page.write_blank(row, column, None, self.styles[style])

    def _figure(self, row: int, column: int, figure: Figure) -> None:
        reading = figure.reading
        number_format = figure_format(reading)
        if number_format is not None and reading.value is not None:
            style = self.styles[f"figure {number_format}"]
            self.page.write_number(row, column, float(reading.value), style)
        elif reading.is_missing:
            text = MISSING[figure.origin.source]
            self.page.write_string(row, column, text, self.styles["missing"])
        else:
            text = reading.display()[:_MAX_TEXT]
            self.page.write_string(row, column, text, self.styles["right"])

    def _link(self, row: int, column: int, link: Link, style: str) -> None:
        self.links += 1
        if self.links <= _MAX_LINKS:
            sheet, _, cell = link.target.rpartition("!")
            text = link.value if isinstance(link.value, str) else ""
            url = f"internal:'{sheet}'!{cell}"
            tip = f"{sheet} {cell} へ"
            self.page.write_url(row, column, url, self.styles["link"], text, tip)
        if isinstance(link.value, Figure) or self.links > _MAX_LINKS:
            self.write(row, column, link.value, style)

    def _file_link(self, row: int, column: int, link: FileLink, style: str) -> None:
        self.links += 1
        if self.links > _MAX_LINKS:
            self.write(row, column, link.value, style)
            return
        tip = f"原本の写しを開く（{link.sheet} {link.cell}）" if link.cell else "原本の写しを開く"
        self.page.write_url(row, column, link.url, self.styles["link"], link.value, tip)
