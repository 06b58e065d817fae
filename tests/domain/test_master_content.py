"""What can be read off the content of the master workbook."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal

import pytest

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.indicators.assessment import Assessment, Verdict
from kpi_desktop.domain.indicators.plan import Pillar
from kpi_desktop.domain.indicators.scheme import SYMBOLS
from kpi_desktop.domain.record.audit import AuditEntry
from kpi_desktop.domain.record.master_content import (
    Figure,
    IndicatorContent,
    Item,
    MasterContent,
    Origin,
    SeriesContent,
    Source,
    Text,
)
from tests.domain.test_plan import R4, R5, indicator, plan, series
from tests.store.samples import a_submission

R3 = FiscalYear(2021)
MISSED = Assessment(Verdict.NOT_ACHIEVED, "実績", Decimal(50), grade="△")
MET = Assessment(Verdict.ACHIEVED, "実績", Decimal(100))


def figure(item: Item, year: FiscalYear) -> Figure:
    return Figure("1", 1, item, year, parse_reading("1"), Origin(Source.NOWHERE))


def row(number: int, assessment: Assessment | None, *years: FiscalYear) -> SeriesContent:
    actuals = tuple(figure(Item.ACTUAL, year) for year in years)
    first, last = figure(Item.BASELINE, R3), figure(Item.TARGET, R5)
    return SeriesContent(series(number), first, actuals, last, assessment)


def answer(
    *rows: SeriesContent, assessment: Assessment | None = None, came: bool = True, no: str = "1"
) -> IndicatorContent:
    submission = a_submission() if came else None
    texts = tuple(
        Text(one, f"{one}の文", Origin(Source.SUBMISSION)) for one in ("取組状況", "課題等")
    )
    return IndicatorContent(
        *(indicator(no, "農林"), Pillar("1", "産業"), State.SUBMITTED, assessment, submission),
        *(rows, texts),
    )


def content(*indicators: IndicatorContent) -> MasterContent:
    return MasterContent(plan(), indicators, (), (), (), ())


def test_figures_stand_in_printed_order_and_an_actual_is_found_by_its_year() -> None:
    one = row(1, None, R3, R4)
    assert one.figures == (one.baseline, *one.actuals, one.target)
    assert one.actual(R4) is one.actuals[1]
    assert one.actual(R5) is None


def test_an_indicator_without_an_answer_is_not_submitted() -> None:
    assert (answer().verdict, answer().grade) == ("未提出", "未提出")
    found = answer(assessment=MISSED)
    assert (found.verdict, found.grade) == ("未達成", "△")


@pytest.mark.parametrize(
    ("rows", "whole", "lead"),
    [
        ((MET, MISSED), MISSED, 2),
        ((MET, dataclasses.replace(MISSED, reason="別", grade="×")), MISSED, 2),
        ((dataclasses.replace(MISSED, progress=Decimal(49)), MISSED), MISSED, 2),
        ((MET, MISSED), None, 1),
        ((None, MET, MISSED), None, 2),
        ((None, MET), MISSED, 2),
        ((None, None), MISSED, 1),
    ],
)
def test_the_series_that_decided_stands_for_the_indicator(
    rows: tuple[Assessment | None, ...], whole: Assessment | None, lead: int
) -> None:
    found = answer(*(row(number, one) for number, one in enumerate(rows, 1)), assessment=whole)
    assert found.lead_series.series.number == lead


def test_a_text_is_found_by_its_box() -> None:
    assert (answer().text("課題等"), answer().text("脚注")) == ("課題等の文", "")


def test_grades_are_shown_where_they_say_more_than_verdicts() -> None:
    by_hand = dataclasses.replace(MISSED, overridden=True)
    plain = content(answer(assessment=MISSED), answer())
    ruled = content(answer(assessment=MISSED), answer(), answer(assessment=by_hand))
    own = dataclasses.replace(plain, plan=dataclasses.replace(plan(), scheme=SYMBOLS))
    assert [one.has_own_scheme for one in (plain, ruled, own)] == [False, False, True]
    assert [one.has_grades for one in (plain, ruled, own)] == [False, True, True]


def test_the_years_of_all_actuals_and_the_evaluation_year_stand_in_order() -> None:
    found = content(answer(row(1, None, R4, R3)), answer(row(2, None, R4)))
    assert (found.year, found.years, content().years) == (R5, (R3, R4, R5), (R5,))
    assert [one.series.number for one in found.series] == [1, 2]


def test_what_has_not_come_is_missing() -> None:
    assert content(answer(), answer(came=False, no="2")).missing == ("2",)


def test_the_snapshot_stands_for_the_last_change_of_the_record() -> None:
    def at(day: int) -> datetime.datetime:
        return datetime.datetime(2024, 7, day, tzinfo=datetime.timezone.utc)

    audit = tuple(AuditEntry(day, at(day), "企画", "collect", {}, "", f"h{day}") for day in (1, 3))
    late = dataclasses.replace(a_submission(), received_at=at(4))
    logged = dataclasses.replace(content(), audit=audit)
    assert (logged.as_of, logged.audit_head) == (at(3), "h3")
    assert dataclasses.replace(logged, submissions=(late,)).as_of == at(4)
    assert (content().as_of, content().audit_head, content().snapshot) == (None, "", "")
