"""The board: who is how far. States as filters with counts, departments with tiles, indicators as a list."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kpi_desktop.domain.forms.submission import State
from kpi_desktop.ui.pages.board_model import (
    INDICATOR_ROLE,
    DepartmentModel,
    IndicatorModel,
    Line,
    Wanted,
    lines_of,
    search_key,
)
from kpi_desktop.ui.parts import signs
from kpi_desktop.ui.parts.tables import Index, in_house_style
from kpi_desktop.ui.parts.theme import POINT_SIZE, TIGHT, theme_of
from kpi_desktop.ui.parts.widgets import button, column, label, row
from kpi_desktop.ui.words import text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.record.overview import Overview

_TILE, _WIDE_TILE = 46, 58
_SHORT = 2  # characters that fit into the smaller tile
_TYPING = 120  # milliseconds between the last key and the search


class Tile(QStyledItemDelegate):
    """Paints one indicator of a department: its sign and its No on the ground of its state."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, view = index.model(), self.parent()
        assert isinstance(model, DepartmentModel) and isinstance(view, QWidget)
        line = model.line(index)
        if line is None:
            return
        state, no = line.status.state, line.status.no
        theme = theme_of(view)
        tone = theme.of_state(state)
        box = option.rect.adjusted(2, 4, -2, -4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not line.fits(model.wanted):
            painter.setOpacity(0.3)
        focused = option.state & QStyle.StateFlag.State_HasFocus
        painter.setPen(QPen(QColor(theme.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.ground))
        painter.drawRoundedRect(box, 5, 5)
        sign = QRect(box.left() + 4, box.center().y() - 6, 13, 13)
        signs.icon(signs.OF_STATE[state], tone.ink).paint(painter, sign)
        painter.setPen(QColor(tone.ink))
        font = option.font
        font.setPointSizeF(POINT_SIZE - 1)
        painter.setFont(font)
        words = box.adjusted(18, 0, -1, 0)
        if len(no) > _SHORT:
            side = Qt.TextElideMode.ElideRight
            no = painter.fontMetrics().elidedText(no, side, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, no)
        painter.restore()


class Board(QWidget):
    """``opened`` carries the No of an indicator that someone wants to see."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._overview: Overview | None = None
        self._lines: list[Line] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr(text.SEARCH_HINT))
        self.search.setAccessibleName(tr(text.SEARCH_NAME))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(180)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING)
        self._pause.timeout.connect(self._filter)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.filters = {state: self._filter_button(state) for state in (None, *State)}
        self._group = QButtonGroup(self)
        for one in self.filters.values():
            self._group.addButton(one)
        self.filters[None].setChecked(True)
        self._build_tables()
        self.views = QStackedWidget()
        self.views.addWidget(self.departments)
        self.views.addWidget(self.indicators)
        self.by_department = button(tr(text.BY_DEPARTMENT), lambda: self._show_view(0), "filter")
        self.by_indicator = button(tr(text.BY_INDICATOR), lambda: self._show_view(1), "filter")
        views = QButtonGroup(self)
        for each in (self.by_department, self.by_indicator):
            each.setCheckable(True)
            views.addButton(each)
        self.by_department.setChecked(True)
        self.found = label(role="muted")
        self.setLayout(
            column(
                row(*self.filters.values(), None),
                row(self.by_department, self.by_indicator, self.search, self.found, None),
                self.views,
                spacing=TIGHT + 2,
            )
        )

    def _filter_button(self, state: State | None) -> QPushButton:
        made = button(self._filter_words(state, 0), self._filter, "filter")
        made.setCheckable(True)
        return made

    def _filter_words(self, state: State | None, count: int) -> str:
        return f"{tr(state.value if state else text.ALL)} {count:,}"

    def _build_tables(self) -> None:
        self.departments = QTableView()
        self.departments.setAccessibleName(tr(text.BOARD_NAME))
        self.department_model = DepartmentModel(self.departments)
        self.departments.setModel(self.department_model)
        self.departments.setItemDelegate(_Mixed(self.departments))
        self.indicators = QTableView()
        self.indicators.setAccessibleName(tr(text.INDICATORS_NAME))
        self.indicator_model = IndicatorModel(self.indicators)
        self.indicators.setModel(self.indicator_model)
        for view in (self.departments, self.indicators):
            in_house_style(view)
            view.activated.connect(self._open)
            view.clicked.connect(self._click)
        self.departments.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.departments.horizontalHeader().setMinimumSectionSize(_TILE)
        for position, width in enumerate((108, 86, 108, 86, 56, 56)):
            self.departments.setColumnWidth(position, width)
        for position, width in enumerate((76, 200, 150, 96, 92, 64, 64)):
            self.indicators.setColumnWidth(position, width)
        self.indicators.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def show_overview(self, overview: Overview) -> None:
        """Show the states as they are now."""
        self._overview = overview
        board = overview.board
        self._lines = lines_of(board, overview.findings) if board else []
        counts = {state: overview.count(state) for state in State}
        self.filters[None].setText(self._filter_words(None, len(self._lines)))
        for state, count in counts.items():
            self.filters[state].setText(self._filter_words(state, count))
        self._dress()
        self._filter()

    def _dress(self) -> None:
        theme = theme_of(self)
        for state, one in self.filters.items():
            if state is not None:
                one.setIcon(signs.icon(signs.OF_STATE[state], theme.of_state(state).ink))

    def wanted(self) -> Wanted:
        """What the filters and the search say."""
        state = next((one for one, each in self.filters.items() if each.isChecked()), None)
        return Wanted(state, search_key(self.search.text()))

    def _filter(self) -> None:
        wanted = self.wanted()
        if self._overview is None or self._overview.board is None:
            return
        self.department_model.show_board(self._overview.board, self._lines, wanted)
        for position in range(DepartmentModel.FIXED, self.department_model.columnCount()):
            wide = self.department_model.longest_no(position) > _SHORT
            self.departments.setColumnWidth(position, _WIDE_TILE if wide else _TILE)
        self.indicator_model.show_lines(self._lines, wanted)
        shown = len(self.indicator_model.lines)
        filtered = wanted != Wanted()
        self.found.setText(tr(text.FOUND, count=shown) if filtered else "")

    def _show_view(self, position: int) -> None:
        self.views.setCurrentIndex(position)

    def _click(self, index: Index) -> None:
        if index.model() is self.department_model:
            self._open(index)

    def _open(self, index: Index) -> None:
        no = index.data(INDICATOR_ROLE)
        if no:
            self.opened.emit(no)


class _Mixed(QStyledItemDelegate):
    """Tiles where there are indicators, plain cells before them."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._tile = Tile(view)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() >= DepartmentModel.FIXED:
            self._tile.paint(painter, option, index)
        else:
            super().paint(painter, option, index)
