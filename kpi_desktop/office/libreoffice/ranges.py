"""Ranges of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from .addresses import MAX_COLUMNS, MAX_ROWS, reference
from .appearance import Borders, Font
from .completion import completes, refusal
from .names import Name
from .native import Native
from .notes import Note
from .tables import Table
from .values import Colour, as_rows, colour, colour_read, received, sent

if TYPE_CHECKING:
    from .sheets import Sheet

DIRECTIONS = {"d": "down", "u": "up", "l": "left", "r": "right"}
AXES = {"r": ["rows"], "rows": ["rows"], "c": ["columns"], "columns": ["columns"]}


@completes(base_classes.Range, elsewhere=("rows", "columns", "get_async_pipeline_overrides"))
class Range:
    """A rectangle of cells, known by its place (it does not move when rows are inserted)."""

    sheet: Sheet
    row: int
    column: int
    shape: tuple[int, int]

    def __init__(
        self, sheet: Sheet, row: int, column: int, rows: int = 1, columns: int = 1
    ) -> None:
        if row + rows - 1 > MAX_ROWS or column + columns - 1 > MAX_COLUMNS:
            raise IndexError(f"row {row}, column {column} lies outside the sheet")
        self.sheet = sheet
        self.row = row
        self.column = column
        self.shape = (rows, columns)
        self.options: dict[str, Any] = {}

    @property
    def box(self) -> tuple[int, int, int, int]:
        return self.row, self.column, *self.shape

    @property
    def at(self) -> dict[str, Any]:
        return {**self.sheet.at, "box": self.box}

    def call(self, op: str, **args: Any) -> Any:
        return self.sheet.book.call(op, at=self.at, **args)

    @property
    def api(self) -> Native | None:
        return Native(self.sheet.book.app.session, self.at) if len(self) else None

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return self.sheet.name, *self.box

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        if arg2 is None:
            row, column = divmod(arg1 - 1, self.shape[1])
        else:
            row, column = arg1 - 1, arg2 - 1
        return Range(self.sheet, self.row + row, self.column + column)

    # -- place ----------------------------------------------------------------

    @property
    def address(self) -> str:
        if not len(self):
            corner = reference((self.row, self.column, 1, 1))
            return f"{corner}{{{self.shape[0]}x{self.shape[1]}}}"
        return reference(self.box)

    @property
    def arg1_input(self) -> str:
        return self.address

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        text = reference(self.box, row_absolute, col_absolute)
        if not external:
            return text
        place = f"[{self.sheet.book.name}]{self.sheet.name}".replace("'", "''")
        plain = place.replace("[", "").replace("]", "").replace(".", "").isalnum()
        return f"{place}!{text}" if plain else f"'{place}'!{text}"

    def end(self, direction: str) -> Range:
        row, column = self.call("cells.end", direction=DIRECTIONS.get(direction, direction))
        return Range(self.sheet, row, column)

    @property
    def current_region(self) -> Range:
        return self.sheet.box(self.call("cells.region"))

    def select(self) -> None:
        self.call("cells.select")

    # -- content --------------------------------------------------------------

    @property
    def raw_value(self) -> Any:
        if not len(self):
            return None
        rows = received(self.call("cells.read"))
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        if not len(self):
            return
        if isinstance(data, (list, tuple)):
            rows = as_rows(data)
            target = Range(self.sheet, self.row, self.column, len(rows), len(rows[0]))
            target.call("cells.write", rows=rows)
        elif isinstance(data, str) and data.startswith("=") and len(self) > 1:
            self.call("cells.write_formula", formula=data)
        else:
            height, width = self.shape
            self.call("cells.write", rows=[[sent(data)] * width] * height)

    @property
    def formula(self) -> Any:
        rows = self.call("cells.read_formulas")
        return rows[0][0] if len(self) == 1 else tuple(tuple(row) for row in rows)

    @formula.setter
    def formula(self, value: Any) -> None:
        self.raw_value = value

    formula2 = formula

    @property
    def formula_array(self) -> str:
        return str(self.call("cells.read_array_formula"))

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        self.call("cells.write_array_formula", formula=value)

    @property
    def has_array(self) -> bool:
        return bool(self.call("cells.has_array"))

    def clear(self) -> None:
        self.call("cells.clear", what="all")

    def clear_contents(self) -> None:
        if len(self):
            self.call("cells.clear", what="contents")

    def clear_formats(self) -> None:
        self.call("cells.clear", what="formats")

    # -- looks ----------------------------------------------------------------

    def look(self, what: str) -> Any:
        return self.call("formats.get", what=what)

    def set_look(self, what: str, value: Any) -> None:
        self.call("formats.set", what=what, value=value)

    @property
    def number_format(self) -> str | None:
        found: str | None = self.look("number_format")
        return found

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.set_look("number_format", value)

    @property
    def color(self) -> Colour | None:
        return colour_read(self.look("fill"))

    @color.setter
    def color(self, value: Any) -> None:
        self.set_look("fill", colour(value))

    def set_colors(self, colors: Sequence[Sequence[Any]]) -> None:
        for i, row in enumerate(colors, 1):
            for j, given in enumerate(row, 1):
                if given is not ...:
                    self(i, j).color = given

    @property
    def wrap_text(self) -> bool | None:
        found: bool | None = self.look("wrap")
        return found

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.set_look("wrap", bool(value))

    @property
    def horizontal_alignment(self) -> str | None:
        found: str | None = self.look("horizontal")
        return found

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self.set_look("horizontal", value)

    @property
    def vertical_alignment(self) -> str | None:
        found: str | None = self.look("vertical")
        return found

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self.set_look("vertical", value)

    @property
    def locked(self) -> bool | None:
        """Not in xlwings' interface: ``range.impl.locked``."""
        found: bool | None = self.look("locked")
        return found

    @locked.setter
    def locked(self, value: bool) -> None:
        self.set_look("locked", bool(value))

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def borders(self) -> Borders:
        return Borders(self)

    # -- name and note ----------------------------------------------------------

    @property
    def name(self) -> Name | None:
        here = (self.sheet.name, self.box)
        for name in self.sheet.book.names:
            if name.place == here:
                return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.book.names.add(value, self.qualified)

    @property
    def qualified(self) -> str:
        """``='Sheet 1'!$A$1``, as a name refers to it."""
        return f"='{self.sheet.name.replace(chr(39), chr(39) * 2)}'!{self.address}"

    @property
    def note(self) -> Note | None:
        for note in self.sheet.notes:
            if (note.cell.row, note.cell.column) == (self.row, self.column):
                return note
        return None

    def add_note(self, text: str) -> Note:
        self.call("notes.add", text=text)
        return Note(self)

    # -- layout ---------------------------------------------------------------

    def _length(self, which: str) -> float:
        return float(self.call("layout.rectangle")[which])

    left = property(lambda self: self._length("left"))
    top = property(lambda self: self._length("top"))
    width = property(lambda self: self._length("width"))
    height = property(lambda self: self._length("height"))

    @property
    def column_width(self) -> float:
        return float(self.call("layout.get_column_width"))

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.call("layout.set_column_width", digits=value)

    @property
    def row_height(self) -> float:
        return float(self.call("layout.get_row_height"))

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.call("layout.set_row_height", height=value)

    @property
    def row_hidden(self) -> bool:
        return bool(self.call("layout.get_hidden", axis="rows"))

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.call("layout.set_hidden", axis="rows", hidden=value)

    @property
    def column_hidden(self) -> bool:
        return bool(self.call("layout.get_hidden", axis="columns"))

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.call("layout.set_hidden", axis="columns", hidden=value)

    def autofit(self, axis: str | None = None) -> None:
        self.call("layout.fit", axes=["columns", "rows"] if axis is None else AXES[axis])

    def merge(self, across: bool = False) -> None:
        self.call("layout.merge", across=bool(across))

    def unmerge(self) -> None:
        self.call("layout.unmerge")

    @property
    def merge_area(self) -> Range:
        return self.sheet.box(self.call("layout.merge_area"))

    @property
    def merge_cells(self) -> bool:
        return len(self.merge_area) > 1

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        self.call("layout.insert", shift=self._shift(shift, "down"))

    def delete(self, shift: str | None = None) -> None:
        self.call("layout.delete", shift=self._shift(shift, "up"))

    def _shift(self, shift: str | None, usual: str) -> str:
        if self.shape[1] == MAX_COLUMNS:
            return "rows"
        return "columns" if self.shape[0] == MAX_ROWS else shift or usual

    def copy(self, destination: Any = None) -> None:
        if destination is None:
            raise refusal("Range", "copy", "without a destination (there is no clipboard)")
        self.call("layout.copy", to=destination.impl.at)

    def move(self, destination: Any) -> None:
        self.call("layout.move", to=destination.impl.at)

    @property
    def table(self) -> Table | None:
        for table in self.sheet.tables:
            top, left, rows, columns = table.range.box
            if top <= self.row < top + rows and left <= self.column < left + columns:
                return table
        return None

    def to_pdf(self, path: str, quality: str | None = None) -> None:
        self.sheet.book.call(
            "books.pdf",
            at=self.sheet.book.at,
            path=path,
            small=quality == "minimum",
            only=self.at,
        )
