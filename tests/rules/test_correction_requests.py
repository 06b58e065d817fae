"""What a form asks to have corrected."""

from __future__ import annotations

import pytest

from kpi_desktop.rules.correction_requests import requested_corrections
from tests.rules.examples import ANNUAL, NOTE, NOW, PEOPLE, TOTAL
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


@pytest.mark.parametrize(
    "words",
    [
        "※R4実績値1,592は1,529の誤り",
        "※令和４年度実績値は、正しくは１，５２９人である。",
        "※Ｒ４実績値を1,592人から1,529人に訂正（集計漏れのため）",
        "※R4の実績値は「1,529」の誤り",
        "※集計の誤りによりR4実績値を修正（1,592人→1,529人）",
        "※R3は市町村分を含まない。R4実績値1,592を1,529に改める。",
    ],
)
def test_a_correction_that_is_asked_for_in_words_is_a_request(words: str) -> None:
    assert requests({"脚注": words}) == [("実績", "R4", "1,592", "1,529", words)]


def test_a_baseline_is_corrected_in_words_too() -> None:
    (one,) = requests({"脚注": "※策定時（R1）の実績値1,027は1,072の誤り"})
    assert one[:4] == ("策定時", "R1", "1,027", "1,072")


@pytest.mark.parametrize(
    "words",
    [
        "※R4実績値1,592は誤り",
        "※R4実績値は1,592人である。",
        "※R4年度から調査方法を変更し、対象を1,200人から1,500人に拡大した。",
        "※R5実績値は1,759人から1,795人に訂正予定",
        "※R4実績値1,600は1,529の誤り",
        "※調査中止のためR2実績値なし",
    ],
)
def test_a_footnote_that_names_no_right_value_is_no_request(words: str) -> None:
    assert requests({"脚注": words}) == []


def test_of_two_series_the_one_that_had_the_value_is_meant() -> None:
    form = case_of(
        indicator(ANNUAL, TOTAL), {NOW: 32, "系列2_実績4": 130, "脚注": "※R4の98は97の誤り"}
    )
    assert [(one.series, one.after.display()) for one in requested_corrections(form)] == [(2, "97")]
    unclear = case_of(
        indicator(ANNUAL, TOTAL), {NOW: 32, "系列2_実績4": 130, "脚注": "※R4は97の誤り"}
    )
    assert list(requested_corrections(unclear)) == []
