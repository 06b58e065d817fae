"""What the form itself can say and check while the department types, from the same catalogue.

A form check is what Excel can express of a rule. The workbook turns it into a formula; ``holds`` says what
the formula must say.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from kpi_desktop.domain.figures.marks import Mark
from kpi_desktop.domain.figures.readings import ReadingKind, match_key
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS, FormSheet, SeriesRow
from kpi_desktop.domain.indicators.indicator import Basis
from kpi_desktop.rules import (
    footnotes,
    missing_values,
    narratives,
    states,
    sums,
    typed_values,
    units,
)
from kpi_desktop.rules.case import Nature, Row, rows_of
from kpi_desktop.rules.rule import Rule

#: Marks that the form accepts in place of a figure.
MARKS = (Mark.PENDING.value, Mark.NONE.value, Mark.ENDED.value)
#: Texts that the form refuses as the whole of a narrative (the collector knows more spellings).
PLACEHOLDERS = ("同上", "未定", "なし", "特になし", "前年度と同じ", "別紙のとおり", "後日提出")


class Demand(Enum):
    """What a form check asks of its field."""

    FILLED = "空欄でない"
    FIGURE_OR_MARK = "数値か決まった記号"
    ONE_OF = "決まった言葉のどれか"
    NOT_ONE_OF = "決まった言葉だけではない"
    AT_MOST = "ほかの欄以下"
    ADDS_UP = "ほかの欄の合計"


@dataclass(frozen=True)
class FormCheck:
    """One check of one field. ``fields`` are other fields, ``values`` allowed or refused words.

    ADDS_UP and AT_MOST hold as long as one of the fields is not a number; ADDS_UP allows ``tolerance``.
    """

    rule: str
    field: str
    demand: Demand
    message: str
    fields: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    tolerance: Decimal = Decimal(0)

    def holds(self, typed: Mapping[str, Typed]) -> bool:
        """Whether the form is content, given what stands in the fields (text, number; blank is '')."""
        others = tuple(typed.get(name, "") for name in self.fields)
        return _HOLDS[self.demand](self, typed.get(self.field, ""), others)


Typed = str | Decimal


def _is_figure_or_mark(check: FormCheck, own: Typed, others: tuple[Typed, ...]) -> bool:
    return isinstance(own, Decimal) or _is_one_of(check, own, others)


def _is_one_of(check: FormCheck, own: Typed, _: tuple[Typed, ...]) -> bool:
    return own == "" or own in check.values


def _is_not_one_of(check: FormCheck, own: Typed, _: tuple[Typed, ...]) -> bool:
    return not isinstance(own, str) or match_key(own) not in check.values


def _is_at_most(_: FormCheck, own: Typed, others: tuple[Typed, ...]) -> bool:
    gap = _gap(own, others)
    return gap is None or gap <= 0


def _adds_up(check: FormCheck, own: Typed, others: tuple[Typed, ...]) -> bool:
    gap = _gap(own, others)
    return gap is None or abs(gap) <= check.tolerance


def _gap(own: Typed, others: tuple[Typed, ...]) -> Decimal | None:
    """How much a number is more than the sum of others; None when one of them is not a number."""
    numbers = [one for one in others if isinstance(one, Decimal)]
    if not isinstance(own, Decimal) or len(numbers) < len(others):
        return None
    return own - sum(numbers)


#: What each demand asks of its field, given what stands in it and in the other fields.
_HOLDS: dict[Demand, Callable[[FormCheck, Typed, tuple[Typed, ...]], bool]] = {
    Demand.FILLED: lambda _, own, __: own != "",
    Demand.FIGURE_OR_MARK: _is_figure_or_mark,
    Demand.ONE_OF: _is_one_of,
    Demand.NOT_ONE_OF: _is_not_one_of,
    Demand.AT_MOST: _is_at_most,
    Demand.ADDS_UP: _adds_up,
}


@dataclass(frozen=True)
class FieldHint:
    """The input message of one field (title at most 32, prompt at most 255 characters) and its checks."""

    field: str
    title: str
    prompt: str
    checks: tuple[FormCheck, ...]


def form_hints(sheet: FormSheet) -> dict[str, FieldHint]:
    """Hints for every input field of a form sheet, in form order."""
    found: dict[str, FieldHint] = {}
    rows = rows_of(sheet, {})
    for row in rows:
        for year in row.open_years:
            name = row.fields[year]
            checks = tuple(_figure_checks(row, name, now=year == row.year))
            if year == row.year:
                checks += tuple(_relations(rows, row))
            title = f"{year.short}実績値（{row.sent.unit.text or '単位なし'}）"
            found[name] = FieldHint(name, title[:32], _prompt(row), checks)
    for name in NARRATIVE_FIELDS:
        if name in sheet.inputs:
            found[name] = _narrative(name)
    if FOOTNOTE_FIELD in sheet.inputs:
        words = footnotes.ASKED_IN_WORDS.hint
        found[FOOTNOTE_FIELD] = FieldHint(FOOTNOTE_FIELD, "脚注", words, ())
    return found


def hint_facts(sheet: FormSheet) -> Hashable:
    """All that ``form_hints`` depends on: sheets that agree in it get the same hints."""
    years = tuple([one.western for one in (*sheet.years, sheet.evaluation_year)])
    sent = tuple([_row_facts(row) for row in sheet.rows])
    if len(sent) == 1 or not any([_may_be_tied(row) for row in sheet.rows]):
        return (years, sheet.inputs, sent, ())
    rows = rows_of(sheet, {})
    return (years, sheet.inputs, sent, tuple(_tied(rows, row) for row in rows))


def _may_be_tied(row: SeriesRow) -> bool:
    """Whether the figure of this year may have to agree with other rows."""
    return row.target.mark is Mark.ALL or Basis.of(row.label) is Basis.CUMULATIVE


def _row_facts(row: SeriesRow) -> Hashable:
    readings = (row.baseline, *row.actuals, row.target)
    words = [one.printed for one in readings if one.kind is ReadingKind.TEXT]
    return (row.unit.text, tuple([one.mark or one.kind for one in readings]), *words)


def _tied(rows: tuple[Row, ...], row: Row) -> tuple[FormCheck, ...]:
    """What ties the figure of this year to other rows."""
    return tuple(_relations(rows, row)) if row.year in row.open_years else ()


def _check(rule: Rule, name: str, demand: Demand, **more: object) -> FormCheck:
    return FormCheck(rule.code, name, demand, rule.hint, **more)  # type: ignore[arg-type]


def _figure_checks(row: Row, name: str, now: bool) -> Iterator[FormCheck]:
    if now and row.nature is not Nature.FREE:
        filled = _check(missing_values.NO_ACTUAL, name, Demand.FILLED)
        is_state = row.nature is Nature.STATE
        yield dataclasses.replace(filled, message=_prompt(row)) if is_state else filled
    if row.nature is Nature.FIGURE:
        completed = (Mark.COMPLETED.value,) if row.sent.target.mark is Mark.COMPLETED else ()
        yield _check(
            typed_values.UNREADABLE, name, Demand.FIGURE_OR_MARK, values=(*MARKS, *completed)
        )
    if row.nature is Nature.STATE:
        words = (*states.known_states(row), Mark.PENDING.value)
        yield _check(states.UNKNOWN_STATE, name, Demand.ONE_OF, values=words)


def _relations(rows: tuple[Row, ...], row: Row) -> Iterator[FormCheck]:
    pair = sums.pair(rows) if row.basis is Basis.CUMULATIVE else None
    if pair is not None:
        part, total = pair
        last = row.year.plus(-1)
        fields = (part.now_field, *((total.fields[last],) if last in total.fields else ()))
        readings = [part.as_sent[last], total.as_sent[last]] if last in total.fields else []
        room = sums.tolerance(part, readings)
        yield _check(sums.SUM, row.now_field, Demand.ADDS_UP, fields=fields, tolerance=room)
    wholes = [one for one in rows if one is not row]
    if row.sent.target.mark is Mark.ALL and len(wholes) == 1:
        fields = (wholes[0].now_field,)
        yield _check(states.PART_OVER_WHOLE, row.now_field, Demand.AT_MOST, fields=fields)


def _prompt(row: Row) -> str:
    if row.nature is Nature.STATE:
        words = "」「".join(states.known_states(row))
        return f"「{words}」のどれかを記入してください。"
    if row.nature is Nature.FREE:
        return "状況を短い言葉で記入してください。"
    worded = row.sent.target.mark in (Mark.BELOW_LAST_YEAR, Mark.ABOVE_LAST_YEAR, Mark.ALL)
    done = row.sent.target.mark is Mark.COMPLETED
    rules = [missing_values.NO_ACTUAL, typed_values.REMARK, units.UNIT_MISMATCH]
    rules += [typed_values.GOAL_WORD] * worded + [states.COUNT_FOR_COMPLETION] * done
    return "".join(one.hint for one in rules)


def _narrative(name: str) -> FieldHint:
    checks = (
        _check(narratives.NO_TEXT, name, Demand.FILLED),
        _check(narratives.PLACEHOLDER, name, Demand.NOT_ONE_OF, values=PLACEHOLDERS),
    )
    return FieldHint(name, name, narratives.TOO_LONG.hint, checks)
