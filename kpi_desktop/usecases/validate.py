"""validate: run the rules over what was collected, and move the states accordingly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_desktop.domain.finding import Finding, Severity
from kpi_desktop.domain.plan import Plan
from kpi_desktop.domain.submission import Action, State, advance, allows
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.registry import run
from kpi_desktop.usecases.authority import Answer, answers
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.last_year import last_narratives
from kpi_desktop.usecases.progress import Progress, Silent


@dataclass(frozen=True)
class ValidateResult:
    """Findings in plan order; ``indicators`` is how many forms were looked at."""

    findings: tuple[Finding, ...]
    indicators: int
    not_submitted: tuple[str, ...]
    cancelled: bool = False

    def count(self, severity: Severity) -> int:
        """How many findings have that severity."""
        return sum(one.severity is severity for one in self.findings)


def validate(desk: Desk, progress: Progress | None = None) -> ValidateResult:
    """Check every authoritative answer. The findings replace those of the last run.

    Stopping it between two forms leaves the earlier findings as they were.
    """
    progress = progress or Silent()
    plan = desk.plan()
    known = answers(desk.store)
    last = last_narratives(desk.files, desk.workspace)
    findings: list[Finding] = []
    for count, indicator in enumerate(plan.indicators):
        if progress.cancelled:
            return ValidateResult(tuple(findings), count, (), cancelled=True)
        progress.step(count, len(plan.indicators), f"No {indicator.no}")
        if indicator.no in known:
            before = last.get(indicator.no, {})
            findings += run(case_of(plan, indicator.no, known[indicator.no], before))
    progress.step(len(plan.indicators), len(plan.indicators), "")
    _record(desk, findings, [no for no in known if no in {one.no for one in plan.indicators}])
    absent = tuple(one.no for one in plan.indicators if one.no not in known)
    return ValidateResult(tuple(findings), len(plan.indicators) - len(absent), absent)


def case_of(
    plan: Plan, no: str, answer: Answer, last: Mapping[str, str] | None = None
) -> IndicatorCase:
    """What the rules look at for one indicator."""
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
    )


def _record(desk: Desk, findings: list[Finding], checked: list[str]) -> None:
    bad = {one.indicator for one in findings if one.severity is Severity.ERROR}
    states = desk.store.states()
    changed: dict[str, State] = {}
    for no in checked:
        action = Action.FLAG if no in bad else Action.CLEAR
        state = states.get(no, State.NOT_SUBMITTED)
        if allows(state, action):
            changed[no] = advance(state, action)
    if not changed and list(desk.store.findings()) == findings:
        return
    with desk.store.transaction():
        desk.store.replace_findings(findings)
        for no, state in changed.items():
            desk.store.set_state(no, state)
        desk.store.log(
            "validate",
            {
                "checked": len(checked),
                "errors": sum(one.severity is Severity.ERROR for one in findings),
                "warnings": sum(one.severity is Severity.WARNING for one in findings),
            },
        )
