"""The check panel of the sheet 様式2, beside the printed page, and the colours and signs of the inputs.

Its formulas are written by the program from the rule catalogue when it stamps a form; here are only
its places.
"""

from __future__ import annotations

from typing import Any

import layout
from xlsxwriter.utility import xl_rowcol_to_cell


def build_panel(build: Any) -> None:
    """Places of the panel, links, and the conditional formats that vanish when a form is complete."""
    sheet = build.form
    column = layout.PANEL
    link = build.style(font_size=9, font_color="#1F5C99", underline=1)
    sheet.write_url(layout.TOP, column, f"internal:'{layout.COVER}'!A1", link, "≪ 提出票へ戻る")
    status = build.style(font_size=14, bold=True, border=1, border_color=layout.RULE, indent=1)
    sheet.write_blank(layout.TITLE, column, None, status)
    build.name("点検", layout.TITLE, column)
    hint = build.style(font_size=9, font_color="#44525F")
    sheet.write(layout.NO, column, "色と「▼記入」「▼任意」の印のある欄に入力してください。", hint)
    words = "▲ 直してから提出　△ 念のため確認　○ 記入済み（この欄は印刷されません）"
    sheet.write(layout.NAME, column, words, hint)
    message = build.style(font_size=9)
    for number in range(1, layout.SERIES + 1):
        row = layout.ROW1 + number - 1
        sheet.write_blank(row, column, None, message)
        build.name(f"点検_系列{number}", row, column)
    top = build.style(font_size=9, valign="top")
    for name, head in layout.BOXES.items():
        sheet.write_blank(head + 1, column, None, top)
        build.name(f"点検_{name}", head + 1, column)
    sheet.write_blank(layout.FOOT, column, None, message)
    build.name("点検_脚注", layout.FOOT, column)
    _colour_switch(build)
    _formats(build)


def _colour_switch(build: Any) -> None:
    """A hidden cell: 1 while the inputs are to be coloured."""
    status = xl_rowcol_to_cell(layout.TITLE, layout.PANEL, True, True)
    formula = f'=IF(OR({status}="提出できます",LEFT({status},2)="参照"),0,1)'
    plain = build.style(font_size=8, text_wrap=False)
    build.form.write_formula(layout.TITLE, layout.FLAG, formula, plain, 1)
    build.name("着色", layout.TITLE, layout.FLAG)


def _formats(build: Any) -> None:
    sheet, book = build.form, build.book
    on = xl_rowcol_to_cell(layout.TITLE, layout.FLAG, True, True)
    empty = book.add_format({"bg_color": "#FFF0C2"})
    filled = book.add_format({"bg_color": "#FFFAE8"})
    sign = book.add_format({"num_format": '@"　▼記入"', "font_color": "#8A4B00", "bold": True})
    first, last = layout.ROW1, layout.ROW1 + layout.SERIES - 1
    cell = xl_rowcol_to_cell(first, layout.BASE)
    flag = xl_rowcol_to_cell(first, layout.FLAG)
    area = (first, layout.BASE, last, layout.TARGET)
    _formula(sheet, area, f"=AND({on}=1,{flag}=1,LEN(TRIM({cell}))=0)", empty)
    _formula(sheet, area, f"=AND({on}=1,{flag}=1)", filled)
    flags = xl_rowcol_to_cell(first, layout.FLAG + 1, True, False)
    end = xl_rowcol_to_cell(last, layout.FLAG + 1, True, False)
    head = (layout.HEAD2, layout.YEAR1, layout.HEAD2, layout.YEAR1 + layout.YEARS - 1)
    _formula(sheet, head, f"=AND({on}=1,SUM({flags}:{end})>0)", sign)
    for row in layout.BOXES.values():
        own = xl_rowcol_to_cell(row + 1, 0, True, True)
        panel = xl_rowcol_to_cell(row + 1, layout.PANEL, True, True)
        box = (row + 1, 0, row + 1, layout.LAST)
        _formula(sheet, box, f'=AND({on}=1,{panel}<>"",LEN(TRIM({own}))=0)', empty)
        _formula(sheet, box, f'=AND({on}=1,{panel}<>"")', filled)
        _formula(sheet, (row, 0, row, layout.LAST), f'=AND({on}=1,{panel}<>"")', sign)
    panel = xl_rowcol_to_cell(layout.FOOT, layout.PANEL, True, True)
    foot = (layout.FOOT, 0, layout.FOOT, layout.LAST)
    _formula(sheet, foot, f'=AND({on}=1,{panel}<>"")', filled)
    status = xl_rowcol_to_cell(layout.TITLE, layout.PANEL, True, True)
    remark = xl_rowcol_to_cell(layout.REMARK, 0, True, True)
    blank = f'=AND(LEFT({status},2)="参照",LEN(TRIM({remark}))=0)'
    optional = book.add_format({"num_format": '@"　▼任意"', "font_color": "#8A4B00", "bold": True})
    _formula(sheet, (layout.REMARK, 0, layout.REMARK, layout.LAST), blank, filled)
    _formula(sheet, (layout.REMARK_HEAD, 0, layout.REMARK_HEAD, layout.LAST), blank, optional)
    panel = xl_rowcol_to_cell(layout.TITLE, layout.PANEL)
    place = (layout.TITLE, layout.PANEL, layout.TITLE, layout.PANEL)
    ready = book.add_format({"bg_color": "#DDEFE0", "font_color": "#1D5B2B"})
    waiting = book.add_format({"bg_color": "#FFF0C2", "font_color": "#8A4B00"})
    _formula(sheet, place, f'={panel}="提出できます"', ready)
    _formula(sheet, place, f'=LEFT({panel},2)="あと"', waiting)
    must = book.add_format({"font_color": "#A32015"})
    column = layout.PANEL
    area = (first, column, layout.BOXES["今後の方向性"] + 1, column)
    _formula(sheet, area, f'=LEFT({xl_rowcol_to_cell(first, column)},1)="▲"', must)


def _formula(sheet: Any, area: tuple[int, int, int, int], criteria: str, style: Any) -> None:
    sheet.conditional_format(*area, {"type": "formula", "criteria": criteria, "format": style})
