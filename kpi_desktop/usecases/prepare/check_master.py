"""check-master: every problem of the master data at once."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.indicators.master_data import MasterProblem
from kpi_desktop.usecases.desk import Desk


@dataclass(frozen=True)
class CheckMasterResult:
    """Problems in sheet and cell order, and the size of the plan (zeros when it could not be read)."""

    problems: tuple[MasterProblem, ...]
    pillars: int
    departments: int
    indicators: int
    series: int

    @property
    def has_errors(self) -> bool:
        """Whether forms cannot be generated from it."""
        return any(one.severity is Severity.ERROR for one in self.problems)


def check_master(desk: Desk) -> CheckMasterResult:
    """Read 指標マスタ.xlsx and say what is wrong with it."""
    found = desk.read_master()
    plan = found.plan
    if plan is None:
        return CheckMasterResult(found.problems, 0, 0, 0, 0)
    return CheckMasterResult(
        found.problems,
        len(plan.pillars),
        len(plan.departments),
        len(plan.indicators),
        sum(len(one.series) for one in plan.indicators),
    )
