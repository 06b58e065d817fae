"""The grade of one indicator as everything shows it: by the plan's scheme, or as the office has set it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.indicators.assessment import Assessment
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.indicators.scheme import Actuals, Override, judge
from kpi_desktop.domain.record.ruling import Ruling, RulingKind, standing

WITHDRAWN = "取消"


def overrides(rulings: Iterable[Ruling], year: FiscalYear) -> dict[str, Override]:
    """Grades set by hand for *year*, by No."""
    found = {}
    for one in standing(rulings, RulingKind.OVERRIDE).values():
        if one.decision != WITHDRAWN and one.details["year"] == year.short:
            no = str(one.details["indicator"])
            found[no] = Override(no, year, one.decision, one.reason, one.operator, one.at)
    return found


def assessment_of(
    plan: Plan, no: str, actuals: Actuals, by_hand: Mapping[str, Override]
) -> Assessment:
    """What everything shows of one indicator: by the plan's scheme, or as the office has set it."""
    year = plan.evaluation_year
    return judge(plan.scheme, plan.indicator(no), year, actuals, by_hand.get(no))
