"""Corrections of past values (訂正): decided once, with a reason, and kept as rulings."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading, parse_reading, printed_number
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.record.ruling import Ruling, RulingKind, standing

#: The decision of a ruling that takes an earlier one back, so that the request is open again.
WITHDRAWN = "取消"


class Decision(Enum):
    """What the office has made of a request."""

    OPEN = "未決"
    APPROVED = "承認"
    REJECTED = "却下"


@dataclass(frozen=True)
class Correction:
    """訂正の申し出: a past value before and after, with the department's reason from the footnote.

    ``field`` is 実績 or 策定時. A decided correction names who decided, when and why.
    """

    indicator: str
    series: int
    field: str
    year: FiscalYear
    before: Reading
    after: Reading
    reason: str
    department: str
    decision: Decision = Decision.OPEN
    decided_by: str = ""
    decided_at: datetime.datetime | None = None
    decision_reason: str = ""

    @property
    def key(self) -> tuple[str, int, str, FiscalYear]:
        """The value that it is about."""
        return self.indicator, self.series, self.field, self.year

    @property
    def code(self) -> str:
        """The value that it is about, as people name it: ``12-1-R4``, ``12-1-策定時``."""
        year = self.field if self.field == "策定時" else self.year.short
        return f"{self.indicator}-{self.series}-{year}"

    @property
    def subject(self) -> str:
        """What a ruling on it is about: this value, to become that one."""
        return f"{self.code} → {self.after.display() or '空欄'}"

    def decide(
        self, decision: Decision, reason: str, operator: str, at: datetime.datetime
    ) -> Correction:
        """The same, decided. KpiError without a reason, or when it was decided before."""
        if self.decision is not Decision.OPEN:
            raise KpiError(
                f"No {self.indicator} {self.year.short}の訂正は{self.decision.value}済みです。",
                "改めるときは、先に理由を付けて決定を取り消してください。",
            )
        if decision is Decision.OPEN or not reason.strip():
            raise KpiError("訂正の決定には理由が要ります。", "--reason で理由を書いてください。")
        return replace(
            self,
            decision=decision,
            decision_reason=reason.strip(),
            decided_by=operator,
            decided_at=at,
        )


class Replay(Enum):
    """What an approved correction means for a value that stands somewhere now."""

    APPLIES = "適用する"
    DONE = "適用済み"
    CONFLICT = "食い違い"


def replay(correction: Correction, standing: Reading) -> Replay:
    """Hold an approved correction against the value that now stands; a third value is a conflict."""
    if standing.same_as(correction.after):
        return Replay.DONE
    return Replay.APPLIES if standing.same_as(correction.before) else Replay.CONFLICT


def merge(ledger: Sequence[Correction], proposed: Iterable[Correction]) -> tuple[Correction, ...]:
    """The ledger with new requests added. The same request again changes nothing, decided or not;
    another value for what is still open replaces the open request."""
    found = list(ledger)
    for one in proposed:
        same = [known for known in found if known.key == one.key and known.after.same_as(one.after)]
        if same:
            continue
        found = [
            known for known in found if known.key != one.key or known.decision is not Decision.OPEN
        ]
        found.append(one)
    return tuple(found)


def as_details(correction: Correction, unit: Unit) -> dict[str, Any]:
    """What a ruling keeps of a request, as plain JSON; ``decided`` reads it back."""
    return {
        "indicator": correction.indicator,
        "series": correction.series,
        "field": correction.field,
        "year": correction.year.short,
        "before": correction.before.display(),
        "after": correction.after.display(),
        "unit": unit.text,
        "note": correction.reason,
        "department": correction.department,
    }


def decided(rulings: Iterable[Ruling]) -> tuple[Correction, ...]:
    """Every request on which the office has ruled, in the order of the rulings that count now."""
    found = standing(rulings, RulingKind.CORRECTION).values()
    return tuple(_decided(one) for one in sorted(found, key=_number) if one.decision != WITHDRAWN)


def _number(ruling: Ruling) -> tuple[datetime.datetime, int]:
    return ruling.at, ruling.id


def _decided(ruling: Ruling) -> Correction:
    kept: Mapping[str, Any] = ruling.details
    unit = Unit(str(kept["unit"]))
    return Correction(
        indicator=str(kept["indicator"]),
        series=int(kept["series"]),
        field=str(kept["field"]),
        year=FiscalYear.parse(kept["year"]),
        before=parse_reading(str(kept["before"]), unit),
        after=parse_reading(str(kept["after"]), unit),
        reason=str(kept["note"]),
        department=str(kept["department"]),
        decision=Decision(ruling.decision),
        decided_by=ruling.operator,
        decided_at=ruling.at,
        decision_reason=ruling.reason,
    )


def in_force(ledger: Iterable[Correction]) -> dict[tuple[str, int, str, FiscalYear], Correction]:
    """The approved correction of each value that counts: the one that was approved last."""
    return {one.key: one for one in ledger if one.decision is Decision.APPROVED}


def printed_like(before: Reading, after: Reading) -> str:
    """*after* as the master data print it: with the decimals and the grouping of *before*."""
    if after.value is None or before.value is None or not _PLAIN.fullmatch(after.printed):
        return after.display()
    grouped = "," in before.printed or abs(before.value) < 1000
    return printed_number(after.value, max(before.decimals, after.decimals), grouped)


_PLAIN = re.compile(r"-?[0-9,]+(?:\.[0-9]+)?")
_MARK = re.compile(r"^[※＊*\s]+")


def with_note(footnote: str, correction: Correction) -> str:
    """The footnote with the reason of an approved correction, once."""
    note = "※" + _MARK.sub("", correction.reason).strip()
    if note in footnote or correction.reason.strip() in footnote:
        return footnote
    return f"{footnote}\n{note}" if footnote else note


@dataclass(frozen=True)
class Proposed:
    """Where a request was made: the very cell of the very file."""

    file: str = ""
    sha256: str = ""
    version: int = 0
    sheet: str = ""
    cell: str = ""

    @classmethod
    def kept(cls, details: Mapping[str, Any]) -> Proposed:
        """As the ruling on it keeps it."""
        return cls(**{name: details[name] for name in cls.__dataclass_fields__ if name in details})


@dataclass(frozen=True)
class LedgerEntry:
    """One request with its decision. ``name`` is the indicator's, ``label`` that of the series.

    ``now`` is the value that the master data hold; ``conflict`` says in words what disagrees, if anything.
    ``replaced`` when a later approved correction of the same value has taken its place. ``history`` holds
    every ruling on the request, oldest first, also those that were taken back.
    """

    code: str
    correction: Correction
    name: str
    label: str
    proposed: Proposed
    now: Reading
    conflict: str
    replaced: bool = False
    history: tuple[Ruling, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the office still has to decide."""
        return self.correction.decision is Decision.OPEN

    @property
    def state(self) -> str:
        """未決, 承認 or 却下; 食い違い when an approved one disagrees with what stands."""
        approved = self.correction.decision is Decision.APPROVED
        return "食い違い" if self.conflict and approved else self.correction.decision.value
