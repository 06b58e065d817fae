"""Builds templates/様式2.xlsx, the form template that the product ships.

Run ``python templates/build.py`` after changing it and commit both files. The planning office never
needs this script: it restyles the workbook itself in Excel or LibreOffice, and the program finds every
field by defined name.

Layout of the sheet 様式2: columns A–I are the printed page; J–K the check panel beside it; M and further
hold hidden working cells that the chart and the panel read.
"""

from __future__ import annotations

import datetime
import sys
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter
from build_cover import build_cover, build_guide
from build_panel import build_panel
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

FORM, COVER, GUIDE = "様式2", "提出票", "記入要領"
GOTHIC, MINCHO = "ＭＳ ゴシック", "ＭＳ 明朝"
SERIES, YEARS = 6, 5
INK, RULE, HEAD, PALE = "#1F2A36", "#5B6B7B", "#E9EEF3", "#F6F8FA"

# columns of the page: 区分 単位 策定時 実績×5 目標
WIDTHS = (96, 68, 82, 72, 72, 72, 72, 72, 82)
LABEL, UNIT, BASE, YEAR1, TARGET = 0, 1, 2, 3, 8
LAST = TARGET
GAP, PANEL = 9, 10
# rows (0-based) of the page
TOP, TITLE, NO, NAME, NOTE, HEAD1, HEAD2, ROW1 = 0, 1, 3, 4, 5, 7, 8, 9
FOOT = ROW1 + SERIES
BOXES = {"取組状況": FOOT + 2, "課題等": FOOT + 4, "今後の方向性": FOOT + 6}
REMARK_HEAD, REMARK = FOOT + 8, FOOT + 9
CHART_HEAD, CHART = FOOT + 11, FOOT + 12
# hidden working columns
FLAG, READ, VALUE, GOAL, CAPTION, SCALE, BOUNDS = 12, 19, 26, 33, 39, 41, 42
HIDDEN_LAST = 44


def absolute(row: int, first: int, last: int | None = None) -> str:
    """``$C$10`` or ``$C$10:$I$10``."""
    cell = xl_rowcol_to_cell(row, first, True, True)
    return cell if last is None else f"{cell}:{xl_rowcol_to_cell(row, last, True, True)}"


