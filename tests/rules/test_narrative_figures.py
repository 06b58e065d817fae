"""Narrative against figures: silent on what is true or about another thing, awake to what is wrong."""

from __future__ import annotations

import pytest

from kpi_desktop.domain.finding import Category
from kpi_desktop.rules.narrative_figures.sentences import paragraphs
from kpi_desktop.rules.registry import RULES, run
from tests.benchmarks.narratives import measure, page_text, sample_set
from tests.rules.examples import NOW
from tests.rules.forms import TEXTS, Line, case_of, indicator, line

RULES_ON_FIGURES = [one for one in RULES if one.category is Category.NARRATIVE_FIGURES]

PEOPLE = line("累計", "人", "1,027", "1,027 1,188 1,592", "1,500")
CRIMES = line("単年", "件/年", "6,498", "5,081 5,187 4,944", "前年比減")
RATE = line("累計", "%", "61.3", "62.9 63.0 64.3", "65.0")
MONEY = line("単年", "億円/年", "28,461", "28,195 32,234 34,785", "30,203")


def rules_that_speak(row: Line, name: str, now: object, text: str) -> list[str]:
    case = case_of(indicator(row, name=name), {NOW: now}, {**TEXTS, "取組状況": text})  # type: ignore[dict-item]
    return [found.rule for found in run(case, RULES_ON_FIGURES)]


@pytest.mark.parametrize(
    "text",
    [
        "取得者の累計は1,759人となった。",
        "資格取得者は、前年度の1,592人から167人（10.5％）の増となり、目標の1,500人を上回った。",
        "資格取得者数は1,759人で、策定時の1,027人の約1.7倍に当たる。",
        "資格取得者数は1,759人に達し、目標の1,500人に対する達成率は117.3％となった。",
        "令和４年度末の1,592人に対し、令和５年度は167人増えた。",
        "資格取得者数は４年連続で増加した。",
        "目標を達成した。",
    ],
)
def test_true_sentences_are_not_questioned(text: str) -> None:
    assert (
        rules_that_speak(PEOPLE, "防災士の資格取得者数", 1759, text.replace("４年連続", "３年連続"))
        == []
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("取得者の累計は1,795人となった。", "K901"),
        ("資格取得者数は前年度より176人の増となった。", "K902"),
        ("資格取得者数は前年度より167人減少した。", "K902"),
        ("資格取得者数は前年度に比べて15.5％増加した。", "K902"),
        ("資格取得者数は策定時の約2.7倍となった。", "K902"),
        ("目標の1,600人は既に上回っている。", "K901"),
        ("目標の達成には至らなかった。", "K903"),
        ("資格取得者数は前年度から減少した。", "K904"),
        ("資格取得者数は過去最少となった。", "K904"),
    ],
)
def test_wrong_sentences_are_questioned(text: str, rule: str) -> None:
    assert rules_that_speak(PEOPLE, "防災士の資格取得者数", 1759, text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "令和５年度は、説明会に1,230人が参加した。",
        "女性の資格取得者は420人にとどまっている。",
        "修了者の満足度は前年度から12％上昇した。",
        "研修の受講者は前年度比で35人増加し、延べ260人となった。",
        "県外のセンターの相談員は1,795人の求職者に対応した。",
        "３会場で講座を開催し、延べ143人が参加した（前年度128人）。",
        "現在、1,759人のうち約３割が活動している。",
        "令和６年度は新たに200人の養成を目指す。",
        "令和５年度は1,234人の求職者を支援した。",
        "活動を支える取組が必要である。（登録者数：R1末1,899人、R5末2,555人）",
    ],
)
def test_figures_about_another_thing_are_left_alone(text: str) -> None:
    assert rules_that_speak(PEOPLE, "防災士の資格取得者数", 1759, text) == []


def test_a_part_of_the_indicator_is_another_thing() -> None:
    text = "・万引き及び自転車盗が著しく増加（前年比+408件）している。"
    assert rules_that_speak(CRIMES, "刑法犯認知件数", 6174, text) == []


def test_a_change_in_brackets_belongs_to_the_figure_before_it() -> None:
    text = "・令和５年中の刑法犯認知件数は6,174件（前年比{}件）となった。"
    assert rules_that_speak(CRIMES, "刑法犯認知件数", 6174, text.format("+1,230")) == []
    assert rules_that_speak(CRIMES, "刑法犯認知件数", 6174, text.format("+1,320")) == ["K902"]
    assert rules_that_speak(CRIMES, "刑法犯認知件数", 6174, text.format("-1,230")) == ["K902"]


