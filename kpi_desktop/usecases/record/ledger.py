"""The correction ledger (訂正台帳): what departments ask for, what was decided, and what disagrees."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from kpi_desktop.domain.correction import (
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
from kpi_desktop.domain.form import FOOTNOTE_FIELD
from kpi_desktop.domain.plan import Plan
from kpi_desktop.domain.readings import BLANK, Reading
from kpi_desktop.domain.ruling import Ruling, RulingKind, standing
from kpi_desktop.rules.correction_requests import requested_corrections
from kpi_desktop.usecases.ports import Store
from kpi_desktop.usecases.record.authority import Answer, answers
from kpi_desktop.usecases.record.cases import case_of, field_of


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
    fresh: list[Correction] = []
    for no in [one.no for one in plan.indicators if one.no in known]:
        for one in requested_corrections(case_of(plan, no, known[no], settled=settled)):
            fresh.append(one)
            places.setdefault(one.subject, _place(known[no], one))
    order = [one.no for one in plan.indicators]
    found = [one for one in merge(settled, fresh) if one.indicator in order]
    found.sort(key=lambda one: (order.index(one.indicator), one.decision is Decision.OPEN))
    past: dict[str, list[Ruling]] = {}
    for ruling in rulings:
        if ruling.kind is RulingKind.CORRECTION:
            past.setdefault(ruling.subject, []).append(ruling)
    return tuple(
        dataclasses.replace(
            _entry(plan, one, settled, places[one.subject]),
            history=tuple(past.get(one.subject, ())),
        )
        for one in found
    )


def _place(answer: Answer, one: Correction) -> Proposed:
    """Where a request stands: the value's own cell, or the footnote that asks for it in words."""
    cell = answer.cells.get(field_of(answer.sheet, one))
    unit = next(row.unit for row in answer.sheet.rows if row.number == one.series)
    if cell is None or not cell.reading(unit).same_as(one.after):
        cell = answer.cells[FOOTNOTE_FIELD]
    submission = answer.submission
    return Proposed(
        submission.file_name, submission.sha256, submission.version, cell.sheet, cell.address
    )


def _entry(
    plan: Plan, one: Correction, settled: Sequence[Correction], proposed: Proposed
) -> LedgerEntry:
    indicator = plan.indicator(one.indicator)
    series = next((each for each in indicator.series if each.number == one.series), None)
    now = BLANK
    if series is not None:
        now = series.baseline if one.field == "策定時" else series.actual(one.year)
    latest = in_force(settled).get(one.key)
    replaced = one.decision is Decision.APPROVED and latest is not one
    return LedgerEntry(
        code=one.code,
        correction=one,
        name=indicator.name,
        label=series.label if series else "",
        proposed=proposed,
        now=now,
        conflict="" if replaced else _conflict(one, now, latest),
        replaced=replaced,
    )


def _conflict(one: Correction, now: Reading, approved: Correction | None) -> str:
    """What disagrees with a request or an approved correction, in words."""
    stands, wanted = now.display() or "空欄", one.after.display() or "空欄"
    found = replay(one, now)
    if one.decision is Decision.REJECTED:
        return ""
    if one.decision is Decision.APPROVED:
        if found is Replay.APPLIES:
            return f"指標マスタが訂正前の値「{stands}」に戻っています（承認した値は「{wanted}」）。"
        if found is Replay.CONFLICT:
            return f"指標マスタの値は「{stands}」です（承認した値は「{wanted}」）。"
        return ""
    if approved is not None:
        return f"承認済みの訂正「{approved.after.display()}」と違う値の申し出です。"
    if found is Replay.CONFLICT:
        before = one.before.display() or "空欄"
        return f"配布時の値は「{before}」ですが、指標マスタの値はいま「{stands}」です。"
    return ""
