"""指摘: grouped by department or rule, told in full below the list, copied and opened at the cell."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QFrame, QHeaderView, QLineEdit, QTreeView, QWidget

from kpi_desktop.domain.finding import Finding, Severity
from kpi_desktop.domain.record.waiver import Waiver
from kpi_desktop.rules.registry import rule_of
from kpi_desktop.ui.pages.board_model import search_key
from kpi_desktop.ui.parts import signs
from kpi_desktop.ui.parts.tables import Index, write_in_the_middle
from kpi_desktop.ui.parts.theme import ROW_HEIGHT, TIGHT, theme_of
from kpi_desktop.ui.parts.widgets import Choice, button, card, column, label, row
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr


def rule_words(code: str) -> str:
    """``K601 単年と累計が合わない``; the bare code for a rule that is no longer there."""
    with contextlib.suppress(KeyError):
        return f"{code}　{rule_of(code).title}"
    return code


#: Of severity, No and place; the message takes the rest.
_WIDTHS = (150, 76, 130)
GROUPINGS: dict[str, Callable[[Finding], str]] = {
    step_text.GROUP_DEPARTMENT: lambda one: one.department,
    step_text.GROUP_RULE: lambda one: rule_words(one.rule),
    step_text.GROUP_INDICATOR: lambda one: f"No {one.indicator}",
}


def place_of(finding: Finding) -> str:
    """``No.5!D12``."""
    return (
        f"{finding.place.sheet}!{finding.place.cell}" if finding.place.cell else finding.place.sheet
    )


class FindingsModel(QStandardItemModel):
    """Two levels: groups, and the findings in them."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.groups: list[tuple[str, list[Finding]]] = []
        self.setHorizontalHeaderLabels(
            [tr(text.COL_SEVERITY), tr(text.COL_NO), tr(text.COL_PLACE), tr(text.COL_MESSAGE)]
        )

    def show_findings(self, findings: Sequence[Finding], key: Callable[[Finding], str]) -> None:
        """Show these, grouped by *key* in the order in which the groups first come."""
        grouped: dict[str, list[Finding]] = {}
        for one in findings:
            grouped.setdefault(key(one), []).append(one)
        self.groups = list(grouped.items())
        self.removeRows(0, self.rowCount())
        for name, members in self.groups:
            group = _item(tr(step_text.GROUP_LINE, name=name, count=len(members)))
            font = QFont(self._view.font())
            font.setBold(True)
            group.setFont(font)
            for one in members:
                group.appendRow(self._row(one))
            self.appendRow(group)

    def finding(self, index: Index) -> Finding | None:
        """The finding at *index*; None for a group."""
        if not index.isValid() or not index.parent().isValid():
            return None
        return self.groups[index.parent().row()][1][index.row()]

    def _row(self, finding: Finding) -> list[QStandardItem]:
        theme = theme_of(self._view)
        ink = theme.neutral.ink if finding.ruling else theme.of_severity(finding.severity).ink
        first = _item(tr(step_text.RULED) if finding.ruling else tr(finding.severity.label))
        sign = signs.Sign.CHECK if finding.ruling else signs.OF_SEVERITY[finding.severity]
        first.setIcon(signs.icon(sign, ink))
        first.setForeground(QColor(ink))
        return [first, _item(finding.indicator), _item(place_of(finding)), _item(finding.message)]


def _item(words: str) -> QStandardItem:
    made = QStandardItem(words)
    made.setEditable(False)
    made.setToolTip(words)
    return made


