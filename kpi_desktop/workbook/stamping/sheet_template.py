"""The template's form sheet: where everything stands, which rows and columns a shape hides or stretches.

It knows nothing of holes; ``sheet_compiler`` compiles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from kpi_desktop.domain.errors import TemplateError
from kpi_desktop.domain.forms.form import (
    CHART_FIELD,
    FOOTNOTE_FIELD,
    MAX_SERIES,
    MAX_YEARS,
    NARRATIVE_FIELDS,
    required_names,
    series_field,
    year_field,
)
from kpi_desktop.workbook.ooxml.package.compiled_part import CellWriter
from kpi_desktop.workbook.ooxml.package.xml_spans import Element, Piece, XmlPart
from kpi_desktop.workbook.ooxml.sheet.addresses import Area, merged_areas, parse_area
from kpi_desktop.workbook.ooxml.sheet.shared_formulas import unshared
from kpi_desktop.workbook.ooxml.sheet.sheet_gaps import gaps_closed
from kpi_desktop.workbook.ooxml.sheet.sheet_grid import (
    Column,
    Grid,
    numbered_cells,
    numbered_rows,
    spread,
)
from kpi_desktop.workbook.ooxml.style.style_variants import StyleVariants
from kpi_desktop.workbook.stamping.cell_styles import FormStyles
from kpi_desktop.workbook.stamping.input_colours import in_step
from kpi_desktop.workbook.stamping.shape import Shape
from kpi_desktop.workbook.stamping.sheet_references import Mentions
from kpi_desktop.workbook.template import field_names
from kpi_desktop.workbook.template.field_names import REMARKS_FIELD, WorkingCell
from kpi_desktop.workbook.template.identity import TOKEN_NAME
from kpi_desktop.workbook.template.template import Template


class FormSheetTemplate:
    """The template's form sheet: where everything stands, and its styles. TemplateError when names lack."""

    def __init__(self, template: Template, variants: StyleVariants) -> None:
        part = unshared(XmlPart(template.parts[template.form.part]))
        self.name = template.form.name
        self.mentions = Mentions(self.name)
        self.places = template.places(template.form_index)
        lacking = [name for name in required_names() if name not in self.places]
        if lacking:
            raise TemplateError(
                f"テンプレートのシート「{self.name}」に名前「{'」「'.join(lacking[:5])}」"
                + (f"など{len(lacking)}件" if len(lacking) > 5 else "")
                + "がありません。",
                "「様式の点検」で足りない名前を確かめ、Excel の「名前の管理」で付け直してください。",
            )
        self.looks = variants.sheet
        self.writer = CellWriter(part.prefix)
        merges = merged_areas(part.root)
        self.areas = {
            name: next((one for one in merges if one.holds(place)), place)
            for name, place in self.places.items()
        }
        printed = template.print_areas(template.form_index)
        self.has_print_area = printed is not None
        self.print_area = self._page_of(printed or [])
        part = in_step(part, self._marks())
        self.part = gaps_closed(part, self.areas.values(), self._needed_cells())
        self.rows = dict(numbered_rows(self.part.root))
        self.cells = _cells(self.rows)
        self.grid = Grid(self.part, self.looks.digit_width)
        self.working = self._working_cells()
        own = {name: self.style_of(name) for name in self.places}
        self.styles = FormStyles(variants, own, self._value_styles())
        self.styles.reserve(self.optional, [self.style_at(*cell) for cell in self.cells])

    def _marks(self) -> dict[int, int]:
        """Column of the table → column of the marks that say what is filled in there."""
        marks = self.places.get(series_field(1, field_names.FLAGS))
        fields = field_names.figure_fields(1)
        if marks is None or len(marks.cells()) != len(fields):
            return {}
        return {
            self.places[name].column: column
            for name, (_, column) in zip(fields, marks.cells(), strict=True)
        }

    def _page_of(self, printed: Sequence[Area]) -> Area:
        """The printed area with most of the fields; all that the fields take up when there is none."""
        areas = [self.areas[name] for name in required_names()]
        held = [sum(one.holds(area) for area in areas) for one in printed]
        if any(held):
            return printed[held.index(max(held))]
        last_row = max(one.last_row for one in areas)
        return Area(1, 1, last_row, max(one.last_column for one in areas))

    def _needed_cells(self) -> set[tuple[int, int]]:
        """Cells that are written to: the first of each field, all working cells."""
        texts = {*required_names(), *self.optional, *field_names.panel_names()} - {CHART_FIELD}
        places = [self.places[name] for name in texts if name in self.places]
        return {(one.row, one.column) for one in places} | self._working_cells().keys()

    # ---- places
    def style_at(self, row: int, column: int) -> int:
        """Style index of a cell."""
        cell = self.cells.get((row, column))
        return int(cell.attributes.get("s", "0")) if cell else 0

    def style_of(self, name: str) -> int:
        """Style index of a field."""
        place = self.places[name]
        return self.style_at(place.row, place.column)

    def formula(self, cell: WorkingCell, own: bytes) -> bytes:
        """Formula element of a working cell; *own* is the quoted name of its sheet."""
        pieces = self.formulas.get(cell, [])
        return b"".join(one if isinstance(one, bytes) else own for one in pieces)

    def same_as(self, name: str) -> bytes:
        """A formula element that only repeats a field."""
        return self._repeats[name]

    @cached_property
    def _repeats(self) -> dict[str, bytes]:
        return {name: self.writer.formula(one.address) for name, one in self.places.items()}

    @cached_property
    def optional(self) -> frozenset[str]:
        """Which of the optional text fields the template has."""
        wanted = {
            field_names.FORM_NAME_FIELD,
            field_names.TITLE_FIELD,
            field_names.CHART_TITLE,
            REMARKS_FIELD,
            TOKEN_NAME,
        }
        return frozenset(wanted & self.places.keys())

    def _value_styles(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for cell, one in self.working.items():
            if one.kind == field_names.VALUES:
                found.setdefault(one.row, self.style_at(*cell))
        return found

    def _working_cells(self) -> dict[tuple[int, int], WorkingCell]:
        found = {}
        for name, (kind, row) in field_names.working_names().items():
            if name in self.places:
                for index, cell in enumerate(self.places[name].cells()):
                    found[cell] = WorkingCell(kind, row, index)
        return found

    def columns(self, shape: Shape) -> dict[int, Column]:
        """The sheet's columns with unused year columns hidden."""
        unused = shape.unused_fields()
        used = _TABLE_FIELDS - unused
        hidden = self._columns_of(_YEAR_FIELDS & unused) - self._columns_of(used)
        if not hidden:
            return dict(self.grid.columns)
        heads = (_YEAR_FIELDS & used) | {"策定時年度", "目標年度"}
        return self.grid.redistributed(hidden, {self.areas[name].last_column for name in heads})

    def _columns_of(self, names: Iterable[str]) -> set[int]:
        return {column for name in names for column in spread(self.areas[name])}

    @cached_property
    def kept_validations(self) -> list[bytes]:
        """Data validations of the template on cells that no department fills in."""
        names = [*NARRATIVE_FIELDS, FOOTNOTE_FIELD]
        for row in range(1, MAX_SERIES + 1):
            names += field_names.figure_fields(row)
        inputs = [self.areas[name] for name in names]
        kept = []
        for one in self.part.root.all("dataValidations/dataValidation"):
            areas = [parse_area(text) for text in one.attributes["sqref"].split()]
            if not any(area.meets(place) for area in areas for place in inputs):
                kept.append(self._rule_of_its_own_sheet(one))
        return kept

    def _rule_of_its_own_sheet(self, validation: Element) -> bytes:
        """A data validation that does not name the form sheet: no stamped sheet has that name."""
        data, found, at = self.part.data, b"", validation.start
        for formula in validation.children:
            found += data[at : formula.inner]
            found += self.mentions.without(data[formula.inner : formula.close])
            at = formula.close
        return found + data[at : validation.end]

    def stretched_rows(self, shape: Shape) -> dict[str, list[int]]:
        """Field → its rows, for the fields whose rows get their height from the text."""
        fields = ["部局名", "課名", "指標名", *NARRATIVE_FIELDS]
        fields += ["注記"] if shape.has_note else []
        fields += [FOOTNOTE_FIELD] if shape.has_footnote else []
        fields += [CHART_FIELD] if shape.has_chart else []
        fields += [series_field(row, "実績", 1) for row in range(1, shape.rows + 1)]
        return {
            name: list(range(self.areas[name].row, self.areas[name].last_row + 1))
            for name in fields
        }

    def hidden_rows(self, shape: Shape) -> set[int]:
        """Rows that this shape hides: unused series, empty notes, chart or remarks that it has not."""
        gone = _fields_without(shape)
        shown = {*required_names(), *self.optional} - {TOKEN_NAME, "指標名", *gone}
        kept = self._lines_of(shown) | {self.areas["指標名"].row}
        return self._lines_of(gone) - kept

    def _lines_of(self, names: Iterable[str]) -> set[int]:
        areas = [self.areas[name] for name in names if name in self.areas]
        return {line for area in areas for line in range(area.row, area.last_row + 1)}

    @cached_property
    def formulas(self) -> dict[WorkingCell, list[Piece]]:
        """Formula elements of the working cells, with holes where they name the form sheet."""
        found = {}
        for cell, working in self.working.items():
            formula = self.cells[cell].find("f") if cell in self.cells else None
            if formula is not None:
                data = self.part.data
                found[working] = [
                    data[formula.start : formula.inner],
                    *self.inner_pieces(formula),
                    data[formula.close : formula.end],
                ]
        return found

    def inner_pieces(self, element: Element) -> list[Piece]:
        """Content of a formula element, with holes where it names the form sheet."""
        return self.mentions.pieces(self.part.data[element.inner : element.close])


_YEAR_FIELDS = frozenset(year_field(index) for index in range(1, MAX_YEARS + 1))
_TABLE_FIELDS = (
    frozenset(field for row in range(1, MAX_SERIES + 1) for field in field_names.row_fields(row))
    | _YEAR_FIELDS
    | {"策定時年度", "目標年度"}
)


def _fields_without(shape: Shape) -> set[str]:
    """Fields that a form of this shape does not show."""
    rows = range(shape.rows + 1, MAX_SERIES + 1)
    gone = {field for row in rows for field in field_names.row_fields(row)}
    gone |= set() if shape.has_note else {"注記"}
    gone |= set() if shape.has_footnote else {FOOTNOTE_FIELD}
    gone |= set() if shape.has_chart else {CHART_FIELD, field_names.CHART_TITLE}
    gone |= set() if shape.has_remarks else {REMARKS_FIELD, REMARKS_FIELD + "見出し"}
    return gone


def _cells(rows: Mapping[int, Element]) -> dict[tuple[int, int], Element]:
    return {
        (number, column): cell
        for number, row in rows.items()
        for column, cell in numbered_cells(row)
    }
