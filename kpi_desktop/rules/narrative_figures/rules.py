"""The rules on narrative against figures. They only ever warn, and quote the sentence and the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.narrative_figures.claims import Kind
from kpi_desktop.rules.narrative_figures.judging import Judgement, Verdict, judgements
from kpi_desktop.rules.narrative_figures.sentences import Sentence
from kpi_desktop.rules.narrative_figures.statements import (
    Statement,
    direction_doubts,
    verdict_doubts,
)
from kpi_desktop.rules.rule import Hit, Rule, Scope

_VALUES = (Kind.VALUE, Kind.TOTAL, Kind.THRESHOLD)


def _cells(case: IndicatorCase, fields: Iterable[str]) -> str:
    """The cells in words, with their addresses."""
    words = []
    for name in fields:
        cell = case.cell(name)
        words.append(case.title(name) + (f"〔{cell.address}〕" if cell else ""))
    return "・".join(dict.fromkeys(words))


def _hit(
    case: IndicatorCase, sentence: Sentence, claimed: str, expected: str, fields: tuple[str, ...]
) -> Hit:
    words = {
        "文": sentence.quote,
        "箇所": claimed,
        "欄の値": _cells(case, fields),
        "計算": expected,
    }
    return Hit(sentence.box, words, expected, claimed, fields)


def _first_of_each_sentence(case: IndicatorCase) -> Iterator[Judgement]:
    """One claim a sentence that differs: what follows in it has the same cause."""
    differing = [one for one in judgements(case) if one.verdict is Verdict.DIFFERS]
    seen = set()
    for one in sorted(differing, key=lambda each: each.claim.kind not in _VALUES):
        key = (one.claim.sentence.box, one.claim.sentence.quote)
        if key not in seen:
            seen.add(key)
            yield one


def _value(case: IndicatorCase) -> Iterator[Hit]:
    yield from _differing(case, of_values=True)


def _change(case: IndicatorCase) -> Iterator[Hit]:
    yield from _differing(case, of_values=False)


def _differing(case: IndicatorCase, of_values: bool) -> Iterator[Hit]:
    for one in _first_of_each_sentence(case):
        if (one.claim.kind in _VALUES) is of_values:
            claim = one.claim
            yield _hit(case, claim.sentence, claim.words, one.expected, one.fields)


def _statements(case: IndicatorCase, statements: Iterable[Statement]) -> Iterator[Hit]:
    for one in statements:
        yield _hit(case, one.sentence, one.claimed, one.expected, one.fields)


def _verdict(case: IndicatorCase) -> Iterator[Hit]:
    yield from _statements(case, verdict_doubts(case))


def _direction(case: IndicatorCase) -> Iterator[Hit]:
    yield from _statements(case, direction_doubts(case))


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
