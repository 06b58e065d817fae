"""Tables in one style: rows of text with a sign, copied with Ctrl+C, opened with Enter or a double click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from kpi_desktop.ui.parts import signs
from kpi_desktop.ui.parts.signs import Sign
from kpi_desktop.ui.parts.theme import ROW_HEIGHT, Tone, theme_of

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Column:
    """A column; ``width`` in logical pixels. One column of a table takes what is left over."""

    title: str
    width: int
    takes_rest: bool = False
    is_number: bool = False


@dataclass(frozen=True)
class Row:
    """A row. ``sign`` with the name of its tone stands in the column ``sign_at``."""

    cells: tuple[str, ...]
    key: Any = None
    sign: Sign | None = None
    tone: str = "neutral"
    sign_at: int = 0


class RowsModel(QAbstractTableModel):
    """Rows as they were given."""

    def __init__(self, columns: Sequence[Column], view: QWidget) -> None:
        super().__init__(view)
        self.columns = list(columns)
        self.rows: list[Row] = []
        self._view = view

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        words = row.cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(words.split("\n"))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[index.column()])
        if row.sign is not None and index.column() == row.sign_at:
            ink = self._tone(row.tone).ink
            if role == Qt.ItemDataRole.DecorationRole:
                return signs.icon(row.sign, ink)
            if role == Qt.ItemDataRole.ForegroundRole:
                return QColor(ink)
        return None

    def _tone(self, name: str) -> Tone:
        tone = getattr(theme_of(self._view), name)
        assert isinstance(tone, Tone)
        return tone


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class Table(QTableView):
    """The view. ``opened`` carries the key of a row, ``chosen`` that the selection is another one."""

    opened = Signal(object)
    chosen = Signal()

    def __init__(
        self, name: str, columns: Sequence[Column], several: bool = False, empty: str = ""
    ) -> None:
        super().__init__()
        self._empty = empty
        self.rows = RowsModel(columns, self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        in_house_style(self)
        if several:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for position, one in enumerate(columns):
            self.setColumnWidth(position, one.width)
            if one.takes_rest:
                header = self.horizontalHeader()
                header.setSectionResizeMode(position, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self._open(index))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the selection is kept where its rows are still there."""
        kept = self.selected_keys()
        self.rows.show_rows(rows)
        for position, row in enumerate(rows):
            if row.key is not None and row.key in kept:
                self.selectionModel().select(
                    self.rows.index(position, 0),
                    self.selectionModel().SelectionFlag.Select
                    | self.selectionModel().SelectionFlag.Rows,
                )
        self.chosen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.rows.rows:
            write_in_the_middle(self.viewport(), self._empty)

    def selected_keys(self) -> list[Any]:
        """Keys of the selected rows, from the top."""
        rows = sorted(one.row() for one in self.selectionModel().selectedRows())
        return [self.rows.rows[one].key for one in rows]

    def selectionChanged(self, selected: Any, deselected: Any) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as a spreadsheet takes them."""
        rows = sorted({one.row() for one in self.selectionModel().selectedIndexes()})
        lines = ["\t".join(one.title for one in self.rows.columns)]
        lines += [_line(self.rows.rows[one].cells) for one in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _open(self, index: Index) -> None:
        if index.isValid() and self.rows.rows[index.row()].key is not None:
            self.opened.emit(self.rows.rows[index.row()].key)


def _line(cells: Sequence[str]) -> str:
    return "\t".join(" ".join(one.split()) for one in cells)


def write_in_the_middle(viewport: QWidget, words: str) -> None:
    """Say in an empty view why it is empty."""
    painter = QPainter(viewport)
    painter.setPen(QColor(theme_of(viewport).muted))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(viewport.rect().adjusted(12, 0, -12, 0), flags, words)
    painter.end()


def in_house_style(view: QTableView) -> None:
    """Calm rows: no grid, one height, whole rows selected, Tab leaves the table."""
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setMinimumSectionSize(28)
