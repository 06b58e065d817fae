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


@pytest.mark.parametrize(
    ("waiver", "finding", "covered"),
    [
        ({}, {}, True),
        ({"expires": R6}, {}, True),
        ({"year": "R5"}, {}, True),
        ({"series": 1}, {}, True),
        ({"year": "R5"}, {"year": ""}, True),  # about no year's cell: about the evaluation year
        ({"year": "R4"}, {"year": ""}, False),
        ({"year": "R4"}, {"year": "R4"}, True),
        ({}, {"year": "R4"}, True),
        ({"series": 1}, {"series": None}, False),
        ({}, {"series": None}, True),
    ],
)
def test_a_waiver_covers_its_cells_up_to_its_last_year(
    waiver: dict[str, object], finding: dict[str, object], covered: bool
) -> None:
    granted = dataclasses.replace(WAIVER, **waiver)  # type: ignore[arg-type]  # any field
    place = dataclasses.replace(FINDING.place, **finding)  # type: ignore[arg-type]  # any field
    assert granted.covers(dataclasses.replace(FINDING, place=place), R5) is covered


def test_the_first_waiver_that_covers_a_finding_is_named() -> None:
    others = [dataclasses.replace(WAIVER, rule="K1"), dataclasses.replace(WAIVER, approver="部長")]
    (found,) = waive([FINDING], [*others, WAIVER], R5)
    assert found.ruling == "免除（制度の開始による増。承認 部長、R5まで）"


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ({}, "K612 No 46"),
        ({"year": "R4"}, "K612 No 46 R4"),
        ({"series": 2}, "K612 No 46 系列2"),
        ({"series": 2, "year": "R4"}, "K612 No 46 系列2 R4"),
    ],
)
def test_the_subject_of_a_waiver_never_changes(change: dict[str, object], subject: str) -> None:
    one = dataclasses.replace(WAIVER, **change)  # type: ignore[arg-type]  # any field
    assert one.subject == subject


@pytest.mark.parametrize(("reason", "approver"), [(" ", "課長"), ("理由", "\n"), ("", "")])
def test_neither_reason_nor_approver_may_be_blank(reason: str, approver: str) -> None:
    with pytest.raises(KpiError, match="理由と承認者"):
        Waiver("K612", "46", reason, approver, R6)


def test_what_a_ruling_keeps_of_a_waiver_never_changes() -> None:
    one = dataclasses.replace(WAIVER, series=2, year="R4")
    assert one.details() == {
        "rule": "K612",
        "indicator": "46",
        "approver": "企画課長",
        "expires": "R5",
        "year": "R4",
        "series": 2,
    }
    assert (GRANTED, LIFTED) == ("免除", "解除")
