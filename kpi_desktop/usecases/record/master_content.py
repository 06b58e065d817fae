"""The content of the master workbook (統合マスタ): one snapshot, each figure with its origin.

Pure: plain inputs in, frozen data out, no clock. The master workbook, the printed set and the open data are
all made from it, and say its ``snapshot``.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from kpi_desktop.domain.assessment import Assessment, assess_series
from kpi_desktop.domain.finding import Finding, Severity, count_open
from kpi_desktop.domain.fiscal import FiscalYear
from kpi_desktop.domain.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS, series_field
from kpi_desktop.domain.indicator import Indicator, Series
from kpi_desktop.domain.plan import Department, Pillar, Plan
from kpi_desktop.domain.readings import BLANK, Reading
from kpi_desktop.domain.ruling import Ruling
from kpi_desktop.domain.scheme import DEFAULT, Override
from kpi_desktop.domain.submission import State, Submission, least_advanced
from kpi_desktop.usecases.ports import AuditEntry
from kpi_desktop.usecases.record.assessments import assessment_of
from kpi_desktop.usecases.record.authority import Answer
from kpi_desktop.usecases.record.figures import reported
from kpi_desktop.usecases.record.ledger import LedgerEntry

#: Actions that only write results; the log's tail of them is no part of a snapshot.
_OUTPUTS = ("consolidate", "publish")


class Item(Enum):
    """What a figure is."""

    BASELINE = "策定時実績値"
    ACTUAL = "実績値"
    TARGET = "目標値"


class Source(Enum):
    """Where a value was taken from."""

    SUBMISSION = "提出"
    MASTER_DATA = "指標マスタ"
    NOWHERE = "未提出"


@dataclass(frozen=True)
class Origin:
    """出所: the very cell of the very file, and who brought it when. ``raw`` is the text of that cell."""

    source: Source
    file: str = ""
    sha256: str = ""
    sheet: str = ""
    cell: str = ""
    raw: str = ""
    notes: tuple[str, ...] = ()
    version: int | None = None
    received_at: datetime.datetime | None = None
    operator: str = ""


@dataclass(frozen=True)
class Figure:
    """One figure (or mark, or nothing) of one series: indicator × series × item × year."""

    no: str
    series: int
    item: Item
    year: FiscalYear
    reading: Reading
    origin: Origin
    remark: str = ""


@dataclass(frozen=True)
class Text:
    """One narrative box or the footnote."""

    field: str
    text: str
    origin: Origin


@dataclass(frozen=True)
class SeriesContent:
    """One series with its figures in printed order: baseline, actuals by year, target."""

    series: Series
    baseline: Figure
    actuals: tuple[Figure, ...]
    target: Figure
    assessment: Assessment | None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures in printed order."""
        return (self.baseline, *self.actuals, self.target)

    def actual(self, year: FiscalYear) -> Figure | None:
        """The actual of *year*, None when the form has no such column."""
        return next((one for one in self.actuals if one.year == year), None)


@dataclass(frozen=True)
class IndicatorContent:
    """One indicator. ``assessment`` and ``submission`` are None until there is an answer.

    ``verdict`` is the plain one of four; ``grade`` the word of the plan's own scheme.
    """

    indicator: Indicator
    pillar: Pillar
    state: State
    assessment: Assessment | None
    submission: Submission | None
    series: tuple[SeriesContent, ...]
    texts: tuple[Text, ...]

    @property
    def verdict(self) -> str:
        """達成状況 in a word; 未提出 where nothing has come yet."""
        return self.assessment.verdict.value if self.assessment else State.NOT_SUBMITTED.value

    @property
    def grade(self) -> str:
        """判定 by the plan's scheme, the verdict where it has none of its own; 未提出 without an answer."""
        return self.assessment.grade if self.assessment else State.NOT_SUBMITTED.value

    @property
    def lead_series(self) -> SeriesContent:
        """The series that stands for the indicator: the one that decided, else the first."""
        for one in self.series:
            if one.assessment is not None and _same(one.assessment, self.assessment):
                return one
        return next((one for one in self.series if one.assessment is not None), self.series[0])

    def text(self, name: str) -> str:
        """The text of one box."""
        return next((one.text for one in self.texts if one.field == name), "")


def _same(series: Assessment, whole: Assessment | None) -> bool:
    """Whether this series decided: also when a scheme or the office has put other words on the whole."""
    return whole is not None and (series.verdict, series.progress) == (
        whole.verdict,
        whole.progress,
    )