class Build:
    """One build of the template."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = xlsxwriter.Workbook(path)
        self.book.set_properties(
            {"title": "別記様式２", "created": datetime.datetime(2024, 4, 1), "author": "企画課"}
        )
        self.cache: dict[tuple[tuple[str, Any], ...], Any] = {}

    def style(self, **properties: Any) -> Any:
        """A cell format; ＭＳ ゴシック 9 unless said otherwise."""
        full = {
            "font_name": GOTHIC,
            "font_size": 9,
            "font_color": INK,
            "valign": "vcenter",
            "text_wrap": True,
            **properties,
        }
        key = tuple(sorted(full.items()))
        if key not in self.cache:
            self.cache[key] = self.book.add_format(full)
        return self.cache[key]

    def boxed(self, **properties: Any) -> Any:
        """A format with thin borders all round."""
        return self.style(**{"border": 1, "border_color": RULE, **properties})

    def name(self, name: str, row: int, first: int, last: int | None = None) -> None:
        """A defined name of the form sheet."""
        self.book.define_name(f"'{FORM}'!{name}", f"='{FORM}'!{absolute(row, first, last)}")

    def run(self) -> None:
        """Make all sheets and write the file."""
        self.cover = self.book.add_worksheet(COVER)
        self.guide = self.book.add_worksheet(GUIDE)
        self.form = self.book.add_worksheet(FORM)
        layout = sys.modules[__name__]
        build_cover(self, layout)
        build_guide(self, layout)
        build_form(self)
        build_panel(self, layout)
        self.cover.activate()
        self.book.close()
        finish(self.path)


#: What XlsxWriter leaves to the reader's defaults, which LibreOffice takes otherwise than Excel.
SAID_ALOUD = (
    (b'<c:dispBlanksAs val="span"/>', b'<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/>'),
    (
        b'<c:showVal val="1"/>',
        b'<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        b'<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>',
    ),
    (b'<c:lang val="en-US"/>', b'<c:lang val="ja-JP"/><c:roundedCorners val="0"/>'),
)


def finish(path: Path) -> None:
    """Say in the chart what XlsxWriter leaves unsaid."""
    with zipfile.ZipFile(path) as package:
        parts = [(info, package.read(info)) for info in package.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for info, content in parts:
            if info.filename.startswith("xl/charts/chart"):
                for old, new in SAID_ALOUD:
                    assert old in content, old
                    content = content.replace(old, new)
            package.writestr(info, content)


def build_form(build: Build) -> None:
    """The sheet 様式2."""
    sheet = build.form
    for column, width in enumerate(WIDTHS):
        sheet.set_column_pixels(column, column, width)
    sheet.set_column_pixels(GAP, GAP, 14)
    sheet.set_column_pixels(PANEL, PANEL, 360)
    sheet.set_column_pixels(PANEL + 1, PANEL + 1, 14)
    sheet.set_column(FLAG, HIDDEN_LAST, 8, None, {"hidden": True})
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=0.55, right=0.5, top=0.45, bottom=0.4)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, CHART, LAST)
    sheet.protect("", {"select_locked_cells": True, "format_rows": True})
    _heading(build)
    _figures(build)
    _boxes(build)
    _chart(build)


def _heading(build: Build) -> None:
    sheet = build.form
    merge = sheet.merge_range
    sheet.set_row(TOP, 17)
    merge(TOP, 0, TOP, 5, "", build.style(font_size=10.5))
    build.name("部局名", TOP, 0)
    merge(TOP, 6, TOP, LAST, "＜別記様式２＞", build.style(font_size=10.5, align="right"))
    build.name("様式名", TOP, 6)
    sheet.set_row(TITLE, 28)
    title = build.style(font_size=16, bold=True, align="center")
    merge(TITLE, 0, TITLE, LAST, "ＫＰＩ分析シート", title)
    build.name("表題", TITLE, 0)
    sheet.set_row(TITLE + 1, 4)
    label = build.boxed(bg_color=HEAD, align="center", font_size=9)
    sheet.set_row(NO, 20)
    sheet.write(NO, LABEL, "No", label)
    sheet.write(NO, UNIT, "", build.boxed(align="center", bold=True, font_size=11))
    build.name("No", NO, UNIT)
    sheet.write(NO, BASE, "課名", label)
    merge(NO, YEAR1, NO, LAST, "", build.boxed(indent=1, font_size=10))
    build.name("課名", NO, YEAR1)
    sheet.set_row(NAME, 31)
    merge(NAME, LABEL, NOTE, LABEL, "指標名", label)
    name = build.boxed(indent=1, bold=True, font_size=11, bottom=0)
    merge(NAME, UNIT, NAME, LAST, "", name)
    build.name("指標名", NAME, UNIT)
    sheet.set_row(NOTE, 13)
    note = build.boxed(align="left", indent=1, font_size=8, top=0, valign="top")
    merge(NOTE, UNIT, NOTE, LAST, "", note)
    build.name("注記", NOTE, UNIT)
    sheet.set_row(NOTE + 1, 6)
    for column in range(UNIT, LAST + 1):  # closes the frame when the row of the note is hidden
        sheet.write_blank(NOTE + 1, column, None, build.style(top=1, top_color=RULE))


def _figures(build: Build) -> None:
    sheet = build.form
    head = build.boxed(bg_color=HEAD, align="center", font_size=9, bottom=0)
    sheet.set_row(HEAD1, 15)
    sheet.set_row(HEAD2, 15)
    sheet.merge_range(
        HEAD1, LABEL, HEAD2, LABEL, "区分", build.boxed(bg_color=HEAD, align="center")
    )
    sheet.merge_range(HEAD1, UNIT, HEAD2, UNIT, "単位", build.boxed(bg_color=HEAD, align="center"))
    sheet.write(HEAD1, BASE, "策定時実績値", head)
    sheet.merge_range(HEAD1, YEAR1, HEAD1, YEAR1 + YEARS - 1, "実績値", head)
    sheet.write(HEAD1, TARGET, "目標値", head)
    bracketed = {"bg_color": HEAD, "align": "center", "num_format": "（@）", "top": 0}
    sheet.write(HEAD2, BASE, "", build.boxed(**bracketed))
    build.name("策定時年度", HEAD2, BASE)
    for index in range(1, YEARS + 1):
        sheet.write(HEAD2, YEAR1 + index - 1, "", build.boxed(bg_color=HEAD, align="center"))
        build.name(f"年度{index}", HEAD2, YEAR1 + index - 1)
    sheet.write(HEAD2, TARGET, "", build.boxed(**bracketed))
    build.name("目標年度", HEAD2, TARGET)
    for number in range(1, SERIES + 1):
        _series_row(build, number, ROW1 + number - 1)
    sheet.set_row(FOOT, 15)
    foot = build.style(font_size=8)
    sheet.merge_range(FOOT, 0, FOOT, LAST, "", foot)
    build.name("脚注", FOOT, 0)


def _series_row(build: Build, number: int, row: int) -> None:
    sheet = build.form
    sheet.set_row(row, 24)
    sheet.write(row, LABEL, "", build.boxed(align="center"))
    build.name(f"系列{number}_区分", row, LABEL)
    sheet.write(row, UNIT, "", build.boxed(align="center", font_size=8.5))
    build.name(f"系列{number}_単位", row, UNIT)
    figure = build.boxed(align="center", font_size=10.5, text_wrap=False, shrink=True)
    names = ["策定時", *(f"実績{i}" for i in range(1, YEARS + 1)), "目標"]
    for offset, part in enumerate(names):
        sheet.write_blank(row, BASE + offset, None, figure)
        build.name(f"系列{number}_{part}", row, BASE + offset)
    _working_cells(build, number, row)


def _working_cells(build: Build, number: int, row: int) -> None:
    """Flags, cleaned text, numeric value, target line and captions of one series row."""
    sheet = build.form
    plain = build.style(font_size=8, text_wrap=False)
    unit = f"$B{row + 1}"
    scale = f"${xl_col_to_name(SCALE)}{row + 1}"
    for offset in range(YEARS + 2):
        cell = f"{xl_col_to_name(BASE + offset)}{row + 1}"
        text = f"{xl_col_to_name(READ + offset)}{row + 1}"
        sheet.write_number(row, FLAG + offset, 0, plain)
        sheet.write_formula(row, READ + offset, _cleaned(cell, unit), plain, "")
        sheet.write_formula(row, VALUE + offset, _number(cell, text, scale), plain, "")
    last = f"${xl_col_to_name(VALUE + YEARS + 1)}{row + 1}"
    for offset in range(YEARS + 1):
        sheet.write_formula(row, GOAL + offset, f"={last}", plain, "")
    sheet.write_string(row, CAPTION, "", plain)
    sheet.write_string(row, CAPTION + 1, "", plain)
    formula = f'=IF(LEFT({unit})="兆",12,IF(LEFT({unit})="億",8,IF(LEFT({unit})="万",4,0)))'
    sheet.write_formula(row, SCALE, formula, plain, 0)
    prefix = f"系列{number}_"
    build.name(prefix + "記入", row, FLAG, FLAG + YEARS + 1)
    build.name(prefix + "読取", row, READ, READ + YEARS + 1)
    build.name(prefix + "数値", row, VALUE, VALUE + YEARS + 1)
    build.name(prefix + "目標線", row, GOAL, GOAL + YEARS)
    build.name(prefix + "凡例", row, CAPTION, CAPTION + 1)
    build.name(prefix + "桁", row, SCALE)
    for offset in (0, 1):
        sheet.write_blank(row, BOUNDS + offset, None, plain)
    build.name(prefix + "幅", row, BOUNDS, BOUNDS + 1)


def _cleaned(cell: str, unit: str) -> str:
    """Text of a figure without spaces, commas and its unit."""
    plain = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(ASC(TRIM({cell}&"")),",","")," ",""),"△","-")'
    return f'=SUBSTITUTE({plain},IF({unit}="","　",ASC({unit})),"")'


def _number(cell: str, text: str, scale: str) -> str:
    """The figure in the unit of its series (2兆8461 in 億円 is 28461); empty text when it is none."""

    def part(char: str, power: int) -> str:
        before = f'LEFT({text},FIND("{char}",{text})-1)'
        for larger in "兆億万"[: "兆億万".index(char)]:
            before = f'REPLACE({before},1,IFERROR(FIND("{larger}",{before}),0),"")'
        return f"IFERROR(VALUE({before})*10^({power}-{scale}),0)"

    tail = f'MID({text},MAX(IFERROR(FIND({{"兆","億","万"}},{text}),0))+1,99)'
    marked = f'COUNT(FIND({{"兆","億","万"}},{text}))'
    scaled = f'IF({tail}="",0,VALUE({tail}))+' + "+".join(
        part(char, power) for char, power in (("兆", 12), ("億", 8), ("万", 4))
    )
    return (
        f"=IF(ISNUMBER({cell}),{cell},IFERROR(VALUE({text}),"
        f'IF(SUMPRODUCT({marked})=0,"",IFERROR({scaled},""))))'
    )


def _boxes(build: Build) -> None:
    sheet = build.form
    sheet.set_row(FOOT + 1, 5)
    head = build.boxed(bg_color=HEAD, bold=True, indent=1, font_size=9.5)
    body = build.boxed(valign="top", align="left", indent=1, font_name=MINCHO, font_size=9.5)
    for name, row in {**BOXES, "共管意見": REMARK}.items():
        sheet.set_row(row if name != "共管意見" else REMARK_HEAD, 16)
        caption = {"共管意見": "共管部局の意見"}.get(name, name)
        head_row, body_row = (row, row + 1) if name != "共管意見" else (REMARK_HEAD, REMARK)
        sheet.merge_range(head_row, 0, head_row, LAST, caption, head)
        sheet.set_row(body_row, 118 if name != "共管意見" else 60)
        sheet.merge_range(body_row, 0, body_row, LAST, "", body)
        build.name(name, body_row, 0)
    build.name("共管意見見出し", REMARK_HEAD, 0)
    plain = build.style(font_size=8, text_wrap=False)
    for name, row in BOXES.items():
        for column in (FLAG, FLAG + 1):
            sheet.write_blank(row + 1, column, None, plain)
        build.name(f"枠_{name}", row + 1, FLAG, FLAG + 1)


def _chart(build: Build) -> None:
    sheet = build.form
    sheet.set_row(CHART_HEAD - 1, 5)
    sheet.set_row(CHART_HEAD, 16)
    head = build.boxed(bg_color=HEAD, bold=True, indent=1, font_size=9.5)
    sheet.merge_range(CHART_HEAD, 0, CHART_HEAD, LAST, "実績値の推移", head)
    build.name("グラフ見出し", CHART_HEAD, 0)
    sheet.set_row(CHART, 168)
    sheet.merge_range(CHART, 0, CHART, LAST, "", build.boxed())
    build.name("グラフ", CHART, 0, LAST)
    plain = build.style(font_size=8, text_wrap=False)
    for offset in range(YEARS + 1):
        sheet.write_string(HEAD2, VALUE + offset, "", plain)
    build.name("グラフ項目", HEAD2, VALUE, VALUE + YEARS)
    sheet.write_string(HEAD1, VALUE, "（単位）", plain)
    build.name("グラフ単位", HEAD1, VALUE)
    sheet.write_string(TOP, FLAG, "", plain)
    build.name("様式ID", TOP, FLAG)
    options = {
        "object_position": 1,
        "x_offset": 3,
        "y_offset": 3,
        "description": "「{指標名}」の実績値の推移。棒は実績値、線は目標値。数値は上の表と同じ。",
    }
    sheet.insert_chart(CHART, 0, _combined_chart(build), options)


COLOURS = ("#2F6DA8", "#CC7711", "#5A9A57", "#8A63A6", "#B5533C", "#4F8F96")
#: Target lines: the colour of their columns, so dark that they stay in sight where they cross these.
DARK = ("#12304F", "#703F00", "#23461F", "#41285A", "#571E12", "#1C4146")


def _combined_chart(build: Build) -> Any:
    bars = build.book.add_chart({"type": "column", "name": "実績値の推移"})
    lines = build.book.add_chart({"type": "line"})
    font = {"name": GOTHIC, "size": 8, "color": INK}
    quoted = f"='{FORM}'!"
    items = quoted + absolute(HEAD2, VALUE, VALUE + YEARS)
    for number in range(SERIES):
        row, colour = ROW1 + number, COLOURS[number]
        bars.add_series(
            {
                "name": quoted + absolute(row, CAPTION),
                "categories": items,
                "values": quoted + absolute(row, VALUE, VALUE + YEARS),
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
                "name": quoted + absolute(row, CAPTION + 1),
                "categories": items,
                "values": quoted + absolute(row, GOAL, GOAL + YEARS),
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
            "line": {"color": RULE},
            "major_tick_mark": "none",
            "minor_tick_mark": "none",  # where nothing is said, LibreOffice draws some
            "label_position": "low",  # below the plot even where columns go down
        }
    )
    bars.set_y_axis(
        {
            "name": quoted + absolute(HEAD1, VALUE),
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
    bars.set_size({"width": sum(WIDTHS) - 6, "height": 218})
    return bars


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("様式2.xlsx")
    Build(target).run()
