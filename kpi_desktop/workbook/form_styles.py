"""Styles of the form sheet's cells: locked or not, with a number format, at a font size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from kpi_desktop.domain.form import MAX_SERIES, NARRATIVE_FIELDS
from kpi_desktop.domain.print_box import FONT_SIZES
from kpi_desktop.workbook import form_fields
from kpi_desktop.workbook.template_styles import FIGURE_FORMATS, StyleBook, Variant

#: Font sizes of a text in a figure field; None is the template's own.
TEXT_SIZES = (None, 8.0, 7.0, 6.0)


class FormStyles:
    """Variants of the template's styles, given as the attribute of a cell: `` s="12"``. All that any sheet
    may need are asked for at the beginning, so that the styles part is the same for every workbook.

    ``fields``: field → style in the template. ``values``: series row → style of its numeric working cells.
    """

    def __init__(
        self, book: StyleBook, fields: Mapping[str, int], values: Mapping[int, int]
    ) -> None:
        self._book = book
        self._fields = fields
        self._values = values
        self.figure = cache(self._figure)
        self.box = cache(self._box)
        self.value = cache(self._value)

    def _figure(
        self, name: str, is_input: bool, code: str | None, size: float | None = None
    ) -> bytes:
        """Style of a figure field: as a number with that format, or as wrapped text of that size."""
        wrap = None if code != "@" else size is not None
        return self._attribute(self._fields[name], Variant(not is_input, code, size, wrap))

    def _box(self, name: str, is_input: bool, size: float) -> bytes:
        """Style of a narrative box at a font size."""
        return self._attribute(self._fields[name], Variant(not is_input, None, size))

    def _value(self, row: int, code: str, is_input: bool) -> bytes:
        """Style of the numeric working cells of a series row, whose formats the chart's labels have."""
        code = without_zero(code) if is_input else code
        return self._attribute(self._values.get(row, 0), Variant(True, code))

    def _attribute(self, style: int, change: Variant) -> bytes:
        return b' s="%d"' % self._book.variant(style, change)

    def locked(self, style: int, is_locked: bool) -> int:
        """*style* as it is, but locked or not."""
        return self._book.variant(style, Variant(is_locked))

    def reserve(self, optional: Iterable[str], cells: Iterable[int]) -> None:
        """Ask for every variant; *cells* are the styles of all cells, *optional* names further fields."""
        variant = self._book.variant
        figures = {
            self._fields[name]
            for row in range(1, MAX_SERIES + 1)
            for name in form_fields.figure_fields(row)
        }
        for style in sorted(figures):
            for locked in (True, False):
                for code in (None, *FIGURE_FORMATS):
                    variant(style, Variant(locked, code))
                for size in TEXT_SIZES:
                    variant(style, Variant(locked, "@", size, size is not None))
        for style in sorted({self._fields[name] for name in (*NARRATIVE_FIELDS, *optional)}):
            for locked in (True, False):
                for size in FONT_SIZES:
                    variant(style, Variant(locked, None, size))
        for style in cells:
            for locked in (True, False):
                variant(style, Variant(locked))
        for style in sorted(set(self._values.values())):
            for code in FIGURE_FORMATS:
                variant(style, Variant(True, code))
                variant(style, Variant(True, without_zero(code)))


def without_zero(code: str) -> str:
    """*code* that prints nothing for zero: Excel draws the text of an empty year as a zero with a label."""
    return f"{code};-{code};;"
