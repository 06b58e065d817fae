"""The content of the master workbook (統合マスタ): one snapshot, each figure with its origin."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.forms.submission import State, Submission
from kpi_desktop.domain.indicators.assessment import Assessment
from kpi_desktop.domain.indicators.indicator import Indicator, Series
from kpi_desktop.domain.indicators.plan import Department, Pillar, Plan
from kpi_desktop.domain.indicators.scheme import DEFAULT
from kpi_desktop.domain.record.audit import AuditEntry
from kpi_desktop.domain.record.correction import LedgerEntry
from kpi_desktop.domain.record.ruling import Ruling


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
