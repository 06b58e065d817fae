"""confirm: say that a person looked into the doubts of the collection, and why the answers may stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.domain.record.ruling import Ruling, RulingKind
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.doubts import Doubt, doubt_subject, doubts
from kpi_desktop.usecases.record.selection import check_departments, check_indicators

CONFIRMED = "確認済"


@dataclass(frozen=True)
class ConfirmResult:
    """Every doubt that concerns answers that count; ``confirmed`` are those that this run settled."""

    doubts: tuple[Doubt, ...]
    confirmed: tuple[Doubt, ...] = ()

    @property
    def open(self) -> tuple[Doubt, ...]:
        """Those still to be looked into."""
        return tuple(one for one in self.doubts if one.is_open)


def questions(
    desk: Desk, departments: Sequence[str] = (), indicators: Sequence[str] = ()
) -> ConfirmResult:
    """What stands, of the chosen departments and indicators or of all, in plan order."""
    plan = desk.plan()
    check_departments(plan, departments)
    check_indicators(plan, indicators)
    chosen = [
        one.no
        for one in plan.indicators
        if (not departments or one.lead in departments) and (not indicators or one.no in indicators)
    ]
    found = [one for one in doubts(desk.store) if one.indicator in chosen]
    return ConfirmResult(tuple(sorted(found, key=lambda one: chosen.index(one.indicator))))


def confirm(
    desk: Desk, reason: str, departments: Sequence[str] = (), indicators: Sequence[str] = ()
) -> ConfirmResult:
    """Settle every open doubt of the chosen departments or indicators. Needs a reason and a choice."""
    if not reason.strip():
        raise KpiError(
            "疑問の確認には理由が要ります。", "--reason で確かめたことを書いてください。"
        )
    if not departments and not indicators:
        raise KpiError(
            "何を確認したのかが指定されていません。",
            "--department か --indicator で指定してください。",
        )
    with desk.store.transaction():
        asked = questions(desk, departments, indicators).open
        _record(desk, asked, reason.strip())
    return ConfirmResult(questions(desk, departments, indicators).doubts, asked)


def _record(desk: Desk, asked: Sequence[Doubt], reason: str) -> None:
    sent = {one.id: one for one in desk.store.submissions()}
    for one in asked:
        desk.store.record_ruling(
            Ruling(
                RulingKind.CONFIRMATION,
                doubt_subject(sent[one.submission], one.indicator, one.text),
                CONFIRMED,
                reason,
                desk.clock.operator(),
                desk.clock.now(),
                {
                    "submission": one.submission,
                    "indicator": one.indicator,
                    "question": one.text,
                    "sha256": sent[one.submission].sha256,
                },
            )
        )
    if asked:
        nos = list(dict.fromkeys(one.indicator for one in asked))
        desk.store.log(
            AuditAction.CONFIRM, {"indicators": nos, "reason": reason, "count": len(asked)}
        )
