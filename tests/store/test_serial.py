"""What the store keeps as JSON comes back equal."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading, parse_reading
from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.forms.form import FormWorkbook
from kpi_desktop.store.serial import (
    canonical,
    from_plain,
    to_plain,
    workbook_from_json,
    workbook_to_json,
)

st.register_type_strategy(FiscalYear, st.integers(1930, 2090).map(FiscalYear))
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))


def through_json(value: Any) -> Any:
    return from_plain(type(value), json.loads(canonical(to_plain(value))))


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.from_type(FormWorkbook))
def test_a_form_as_sent_comes_back_equal(workbook: FormWorkbook) -> None:
    assert workbook_from_json(workbook_to_json(workbook)) == workbook


@given(st.one_of(st.from_type(Reading), st.from_type(Finding)))
def test_readings_and_findings_come_back_equal(value: Any) -> None:
    assert through_json(value) == value


@given(st.text().map(parse_reading))
def test_whatever_was_read_comes_back_equal(reading: Reading) -> None:
    assert through_json(reading) == reading


def test_a_figure_keeps_its_printed_zero() -> None:
    assert through_json(parse_reading("40.0")).value.as_tuple() == Decimal("40.0").as_tuple()


def test_the_canonical_text_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"い": 1, "あ": [2]}) == canonical({"あ": [2], "い": 1}) == '{"あ":[2],"い":1}'


def test_a_file_name_that_is_not_utf8_survives() -> None:
    odd = {"file": "提出\udc83\x00.xlsx"}
    canonical(odd).encode("utf-8")
    assert json.loads(canonical(odd)) == odd
