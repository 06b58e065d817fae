"""The pages of the printed set that are no forms: cover, contents, and a cover for each pillar."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from kpi_desktop.usecases.deliver.printed_set import Chapter, Entry, FrontPages, PrintedSet
from kpi_desktop.workbook.tables.cell_styles import FONT, HEAD, INK, LINE, QUIET

#: Columns: No, 指標名, 主管部局, ページ.
_WIDTHS = (8, 52, 22, 7)
_LINE = 15.0
#: Heights that fill one page, in points.
_CONTENTS_ROOM = 665.0
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


@dataclass(frozen=True)
class _Row:
    """A line of the contents: of a chapter, or of one entry in it."""

    chapter: Chapter
    entry: Entry | None = None

    @property
    def height(self) -> float:
        if self.entry is None:
            return 26.0
        lines = max(_lines(_shown_name(self.entry), 29), _lines(self.entry.departments, 11))
        return _LINE * lines + 2


def front_pages(book: PrintedSet) -> FrontPages:
    """Covers and contents. The same set gives the same bytes."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    when = book.as_of.replace(tzinfo=None) if book.as_of else datetime.datetime(2000, 1, 1)
    made.set_properties({"title": book.heading, "author": book.organisation, "created": when})
    looks = _Looks(made)
    _cover(_page(made, "表紙"), looks, book)
    pages = list(_contents(book))
    for number, rows in enumerate(pages, 1):
        _contents_page(_page(made, f"目次{number}"), looks, book, rows, number)
    for number, chapter in enumerate(book.chapters, 1):
        _chapter_cover(_page(made, f"扉{number}"), looks, book, chapter)
    made.close()
    return FrontPages(stream.getvalue(), len(pages))


class _Looks:
    """Formats of the front pages."""

    def __init__(self, book: Any) -> None:
        def look(**properties: Any) -> Any:
            bare = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
            return book.add_format({**bare, "text_wrap": True, **properties})

        rule = {"bottom": 4, "bottom_color": LINE}
        middle = {"align": "center"}
        self.small = look(font_color=QUIET, **middle)
        self.plan = look(font_size=16, **middle)
        self.title = look(font_size=28, bold=True, font_color=HEAD, **middle)
        self.chapter_no = look(font_size=22, font_color=HEAD, bottom=5, bottom_color=HEAD, **middle)
        self.chapter_name = look(font_size=26, bold=True, font_color=HEAD, **middle)
        self.large = look(font_size=14, **middle)
        self.notice = look(font_size=12, bold=True, font_color="#9C2A00", border=1, **middle)
        self.contents = look(font_size=18, bold=True, font_color=HEAD, **middle)
        self.head = look(bold=True, font_color="#FFFFFF", bg_color=HEAD, **middle)
        self.group = look(font_size=11, bold=True, font_color=HEAD, bottom=1, bottom_color=HEAD)
        self.text = look(**rule)
        self.no = look(**middle, **rule)
        self.page = look(align="right", **rule)


def _page(book: Any, name: str) -> Any:
    page = book.add_worksheet(name)
    page.set_paper(9)
    page.set_margins(left=0.7, right=0.7, top=0.7, bottom=0.8)
    page.center_horizontally()
    page.fit_to_pages(1, 1)
    page.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    return page


def _centred(page: Any, row: int, height: float, text: str, look: Any) -> None:
    page.set_row(row, height)
    page.merge_range(row, 0, row, len(_WIDTHS) - 1, "", look)
    page.write_string(row, 0, text, look)


