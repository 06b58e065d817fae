"""What a form asks to have corrected."""

from __future__ import annotations

from kpi_desktop.rules.requests import requested_corrections
from tests.rules.examples import NOTE, NOW, PEOPLE
from tests.rules.forms import Typed, case_of, indicator


def requests(typed: dict[str, Typed]) -> list[tuple[str, str, str, str, str]]:
    found = requested_corrections(case_of(indicator(PEOPLE), {NOW: 1759, **typed}))
    return [
        (one.field, one.year.short, one.before.display(), one.after.display(), one.reason)
        for one in found
    ]


def test_a_changed_past_value_with_a_new_footnote_is_a_request() -> None:
    assert requests({"系列1_実績3": 1529, "脚注": NOTE}) == [("実績", "R4", "1,592", "1529", NOTE)]


def test_a_changed_baseline_with_a_footnote_is_a_request_of_its_own_year() -> None:
    assert requests({"系列1_策定時": 1028, "脚注": NOTE}) == [
        ("策定時", "R1", "1,027", "1028", NOTE)
    ]


def test_without_a_footnote_or_for_a_target_there_is_no_request() -> None:
    assert requests({"系列1_実績3": 1529}) == []
    assert requests({"系列1_目標": 1600, "脚注": NOTE}) == []