def test_points_of_a_rate_are_differences() -> None:
    text = "・県内就職率は66.1％（前年度比{}ポイント増）となり、目標を達成した。"
    assert rules_that_speak(RATE, "新規学卒者の県内就職率", 66.1, text.format("1.8")) == []
    assert rules_that_speak(RATE, "新規学卒者の県内就職率", 66.1, text.format("2.8")) == ["K902"]


def test_figures_in_cho_and_oku_are_compared_in_the_unit_of_the_series() -> None:
    text = "・令和４年の製造品出荷額は３兆{}億円で、令和３年に比べて2,551億円（7.9％）増加した。"
    assert rules_that_speak(MONEY, "製造品出荷額", "集計中", text.format("4,785")) == []
    assert rules_that_speak(MONEY, "製造品出荷額", "集計中", text.format("4,875")) == ["K901"]


def test_the_year_before_is_counted_from_the_year_spoken_of() -> None:
    text = "・令和４年度の刑法犯認知件数は4,944件で、前年度に比べて{}件減少した。"
    assert rules_that_speak(CRIMES, "刑法犯認知件数", "集計中", text.format("243")) == []
    assert rules_that_speak(CRIMES, "刑法犯認知件数", "集計中", text.format("234")) == ["K902"]


def test_rounded_figures_agree_within_what_they_print() -> None:
    text = "・刑法犯認知件数は前年比約{}％の増加となった。"
    assert rules_that_speak(CRIMES, "刑法犯認知件数", 6174, text.format("25")) == []
    assert rules_that_speak(CRIMES, "刑法犯認知件数", 6174, text.format("35")) == ["K902"]


def test_lower_is_better_is_minded_in_the_verdict() -> None:
    assert rules_that_speak(CRIMES, "刑法犯認知件数", 6174, "目標の達成には至らなかった。") == []
    assert rules_that_speak(CRIMES, "刑法犯認知件数", 6174, "目標を達成した。") == ["K903"]
    assert rules_that_speak(CRIMES, "刑法犯認知件数", 4744, "目標を達成した。") == []


def test_an_aim_is_not_a_statement() -> None:
    text = "目標を達成できるよう、目標の達成に向けて取組を強化する。"
    assert rules_that_speak(CRIMES, "刑法犯認知件数", 6174, text) == []


def test_nothing_is_said_while_the_figure_is_pending() -> None:
    text = "刑法犯認知件数は前年度から増加し、目標を達成した。"
    assert rules_that_speak(CRIMES, "刑法犯認知件数", "集計中", text) == []


def test_one_sentence_gives_one_finding_that_quotes_it_and_names_the_cell() -> None:
    text = "・令和５年中の刑法犯認知件数は6,714件で、前年から2,230件増加した。"
    case = case_of(
        indicator(CRIMES, name="刑法犯認知件数"), {NOW: 6174}, {**TEXTS, "取組状況": text}
    )
    (found,) = run(case, RULES_ON_FIGURES)
    address = case.cells[NOW].address
    assert text in found.message and f"R5実績値〔{address}〕" in found.message
    assert (found.place.field, found.severity.value) == ("取組状況", "warning")


def test_a_figure_that_another_rule_has_settled_raises_no_second_finding() -> None:
    text = "・刑法犯認知件数は6,174件となった。"
    one = indicator(CRIMES, name="刑法犯認知件数")
    case = case_of(one, {NOW: "61,740"}, {**TEXTS, "取組状況": text})
    assert [found.rule for found in run(case)] == ["K611"]


def test_lines_broken_by_hand_are_read_as_one_sentence() -> None:
    assert paragraphs("・取得者は前年度の\n1,592人から増えた。\n・次の点") == [
        "・取得者は前年度の1,592人から増えた。",
        "・次の点",
    ]


def test_the_table_of_an_extracted_page_is_not_read_as_text() -> None:
    raw = "No\n企画課\n51\n累計 － 件\n2,233\n取組状況\n・登録の数は2,233\n件となった。\n課題等"
    assert "・登録の数は2,233件となった。" in page_text(raw) and "累計" not in page_text(raw)


def test_the_sample_has_no_false_alarm_and_most_changes_are_found() -> None:
    cases, claims = sample_set()
    every_fourth = claims[::4]
    score = measure(cases, every_fourth)
    assert score.false_alarms == []
    assert score.recall >= 0.88, score.missed


@pytest.mark.parametrize(
    "year",
    [
        "令和０年３月末",
        "Ｒ０.３",
        "R0.3.31",
        "令和０年度",
        "平成０年",
        "昭和0年度",
        "S99年度",
        "０年前",
        "0000年度",
    ],
)
def test_a_year_that_never_was_ends_no_validation(year: str) -> None:
    text = f"資格取得者数は、{year}現在で1,759人となった。"
    assert rules_that_speak(PEOPLE, "防災士の資格取得者数", 1759, text) == []
