"""The board's models: departments with a tile for each indicator, and indicators one by one.

Rows are worked out once and filtered as plain lists, so that a hundred thousand indicators stay quick.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.finding import Finding, Severity
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.ui.parts import signs
from kpi_desktop.ui.parts.tables import Index
from kpi_desktop.ui.parts.theme import theme_of
from kpi_desktop.ui.words import text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.record.status import DepartmentStatus, IndicatorStatus, StatusResult

INDICATOR_ROLE = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Wanted:
    """What the person wants to see: a state (None for all) and a folded piece of text."""

    state: State | None = None
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One indicator on the board, with the key that searching looks at."""

    status: IndicatorStatus
    errors: int
    warnings: int
    key: str

    def fits(self, wanted: Wanted) -> bool:
        """Whether it is wanted."""
        if wanted.state is not None and self.status.state is not wanted.state:
            return False
        return wanted.words in self.key


def lines_of(board: StatusResult, findings: Sequence[Finding]) -> list[Line]:
    """Every indicator in plan order, with its findings counted."""
    counts: defaultdict[tuple[str, Severity], int] = defaultdict(int)
    for one in findings:
        if one.ruling:
            continue
        counts[one.indicator, one.severity] += 1
    return [
        Line(
            one,
            counts.get((one.no, Severity.ERROR), 0),
            counts.get((one.no, Severity.WARNING), 0),
            search_key(f"{one.no} {one.name} {one.department}"),
        )
        for one in board.indicators
    ]


def search_key(words: str) -> str:
    """Full and half width, upper and lower case are the same to someone who searches."""
    return match_key(words).lower()


class IndicatorModel(QAbstractTableModel):
    """One row an indicator."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._all: list[Line] = []
        self.lines: list[Line] = []
        self.titles = [
            tr(one)
            for one in (
                text.COL_NO,
                text.COL_NAME,
                text.COL_DEPARTMENT,
                text.COL_STATE,
                text.COL_ASSESSMENT,
                text.COL_ERRORS,
                text.COL_WARNINGS,
            )
        ]

    def show_lines(self, lines: list[Line], wanted: Wanted) -> None:
        """Show those of *lines* that are wanted."""
        self.beginResetModel()
        self._all = lines
        self.lines = [one for one in lines if one.fits(wanted)]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.titles[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section >= 5 else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        one = line.status
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                one.no,
                one.name,
                one.department,
                tr(one.state.value),
                tr(one.assessment) if one.assessment else "",
                str(line.errors or ""),
                str(line.warnings or ""),
            )[column]
        if role == INDICATOR_ROLE:
            return one.no
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column >= 5 else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return one.reason if column == 4 and one.reason else one.name
        if column == 3:
            return _state_look(self._view, one.state, role)
        return None


def _state_look(view: QWidget, state: State, role: int) -> Any:
    ink = theme_of(view).of_state(state).ink
    if role == Qt.ItemDataRole.DecorationRole:
        return signs.icon(signs.OF_STATE[state], ink)
    if role == Qt.ItemDataRole.ForegroundRole:
        return QColor(ink)
    return None


class DepartmentModel(QAbstractTableModel):
    """One row a department: what it is called, how far it is, and a tile for each of its indicators."""

    FIXED = 6

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.wanted = Wanted()
        self._board: StatusResult | None = None
        self._lines: dict[str, list[Line]] = {}
        self._longest: list[int] = []
        self.departments: list[DepartmentStatus] = []
        self.titles = [
            tr(one)
            for one in (
                text.COL_DEPARTMENT,
                text.COL_STATE,
                text.COL_SUBMITTED,
                text.COL_DEADLINE,
                text.COL_ERRORS,
                text.COL_WARNINGS,
            )
        ]

    def show_board(self, board: StatusResult, lines: list[Line], wanted: Wanted) -> None:
        """Show the departments that have a wanted indicator; the others' tiles are dimmed."""
        self.beginResetModel()
        if board is not self._board:
            self._board = board
            grouped: defaultdict[str, list[Line]] = defaultdict(list)
            for one in lines:
                grouped[one.status.department].append(one)
            self._lines = grouped
            columns = zip_longest(
                *([len(one.status.no) for one in own] for own in grouped.values())
            )
            self._longest = [max(one or 0 for one in column) for column in columns]
        self.wanted = wanted
        self.departments = [
            one
            for one in board.departments
            if any(line.fits(wanted) for line in self._lines.get(one.name, ()))
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.departments)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.FIXED + len(self._longest)

    def longest_no(self, column: int) -> int:
        """Characters of the longest No among the tiles of a column."""
        return self._longest[column - self.FIXED]

    def line(self, index: Index) -> Line | None:
        """The indicator at *index*, when it is a tile."""
        own = self._lines.get(self.departments[index.row()].name, [])
        position = index.column() - self.FIXED
        return own[position] if 0 <= position < len(own) else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if section < self.FIXED:
                return self.titles[section]
            return tr(text.COL_NO) if section == self.FIXED else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in (4, 5) else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.column() >= self.FIXED:
            return self._tile(index, role)
        one = self.departments[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(one)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(one) if index.column() == 2 else one.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in (4, 5) else _LEFT
        if index.column() == 1:
            return _state_look(self._view, one.state, role)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 3 and self._late(one) > 0:
            return QColor(theme_of(self._view).danger.ink)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.column() >= self.FIXED and self.line(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def _tile(self, index: Index, role: int) -> Any:
        line = self.line(index)
        if line is None:
            return None
        one = line.status
        if role == Qt.ItemDataRole.DisplayRole:
            return one.no
        if role == INDICATOR_ROLE:
            return one.no
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return tr(
                text.TILE_HINT,
                no=one.no,
                name=one.name,
                state=tr(one.state.value),
                errors=line.errors,
                warnings=line.warnings,
            )
        return None

    def _words(self, department: DepartmentStatus) -> tuple[str, ...]:
        submitted = ""
        if department.submitted_at is not None:
            when = department.submitted_at.astimezone().strftime("%m/%d")
            submitted = tr(text.SUBMITTED_AS, when=when, version=department.version)
        return (
            department.name,
            tr(department.state.value),
            submitted,
            self._deadline(department),
            str(department.errors or ""),
            str(department.warnings or ""),
        )

    def _hint(self, department: DepartmentStatus) -> str:
        when = department.submitted_at
        return when.astimezone().strftime("%Y-%m-%d %H:%M") if when else ""

    def _late(self, department: DepartmentStatus) -> int:
        """Days after the deadline, as of the submission or of today."""
        if self._board is None or self._board.deadline is None or self._board.days_left is None:
            return 0
        if department.submitted_at is None:
            return -self._board.days_left
        day: datetime.date = department.submitted_at.astimezone().date()
        return (day - self._board.deadline).days

    def _deadline(self, department: DepartmentStatus) -> str:
        if self._board is None or self._board.deadline is None:
            return ""
        late = self._late(department)
        if department.submitted_at is not None:
            return tr(text.LATE_BY, days=late) if late > 0 else tr(text.IN_TIME)
        return tr(text.OVERDUE_BY, days=late) if late > 0 else tr(text.DAYS_LEFT, days=-late)
