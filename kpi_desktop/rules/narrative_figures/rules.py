"""The rules on narrative against figures. They only ever warn, and quote the sentence and the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.narrative_figures.check import Doubt, doubts
from kpi_desktop.rules.narrative_figures.claims import Kind
from kpi_desktop.rules.narrative_figures.statements import (
    Statement,
    direction_doubts,
    verdict_doubts,
)
from kpi_desktop.rules.rule import Hit, Rule, Scope

_VALUES = (Kind.VALUE, Kind.TOTAL, Kind.THRESHOLD)


def _cells(case: IndicatorCase, fields: Iterable[str]) -> str:
    """The cells in words, with their addresses."""
    found = []
    for name in fields:
        cell = case.cell(name)
        found.append(case.title(name) + (f"〔{cell.address}〕" if cell else ""))
    return "・".join(dict.fromkeys(found))


def _first_of_each_sentence(case: IndicatorCase) -> Iterator[Doubt]:
    """One doubt a sentence: what follows in it has the same cause."""
    seen = set()
    for one in sorted(doubts(case), key=lambda doubt: doubt.claim.kind not in _VALUES):
        key = (one.claim.sentence.box, one.claim.sentence.quote)
        if key not in seen:
            seen.add(key)
            yield one


def _hit(case: IndicatorCase, doubt: Doubt) -> Hit:
    claim = doubt.claim
    said = claim.sentence.text[claim.number.start : claim.number.end]
    words = {
        "文": claim.sentence.quote,
        "箇所": said,
        "欄の値": _cells(case, doubt.fields),
        "計算": doubt.expected,
    }
    return Hit(claim.sentence.box, words, doubt.expected, said, doubt.fields)


def _value(case: IndicatorCase) -> Iterator[Hit]:
    for one in _first_of_each_sentence(case):
        if one.claim.kind in _VALUES:
            yield _hit(case, one)


def _change(case: IndicatorCase) -> Iterator[Hit]:
    for one in _first_of_each_sentence(case):
        if one.claim.kind not in _VALUES:
            yield _hit(case, one)


def _statement(case: IndicatorCase, found: Iterable[Statement]) -> Iterator[Hit]:
    for one in found:
        words = {
            "文": one.sentence.quote,
            "箇所": one.claimed,
            "欄の値": _cells(case, one.fields),
            "計算": one.expected,
        }
        yield Hit(one.sentence.box, words, one.expected, one.claimed, one.fields)


def _verdict(case: IndicatorCase) -> Iterator[Hit]:
    yield from _statement(case, verdict_doubts(case))


def _direction(case: IndicatorCase) -> Iterator[Hit]:
    yield from _statement(case, direction_doubts(case))


FIGURE_DIFFERS = Rule(
    code="K901",
    category=Category.NARRATIVE_FIGURES,
    severity=Severity.WARNING,
    scope=Scope.NARRATIVE,
    title="文章の数値と欄の値の不一致",
    message="{欄}の「{文}」にある「{箇所}」が、{欄の値}の値（{計算}）と合いません。",
    suggestion="文章と欄のどちらが正しいか確かめ、誤っている方を直してください。",
    why="個票の文章と表の数値が食い違うと、公表後の問い合わせや訂正の原因になります。",
    example="R5実績値が6,174なのに、取組状況に「認知件数は6,147件」と書かれている。",
    check=_value,
    settles=False,
)

CHANGE_DIFFERS = Rule(
    code="K902",
    category=Category.NARRATIVE_FIGURES,
    severity=Severity.WARNING,
    scope=Scope.NARRATIVE,
    title="文章の増減・割合の計算違い",
    message="{欄}の「{文}」にある「{箇所}」が、{欄の値}から計算した値（{計算}）と合いません。",
    suggestion="計算と、比べる年度を確かめ、文章か欄の値を直してください。",
    why="増減数や増減率は、実績値を直した後に計算し直されず残ることがあります。",
    example="前年度4,944件、今年度6,174件なのに「前年比＋1,320件」と書かれている。",
    check=_change,
    settles=False,
)

VERDICT_DIFFERS = Rule(
    code="K903",
    category=Category.NARRATIVE_FIGURES,
    severity=Severity.WARNING,
    scope=Scope.NARRATIVE,
    title="達成・未達成の食違い",
    message="{欄}の「{文}」は目標を「{箇所}」としていますが、{欄の値}からの判定は{計算}です。",
    suggestion="実績値と目標値を確かめ、文章か欄の値を直してください。",
    why="達成したかどうかは個票の結論で、表と文章が逆では評価になりません。",
    example="目標1,500人に実績1,459人なのに「目標を達成した」と書かれている。",
    check=_verdict,
    settles=False,
)

DIRECTION_DIFFERS = Rule(
    code="K904",
    category=Category.NARRATIVE_FIGURES,
    severity=Severity.WARNING,
    scope=Scope.NARRATIVE,
    title="増減の向きの食違い",
    message="{欄}の「{文}」に「{箇所}」とありますが、{欄の値}の動きは{計算}です。",
    suggestion="増えたのか減ったのかを確かめ、文章か欄の値を直してください。",
    why="増減の向きの書き誤りは、前年度の文章を直して使うときに起こりやすいものです。",
    example="前年度204人、今年度198人なのに「前年度から増加した」と書かれている。",
    check=_direction,
    settles=False,
)
