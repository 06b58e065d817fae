"""監査: is the record whole, and who did what when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from kpi_desktop.ui import text
from kpi_desktop.ui.cycle import Step
from kpi_desktop.ui.parts import button, row
from kpi_desktop.ui.steps.page import StepPage
from kpi_desktop.ui.tables import Column, Row, Table
from kpi_desktop.ui.text import tr
from kpi_desktop.usecases.verify import VerifyResult, verify


class AuditPage(StepPage):
    """verify."""

    step = Step.AUDIT
    what = text.AUDIT_WHAT

    def middle(self) -> tuple[QWidget | QLayout, ...]:
        here = self.session.workspace
        self.main = button(tr(text.AUDIT_DO), self.check, "main", "verify")
        self.log = Table(
            tr(text.LOG_NAME),
            (
                Column(tr(text.COL_SEQUENCE), 64, is_number=True),
                Column(tr(text.COL_WHEN), 176),
                Column(tr(text.COL_WHO), 90),
                Column(tr(text.COL_ACTION), 100),
                Column(tr(text.COL_CONTENT), 300, takes_rest=True),
            ),
            several=True,
        )
        actions = row(self.main, None, self.folder_button(text.OPEN_EVIDENCE, here.hidden))
        return actions, self.last, self.log

    def may(self, one: QPushButton) -> bool:
        """Looking is allowed while somebody else works here, too."""
        return self.session.snapshot is not None and not self.session.busy

    def check(self) -> None:
        """Recompute every hash."""
        self.session.do(
            self.step, tr(text.AUDIT_DO), lambda desk, progress: verify(desk), self._done
        )

    def _done(self, result: VerifyResult) -> str:
        if result.problems:
            self.session.notice.emit(
                tr(text.AUDIT_BAD, count=len(result.problems)), "\n".join(result.problems), "danger"
            )
            return self.say(tr(text.AUDIT_BAD, count=len(result.problems)))
        return self.say(tr(text.AUDIT_GOOD, entries=result.entries, files=result.files))

    def show_snapshot(self) -> None:
        """The log, newest first."""
        if self.session.snapshot is None:
            return
        self.log.show_rows(
            [
                Row(
                    (
                        str(one.seq),
                        one.at.astimezone().strftime("%Y-%m-%d %H:%M:%S"),
                        one.operator,
                        tr(text.ACTIONS.get(one.action, one.action)),
                        in_words(one.details),
                    ),
                    one.seq,
                )
                for one in reversed(self.session.snapshot.audit)
            ]
        )


def in_words(details: Mapping[str, Any]) -> str:
    """The details of an entry on one line; hashes shortened."""
    parts = []
    for name, value in details.items():
        if isinstance(value, Mapping):
            words = tr(text.DETAILS.get(name, name))
            parts.append(tr(text.COUNT, name=words, count=len(value)))
            continue
        shown = "、".join(map(str, value)) if isinstance(value, list) else str(value)
        if shown and name not in ("form_id",):
            label = tr(text.DETAILS.get(name, name))
            parts.append(f"{label}: {shown[:12] if name == 'sha256' else shown}")
    return "　".join(parts)
