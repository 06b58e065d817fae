"""Waivers (免除): a finding is set aside for one indicator, with reason, approver and expiry."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.record.ruling import Ruling, RulingKind, standing

#: Decisions of a ruling on a waiver.
GRANTED, LIFTED = "免除", "解除"


@dataclass(frozen=True)
class Waiver:
    """免除: a rule is set aside for one indicator (and year) with reason, approver and expiry.

    ``expires`` is the last evaluation year in which it holds. An empty ``year`` waives every year's cell
    (a finding about no year's cell is about the evaluation year), an absent ``series`` every series.
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

    @property
    def subject(self) -> str:
        """What a ruling on it is about."""
        series = "" if self.series is None else f" 系列{self.series}"
        return f"{self.rule} No {self.indicator}{series} {self.year}".rstrip()

    @property
    def words(self) -> str:
        """What a finding that it covers says of it."""
        return f"免除（{self.reason}。承認 {self.approver}、{self.expires.short}まで）"

    def covers(self, finding: Finding, evaluation_year: FiscalYear) -> bool:
        """Whether it sets this finding aside in that evaluation year."""
        place = finding.place
        year = place.year or evaluation_year.short
        return (
            evaluation_year <= self.expires
            and (finding.rule, finding.indicator) == (self.rule, self.indicator)
            and self.year in ("", year)
            and self.series in (None, place.series)
        )

    def details(self) -> dict[str, Any]:
        """What a ruling keeps of it, as plain JSON; ``waivers`` reads it back."""
        return {
            "rule": self.rule,
            "indicator": self.indicator,
            "approver": self.approver,
            "expires": self.expires.short,
            "year": self.year,
            "series": self.series,
        }


def waivers(rulings: Iterable[Ruling]) -> tuple[Waiver, ...]:
    """Every waiver that was granted and not lifted, expired ones too, oldest first."""
    found = standing(rulings, RulingKind.WAIVER).values()
    return tuple(_waiver(one) for one in found if one.decision == GRANTED)


def _waiver(ruling: Ruling) -> Waiver:
    kept = ruling.details
    return Waiver(
        rule=str(kept["rule"]),
        indicator=str(kept["indicator"]),
        reason=ruling.reason,
        approver=str(kept["approver"]),
        expires=FiscalYear.parse(kept["expires"]),
        year=str(kept["year"]),
        series=None if kept["series"] is None else int(kept["series"]),
    )


def waive(
    findings: Iterable[Finding], granted: Sequence[Waiver], evaluation_year: FiscalYear
) -> list[Finding]:
    """Every finding; one that a waiver covers stays visible and says so."""
    found = []
    for one in findings:
        cover = next((each for each in granted if each.covers(one, evaluation_year)), None)
        found.append(one if cover is None else dataclasses.replace(one, ruling=cover.words))
    return found
