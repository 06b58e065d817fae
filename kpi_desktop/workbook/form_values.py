"""Values of one form sheet as the bytes that go into the holes of its compiled parts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from kpi_desktop.domain.form import (
    FOOTNOTE_FIELD,
    MAX_YEARS,
    NARRATIVE_FIELDS,
    FormSheet,
    FormWorkbook,
    SeriesRow,
)
from kpi_desktop.domain.print_box import box_columns, box_lines
from kpi_desktop.domain.readings import Reading, ReadingKind, printed_number
from kpi_desktop.domain.units import SCALES
from kpi_desktop.rules.plausibility import SMALL, jump_limit
from kpi_desktop.workbook import form_fields, identity
from kpi_desktop.workbook.cover_sheet import StateCell
from kpi_desktop.workbook.form_fields import REMARKS_FIELD, STATUS, WorkingCell
from kpi_desktop.workbook.form_layout import Layout
from kpi_desktop.workbook.form_panel import FormPanel, PanelCell, hints_of
from kpi_desktop.workbook.form_sheet import (
    OWN_SHEET,
    VALIDATIONS,
    FormSheetTemplate,
    Shape,
    height_key,
    working_key,
)
from kpi_desktop.workbook.template import quoted_sheet
from kpi_desktop.workbook.template_styles import FIGURE_FORMATS, Variant
from kpi_desktop.workbook.xml_spans import escape

NOT_AVAILABLE = "#N/A"
_PLAIN = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?")
_FULL_WIDTH = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
)


@dataclass(frozen=True)
class Error:
    """A cached error value, such as #N/A."""

    code: str


#: Value of a working cell: text, a number as its decimal digits, or an error.
Cached = str | Decimal | Error | None


def shape_of(sheet: FormSheet, selected: bool) -> Shape:
    """The shape of *sheet*."""
    inputs = sheet.inputs
    return Shape(
        years=len(sheet.years),
        bars=tuple(bool(row.unit.text) or _has_figure(row) for row in sheet.rows),
        goals=tuple(row.target.is_figure for row in sheet.rows),
        inputs=inputs,
        has_note=bool(sheet.name_note),
        has_footnote=bool(sheet.footnote) or FOOTNOTE_FIELD in inputs,
        has_chart=any(row.unit.text or _has_figure(row) for row in sheet.rows),
        has_remarks=not sheet.is_lead,
        is_selected=selected,
    )


def _has_figure(row: SeriesRow) -> bool:
    return any(one.is_figure for one in (row.baseline, *row.actuals, row.target))


