"""Charts."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw
from xlwings.base_classes import CHART_TYPES

from kpi_desktop.office.libreoffice import NoSuchObject, NotSupported


@pytest.fixture
def chart(sheet: xw.Sheet) -> xw.Chart:
    sheet["A1"].value = [["年度", "実績", "目標"], ["R3", 10, 12], ["R4", 11, 13], ["R5", 15, 14]]
    return sheet.charts.add(
        left=100, top=80, width=300, height=200, source=sheet["A1"].expand(), name="推移"
    )


def test_a_chart_is_found_by_name_and_number(sheet: xw.Sheet, chart: xw.Chart) -> None:
    assert sheet.charts["推移"].name == sheet.charts[0].name == "推移"
    assert "推移" in sheet.charts and len(sheet.charts) == 1
    with pytest.raises(NoSuchObject):
        sheet.charts["無い"]


def test_a_chart_stands_where_it_was_put(chart: xw.Chart) -> None:
    place = (chart.left, chart.top, chart.width, chart.height)
    assert place == pytest.approx((100, 80, 300, 200), abs=0.1)
    chart.width = 400
    assert (chart.left, chart.width) == pytest.approx((100, 400), abs=0.1)


def test_types_read_as_they_were_set_or_are_refused(chart: xw.Chart) -> None:
    supported = 0
    for kind in CHART_TYPES:
        try:
            chart.chart_type = kind
        except NotSupported as error:
            assert kind in str(error)
        else:
            assert chart.chart_type == kind
            supported += 1
    assert supported >= 40


def test_title_legend_and_axes_are_set(chart: xw.Chart) -> None:
    chart.chart_type = "column_clustered"
    chart.title = "待機児童"
    chart.legend.position = "bottom"
    chart.value_axis.set(title="人", minimum_scale=0, maximum_scale=20, major_unit=5)
    assert chart.title == "待機児童"
    assert chart.legend.visible and chart.legend.position == "bottom"
    axis = chart.value_axis
    read = (axis.title, axis.minimum_scale, axis.maximum_scale, axis.major_unit)
    assert read == ("人", 0, 20, 5)


def test_title_and_legend_are_taken_away(chart: xw.Chart) -> None:
    chart.title = "待機児童"
    chart.title = None
    chart.legend.visible = False
    assert chart.title is None and not chart.legend.visible


def test_a_renamed_chart_keeps_its_name_in_the_file(
    book: xw.Book, sheet: xw.Sheet, chart: xw.Chart, folder: Path
) -> None:
    chart.name = "達成状況"
    book.save(folder / "図.xlsx")
    book.close()
    again = xw.Book(folder / "図.xlsx")
    assert [found.name for found in again.sheets[0].charts] == ["達成状況"]


def test_a_chart_draws_from_another_range(sheet: xw.Sheet, chart: xw.Chart) -> None:
    chart.set_source_data(sheet["A1:B4"], plot_by="columns")
    assert chart.impl.call("ranges") == [[1, 1, 4, 2]]


def test_a_chart_is_written_as_a_picture(chart: xw.Chart, folder: Path) -> None:
    chart.to_png(folder / "図.png")
    assert (folder / "図.png").read_bytes().startswith(b"\x89PNG")


def test_a_deleted_chart_is_gone(sheet: xw.Sheet, chart: xw.Chart) -> None:
    chart.delete()
    assert len(sheet.charts) == 0
    with pytest.raises(NoSuchObject):
        chart.title  # noqa: B018
