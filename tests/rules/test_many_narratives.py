"""Many sentences as reports have them, over many kinds of series: the true ones pass, the wrong ones do not.

The sentences stand in narratives/true.txt and narratives/wrong.txt, under the sign of their series; what is
read from each figure of them, and what is then said, in narratives/readings.txt.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_desktop.domain.finding import Category
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.narrative_figures.judging import judgements
from kpi_desktop.rules.registry import RULES, run
from tests.rules.forms import TEXTS, Line, Typed, case_of, indicator, line

FOLDER = Path(__file__).parent / "narratives"
ON_FIGURES = [one for one in RULES if one.category is Category.NARRATIVE_FIGURES]

#: Sign → name, series (策定時; R2 to R4; 目標), and the actuals of R5.
SERIES: dict[str, tuple[str, tuple[Line, ...], tuple[Typed, ...]]] = {
    "人": (
        "防災士の資格取得者数",
        (line("累計", "人", "1,027", "1,027 1,188 1,592", "1,500"),),
        (1759,),
    ),
    "犯": (
        "刑法犯認知件数",
        (line("単年", "件/年", "6,498", "5,081 5,187 4,944", "前年比減"),),
        (6174,),
    ),
    "率": ("新規学卒者の県内就職率", (line("", "%", "61.3", "62.9 63.0 64.3", "65.0"),), (66.1,)),
    "額": (
        "製造品出荷額",
        (line("単年", "億円/年", "28,461", "28,195 32,234 34,785", "30,203"),),
        ("集計中",),
    ),
    "泊": ("延べ宿泊者数", (line("単年", "万人/年", "763", "424 452 612", "800"),), (731,)),
    "農": (
        "担い手への農地集積面積",
        (line("累計", "ha", "49,100", "51,203 52,480 53,117", "56,000"),),
        (53902,),
    ),
    "児": ("保育所等の待機児童数", (line("単年", "人", "178", "70 9 5", "0"),), (3,)),
    "移": (
        "県外からの移住者数",
        (
            line("単年", "人/年", "1,063", "1,268 1,903 2,315", "－"),
            line("累計", "人/4年", "3,500", "1,268 3,171 5,486", "8,000"),
        ),
        (2749, 8235),
    ),
    "企": (
        "企業誘致件数",
        (
            line("単年", "件/年", "38", "31 45 52", "－"),
            line("累計", "件/4年", "150", "31 76 128", "160"),
        ),
        (49, 177),
    ),
    "輸": (
        "農林水産物等の輸出額",
        (line("単年", "億円/年", "58.2", "63.1 84.6 102.4", "100"),),
        (118.9,),
    ),
    "医": ("へき地で勤務する医師数", (line("累計", "人", "58", "61 63 66", "75"),), (68,)),
    "森": ("再造林面積", (line("単年", "ha/年", "612", "655 701 688", "800"),), (742,)),
    "ゴ": ("１人１日当たりのごみ排出量", (line("", "g", "889", "901 887 871", "850"),), (858,)),
    "園": ("認定こども園の設置数", (line("累計", "園", "132", "141 150 161", "170"),), (172,)),
    "電": (
        "再生可能エネルギー導入量",
        (line("累計", "万kW", "180", "195 206 221", "250"),),
        (233,),
    ),
    "道": ("高規格道路の供用率", (line("", "%", "67.1", "67.1 68.4 68.4", "75.0"),), (70.2,)),
}


def sentences(name: str) -> dict[str, list[str]]:
    """Sign → its sentences."""
    found: dict[str, list[str]] = {}
    sign = ""
    for each in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if each.startswith(" "):
            found[sign].append(each.strip())
        else:
            sign = each
            found[sign] = []
    return found


TRUE, WRONG = sentences("true.txt"), sentences("wrong.txt")


def case_with(sign: str, text: str) -> IndicatorCase:
    """A form of that series with *text* in it."""
    name, lines, now = SERIES[sign]
    typed = {f"系列{number}_実績4": value for number, value in enumerate(now, 1)}
    return case_of(indicator(*lines, name=name), typed, {**TEXTS, "課題等": f"・{text}"})


def questioned(sign: str, text: str) -> list[str]:
    """What is said of *text* in a form of that series."""
    return [one.message for one in run(case_with(sign, text), ON_FIGURES)]


def read(sign: str, text: str) -> list[str]:
    """What is read from *text*: each figure with what it is of and what has come of it, then what is said."""
    found = [text]
    for one in judgements(case_with(sign, text)):
        claim, base = one.claim, one.claim.base
        points = [claim.at] if base is None else [base, claim.at]
        of = "→".join(each.year.short if each.year else each.point.value for each in points)
        sign_ = {1: "+", 0: "", -1: "-"}[claim.direction]
        found.append(f"  {claim.words}: {claim.kind.value}{sign_} {of}、{one.reason.value}")
    return [*found, *(f"  {message}" for message in questioned(sign, text))]


@pytest.mark.parametrize("sign", TRUE)
def test_true_sentences_and_those_on_other_things_are_not_questioned(sign: str) -> None:
    assert [message for text in TRUE[sign] for message in questioned(sign, text)] == []


@pytest.mark.parametrize("sign", WRONG)
def test_wrong_sentences_are_questioned(sign: str) -> None:
    assert [text for text in WRONG[sign] if not questioned(sign, text)] == []


def test_each_sentence_is_read_in_this_way() -> None:
    lines = [
        each
        for of in (TRUE, WRONG)
        for sign, texts in of.items()
        for text in texts
        for each in read(sign, text)
    ]
    assert lines == (FOLDER / "readings.txt").read_text(encoding="utf-8").splitlines()


def test_there_are_many_of_both() -> None:
    assert sum(map(len, TRUE.values())) > 250 and sum(map(len, WRONG.values())) > 40
