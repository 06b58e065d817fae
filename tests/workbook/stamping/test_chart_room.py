"""The chart stays legible with many series, long legends, negative and very large figures."""

from __future__ import annotations

import re

from kpi_desktop.domain.forms.form import SeriesRow
from tests.workbook.stamping.samples import (
    chart_part,
    first_form,
    form,
    parts,
    place,
    row,
    stamped,
)


def chart(*rows: SeriesRow) -> str:
    return chart_part(parts(stamped(form(*rows))))


def plot_height(text: str) -> float:
    return float(re.findall(r'<c:h val="([\d.]+)"/>', text)[0])


def schools(count: int) -> list[SeriesRow]:
    return [
        row(
            "40.5",
            "42.4",
            "44.6",
            "",
            label=f"小学校（第{at}）",
            unit="%",
            target="63.0",
            number=at,
        )
        for at in range(1, count + 1)
    ]


def test_a_figure_with_its_own_decimals_has_its_own_label() -> None:
    text = chart(row("809.75", "1,807", "1,564", ""))
    assert re.findall(r'<c:pt idx="\d" formatCode="([^"]*)"><c:v>1807<', text) == ["#,##0"]
    assert 'formatCode="#,##0.00"' not in text and "<c:formatCode>#,##0.00<" in text
    sheet = first_form(stamped(form(row("809.75", "1,807", "1,564", ""))))
    shown = place(sheet, "系列1_実績2")
    (behind,) = [cell for line in sheet for cell in line if cell.value == f"={shown}"]
    assert behind.number_format == "#,##0"


def test_more_lines_in_the_legend_leave_less_room_for_the_plot() -> None:
    heights = [plot_height(chart(*schools(count))) for count in (1, 2, 3)]
    assert heights[0] > heights[1] >= heights[2] >= 0.3


def test_from_four_series_on_labels_stand_up_and_targets_are_named_beside_their_series() -> None:
    three, four = chart(*schools(3)), chart(*schools(4))
    assert 'rot="-5400000"' not in three and "legendEntry" not in three
    assert four.count('rot="-5400000"') == 4
    assert re.findall(r'<c:legendEntry><c:idx val="(\d)"/>', four) == ["4", "5", "6", "7"]
    assert "小学校（第2） 目標（R5）63.0" in four


def test_an_axis_below_zero_has_signs_in_libreoffice_too() -> None:
    assert 'formatCode="[&gt;=1000]#,##0;General"' in chart(row("1", "2", "3", ""))
    assert 'formatCode="General"' in chart(row("-3.2", "-10.5", "2", "", baseline="0", target="9"))
    assert 'formatCode="#,##0" ' in chart(row("-3,200", "10", "2", ""))


def test_very_large_figures_are_labelled_in_cho_or_millions() -> None:
    cho = chart(row("3兆4,785億", "3兆6,000億", "", "", unit="円/年", baseline="3兆", target="4兆"))
    assert 'numFmt formatCode="#,##0.0,,,,&quot;兆&quot;"' in cho
    assert cho.count('formatCode="#,##0.00,,,,&quot;兆&quot;"') == 3
    millions = chart(row("64億", "", "", "", unit="円", baseline="－", target="－"))
    assert 'numFmt formatCode="#,##0,,&quot;百万&quot;"' in millions


def test_a_label_that_a_smaller_size_keeps_in_one_line_is_set_smaller() -> None:
    sheet = first_form(
        stamped(
            form(
                row("1", "2", "3", "", label="累計"),
                row("1", "2", "3", "", label="累計（教室開設数）", number=2),
                row("1", "2", "3", "", label="1件当たりの処理に要した日数", number=3),
            )
        )
    )
    sizes = [sheet[place(sheet, f"系列{at}_区分")].font.size for at in (1, 2, 3)]
    assert sizes == [9, 7, 9]
