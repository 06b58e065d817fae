"""ダッシュボード: counts, rankings and native charts, all live formulas over the sheet 達成状況."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from kpi_desktop.domain.indicators.assessment import Verdict
from kpi_desktop.domain.record.master_content import IndicatorContent, MasterContent
from kpi_desktop.workbook.master_book.dashboard_charts import overall_chart, stacked_chart
from kpi_desktop.workbook.master_book.dashboard_lists import TABLE, DashboardLists
from kpi_desktop.workbook.master_book.plan_sheets import (
    BY_HAND,
    GRADE,
    SHOWN,
    pillar_label,
)
from kpi_desktop.workbook.ooxml.sheet.addresses import column_letters
from kpi_desktop.workbook.tables.cell_styles import Styles, set_page
from kpi_desktop.workbook.tables.page_breaks import A4, print_scale, row_height
from kpi_desktop.workbook.tables.verdict_colours import VERDICTS

NAME = "ダッシュボード"
_LABEL, _FIRST = 1, 2
_TOTAL = _FIRST + len(VERDICTS)
_RATE = _TOTAL + 1
_CHARTS = _RATE + 2
_WIDE, _NARROW = 42, 8.5


class Dashboard:
    """Writes the front sheet. Rows and columns are counted from 0."""

    def __init__(self, book: Any, styles: Styles, content: MasterContent) -> None:
        self.book, self.styles, self.content = book, styles, content
        self.page = book.add_worksheet(NAME)
        self.row = 0

    def write(self) -> None:
        """The whole sheet."""
        page = self.page
        page.hide_gridlines(2)
        page.set_column(0, 0, 1.5)
        page.set_column(_LABEL, _LABEL, _WIDE)
        page.set_column(_FIRST, _RATE, _NARROW)
        page.set_column(_CHARTS - 1, _CHARTS - 1, 2)
        page.set_column(_CHARTS, _CHARTS + 8, _NARROW)
        self._front()
        overall = self._overall()
        pillars = list(dict.fromkeys(pillar_label(one) for one in self.content.indicators))
        by_pillar = self._counts("柱別の達成状況", "柱", pillars, pillar_label)
        departments = [one.department.name for one in self.content.departments]
        by_department = self._counts(
            "部局別の達成状況（主管部局）", "主管部局", departments, lambda one: one.indicator.lead
        )
        end = self._charts(overall, by_pillar, by_department)
        self.row = max(self.row, end)
        scale = min(_width_scale(), int(A4.height / (self.row * 15 + 60) * 100))
        lists = DashboardLists(self.book, page, self.styles, self.content, self.row)
        last, breaks = lists.write(A4.height / scale * 100)
        page.set_h_pagebreaks([self.row, *breaks])
        set_page(page, self.content.plan.name, self.content.snapshot, header_rows=0)
        page.set_print_scale(scale)
        page.print_area(0, 0, last, _CHARTS + 8)
        page.activate()

    def _front(self) -> None:
        content, page, styles = self.content, self.page, self.styles
        plan = content.plan
        page.set_row(0, 34)
        title = f"{plan.name}　{plan.evaluation_year.full}実績の達成状況"
        page.write_string(0, _LABEL, title, styles["title"])
        when = content.as_of.strftime("%Y-%m-%d %H:%M") if content.as_of else "記録なし"
        facts = (plan.organisation, f"記録時点 {when}", f"スナップショット {content.snapshot}")
        page.write_string(1, _LABEL, "　".join(one for one in facts if one), styles["subtitle"])
        page.set_row(2, 22)
        missing = content.missing
        if missing:
            owners = [one.department.name for one in content.departments if one.missing]
            text = f"未提出の指標が{len(missing)}あります（{'、'.join(owners)}）。この統合マスタは途中の状態です。"
        else:
            text = f"{len(content.indicators)}指標すべてが提出されています。"
        waiting = sum(one.is_open for one in content.corrections)
        if waiting:
            text += f"訂正の申し出が{waiting}件、未決です。"
        style = styles["warning" if missing or waiting else "whole"]
        for column in range(_LABEL, _RATE + 1):
            page.write_blank(2, column, None, style)
        page.write_string(2, _LABEL, text, style)
        self.row = 4

    def _head(self, title: str, columns: Sequence[str]) -> None:
        for column in range(_LABEL, _LABEL + len(columns) + 1):
            self.page.write_blank(self.row, column, None, self.styles["section"])
        self.page.write_string(self.row, _LABEL, title, self.styles["section"])
        self.row += 1
        for column, text in enumerate(("", *columns), _LABEL):
            self.page.write_string(self.row, column, text, self.styles["head"])
        self.row += 1

    def _overall(self) -> int:
        """The totals in large figures; gives their row."""
        self._head("全体", (*VERDICTS, "計", "達成率"))
        row = self.row
        counted = Counter(one.verdict for one in self.content.indicators)
        self.page.set_row(row, 34)
        self.page.write_string(row, _LABEL, "指標の数", self.styles["big"])
        for column, verdict in enumerate(VERDICTS, _FIRST):
            text = f'=COUNTIFS({TABLE}[達成状況],"{verdict}",{TABLE}[{SHOWN}],1)'
            self._formula(row, column, text, counted[verdict], "big")
        self._sums(row, counted, "big", "big percent")
        self.row += 2
        self._grades()
        return row

    def _grades(self) -> None:
        """How many indicators have which grade, for a plan with its own scheme."""
        if not self.content.has_own_scheme:
            return
        counted = Counter(one.grade for one in self.content.indicators)
        grades = list(dict.fromkeys((*self.content.plan.scheme.grades, *counted)))
        for start in range(0, len(grades), _RATE - _FIRST + 1):
            shown = grades[start : start + _RATE - _FIRST + 1]
            self._head("判定基準による判定", shown)
            self.page.write_string(self.row, _LABEL, "指標の数", self.styles["wrap"])
            for column, grade in enumerate(shown, _FIRST):
                tests = (
                    f'COUNTIFS({TABLE}[{GRADE}],"{word}",{TABLE}[{SHOWN}],1)'
                    for word in (_literal(grade), _literal(grade + BY_HAND))
                )
                self._formula(self.row, column, "=" + "+".join(tests), counted[grade], "number")
            self.row += 2

    def _counts(
        self,
        title: str,
        column_name: str,
        labels: Sequence[str],
        label_of: Callable[[IndicatorContent], str],
    ) -> tuple[int, int]:
        """A table of counts by label; gives its first and last row."""
        self._head(title, (*VERDICTS, "計", "達成率"))
        first = self.row
        for label in labels:
            own = [one for one in self.content.indicators if label_of(one) == label]
            counted = Counter(one.verdict for one in own)
            self.page.set_row(self.row, row_height([(label, _WIDE)]))
            self.page.write_string(self.row, _LABEL, label, self.styles["wrap"])
            for column, verdict in enumerate(VERDICTS, _FIRST):
                text = (
                    f"=COUNTIFS({TABLE}[{column_name}],$B{self.row + 1},"
                    f'{TABLE}[達成状況],"{verdict}",{TABLE}[{SHOWN}],1)'
                )
                self._formula(self.row, column, text, counted[verdict], "number")
            self._sums(self.row, counted, "number", "percent")
            self.row += 1
        self.row += 1
        return first, self.row - 2

    def _sums(self, row: int, counted: Counter[str], plain: str, percent: str) -> None:
        yes, no = counted[Verdict.ACHIEVED.value], counted[Verdict.NOT_ACHIEVED.value]
        number = row + 1
        total = f"=SUM(C{number}:{column_letters(_TOTAL)}{number})"
        self._formula(row, _TOTAL, total, sum(counted.values()), plain)
        rate = f'=IF(C{number}+D{number}=0,"－",C{number}/(C{number}+D{number}))'
        self._formula(row, _RATE, rate, yes / (yes + no) if yes + no else "－", percent)

    def _formula(self, row: int, column: int, text: str, result: str | float, style: str) -> None:
        self.page.write_formula(row, column, text, self.styles[style], result)

    def _charts(self, overall: int, pillars: tuple[int, int], departments: tuple[int, int]) -> int:
        """Three charts down the right side; gives the row below them."""
        top = 4
        for chart, pixels in (
            (overall_chart(self.book, NAME, overall, _FIRST), 200),
            (
                stacked_chart(self.book, NAME, "柱別", pillars, _LABEL, _FIRST),
                90 + 28 * (pillars[1] - pillars[0] + 1),
            ),
            (
                stacked_chart(self.book, NAME, "部局別", departments, _LABEL, _FIRST),
                90 + 20 * (departments[1] - departments[0] + 1),
            ),
        ):
            chart.set_size({"width": 580, "height": pixels})
            self.page.insert_chart(top, _CHARTS, chart, {"object_position": 2})
            top += pixels // 20 + 1
        return top


def _width_scale() -> int:
    return print_scale([1.5, _WIDE, *[_NARROW] * 7, 2, *[_NARROW] * 9])


def _literal(text: str) -> str:
    """*text* as a criterion of COUNTIFS that means nothing but itself."""
    for sign in "~*?":
        text = text.replace(sign, f"~{sign}")
    return text.replace('"', '""')
