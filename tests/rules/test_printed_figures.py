"""Figures as sentences print them: value, last place, unit, and for what they can stand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_desktop.rules.narrative_figures.agreement import (
    agrees,
    is_alike,
    is_mistyped,
    is_slip,
    rough_place,
)
from kpi_desktop.rules.narrative_figures.numbers import Number, numbers

UNITS = ("人", "件", "kg", "ha", "台/日")


def figures(text: str) -> list[Number]:
    return list(numbers(text, UNITS))


@pytest.mark.parametrize(
    ("text", "value", "ulp", "unit"),
    [
        ("1,027人", "1027", "1", "人"),
        ("2兆8,461億", "2846100000000", "100000000", ""),
        ("1万2千人", "12000", "1000", "人"),
        ("3千", "3000", "1000", ""),
        ("1.5万件", "15000", "1000", "件"),
        ("40.0%", "40.0", "0.1", "%"),
        ("5パーセント", "5", "1", "%"),
        ("5%ポイント", "5", "1", "ポイント"),
        ("5ポイント", "5", "1", "ポイント"),
        ("1.7倍", "1.7", "0.1", "倍"),
        ("3KG", "3", "1", "KG"),
        ("3haの", "3", "1", "ha"),
        ("12", "12", "1", ""),
        ("12世帯", "12", "1", ""),
        ("9台/日", "9", "1", "台/日"),
    ],
)
def test_a_figure_has_a_value_a_last_place_and_a_unit(
    text: str, value: str, ulp: str, unit: str
) -> None:
    (found,) = figures(text)
    assert (found.value, found.ulp, found.unit) == (Decimal(value), Decimal(ulp), unit)


@pytest.mark.parametrize(
    "text",
    [
        "令和5年度",
        "R5",
        "H30.4.1",
        "令和元年度",
        "S63年",
        "2023年度",
        "10月1日",
        "10月",
        "3日",
        "第3",
        "v.3",
        "5G",
        "3Rs",
        "3kgx",
        "100人当たり",
        "100人あたり",
        "10件中",
        "10人のうち",
        "10人以下の",
        "10人未満の",
        "10人以上の",
        "10人規模",
        "5ごと",
        "5おき",
        "5分",
    ],
)
def test_dates_names_and_conditions_hold_no_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize("text", ["3日間", "10件中学校", "10人に100人", "2日間", "10人以下", "E10"])
def test_what_only_looks_like_one_of_them_is_a_figure(text: str) -> None:
    assert figures(text)


@pytest.mark.parametrize(
    ("text", "about", "beyond"),
    [
        *((f"{word}100人", True, 0) for word in ("約", "およそ", "概ね", "おおむね", "ほぼ")),
        *((f"100人{word}", True, 0) for word in ("程度", "前後", "ほど", "以下", "台", "半ば")),
        *((f"100人{word}", True, 1) for word in ("余り", "余", "強", "超", "以上")),
        *((f"100人{word}", True, -1) for word in ("弱", "近く", "未満")),
        ("100人足らず", False, -1),
        ("100人", False, 0),
        ("100人が約", False, 0),
    ],
)
def test_words_beside_a_figure_make_it_less_than_exact(text: str, about: bool, beyond: int) -> None:
    (found,) = figures(text)
    assert (found.about, found.beyond) == (about, beyond)


@pytest.mark.parametrize(
    ("text", "sign"), [("+5人", "+"), ("-5人", "-"), ("△5人", "△"), ("▲5", "▲"), ("3-5", "")]
)
def test_a_sign_belongs_to_the_figure_behind_it_unless_it_is_a_range(text: str, sign: str) -> None:
    found = figures(text)[-1]
    assert (found.sign, found.end) == (sign, len(text))
    assert text[found.start : found.end].startswith(sign or "5")


@pytest.mark.parametrize("text", ["2分の1", "10人に1人"])
def test_of_a_share_in_words_only_the_one_is_left(text: str) -> None:
    assert [one.value for one in figures(text)] == [1]


def test_a_figure_without_words_is_exact_and_counts_its_digits() -> None:
    (found,) = figures("参加者は1万2,027人だ")
    assert (found.start, found.end, found.digits, found.beyond) == (4, 12, 5, 0)
    assert Number(0, 1, Decimal(1), Decimal(1), "", "", False, 1).beyond == 0


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        ("1,759", "1759", True),
        ("1,759", "1759.5", True),
        ("1,759", "1759.9", True),  # cut off
        ("1,759", "1760", False),
        ("1,759", "1758.4", False),
        ("9", "9.5", True),
        ("9", "9.6", False),  # one digit is not cut off
        ("1,759", "-1759", True),
        ("約1,700", "1759", True),
        ("約1,700", "1801", False),
        ("約1,700", "1785", True),
        ("約1,700", "1786", False),
        ("1,700余", "1799", True),
        ("1,700余", "1800", False),
        ("1,700余り", "1699", True),
        ("1,700足らず", "1601", True),
        ("1,700足らず", "1600", False),
        ("1,700足らず", "1701", False),
        ("10.5%", "10.45", True),
        ("10.5%", "10.44", False),
    ],
)
def test_a_printed_figure_stands_for_those_that_round_to_it(
    text: str, true: str, expected: bool
) -> None:
    assert agrees(figures(text)[0], Decimal(true)) is expected


@pytest.mark.parametrize(
    ("text", "place"), [("2,000", "1000"), ("2,010", "10"), ("7", "1"), ("0", "1"), ("1.50", "0.1")]
)
def test_the_place_of_a_rough_figure(text: str, place: str) -> None:
    assert rough_place(figures(text)[0]) == Decimal(place)


@pytest.mark.parametrize(
    ("text", "true", "slip", "mistyped", "alike"),
    [
        ("1,795", "1759", False, True, True),
        ("1,769", "1759", True, True, True),
        ("1,759", "1759", False, True, True),
        ("17,590", "1759", False, False, True),
        ("17,591", "1759", False, False, False),
        ("175.9", "1759", False, False, True),
        ("175.8", "1759", False, False, False),
        ("169", "159", False, True, True),
        ("1,868", "1759", False, False, True),
        ("9", "0", False, True, True),
        ("10", "0", False, True, False),
        ("2兆8,461億", "2847100000000", True, True, True),
    ],
)
def test_a_slip_is_one_digit_or_two_that_changed_places(
    text: str, true: str, slip: bool, mistyped: bool, alike: bool
) -> None:
    one, right = figures(text)[0], Decimal(true)
    assert (is_slip(one, right), is_mistyped(one, right), is_alike(one, right)) == (
        slip,
        mistyped,
        alike,
    )


def test_three_digits_are_a_slip_where_three_are_asked_for() -> None:
    assert is_slip(figures("169")[0], Decimal(159), 3)
