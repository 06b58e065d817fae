"""Writes the master data workbook: sheets that the planning office goes on editing in Excel."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from kpi_desktop.workbook.master_data.sheets_and_columns import (
    ACTUALS,
    DEPARTMENTS,
    INDICATORS,
    PILLARS,
    PLAN,
    PLAN_ITEMS,
    SERIES,
    SHEETS,
    Sheet,
)

FONT = "ＭＳ Ｐゴシック"
_CREATED = datetime.datetime(2024, 4, 1)
#: Rows below the last one that are ready for more: same format, same validation.
_SPARE = 200
_WRAPPED = ("注記", "脚注", "指標名", "備考", "値", "部局", "課")
_CENTRED = (
    "No",
    "柱番号",
    "系列番号",
    "並び順",
    "方向",
    "年度",
    "策定時年度",
    "目標年度",
    "評価対象",
)
_RIGHT = ("策定時実績値", "目標値", "実績値")

#: Column → what its list offers, hint, and whether anything else is refused.
_CHOICES: dict[str, tuple[str | list[str], str, bool]] = {
    "方向": (["増", "減"], "「増」「減」か空欄にしてください。", True),
    "評価対象": (["○", "×"], "「○」「×」か空欄にしてください。", True),
    "柱番号": (f"={PILLARS.name}!$A$2:$A$100", "シート「柱」の柱番号か柱名です。", False),
    "部局": (f"={DEPARTMENTS.name}!$A$2:$A$100", "複数の部局は「・」で区切ります。", False),
    "No": (f"={INDICATORS.name}!$A$2:$A$2000", "シート「指標」のNoです。", False),
}


def sheets_as_workbook(rows: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """The finished .xlsx. *rows*: sheet name → rows of text, header first.

    Every cell is text, so that ``40.0`` and ``2兆8,461`` stay as printed. The same rows give the same bytes.
    A sheet that may be left out is written only when it has rows.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_numbers": False})
    book.set_properties({"title": "指標マスタ", "created": _CREATED})
    writer = _Writer(book)
    writer.explain()
    for sheet in SHEETS:
        if sheet.needed or sheet.name in rows:
            writer.write(sheet, rows.get(sheet.name, ()))
    book.close()
    return stream.getvalue()


class _Writer:
    def __init__(self, book: Any) -> None:
        self.book = book
        plain = {"font_name": FONT, "font_size": 10, "valign": "top", "num_format": "@"}
        boxed = {**plain, "border": 1, "border_color": "#BFBFBF"}
        self.formats = {
            "": book.add_format(boxed),
            "wrap": book.add_format({**boxed, "text_wrap": True}),
            "centre": book.add_format({**boxed, "align": "center"}),
            "right": book.add_format({**boxed, "align": "right"}),
        }
        self.plain = book.add_format({**plain, "text_wrap": True})
        self.title = book.add_format({**plain, "font_size": 14, "bold": True, "valign": "vcenter"})
        head = {**boxed, "bold": True, "font_color": "#FFFFFF", "align": "center"}
        head |= {"valign": "vcenter", "text_wrap": True}
        self.needed = book.add_format({**head, "bg_color": "#1F4E79"})
        self.optional = book.add_format({**head, "bg_color": "#7F8FA5"})
        self.group = book.add_format({**boxed, "bold": True, "bg_color": "#DDE6F0"})

    def explain(self) -> None:
        """The sheet 説明: every sheet and column in words."""
        page = self.book.add_worksheet("説明")
        page.hide_gridlines(2)
        page.set_column("A:A", 14, self.plain)
        page.set_column("B:B", 18, self.plain)
        page.set_column("C:C", 74, self.plain)
        page.set_row(0, 28)
        page.write_string("A1", "指標マスタの書き方", self.title)
        notes = (
            "濃い色の見出しは必ず要る列、薄い色の見出しは省いてもよい列です。見出しとシートの名前は変えないでください。",
            "値は印刷するとおりに書きます。セルは文字列の書式なので、40.0 や 2兆8,461 もそのまま残ります。",
            "書き終えたら kpi-desktop check-master で確かめてください。直す場所がセル番地で示されます。",
        )
        row = 1
        for note in notes:
            page.merge_range(row, 0, row, 2, note, self.plain)
            row += 1
        row += 1
        for column, text in enumerate(("シート", "列・項目", "説明")):
            page.write_string(row, column, text, self.needed)
        page.freeze_panes(row + 1, 0)
        page.repeat_rows(row)
        for sheet in SHEETS:
            row += 1
            page.write_string(row, 0, sheet.name, self.group)
            page.write_string(row, 1, "", self.group)
            page.write_string(row, 2, sheet.meaning, self.group)
            entries = [(one.name, one.meaning) for one in sheet.columns]
            if sheet is PLAN:
                entries += [(f"　{one.name}", one.meaning) for one in PLAN_ITEMS]
            for name, meaning in entries:
                row += 1
                for column, text in enumerate(("", name, meaning)):
                    page.write_string(row, column, text, self.formats["wrap"])
        _printable(page, landscape=False)

    def write(self, sheet: Sheet, rows: Sequence[Sequence[str]]) -> None:
        """One sheet of the master data."""
        page = self.book.add_worksheet(sheet.name)
        header, *body = rows or [[one.name for one in sheet.columns]]
        known = {one.name: one for one in sheet.columns}
        page.set_row(0, 30)
        for column, name in enumerate(header):
            spec = known.get(name)
            page.set_column(column, column, spec.width if spec else 16, self._style(name))
            needed = spec is not None and spec.needed
            page.write_string(0, column, name, self.needed if needed else self.optional)
        for number, row in enumerate(body, 1):
            for column, (name, text) in enumerate(zip(header, row, strict=True)):
                style = self._style(name)
                if text:
                    page.write_string(number, column, text, style)
                else:
                    page.write_blank(number, column, None, style)
        last = len(body)
        page.freeze_panes(1, 2 if sheet in (SERIES, ACTUALS) else 1)
        page.autofilter(0, 0, max(last, 1), len(header) - 1)
        page.ignore_errors({"number_stored_as_text": "A1:Z20000"})
        self._validate(page, header, last + _SPARE)
        _printable(page, landscape=sheet not in (PILLARS, PLAN))

    def _style(self, name: str) -> Any:
        for names, key in ((_CENTRED, "centre"), (_RIGHT, "right"), (_WRAPPED, "wrap")):
            if name in names:
                return self.formats[key]
        return self.formats[""]

    def _validate(self, page: Any, header: Sequence[str], last: int) -> None:
        own = {PILLARS.name: ("柱番号",), INDICATORS.name: ("No",)}.get(page.get_name(), ())
        for column, name in enumerate(header):
            if name not in _CHOICES or name in own:
                continue
            source, hint, strict = _CHOICES[name]
            options = {
                "validate": "list",
                "source": source,
                "error_title": name,
                "error_message": hint,
                "show_error": strict,
            }
            page.data_validation(1, column, last, column, options)


def _printable(page: Any, landscape: bool) -> None:
    page.set_paper(9)
    if landscape:
        page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    if page.get_name() != "説明":
        page.repeat_rows(0)
    page.set_footer("&C&P / &N&R&A")