@dataclass(frozen=True)
class DepartmentContent:
    """One department's submission as it stands. ``submission`` is its latest that counts."""

    department: Department
    state: State
    indicators: tuple[str, ...]
    missing: tuple[str, ...]
    submission: Submission | None
    errors: int
    warnings: int


@dataclass(frozen=True)
class MasterContent:
    """統合マスタの中身. ``snapshot`` names this content; equal content has an equal name.

    ``corrections`` is the ledger of past values, ``excluded`` the rulings that leave a submission out, by
    its id.
    """

    plan: Plan
    indicators: tuple[IndicatorContent, ...]
    departments: tuple[DepartmentContent, ...]
    findings: tuple[Finding, ...]
    submissions: tuple[Submission, ...]
    audit: tuple[AuditEntry, ...]
    snapshot: str = ""
    corrections: tuple[LedgerEntry, ...] = ()
    excluded: Mapping[int, Ruling] = field(default_factory=dict)

    @property
    def has_own_scheme(self) -> bool:
        """Whether the plan has grades of its own beside the four verdicts."""
        return self.plan.scheme != DEFAULT

    @property
    def has_grades(self) -> bool:
        """Whether grades say more than verdicts: the plan has its own, or some were set by hand."""
        by_hand = any(one.assessment and one.assessment.overridden for one in self.indicators)
        return self.has_own_scheme or by_hand

    @property
    def year(self) -> FiscalYear:
        """評価年度."""
        return self.plan.evaluation_year

    @property
    def years(self) -> tuple[FiscalYear, ...]:
        """Every year of an actual, in order."""
        found = {one.year for each in self.series for one in each.actuals}
        return tuple(sorted(found | {self.year}))

    @property
    def series(self) -> tuple[SeriesContent, ...]:
        """Every series in plan order."""
        return tuple(one for each in self.indicators for one in each.series)

    @property
    def missing(self) -> tuple[str, ...]:
        """Nos without an answer."""
        return tuple(one.indicator.no for one in self.indicators if one.submission is None)

    @property
    def audit_head(self) -> str:
        """Hash of the last entry, empty when there is none."""
        return self.audit[-1].hash if self.audit else ""

    @property
    def as_of(self) -> datetime.datetime | None:
        """When the record last changed: the day that this snapshot stands for."""
        times = [one.at for one in self.audit] + [one.received_at for one in self.submissions]
        return max(times, default=None)


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
        snapshot=_snapshot(plan, indicators, findings, corrections, excluded or {}),
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


def _snapshot(
    plan: Plan,
    indicators: Sequence[IndicatorContent],
    findings: Sequence[Finding],
    corrections: Sequence[LedgerEntry],
    excluded: Mapping[int, Ruling],
) -> str:
    """``R5-`` and sixteen hex digits over everything that is reported, with its origin."""
    rows: list[object] = [plan.name, plan.evaluation_year.short, plan.organisation]
    for one in indicators:
        known = one.indicator
        rows += [known.no, known.name, known.pillar, known.departments, known.divisions]
        rows += [known.name_note, known.relisted_under, one.state.value, one.verdict]
        for each in one.series:
            rows += [each.series.number, each.series.label, each.series.unit.text]
            for figure in each.figures:
                rows += [figure.item.value, figure.year.short, figure.reading.display()]
                rows += [figure.remark, _origin_key(figure.origin)]
        rows += [[text.field, text.text, _origin_key(text.origin)] for text in one.texts]
        if one.grade != one.verdict or (one.assessment and one.assessment.overridden):
            rows += [one.grade, one.assessment.reason if one.assessment else ""]
    rows += [[one.rule, one.indicator, one.place.field, one.message] for one in findings]
    rows += [[one.rule, one.indicator, one.ruling] for one in findings if one.ruling]
    for entry in corrections:
        decided = entry.correction
        rows.append([decided.subject, entry.state, decided.reason, decided.decision_reason])
    rows += [[number, excluded[number].reason] for number in sorted(excluded)]
    text = json.dumps(rows, ensure_ascii=False)
    return f"{plan.evaluation_year.short}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _origin_key(origin: Origin) -> list[object]:
    """What identifies an origin; the master data file's own hash is left out, its content counts."""
    if origin.source is not Source.SUBMISSION:
        return [origin.source.value, origin.raw]
    return [origin.sha256, origin.sheet, origin.cell, origin.raw, origin.version]
