"""Builds templates/様式2.xlsx, the form template that the product ships.

Run ``python templates/build.py`` after changing it and commit both files. The planning office never
needs this script: it restyles the workbook itself in Excel or LibreOffice, and the program finds every
field by defined name. Where things stand on the sheet 様式2 is said in ``layout.py``.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import layout
import xlsxwriter
from build_chart import build_chart, finish
from build_cover import build_cover, build_guide
from build_panel import build_panel
from xlsxwriter.utility import xl_col_to_name


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
        """A cell format; ＭＳ ゴシック 9 unless *properties* differ."""
        full = {
            "font_name": layout.GOTHIC,
            "font_size": 9,
            "font_color": layout.INK,
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
        return self.style(**{"border": 1, "border_color": layout.RULE, **properties})

    def name(self, name: str, row: int, first: int, last: int | None = None) -> None:
        """A defined name of the form sheet."""
        self.book.define_name(
            f"'{layout.FORM}'!{name}", f"='{layout.FORM}'!{layout.absolute(row, first, last)}"
        )

    def run(self) -> None:
        """Make all sheets and write the file."""
        self.cover = self.book.add_worksheet(layout.COVER)
        self.guide = self.book.add_worksheet(layout.GUIDE)
        self.form = self.book.add_worksheet(layout.FORM)
        build_cover(self)
        build_guide(self)
        build_form(self)
        build_panel(self)
        self.cover.activate()
        self.book.close()
        finish(self.path)


def build_form(build: Build) -> None:
    """The sheet 様式2."""
    sheet = build.form
    for column, width in enumerate(layout.WIDTHS):
        sheet.set_column_pixels(column, column, width)
    sheet.set_column_pixels(layout.GAP, layout.GAP, 14)
    sheet.set_column_pixels(layout.PANEL, layout.PANEL, 360)
    sheet.set_column_pixels(layout.PANEL + 1, layout.PANEL + 1, 14)
    sheet.set_column(layout.FLAG, layout.HIDDEN_LAST, 8, None, {"hidden": True})
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=0.55, right=0.5, top=0.45, bottom=0.4)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, layout.CHART, layout.LAST)
    sheet.protect("", {"select_locked_cells": True, "format_rows": True})
    _heading(build)
    _figures(build)
    _boxes(build)
    build_chart(build)


def _heading(build: Build) -> None:
    sheet = build.form
    merge = sheet.merge_range
    sheet.set_row(layout.TOP, 17)
    merge(layout.TOP, 0, layout.TOP, 5, "", build.style(font_size=10.5))
    build.name("部局名", layout.TOP, 0)
    merge(
        layout.TOP,
        6,
        layout.TOP,
        layout.LAST,
        "＜別記様式２＞",
        build.style(font_size=10.5, align="right"),
    )
    build.name("様式名", layout.TOP, 6)
    sheet.set_row(layout.TITLE, 28)
    title = build.style(font_size=16, bold=True, align="center")
    merge(layout.TITLE, 0, layout.TITLE, layout.LAST, "ＫＰＩ分析シート", title)
    build.name("表題", layout.TITLE, 0)
    sheet.set_row(layout.TITLE + 1, 4)
    label = build.boxed(bg_color=layout.HEAD, align="center", font_size=9)
    sheet.set_row(layout.NO, 20)
    sheet.write(layout.NO, layout.LABEL, "No", label)
    sheet.write(layout.NO, layout.UNIT, "", build.boxed(align="center", bold=True, font_size=11))
    build.name("No", layout.NO, layout.UNIT)
    sheet.write(layout.NO, layout.BASE, "課名", label)
    merge(layout.NO, layout.YEAR1, layout.NO, layout.LAST, "", build.boxed(indent=1, font_size=10))
    build.name("課名", layout.NO, layout.YEAR1)
    sheet.set_row(layout.NAME, 31)
    merge(layout.NAME, layout.LABEL, layout.NOTE, layout.LABEL, "指標名", label)
    name = build.boxed(indent=1, bold=True, font_size=11, bottom=0)
    merge(layout.NAME, layout.UNIT, layout.NAME, layout.LAST, "", name)
    build.name("指標名", layout.NAME, layout.UNIT)
    sheet.set_row(layout.NOTE, 13)
    note = build.boxed(align="left", indent=1, font_size=8, top=0, valign="top")
    merge(layout.NOTE, layout.UNIT, layout.NOTE, layout.LAST, "", note)
    build.name("注記", layout.NOTE, layout.UNIT)
    sheet.set_row(layout.NOTE + 1, 6)
    for column in range(
        layout.UNIT, layout.LAST + 1
    ):  # closes the frame when the row of the note is hidden
        sheet.write_blank(layout.NOTE + 1, column, None, build.style(top=1, top_color=layout.RULE))


def _figures(build: Build) -> None:
    sheet = build.form
    head = build.boxed(bg_color=layout.HEAD, align="center", font_size=9, bottom=0)
    sheet.set_row(layout.HEAD1, 15)
    sheet.set_row(layout.HEAD2, 15)
    sheet.merge_range(
        layout.HEAD1,
        layout.LABEL,
        layout.HEAD2,
        layout.LABEL,
        "区分",
        build.boxed(bg_color=layout.HEAD, align="center"),
    )
    sheet.merge_range(
        layout.HEAD1,
        layout.UNIT,
        layout.HEAD2,
        layout.UNIT,
        "単位",
        build.boxed(bg_color=layout.HEAD, align="center"),
    )
    sheet.write(layout.HEAD1, layout.BASE, "策定時実績値", head)
    sheet.merge_range(
        layout.HEAD1, layout.YEAR1, layout.HEAD1, layout.YEAR1 + layout.YEARS - 1, "実績値", head
    )
    sheet.write(layout.HEAD1, layout.TARGET, "目標値", head)
    bracketed = {"bg_color": layout.HEAD, "align": "center", "num_format": "（@）", "top": 0}
    sheet.write(layout.HEAD2, layout.BASE, "", build.boxed(**bracketed))
    build.name("策定時年度", layout.HEAD2, layout.BASE)
    for index in range(1, layout.YEARS + 1):
        sheet.write(
            layout.HEAD2,
            layout.YEAR1 + index - 1,
            "",
            build.boxed(bg_color=layout.HEAD, align="center"),
        )
        build.name(f"年度{index}", layout.HEAD2, layout.YEAR1 + index - 1)
    sheet.write(layout.HEAD2, layout.TARGET, "", build.boxed(**bracketed))
    build.name("目標年度", layout.HEAD2, layout.TARGET)
    for number in range(1, layout.SERIES + 1):
        _series_row(build, number, layout.ROW1 + number - 1)
    sheet.set_row(layout.FOOT, 15)
    foot = build.style(font_size=8)
    sheet.merge_range(layout.FOOT, 0, layout.FOOT, layout.LAST, "", foot)
    build.name("脚注", layout.FOOT, 0)


def _series_row(build: Build, number: int, row: int) -> None:
    sheet = build.form
    sheet.set_row(row, 24)
    sheet.write(row, layout.LABEL, "", build.boxed(align="center"))
    build.name(f"系列{number}_区分", row, layout.LABEL)
    sheet.write(row, layout.UNIT, "", build.boxed(align="center", font_size=8.5))
    build.name(f"系列{number}_単位", row, layout.UNIT)
    figure = build.boxed(align="center", font_size=10.5, text_wrap=False, shrink=True)
    names = ["策定時", *(f"実績{i}" for i in range(1, layout.YEARS + 1)), "目標"]
    for offset, part in enumerate(names):
        sheet.write_blank(row, layout.BASE + offset, None, figure)
        build.name(f"系列{number}_{part}", row, layout.BASE + offset)
    _working_cells(build, number, row)


def _working_cells(build: Build, number: int, row: int) -> None:
    """Flags, cleaned text, numeric value, target line and captions of one series row."""
    sheet = build.form
    plain = build.style(font_size=8, text_wrap=False)
    unit = f"$B{row + 1}"
    scale = f"${xl_col_to_name(layout.SCALE)}{row + 1}"
    for offset in range(layout.YEARS + 2):
        cell = f"{xl_col_to_name(layout.BASE + offset)}{row + 1}"
        text = f"{xl_col_to_name(layout.READ + offset)}{row + 1}"
        sheet.write_number(row, layout.FLAG + offset, 0, plain)
        sheet.write_formula(row, layout.READ + offset, _cleaned(cell, unit), plain, "")
        sheet.write_formula(row, layout.VALUE + offset, _number(cell, text, scale), plain, "")
    last = f"${xl_col_to_name(layout.VALUE + layout.YEARS + 1)}{row + 1}"
    for offset in range(layout.YEARS + 1):
        sheet.write_formula(row, layout.GOAL + offset, f"={last}", plain, "")
    sheet.write_string(row, layout.CAPTION, "", plain)
    sheet.write_string(row, layout.CAPTION + 1, "", plain)
    formula = f'=IF(LEFT({unit})="兆",12,IF(LEFT({unit})="億",8,IF(LEFT({unit})="万",4,0)))'
    sheet.write_formula(row, layout.SCALE, formula, plain, 0)
    prefix = f"系列{number}_"
    build.name(prefix + "記入", row, layout.FLAG, layout.FLAG + layout.YEARS + 1)
    build.name(prefix + "読取", row, layout.READ, layout.READ + layout.YEARS + 1)
    build.name(prefix + "数値", row, layout.VALUE, layout.VALUE + layout.YEARS + 1)
    build.name(prefix + "目標線", row, layout.GOAL, layout.GOAL + layout.YEARS)
    build.name(prefix + "凡例", row, layout.CAPTION, layout.CAPTION + 1)
    build.name(prefix + "桁", row, layout.SCALE)
    for offset in (0, 1):
        sheet.write_blank(row, layout.BOUNDS + offset, None, plain)
    build.name(prefix + "幅", row, layout.BOUNDS, layout.BOUNDS + 1)


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
    sheet.set_row(layout.FOOT + 1, 5)
    head = build.boxed(bg_color=layout.HEAD, bold=True, indent=1, font_size=9.5)
    body = build.boxed(valign="top", align="left", indent=1, font_name=layout.MINCHO, font_size=9.5)
    for name, row in {**layout.BOXES, "共管意見": layout.REMARK}.items():
        sheet.set_row(row if name != "共管意見" else layout.REMARK_HEAD, 16)
        caption = {"共管意見": "共管部局の意見"}.get(name, name)
        head_row, body_row = (
            (row, row + 1) if name != "共管意見" else (layout.REMARK_HEAD, layout.REMARK)
        )
        sheet.merge_range(head_row, 0, head_row, layout.LAST, caption, head)
        sheet.set_row(body_row, 118 if name != "共管意見" else 60)
        sheet.merge_range(body_row, 0, body_row, layout.LAST, "", body)
        build.name(name, body_row, 0)
    build.name("共管意見見出し", layout.REMARK_HEAD, 0)
    plain = build.style(font_size=8, text_wrap=False)
    for name, row in layout.BOXES.items():
        for column in (layout.FLAG, layout.FLAG + 1):
            sheet.write_blank(row + 1, column, None, plain)
        build.name(f"枠_{name}", row + 1, layout.FLAG, layout.FLAG + 1)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("様式2.xlsx")
    Build(target).run()
