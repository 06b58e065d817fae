"""Values of one form sheet as the bytes that go into the holes of its compiled parts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.figures.units import SCALES
from kpi_desktop.domain.forms.form import (
    MAX_YEARS,
    NARRATIVE_FIELDS,
    FormSheet,
    FormWorkbook,
    SeriesRow,
)
from kpi_desktop.workbook.ooxml.package.xml_spans import escape
from kpi_desktop.workbook.ooxml.sheet.addresses import quoted_sheet
from kpi_desktop.workbook.ooxml.style.number_formats import shown
from kpi_desktop.workbook.stamping.cell_styles import LABEL_FORMATS
from kpi_desktop.workbook.stamping.chart_room import (
    fitting_label,
    has_many_series,
    large_label,
    more_height,
)
from kpi_desktop.workbook.stamping.chart_texts import axis_unit, captions, chart_heading
from kpi_desktop.workbook.stamping.check_panel import FormPanel
from kpi_desktop.workbook.stamping.cover_sheet import StateCell
from kpi_desktop.workbook.stamping.figure_format import (
    FIGURE_FORMATS,
    cleaned,
    plain_number,
    row_format,
    usual_range,
)
from kpi_desktop.workbook.stamping.row_fitting import ShapeLayout
from kpi_desktop.workbook.stamping.shape import (
    OWN_SHEET,
    VALIDATIONS,
    Shape,
    goal_key,
    height_key,
    working_key,
)
from kpi_desktop.workbook.stamping.sheet_template import FormSheetTemplate
from kpi_desktop.workbook.template import field_names, identity
from kpi_desktop.workbook.template.field_names import (
    BOX,
    CHART_ITEMS,
    CHART_UNIT,
    REMARKS_FIELD,
    WorkingCell,
)

_FIGURES = MAX_YEARS + 2
_NOTHING = b"/>"


class _RowKeys(NamedTuple):
    """Keys of a series row: its figure fields, and the working cells that belong to them or to the row."""

    fields: Sequence[str]
    read: Sequence[str]
    values: Sequence[str]
    goal: str
    captions: Sequence[str]
    scale: str
    bounds: Sequence[str]


@cache
def _keys(kind: str, row: int, count: int) -> list[str]:
    return [working_key(WorkingCell(kind, row, index)) for index in range(count)]


@cache
def _keys_of(row: int) -> _RowKeys:
    return _RowKeys(
        field_names.figure_fields(row),
        _keys(field_names.READ, row, _FIGURES),
        _keys(field_names.VALUES, row, _FIGURES),
        goal_key(row),
        _keys(field_names.CAPTIONS, row, 2),
        _keys(field_names.SCALE, row, 1)[0],
        _keys(field_names.BOUNDS, row, 2),
    )


_ITEMS = _keys(CHART_ITEMS, 0, MAX_YEARS + 1)
_UNIT = _keys(CHART_UNIT, 0, 1)[0]


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
        self.texts = sheet.texts()
        self._figures = sheet.figures()
        self.unit = axis_unit(sheet.rows)
        self._words = self._words_shown()
        #: Entries of the chart's legend, and the points by which it makes the chart higher.
        self.legend = self._entries()
        self.more_chart = more_height(self.legend) if shape.has_chart else 0.0
        self._layout = layout.measure(sheet, self.texts, self._figures, self.more_chart)
        self._ranges = [usual_range(sheet, row) for row in sheet.rows]
        self._program = panel.program(sheet)
        room = self._layout.boxes
        self._panel_state = self._program.state_of(sheet, self._figures, self._ranges, room)
        self.formats = [row_format(row) for row in sheet.rows]
        #: Working cell → number format, where it is not that of its row (809.75 beside 1,807).
        self.own_formats: dict[str, str] = {}
        self._plain = {name: plain_number(one) for name, one in self._figures.items()}
        #: Working cell → the number or the word that it shows, for the cells and for the chart's caches.
        self.numbers = self._numbers_shown()
        self._note_formats()
        self.escaped_words = dict(zip(self._words, map(escape, self._words.values())))

    def state(self) -> StateCell | None:
        """Where the sheet says whether it is complete."""
        address = self._panel.status_address
        return StateCell(address, self._panel_state.status) if address else None

    def _numbers_shown(self) -> dict[str, str]:
        found = {}
        for position, row in enumerate(self._sheet.rows, 1):
            keys = _keys_of(position)
            for name, value in zip(keys.fields, keys.values):
                reading = self._figures.get(name)
                if reading is not None and reading.value is not None:
                    found[value] = format(reading.value, "f")
            if row.target.value is not None:
                found[keys.goal] = found[keys.values[-1]]
        return found

    def _note_formats(self) -> None:
        wanted, inputs = self._sheet.number_formats, self.shape.inputs
        for position, code in enumerate(self.formats, 1):
            keys = _keys_of(position)
            large = large_label([self.numbers[key] for key in keys.values if key in self.numbers])
            for name, value in zip(keys.fields, keys.values):
                plain = self._plain.get(name)
                own = wanted.get(name) if name in inputs else plain and plain[1]
                if large:
                    own = fitting_label(self.numbers.get(value), large) or own
                if own and own != code and own in LABEL_FORMATS:
                    self.own_formats[value] = own

    def _words_shown(self) -> dict[str, str]:
        sheet, is_crowded = self._sheet, has_many_series(self.shape)
        found = {**_chart_items(sheet.baseline_year, sheet.years), _UNIT: self.unit}
        for position, row in enumerate(sheet.rows, 1):
            found.update(
                zip(
                    _keys_of(position).captions,
                    captions(sheet.rows, row, self.unit, is_crowded),
                )
            )
        return found

    def texts_shown(self) -> dict[str, str]:
        """Field → its text, for a chart that shows one (its title may be 指標名)."""
        return {name: escape(text) for name, text in self.texts.items()} | self.escaped_words

    def _entries(self) -> list[str]:
        names = [self._words[_keys_of(at).captions[0]] for at in self._drawn(self.shape.bars)]
        if has_many_series(self.shape):
            return names
        return names + [
            self._words[_keys_of(at).captions[1]] for at in self._drawn(self.shape.goals)
        ]

    @staticmethod
    def _drawn(flags: Sequence[bool]) -> list[int]:
        return [at for at, is_drawn in enumerate(flags, 1) if is_drawn]

    def holes(self) -> dict[str, bytes]:
        """Key → bytes for the sheet's holes."""
        found = {OWN_SHEET: escape(quoted_sheet(self._sheet.sheet_name)).encode()}
        for row, height in self._layout.heights.items():
            found[height_key(row)] = height
        self._put_texts(found)
        for name in self._figures:
            found[name] = self._figure(name, self._figures[name])
        for position, series in enumerate(self._sheet.rows, 1):
            self._put_working(found, position, series)
        self._put_chart_words(found)
        found.update(self._panel_state.cells)
        found[VALIDATIONS] = self._program.validations
        return found

    def _put_texts(self, holes: dict[str, bytes]) -> None:
        sheet, book, text = self._sheet, self._workbook, self._writer.text
        for name, value in self.texts.items():
            holes[name] = text(value)
        label, sizes = self._template.styles.label, self._layout.text_sizes
        for position in range(1, len(sheet.rows) + 1):
            for name in field_names.label_fields(position):
                holes[name] = label(name, sizes.get(name)) + holes[name]
        for name in NARRATIVE_FIELDS:
            style = self._template.styles.box(name, name in sheet.inputs, self._layout.box_size)
            holes[name] = style + holes[name]
        holes[field_names.FORM_NAME_FIELD] = text(_bracketed(book.form_name))
        holes[field_names.TITLE_FIELD] = text(book.title)
        holes[field_names.CHART_TITLE] = text(chart_heading(sheet.evaluation_year.short))
        holes[REMARKS_FIELD] = _NOTHING
        holes[identity.TOKEN_NAME] = text(identity.sheet_token(book.identity, sheet.no))

    def _figure(self, name: str, reading: Reading) -> bytes:
        wanted = self._sheet.number_formats.get(name)
        if wanted is not None and wanted not in FIGURE_FORMATS:
            wanted = None
        style = self._template.styles.figure
        is_input = name in self.shape.inputs
        if reading.is_missing:
            return style(name, is_input, wanted) + _NOTHING
        number = self._plain[name]
        if number is None:
            text = self._writer.text(reading.raw.strip())
            return style(name, is_input, "@", self._layout.text_sizes.get(name)) + text
        digits, own = number
        if wanted != own and (wanted is None or shown(digits, wanted) != reading.printed):
            wanted = own
        return style(name, is_input, wanted) + self._writer.number(digits)

    def _put_working(self, holes: dict[str, bytes], position: int, row: SeriesRow) -> None:
        writer, inputs, keys = self._writer, self.shape.inputs, _keys_of(position)
        code = self.formats[position - 1]
        style = self._template.styles.value
        for index, (name, read, value) in enumerate(zip(keys.fields, keys.read, keys.values)):
            reading = self._figures.get(name)
            is_input = name in inputs
            if is_input:
                raw = reading.raw if reading else ""
                holes[read] = writer.value(escape(cleaned(raw, row.unit.text)) if raw else "")
                formula = self._template.formula(
                    WorkingCell(field_names.VALUES, position, index), holes[OWN_SHEET]
                )
            elif value not in self.numbers:
                holes[value] = _NOTHING
                continue
            else:
                # a cell that holds text (2兆8,461) is no number to a spreadsheet that calculates anew
                formula = self._template.same_as(name) if self._plain[name] else b""
            digits = self.numbers.get(value)
            end = writer.number(digits, formula) if digits else writer.text_result(formula, "")
            holes[value] = style(position, self.own_formats.get(value, code), is_input) + end
        holes[keys.goal] = writer.value(self.numbers.get(keys.goal, ""))
        holes[keys.scale] = writer.value(str(SCALES.get(row.unit.text[:1], 0)))
        usual = self._ranges[position - 1]
        for at, key in enumerate(keys.bounds):
            holes[key] = writer.number(format(usual[at], "f")) if usual else _NOTHING

    def _put_chart_words(self, holes: dict[str, bytes]) -> None:
        writer = self._writer
        for key, word in self._words.items():
            holes[key] = writer.text(word)
        for name, room in self._layout.boxes.items():
            columns, lines = _keys(BOX + name, 0, 2)
            holes[columns], holes[lines] = writer.count(room.columns), writer.count(room.lines)


@lru_cache(maxsize=256)
def _chart_items(baseline: FiscalYear, years: Sequence[FiscalYear]) -> dict[str, str]:
    """Working cell → what stands under a column of the chart, nothing where there is no column."""
    names = [f"{baseline}（策定時）", *[year.short for year in years]]
    return {**dict.fromkeys(_ITEMS, ""), **dict(zip(_ITEMS, names))}


def _bracketed(name: str) -> str:
    return name if name.startswith(("＜", "<", "（")) or not name else f"＜{name}＞"
