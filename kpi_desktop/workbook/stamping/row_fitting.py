"""Row heights and font sizes of one form sheet, measured from its texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.forms.form import (
    CHART_FIELD,
    FOOTNOTE_FIELD,
    NARRATIVE_FIELDS,
    FormSheet,
    series_field,
)
from kpi_desktop.domain.forms.print_box import (
    END_PADDING,
    FONT_SIZES,
    LINE_FACTOR,
    SIDE_PADDING,
    WRITING_SIZE,
    BoxFit,
    BoxRoom,
    fit_boxes,
    lines_needed,
    rooms_of,
    text_width,
)
from kpi_desktop.workbook.stamping.cell_styles import TEXT_SIZES, larger_sizes
from kpi_desktop.workbook.stamping.shape import Shape
from kpi_desktop.workbook.stamping.sheet_template import FormSheetTemplate
from kpi_desktop.workbook.template import field_names

#: Fonts whose lines are set wider apart than those of ＭＳ ゴシック and ＭＳ 明朝.
_TALL_FONTS = {"游": 1.7, "Yu ": 1.7, "メイリオ": 1.8, "Meiryo": 1.8, "Noto": 1.5}
_MOST_LINES = 4
#: Fields whose rows get higher when their text is long.
_GROWING = ("指標名", "注記", FOOTNOTE_FIELD)
#: Fields whose rows are as high as the template has them while their text stays in one line.
_HEADS = ("部局名", "課名")
_LABEL_SIZES = (8.0, 7.0)
#: Empty boxes are set small enough for the long texts of real forms (500 characters a box).
_SIZES_TO_WRITE_IN = tuple(size for size in FONT_SIZES if size <= WRITING_SIZE)
#: The highest row that the file format knows, in points.
_HIGHEST = 409.5


class Layout(NamedTuple):
    """What was measured.

    ``heights``: row → points as written. ``box_size``: font size of the narratives. ``boxes``: narrative →
    its room. ``text_sizes``: figure field → font size of a long text in it.
    """

    heights: Mapping[int, bytes]
    box_size: float
    boxes: Mapping[str, BoxRoom]
    text_sizes: Mapping[str, float]


@dataclass(frozen=True)
class _Field:
    """A field's room: its width, font size and height of a line in points, its rows."""

    width: float
    size: float
    line: float
    rows: range

    @property
    def sure_length(self) -> int:
        """Characters that stand in one line, however wide they are."""
        return int((self.width - SIDE_PADDING) / self.size)

    def lines_of(self, text: str) -> int:
        """Lines that *text* takes at the field's own size."""
        room = self.width - SIDE_PADDING
        if len(text) * self.size <= room and "\n" not in text:
            return 1
        return lines_needed(text, room / self.size)

    def height_of(self, text: str) -> float:
        """Points that *text* needs at the field's own size."""
        return self.lines_of(text) * self.line + END_PADDING


def line_factor(font: str) -> float:
    """Height of a line in font sizes."""
    for start, factor in _TALL_FONTS.items():
        if font.startswith(start):
            return factor
    return LINE_FACTOR


