"""Waivers have bounds, and what they set aside stays visible."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.finding import Category, Finding, Place, Severity
from kpi_desktop.domain.record.ruling import Ruling, RulingKind
from kpi_desktop.domain.record.waiver import GRANTED, LIFTED, Waiver, waive, waivers

R4, R5, R6 = FiscalYear(2022), FiscalYear(2023), FiscalYear(2024)
FINDING = Finding(
    "K612",
    Category.PLAUSIBILITY,
    Severity.ERROR,
    "部",
    "46",
    Place("実績", year="R5", series=1),
    "",
    "",
)
WAIVER = Waiver("K612", "46", "制度の開始による増", "企画課長", R5)


def test_a_waived_finding_stays_visible_with_its_waiver_and_blocks_no_more() -> None:
    (found,) = waive([FINDING], [WAIVER], R5)
    assert found.ruling == "免除（制度の開始による増。承認 企画課長、R5まで）"
    assert (FINDING.blocks, found.blocks) == (True, False)


@pytest.mark.parametrize(
    "change",
    [{"rule": "K611"}, {"indicator": "47"}, {"expires": R4}, {"year": "R4"}, {"series": 2}],
)
def test_a_waiver_covers_nothing_else(change: dict[str, object]) -> None:
    narrowed = dataclasses.replace(WAIVER, **change)  # type: ignore[arg-type]
    assert waive([FINDING], [narrowed], R5) == [FINDING]


def test_a_waiver_needs_a_reason_and_an_approver() -> None:
    with pytest.raises(KpiError, match="理由と承認者"):
        Waiver("K612", "46", "", "企画課長", R6)


def test_a_ruling_gives_the_waiver_back_until_it_is_lifted() -> None:
    at = datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc)
    granted = Ruling(
        RulingKind.WAIVER, WAIVER.subject, GRANTED, WAIVER.reason, "企画", at, WAIVER.details(), 1
    )
    lifted = dataclasses.replace(granted, decision=LIFTED, id=2)
    assert waivers([granted]) == (WAIVER,)
    assert waivers([granted, lifted]) == ()


@pytest.mark.parametrize("series", [None, 2])
@pytest.mark.parametrize("year", ["", "R4"])
def test_what_a_waiver_is_narrowed_to_comes_back_from_its_ruling(
    series: int | None, year: str
) -> None:
    narrowed = dataclasses.replace(WAIVER, series=series, year=year)
    at = datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc)
    details = narrowed.details()
    ruling = Ruling(
        RulingKind.WAIVER, narrowed.subject, GRANTED, narrowed.reason, "企画", at, details
    )
    assert waivers([ruling]) == (narrowed,)
