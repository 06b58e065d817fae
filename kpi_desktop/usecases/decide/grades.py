"""assess: the grade of every indicator, by hand where the office says so, and a preview over past years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.indicators.assessment import Assessment
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.indicators.scheme import BUILT_IN, Scheme
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.domain.record.ruling import Ruling, RulingKind
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.assessments import WITHDRAWN, assessment_of, overrides
from kpi_desktop.usecases.record.authority import answers
from kpi_desktop.usecases.record.figures import reported


@dataclass(frozen=True)
class GradeRow:
    """One indicator with its assessment; None until there is an answer."""

    no: str
    name: str
    department: str
    assessment: Assessment | None


@dataclass(frozen=True)
class GradesResult:
    """Every indicator in plan order, under the plan's scheme."""

    scheme: str
    grades: tuple[str, ...]
    rows: tuple[GradeRow, ...]
    changed: bool = False


@dataclass(frozen=True)
class Preview:
    """How many indicators a scheme would give which grade, by year."""

    scheme: str
    grades: tuple[str, ...]
    counts: Mapping[FiscalYear, Mapping[str, int]]


def grades(desk: Desk, changed: bool = False) -> GradesResult:
    """The grade of every indicator."""
    plan, known = desk.plan(), answers(desk.store)
    by_hand = overrides(desk.store.rulings(), plan.evaluation_year)
    rows = tuple(
        GradeRow(
            one.no,
            one.name,
            one.lead,
            (
                assessment_of(plan, one.no, reported(one, known[one.no]), by_hand)
                if one.no in known
                else None
            ),
        )
        for one in plan.indicators
    )
    return GradesResult(plan.scheme.name, plan.scheme.grades, rows, changed)


def override(desk: Desk, no: str, grade: str, reason: str) -> GradesResult:
    """Set the grade of one indicator by hand. KpiError without a reason or for a grade that is unknown."""
    plan = desk.plan()
    if grade not in plan.scheme.grades:
        raise KpiError(
            f"判定「{grade}」は、この計画の判定基準にありません。",
            f"次のどれかにしてください: {'、'.join(plan.scheme.grades)}",
        )
    return _rule_on(desk, plan, no, grade, reason)


def withdraw_override(desk: Desk, no: str, reason: str) -> GradesResult:
    """Let the scheme decide again."""
    return _rule_on(desk, desk.plan(), no, WITHDRAWN, reason)


def _rule_on(desk: Desk, plan: Plan, no: str, decision: str, reason: str) -> GradesResult:
    if no not in {one.no for one in plan.indicators}:
        raise KpiError(
            f"No「{no}」の指標は指標マスタにありません。", "指標マスタの No を確かめてください。"
        )
    if not reason.strip():
        raise KpiError("判定を変えるには理由が要ります。", "--reason で理由を書いてください。")
    now = overrides(desk.store.rulings(), plan.evaluation_year).get(no)
    same = now.grade == decision and now.reason == reason.strip() if now else False
    if same or (now is None and decision == WITHDRAWN):
        return grades(desk)
    details = {"indicator": no, "year": plan.evaluation_year.short}
    subject = f"No {no} {plan.evaluation_year.short}"
    who, at = desk.clock.operator(), desk.clock.now()
    with desk.store.transaction():
        desk.store.record_ruling(
            Ruling(RulingKind.OVERRIDE, subject, decision, reason.strip(), who, at, details)
        )
        desk.store.log(
            AuditAction.ASSESS, {"decision": decision, "reason": reason.strip(), "indicators": [no]}
        )
    return grades(desk, changed=True)


def preview(desk: Desk, scheme: str = "") -> Preview:
    """What the plan's scheme, or the built-in one of that name, gives in every year with figures."""
    plan, known = desk.plan(), answers(desk.store)
    wanted = _scheme(plan, scheme)
    data = [(one, reported(one, known.get(one.no))) for one in plan.indicators]
    years = sorted(
        {
            year
            for _, actuals in data
            for own in actuals.values()
            for year, reading in own.items()
            if year <= plan.evaluation_year and not reading.is_missing
        }
    )
    counted: Mapping[FiscalYear, Counter[str]] = wanted.preview(data, years)
    return Preview(wanted.name, wanted.grades, counted)


def _scheme(plan: Plan, name: str) -> Scheme:
    known = {one.name: one for one in (*BUILT_IN, plan.scheme)}
    if not name:
        return plan.scheme
    if name not in known:
        raise KpiError(
            f"判定基準「{name}」はありません。", f"次のどれかにしてください: {'、'.join(known)}"
        )
    return known[name]
