"""Corrections of past values (訂正) and waivers of findings (指摘の免除): decided once, with a reason."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.fiscal import FiscalYear
from kpi_desktop.domain.readings import Reading


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

    def decide(
        self, decision: Decision, reason: str, operator: str, at: datetime.datetime
    ) -> Correction:
        """The same, decided. KpiError without a reason, or when it was decided before."""
        if self.decision is not Decision.OPEN:
            raise KpiError(
                f"No {self.indicator} {self.year.short}の訂正は{self.decision.value}済みです。",
                "改めるときは、部局に新しい申し出を出してもらってください。",
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


_MARK = re.compile(r"^[※＊*\s]+")


def with_note(footnote: str, correction: Correction) -> str:
    """The footnote with the reason of an approved correction, once."""
    note = "※" + _MARK.sub("", correction.reason).strip()
    if note in footnote or correction.reason.strip() in footnote:
        return footnote
    return f"{footnote}\n{note}" if footnote else note


@dataclass(frozen=True)
class Waiver:
    """免除: a rule is set aside for one indicator (and year) with reason, approver and expiry.

    ``expires`` is the last evaluation year in which it holds. An empty ``year`` waives every year's cell.
    """

    rule: str
    indicator: str
    reason: str
    approver: str
    expires: FiscalYear
    year: str = ""
    series: int | None = None

    def __post_init__(self) -> None:
        """KpiError when the reason or the approver is missing."""
        if not self.reason.strip() or not self.approver.strip():
            raise KpiError("免除には理由と承認者が要ります。", "理由と承認者を書いてください。")

    def covers(self, finding: Finding, evaluation_year: FiscalYear) -> bool:
        """Whether it sets this finding aside in that evaluation year."""
        place = finding.place
        return (
            evaluation_year <= self.expires
            and (finding.rule, finding.indicator) == (self.rule, self.indicator)
            and self.year in ("", place.year)
            and self.series in (None, place.series)
        )


def waive(
    findings: Iterable[Finding], waivers: Sequence[Waiver], evaluation_year: FiscalYear
) -> list[tuple[Finding, Waiver | None]]:
    """Every finding with the waiver that covers it; a waived finding stays visible as such."""
    return [
        (one, next((each for each in waivers if each.covers(one, evaluation_year)), None))
        for one in findings
    ]
