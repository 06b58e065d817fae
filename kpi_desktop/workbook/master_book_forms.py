"""個票 in the master workbook: one printable page an indicator, with its figures, chart and texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpi_desktop.domain.form import NARRATIVE_FIELDS
from kpi_desktop.domain.print_box import fit_boxes
from kpi_desktop.usecases.forms import sheet_name
from kpi_desktop.usecases.master_content import Figure, IndicatorContent, MasterContent
from kpi_desktop.workbook.master_book_charts import trend_chart
from kpi_desktop.workbook.master_book_pages import points, row_height
from kpi_desktop.workbook.master_book_places import SUMMARY, Places, figure_key
from kpi_desktop.workbook.master_book_style import Styles
from kpi_desktop.workbook.master_book_table import CellWriter, Link, Value

_LABEL, _UNIT, _FIGURE = 17.0, 13.0, 11.5
#: Columns right of the page that feed the chart: numbers only, empty where there is none.
_DATA = 12
_CHART_ROWS = 12
_TEXT_ROOM = 380.0


class FormPages:
    """Writes the page of every indicator."""

    def __init__(self, book: Any, styles: Styles, content: MasterContent, places: Places) -> None:
        self.book, self.styles, self.content, self.places = book, styles, content, places
        self.summary_row: dict[str, int] = {}
        for row, line in enumerate(places.lines, 2):
            self.summary_row.setdefault(line.of.indicator.no, row)

    def write(self) -> None:
        """All pages in plan order."""
        for one in self.content.indicators:
            _Page(self, one).write()


class _Page:
    """One page. Rows and columns are counted from 0."""

    def __init__(self, pages: FormPages, one: IndicatorContent) -> None:
        self.pages, self.one = pages, one
        self.name = sheet_name(one.indicator.no)
        self.page = pages.book.add_worksheet(self.name)
        self.cells = CellWriter(self.page, pages.styles)
        self.years = sorted({figure.year for each in one.series for figure in each.actuals})
        self.last = 3 + len(self.years)
        self.row = 0

    def write(self) -> None:
        page = self.page
        page.hide_gridlines(2)
        page.set_column(0, 0, _LABEL)
        page.set_column(1, 1, _UNIT)
        page.set_column(2, self.last, _FIGURE)
        self._heading()
        first = self._figures()
        self._chart(first)
        self._texts()
        page.set_paper(9)
        page.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.6)
        page.fit_to_pages(1, 1)
        page.center_horizontally()
        page.print_area(0, 0, self.row - 1, self.last)
        page.set_footer(f"&L&8{self.pages.content.snapshot}&R&9No {self.one.indicator.no}")

    def _merged(self, text: str, style: str, start: int = 0, height: float | None = None) -> None:
        self.page.merge_range(self.row, start, self.row, self.last, text, self.pages.styles[style])
        if height is not None:
            self.page.set_row(self.row, height)

    def _pair(self, label: str, text: str) -> None:
        self.page.write_string(self.row, 0, label, self.pages.styles["head"])
        width = _UNIT + _FIGURE * (self.last - 1)
        self._merged(text, "wrap", 1, row_height([(text, width)]))
        self.row += 1

    def _heading(self) -> None:
        plan, one = self.pages.content.plan, self.one
        target = f"internal:'{SUMMARY}'!A{self.pages.summary_row[one.indicator.no]}"
        self.page.write_url(self.row, 0, target, self.pages.styles["link"], "総括表へ")
        self._merged(plan.form_name, "subtitle right", 1)
        self.row += 1
        self._merged(plan.title, "form title", 0, 30)
        self.row += 1
        self._merged(f"{plan.name}　{plan.evaluation_year.full}", "subtitle right")
        self.row += 1
        pillar = f"{one.pillar.number}　{one.pillar.name}".strip()
        self._pair("柱", pillar)
        self._pair("部局", "・".join(one.indicator.departments))
        self._pair("課", "・".join(one.indicator.divisions))
        self._pair("No", one.indicator.no)
        self._pair("指標名", one.indicator.name)
        if one.indicator.name_note:
            self._pair("注記", one.indicator.name_note)
        reason = f"（{one.assessment.reason}）" if one.assessment else ""
        self._pair("達成状況", f"{one.grade}{reason}")
        self.row += 1

    def _figures(self) -> int:
        """The table of figures; gives its first row."""
        lead = self.one.series[0]
        heads = ["区分", "単位", f"策定時実績値\n（{lead.baseline.year.short}）"]
        heads += [f"{year.short}\n実績値" for year in self.years]
        heads += [f"目標値\n（{lead.target.year.short}）"]
        for column, text in enumerate(heads):
            self.page.write_string(self.row, column, text, self.pages.styles["head"])
        self.page.set_row(self.row, 30)
        self.row += 1
        first = self.row
        for each in self.one.series:
            figures = [each.baseline, *map(each.actual, self.years), each.target]
            self.cells.write(self.row, 0, each.series.label, "wrap")
            self.cells.write(self.row, 1, each.series.unit.text, "wrap")
            for column, figure in enumerate(figures, 2):
                self.cells.write(self.row, column, self._linked(figure), "right")
            label = (each.series.label, _LABEL), (each.series.unit.text, _UNIT)
            self.page.set_row(self.row, max(22, row_height(label)))
            self.row += 1
        if footnote := self.one.text("脚注"):
            width = _LABEL + _UNIT + _FIGURE * (self.last - 1)
            self._merged(footnote, "note", 0, row_height([(footnote, width)]))
            self.row += 1
        return first

    def _linked(self, figure: Figure | None) -> Value:
        if figure is None:
            return None
        return Link(figure, self.pages.places.evidence_of(figure_key(figure)))

    def _chart(self, first: int) -> None:
        """The chart, fed by numbers right of the page so that a mark is a gap and not a zero."""
        names = [f"策定時{self.one.series[0].baseline.year.short}"]
        names += [year.short for year in self.years]
        start = _DATA + 1
        quiet = self.pages.styles["code"]
        self.page.write_string(first - 1, _DATA, "グラフの値", quiet)
        for column, name in enumerate(names, start):
            self.page.write_string(first - 1, column, name, quiet)
        drawn = []
        for number, each in enumerate(self.one.series):
            figures = [each.baseline, *map(each.actual, self.years)]
            row, goal = first + 2 * number, first + 2 * number + 1
            label = each.series.label or "実績値"
            self.page.write_string(row, _DATA, label, quiet)
            self.page.write_string(goal, _DATA, f"{label} 目標", quiet)
            self._numbers(row, start, figures)
            self._numbers(goal, start, [each.target] * len(figures))
            if any(one is not None and one.reading.is_figure for one in figures):
                known = [one.reading.decimals for one in figures if one is not None]
                shape = "#,##0" + ("." + "0" * max(known) if max(known) else "")
                drawn.append((row, goal if each.target.reading.is_figure else None, shape))
        self.row += 1
        if drawn:
            chart = trend_chart(self.pages.book, self.name, first - 1, drawn, start, len(names))
            width = points(_LABEL) + points(_UNIT) + points(_FIGURE) * (self.last - 1)
            chart.set_size({"width": int(width / 0.75) - 4, "height": _CHART_ROWS * 20 - 6})
            self.page.insert_chart(self.row, 0, chart, {"object_position": 1, "x_offset": 2})
        else:
            self._merged("数値の実績がないため、グラフはありません。", "note")
        for row in range(self.row, self.row + _CHART_ROWS):
            self.page.set_row(row, 15)
        self.row += _CHART_ROWS

    def _numbers(self, row: int, start: int, figures: Sequence[Figure | None]) -> None:
        for column, figure in enumerate(figures, start):
            if figure is not None and figure.reading.value is not None:
                value = float(figure.reading.value)
                self.page.write_number(row, column, value, self.pages.styles["code"])

    def _texts(self) -> None:
        texts = [self.one.text(name) for name in NARRATIVE_FIELDS]
        width = points(_LABEL) + points(_UNIT) + points(_FIGURE) * (self.last - 1)
        fit = fit_boxes(texts, _TEXT_ROOM, width)
        missing = "（未提出）" if self.one.submission is None else "（記載なし）"
        for name, text, height in zip(NARRATIVE_FIELDS, texts, fit.heights, strict=True):
            self._merged(name, "group")
            self.row += 1
            self._merged(text or missing, f"box {fit.font_size}", 0, min(409, height))
            self.row += 1
