"""The office restyles the template as it likes; generation still works and keeps what it does not know."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from kpi_desktop.domain.forms.form import NARRATIVE_FIELDS, required_names
from kpi_desktop.workbook.stamping.template_check import template_problems
from tests.workbook.stamping import restyled
from tests.workbook.stamping.samples import (
    chart_part,
    charts_of,
    first_form,
    form,
    opened,
    parts,
    place,
    row,
    stamped,
    unlocked,
    value,
)


@pytest.fixture(scope="module", params=restyled.all_kinds())
def template(request: pytest.FixtureRequest) -> bytes:
    make: Callable[[], bytes] = getattr(restyled, request.param)
    return make()


def test_a_restyled_template_is_fit_for_use(template: bytes) -> None:
    assert not [one for one in template_problems(template) if one.is_error]


def test_every_field_is_found_and_filled(template: bytes) -> None:
    rows = (row("1,027", "集計中", "40.0", ""), row("3", "4", "5", "", number=2))
    texts = dict.fromkeys(NARRATIVE_FIELDS, "取組みを進めた。")
    sheet = first_form(stamped(form(*rows, narratives=texts), template=template))
    assert set(required_names()) <= set(sheet.defined_names)
    found = {name: value(sheet, name) for name in required_names()}
    assert (found["No"], found["指標名"]) == ("6", "県が育成した防災士の資格取得者数")
    assert [found[f"系列1_実績{at}"] for at in (1, 2, 3)] == [1027, "集計中", 40]
    assert found["系列2_策定時"] == 1027 and found["課題等"] == "取組みを進めた。"


def test_exactly_the_inputs_are_unlocked_there_too(template: bytes) -> None:
    sheet = first_form(stamped(template=template))
    assert unlocked(sheet) == {place(sheet, name) for name in form().inputs}


def test_the_chart_follows(template: bytes) -> None:
    content = parts(stamped(form(row("5", "7", "")), form(no="7"), template=template))
    chart = re.sub("(</?)c:", r"\1", chart_part(content, 1))  # openpyxl writes no prefix
    assert "'No.6'!" in chart and "様式2" not in chart
    assert "<v>7</v>" in chart and chart.count("<ser>") == 2


def test_sheets_are_independent_of_each_other(template: bytes) -> None:
    book: Any = opened(stamped(form(), form(no="7"), template=template))
    assert [value(book[name], "No") for name in ("No.6", "No.7")] == ["6", "7"]
    assert len(charts_of(book["No.6"])) == len(charts_of(book["No.7"])) == 1


def test_fonts_title_and_note_of_the_office_are_kept() -> None:
    book = opened(stamped(form(), form(no="7"), template=restyled.by_openpyxl()))
    for name in ("No.6", "No.7"):
        assert book[name]["A2"].value == "令和版　指標の分析"
        assert book[name]["A2"].font.name == "メイリオ"
        assert book[name]["A18"].comment.text == "担当: 企画課"


def test_a_font_with_wider_lines_gets_fewer_of_them() -> None:
    def lines(template: bytes | None) -> int:
        sheet = first_form(stamped(template=template), cached=True)
        return int(str(sheet["N19"].value))

    assert lines(restyled.by_openpyxl()) < lines(None)


def test_a_logo_is_shared_and_printer_settings_are_copied() -> None:
    content = parts(stamped(form(), form(no="7"), template=restyled.by_hand()))
    assert [name for name in content if "media" in name] == ["xl/media/logo.png"]
    assert len([name for name in content if "printerSettings" in name and "rels" not in name]) == 2
    for at in (1, 2):
        relations = content[f"xl/drawings/_rels/drawing1_{at}.xml.rels"].decode()
        assert "../media/logo.png" in relations
        assert "県章" in content[f"xl/drawings/drawing1_{at}.xml"].decode()


@pytest.mark.skipif("by_libreoffice" not in restyled.all_kinds(), reason="LibreOffice がない")
def test_moved_blocks_are_found_where_they_are() -> None:
    sheet = first_form(stamped(template=restyled.by_libreoffice()))
    assert place(sheet, "No") == "C7"
    assert sheet["B2"].value == "見本県　企画振興部"
    assert sheet.print_area and sheet.print_area.endswith("$B$4:$J$31")
