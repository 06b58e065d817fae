"""Which submission counts: for each indicator the latest one that answers for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_desktop.domain.form import CellRead, FormSheet, FormWorkbook
from kpi_desktop.domain.submission import Submission
from kpi_desktop.usecases.ports import Store


@dataclass(frozen=True)
class Answer:
    """The authoritative answer for one indicator: submission, copy as sent, and cells by field name."""

    submission: Submission
    sent: FormWorkbook
    sheet: FormSheet
    cells: Mapping[str, CellRead]
    latest_issue: int


def latest_submissions(submissions: Sequence[Submission]) -> dict[str, Submission]:
    """Indicator No → the submission that counts, from all submissions oldest first."""
    return {no: one for one in submissions for no in one.indicators}


def answers(store: Store) -> dict[str, Answer]:
    """Indicator No → its authoritative answer. Indicators without one are absent."""
    found: dict[str, Answer] = {}
    newest = {one.form_id: one for one in store.issued()}
    current = latest_submissions(store.submissions())
    for submission in {one.id: one for one in current.values()}.values():
        issued = store.issue(submission.form_id, submission.issue_no)
        issued = issued or newest[submission.form_id]
        by_indicator: dict[str, dict[str, CellRead]] = {}
        for one in store.cells(submission.id):
            by_indicator.setdefault(one.indicator, {})[one.field] = one.cell
        for sheet in issued.workbook.sheets:
            if current.get(sheet.no) == submission:
                found[sheet.no] = Answer(
                    submission,
                    issued.workbook,
                    sheet,
                    by_indicator.get(sheet.no, {}),
                    newest[submission.form_id].issue_no,
                )
    return found
