"""What the form says while people type agrees with what the collector says later."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterator
from decimal import Decimal

import pytest

from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.form import FormSheet
from kpi_desktop.domain.indicators.indicator import Indicator
from kpi_desktop.rules.form_hints import (
    PLACEHOLDERS,
    Demand,
    FieldHint,
    FormCheck,
    form_hints,
    hint_facts,
)
from kpi_desktop.rules.narratives import is_placeholder
from kpi_desktop.rules.registry import RULES, rule_of, run
from kpi_desktop.usecases.record.forms import form_sheet
from tests.rules.examples import ANNUAL, NOW, PART, PEOPLE, STATE, TOTAL, WHOLE
from tests.rules.forms import TEXTS, Typed, case_of, indicator, plan_of, sample_plan

TOTAL_NOW = "系列2_実績4"


def sheet_of(one: Indicator) -> FormSheet:
    return form_sheet(plan_of(one), one)


def checks(one: Indicator) -> list[FormCheck]:
    return [check for hint in form_hints(sheet_of(one)).values() for check in hint.checks]


def as_typed(one: Indicator, typed: dict[str, Typed]) -> dict[str, str | Decimal]:
    """What stands in the form's fields when *typed* is entered."""
    known = sheet_of(one).figures()
    shown: dict[str, str | Decimal] = {
        name: reading.value if reading.value is not None else reading.display()
        for name, reading in known.items()
    }
    for name, value in {**TEXTS, **typed}.items():
        shown[name] = Decimal(str(value)) if isinstance(value, (int, float)) else str(value or "")
    return shown


@pytest.mark.parametrize(
    ("one", "typed"),
    [
        (indicator(PEOPLE), {NOW: 1759}),
        (indicator(PEOPLE), {NOW: "集計中"}),
        (indicator(PEOPLE), {NOW: None}),
        (indicator(PEOPLE), {NOW: "別紙のとおり"}),
        (indicator(STATE), {NOW: "認定"}),
        (indicator(STATE), {NOW: "認定済み"}),
        (indicator(STATE), {NOW: None}),
        (indicator(ANNUAL, TOTAL), {NOW: 32, TOTAL_NOW: 130}),
        (indicator(ANNUAL, TOTAL), {NOW: 32, TOTAL_NOW: 131}),
        (indicator(ANNUAL, TOTAL), {NOW: 32, TOTAL_NOW: "集計中"}),
        (indicator(WHOLE, PART), {NOW: 5, TOTAL_NOW: 5}),
        (indicator(WHOLE, PART), {NOW: 5, TOTAL_NOW: 6}),
        (indicator(PEOPLE), {NOW: 1759, "課題等": None}),
        (indicator(PEOPLE), {NOW: 1759, "課題等": "同上"}),
    ],
)
def test_the_form_objects_exactly_where_the_collector_does(
    one: Indicator, typed: dict[str, Typed]
) -> None:
    shown = as_typed(one, typed)
    objections = {(check.rule, check.field) for check in checks(one) if not check.holds(shown)}
    case = case_of(one, typed)
    fields = {cell.address: name for name, cell in case.cells.items()}
    assert objections == {(each.rule, fields[each.place.cell]) for each in run(case)}


def test_every_check_carries_the_words_of_its_rule_or_of_its_field() -> None:
    hints = [
        hint for one in sample_plan().indicators for hint in form_hints(sheet_of(one)).values()
    ]
    assert {check.demand for hint in hints for check in hint.checks} == set(Demand)
    for hint in hints:
        for check in hint.checks:
            assert check.message in (rule_of(check.rule).hint, hint.prompt) and check.message


def test_every_hint_of_the_catalogue_is_said_in_some_form() -> None:
    hints = [
        hint
        for one in sample_plan().indicators
        for hint in form_hints(form_sheet(sample_plan(), one)).values()
    ]
    texts = {text for hint in hints for text in (hint.prompt, *(c.message for c in hint.checks))}
    unsaid = [one.code for one in RULES if one.hint and not any(one.hint in text for text in texts)]
    assert unsaid == []


@pytest.mark.parametrize(
    "typed", ["1,759件", "約1,759", "1,759（見込み）", "前年比減", "別紙のとおり", "17 59"]
)
def test_what_the_collector_cannot_take_as_a_figure_the_form_marks_at_the_same_field(
    typed: str,
) -> None:
    one = indicator(PEOPLE)
    shown = as_typed(one, {NOW: typed})
    marked = {check.field for check in checks(one) if not check.holds(shown)}
    case = case_of(one, {NOW: typed})
    found = [each for each in run(case) if each.severity is not Severity.INFO]
    assert marked == {NOW} and [each.place for each in found] == [case.place(NOW)]


def test_titles_and_prompts_fit_into_an_input_message() -> None:
    plan = sample_plan()
    hints = [h for one in plan.indicators for h in form_hints(form_sheet(plan, one)).values()]
    assert all(0 < len(one.title) <= 32 and 0 < len(one.prompt) <= 255 for one in hints)


def test_every_input_of_every_sample_form_has_a_hint() -> None:
    plan = sample_plan()
    for one in plan.indicators:
        sheet = form_sheet(plan, one)
        assert set(form_hints(sheet)) == sheet.inputs


def test_a_form_that_only_informs_a_co_owner_has_no_hints() -> None:
    one = indicator(PEOPLE)
    assert form_hints(form_sheet(plan_of(one), one, is_lead=False)) == {}


def test_what_the_form_refuses_as_a_placeholder_the_collector_refuses_too() -> None:
    assert all(is_placeholder(word) for word in PLACEHOLDERS)


def test_an_empty_state_asks_for_one_of_its_words_and_not_for_a_number() -> None:
    (empty,) = (
        one for one in checks(indicator(STATE)) if one.demand is Demand.FILLED and one.field == NOW
    )
    assert "認定" in empty.message and "数値" not in empty.message


def test_forms_that_agree_in_their_facts_have_the_same_hints() -> None:
    kinds: dict[Hashable, tuple[FieldHint, ...]] = {}
    for sheet in varied_sheets():
        hints = tuple(form_hints(sheet).values())
        assert kinds.setdefault(hint_facts(sheet), hints) == hints
    assert 20 < len(kinds) < len(list(varied_sheets()))


def varied_sheets() -> Iterator[FormSheet]:
    """The sample forms, and each with one past figure changed (which may break a sum or its rounding)."""
    plan = sample_plan()
    for one in plan.indicators:
        sheet = form_sheet(plan, one)
        yield sheet
        for at, row in enumerate(sheet.rows):
            for text in ("集計中", "9.5", "認定"):
                changed = (parse_reading(text, row.unit), *row.actuals[1:])
                new = dataclasses.replace(row, actuals=changed)
                yield dataclasses.replace(
                    sheet, rows=(*sheet.rows[:at], new, *sheet.rows[at + 1 :])
                )
