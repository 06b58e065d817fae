"""Puts the content of the master workbook (統合マスタ) together: what counts, each figure with its origin.

Pure: plain inputs in, frozen data out, no clock. The master workbook, the printed set and the open data are
all made from it, and say its ``snapshot``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import BLANK, Reading
from kpi_desktop.domain.finding import Finding, Severity, count_open
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS, series_field
from kpi_desktop.domain.forms.submission import State, Submission, least_advanced
from kpi_desktop.domain.indicators.assessment import assess_series
from kpi_desktop.domain.indicators.indicator import Indicator, Series
from kpi_desktop.domain.indicators.plan import Department, Plan
from kpi_desktop.domain.indicators.scheme import Override
from kpi_desktop.domain.record.audit import AuditAction, AuditEntry
from kpi_desktop.domain.record.correction import LedgerEntry
from kpi_desktop.domain.record.master_content import (
    DepartmentContent,
    Figure,
    IndicatorContent,
    Item,
    MasterContent,
    Origin,
    SeriesContent,
    Source,
    Text,
)
from kpi_desktop.domain.record.ruling import Ruling
from kpi_desktop.usecases.record.assessments import assessment_of
from kpi_desktop.usecases.record.authority import Answer
from kpi_desktop.usecases.record.figures import reported
from kpi_desktop.usecases.record.snapshot_name import snapshot_name

#: Actions that only write results; the log's tail of them is no part of a snapshot.
_OUTPUTS = (AuditAction.CONSOLIDATE, AuditAction.PUBLISH)


@dataclass(frozen=True)
class MasterSource:
    """The master data file that the plan was read from; ``places`` as in MasterData."""

    file: str = ""
    sha256: str = ""
    places: Mapping[tuple[str, int, str], tuple[str, str]] = field(default_factory=dict)


def build_content(
    plan: Plan,
    answers: Mapping[str, Answer],
    states: Mapping[str, State],
    findings: Sequence[Finding] = (),
    submissions: Sequence[Submission] = (),
    audit: Sequence[AuditEntry] = (),
    master: MasterSource | None = None,
    overrides: Mapping[str, Override] | None = None,
    corrections: Sequence[LedgerEntry] = (),
    excluded: Mapping[int, Ruling] | None = None,
) -> MasterContent:
    """Put the snapshot together. *answers*, *states* and *overrides* by indicator No; what is absent is 未提出.

    *corrections* is the ledger of past values, *excluded* the submissions that are left out, by their ids.
    """
    master, by_hand = master or MasterSource(), overrides or {}
    indicators = tuple(
        _indicator(plan, one, answers.get(one.no), states, master, by_hand)
        for one in plan.indicators
    )
    departments = tuple(
        _department(plan, one, answers, states, findings)
        for one in sorted(plan.departments, key=lambda each: each.order)
        if plan.led_by(one.name)
    )
    kept = list(audit)
    while kept and kept[-1].action in _OUTPUTS:
        kept.pop()
    return MasterContent(
        plan=plan,
        indicators=indicators,
        departments=departments,
        findings=tuple(findings),
        submissions=tuple(submissions),
        audit=tuple(kept),
        snapshot=snapshot_name(plan, indicators, findings, corrections, excluded or {}),
        corrections=tuple(corrections),
        excluded=dict(excluded or {}),
    )


def _indicator(
    plan: Plan,
    one: Indicator,
    answer: Answer | None,
    states: Mapping[str, State],
    master: MasterSource,
    by_hand: Mapping[str, Override],
) -> IndicatorContent:
    actuals = reported(one, answer)
    year = plan.evaluation_year
    for readings in actuals.values():
        readings.setdefault(year, BLANK)
    assessment = assessment_of(plan, one.no, actuals, by_hand) if answer else None
    series = tuple(
        _series(plan, one, each, answer, actuals[each.number], actuals, master)
        for each in one.series
    )
    return IndicatorContent(
        indicator=one,
        pillar=plan.pillar(one.pillar),
        state=states.get(one.no, State.NOT_SUBMITTED),
        assessment=assessment,
        submission=answer.submission if answer else None,
        series=series,
        texts=_texts(one, answer),
    )


def _series(
    plan: Plan,
    indicator: Indicator,
    series: Series,
    answer: Answer | None,
    own: Mapping[FiscalYear, Reading],
    everything: Mapping[int, Mapping[FiscalYear, Reading]],
    master: MasterSource,
) -> SeriesContent:
    no, number = indicator.no, series.number

    def from_master(item: Item, year: FiscalYear, reading: Reading) -> Figure:
        key = year.short if item is Item.ACTUAL else item.value
        sheet, cell = master.places.get((no, number, key), ("", ""))
        origin = Origin(Source.MASTER_DATA, master.file, master.sha256, sheet, cell, reading.raw)
        return Figure(no, number, item, year, reading, origin, series.remarks.get(year, ""))

    def actual(year: FiscalYear, reading: Reading) -> Figure:
        origin = _reported_origin(answer, number, year, reading)
        if origin is None and year in series.actuals:
            return from_master(Item.ACTUAL, year, reading)
        origin = origin or Origin(Source.NOWHERE)
        return Figure(no, number, Item.ACTUAL, year, reading, origin, series.remarks.get(year, ""))

    year = plan.evaluation_year
    assessed = answer is not None and series in indicator.assessed_series
    return SeriesContent(
        series=series,
        baseline=from_master(Item.BASELINE, series.baseline_year, series.baseline),
        actuals=tuple(actual(one, own[one]) for one in sorted(own)),
        target=from_master(Item.TARGET, series.target_year, series.target),
        assessment=assess_series(indicator, series, year, own, everything) if assessed else None,
    )


def _reported_origin(
    answer: Answer | None, number: int, year: FiscalYear, reading: Reading
) -> Origin | None:
    """The cell of the submission in which the department reported *year*; None if it did not."""
    if answer is None:
        return None
    for position, row in enumerate(answer.sheet.rows, 1):
        if row.number != number or year not in answer.sheet.years:
            continue
        name = series_field(position, "実績", answer.sheet.year_index(year))
        if name in answer.sheet.inputs:
            return _origin(answer, name, tuple(note.value for note in reading.notes))
    return None


def _origin(answer: Answer, name: str, notes: tuple[str, ...] = ()) -> Origin:
    submission, cell = answer.submission, answer.cells.get(name)
    return Origin(
        source=Source.SUBMISSION,
        file=submission.file_name,
        sha256=submission.sha256,
        sheet=cell.sheet if cell else "",
        cell=cell.address if cell else "",
        raw=cell.raw if cell else "",
        notes=notes,
        version=submission.version,
        received_at=submission.received_at,
        operator=submission.operator,
    )


def _texts(indicator: Indicator, answer: Answer | None) -> tuple[Text, ...]:
    found = []
    for name in (*NARRATIVE_FIELDS, FOOTNOTE_FIELD):
        cell = answer.cells.get(name) if answer else None
        if answer is not None and cell is not None and name in answer.sheet.inputs:
            found.append(Text(name, cell.raw, _origin(answer, name)))
        elif name == FOOTNOTE_FIELD:
            found.append(Text(name, indicator.footnote, Origin(Source.MASTER_DATA)))
        else:
            found.append(Text(name, "", Origin(Source.NOWHERE)))
    return tuple(found)


def _department(
    plan: Plan,
    department: Department,
    answers: Mapping[str, Answer],
    states: Mapping[str, State],
    findings: Sequence[Finding],
) -> DepartmentContent:
    led = tuple(one.no for one in plan.led_by(department.name))
    arrived = [answers[no].submission for no in led if no in answers]
    own = [one for one in findings if one.indicator in led]
    return DepartmentContent(
        department=department,
        state=least_advanced([states.get(no, State.NOT_SUBMITTED) for no in led]),
        indicators=led,
        missing=tuple(no for no in led if no not in answers),
        submission=max(arrived, key=lambda one: (one.received_at, one.version), default=None),
        errors=count_open(own, Severity.ERROR),
        warnings=count_open(own, Severity.WARNING),
    )
