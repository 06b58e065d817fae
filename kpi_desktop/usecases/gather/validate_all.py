"""validate --all: what today's rules say of every submission that ever came in. Nothing is changed by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.finding import Finding, Severity, count_open
from kpi_desktop.rules.registry import RULES
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.validate import Judge, with_rulings
from kpi_desktop.usecases.progress import Progress, Silent
from kpi_desktop.usecases.record.authority import answers, answers_in
from kpi_desktop.usecases.record.versions import Version, versions


@dataclass(frozen=True)
class JudgedVersion:
    """One submission with what the rules say of it, in plan order."""

    version: Version
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class ValidateAllResult:
    """Every submission, oldest first."""

    versions: tuple[JudgedVersion, ...]
    cancelled: bool = False

    def count(self, severity: Severity) -> int:
        """How many findings of that severity nobody has ruled on."""
        return sum(count_open(one.findings, severity) for one in self.versions)


def validate_all(
    desk: Desk, rules: Sequence[str] = (), progress: Progress | None = None
) -> ValidateAllResult:
    """Judge every version; with *rules* (codes) only what these say. KpiError for an unknown code."""
    _check(rules)
    progress = progress or Silent()
    plan, known = desk.plan(), answers(desk.store)
    judge = Judge(desk, plan, known)
    newest = {one.form_id: one for one in desk.store.issued()}
    everything = versions(desk).versions
    found: list[JudgedVersion] = []
    for count, version in enumerate(everything):
        if progress.cancelled:
            return ValidateAllResult(tuple(found), cancelled=True)
        one = version.submission
        progress.step(count, len(everything), f"{one.department} 第{one.version}版")
        given = answers_in(desk.store, one, newest[one.form_id])
        findings = [
            finding
            for indicator in plan.indicators
            if indicator.no in given
            for finding in judge.findings(indicator.no, given[indicator.no])
            if not rules or finding.rule in rules
        ]
        kept = tuple(with_rulings(findings, judge.rulings, plan.evaluation_year))
        found.append(JudgedVersion(version, kept))
    progress.step(len(everything), len(everything), "")
    return ValidateAllResult(tuple(found))


def _check(rules: Sequence[str]) -> None:
    unknown = sorted(set(rules) - {one.code for one in RULES})
    if unknown:
        raise KpiError(
            f"ルール「{'、'.join(unknown)}」はありません。",
            "docs/rules.md の一覧でコード（K601 など）を確かめてください。",
        )