class FormValues:
    """Everything that one sheet of one workbook puts into its holes."""

    def __init__(
        self,
        template: FormSheetTemplate,
        panel: FormPanel,
        workbook: FormWorkbook,
        sheet: FormSheet,
        shape: Shape,
    ) -> None:
        self._template = template
        self._workbook = workbook
        self._sheet = sheet
        self.shape = shape
        self.layout = Layout.of(template, shape, sheet)
        prefix = template.part.prefix
        self._text_head = (
            b' t="inlineStr"><' + prefix + b"is><" + prefix + b't xml:space="preserve">'
        )
        self._text_tail = b"</" + prefix + b"t></" + prefix + b"is></" + prefix + b"c>"
        self._value_head = b"<" + prefix + b"v>"
        self._value_tail = b"</" + prefix + b"v>"
        self._cell_tail = b"</" + prefix + b"c>"
        self.cached: dict[WorkingCell, Cached] = dict(self._working())
        self._panel = panel
        self._hints = hints_of(sheet)
        self._panel_cells = panel.cells(sheet, self._hints, self.cached)

    def state(self) -> StateCell | None:
        """Where the sheet says whether it is complete."""
        address = self._panel.status_address
        if address is None:
            return None
        return StateCell(address, self._panel_cells[STATUS].text)

    def holes(self) -> dict[str, bytes]:
        """Key → bytes for the sheet's holes."""
        quoted = escape(quoted_sheet(self._sheet.sheet_name)).encode()
        found: dict[str, bytes] = {OWN_SHEET: quoted}
        for row, height in self.layout.heights.items():
            found[height_key(row)] = b"%g" % height
        for name, text in self._texts().items():
            found[name] = self._text(text)
        for name in NARRATIVE_FIELDS:
            style = self._box_style(name)
            found[name] = style + self._text(self._sheet.narratives.get(name, ""))
        for name, reading in self._sheet.figures().items():
            found[name] = self._figure(name, reading)
        for cell, value in self.cached.items():
            self._put_working(found, cell, value)
        for name in form_fields.panel_names():
            cell_of = self._panel_cells.get(name)
            found[name] = self._panel_cell(cell_of) if cell_of else b"/>"
        found[VALIDATIONS] = self._panel.validations(self._hints)
        return found

    def _panel_cell(self, cell: PanelCell) -> bytes:
        if not cell.formula:
            return self._text(cell.text)
        p = self._template.part.prefix
        formula = b"<" + p + b"f>" + escape(cell.formula).encode() + b"</" + p + b"f>"
        result = self._value_head + escape(cell.text).encode() + self._value_tail
        return b' t="str">' + formula + result + self._cell_tail

    def _texts(self) -> dict[str, str]:
        sheet, book = self._sheet, self._workbook
        texts = {k: v for k, v in sheet.texts().items() if k not in NARRATIVE_FIELDS}
        texts[form_fields.FORM_NAME_FIELD] = _bracketed(book.form_name)
        texts[form_fields.TITLE_FIELD] = book.title
        year = sheet.evaluation_year.short.translate(_FULL_WIDTH)
        texts[form_fields.CHART_TITLE] = f"実績値の推移（{year}年度で評価）"
        texts[REMARKS_FIELD] = ""
        texts[identity.TOKEN_NAME] = identity.sheet_token(book.identity, sheet.no)
        return texts

    def _text(self, text: str) -> bytes:
        if not text:
            return b"/>"
        return self._text_head + escape(text).encode() + self._text_tail

    def _box_style(self, name: str) -> bytes:
        style = self._template.style_of(name)
        locked = name not in self.shape.inputs
        size = self.layout.box_size
        return b' s="%d"' % self._template.styles.variant(style, Variant(locked, None, size))

    def _figure(self, name: str, reading: Reading) -> bytes:
        style = self._template.style_of(name)
        locked = name not in self.shape.inputs
        wanted = self._sheet.number_formats.get(name)
        if wanted not in FIGURE_FORMATS:
            wanted = None
        variant = self._template.styles.variant
        if reading.is_missing:
            return b' s="%d"/>' % variant(style, Variant(locked, wanted))
        number = plain_number(reading)
        if number is None:
            size = self.layout.text_sizes.get(name)
            index = variant(style, Variant(locked, "@", size, size is not None))
            return b' s="%d"' % index + self._text(reading.raw.strip())
        digits, own = number
        if wanted is None or prints(wanted, digits) != reading.printed:
            wanted = own
        index = variant(style, Variant(locked, wanted))
        value = self._value_head + digits.encode() + self._value_tail
        return b' s="%d">' % index + value + self._cell_tail

    # ---- working cells
    def _working(self) -> dict[WorkingCell, Cached]:
        sheet = self._sheet
        found: dict[WorkingCell, Cached] = {}
        items = [f"{sheet.baseline_year}（策定時）", *(year.short for year in sheet.years)]
        for index in range(MAX_YEARS + 1):
            found[WorkingCell(form_fields.CHART_ITEMS, 0, index)] = (
                items[index] if index < len(items) else ""
            )
        units = list(dict.fromkeys(row.unit.text for row in sheet.rows if row.unit.text))
        text = f"（{'、'.join(units)}）" if units else ""
        found[WorkingCell(form_fields.CHART_UNIT, 0, 0)] = text
        for name, height in self.layout.boxes.items():
            columns = int(box_columns(height.width, self.layout.box_size))
            lines = box_lines(height.height, self.layout.box_size, height.line_factor)
            found[WorkingCell(form_fields.BOX + name, 0, 0)] = Decimal(columns)
            found[WorkingCell(form_fields.BOX + name, 0, 1)] = Decimal(lines)
        for number, row in enumerate(sheet.rows, 1):
            found.update(self._row_values(number, row))
            low, high = usual_range(sheet, row) or (None, None)
            found[WorkingCell(form_fields.BOUNDS, number, 0)] = low
            found[WorkingCell(form_fields.BOUNDS, number, 1)] = high
        return found

    def _row_values(self, number: int, row: SeriesRow) -> dict[WorkingCell, Cached]:
        actuals = [*row.actuals, *[None] * (MAX_YEARS - len(row.actuals))]
        readings = [row.baseline, *actuals, row.target]
        found: dict[WorkingCell, Cached] = {}
        for index, reading in enumerate(readings):
            text = cleaned(reading.raw if reading else "", row.unit.text)
            found[WorkingCell(form_fields.READ, number, index)] = text
            value = reading.value if reading else None
            cached: Cached = Error(NOT_AVAILABLE) if value is None else value
            found[WorkingCell(form_fields.VALUES, number, index)] = cached
        goal = found[WorkingCell(form_fields.VALUES, number, len(readings) - 1)]
        for index in range(MAX_YEARS + 1):
            found[WorkingCell(form_fields.GOALS, number, index)] = goal
        found[WorkingCell(form_fields.CAPTIONS, number, 0)] = self._caption(row)
        found[WorkingCell(form_fields.CAPTIONS, number, 1)] = self._goal_caption(row)
        scale = Decimal(SCALES.get(row.unit.text[:1], 0))
        found[WorkingCell(form_fields.SCALE, number, 0)] = scale
        return found

    def _caption(self, row: SeriesRow) -> str:
        several = len({one.unit.text for one in self._sheet.rows}) > 1
        unit = f"（{row.unit.text}）" if several and row.unit.text else ""
        return f"{row.label or '実績値'}{unit}"

    def _goal_caption(self, row: SeriesRow) -> str:
        label = f"{row.label} " if len(self._sheet.rows) > 1 and row.label else ""
        return f"{label}目標値（{row.target_year}）{row.target.printed}"

    def value_style(self, cell: WorkingCell) -> str:
        """Number format of the numeric working cells of a row: that of its most exact figure."""
        return row_format(self._sheet, cell.row)

    def _put_working(self, found: dict[str, bytes], cell: WorkingCell, value: Cached) -> None:
        """The rest of a working cell: style, formula and cached result."""
        key = working_key(cell)
        if cell.kind in (form_fields.CHART_ITEMS, form_fields.CHART_UNIT, form_fields.CAPTIONS):
            found[key] = self._text(value if isinstance(value, str) else "")
            return
        if cell.kind == form_fields.BOUNDS or cell.kind.startswith(form_fields.BOX):
            number = value if isinstance(value, Decimal) else None
            found[key] = b"/>" if number is None else self._number(number)
            return
        style = self._template.working_style(cell)
        if cell.kind in (form_fields.VALUES, form_fields.GOALS):
            style = self._template.styles.variant(style, Variant(True, self.value_style(cell)))
        start = b' s="%d"' % style
        if isinstance(value, Error) and not self._may_change(cell):
            found[key] = start + b"/>"
            return
        kind, text = b"", ""
        if isinstance(value, Error):
            kind, text = b' t="e"', value.code
        elif isinstance(value, str):
            kind, text = b' t="str"', escape(value)
        else:
            text = format(value, "f")
        formula = b"".join(
            piece if isinstance(piece, bytes) else found[piece]
            for piece in self._template.formulas.get(cell, ())
        )
        result = self._value_head + text.encode() + self._value_tail
        found[key] = start + kind + b">" + formula + result + self._cell_tail

    def _number(self, value: Decimal) -> bytes:
        return (
            b">"
            + self._value_head
            + format(value, "f").encode()
            + self._value_tail
            + self._cell_tail
        )

    def _may_change(self, cell: WorkingCell) -> bool:
        """Whether the cell shows a field that is filled in; a locked gap stays an empty cell."""
        if cell.kind == form_fields.GOALS:
            return form_fields.figure_fields(cell.row)[-1] in self.shape.inputs
        return form_fields.figure_fields(cell.row)[cell.index] in self.shape.inputs


