"""The forms as finished."""

import pytest

from kpi_desktop.domain.forms.form import FormSheet
from kpi_desktop.usecases.deliver.consolidate import snapshot
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.finished_forms import finished_forms, finished_sheet
from tests.usecases.contents import sample_content


def sheets_of(desk: Desk) -> dict[str, FormSheet]:
    """No → sheet, in order."""
    content = snapshot(desk)
    return {one.no: one for one in finished_forms(content, content.indicators).sheets}


def test_a_finished_form_holds_this_years_figure_and_nothing_to_fill_in(finished: Desk) -> None:
    sheets = sheets_of(finished)
    assert sheets["4"].rows[0].actuals[-1].display() == "67.5"
    assert {one.inputs for one in sheets.values()} == {frozenset()}


def test_there_is_one_finished_form_an_indicator_in_plan_order(finished: Desk) -> None:
    content = snapshot(finished)
    assert list(sheets_of(finished)) == [one.no for one in content.plan.indicators]


def test_a_finished_form_holds_the_narratives_as_they_were_written(finished: Desk) -> None:
    sheets = sheets_of(finished)
    for no, texts in finished.sample.narratives.items():
        assert dict(sheets[no].narratives) == dict(texts)


@pytest.mark.parametrize("typed", ["約67.5", "６７．５", " 67.5％"])
def test_a_finished_form_prints_what_counts_and_not_how_it_was_typed(typed: str) -> None:
    content = sample_content(
        retype=lambda no, field, text: typed if (no, field) == ("4", "系列1_実績4") else text
    )
    (four,) = (one for one in content.indicators if one.indicator.no == "4")
    sheet = finished_sheet(content, four)
    assert sheet.rows[0].actuals[-1].raw == "67.5"