def _cover(page: Any, looks: _Looks, book: PrintedSet) -> None:
    page.set_row(0, 130)
    _centred(page, 1, 50, book.plan, looks.plan)
    _centred(page, 2, 60, book.title, looks.title)
    _centred(page, 3, 40, "個票集", looks.title)
    _centred(page, 4, 50, f"{book.year}評価", looks.plan)
    if book.unfinished:
        missing = f"うち未提出{len(book.missing)}件。" if book.missing else ""
        text = (
            f"未確定の指標が{len(book.unfinished)}件あります（{missing}確定前の内容を含みます）。"
        )
        _centred(page, 5, 40, text, looks.notice)
    else:
        page.set_row(5, 40)
    page.set_row(6, 180)
    _centred(page, 7, 40, book.organisation, looks.plan)
    day = f"{book.as_of:%Y}年{book.as_of.month}月{book.as_of.day}日現在" if book.as_of else ""
    _centred(page, 8, 24, day, looks.large)
    _centred(page, 9, 24, f"スナップショット {book.snapshot}", looks.small)
    page.print_area(0, 0, 9, len(_WIDTHS) - 1)


def _chapter_cover(page: Any, looks: _Looks, book: PrintedSet, chapter: Chapter) -> None:
    page.set_row(0, 220)
    _centred(page, 1, 50, chapter.label, looks.chapter_no)
    _centred(page, 2, 110, chapter.name, looks.chapter_name)
    printed = chapter.printed
    counts = ""
    if printed:
        counts = f"指標 {len(printed)} 件（{printed[0].page} ～ {printed[-1].page} ページ）"
    again = [one for one in chapter.entries if one.relisted]
    _centred(page, 3, 30, counts, looks.large)
    words = "　".join(f"No {one.no}（{one.page} ページ）" for one in again)
    _centred(page, 4, 60, f"再掲 {words}" if again else "", looks.large)
    page.set_row(5, 150)
    _centred(page, 6, 24, book.footer, looks.small)
    page.print_area(0, 0, 6, len(_WIDTHS) - 1)


def _contents(book: PrintedSet) -> Iterator[list[_Row]]:
    """The lines of each page of the contents; a chapter's name never stands last on a page."""
    page: list[_Row] = []
    room = _CONTENTS_ROOM
    for chapter in book.chapters:
        for row in (_Row(chapter), *(_Row(chapter, one) for one in chapter.entries)):
            needed = row.height + (_LINE * 2 if row.entry is None else 0)
            if page and needed > room:
                yield page
                page, room = [], _CONTENTS_ROOM
                if row.entry is not None:
                    page.append(_Row(chapter))
                    room -= page[0].height
            page.append(row)
            room -= row.height
    if page:
        yield page


def _contents_page(
    page: Any, looks: _Looks, book: PrintedSet, rows: list[_Row], number: int
) -> None:
    _centred(page, 0, 36, "目　次" if number == 1 else "目　次（続き）", looks.contents)
    page.set_row(1, 20)
    for column, text in enumerate(("No", "指標名", "主管・共管部局", "ページ")):
        page.write_string(1, column, text, looks.head)
    room = _CONTENTS_ROOM
    for at, row in enumerate(rows, 2):
        page.set_row(at, row.height)
        room -= row.height
        if row.entry is None:
            page.merge_range(at, 0, at, len(_WIDTHS) - 1, "", looks.group)
            page.write_string(at, 0, row.chapter.title, looks.group)
            continue
        page.write_string(at, 0, row.entry.no, looks.no)
        page.write_string(at, 1, _shown_name(row.entry), looks.text)
        page.write_string(at, 2, row.entry.departments, looks.text)
        page.write_string(at, 3, str(row.entry.page), looks.page)
    last = len(rows) + 2
    page.set_row(last, max(room, 0) + 1)
    page.print_area(0, 0, last, len(_WIDTHS) - 1)
    roman = _ROMAN[number - 1] if number <= len(_ROMAN) else str(number)
    page.set_footer(f"&L&8{_literal(book.footer)}&C&9－ {roman} －&R&8{_literal(book.snapshot)}")


def _shown_name(entry: Entry) -> str:
    return entry.name + ("（再掲）" if entry.relisted else "")


def _lines(text: str, width: int) -> int:
    """Lines of *text* in a column that takes *width* full-width characters."""
    units = sum(1.0 if ord(char) > 0xFF else 0.55 for char in text)
    return max(1, math.ceil(units / width))


def _literal(text: str) -> str:
    return text.replace("&", "&&")[:90]
