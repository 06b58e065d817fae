"""Kinds of defect in narratives, as texts and against the figures of the form."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal

from kpi_desktop.domain.figures.readings import Reading, printed_number
from kpi_desktop.domain.finding import Category
from kpi_desktop.domain.forms.form import NARRATIVE_FIELDS
from kpi_desktop.domain.forms.print_box import PROMISED_LENGTH, box_rooms
from kpi_desktop.rules.reported_year import years_named
from kpi_desktop.usecases.practice.damage import Damage, Kind, Target

# --- narratives --------------------------------------------------------------------------------------------


def _boxes(target: Target) -> Iterator[tuple[str, str]]:
    for name in NARRATIVE_FIELDS:
        if target.narratives.get(name):
            yield name, target.narratives[name]


def _holds(target: Target, name: str, text: str) -> bool:
    """Whether the box takes *text*; else it would be a second defect."""
    return box_rooms(target.sheet)[name].holds(text)


def _no_text(target: Target, rng: random.Random) -> Iterator[Damage]:
    for name, _ in _boxes(target):
        yield Damage(name, None, f"{name}を空欄にした")


def _placeholder(target: Target, rng: random.Random) -> Iterator[Damage]:
    for name, _ in _boxes(target):
        text = rng.choice(("同上", "未定", "なし", "後日提出", "・特になし。", "前年度と同じ"))
        yield Damage(name, text, f"{name}に「{text}」とだけ記入した")


def _too_long(target: Target, rng: random.Random) -> Iterator[Damage]:
    for name, text in _boxes(target):
        times = 3 * PROMISED_LENGTH // len(text) + 1
        yield Damage(name, "\n".join([text] * times), f"{name}に{times}倍の長さの文章を記入した")


def _blanked(target: Target, rng: random.Random) -> Iterator[Damage]:
    for name, text in _boxes(target):
        longer = text + "\n・参加者は延べ○○人であった。"
        if _holds(target, name, longer):
            yield Damage(name, longer, f"{name}に「○○人」を残した")


def _same_text(target: Target, rng: random.Random) -> Iterator[Damage]:
    text = target.narratives.get("課題等", "")
    if len(text) >= 30:
        words = "今後の方向性に課題等と同じ文章を貼った"
        yield Damage("今後の方向性", text, words, (("課題等", text),))


def _wrong_year(target: Target, rng: random.Random) -> Iterator[Damage]:
    year = target.sheet.evaluation_year
    if any(year <= one for _, text in _boxes(target) for one in years_named(text)):
        return
    last = year.plus(-1).full
    text = f"・{last}は、関係機関との連絡会議を開催した。\n" + target.narratives["取組状況"]
    if _holds(target, "取組状況", text):
        yield Damage("取組状況", text, f"今年度の取組を「{last}は」と書いた")


# --- narrative against figures ---------------------------------------------------------------------------


def _with_sentence(target: Target, sentence: str) -> Iterator[Damage]:
    text = target.narratives["取組状況"] + f"\n・{sentence}"
    if _holds(target, "取組状況", text):
        yield Damage("取組状況", text, f"取組状況に「{sentence}」と書いた")


def _single_figures(target: Target) -> Iterator[tuple[int, Reading, Decimal, str]]:
    """The row of a form with a single one, when its figure of this year has two digits or more."""
    if len(target.sheet.rows) == 1 and target.narratives.get("取組状況"):
        for position, reading, value in target.figure_rows():
            unit = target.sheet.rows[position - 1].unit.text.partition("/")[0]
            if unit and value >= 10:
                yield position, reading, value, unit


def _wrong_figure(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, reading, value, unit in _single_figures(target):
        wrong = value + Decimal(rng.choice((1, 2, 4))).scaleb(-reading.decimals)
        if wrong not in target.past(position):
            year = target.sheet.evaluation_year.full
            sentence = f"{year}の実績値は{printed_number(wrong, reading.decimals)}{unit}である。"
            yield from _with_sentence(target, sentence)


def _wrong_change(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, _, value, unit in _single_figures(target):
        last = _last_year(target, position)
        if last is None or last == value or unit == "%":
            continue
        change = abs(value - last) + Decimal(rng.choice((1234, 2345)))
        word = "増加" if value > last else "減少"
        sentence = f"実績値は前年度に比べて{printed_number(change, 0)}{unit}{word}した。"
        yield from _with_sentence(target, sentence)


def _last_year(target: Target, position: int) -> Decimal | None:
    """The figure of the year before; a young plan has it as its baseline."""
    row, year = target.sheet.rows[position - 1], target.sheet.evaluation_year.plus(-1)
    known = {row.baseline_year: row.baseline, **dict(zip(target.sheet.years, row.actuals))}
    return known[year].value if year in known else None


def _wrong_verdict(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, _, value, _ in _single_figures(target):
        goal = target.sheet.rows[position - 1].target.value
        baseline = target.sheet.rows[position - 1].baseline.value
        if goal is None or baseline is None or not baseline < goal:
            continue
        sentence = "目標の達成には至らなかった。" if value >= goal else "目標を達成した。"
        yield from _with_sentence(target, sentence)


def _wrong_direction(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, _, value, _ in _single_figures(target):
        last = _last_year(target, position)
        if last is not None and last != value and _PLAIN_NAME.fullmatch(target.indicator.name):
            word = "減少" if value > last else "増加"
            yield from _with_sentence(target, f"{target.indicator.name}は前年度から{word}した。")


_PLAIN_NAME = re.compile("[一-龥々ァ-ヶー]+")


TEXT_KINDS: dict[str, tuple[Category, Kind]] = {
    "文章なし": (Category.NARRATIVE, _no_text),
    "仮の記入": (Category.NARRATIVE, _placeholder),
    "長すぎる文章": (Category.NARRATIVE, _too_long),
    "伏せ字": (Category.NARRATIVE, _blanked),
    "同じ文章": (Category.NARRATIVE, _same_text),
    "年度違い": (Category.NARRATIVE, _wrong_year),
    "文章の数値違い": (Category.NARRATIVE_FIGURES, _wrong_figure),
    "増減の計算違い": (Category.NARRATIVE_FIGURES, _wrong_change),
    "達成の食違い": (Category.NARRATIVE_FIGURES, _wrong_verdict),
    "増減の逆": (Category.NARRATIVE_FIGURES, _wrong_direction),
}
