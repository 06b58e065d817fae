"""From an authoritative answer to what the rules look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.forms.form import FormSheet, series_field
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.record.correction import Correction, Replay, in_force, replay
from kpi_desktop.rules.case import IndicatorCase, with_figures
from kpi_desktop.usecases.record.authority import Answer


def case_of(
    plan: Plan,
    no: str,
    answer: Answer,
    last: Mapping[str, str] | None = None,
    settled: Iterable[Correction] = (),
) -> IndicatorCase:
    """What the rules look at for one indicator; approved corrections of *settled* are replayed on it."""
    approved = list(in_force(settled).values())
    latest = answer.latest_sheet
    return IndicatorCase(
        evaluation_year=plan.evaluation_year,
        indicator=plan.indicator(no),
        sent=answer.sheet,
        cells=answer.cells,
        file=answer.submission.file_name,
        department=answer.submission.department,
        issue_no=answer.submission.issue_no,
        latest_issue_no=answer.latest_issue,
        last_narratives=last or {},
        latest=latest and with_figures(latest, corrected(latest, approved)),
        corrected=corrected(answer.sheet, approved),
    )


def corrected(sheet: FormSheet, approved: Iterable[Correction]) -> dict[str, Reading]:
    """Field name → the approved value, for values that went out before they were corrected."""
    sent = sheet.figures()
    found = {}
    for one in approved:
        name = field_of(sheet, one) if one.indicator == sheet.no else ""
        if name and replay(one, sent[name]) is Replay.APPLIES:
            found[name] = one.after
    return found


def field_of(sheet: FormSheet, correction: Correction) -> str:
    """The field of the value that a correction is about; empty when the form does not have it."""
    for position, row in enumerate(sheet.rows, 1):
        if row.number != correction.series:
            continue
        if correction.field == "策定時":
            return series_field(position, "策定時") if row.baseline_year == correction.year else ""
        if correction.year in sheet.years:
            return series_field(position, "実績", sheet.year_index(correction.year))
    return ""
