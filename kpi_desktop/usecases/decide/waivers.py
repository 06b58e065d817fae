"""waive: set a finding aside for one indicator, with reason, approver and expiry; and lift that again."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.domain.record.ruling import Ruling, RulingKind
from kpi_desktop.domain.record.waiver import GRANTED, LIFTED, Waiver
from kpi_desktop.domain.record.waiver import waivers as standing_waivers
from kpi_desktop.rules.registry import rule_of
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.validate import validate


@dataclass(frozen=True)
class WaiverEntry:
    """One waiver that stands, with the findings that it covers now. ``expired`` ones cover nothing."""

    waiver: Waiver
    title: str
    covered: tuple[Finding, ...]
    expired: bool


@dataclass(frozen=True)
class WaiverResult:
    """Every waiver that stands, oldest first; ``changed`` is False when this run had nothing to do."""

    entries: tuple[WaiverEntry, ...]
    changed: bool = False


def waivers(desk: Desk) -> WaiverResult:
    """What stands."""
    return _result(desk, desk.plan(), changed=False)


def waive(
    desk: Desk,
    rule: str,
    indicator: str,
    reason: str,
    until: str,
    year: str = "",
    series: int | None = None,
    approver: str = "",
) -> WaiverResult:
    """Waive *rule* for *indicator* (one *year* and *series* when given) up to the evaluation year *until*.

    The approver is whoever works here unless another is named. The findings are judged anew.
    KpiError for an unknown rule or indicator, without a reason, or when it would be over already.
    """
    plan = desk.plan()
    _check(plan, rule, indicator)
    wanted = Waiver(
        rule=rule,
        indicator=indicator,
        reason=reason.strip(),
        approver=approver.strip() or desk.clock.operator(),
        expires=_year(until),
        year=_year(year).short if year else "",
        series=series,
    )
    if wanted.expires < plan.evaluation_year:
        raise KpiError(
            f"免除の期限「{wanted.expires.short}」は、評価年度（{plan.evaluation_year.short}）より前です。",
            f"{plan.evaluation_year.short}以後の年度を指定してください。",
        )
    if wanted in standing_waivers(desk.store.rulings()):
        return _result(desk, plan, changed=False)
    _rule_on(desk, wanted, GRANTED, wanted.reason)
    return _result(desk, plan, changed=True)


def lift(
    desk: Desk,
    rule: str,
    indicator: str,
    reason: str,
    year: str = "",
    series: int | None = None,
) -> WaiverResult:
    """Lift the waiver of *rule* for *indicator* that was granted with the same *year* and *series*."""
    plan = desk.plan()
    if not reason.strip():
        raise KpiError("免除の解除には理由が要ります。", "--reason で理由を書いてください。")
    wanted = (rule, indicator, _year(year).short if year else "", series)
    found = [
        one
        for one in standing_waivers(desk.store.rulings())
        if (one.rule, one.indicator, one.year, one.series) == wanted
    ]
    if not found:
        _check(plan, rule, indicator)
        return _result(desk, plan, changed=False)
    _rule_on(desk, found[0], LIFTED, reason.strip())
    return _result(desk, plan, changed=True)


def _check(plan: Plan, rule: str, indicator: str) -> None:
    try:
        rule_of(rule)
    except KeyError:
        raise KpiError(
            f"検証ルール「{rule}」はありません。",
            "docs/rules.md のコード（例：K612）を書いてください。",
        ) from None
    if indicator not in {one.no for one in plan.indicators}:
        raise KpiError(
            f"No「{indicator}」の指標は指標マスタにありません。",
            "指標マスタの No を確かめてください。",
        )


def _year(text: str) -> FiscalYear:
    try:
        return FiscalYear.parse(text)
    except ValueError as error:
        raise KpiError(str(error), "R6 のように書いてください。") from None


def _rule_on(desk: Desk, waiver: Waiver, decision: str, reason: str) -> None:
    details = waiver.details()
    with desk.store.transaction():
        desk.store.record_ruling(
            Ruling(
                RulingKind.WAIVER,
                waiver.subject,
                decision,
                reason,
                desk.clock.operator(),
                desk.clock.now(),
                details,
            )
        )
        desk.store.log(
            AuditAction.WAIVE,
            {"decision": decision, "reason": reason, "indicators": [waiver.indicator], **details},
        )
    validate(desk)


def _result(desk: Desk, plan: Plan, changed: bool) -> WaiverResult:
    findings = desk.store.findings()
    year = plan.evaluation_year
    entries = tuple(
        WaiverEntry(
            one,
            rule_of(one.rule).title,
            tuple(each for each in findings if one.covers(each, year)),
            one.expires < year,
        )
        for one in standing_waivers(desk.store.rulings())
    )
    return WaiverResult(entries, changed)
