"""Everything about one indicator, read at one moment: figures, narratives, findings, versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS, FieldName, FormSheet
from kpi_desktop.domain.forms.submission import State, Submission
from kpi_desktop.domain.indicators.assessment import Assessment
from kpi_desktop.domain.indicators.indicator import Indicator, Series
from kpi_desktop.domain.record.correction import LedgerEntry
from kpi_desktop.ui.words import step_text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.allowed_decisions import Acceptance, acceptances
from kpi_desktop.usecases.record.assessments import assessment_of, overrides
from kpi_desktop.usecases.record.authority import answers, exclusions, submission_subject
from kpi_desktop.usecases.record.figures import reported
from kpi_desktop.usecases.record.forms import form_years
from kpi_desktop.usecases.record.ledger import ledger


@dataclass(frozen=True)
class Difference:
    """One field in three versions: as sent, in the submission before, in this one.

    ``has_before`` is False for a first submission. ``is_new``: it came with this one.
    """

    field: str
    sent: str
    before: str
    now: str
    has_before: bool = False

    @property
    def is_new(self) -> bool:
        """Whether it differs from the submission before, or from what was sent when there is none."""
        return self.now != (self.before if self.has_before else self.sent)


@dataclass(frozen=True)
class Version:
    """One submission that answered for the indicator, with every field that is not as it was sent or as it
    was before. ``counts``: its figures are the ones that hold now.
    ``excluded``: why it is left out, if it is. ``unchanged`` (変更なし): it says the same as the one before.
    """

    submission: Submission
    differences: tuple[Difference, ...]
    counts: bool = False
    excluded: str = ""
    unchanged: bool = False


@dataclass(frozen=True)
class IndicatorFile:
    """What the page of one indicator shows. ``assessment`` is None until there is an answer."""

    indicator: Indicator
    year: FiscalYear
    years: tuple[FiscalYear, ...]
    figures: Mapping[int, Mapping[FiscalYear, Reading]]
    narratives: Mapping[str, str]
    acceptance: Acceptance
    assessment: Assessment | None
    findings: tuple[Finding, ...]
    versions: tuple[Version, ...]
    corrections: tuple[LedgerEntry, ...] = ()
    grades: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """状態 of the form."""
        return self.acceptance.state

    def shown(self, series: Series, year: FiscalYear) -> str:
        """A figure as it is printed; empty when nothing is there."""
        found = self.figures.get(series.number, {}).get(year)
        return found.display() or found.raw if found else ""


def read_indicator(desk: Desk, no: str) -> IndicatorFile:
    """Read one indicator. KpiError when the master data have errors, KeyError when it is gone."""
    plan = desk.plan()
    indicator = plan.indicator(no)
    known = answers(desk.store)
    answer = known.get(no)
    figures = reported(indicator, answer)
    by_hand = overrides(desk.store.rulings(), plan.evaluation_year)
    corrections = ledger(desk.store, plan, known)
    narratives = dict.fromkeys((*NARRATIVE_FIELDS, FOOTNOTE_FIELD), "")
    narratives[FOOTNOTE_FIELD] = indicator.footnote
    if answer is not None:
        narratives |= {name: answer.cells[name].raw for name in narratives if name in answer.cells}
    return IndicatorFile(
        indicator=indicator,
        year=plan.evaluation_year,
        years=form_years(indicator, plan.evaluation_year),
        figures=figures,
        narratives=narratives,
        acceptance=acceptances(desk.store, plan, corrections)[no],
        assessment=assessment_of(plan, no, figures, by_hand) if answer else None,
        findings=tuple(one for one in desk.store.findings() if one.indicator == no),
        versions=tuple(_versions(desk, no, answer.submission if answer else None)),
        corrections=tuple(one for one in corrections if one.correction.indicator == no),
        grades=plan.scheme.grades,
    )


def _versions(desk: Desk, no: str, counting: Submission | None) -> list[Version]:
    """Newest first."""
    found: list[Version] = []
    out = exclusions(desk.store.rulings())
    before: dict[str, str] | None = None
    for submission in desk.store.submissions():
        if no not in submission.indicators:
            continue
        issue = desk.store.issue(submission.form_id, submission.issue_no)
        sheets = issue.workbook.sheets if issue else ()
        sheet = next((one for one in sheets if one.no == no), None)
        units = _units(sheet)
        now = {
            one.field: _shown(one.cell.reading(units.get(one.field, Unit())))
            for one in desk.store.cells(submission.id)
            if one.indicator == no
        }
        differences = _differences(sheet, before, now)
        counts = counting is not None and counting.id == submission.id
        ruling = out.get(submission_subject(submission))
        excluded = ruling.reason if ruling else ""
        unchanged = before is not None and now == before
        found.append(Version(submission, differences, counts, excluded, unchanged))
        before = now
    return found[::-1]


def _differences(
    sheet: FormSheet | None, before: dict[str, str] | None, now: dict[str, str]
) -> tuple[Difference, ...]:
    sent = _sent(sheet)
    lines = [
        Difference(
            _field_words(sheet, field),
            sent.get(field, ""),
            (before or {}).get(field, ""),
            words,
            before is not None,
        )
        for field, words in sorted(now.items(), key=lambda one: _form_order(one[0]))
    ]
    return tuple(one for one in lines if one.is_new or one.now != one.sent)


def _sent(sheet: FormSheet | None) -> dict[str, str]:
    if sheet is None:
        return {}
    return {**sheet.texts(), **{name: _shown(one) for name, one in sheet.figures().items()}}


def _units(sheet: FormSheet | None) -> dict[str, Unit]:
    if sheet is None:
        return {}
    rows = enumerate(sheet.rows, 1)
    return {
        name: row.unit
        for position, row in rows
        for name in sheet.figures()
        if name.startswith(f"系列{position}_")
    }


def _form_order(field: str) -> tuple[int, int, str]:
    """Figures by row first, then the narratives."""
    name = FieldName.parse(field)
    order = NARRATIVE_FIELDS.index(field) if field in NARRATIVE_FIELDS else len(NARRATIVE_FIELDS)
    return (name.row or 99, name.year_index or 0, "" if name.row else str(order))


def _field_words(sheet: FormSheet | None, field: str) -> str:
    """``R5実績（累計）`` for ``系列2_実績4``."""
    name = FieldName.parse(field)
    if sheet is None or name.row is None or name.row > len(sheet.rows):
        return tr(field)
    label = sheet.rows[name.row - 1].label
    label = f"（{label}）" if label else ""
    if name.year_index and name.year_index <= len(sheet.years):
        return tr(step_text.FIELD_ACTUAL, year=sheet.years[name.year_index - 1].short, label=label)
    words = {"策定時": step_text.FIELD_BASELINE, "目標": step_text.FIELD_TARGET}.get(name.kind)
    return tr(words, label=label) if words else field


def _shown(reading: Reading) -> str:
    return reading.display() or reading.raw.strip()
