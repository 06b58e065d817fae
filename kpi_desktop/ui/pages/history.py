"""Versions of one indicator's answer, and what changed: as sent, the version before, this version."""

from __future__ import annotations

import html
from collections.abc import Sequence
from difflib import SequenceMatcher

from PySide6.QtWidgets import QTextBrowser, QWidget

from kpi_desktop.ui.parts.reason_card import Question, ReasonCard
from kpi_desktop.ui.parts.signs import Sign
from kpi_desktop.ui.parts.tables import Column, Row, Table
from kpi_desktop.ui.parts.theme import ROW_HEIGHT, TIGHT
from kpi_desktop.ui.parts.widgets import button, column, label, row
from kpi_desktop.ui.session.indicator_file import Difference, Version
from kpi_desktop.ui.session.session import Session
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.decide.exclusion import exclude, include
from kpi_desktop.usecases.gather.submitted_copy import copy_of

_SHOWN = 4  # versions that are in sight at once


class History(QWidget):
    """Versions above, the differences of the chosen one below, and the chosen difference in full."""

    def __init__(self, session: Session, card: ReasonCard) -> None:
        super().__init__()
        self._session = session
        self._card = card
        self._versions: Sequence[Version] = ()
        self.versions = Table(
            tr(step_text.VERSIONS_NAME),
            (
                Column(tr(text.COL_VERSION), 70),
                Column(tr(text.COL_STATE), 70),
                Column(tr(text.COL_ARRIVED_AT), 100),
                Column(tr(text.COL_FILE), 90, takes_rest=True),
                Column(tr(text.COL_CHANGES), 50, is_number=True),
            ),
            empty=tr(step_text.NO_VERSION_YET),
        )
        self.versions.chosen.connect(self._show_differences)
        self.exclude = button(tr(step_text.EXCLUDE_ASK), self._ask, command="exclude")
        self.open_file = button(tr(step_text.OPEN_VERSION), self._open)
        self.explained = label(role="muted", wrap=True)
        self.differences = Table(
            tr(step_text.DIFFERENCES_NAME),
            (
                Column(tr(text.COL_FIELD), 130),
                Column(tr(text.COL_SENT), 76),
                Column(tr(text.COL_BEFORE), 76),
                Column(tr(text.COL_NOW), 90, takes_rest=True),
            ),
        )
        self.differences.chosen.connect(self._show_in_full)
        self.in_full = QTextBrowser()
        self.in_full.setAccessibleName(tr(step_text.DIFFERENCE_IN_FULL))
        self.in_full.setTabChangesFocus(True)
        made = column(
            self.versions,
            row(self.exclude, self.open_file, None),
            self.explained,
            self.differences,
            self.in_full,
            spacing=TIGHT,
            wide=3,
        )
        made.setStretch(4, 1)
        self.setLayout(made)
        session.state_changed.connect(self.show_state)
        self.show_state()

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Show these, newest first, and choose the newest."""
        is_new = [one.submission.id for one in versions[:1]] != [
            one.submission.id for one in self._versions[:1]
        ]
        self._versions = versions
        self.versions.show_rows([_version_row(one) for one in versions])
        header = self.versions.horizontalHeader().sizeHint().height()
        rows = max(2, min(_SHOWN, len(versions)))
        self.versions.setFixedHeight(header + ROW_HEIGHT * rows + 4)
        if versions and (is_new or not self.versions.selected_keys()):
            self.versions.selectRow(0)
        self._show_differences()

    def show_state(self) -> None:
        """Enable what can be done with the chosen version."""
        found = self._chosen()
        out = found is not None and bool(found.excluded)
        self.exclude.setText(tr(step_text.INCLUDE_ASK if out else step_text.EXCLUDE_ASK))
        self.exclude.setEnabled(found is not None and self._session.may_act)
        self.open_file.setEnabled(found is not None)

    def _chosen(self) -> Version | None:
        chosen = self.versions.selected_keys()
        return next((one for one in self._versions if one.submission.id in chosen), None)

    def _open(self) -> None:
        found = self._chosen()
        if found is not None:
            one = found.submission
            self._session.read(lambda desk: copy_of(desk, one), self._session.open_path)

    def _ask(self) -> None:
        found = self._chosen()
        if found is None:
            return
        one, out = found.submission, bool(found.excluded)
        act = include if out else exclude
        words = step_text.INCLUDE_DO if out else step_text.EXCLUDE_DO

        def run(reason: str, _: str) -> bool:
            return self._session.do(
                Step.COLLECT, tr(words), lambda desk, progress: act(desk, one.id, reason), done
            )

        def done(_: object) -> str:
            done_words = step_text.INCLUDED_ONE if out else step_text.EXCLUDED_ONE
            return tr(done_words, department=one.department, version=one.version)

        self._card.ask(
            Question(
                tr(step_text.EXCLUDE_TITLE, what=tr(words), name=one.file_name),
                tr(step_text.INCLUDE_WHAT if out else step_text.EXCLUDE_WHAT),
                tr(words),
                run,
            )
        )

    def _show_differences(self) -> None:
        found = self._chosen()
        self.show_state()
        self.explained.setVisible(found is not None)
        differences = found.differences if found else ()
        words = step_text.DIFFERENCES_WHAT if differences else step_text.NO_DIFFERENCE
        explanation = tr(words)
        if found and found.excluded:
            explanation = tr(step_text.EXCLUDED_WHY, reason=found.excluded) + "\n" + explanation
        self.explained.setText(explanation)
        self.differences.show_rows([_difference_row(one) for one in differences])
        if differences and not self.differences.selected_keys():
            self.differences.selectRow(0)
        self._show_in_full()

    def _show_in_full(self) -> None:
        found = self.differences.selected_keys()
        self.in_full.setVisible(bool(found))
        if found:
            self.in_full.setHtml(in_full(found[0]))


def _version_row(version: Version) -> Row:
    words, sign, tone = step_text.VERSION_OLD, Sign.RING, "neutral"
    if version.counts:
        words, sign, tone = step_text.VERSION_COUNTS, Sign.CHECK, "good"
    elif version.excluded:
        words, sign, tone = step_text.VERSION_EXCLUDED, Sign.DIAMOND, "caution"
    return Row(
        (
            tr(step_text.VERSION, number=version.submission.version),
            tr(words),
            version.submission.received_at.astimezone().strftime("%m/%d %H:%M"),
            version.submission.file_name,
            _changes(version),
        ),
        version.submission.id,
        sign,
        tone,
        sign_at=1,
    )


def _changes(version: Version) -> str:
    if version.unchanged:
        return tr(step_text.VERSION_SAME)
    return str(sum(each.is_new for each in version.differences))


def _difference_row(difference: Difference) -> Row:
    cells = (difference.field, difference.sent, difference.before, difference.now)
    return Row(cells, difference, Sign.ARROW if difference.is_new else None, "info")


def in_full(difference: Difference) -> str:
    """The three versions below each other; what is new against the one before is bold and underlined."""
    parts = [(text.COL_SENT, html.escape(difference.sent))]
    if difference.has_before:
        parts.append((text.COL_BEFORE, html.escape(difference.before)))
    parts.append(
        (
            text.COL_NOW,
            marked(difference.before if difference.has_before else difference.sent, difference.now),
        )
    )
    return "".join(
        f"<p><b>{html.escape(tr(name))}</b><br>{words.replace(chr(10), '<br>') or '－'}</p>"
        for name, words in parts
    )


def marked(before: str, now: str) -> str:
    """*now* as HTML with what *before* did not have in bold and underlined."""
    if not before:
        return html.escape(now)
    found = []
    for kind, _, _, begin, end in SequenceMatcher(None, before, now, False).get_opcodes():
        words = html.escape(now[begin:end])
        found.append(words if kind == "equal" or not words else f"<b><u>{words}</u></b>")
    return "".join(found)
