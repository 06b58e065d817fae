"""Indicators (指標) and their series (系列)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.marks import Mark
from kpi_desktop.domain.figures.readings import BLANK, Reading
from kpi_desktop.domain.figures.units import Unit


class Direction(Enum):
    """方向: whether a larger figure is better."""

    UP = "増"
    DOWN = "減"


class Basis(Enum):
    """単年 or 累計, from the label of the series; OTHER when it says neither."""

    ANNUAL = "単年"
    CUMULATIVE = "累計"
    OTHER = ""

    @staticmethod
    @cache
    def of(label: str) -> Basis:
        """What *label* begins with."""
        for basis in (Basis.ANNUAL, Basis.CUMULATIVE):
            if label.startswith(basis.value):
                return basis
        return Basis.OTHER


@dataclass(frozen=True)
class Series:
    """系列: one row of figures. ``actuals`` holds the years that the master data knows."""

    number: int
    label: str
    unit: Unit
    baseline_year: FiscalYear
    baseline: Reading
    target_year: FiscalYear
    target: Reading
    actuals: Mapping[FiscalYear, Reading] = field(default_factory=dict)
    remarks: Mapping[FiscalYear, str] = field(default_factory=dict)
    assessed: bool | None = None

    @property
    def basis(self) -> Basis:
        """単年 / 累計 as the label says."""
        return Basis.of(self.label)

    def actual(self, year: FiscalYear) -> Reading:
        """The reading of *year*, blank when there is none."""
        return self.actuals.get(year, BLANK)

    @property
    def has_target(self) -> bool:
        """Whether there is something to reach (a figure, a rule or a state; － and blank are not)."""
        return not self.target.is_missing and self.target.mark is not Mark.NONE


@dataclass(frozen=True)
class Indicator:
    """指標. ``no`` is text (``1``, ``追加1``). The first department and division lead (主管)."""

    no: str
    name: str
    pillar: str
    departments: tuple[str, ...]
    divisions: tuple[str, ...]
    series: tuple[Series, ...]
    name_note: str = ""
    footnote: str = ""
    direction: Direction | None = None
    relisted_under: tuple[str, ...] = ()

    @property
    def lead(self) -> str:
        """主管の部局."""
        return self.departments[0]

    @property
    def co_owners(self) -> tuple[str, ...]:
        """共管の部局."""
        return self.departments[1:]

    @property
    def assessed_series(self) -> tuple[Series, ...]:
        """The series that decide 達成状況: those marked 評価対象, else those with a target."""
        marked = tuple(one for one in self.series if one.assessed)
        return marked or tuple(
            one for one in self.series if one.has_target and one.assessed is not False
        )

    def one_series(self, number: int) -> Series:
        """The series with that 系列番号. KeyError when there is none."""
        for one in self.series:
            if one.number == number:
                return one
        raise KeyError(number)
