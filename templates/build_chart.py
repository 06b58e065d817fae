"""The chart of the sheet 様式2: its place, its captions, and what it draws."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import layout


def build_chart(build: Any) -> None:
    """The heading, the place, the captions and the chart itself."""
    sheet = build.form
    sheet.set_row(layout.CHART_HEAD - 1, 5)
    sheet.set_row(layout.CHART_HEAD, 16)
    head = build.boxed(bg_color=layout.HEAD, bold=True, indent=1, font_size=9.5)
    sheet.merge_range(layout.CHART_HEAD, 0, layout.CHART_HEAD, layout.LAST, "実績値の推移", head)
    build.name("グラフ見出し", layout.CHART_HEAD, 0)
    sheet.set_row(layout.CHART, 168)
    sheet.merge_range(layout.CHART, 0, layout.CHART, layout.LAST, "", build.boxed())
    build.name("グラフ", layout.CHART, 0, layout.LAST)
    plain = build.style(font_size=8, text_wrap=False)
    for offset in range(layout.YEARS + 1):
        sheet.write_string(layout.HEAD2, layout.VALUE + offset, "", plain)
    build.name("グラフ項目", layout.HEAD2, layout.VALUE, layout.VALUE + layout.YEARS)
    sheet.write_string(layout.HEAD1, layout.VALUE, "（単位）", plain)
    build.name("グラフ単位", layout.HEAD1, layout.VALUE)
    sheet.write_string(layout.TOP, layout.FLAG, "", plain)
    build.name("様式ID", layout.TOP, layout.FLAG)
    options = {
        "object_position": 1,
        "x_offset": 3,
        "y_offset": 3,
        "description": "「{指標名}」の実績値の推移。棒は実績値、線は目標値。数値は上の表と同じ。",
    }
    sheet.insert_chart(layout.CHART, 0, _combined_chart(build), options)


COLOURS = ("#2F6DA8", "#CC7711", "#5A9A57", "#8A63A6", "#B5533C", "#4F8F96")
#: Target lines: the colour of their columns, so dark that they stay in sight where they cross these.
DARK = ("#12304F", "#703F00", "#23461F", "#41285A", "#571E12", "#1C4146")


def _combined_chart(build: Any) -> Any:
    bars = build.book.add_chart({"type": "column", "name": "実績値の推移"})
    lines = build.book.add_chart({"type": "line"})
    font = {"name": layout.GOTHIC, "size": 8, "color": layout.INK}
    quoted = f"='{layout.FORM}'!"
    items = quoted + layout.absolute(layout.HEAD2, layout.VALUE, layout.VALUE + layout.YEARS)
    for number in range(layout.SERIES):
        row, colour = layout.ROW1 + number, COLOURS[number]
        bars.add_series(
            {
                "name": quoted + layout.absolute(row, layout.CAPTION),
                "categories": items,
                "values": quoted + layout.absolute(row, layout.VALUE, layout.VALUE + layout.YEARS),
                "fill": {"color": colour},
                "border": {"none": True},
                "gap": 70,
                "overlap": -5,
                "data_labels": {
                    "value": True,
                    "position": "outside_end",
                    "font": font,
                    "fill": {"color": "#FFFFFF"},  # readable where the target line crosses
                },
            }
        )
        lines.add_series(
            {
                "name": quoted + layout.absolute(row, layout.CAPTION + 1),
                "categories": items,
                "values": quoted + layout.absolute(row, layout.GOAL, layout.GOAL + layout.YEARS),
                "line": {"color": DARK[number], "width": 1.75, "dash_type": "dash"},
                "marker": {"type": "none"},
            }
        )
    bars.combine(lines)
    bars.set_title({"none": True})
    bars.set_legend({"position": "bottom", "font": font})
    bars.set_x_axis(
        {
            "num_font": font,
            "line": {"color": layout.RULE},
            "major_tick_mark": "none",
            "minor_tick_mark": "none",  # without it LibreOffice draws some
            "label_position": "low",  # below the plot even where columns go down
        }
    )
    bars.set_y_axis(
        {
            "name": quoted + layout.absolute(layout.HEAD1, layout.VALUE),
            "name_font": {**font, "bold": False, "rotation": 360},
            "name_layout": {"x": 0.012, "y": 0.02},
            "num_font": font,
            "num_format": "[>=1000]#,##0;General",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#DDE3E8", "width": 0.75}},
            "line": {"none": True},
        }
    )
    bars.set_plotarea({"layout": {"x": 0.075, "y": 0.13, "width": 0.905, "height": 0.61}})
    bars.set_chartarea({"border": {"none": True}})
    bars.show_blanks_as("span")
    bars.show_hidden_data()
    bars.set_size({"width": sum(layout.WIDTHS) - 6, "height": 218})
    return bars


#: What XlsxWriter leaves to the reader's defaults, which LibreOffice takes otherwise than Excel.
SPELT_OUT = (
    (b'<c:dispBlanksAs val="span"/>', b'<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/>'),
    (
        b'<c:showVal val="1"/>',
        b'<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        b'<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>',
    ),
    (b'<c:lang val="en-US"/>', b'<c:lang val="ja-JP"/><c:roundedCorners val="0"/>'),
)


def finish(path: Path) -> None:
    """Spell out in the chart what XlsxWriter leaves to defaults."""
    with zipfile.ZipFile(path) as package:
        parts = [(info, package.read(info)) for info in package.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for info, content in parts:
            if info.filename.startswith("xl/charts/chart"):
                for old, new in SPELT_OUT:
                    assert old in content, old
                    content = content.replace(old, new)
            package.writestr(info, content)
