"""Versions of one indicator's answer, and what changed: as sent, the version before, this version."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kpi_desktop.ui import step_text, text
from kpi_desktop.ui.indicator_file import Version
from kpi_desktop.ui.parts import column, label
from kpi_desktop.ui.tables import Column, Row, Table
from kpi_desktop.ui.text import tr
from kpi_desktop.ui.theme import TIGHT


class History(QWidget):
    """Versions above, the differences of the chosen one below."""

    def __init__(self) -> None:
        super().__init__()
        self._versions: Sequence[Version] = ()
        self.versions = Table(
            tr(step_text.VERSIONS_NAME),
            (
                Column(tr(text.COL_VERSION), 60),
                Column(tr(text.COL_ARRIVED_AT), 110),
                Column(tr(text.COL_FILE), 120, takes_rest=True),
                Column(tr(text.COL_CHANGES), 64, is_number=True),
            ),
        )
        self.versions.setMaximumHeight(170)
        self.versions.chosen.connect(self._show_differences)
        self.explained = label(role="muted", wrap=True)
        self.differences = Table(
            tr(step_text.DIFFERENCES_NAME),
            (
                Column(tr(text.COL_FIELD), 118),
                Column(tr(text.COL_SENT), 72),
                Column(tr(text.COL_BEFORE), 72),
                Column(tr(text.COL_NOW), 90, takes_rest=True),
            ),
        )
        self.setLayout(column(self.versions, self.explained, self.differences, spacing=TIGHT))

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Show these, newest first, and choose the newest."""
        is_new = [one.submission.id for one in versions[:1]] != [
            one.submission.id for one in self._versions[:1]
        ]
        self._versions = versions
        self.versions.show_rows(
            [
                Row(
                    (
                        tr(step_text.VERSION, number=one.submission.version),
                        one.submission.received_at.astimezone().strftime("%m/%d %H:%M"),
                        one.submission.file_name,
                        str(len(one.differences)),
                    ),
                    one.submission.id,
                )
                for one in versions
            ]
        )
        if versions and (is_new or not self.versions.selected_keys()):
            self.versions.selectRow(0)
        self._show_differences()

    def _show_differences(self) -> None:
        chosen = self.versions.selected_keys()
        found = next((one for one in self._versions if one.submission.id in chosen), None)
        if found is None:
            self.explained.setText(tr(step_text.NO_VERSION_YET) if not self._versions else "")
            self.differences.show_rows([])
            return
        self.explained.setText(tr(step_text.DIFFERENCES_WHAT))
        self.differences.show_rows(
            [Row((one.field, one.sent, one.before, one.now)) for one in found.differences]
        )
