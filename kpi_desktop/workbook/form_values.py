"""Values of one form sheet as the bytes that go into the holes of its compiled parts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from kpi_desktop.domain.form import (
    MAX_YEARS,
    NARRATIVE_FIELDS,
    FormSheet,
    FormWorkbook,
    SeriesRow,
)
from kpi_desktop.domain.readings import Reading
from kpi_desktop.domain.units import SCALES, Unit
from kpi_desktop.workbook import form_fields, identity
from kpi_desktop.workbook.cover_sheet import StateCell
from kpi_desktop.workbook.figure_format import (
    cleaned,
    plain_number,
    prints,
    row_format,
    usual_range,
)
from kpi_desktop.workbook.form_fields import (
    BOX,
    CHART_ITEMS,
    CHART_UNIT,
    REMARKS_FIELD,
    STATUS,
    WorkingCell,
)
from kpi_desktop.workbook.form_layout import ShapeLayout
from kpi_desktop.workbook.form_panel import FormPanel
from kpi_desktop.workbook.form_shape import (
    OWN_SHEET,
    VALIDATIONS,
    Shape,
    goal_key,
    height_key,
    working_key,
)
from kpi_desktop.workbook.form_sheet import FormSheetTemplate
from kpi_desktop.workbook.template import quoted_sheet
from kpi_desktop.workbook.template_styles import FIGURE_FORMATS
from kpi_desktop.workbook.xml_spans import escape

_FULL_WIDTH = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
)
_FIGURES = MAX_YEARS + 2
_NOTHING = b"/>"


@cache
def _keys(kind: str, row: int, count: int) -> list[str]:
    return [working_key(WorkingCell(kind, row, index)) for index in range(count)]


class FormValues:
    """Everything that one sheet of one workbook puts into its holes."""

    def __init__(
        self,
        template: FormSheetTemplate,
        panel: FormPanel,
        layout: ShapeLayout,
        workbook: FormWorkbook,
        sheet: FormSheet,
        shape: Shape,
    ) -> None:
        self.shape = shape
        self._template = template
        self._panel = panel
        self._workbook = workbook
        self._sheet = sheet
        self._writer = template.writer
        self._texts = sheet.texts()
        self._figures = sheet.figures()
        self._layout = layout.measure(sheet, self._texts, self._figures)
        self._ranges = [usual_range(sheet, row) for row in sheet.rows]
        self._program = panel.program(sheet)
        room = self._layout.boxes
        self._panel_texts = self._program.texts(sheet, self._figures, self._ranges, room)
        self.items = [f"{sheet.baseline_year}（策定時）", *(year.short for year in sheet.years)]
        self.unit = _axis_unit(sheet.rows)
        self.formats = [row_format(row) for row in sheet.rows]
        self.numbers = [_numbers(row) for row in sheet.rows]
        self.captions = [self._captions_of(row) for row in sheet.rows]

    def state(self) -> StateCell | None:
        """Where the sheet says whether it is complete."""
        address = self._panel.status_address
        return StateCell(address, self._panel_texts.get(STATUS, "")) if address else None

    def _captions_of(self, row: SeriesRow) -> tuple[str, str]:
        """Names of a row's columns and of its target line in the legend."""
        several = len({one.unit.text for one in self._sheet.rows}) > 1
        unit = f"（{row.unit.text}）" if several and row.unit.text else ""
        label = f"{row.label} " if len(self._sheet.rows) > 1 and row.label else ""
        goal = f"{label}目標値（{row.target_year}）{row.target.printed}"
        return f"{row.label or '実績値'}{unit}", goal

    def holes(self) -> dict[str, bytes]:
        """Key → bytes for the sheet's holes."""
        found = {OWN_SHEET: escape(quoted_sheet(self._sheet.sheet_name)).encode()}
        for row, height in self._layout.heights.items():
            found[height_key(row)] = b"%g" % height
        self._put_texts(found)
        for name in self._figures:
            found[name] = self._figure(name, self._figures[name])
        for position, series in enumerate(self._sheet.rows, 1):
            self._put_working(found, position, series)
        self._put_chart_words(found)
        self._put_panel(found)
        return found

    def _put_texts(self, found: dict[str, bytes]) -> None:
        sheet, book, text = self._sheet, self._workbook, self._writer.text
        for name, value in self._texts.items():
            found[name] = text(value)
        for name in NARRATIVE_FIELDS:
            style = self._template.styles.box(name, name in sheet.inputs, self._layout.box_size)
            found[name] = b' s="%d"' % style + found[name]
        found[form_fields.FORM_NAME_FIELD] = text(_bracketed(book.form_name))
        found[form_fields.TITLE_FIELD] = text(book.title)
        year = sheet.evaluation_year.short.translate(_FULL_WIDTH)
        found[form_fields.CHART_TITLE] = text(f"実績値の推移（{year}年度で評価）")
        found[REMARKS_FIELD] = _NOTHING
        found[identity.TOKEN_NAME] = text(identity.sheet_token(book.identity, sheet.no))

    def _figure(self, name: str, reading: Reading) -> bytes:
        wanted = self._sheet.number_formats.get(name)
        if wanted not in FIGURE_FORMATS:
            wanted = None
        style = self._template.styles.figure
        is_input = name in self.shape.inputs
        if reading.is_missing:
            return b' s="%d"/>' % style(name, is_input, wanted)
        number = plain_number(reading)
        if number is None:
            size = self._layout.text_sizes.get(name)
            index = style(name, is_input, "@", size)
            return b' s="%d"' % index + self._writer.text(reading.raw.strip())
        digits, own = number
        if wanted != own and (wanted is None or prints(wanted, digits) != reading.printed):
            wanted = own
        index = style(name, is_input, wanted)
        return b' s="%d"' % index + self._writer.number(digits)

    def _put_working(self, found: dict[str, bytes], position: int, row: SeriesRow) -> None:
        writer, inputs = self._writer, self.shape.inputs
        code = self.formats[position - 1]
        styles = [
            b' s="%d"' % self._template.styles.value(position, code, one) for one in (False, True)
        ]
        read = _keys(form_fields.READ, position, _FIGURES)
        values = _keys(form_fields.VALUES, position, _FIGURES)
        for index, name in enumerate(form_fields.figure_fields(position)):
            reading = self._figures.get(name)
            number = reading.value if reading else None
            if name in inputs:
                raw = reading.raw if reading else ""
                found[read[index]] = writer.value(escape(cleaned(raw, row.unit.text)))
                formula = self._template.formula(
                    WorkingCell(form_fields.VALUES, position, index), found[OWN_SHEET]
                )
            elif reading is None or number is None:
                found[values[index]] = _NOTHING
                continue
            else:
                # a cell that holds text (2兆8,461) is no number to a spreadsheet that calculates anew
                is_number = plain_number(reading) is not None
                formula = self._template.same_as(name) if is_number else b""
            end = writer.text_result(formula, "")
            if number is not None:
                end = writer.number(format(number, "f"), formula)
            found[values[index]] = styles[name in inputs] + end
        goal = self.numbers[position - 1][-1]
        found[goal_key(position)] = writer.value("" if goal is None else format(goal, "f"))
        scale = _keys(form_fields.SCALE, position, 1)[0]
        found[scale] = writer.value(str(SCALES.get(row.unit.text[:1], 0)))
        caption, goal_caption = _keys(form_fields.CAPTIONS, position, 2)
        name_of, goal_name = self.captions[position - 1]
        found[caption], found[goal_caption] = writer.text(name_of), writer.text(goal_name)
        usual = self._ranges[position - 1]
        for at, key in enumerate(_keys(form_fields.BOUNDS, position, 2)):
            found[key] = writer.number(format(usual[at], "f")) if usual else _NOTHING

    def _put_chart_words(self, found: dict[str, bytes]) -> None:
        writer = self._writer
        for index, key in enumerate(_keys(CHART_ITEMS, 0, MAX_YEARS + 1)):
            found[key] = writer.text(self.items[index]) if index < len(self.items) else _NOTHING
        found[_keys(CHART_UNIT, 0, 1)[0]] = writer.text(self.unit)
        for name, room in self._layout.boxes.items():
            columns, lines = _keys(BOX + name, 0, 2)
            found[columns], found[lines] = (
                writer.number(str(room.columns)),
                writer.number(str(room.lines)),
            )

    def _put_panel(self, found: dict[str, bytes]) -> None:
        program = self._program
        for name in form_fields.panel_names():
            text, formula = self._panel_texts.get(name), program.formulas.get(name)
            if text is None:
                found[name] = _NOTHING
            elif formula is None:
                found[name] = self._writer.text(text)
            else:
                found[name] = self._writer.text_result(formula, text)
        found[VALIDATIONS] = program.validations


def _numbers(row: SeriesRow) -> list[Decimal | None]:
    """Figures of a row in the order of its working cells."""
    gaps: Sequence[None] = [None] * (MAX_YEARS - len(row.actuals))
    return [
        row.baseline.value,
        *(one.value for one in row.actuals),
        *gaps,
        row.target.value,
    ]


def _axis_unit(rows: Sequence[SeriesRow]) -> str:
    """``（人/年）``; ``（人）`` when rows differ in their period alone (the legend says which)."""
    units = list(dict.fromkeys(row.unit.text for row in rows if row.unit.text))
    if len(units) > 1:
        units = list(dict.fromkeys(_without_period(row.unit) for row in rows if row.unit.text))
    return f"（{'、'.join(units)}）" if units else ""


def _without_period(unit: Unit) -> str:
    return unit.text[: -len(unit.period) - 1] if unit.period else unit.text


def _bracketed(name: str) -> str:
    return name if name.startswith(("＜", "<", "（")) or not name else f"＜{name}＞"
