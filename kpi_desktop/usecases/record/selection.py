"""What a command was asked to work on: departments and indicators that the plan knows."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.indicators.plan import Plan


def check_departments(plan: Plan, names: Sequence[str]) -> None:
    """KpiError that lists the known ones when a name is unknown."""
    known = [one.name for one in plan.departments]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise KpiError(
            f"部局「{'」「'.join(unknown)}」は指標マスタにありません。",
            f"次のどれかを指定してください: {'、'.join(known)}",
        )


def check_indicators(plan: Plan, indicators: Sequence[str]) -> None:
    """KpiError when a No is not in the plan."""
    known = {one.no for one in plan.indicators}
    unknown = [no for no in indicators if no not in known]
    if unknown:
        raise KpiError(
            f"No「{'」「'.join(unknown)}」の指標は指標マスタにありません。",
            "指標マスタの No を確かめてください。",
        )
