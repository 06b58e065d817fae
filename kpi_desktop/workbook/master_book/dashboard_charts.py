"""Native charts of the dashboard."""

from __future__ import annotations

from typing import Any

from kpi_desktop.workbook.tables.cell_styles import FONT, INK
from kpi_desktop.workbook.tables.verdict_colours import VERDICT_COLOURS, VERDICTS, on_colour

_TEXT = {"name": FONT, "size": 9, "color": INK}


def overall_chart(book: Any, sheet: str, row: int, first: int) -> Any:
    """Ring of the verdicts: headers stand in the row above *row*, from column *first*."""
    chart = book.add_chart({"type": "doughnut"})
    last = first + len(VERDICTS) - 1
    chart.add_series(
        {
            "name": "達成状況",
            "categories": [sheet, row - 1, first, row - 1, last],
            "values": [sheet, row, first, row, last],
            "points": [
                {"fill": {"color": VERDICT_COLOURS[one]}, "border": {"color": "#FFFFFF"}}
                for one in VERDICTS
            ],
            "data_labels": {
                "value": True,
                "num_format": "0;;",
                "custom": [{"font": _label(one)} for one in VERDICTS],
            },
        }
    )
    chart.set_hole_size(55)
    _finish(chart, "全体の達成状況（指標数）", "right")
    return chart


def stacked_chart(
    book: Any, sheet: str, what: str, rows: tuple[int, int], label: int, first: int
) -> Any:
    """Stacked bars of the verdicts, one bar a row of the table in *rows*."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    head = rows[0] - 1
    for column, verdict in enumerate(VERDICTS, first):
        chart.add_series(
            {
                "name": [sheet, head, column],
                "categories": [sheet, rows[0], label, rows[1], label],
                "values": [sheet, rows[0], column, rows[1], column],
                "fill": {"color": VERDICT_COLOURS[verdict]},
                "border": {"color": "#FFFFFF", "width": 0.5},
                "gap": 45,
                "data_labels": {"value": True, "font": _label(verdict), "num_format": "0;;"},
            }
        )
    chart.set_y_axis(
        {"reverse": True, "num_font": _TEXT, "line": {"color": "#9AA3AD"}, "crossing": "max"}
    )
    chart.set_x_axis(
        {
            "num_font": _TEXT,
            "major_gridlines": {"visible": True, "line": {"color": "#E3E7EB"}},
            "num_format": "0",
            "min": 0,
        }
    )
    _finish(chart, f"{what}の達成状況（指標数）", "bottom")
    return chart


def progress_chart(book: Any, sheet: str, title: str, rows: tuple[int, int]) -> Any:
    """Bars of the progress of the indicators listed in *rows*: Nos in column 2, rates in column 4."""
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "進捗率",
            "categories": [sheet, rows[0], 2, rows[1], 2],
            "values": [sheet, rows[0], 4, rows[1], 4],
            "fill": {"color": "#5B8DB8"},
            "invert_if_negative": True,
            "invert_if_negative_color": "#D58A5E",
            "gap": 45,
        }
    )
    chart.set_y_axis(
        {"reverse": True, "num_font": _TEXT, "label_position": "low", "crossing": "max"}
    )
    chart.set_x_axis(
        {
            "num_font": _TEXT,
            "num_format": "0%",
            "min": -1,
            "max": 2,
            "major_unit": 0.5,
            "major_gridlines": {"visible": True, "line": {"color": "#C9CFD6"}},
        }
    )
    _finish(chart, f"{title}（No別の進捗率）", "none")
    return chart


def _label(verdict: str) -> dict[str, Any]:
    return {**_TEXT, "bold": True, "color": on_colour(verdict)}


def _finish(chart: Any, title: str, legend: str) -> None:
    font = {**_TEXT, "size": 11, "bold": True}
    chart.set_title({"name": title, "name_font": font, "overlay": False})
    chart.set_legend({"position": legend, "font": _TEXT})
    chart.set_chartarea({"border": {"color": "#C9CFD6"}})
