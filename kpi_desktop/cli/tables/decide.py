"""What accept, finalise and reopen print for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_desktop.cli.output import say, table

if TYPE_CHECKING:
    from kpi_desktop.usecases.decide.decisions import DecisionResult


def decisions(what: str, result: DecisionResult) -> None:
    """How many were decided, and each that was not, with its reason."""
    done = [one for one in result.decisions if one.before is not one.after]
    same = len(result.decisions) - len(done) - len(result.refused)
    if result.refused:
        rows = [
            (one.department, one.indicator, one.before.value, one.reason) for one in result.refused
        ]
        table(f"{what}できないもの", ("部局", "No", "状態", "理由"), rows)
    say(f"{what} {len(done)} 件、済み {same} 件、できないもの {len(result.refused)} 件。")
