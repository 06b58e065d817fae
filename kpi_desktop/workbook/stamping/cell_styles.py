"""Styles of the form sheet's cells: locked or not, with a number format, at a font size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product

from kpi_desktop.domain.forms.form import MAX_SERIES, NARRATIVE_FIELDS
from kpi_desktop.domain.forms.print_box import FONT_SIZES
from kpi_desktop.workbook.ooxml.style.style_variants import StyleVariants, Variant
from kpi_desktop.workbook.stamping.chart_room import LARGE_FORMATS
from kpi_desktop.workbook.stamping.figure_format import FIGURE_FORMATS
from kpi_desktop.workbook.template.field_names import figure_fields, label_fields

#: Font sizes of a text in a figure field; None is the template's own.
TEXT_SIZES = (None, 8.0, 7.0, 6.0)
#: What comes before them in a template with larger letters than the shipped one has in its table.
_LARGER, _USUAL = (12.0, 11.0, 10.0, 9.0), 11.0
#: Formats of the chart's labels: those of figures, and those for very large ones.
LABEL_FORMATS = (*FIGURE_FORMATS, *LARGE_FORMATS)
_FORMATS = (None, *FIGURE_FORMATS)
_LOCKS = (True, False)
_ROWS = range(1, MAX_SERIES + 1)
_FIGURES = tuple(name for row in _ROWS for name in figure_fields(row))
_LABELS = tuple(name for row in _ROWS for name in label_fields(row))


def larger_sizes(own: float) -> list[float]:
    """Sizes between *own* and those of TEXT_SIZES; none for letters of the usual size."""
    return [size for size in _LARGER if own > _USUAL and size < own]


class FormStyles:
    """Variants of the template's styles, given as the attribute of a cell: `` s="12"``. All that any sheet
    may need are asked for at the beginning, so that the styles part is the same for every workbook.

    ``fields``: field → style in the template. ``values``: series row → style of its numeric working cells.
    """

    def __init__(
        self, variants: StyleVariants, fields: Mapping[str, int], values: Mapping[int, int]
    ) -> None:
        self._variants = variants
        self._fields = fields
        self._values = values
        self.figure = cache(self._figure)
        self.box = cache(self._box)
        self.label = cache(self._label)
        self.value = cache(self._value)

    def _figure(
        self, name: str, is_input: bool, code: str | None, size: float | None = None
    ) -> bytes:
        """Style of a figure field: as a number with that format, or as wrapped text of that size."""
        wrap = None if code != "@" else size is not None
        return self._attribute(self._fields[name], Variant(not is_input, code, size, wrap))

    def _label(self, name: str, size: float | None) -> bytes:
        """Style of 区分 or 単位 at a font size; None is the template's own."""
        return self._attribute(self._fields[name], Variant(True, None, size))

    def _box(self, name: str, is_input: bool, size: float) -> bytes:
        """Style of a narrative box at a font size."""
        return self._attribute(self._fields[name], Variant(not is_input, None, size))

    def _value(self, row: int, code: str, is_input: bool) -> bytes:
        """Style of the numeric working cells of a series row, whose formats the chart's labels have."""
        code = without_zero(code) if is_input else code
        return self._attribute(self._values.get(row, 0), Variant(True, code))

    def _attribute(self, style: int, change: Variant) -> bytes:
        return b' s="%d"' % self._variants.variant(style, change)

    def locked(self, style: int, is_locked: bool) -> int:
        """*style* as it is, but locked or not."""
        return self._variants.variant(style, Variant(is_locked))

    def reserve(self, optional: Iterable[str], cells: Iterable[int]) -> None:
        """Ask for every variant; *cells* are the styles of all cells, *optional* names further fields."""
        for style in self._styles_of(_FIGURES):
            self._ask(style, self._of_figures(style))
        for style in self._styles_of((*NARRATIVE_FIELDS, *optional)):
            self._ask(style, [Variant(lock, None, size) for lock in _LOCKS for size in FONT_SIZES])
        for style in cells:
            self._ask(style, map(Variant, _LOCKS))
        for style in sorted(set(self._values.values())):
            for code in LABEL_FORMATS:
                self._ask(style, [Variant(True, code), Variant(True, without_zero(code))])
        for style in self._styles_of(_LABELS):
            self._ask(style, [Variant(True, None, size) for size in self._sizes(style)])

    def _of_figures(self, style: int) -> Iterator[Variant]:
        """As a number in every format, then as a text in every size."""
        for lock, code in product(_LOCKS, _FORMATS):
            yield Variant(lock, code)
        for lock, size in product(_LOCKS, self._sizes(style)):
            yield Variant(lock, "@", size, size is not None)

    def _sizes(self, style: int) -> list[float | None]:
        return [*TEXT_SIZES, *larger_sizes(self._variants.sheet.font_of(style)[1])]

    def _styles_of(self, names: Iterable[str]) -> list[int]:
        return sorted({self._fields[name] for name in names})

    def _ask(self, style: int, changes: Iterable[Variant]) -> None:
        for change in changes:
            self._variants.variant(style, change)


def without_zero(code: str) -> str:
    """*code* that prints nothing for zero: Excel draws the text of an empty year as a zero with a label."""
    return f"{code};-{code};;"
