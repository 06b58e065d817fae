"""validate: run the rules over what was collected, and move the states accordingly."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.finding import Finding, Severity, count_open
from kpi_desktop.domain.forms.submission import Action, State, advance, allows
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.domain.record.correction import Correction, decided
from kpi_desktop.domain.record.ruling import Ruling
from kpi_desktop.domain.record.waiver import waive, waivers
from kpi_desktop.rules.past_values import CORRECTION
from kpi_desktop.rules.registry import run
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.progress import Progress, Silent
from kpi_desktop.usecases.record.authority import Answer, answers
from kpi_desktop.usecases.record.cases import case_of
from kpi_desktop.usecases.record.joint import opinions, other_answers
from kpi_desktop.usecases.record.last_year import last_narratives
from kpi_desktop.usecases.record.status import is_validated


@dataclass(frozen=True)
class ValidateResult:
    """Findings in plan order; ``indicators`` is how many forms were looked at."""

    findings: tuple[Finding, ...]
    indicators: int
    not_submitted: tuple[str, ...]
    cancelled: bool = False

    def count(self, severity: Severity) -> int:
        """How many findings of that severity the office has not ruled on."""
        return count_open(self.findings, severity)


class Judge:
    """Everything beside an answer that the rules need to judge it, read once."""

    def __init__(self, desk: Desk, plan: Plan, known: Mapping[str, Answer]) -> None:
        self.plan = plan
        self.rulings = desk.store.rulings()
        self._settled = decided(self.rulings)
        self._last = last_narratives(desk.files, desk.workspace)
        self._opinions = opinions(desk.store, plan)
        self._others = other_answers(desk.store, known)

    def findings(self, no: str, answer: Answer) -> list[Finding]:
        """What the rules say of one answer."""
        case = case_of(self.plan, no, answer, self._last.get(no, {}), self._settled)
        case = dataclasses.replace(
            case, opinions=self._opinions.get(no, ()), others=self._others.get(no, ())
        )
        return run(case)


def validate(desk: Desk, progress: Progress | None = None) -> ValidateResult:
    """Check every authoritative answer. The findings replace those of the last run.

    Stopping it between two forms leaves the earlier findings as they were.
    """
    progress = progress or Silent()
    plan = desk.plan()
    known = answers(desk.store)
    judge = Judge(desk, plan, known)
    findings: list[Finding] = []
    for count, indicator in enumerate(plan.indicators):
        if progress.cancelled:
            return ValidateResult(tuple(findings), count, (), cancelled=True)
        progress.step(count, len(plan.indicators), f"No {indicator.no}")
        if indicator.no in known:
            findings += judge.findings(indicator.no, known[indicator.no])
    progress.step(len(plan.indicators), len(plan.indicators), "")
    findings = with_rulings(findings, judge.rulings, plan.evaluation_year)
    _record(desk, findings, [no for no in known if no in {one.no for one in plan.indicators}])
    absent = tuple(one.no for one in plan.indicators if one.no not in known)
    return ValidateResult(tuple(findings), len(plan.indicators) - len(absent), absent)


def with_rulings(
    findings: Iterable[Finding], rulings: Sequence[Ruling], year: FiscalYear
) -> list[Finding]:
    """Every finding; where the office has ruled on it, it says how."""
    requests = {
        (one.indicator, one.series, one.field, one.year.short): one for one in decided(rulings)
    }
    found = []
    for one in waive(findings, waivers(rulings), year):
        place = one.place
        answer = requests.get((one.indicator, place.series or 0, place.field, place.year))
        if (
            one.rule == CORRECTION.code
            and answer
            and answer.after.same_as(parse_reading(one.actual))
        ):
            one = dataclasses.replace(one, ruling=_decision(answer))
        found.append(one)
    return found


def _decision(correction: Correction) -> str:
    return f"訂正を{correction.decision.value}（{correction.decision_reason}。{correction.decided_by}）"


def _record(desk: Desk, findings: list[Finding], checked: list[str]) -> None:
    bad = {one.indicator for one in findings if one.blocks}
    states = desk.store.states()
    changed: dict[str, State] = {}
    for no in checked:
        action = Action.FLAG if no in bad else Action.CLEAR
        state = states.get(no, State.NOT_SUBMITTED)
        if allows(state, action):
            changed[no] = advance(state, action)
    if not changed and list(desk.store.findings()) == findings and is_validated(desk.store.audit()):
        return
    with desk.store.transaction():
        desk.store.replace_findings(findings)
        for no, state in changed.items():
            desk.store.set_state(no, state)
        desk.store.log(
            AuditAction.VALIDATE,
            {
                "checked": len(checked),
                "errors": count_open(findings, Severity.ERROR),
                "warnings": count_open(findings, Severity.WARNING),
            },
        )
