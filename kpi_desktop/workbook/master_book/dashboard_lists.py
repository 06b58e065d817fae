"""Second page of the dashboard: who is far and who is not, and what still needs somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpi_desktop.domain.record.master_content import IndicatorContent, MasterContent
from kpi_desktop.workbook.master_book.cell_links import ACHIEVEMENT
from kpi_desktop.workbook.master_book.dashboard_charts import progress_chart
from kpi_desktop.workbook.master_book.plan_sheets import (
    OPEN,
    OPEN_VERDICTS,
    RANK,
    progress_of,
    rank_value,
    reason_of,
)
from kpi_desktop.workbook.tables.cell_styles import Styles
from kpi_desktop.workbook.tables.page_breaks import row_height
from kpi_desktop.workbook.tables.verdict_colours import colour_verdicts

TABLE = f"表_{ACHIEVEMENT}"
_RANKED = 10
_NAME_WIDTH, _REASON_WIDTH = 42, 78
_PLAIN_ROW = 15
#: Header of a list → column of 達成状況, first and last column, style.
_SHARED = (
    ("指標名", "指標名", 1, 1, "wrap"),
    ("No", "No", 2, 2, "centre"),
    ("達成状況", "達成状況", 3, 3, "centre"),
)
_RANKING = (
    *_SHARED,
    ("進捗率", "進捗率", 4, 4, "percent"),
    ("暫定", "暫定", 5, 5, "centre"),
    ("主管部局", "主管部局", 6, 8, "text"),
)
_OPEN = (
    *_SHARED,
    ("状態", "状態", 4, 5, "centre"),
    ("主管部局", "主管部局", 6, 8, "text"),
    ("理由", "理由", 9, 18, "wrap"),
)


class DashboardLists:
    """Writes the lists from *row* on. Rows and columns are counted from 0."""

    def __init__(
        self, book: Any, page: Any, styles: Styles, content: MasterContent, row: int
    ) -> None:
        self.book, self.page, self.styles, self.content = book, page, styles, content
        self.row = row
        self.heights: dict[int, float] = {}

    def write(self, room: float) -> tuple[int, list[int]]:
        """All lists, with *room* points on a page; gives the last row and the page breaks."""
        rows = list(enumerate(self.content.indicators, 2))
        known = [(rank_value(one, row), one) for row, one in rows if progress_of(one) is not None]
        ordered = [one for _, one in sorted(known, key=lambda pair: -(pair[0] or 0))]
        for title, function, best in (
            ("進捗率の高い指標", "LARGE", ordered),
            ("進捗率の低い指標", "SMALL", ordered[::-1]),
        ):
            first = self.row + 2
            find = f"MATCH({function}({TABLE}[{RANK}],{{place}}),{TABLE}[{RANK}],0)"
            self._list(title, _RANKING, find, best[:_RANKED], _RANKED)
            chart = progress_chart(self.book, self.page.get_name(), title, (first, self.row - 1))
            pixels = 40 + sum(self.heights[one] for one in range(first, self.row)) / 0.75
            chart.set_size({"width": 580, "height": int(pixels) - 8})
            options = {"object_position": 2, "y_offset": 4}
            self.page.insert_chart(first - 2, 10, chart, options)
            self.row += 1
        waiting = [one for one in self.content.indicators if one.verdict in OPEN_VERDICTS]
        find = f"SMALL({TABLE}[{OPEN}],{{place}})-1"
        count = max(len(waiting), _RANKED)
        start, used = self.row, sum(self.heights.values()) + 7 * _PLAIN_ROW
        self._list("集計中・判定不能・未提出の指標", _OPEN, find, waiting, count)
        needed = sum(height for row, height in self.heights.items() if row >= start)
        return self.row, [start] if used + needed + 2 * _PLAIN_ROW > room else []

    def _list(
        self,
        title: str,
        columns: Sequence[tuple[str, str, int, int, str]],
        find: str,
        shown: Sequence[IndicatorContent],
        count: int,
    ) -> None:
        last = columns[-1][3]
        for column in range(1, last + 1):
            self.page.write_blank(self.row, column, None, self.styles["section"])
        self.page.write_string(self.row, 1, title, self.styles["section"])
        self.row += 1
        for head, _, start, end, _ in columns:
            self._put(start, end, "head")
            self.page.write_string(self.row, start, head, self.styles["head"])
        self.row += 1
        first = self.row
        for place in range(1, count + 1):
            one = shown[place - 1] if place <= len(shown) else None
            for _, name, start, end, style in columns:
                self._put(start, end, style)
                text = f'=IFERROR(INDEX({TABLE}[{name}],{find.format(place=place)})&"","")'
                if style == "percent":
                    text = text.replace('&""', "")
                result = _value(one, name) if one else ""
                self.page.write_formula(self.row, start, text, self.styles[style], result)
            texts = [(one.indicator.name, _NAME_WIDTH)] if one else []
            if one and columns is _OPEN:
                texts.append((reason_of(one), _REASON_WIDTH))
            self.heights[self.row] = row_height(texts)
            self.page.set_row(self.row, self.heights[self.row])
            self.row += 1
        colour_verdicts(self.book, self.page, first, self.row - 1, 3)

    def _put(self, start: int, end: int, style: str) -> None:
        if end > start:
            self.page.merge_range(self.row, start, self.row, end, "", self.styles[style])


def _value(row: IndicatorContent, name: str) -> str | float:
    found: dict[str, str | float] = {
        "指標名": row.indicator.name,
        "No": row.indicator.no,
        "達成状況": row.verdict,
        "進捗率": progress_of(row) or 0.0,
        "暫定": "暫定" if row.assessment and row.assessment.provisional else "",
        "主管部局": row.indicator.lead,
        "状態": row.state.value,
        "理由": reason_of(row),
    }
    return found[name]
