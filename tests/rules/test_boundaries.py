"""Each rule on figures at its boundary, on both sides."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.forms.form import CellKind, CellRead
from kpi_desktop.rules.case import IndicatorCase, Nature
from kpi_desktop.rules.plausibility import jump_limit, slip_of
from kpi_desktop.rules.registry import run
from kpi_desktop.rules.states import known_states
from kpi_desktop.rules.sums import pair, tolerance
from tests.rules.examples import NOW, STATE, people, with_text
from tests.rules.forms import TEXTS, Line, Typed, case_of, indicator, line


def codes(row: Line, now: Typed, *more: Line, **typed: Typed) -> str:
    """Every rule that speaks of a form in which *now* was typed."""
    found = run(case_of(indicator(row, *more), {NOW: now, **typed}))
    return " ".join(one.rule for one in found)


def counts(past: str, target: str = "－", unit: str = "人", label: str = "単年") -> Line:
    return line(label, unit, "－", past, target)


@pytest.mark.parametrize(
    ("row", "now", "expected"),
    [
        # jumps: beyond thrice, or the square of the largest step there was
        (counts("100 110 100"), 300, ""),
        (counts("100 110 100"), 301, "K612"),
        (counts("100 110 90"), 30, ""),
        (counts("100 110 90"), 29, "K612"),
        (counts("100 200 100"), 400, ""),
        (counts("100 200 100"), 401, "K612"),
        (counts("－ － 100"), 800, ""),
        (counts("－ － 100"), 850, "K611"),
        (counts("－ － 100"), 2000, "K612"),
        (counts("－ － 1"), 5, ""),
        (counts("1 1 1"), 5, ""),
        (counts("1 1 1"), 6, "K612"),
        (counts("5 5 5"), 14, ""),
        (counts("5 5 5"), 16, "K612"),
        (counts("100 0 100"), 5000, ""),
        # a sudden zero
        (counts("20 15 10"), 0, "K613"),
        (counts("20 15 9"), 0, ""),
        (counts("20 0 10"), 0, ""),
        (counts("20 15 10", "0"), 0, ""),
        # negative values
        (counts("1 0 2"), -1, "K614"),
        (counts("1 -1 2"), -1, ""),
        (counts("1 0 2", "-5"), -1, ""),
        # more than all
        (counts("90 95 98", unit="%"), 100, ""),
        (counts("90 95 100", unit="%"), "100.1", "K615"),
        (counts("90 95 101", unit="%"), 102, ""),
        (counts("90 95 99", "110", "%"), 102, ""),
        (counts("90 95 100"), 102, ""),
        # totals that fall
        (counts("10 20 30", label="累計"), 29, "K616"),
        (counts("10 20 30", label="累計"), 30, ""),
        (counts("10 20 20", label="累計"), 19, "K616"),
        (counts("20 20 20", label="累計"), 19, ""),
        (counts("20 10 30", label="累計"), 29, ""),
        (counts("－ － 30", label="累計"), 29, ""),
        (counts("－ 20 30", label="累計"), 29, "K616"),
        (counts("10 20 30", label="単年"), 29, ""),
        (counts("10 20 30", unit="%", label="累計"), 29, ""),
        # the same as last year
        (counts("98 99 100"), 100, "K617"),
        (counts("97 98 99"), 99, ""),
        (counts("98 100 100"), 100, ""),
        (counts("－ － 100"), 100, ""),
        (counts("－ 99 100"), 100, "K617"),
        (counts("99 100 集計中"), 100, ""),
        # marks and words
        (counts("1 2 3"), "－", "K704"),
        (counts("1 2 3"), "調査終了", "K704"),
        (counts("1 2 集計中"), "－", ""),
        (counts("1 2 3"), "集計中", ""),
        (counts("1 2 3"), "完了", "K306"),
        (counts("1 2 3", "完了"), "完了", ""),
        (counts("1 2 3", "完了"), 4, "K706"),
        (counts("1 2 3", "前年比減"), "前年比減", "K306"),
        (counts("1 2 3", "前年比増"), "前年比増", "K306"),
        (counts("1 2 3", "全て"), "全て", "K306"),
        (counts("1 2 3"), "", "K201"),
        (counts("_ _ _", "完了"), "", "K202"),
        (counts("_ _ 1"), "", "K201"),
        (counts("1 2 3"), "TRUE", "K304"),
        (counts("1 2 3"), "4人", "K311"),
        (counts("1 2 3"), "4名", "K311"),
        (counts("1 2 3"), "4件", "K401"),
        (counts("1 2 3"), "4（見込み）", "K305"),
        (counts("1 2 3"), "約4", "K308"),
    ],
)
def test_a_figure_on_this_side_or_on_that(row: Line, now: Typed, expected: str) -> None:
    assert codes(row, now) == expected


@pytest.mark.parametrize(
    ("row", "now", "expected"),
    [
        (STATE, "認定", ""),
        (STATE, "認 定", ""),
        (STATE, "認定なし", ""),
        (STATE, "認定済み", "K701"),
        (STATE, 1, "K307"),
        (STATE, "", "K201"),
        (line("県", "", "無", "無 有 有", "有"), "無", "K702"),
        (line("県", "", "無", "無 有 有", "有"), "集計中", ""),
        (line("県", "", "無", "無 有 有", "有"), "有", ""),
        (line("県", "", "無", "無 有 無", "有"), "無", ""),
    ],
)
def test_a_state_on_this_side_or_on_that(row: Line, now: Typed, expected: str) -> None:
    assert codes(row, now) == expected


@pytest.mark.parametrize(
    ("past", "limit"),
    [
        ("", None),
        ("5", "8"),
        ("5 5", "3"),
        ("1 2", "4"),
        ("4 2 4", "4"),
        ("1 1.5 1", "3"),
        ("1 0", None),
        ("0", None),
        ("1 -1", None),
    ],
)
def test_how_far_a_series_may_step(past: str, limit: str | None) -> None:
    found = jump_limit([Decimal(one) for one in past.split()])
    assert found == (None if limit is None else Decimal(limit))


@pytest.mark.parametrize(
    ("value", "last", "steps", "meant"),
    [
        ("1600", "100", "1", "160"),
        ("1610", "100", "1", None),
        ("1610", "100", "1.7", "161"),
        ("625", "100", "1", "62.5"),
        ("624", "100", "1", None),
        ("0.1", "100", "1", "100.0"),
        ("0.01", "100", "1", None),
        ("100000", "100", "1", "100"),
        ("1000000", "100", "1", None),
        ("10", "100", "1", "100"),
    ],
)
def test_what_was_meant_lies_within_a_power_of_ten(
    value: str, last: str, steps: str, meant: str | None
) -> None:
    found = slip_of(Decimal(value), Decimal(last), Decimal(steps))
    assert found == (None if meant is None else Decimal(meant))


TOTAL = line("累計", "件/4年", "96", "31 66 98", "120")
ANNUAL = line("単年", "件/年", "24", "31 35 32", "－")


@pytest.mark.parametrize(
    ("lines", "tied"),
    [
        ((ANNUAL, TOTAL), True),
        ((TOTAL, ANNUAL), True),
        ((ANNUAL,), False),
        ((ANNUAL, ANNUAL, TOTAL), False),
        ((ANNUAL, TOTAL, TOTAL), False),
        ((ANNUAL, line("累計", "件/4年", "96", "31 67 98", "120")), False),
        ((ANNUAL, line("累計", "件/4年", "96", "31 66 99", "120")), False),
        ((ANNUAL, line("累計", "件/4年", "96", "31 66 集計中", "120")), True),
        ((ANNUAL, line("累計", "件/4年", "96", "－ － 集計中", "120")), False),
        ((line("単年", "件/年", "24", "－ － 32", "－"), TOTAL), True),
        ((line("単年", "件/年", "24", "－ － 31", "－"), TOTAL), False),
    ],
)
def test_a_pair_adds_up_in_every_past_year_that_can_be_reckoned(
    lines: tuple[Line, ...], tied: bool
) -> None:
    assert (pair(case_of(indicator(*lines), {}).rows) is not None) is tied


@pytest.mark.parametrize(
    ("unit", "figures", "allowed"),
    [
        ("件", "1 2 3", "0"),
        ("件", "1.0 2 3", "1.05"),
        ("億円", "1 2 3", "1.5"),
        ("千円", "1 2", "1.0"),
        ("百万円", "1.0 2.00", "0.055"),
        ("十億円", "1", "0.5"),
        ("%", "1.0 2.0 3.0", "0.15"),
        ("円千", "1 2", "0"),
    ],
)
def test_rounded_figures_may_be_half_of_their_last_place_apart(
    unit: str, figures: str, allowed: str
) -> None:
    (row,) = case_of(indicator(line("単年", unit, "1", "1 2 3", "4")), {}).rows
    assert tolerance(row, [parse_reading(one) for one in figures.split()]) == Decimal(allowed)


@pytest.mark.parametrize(
    ("total", "expected"),
    [("12.3", "K601"), ("12.4", ""), ("12.5", ""), ("12.6", "K601"), ("12.55", "K601")],
)
def test_a_sum_may_be_off_by_what_is_rounded(total: str, expected: str) -> None:
    annual = line("単年", "億円/年", "3.1", "3.3 4.1 2.8", "－")
    whole = line("累計", "億円/4年", "3.1", "3.3 7.4 10.2", "12")
    assert codes(annual, "2.25", whole, 系列2_実績4=total) == expected


@pytest.mark.parametrize(
    ("row", "nature"),
    [
        (counts("－ － 集計中"), Nature.FREE),
        (counts("－ － 1"), Nature.FIGURE),
        (counts("－ － －", "前年比減"), Nature.FIGURE),
        (line("", "", "無", "無 無 無", "有"), Nature.STATE),
        (line("", "", "無" * 12, "無 無 無", "有"), Nature.STATE),
        (line("", "", "無" * 60, "無 無 無", "有"), Nature.FREE),
        (line("", "", "", "_ _ _", ""), Nature.FREE),
        (line("", "", "無", "無 無 無", "1"), Nature.FIGURE),
    ],
)
def test_the_nature_of_a_series_is_that_of_what_was_sent(row: Line, nature: Nature) -> None:
    (found,) = case_of(indicator(row), {NOW: 1}).rows
    assert found.nature is nature


def test_states_are_known_in_the_order_in_which_they_came() -> None:
    (row,) = case_of(indicator(line("県", "", "無", "無 準備 集計中", "有")), {NOW: "有"}).rows
    assert known_states(row) == ["無", "準備", "有"]


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [(5, 5, ""), (5, 6, "K703"), (5, 4, ""), ("集計中", 3, "")],
)
def test_a_part_is_no_more_than_the_whole(whole: Typed, part: Typed, expected: str) -> None:
    rows = line("全項目数", "項目", "5", "5 4 6", "－"), line(
        "達成項目数", "項目", "1", "2 1 1", "全て"
    )
    assert codes(rows[0], whole, rows[1], 系列2_実績4=part) == expected


def again(case: IndicatorCase, **change: str) -> str:
    """What is said of a form of which an issue with *change* went out since."""
    latest = dataclasses.replace(case.sent, **change)  # type: ignore[arg-type]  # texts only
    found = run(dataclasses.replace(case, latest_issue_no=2, latest=latest))
    return " ".join(one.rule for one in found)


def test_an_earlier_issue_matters_where_it_asks_for_something_else() -> None:
    assert again(people(1759)) == "K106"
    assert again(people(1759), footnote="※注") == "K106"
    assert again(people(1759), name="防災士 の資格取得者数") == "K106"
    assert again(people(1759), name="受講者数") == "K101"
    assert run(dataclasses.replace(people(1759), latest_issue_no=1)) == []


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("No", "7", "K102"),
        ("No", " ６ ", ""),
        ("指標名", "受講者数", "K103"),
        ("部局名", "教育庁", "K104"),
        ("系列1_区分", "単年", "K104"),
        ("年度1", "R2年度", ""),
        ("年度1", "R3", "K104"),
        ("目標年度", "目標（R5）", ""),
        ("策定時年度", "R9", "K104"),
        ("系列1_単位", "件", "K402"),
        ("系列1_単位", " 人 ", ""),
    ],
)
def test_what_is_locked_is_as_sent_but_for_white_space(name: str, raw: str, expected: str) -> None:
    case = people(1759)
    cells = {**case.cells, name: CellRead("No.6", "B2", raw, CellKind.TEXT, raw)}
    found = run(dataclasses.replace(case, cells=cells))
    assert " ".join(one.rule for one in found) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"課題等": ""}, "K801"),
        ({"課題等": "なし"}, "K802"),
        ({"課題等": "・○○を進める必要がある。"}, "K804"),
        ({"課題等": "・○を進める必要がある。"}, ""),
        ({"課題等": "・XXを進める必要がある。"}, "K804"),
        ({"課題等": "・これは（要確認）である。"}, "K804"),
        ({"課題等": "・なぜか??。"}, "K804"),
        ({"課題等": "・" + "字" * 18, "今後の方向性": "・" + "字" * 18}, ""),
        ({"課題等": "・" + "字" * 19, "今後の方向性": "・" + "字" * 19}, "K806"),
    ],
)
def test_a_text_on_this_side_or_on_that(texts: dict[str, str], expected: str) -> None:
    assert " ".join(one.rule for one in run(with_text(**texts))) == expected


@pytest.mark.parametrize(("length", "expected"), [(19, ""), (20, "K805")])
def test_a_short_text_may_be_that_of_last_year(length: int, expected: str) -> None:
    text = "・" + "字" * (length - 1)
    case = dataclasses.replace(with_text(課題等=text), last_narratives={"課題等": text})
    assert " ".join(one.rule for one in run(case)) == expected
    assert TEXTS["課題等"] != text
