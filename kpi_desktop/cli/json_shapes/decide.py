"""The document of accept, finalise and reopen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_desktop.cli.json_shapes.domain import Shape

if TYPE_CHECKING:
    from kpi_desktop.usecases.decide.decisions import DecisionResult


def decisions(result: DecisionResult) -> Shape:
    """One entry an indicator that was asked for."""
    return {
        "decisions": [
            {
                "indicator": decision.indicator,
                "department": decision.department,
                "before": decision.before.value,
                "after": decision.after.value,
                "done": decision.done,
                "reason": decision.reason,
            }
            for decision in result.decisions
        ]
    }
