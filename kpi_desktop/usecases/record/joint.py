"""What other departments have said of an indicator: co-owners' opinions, and answers of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kpi_desktop.domain.forms.form import CellRead
from kpi_desktop.domain.forms.submission import RemarkKind, Submission
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.rules.case import Opinion, OtherAnswer, rows_of
from kpi_desktop.usecases.record.authority import Answer, exclusions, submission_subject

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Store


def opinions(store: Store, plan: Plan) -> dict[str, tuple[Opinion, ...]]:
    """No → what its co-owners say in the latest submission of each of their forms."""
    newest = {one.form_id: one for one in _counting(store)}
    lead = {one.no: one.lead for one in plan.indicators}
    found: dict[str, tuple[Opinion, ...]] = {}
    for one in newest.values():
        for remark in store.remarks(one.id):
            no = remark.subject
            if remark.kind is RemarkKind.OPINION and lead.get(no, one.department) != one.department:
                opinion = Opinion(one.department, remark.text)
                found[no] = (*found.get(no, ()), opinion)
    return found


def other_answers(store: Store, known: Mapping[str, Answer]) -> dict[str, tuple[OtherAnswer, ...]]:
    """No → the latest answer of every other department than the one whose answer counts."""
    found: dict[str, dict[str, OtherAnswer]] = {}
    for one in _counting(store):
        shared = [no for no in one.indicators if _is_of_another(known.get(no), one)]
        issued = store.issue(one.form_id, one.issue_no) if shared else None
        if issued is None:
            continue
        cells: dict[str, dict[str, CellRead]] = {}
        for each in store.cells(one.id):
            cells.setdefault(each.indicator, {})[each.field] = each.cell
        for sheet in issued.workbook.sheets:
            if sheet.no in shared:
                readings = {
                    (row.sent.number, year): reading
                    for row in rows_of(sheet, cells.get(sheet.no, {}))
                    for year, reading in row.typed.items()
                }
                answer = OtherAnswer(one.department, one.file_name, readings)
                found.setdefault(sheet.no, {})[one.department] = answer
    return {no: tuple(by_department.values()) for no, by_department in found.items()}


def _is_of_another(answer: Answer | None, submission: Submission) -> bool:
    return answer is not None and answer.submission.department != submission.department


def _counting(store: Store) -> list[Submission]:
    out = exclusions(store.rulings())
    return [one for one in store.submissions() if submission_subject(one) not in out]
