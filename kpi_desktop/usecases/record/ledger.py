"""The correction ledger (訂正台帳): what departments ask for, what was decided, and what disagrees."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kpi_desktop.domain.figures.readings import BLANK, Reading
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.record.correction import (
    Correction,
    Decision,
    LedgerEntry,
    Proposed,
    Replay,
    decided,
    in_force,
    merge,
    replay,
)
from kpi_desktop.domain.record.ruling import Ruling, RulingKind, standing
from kpi_desktop.usecases.record.authority import Answer, answers

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Store


def ledger(
    store: Store, plan: Plan, known: Mapping[str, Answer] | None = None
) -> tuple[LedgerEntry, ...]:
    """Every request that stands or was decided: in plan order, of one indicator the open ones last."""
    known = answers(store) if known is None else known
    rulings = store.rulings()
    settled = decided(rulings)
    places = {
        subject: Proposed.kept(one.details)
        for subject, one in standing(rulings, RulingKind.CORRECTION).items()
    }
    fresh = []
    for request, place in _requests(plan, known, settled) if known else ():
        fresh.append(request)
        places.setdefault(request.subject, place)
    history = _history(rulings)
    return tuple(
        dataclasses.replace(
            _entry(plan, correction, settled, places[correction.subject]),
            history=history.get(correction.subject, ()),
        )
        for correction in _in_plan_order(plan, merge(settled, fresh))
    )


def _in_plan_order(plan: Plan, corrections: Iterable[Correction]) -> list[Correction]:
    """Those of the plan's indicators, of one indicator the open ones last."""
    order = [indicator.no for indicator in plan.indicators]
    return sorted(
        (one for one in corrections if one.indicator in order),
        key=lambda one: (order.index(one.indicator), one.decision is Decision.OPEN),
    )


def _history(rulings: Iterable[Ruling]) -> dict[str, tuple[Ruling, ...]]:
    """Subject → every ruling on that request, oldest first."""
    past: dict[str, tuple[Ruling, ...]] = {}
    for ruling in rulings:
        if ruling.kind is RulingKind.CORRECTION:
            past[ruling.subject] = (*past.get(ruling.subject, ()), ruling)
    return past


def _requests(
    plan: Plan, known: Mapping[str, Answer], settled: Sequence[Correction]
) -> Iterator[tuple[Correction, Proposed]]:
    """What the answers ask to correct, and where."""
    from kpi_desktop.rules.correction_requests import requested_corrections
    from kpi_desktop.usecases.record.cases import case_of

    for no in [indicator.no for indicator in plan.indicators if indicator.no in known]:
        for request in requested_corrections(case_of(plan, no, known[no], settled=settled)):
            yield request, _place(known[no], request)


def _place(answer: Answer, correction: Correction) -> Proposed:
    """Where a request stands: the value's own cell, or the footnote that asks for it in words."""
    from kpi_desktop.usecases.record.cases import field_of

    cell = answer.cells.get(field_of(answer.sheet, correction))
    unit = next(row.unit for row in answer.sheet.rows if row.number == correction.series)
    if cell is None or not cell.reading(unit).same_as(correction.after):
        cell = answer.cells[FOOTNOTE_FIELD]
    submission = answer.submission
    return Proposed(
        submission.file_name, submission.sha256, submission.version, cell.sheet, cell.address
    )


def _entry(
    plan: Plan, correction: Correction, settled: Sequence[Correction], proposed: Proposed
) -> LedgerEntry:
    indicator = plan.indicator(correction.indicator)
    series = next((each for each in indicator.series if each.number == correction.series), None)
    now = BLANK
    if series is not None:
        now = series.baseline if correction.field == "策定時" else series.actual(correction.year)
    latest = in_force(settled).get(correction.key)
    replaced = correction.decision is Decision.APPROVED and latest is not correction
    return LedgerEntry(
        code=correction.code,
        correction=correction,
        name=indicator.name,
        label=series.label if series else "",
        proposed=proposed,
        now=now,
        conflict="" if replaced else _conflict(correction, now, latest),
        replaced=replaced,
    )


def _conflict(correction: Correction, now: Reading, approved: Correction | None) -> str:
    """What disagrees with a request or an approved correction, in words."""
    stands, wanted = now.display() or "空欄", correction.after.display() or "空欄"
    found = replay(correction, now)
    if correction.decision is Decision.REJECTED:
        return ""
    if correction.decision is Decision.APPROVED:
        if found is Replay.APPLIES:
            return f"指標マスタが訂正前の値「{stands}」に戻っています（承認した値は「{wanted}」）。"
        if found is Replay.CONFLICT:
            return f"指標マスタの値は「{stands}」です（承認した値は「{wanted}」）。"
        return ""
    if approved is not None:
        return f"承認済みの訂正「{approved.after.display()}」と違う値の申し出です。"
    if found is Replay.CONFLICT:
        before = correction.before.display() or "空欄"
        return f"配布時の値は「{before}」ですが、指標マスタの値はいま「{stands}」です。"
    return ""