def row_format(sheet: FormSheet, row: int) -> str:
    """Number format that prints every plain figure of a series row."""
    one = sheet.rows[row - 1]
    figures = [reading for reading in (one.baseline, *one.actuals) if reading.is_figure]
    decimals = max((reading.decimals for reading in figures), default=0)
    return "#,##0" + ("." + "0" * min(decimals, 6) if decimals else "")


def usual_range(sheet: FormSheet, row: SeriesRow) -> tuple[Decimal, Decimal] | None:
    """Lowest and highest figure of this year that is no jump after the years before, if that can be said."""
    past = {
        year: reading.value
        for year, reading in zip(sheet.years, row.actuals, strict=False)
        if reading.value is not None and year < sheet.evaluation_year
    }
    history = [past[year] for year in sorted(past)]
    if row.baseline.value is not None and row.baseline_year not in past:
        history.insert(0, row.baseline.value)
    limit = jump_limit(history)
    if limit is None:
        return None
    last = history[-1]
    calm = SMALL.min(last * 5)
    low, high = min(last / limit, last - calm), max(last * limit, last + calm)
    return round(low, 3), round(high, 3)


def plain_number(reading: Reading) -> tuple[str, str] | None:
    """(digits without commas, number format that prints it exactly), None when it must stay text."""
    printed = reading.printed
    if reading.kind is not ReadingKind.FIGURE or reading.raw.strip() != printed:
        return None
    if not _PLAIN.fullmatch(printed):
        return None
    digits = printed.replace(",", "")
    whole, _, decimals = digits.lstrip("-").partition(".")
    if len(whole) + len(decimals) > 15 or (len(whole) > 1 and whole[0] == "0"):
        return None
    grouped = "," in printed or len(whole) < 4
    return digits, ("#,##0" if grouped else "0") + ("." + "0" * len(decimals) if decimals else "")


def prints(number_format: str, digits: str) -> str:
    """What one of FIGURE_FORMATS prints for a number given by its digits."""
    decimals = len(number_format.partition(".")[2])
    value = Decimal(digits)
    if -int(value.as_tuple().exponent) > decimals:
        return ""
    return printed_number(value, decimals, grouped="," in number_format)


def cleaned(raw: str, unit: str) -> str:
    """What the form's own formula 読取 gives for *raw*."""
    text = unicodedata.normalize("NFKC", raw).strip()
    for old, new in ((",", ""), (" ", ""), ("△", "-")):
        text = text.replace(old, new)
    return text.replace(unicodedata.normalize("NFKC", unit), "") if unit else text


def _bracketed(name: str) -> str:
    return name if name.startswith(("＜", "<", "（")) or not name else f"＜{name}＞"
