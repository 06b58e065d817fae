"""Looks of the master workbook: fonts, colours, number formats as printed, and the printed page."""

from __future__ import annotations

import re
from typing import Any

from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.workbook.ooxml.style.number_formats import plain_format
from kpi_desktop.workbook.tables.page_breaks import A4, Paper

FONT = "ＭＳ Ｐゴシック"
INK, QUIET, LINE, HEAD, BAND = "#1F2933", "#6B7580", "#C9CFD6", "#23425F", "#EEF2F6"

_PLAIN_FIGURE = re.compile(r"([△-])?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_NAMED: dict[str, dict[str, Any]] = {
    "text": {},
    "wrap": {"text_wrap": True},
    "centre": {"align": "center"},
    "right": {"align": "right", "shrink": True},
    "verdict": {"align": "center"},
    "number": {"num_format": "#,##0", "align": "right"},
    "plain number": {"num_format": "0", "align": "right"},
    "value": {"num_format": "#,##0.##########", "align": "right"},
    "percent": {"num_format": "0.0%", "align": "right", "shrink": True},
    "time": {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "center"},
    "code wrap": {"font_name": "ＭＳ ゴシック", "font_size": 9, "text_wrap": True},
    "code": {"font_name": "Consolas", "font_size": 8, "font_color": QUIET},
    "missing": {"font_color": QUIET, "italic": True, "align": "right", "shrink": True},
    "link": {"font_color": "#1A5FB4", "underline": 1},
    "head": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": HEAD,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    },
    "group": {"bold": True, "bg_color": BAND},
}
_BARE: dict[str, dict[str, Any]] = {
    "title": {"font_size": 18, "bold": True, "font_color": HEAD, "valign": "vcenter"},
    "subtitle": {"font_size": 10, "font_color": QUIET},
    "subtitle right": {"font_size": 10, "font_color": QUIET, "align": "right"},
    "form title": {"font_size": 18, "bold": True, "align": "center", "valign": "vcenter"},
    "section": {"font_size": 12, "bold": True, "font_color": HEAD, "bottom": 2},
    "note": {"font_size": 9, "font_color": QUIET, "text_wrap": True, "valign": "top"},
    "whole": {"font_size": 11, "bold": True, "font_color": "#1E6B4A"},
    "warning": {"font_size": 11, "bold": True, "font_color": "#9C2A00", "bg_color": "#FDEFE4"},
    "big": {"font_size": 18, "bold": True, "align": "center", "border": 1},
    "big percent": {"font_size": 14, "bold": True, "align": "center", "border": 1},
}


class Styles:
    """Formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """A named style; ``figure <number format>`` is a figure in that format."""
        if name not in self._made:
            self._made[name] = self._book.add_format(_properties(name))
        return self._made[name]


def _properties(name: str) -> dict[str, Any]:
    bare = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
    if name in _BARE:
        number = {"num_format": "0.0%"} if "percent" in name else {}
        return {**bare, "border_color": LINE, **_BARE[name], **number}
    boxed = {**bare, "valign": "top", "border": 1, "border_color": LINE}
    if name.startswith("figure "):
        pattern = name.removeprefix("figure ")
        return {**boxed, "align": "right", "num_format": pattern, "shrink": True}
    if name.startswith("box "):
        return {**boxed, "text_wrap": True, "font_size": float(name.removeprefix("box "))}
    return {**boxed, **_NAMED[name]}


def figure_format(reading: Reading) -> str | None:
    """The number format that prints the value of *reading* as *reading* is printed.

    None when no number format can: marks, texts, and figures with 兆, 億 or 万 in them.
    """
    match = _PLAIN_FIGURE.fullmatch(reading.printed) if reading.is_figure else None
    if match is None:
        return None
    pattern = plain_format(len(match[3] or ""), "," in match[2] or len(match[2]) <= 3)
    return f"{pattern};△{pattern}" if match[1] == "△" else pattern


def set_page(page: Any, title: str, snapshot: str, header_rows: int = 1, paper: Paper = A4) -> None:
    """Landscape, one page wide, title and page number on each page, headers repeated."""
    page.set_paper(paper.code)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.set_header(f'&L&"{FONT},太字"&11{_literal(title)}&R&9{_literal(snapshot)}')
    page.set_footer("&L&9&A&C&9&P / &N")
    page.fit_to_pages(1, 0)
    if header_rows:
        page.repeat_rows(0, header_rows - 1)


def _literal(text: str) -> str:
    return text.replace("&", "&&")[:90]
