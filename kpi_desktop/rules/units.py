"""The rule on a unit typed behind a figure."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.rules.case import IndicatorCase, Nature
from kpi_desktop.rules.rule import Hit, Rule, Scope
from kpi_desktop.rules.typed_values import is_remark

#: Counters that say the same thing.
_SAME = {"名": "人", "ポイント": "%"}


def accepts(unit: Unit, suffix: str) -> bool:
    """Whether *suffix* names the unit of the series, also by another counter (名 for 人)."""
    return unit.accepts(suffix) or unit.accepts(_SAME.get(suffix, suffix))


def _mismatch(case: IndicatorCase) -> Iterator[Hit]:
    for row, year, name in case.open_fields():
        typed = row.typed.get(year)
        if typed is None or row.nature is not Nature.FIGURE or not typed.unit_text:
            continue
        if not is_remark(typed.unit_text) and not accepts(row.sent.unit, typed.unit_text):
            words = {"単位": typed.unit_text, "定めた単位": row.sent.unit.text or "単位なし"}
            yield Hit(name, words, expected=row.sent.unit.text, actual=typed.raw)


UNIT_MISMATCH = Rule(
    code="K401",
    category=Category.UNIT,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="単位の違い",
    message="{欄}の「{入力}」は単位が「{単位}」ですが、この系列の単位は「{定めた単位}」です。",
    suggestion="「{定めた単位}」で数えた値を、数値だけで記入してください。",
    why="単位の違う値が混ざると、推移も達成状況も誤りになります。",
    example="単位が「人」の系列に「1,759件」と記入した。",
    hint="単位や「約」は付けないでください。",
    check=_mismatch,
)
