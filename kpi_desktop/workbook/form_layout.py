"""Row heights and font sizes of one form sheet, measured from its texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_desktop.domain.form import (
    FOOTNOTE_FIELD,
    NARRATIVE_FIELDS,
    FormSheet,
    series_field,
)
from kpi_desktop.domain.print_box import (
    END_PADDING,
    LINE_FACTOR,
    SIDE_PADDING,
    BoxFit,
    fit_boxes,
    lines_needed,
    text_width,
)
from kpi_desktop.workbook import form_fields
from kpi_desktop.workbook.form_sheet import BOX_SIZES, TEXT_SIZES, FormSheetTemplate, Shape
from kpi_desktop.workbook.template_grid import Column

#: Fonts whose lines are set wider apart than those of ＭＳ ゴシック and ＭＳ 明朝.
_TALL_FONTS = {"游": 1.7, "Yu ": 1.7, "メイリオ": 1.8, "Meiryo": 1.8, "Noto": 1.5}


@dataclass(frozen=True)
class Box:
    """One narrative box as printed, in points."""

    width: float
    height: float
    line_factor: float


@dataclass(frozen=True)
class Layout:
    """``heights``: row → points. ``text_sizes``: figure field → font size of a long text in it."""

    heights: Mapping[int, float]
    box_size: float
    boxes: Mapping[str, Box]
    text_sizes: Mapping[str, float]

    @classmethod
    def of(cls, template: FormSheetTemplate, shape: Shape, sheet: FormSheet) -> Layout:
        """Measure *sheet*."""
        return _Measure(template, shape, sheet).layout()


def line_factor(font: str) -> float:
    """Height of a line in font sizes."""
    for start, factor in _TALL_FONTS.items():
        if font.startswith(start):
            return factor
    return LINE_FACTOR


class _Measure:
    def __init__(self, template: FormSheetTemplate, shape: Shape, sheet: FormSheet) -> None:
        self._template = template
        self._shape = shape
        self._sheet = sheet
        self._columns: Mapping[int, Column] = template.columns(shape)
        self._rows = template.stretched_rows(shape)
        self._text_sizes: dict[str, float] = {}

    def layout(self) -> Layout:
        heights: dict[int, float] = {}
        texts = self._sheet.texts()
        for name in ("指標名", "注記", FOOTNOTE_FIELD):
            if name in self._rows:
                self._grow(heights, name, self._text_height(name, texts[name]))
        for position in range(1, self._shape.rows + 1):
            name = series_field(position, "実績", 1)
            self._grow(heights, name, self._series_height(position))
        fit = self._boxes(heights)
        boxes = {}
        for name, height in zip(NARRATIVE_FIELDS, fit.heights, strict=True):
            lines = self._rows[name]
            boxes[name] = Box(self._width(name), height, self._line_factor(name))
            for line in lines:
                heights[line] = height / len(lines)
        rounded = {row: _pixels(height) for row, height in heights.items()}
        return Layout(rounded, fit.font_size, boxes, self._text_sizes)

    def _grow(self, heights: dict[int, float], name: str, needed: float) -> None:
        """Give a field's rows their template heights, the first one more when that is not enough."""
        lines = self._rows[name]
        for line in lines:
            heights[line] = max(heights.get(line, 0.0), self._template.grid.height(line))
        have = sum(heights[line] for line in lines)
        heights[lines[0]] += max(0.0, needed - have)

    def _width(self, name: str) -> float:
        area = self._template.areas[name]
        return self._template.grid.width(self._columns, area.column, area.last_column)

    def _line_factor(self, name: str) -> float:
        font, _ = self._template.styles.font_of(self._template.style_of(name))
        return line_factor(font)

    def _text_height(self, name: str, text: str) -> float:
        font, size = self._template.styles.font_of(self._template.style_of(name))
        columns = (self._width(name) - SIDE_PADDING - size) / size
        return lines_needed(text, columns) * size * line_factor(font) + END_PADDING

    def _series_height(self, position: int) -> float:
        row = self._sheet.rows[position - 1]
        labels = {"区分": row.label, "単位": row.unit.text}
        needed = [
            self._text_height(series_field(position, part), text) for part, text in labels.items()
        ]
        for name, reading in self._sheet.figures().items():
            if name in form_fields.row_fields(position) and not reading.is_figure:
                needed.append(self._figure_text(name, reading.raw.strip()))
        return max(needed)

    def _figure_text(self, name: str, text: str) -> float:
        """Choose a size at which *text* stands in its cell; give the height it needs there."""
        font, base = self._template.styles.font_of(self._template.style_of(name))
        room = self._width(name) - SIDE_PADDING
        if text_width(text) * base <= room and "\n" not in text:
            return base * line_factor(font) + END_PADDING
        lines, size = 1, base
        for size in TEXT_SIZES[1:]:
            assert size is not None
            lines = lines_needed(text, int(room / size * 2) / 2)
            if lines <= 4:
                break
        self._text_sizes[name] = size
        return lines * size * line_factor(font) + END_PADDING

    def _boxes(self, heights: Mapping[int, float]) -> BoxFit:
        template, shape = self._template, self._shape
        print_area = template.print_area
        width = template.grid.width(self._columns, print_area.column, print_area.last_column)
        scale = min(1.0, template.grid.page_width / width) if width else 1.0
        boxes = {line for name in NARRATIVE_FIELDS for line in self._rows[name]}
        hidden = template.hidden_rows(shape)
        others = sum(
            heights.get(row, template.grid.height(row))
            for row in range(print_area.row, print_area.last_row + 1)
            if row not in boxes and row not in hidden
        )
        room = template.grid.page_height / scale - others - 2.0
        first = NARRATIVE_FIELDS[0]
        font, _ = template.styles.font_of(template.style_of(first))
        box_width = min(self._width(name) for name in NARRATIVE_FIELDS)
        texts = [self._sheet.narratives.get(name, "") for name in NARRATIVE_FIELDS]
        return fit_boxes(texts, room, box_width, BOX_SIZES, line_factor(font))


def _pixels(height: float) -> float:
    """*height* rounded up to whole pixels of 0.75 points, 409.5 at most (the limit of the format)."""
    return min(-(-height // 0.75) * 0.75, 409.5)
