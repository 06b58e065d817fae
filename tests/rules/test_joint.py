"""What another department says of the same indicator."""

from __future__ import annotations

import pytest

from kpi_desktop.rules.joint import OPINION, OTHER_ANSWER, asks_for_nothing
from kpi_desktop.rules.registry import run
from tests.rules.examples import with_opinion, with_other


@pytest.mark.parametrize(
    "text",
    [
        *(
            "なし",
            "特になし",
            "特になし。",
            "意見なし",
            "意見はありません。",
            "特に意見はございません",
        ),
        *(
            "異議なし",
            "異存ありません。",
            "同意します",
            "了解しました。",
            "－",
            "確認済み",
            "修正なし",
        ),
        *("数値は妥当です。", "内容は適切です"),
    ],
)
def test_an_opinion_that_asks_for_nothing_is_no_finding(text: str) -> None:
    assert asks_for_nothing(text)
    assert run(with_opinion(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "単位を確認してください。",
            "意見なしとは言えない。",
            "R5は1,760人です。",
            "同意できません。",
        ),
        *("特に課題等の２行目は、当部の事業ではありません。", "内容は適切ではありません。"),
    ],
)
def test_an_opinion_that_asks_for_something_is_told_in_full(text: str) -> None:
    (found,) = run(with_opinion(text))
    assert (found.rule, found.actual) == (OPINION.code, text)
    words = text.removesuffix("。")
    assert found.message == f"共管の教育庁から意見があります：「{words}」。"


def test_the_same_answer_of_two_departments_is_no_finding() -> None:
    assert run(with_other("１，７５９")) == []
    assert run(with_other("")) == []


def test_two_different_answers_name_the_other_department_and_its_file() -> None:
    (found,) = run(with_other("1,592"))
    assert (found.rule, found.expected, found.actual) == (OTHER_ANSWER.code, "1,592", "1759")
    assert "健康福祉部の回答（前の様式.xlsx）" in found.message
