"""Which submission counts: for each indicator the latest one that answers for it and is not left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_desktop.domain.forms.form import CellRead, FormSheet, FormWorkbook, IssuedForm
from kpi_desktop.domain.forms.submission import Submission
from kpi_desktop.domain.record.ruling import Ruling, RulingKind, standing

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Store


@dataclass(frozen=True)
class Answer:
    """The authoritative answer for one indicator: submission, copy as sent, and cells by field name.

    ``latest_sheet`` is what the newest issue of the form holds for the indicator.
    """

    submission: Submission
    sent: FormWorkbook
    sheet: FormSheet
    cells: Mapping[str, CellRead]
    latest_issue: int
    latest_sheet: FormSheet | None = None


#: Decisions of a ruling on a submission.
EXCLUDED, INCLUDED = "除外", "除外の取消"


def submission_subject(submission: Submission) -> str:
    """What a ruling that leaves a submission out is about."""
    return f"提出{submission.id} {submission.department} 第{submission.version}版"


def exclusions(rulings: Iterable[Ruling]) -> dict[str, Ruling]:
    """Subject → the ruling that leaves that submission out now."""
    found = standing(rulings, RulingKind.EXCLUSION)
    return {subject: one for subject, one in found.items() if one.decision == EXCLUDED}


def excluded(submissions: Iterable[Submission], rulings: Iterable[Ruling]) -> dict[int, Ruling]:
    """Id → the ruling that leaves that submission out now."""
    out = exclusions(rulings)
    found = {one.id: out.get(submission_subject(one)) for one in submissions}
    return {number: one for number, one in found.items() if one is not None}


def latest_submissions(
    submissions: Sequence[Submission], rulings: Iterable[Ruling] = ()
) -> dict[str, Submission]:
    """Indicator No → the submission that counts: of all, oldest first, the last that is not left out."""
    out = exclusions(rulings)
    return {
        no: one
        for one in submissions
        if submission_subject(one) not in out
        for no in one.indicators
    }


def answers(store: Store) -> dict[str, Answer]:
    """Indicator No → its authoritative answer. Indicators without one are absent."""
    newest = {one.form_id: one for one in store.issued()}
    current = latest_submissions(store.submissions(), store.rulings())
    return {
        no: answer
        for submission in {one.id: one for one in current.values()}.values()
        for no, answer in answers_in(store, submission, newest[submission.form_id]).items()
        if current.get(no) == submission
    }


def answers_in(store: Store, submission: Submission, newest: IssuedForm) -> dict[str, Answer]:
    """Indicator No → what *submission* answers; *newest* is the latest issue of its form."""
    issued = store.issue(submission.form_id, submission.issue_no) or newest
    cells: dict[str, dict[str, CellRead]] = {}
    for one in store.cells(submission.id):
        cells.setdefault(one.indicator, {})[one.field] = one.cell
    now = {one.no: one for one in newest.workbook.sheets}
    return {
        sheet.no: Answer(
            submission,
            issued.workbook,
            sheet,
            cells.get(sheet.no, {}),
            newest.issue_no,
            now.get(sheet.no),
        )
        for sheet in issued.workbook.sheets
        if sheet.no in submission.indicators
    }
