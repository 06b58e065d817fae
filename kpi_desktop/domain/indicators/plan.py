"""The plan (計画): pillars, departments and indicators of one evaluation year."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.indicators.indicator import Indicator
from kpi_desktop.domain.indicators.scheme import DEFAULT, Scheme


@dataclass(frozen=True)
class Pillar:
    """柱. ``number`` is text and may be empty (施策横断)."""

    number: str
    name: str


@dataclass(frozen=True)
class Department:
    """部局, with the person to whom forms and returns are addressed."""

    name: str
    order: int
    division: str = ""
    person: str = ""
    mail: str = ""


@dataclass(frozen=True)
class Plan:
    """計画 as the master data of one year state it. ``indicators`` stand in plan order."""

    name: str
    organisation: str
    form_name: str
    title: str
    evaluation_year: FiscalYear
    baseline_year: FiscalYear
    target_year: FiscalYear
    deadline: datetime.date | None
    office: str
    contact: str
    pillars: tuple[Pillar, ...]
    departments: tuple[Department, ...]
    indicators: tuple[Indicator, ...]
    scheme: Scheme = DEFAULT

    def indicator(self, no: str) -> Indicator:
        """The indicator with that No. KeyError when there is none."""
        for one in self.indicators:
            if one.no == no:
                return one
        raise KeyError(no)

    def pillar(self, key: str) -> Pillar:
        """The pillar with that number or, when it has none, that name. KeyError when unknown."""
        for one in self.pillars:
            if key in (one.number, one.name):
                return one
        raise KeyError(key)

    def led_by(self, department: str) -> tuple[Indicator, ...]:
        """Indicators for which *department* is lead, in plan order."""
        return tuple(one for one in self.indicators if one.lead == department)

    def shared_with(self, department: str) -> tuple[Indicator, ...]:
        """Indicators that *department* co-owns without leading them, in plan order."""
        return tuple(one for one in self.indicators if department in one.co_owners)
