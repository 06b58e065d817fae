"""correct: approve, reject or take back a decision on a proposed change of a past value."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import Enum

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.indicators.master_data import MasterChange
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.domain.record.correction import (
    WITHDRAWN,
    Decision,
    LedgerEntry,
    Replay,
    as_details,
    printed_like,
    replay,
    with_note,
)
from kpi_desktop.domain.record.ruling import Ruling, RulingKind
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.record.ledger import ledger


class Decide(Enum):
    """What the office does with a request."""

    APPROVE = Decision.APPROVED.value
    REJECT = Decision.REJECTED.value
    WITHDRAW = WITHDRAWN


@dataclass(frozen=True)
class CorrectionResult:
    """The ledger as it stands now. ``decided`` are the codes that were decided in this run."""

    entries: tuple[LedgerEntry, ...]
    decided: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[LedgerEntry, ...]:
        """Requests that wait for a decision."""
        return tuple(one for one in self.entries if one.is_open)

    @property
    def conflicts(self) -> tuple[LedgerEntry, ...]:
        """Entries about which something disagrees."""
        return tuple(one for one in self.entries if one.conflict)


def corrections(desk: Desk) -> CorrectionResult:
    """The ledger (訂正台帳)."""
    return CorrectionResult(ledger(desk.store, desk.plan()))


def correct(desk: Desk, what: Decide, codes: Sequence[str], reason: str) -> CorrectionResult:
    """Decide the requests of these *codes* (``12-1-R4``).

    Approving types the value (and the reason, as a footnote) into 指標マスタ.xlsx and keeps the file as it was
    as evidence; taking an approval back types the earlier value in again. What is already decided just so
    stays as it is. KpiError for an unknown code, without a reason, or when the master data file is open.
    """
    if not reason.strip():
        raise KpiError("訂正の決定には理由が要ります。", "--reason で理由を書いてください。")
    chosen = [_choose(ledger(desk.store, desk.plan()), code, what) for code in codes]
    done = tuple(one.code for one in chosen if one is not None)
    for one in chosen:
        if one is not None:
            _decide(desk, one, what, reason.strip())
    if done:
        validate(desk)
    return CorrectionResult(ledger(desk.store, desk.plan()), done)


def _choose(entries: Sequence[LedgerEntry], code: str, what: Decide) -> LedgerEntry | None:
    """The entry to decide; None when it is decided just so already."""
    own = _of_code(entries, code)
    waiting = next((entry for entry in own if entry.is_open), None)
    settled = [entry for entry in own if not entry.is_open and not entry.replaced]
    if what is Decide.WITHDRAW:
        return settled[-1] if settled else None
    if waiting is None:
        _check_decided(settled[-1], what)
    elif what is Decide.APPROVE:
        _check_conflict(waiting)
    return waiting


def _of_code(entries: Sequence[LedgerEntry], code: str) -> list[LedgerEntry]:
    """Every request of that code. KpiError when there is none."""
    own = [entry for entry in entries if entry.code == code]
    if not own:
        known = "、".join(dict.fromkeys(entry.code for entry in entries)) or "ありません"
        raise KpiError(f"訂正の申し出「{code}」はありません。", f"いまある申し出: {known}")
    return own


def _check_decided(entry: LedgerEntry, what: Decide) -> None:
    """KpiError when *entry* is decided otherwise than asked for now."""
    decision = entry.correction.decision.value
    if decision != what.value:
        raise KpiError(
            f"「{entry.code}」の訂正は{decision}済みです。",
            "改めるときは、先に理由を付けて --withdraw で決定を取り消してください。",
        )


def _check_conflict(entry: LedgerEntry) -> None:
    """KpiError when the master data hold neither the value before nor the one that is asked for."""
    if entry.conflict and replay(entry.correction, entry.now) is Replay.CONFLICT:
        raise KpiError(
            f"「{entry.code}」は食い違っています。{entry.conflict}",
            "指標マスタの値を確かめ、却下するか、最新の様式で申し出直してもらってください。",
        )


def _decide(desk: Desk, entry: LedgerEntry, what: Decide, reason: str) -> None:
    plan = desk.plan()
    one = entry.correction
    if what is Decide.APPROVE:
        changes = _approving(plan, entry)
    elif what is Decide.WITHDRAW and one.decision is Decision.APPROVED:
        changes = _taking_back(plan, entry)
    else:
        changes = []
    path = desk.workspace.master_data
    before = desk.files.read(path)
    after = desk.master_data.edited(path, changes) if changes else before
    unit = plan.indicator(one.indicator).one_series(one.series).unit
    details = as_details(one, unit) | asdict(entry.proposed)
    details |= {
        "master_before": desk.evidence.put(before),
        "master_after": hashlib.sha256(after).hexdigest(),
    }
    with desk.store.transaction():
        desk.store.record_ruling(
            Ruling(
                RulingKind.CORRECTION,
                one.subject,
                what.value,
                reason,
                desk.clock.operator(),
                desk.clock.now(),
                details,
            )
        )
        desk.store.log(
            AuditAction.CORRECT,
            {"decision": what.value, "reason": reason, "indicators": [one.indicator], **details},
        )
        if after != before:
            desk.files.replace(path, after, before)


def _approving(plan: Plan, entry: LedgerEntry) -> list[MasterChange]:
    one = entry.correction
    found = []
    if replay(one, entry.now) is not Replay.DONE:
        found.append(_value(entry, printed_like(one.before, one.after)))
    footnote = plan.indicator(one.indicator).footnote
    noted = with_note(footnote, one)
    if noted != footnote:
        found.append(MasterChange(one.indicator, None, "脚注", noted))
    return found


def _taking_back(plan: Plan, entry: LedgerEntry) -> list[MasterChange]:
    """The earlier value again, unless another stands there by now; the footnote without its note."""
    one = entry.correction
    found = []
    if entry.now.same_as(one.after):
        found.append(_value(entry, one.before.display()))
    footnote = plan.indicator(one.indicator).footnote
    added = with_note("", one)
    if footnote == added or footnote.endswith("\n" + added):
        kept = footnote.removesuffix(added).rstrip("\n")
        found.append(MasterChange(one.indicator, None, "脚注", kept))
    return found


def _value(entry: LedgerEntry, text: str) -> MasterChange:
    one = entry.correction
    item = "策定時実績値" if one.field == "策定時" else one.year.short
    return MasterChange(one.indicator, one.series, item, text)