class ShapeLayout:
    """All that the sheets of one shape have in common; ``measure`` does the rest for one sheet."""

    def __init__(self, template: FormSheetTemplate, shape: Shape) -> None:
        self._template = template
        self._shape = shape
        self._columns = template.columns(shape)
        rows = template.stretched_rows(shape)
        self._fields = {name: self._field(name) for name in self._measured_names(rows)}
        self._base = {row: template.grid.height(row) for lines in rows.values() for row in lines}
        self._free = [name for name in _GROWING if name in rows]
        #: Head → characters that surely stand in one line, however wide.
        self._heads = [(name, self._fields[name].sure_length) for name in _HEADS]
        self._room, self._box_width = self._box_room()
        first = self._fields[NARRATIVE_FIELDS[0]]
        self._line_factor = first.line / first.size
        self._empty_fit = lru_cache(maxsize=256)(self._fit_of)

    def _measured_names(self, rows: Mapping[str, Sequence[int]]) -> list[str]:
        names = [*rows]
        for row in range(1, self._shape.rows + 1):
            names += field_names.row_fields(row)
        return names

    def _field(self, name: str) -> _Field:
        template = self._template
        area = template.areas[name]
        font, size = template.looks.font_of(template.style_of(name))
        width = template.grid.width(self._columns, area.column, area.last_column)
        width -= template.looks.indent_of(template.style_of(name))
        rows = range(area.row, area.last_row + 1)
        return _Field(width, size, size * line_factor(font), rows)

    def _box_room(self) -> tuple[float, float]:
        """Height left for the boxes on one page when no row is stretched, and their width."""
        grid, area = self._template.grid, self._template.print_area
        width = grid.width(self._columns, area.column, area.last_column)
        scale = grid.print_scale(width)
        boxes = {row for name in NARRATIVE_FIELDS for row in self._fields[name].rows}
        hidden = self._template.hidden_rows(self._shape)
        others = sum(
            grid.height(row)
            for row in range(area.row, area.last_row + 1)
            if row not in boxes and row not in hidden
        )
        box_width = min(self._fields[name].width for name in NARRATIVE_FIELDS)
        return grid.page_height / scale - others - 2.0, box_width

    def measure(
        self,
        sheet: FormSheet,
        texts: Mapping[str, str],
        figures: Mapping[str, Reading],
        more_chart: float = 0.0,
    ) -> Layout:
        """Heights and sizes for *sheet*, whose texts and figures are given by field.

        *more_chart*: points that its chart needs beyond those it has in the template.
        """
        heights = dict(self._base)
        sizes: dict[str, float] = {}
        grown = 0.0
        for name, most in self._heads:
            if len(texts[name]) > most and self._fields[name].lines_of(texts[name]) > 1:
                grown += self._grow(heights, name, self._fields[name].height_of(texts[name]))
        if more_chart:
            grown += self._grow(heights, CHART_FIELD, self._height(CHART_FIELD) + more_chart)
        for name in self._free:
            grown += self._grow(heights, name, self._fields[name].height_of(texts[name]))
        for row in range(1, self._shape.rows + 1):
            first = series_field(row, "実績", 1)
            grown += self._grow(heights, first, self._series_height(row, texts, figures, sizes))
        narratives = tuple([sheet.narratives.get(name, "") for name in NARRATIVE_FIELDS])
        fit, boxes = self._fit(narratives, grown)
        for name, height in zip(NARRATIVE_FIELDS, fit.heights, strict=True):
            rows = self._fields[name].rows
            for line in rows:
                heights[line] = height / len(rows)
        written = {row: _in_pixels(height) for row, height in heights.items()}
        return Layout(written, fit.font_size, boxes, sizes)

    def _height(self, name: str) -> float:
        return sum(self._base[row] for row in self._fields[name].rows)

    def _grow(self, heights: dict[int, float], name: str, needed: float) -> float:
        """Make a field's first row higher when the field needs it; gives by how much."""
        rows = self._fields[name].rows
        missing = needed - sum(heights[row] for row in rows)
        if missing <= 0:
            return 0.0
        heights[rows[0]] += missing
        return missing

    def _series_height(
        self,
        row: int,
        texts: Mapping[str, str],
        figures: Mapping[str, Reading],
        sizes: dict[str, float],
    ) -> float:
        needed = 0.0
        for name in field_names.label_fields(row):
            needed = max(needed, self._label_text(name, texts[name], sizes))
        for name in field_names.figure_fields(row):
            reading = figures.get(name)
            if reading is not None and reading.value is None and not reading.is_missing:
                needed = max(needed, self._figure_text(name, reading.raw.strip(), sizes))
        return needed

    def _label_text(self, name: str, text: str, sizes: dict[str, float]) -> float:
        """Choose a smaller size for *text* when that keeps it in one line; give the height it needs."""
        field = self._fields[name]
        width = text_width(text)
        room = field.width - SIDE_PADDING
        if width * field.size > room and "\n" not in text:
            for size in (*larger_sizes(field.size), *_LABEL_SIZES):
                if size < field.size and width * size <= room:
                    sizes[name] = size
                    return field.line + END_PADDING
        return field.height_of(text)

    def _figure_text(self, name: str, text: str, sizes: dict[str, float]) -> float:
        """Choose a size at which *text* stands in its cell; give the height it needs there."""
        field = self._fields[name]
        room = field.width - SIDE_PADDING
        if "\n" not in text and text_width(text) * field.size <= room:
            return field.line + END_PADDING
        for larger in larger_sizes(field.size):
            if "\n" not in text and text_width(text) * larger <= room:
                sizes[name] = larger
                return field.line + END_PADDING
        lines, size = 1, field.size
        for smaller in TEXT_SIZES[1:]:
            size = smaller or size
            lines = lines_needed(text, int(room / size * 2) / 2)
            if lines <= _MOST_LINES:
                break
        sizes[name] = size
        return lines * field.line / field.size * size + END_PADDING

    def _fit(self, narratives: tuple[str, ...], grown: float) -> tuple[BoxFit, dict[str, BoxRoom]]:
        if any(narratives):
            return self._fit_of(narratives, grown)
        return self._empty_fit(narratives, grown)

    def _fit_of(
        self, narratives: tuple[str, ...], grown: float
    ) -> tuple[BoxFit, dict[str, BoxRoom]]:
        sizes = FONT_SIZES if any(narratives) else _SIZES_TO_WRITE_IN
        fit = fit_boxes(narratives, self._room - grown, self._box_width, sizes, self._line_factor)
        rooms = rooms_of(fit, self._box_width, self._line_factor)
        return fit, dict(zip(NARRATIVE_FIELDS, rooms, strict=True))


@lru_cache(maxsize=4096)
def _in_pixels(height: float) -> bytes:
    """*height* rounded up to whole pixels of 0.75 points, as it is written."""
    return b"%g" % min(-(-height // 0.75) * 0.75, _HIGHEST)