class FindingsTree(QTreeView):
    """``opened`` carries the finding whose place someone wants to see in the workbook."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.findings_model = FindingsModel(self)
        self.setModel(self.findings_model)
        self.setAccessibleName(tr(step_text.FINDINGS_NAME))
        self.setUniformRowHeights(True)
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.setStyleSheet(f"QTreeView::item {{ height: {ROW_HEIGHT}px; }}")
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setStretchLastSection(True)
        for position, width in enumerate(_WIDTHS):
            self.setColumnWidth(position, width)
        self.doubleClicked.connect(self._open)

    def selected(self) -> list[Finding]:
        """The selected findings, from the top."""
        found = [self.findings_model.finding(one) for one in self.selectionModel().selectedRows()]
        return [one for one in found if one is not None]

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.findings_model.finding(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(as_lines(self.selected()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.findings_model.groups:
            write_in_the_middle(self.viewport(), tr(step_text.NO_FINDINGS))

    def _open(self, index: Index) -> None:
        found = self.findings_model.finding(index)
        if found is not None:
            self.opened.emit(found)


def as_lines(findings: Sequence[Finding]) -> str:
    """Findings as tab-separated lines, as a spreadsheet or a mail takes them."""
    lines = [
        (
            one.severity.label,
            one.department,
            one.indicator,
            one.file,
            place_of(one),
            one.message,
            one.suggestion,
        )
        for one in findings
    ]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)


class Findings(QWidget):
    """The list with its filters, and the finding at hand in full. *compact*: those of one indicator.

    *waiver_of* gives the waiver that sets a finding aside, if there is one.
    """

    opened = Signal(object)
    waiver_asked = Signal(object)
    compare_asked = Signal(object)
    export_asked = Signal(object)

    def __init__(
        self, waiver_of: Callable[[Finding], Waiver | None], compact: bool = False
    ) -> None:
        super().__init__()
        self._waiver_of = waiver_of
        self._all: Sequence[Finding] = ()
        self._compact = compact
        self.grouping = Choice(tr(step_text.GROUP_BY))
        for name in GROUPINGS:
            self.grouping.addItem(tr(name), name)
        self.severity = Choice(tr(text.COL_SEVERITY))
        self.severity.addItem(tr(text.ALL), None)
        for one in Severity:
            self.severity.addItem(tr(one.label), one)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr(step_text.SEARCH_FINDINGS))
        self.search.setAccessibleName(tr(step_text.SEARCH_FINDINGS))
        self.search.setClearButtonEnabled(True)
        self.count = label(role="muted")
        self.tree = FindingsTree()
        self.message = label(wrap=True)
        self.suggestion = label(wrap=True)
        self.place = label(role="muted", wrap=True)
        self.open_button = button(
            tr(step_text.OPEN_AT_CELL), lambda: self._tell_current(self.opened)
        )
        self.waive_button = button(
            tr(step_text.WAIVE_ASK),
            lambda: self._tell_current(self.waiver_asked),
            command="waive",
        )
        self.compare_button = button(
            tr(step_text.COMPARE_DO),
            lambda: self._tell_current(self.compare_asked),
            command="compare",
            hint=tr(step_text.COMPARE_WHAT),
        )
        self.export_button = button(
            tr(step_text.EXPORT_DO),
            lambda: self.export_asked.emit(self.shown),
            "plain",
            hint=tr(step_text.EXPORT_WHAT),
        )
        self.ruling = label(wrap=True)
        self.shown: list[Finding] = []
        self.copy_button = button(tr(text.COPY), self._copy)
        self.detail = self._detail()
        for box in (self.grouping, self.severity):
            box.currentIndexChanged.connect(lambda _: self._show())
        self.search.textChanged.connect(lambda _: self._show())
        self.tree.chosen.connect(self._show_detail)
        self.tree.opened.connect(self.opened)
        tools = row(
            self.grouping, self.severity, self.search, self.count, self.export_button, wide=2
        )
        self.setLayout(column(tools, self.tree, self.detail, spacing=TIGHT + 2))
        if compact:
            self.grouping.setCurrentIndex(list(GROUPINGS).index(step_text.GROUP_RULE))
            self.tree.setColumnHidden(1, True)
            self.tree.setColumnWidth(0, 120)
            self.tree.setColumnHidden(2, True)
            self.grouping.hide()
            self.search.hide()
            self.export_button.hide()
            self.compare_button.hide()

    def _detail(self) -> QFrame:
        made = card(
            self.message,
            self.suggestion,
            self.ruling,
            self.place,
            row(
                None,
                self.copy_button,
                self.compare_button,
                self.waive_button,
                self.open_button,
            ),
            spacing=TIGHT,
        )
        made.hide()
        return made

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these."""
        if list(findings) == list(self._all) and self.tree.findings_model.groups:
            return
        self._all = findings
        self._show()

    def _show(self) -> None:
        wanted = search_key(self.search.text())
        level = self.severity.currentData()
        found = [
            one
            for one in self._all
            if (level is None or one.severity is level)
            and wanted in search_key(f"{one.indicator} {one.department} {one.message}")
        ]
        self.shown = found
        self.export_button.setEnabled(bool(found))
        name = self.grouping.currentData()
        self.tree.findings_model.show_findings(found, GROUPINGS[name])
        for position in range(len(self.tree.findings_model.groups)):
            self.tree.setFirstColumnSpanned(position, QModelIndex(), True)
        self.tree.expandAll()
        self.count.setText(tr(text.FOUND, count=len(found)))
        self._show_detail(None)
        if self._compact and found:
            model = self.tree.findings_model
            self.tree.setCurrentIndex(model.index(0, 0, model.index(0, 0)))

    def _show_detail(self, finding: Finding | None) -> None:
        self.detail.setVisible(finding is not None)
        if finding is not None:
            self.message.setText(finding.message)
            self.suggestion.setText(tr(step_text.HOW_TO_MEND, words=finding.suggestion))
            self.suggestion.setVisible(bool(finding.suggestion))
            self.ruling.setText(tr(step_text.RULED_ON, words=finding.ruling))
            self.ruling.setVisible(bool(finding.ruling))
            waived = self._waiver_of(finding) is not None
            self.waive_button.setText(tr(step_text.LIFT_ASK if waived else step_text.WAIVE_ASK))
            self.waive_button.setVisible(waived or not finding.ruling)
            parts = (finding.file, place_of(finding), rule_words(finding.rule))
            self.place.setText("　".join(part for part in parts if part))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_lines(self.tree.selected()))

    def _tell_current(self, signal: SignalInstance) -> None:
        found = self.tree.findings_model.finding(self.tree.currentIndex())
        if found is not None:
            signal.emit(found)
