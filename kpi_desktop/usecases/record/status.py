"""status: who has submitted what, which version counts, what is open, how late."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpi_desktop.domain.finding import Finding, Severity, count_open
from kpi_desktop.domain.forms.submission import State, least_advanced
from kpi_desktop.domain.indicators.assessment import Assessment
from kpi_desktop.domain.indicators.indicator import Indicator
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.indicators.scheme import Override
from kpi_desktop.domain.record.audit import AuditAction, AuditEntry
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.assessments import assessment_of, overrides
from kpi_desktop.usecases.record.authority import Answer, answers
from kpi_desktop.usecases.record.doubts import Doubt, open_doubts
from kpi_desktop.usecases.record.figures import reported


@dataclass(frozen=True)
class DepartmentStatus:
    """One department. ``version`` is that of its latest submission, 0 when there is none.

    ``questions`` are doubts of the collection that nobody has looked into.
    """

    name: str
    state: State
    submitted_at: datetime.datetime | None
    version: int
    errors: int
    warnings: int
    indicators: int
    questions: int = 0


@dataclass(frozen=True)
class IndicatorStatus:
    """One indicator; ``assessment`` is empty until there is an answer."""

    no: str
    name: str
    department: str
    state: State
    assessment: str
    reason: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatusResult:
    """The board. ``days_left`` is negative when the deadline has passed, None without one."""

    deadline: datetime.date | None
    days_left: int | None
    departments: tuple[DepartmentStatus, ...]
    indicators: tuple[IndicatorStatus, ...]


def status(desk: Desk) -> StatusResult:
    """The state of every department and indicator of the plan, in plan order."""
    plan = desk.plan()
    known = answers(desk.store)
    states = desk.store.states()
    findings = desk.store.findings()
    doubtful = open_doubts(desk.store)
    by_hand = overrides(desk.store.rulings(), plan.evaluation_year)
    today = desk.clock.now().date()
    return StatusResult(
        deadline=plan.deadline,
        days_left=(plan.deadline - today).days if plan.deadline else None,
        departments=tuple(
            _department(plan, one.name, known, states, findings, doubtful)
            for one in sorted(plan.departments, key=lambda each: each.order)
            if plan.led_by(one.name)
        ),
        indicators=tuple(
            _indicator(one, _assessment(plan, one, known.get(one.no), by_hand), states, doubtful)
            for one in plan.indicators
        ),
    )


def _department(
    plan: Plan,
    name: str,
    known: dict[str, Answer],
    states: Mapping[str, State],
    findings: Sequence[Finding],
    doubtful: Mapping[str, Sequence[Doubt]],
) -> DepartmentStatus:
    led = [one.no for one in plan.led_by(name)]
    arrived = [known[no].submission for no in led if no in known]
    newest = max(arrived, key=lambda one: one.received_at, default=None)
    own = [one for one in findings if one.indicator in led]
    return DepartmentStatus(
        name=name,
        state=least_advanced([states.get(no, State.NOT_SUBMITTED) for no in led]),
        submitted_at=newest.received_at if newest else None,
        version=newest.version if newest else 0,
        errors=count_open(own, Severity.ERROR),
        warnings=count_open(own, Severity.WARNING),
        indicators=len(led),
        questions=sum(len(doubtful.get(no, ())) for no in led),
    )


def _assessment(
    plan: Plan, indicator: Indicator, answer: Answer | None, by_hand: Mapping[str, Override]
) -> Assessment | None:
    if answer is None:
        return None
    return assessment_of(plan, indicator.no, reported(indicator, answer), by_hand)


def _indicator(
    indicator: Indicator,
    assessment: Assessment | None,
    states: Mapping[str, State],
    doubtful: Mapping[str, Sequence[Doubt]],
) -> IndicatorStatus:
    return IndicatorStatus(
        indicator.no,
        indicator.name,
        indicator.lead,
        states.get(indicator.no, State.NOT_SUBMITTED),
        assessment.grade if assessment else "",
        assessment.reason if assessment else "",
        tuple(one.text for one in doubtful.get(indicator.no, ())),
    )


def is_validated(audit: Iterable[AuditEntry]) -> bool:
    """Whether, as the log says, everything that came in was validated since."""
    last = [
        one.action for one in audit if one.action in (AuditAction.COLLECT, AuditAction.VALIDATE)
    ][-1:]
    return last != [AuditAction.COLLECT]
