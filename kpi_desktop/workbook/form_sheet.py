"""The form sheet compiled: its bytes with holes, once for every shape that the indicators have.

A shape says which series rows, year columns and inputs a sheet has. All that depends on the shape
alone (hidden rows, column widths, locks, flags) is baked into the bytes; what is left are holes,
filled by key for each sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kpi_desktop.domain.errors import TemplateError
from kpi_desktop.domain.form import (
    CHART_FIELD,
    FOOTNOTE_FIELD,
    MAX_SERIES,
    MAX_YEARS,
    NARRATIVE_FIELDS,
    required_names,
    series_field,
    year_field,
)
from kpi_desktop.workbook import form_fields
from kpi_desktop.workbook.cell_writer import CellWriter, FilledPart
from kpi_desktop.workbook.form_fields import REMARKS_FIELD, WorkingCell
from kpi_desktop.workbook.identity import TOKEN_NAME
from kpi_desktop.workbook.template import (
    Template,
    column_letters,
    merged_areas,
    parse_area,
    quoted_sheet,
    split_address,
)
from kpi_desktop.workbook.template_grid import (
    AFTER_VALIDATIONS,
    Column,
    Grid,
    columns_xml,
    numbered_rows,
    spread,
)
from kpi_desktop.workbook.template_styles import FIGURE_FORMATS, StyleBook, Variant
from kpi_desktop.workbook.xml_spans import Element, Patches, Piece, XmlPart, escape, joined

OWN_SHEET = "@sheet"
VALIDATIONS = "@入力規則"
TEXT_SIZES = (None, 8.0, 7.0, 6.0)
BOX_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_WIDE_DIGITS = ("Ｐゴシック", "Ｐ明朝", "PGothic", "游ゴシック", "Yu Gothic", "Meiryo", "メイリオ")


@dataclass(frozen=True)
class Shape:
    """What a form sheet looks like apart from its values.

    ``bars`` and ``goals`` say by series row whether its columns and its target line are drawn.
    """

    years: int
    bars: tuple[bool, ...]
    goals: tuple[bool, ...]
    inputs: frozenset[str]
    has_note: bool
    has_footnote: bool
    has_chart: bool
    has_remarks: bool
    is_selected: bool

    @property
    def rows(self) -> int:
        """Number of series rows."""
        return len(self.goals)

    def unused_fields(self) -> set[str]:
        """Fields of hidden series rows and hidden year columns."""
        found = {year_field(index) for index in range(self.years + 1, MAX_YEARS + 1)}
        for row in range(1, MAX_SERIES + 1):
            if row > self.rows:
                found.update(form_fields.row_fields(row))
            for index in range(self.years + 1, MAX_YEARS + 1):
                found.add(series_field(row, "実績", index))
        return found


def height_key(row: int) -> str:
    """Key of the hole that holds a row's height."""
    return f"高さ{row}"


class FormSheetTemplate:
    """The template's form sheet: where everything stands, and its styles. TemplateError when names lack."""

    def __init__(self, template: Template, styles: StyleBook) -> None:
        self.part = XmlPart(template.parts[template.form.part])
        self.name = template.form.name
        self.places = template.places(template.form_index)
        lacking = [name for name in required_names() if name not in self.places]
        if lacking:
            raise TemplateError(
                f"テンプレートのシート「{self.name}」に名前「{'」「'.join(lacking[:5])}」"
                + (f"など{len(lacking)}件" if len(lacking) > 5 else "")
                + "がありません。",
                "「様式の点検」で足りない名前を確かめ、Excel の「名前の管理」で付け直してください。",
            )
        self.styles = styles
        self.writer = CellWriter(self.part.prefix)
        self._variants: dict[tuple[int, bool, str | None, float | None], int] = {}
        merges = merged_areas(self.part.root)
        self.print_area = template.print_area(template.form_index)
        self.areas = {
            name: next((one for one in merges if one.holds(place)), place)
            for name, place in self.places.items()
        }
        self._rows = dict(numbered_rows(self.part.root))
        self._cells = _cells(self._rows)
        normal_font, _ = styles.font_of(0)
        wide = any(name in normal_font for name in _WIDE_DIGITS)
        self.grid = Grid(self.part, 8 if wide else 7)
        self.working = self._working_cells()
        self._reserve_styles()
        self.program = lru_cache(maxsize=256)(self._compile)

    # ---- places
    def style_at(self, row: int, column: int) -> int:
        """Style index of a cell."""
        cell = self._cells.get((row, column))
        return int(cell.attributes.get("s", "0")) if cell else 0

    def style_of(self, name: str) -> int:
        """Style index of a field."""
        place = self.places[name]
        return self.style_at(place.row, place.column)

    def figure_style(
        self, name: str, is_input: bool, code: str | None, size: float | None = None
    ) -> int:
        """Style of a figure field: as a number with that format, or as wrapped text of that size."""
        key = (self._styles[name], is_input, code, size)
        if key not in self._variants:
            change = Variant(not is_input, code, size, None if code != "@" else size is not None)
            self._variants[key] = self.styles.variant(key[0], change)
        return self._variants[key]

    def box_style(self, name: str, is_input: bool, size: float) -> int:
        """Style of a narrative box at a font size."""
        key = (self._styles[name], is_input, None, size)
        if key not in self._variants:
            self._variants[key] = self.styles.variant(key[0], Variant(not is_input, None, size))
        return self._variants[key]

    def value_style(self, row: int, code: str) -> int:
        """Style of the numeric working cells of a series row."""
        key = (self._value_styles.get(row, 0), False, code, None)
        if key not in self._variants:
            self._variants[key] = self.styles.variant(key[0], Variant(True, code))
        return self._variants[key]

    @cached_property
    def _styles(self) -> dict[str, int]:
        return {name: self.style_of(name) for name in self.places}

    @cached_property
    def _value_styles(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for cell, one in self.working.items():
            if one.kind == form_fields.VALUES:
                found.setdefault(one.row, self.style_at(*cell))
        return found

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
            form_fields.FORM_NAME_FIELD,
            form_fields.TITLE_FIELD,
            form_fields.CHART_TITLE,
            REMARKS_FIELD,
            TOKEN_NAME,
        }
        return frozenset(wanted & self.places.keys())

    def _working_cells(self) -> dict[tuple[int, int], WorkingCell]:
        found = {}
        for name, (kind, row) in form_fields.working_names().items():
            if name in self.places:
                for index, cell in enumerate(self.places[name].cells()):
                    found[cell] = WorkingCell(kind, row, index)
        return found

    def _reserve_styles(self) -> None:
        """Ask for every variant that any sheet may need, so that the styles part is the same for all."""
        variant = self.styles.variant
        figures = {
            self.style_of(f) for r in range(1, MAX_SERIES + 1) for f in form_fields.figure_fields(r)
        }
        for style in sorted(figures):
            for locked in (True, False):
                for code in (None, *FIGURE_FORMATS):
                    variant(style, Variant(locked, code))
                for size in TEXT_SIZES:
                    variant(style, Variant(locked, "@", size, size is not None))
        for style in sorted({self.style_of(name) for name in (*NARRATIVE_FIELDS, *self.optional)}):
            for locked in (True, False):
                for size in BOX_SIZES:
                    variant(style, Variant(locked, None, size))
        for row, column in self._cells:
            for locked in (True, False):
                variant(self.style_at(row, column), Variant(locked))
        values = {
            self.style_at(*cell)
            for cell, one in self.working.items()
            if one.kind == form_fields.VALUES
        }
        for style in sorted(values):
            for code in FIGURE_FORMATS:
                variant(style, Variant(True, code))

    # ---- compiling
    def _compile(self, shape: Shape) -> FilledPart:
        patches = Patches(self.part)
        self._patch_frame(patches, shape)
        self._patch_rows(patches, shape)
        self._patch_cells(patches, shape)
        self._patch_own_references(patches)
        return FilledPart(patches.pieces())

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

    def _patch_frame(self, patches: Patches, shape: Shape) -> None:
        root, p = self.part.root, self.part.prefix
        for view in root.all("sheetViews/sheetView"):
            selected = "1" if shape.is_selected else None
            patches.attributes(view, {"tabSelected": selected})
        if "uid" in root.attributes:
            patches.attributes(root, {"xr:uid": None})
        for element in root.all("sheetPr"):
            if "codeName" in element.attributes:
                patches.attributes(element, {"codeName": None})
        columns = columns_xml(self.columns(shape), p)
        data = root.find("sheetData")
        if data is None:
            raise TemplateError(f"テンプレートのシート「{self.name}」が空です。")
        existing = root.find("cols")
        if existing is not None:
            patches.replace(existing.start, existing.end, columns)
        else:
            patches.replace(data.start, data.start, columns)
        self._patch_validations(patches)
        protection = root.find("sheetProtection")
        if protection is None:
            tag = b"<" + p + b'sheetProtection sheet="1" objects="1" scenarios="1"/>'
            at = root.find("sheetCalcPr") or data
            patches.replace(at.end, at.end, tag)
        elif protection.attributes.get("sheet") not in ("1", "true"):
            patches.attributes(protection, {"sheet": "1"})

    def _patch_validations(self, patches: Patches) -> None:
        existing = self.part.root.find("dataValidations")
        if existing is not None:
            patches.replace(existing.start, existing.end, VALIDATIONS)
            return
        at = next(
            (one.start for one in self.part.root.children if one.tag in AFTER_VALIDATIONS),
            self.part.root.close,
        )
        patches.replace(at, at, VALIDATIONS)

    @cached_property
    def kept_validations(self) -> list[bytes]:
        """Data validations of the template on cells that no department fills in."""
        inputs = {
            cell
            for row in range(1, MAX_SERIES + 1)
            for name in form_fields.figure_fields(row)
            for cell in self.areas[name].cells()
        }
        for name in (*NARRATIVE_FIELDS, FOOTNOTE_FIELD):
            inputs.update(self.areas[name].cells())
        kept = []
        for one in self.part.root.all("dataValidations/dataValidation"):
            areas = [parse_area(text) for text in one.attributes["sqref"].split()]
            if not any(cell in inputs for area in areas for cell in area.cells()):
                kept.append(self.part.data[one.start : one.end])
        return kept

    def stretched_rows(self, shape: Shape) -> dict[str, list[int]]:
        """Field → its rows, for the fields whose rows get their height from the text."""
        fields = ["指標名", *NARRATIVE_FIELDS]
        fields += ["注記"] if shape.has_note else []
        fields += [FOOTNOTE_FIELD] if shape.has_footnote else []
        fields += [series_field(row, "実績", 1) for row in range(1, shape.rows + 1)]
        return {
            name: list(range(self.areas[name].row, self.areas[name].last_row + 1))
            for name in fields
        }

    def hidden_rows(self, shape: Shape) -> set[int]:
        """Rows that this shape hides: unused series, empty notes, chart or remarks that it has not."""
        gone: list[str] = []
        for row in range(shape.rows + 1, MAX_SERIES + 1):
            gone += form_fields.row_fields(row)
        gone += [] if shape.has_note else ["注記"]
        gone += [] if shape.has_footnote else [FOOTNOTE_FIELD]
        gone += [] if shape.has_chart else [CHART_FIELD, form_fields.CHART_TITLE]
        gone += [] if shape.has_remarks else [REMARKS_FIELD, REMARKS_FIELD + "見出し"]
        kept = {
            line
            for name, area in self.areas.items()
            if name not in gone and (name in required_names() or name in self.optional)
            for line in range(area.row, area.last_row + 1)
            if name != TOKEN_NAME and name != "指標名"
        }
        kept.add(self.areas["指標名"].row)
        lines = {
            line
            for name in gone
            if name in self.areas
            for line in range(self.areas[name].row, self.areas[name].last_row + 1)
        }
        return lines - kept

    def _patch_rows(self, patches: Patches, shape: Shape) -> None:
        hidden = self.hidden_rows(shape)
        stretched = {line for lines in self.stretched_rows(shape).values() for line in lines}
        for number, row in self._rows.items():
            if number in hidden:
                patches.attributes(row, {"hidden": "1", "spans": None})
            elif number in stretched:
                changes = {"ht": None, "hidden": None, "customHeight": None, "spans": None}
                tag = self.part.open_tag(row, changes)
                close = b"/>" if row.empty else b">"
                opened = tag.removesuffix(close) + b' ht="'
                rest = b'" customHeight="1"' + close
                patches.replace(row.start, row.inner, opened, height_key(number), rest)
            elif "spans" in row.attributes:
                patches.attributes(row, {"spans": None})

    def _patch_cells(self, patches: Patches, shape: Shape) -> None:
        unused = shape.unused_fields()
        unlocked = self._unlocked_cells(shape)
        holes = {
            (place.row, place.column): name
            for name, place in self.places.items()
            if name not in unused and self._is_filled(name)
        }
        blanked = {
            cell for name in unused if name in self.areas for cell in self.areas[name].cells()
        }
        for cell, element in self._cells.items():
            working = self.working.get(cell)
            if cell in holes:
                self._field(patches, cell, holes.pop(cell), cell in unlocked)
            elif working is not None:
                self._working(patches, cell, element, working, shape)
            elif cell in blanked:
                patches.replace(element.start, element.end, *self._start(cell, False), b"/>")
            else:
                self._plain(patches, cell, element, cell in unlocked)
        for cell, name in holes.items():
            self._insert(patches, cell, self._field_pieces(cell, name, cell in unlocked))

    @staticmethod
    def _is_filled(name: str) -> bool:
        return name in _FILLED

    def _unlocked_cells(self, shape: Shape) -> set[tuple[int, int]]:
        names = set(shape.inputs)
        if shape.has_remarks and REMARKS_FIELD in self.areas:
            names.add(REMARKS_FIELD)
        return {cell for name in names if name in self.areas for cell in self.areas[name].cells()}

    def _start(self, cell: tuple[int, int], unlocked: bool) -> list[bytes]:
        """``<c r="B4" s="5"`` with the style locked or not."""
        style = self.styles.variant(self.style_at(*cell), Variant(not unlocked))
        text = f'c r="{column_letters(cell[1])}{cell[0]}" s="{style}"'
        return [b"<" + self.part.prefix + text.encode()]

    def _field(self, patches: Patches, cell: tuple[int, int], name: str, unlocked: bool) -> None:
        element = self._cells[cell]
        patches.replace(element.start, element.end, *self._field_pieces(cell, name, unlocked))

    def _field_pieces(self, cell: tuple[int, int], name: str, unlocked: bool) -> list[Piece]:
        if name in _STYLED:
            address = f'c r="{column_letters(cell[1])}{cell[0]}"'
            return [b"<" + self.part.prefix + address.encode(), name]
        return [*self._start(cell, unlocked), name]

    def _working(
        self,
        patches: Patches,
        cell: tuple[int, int],
        element: Element,
        working: WorkingCell,
        shape: Shape,
    ) -> None:
        """A working cell, or nothing where this shape does not need it."""
        patches.replace(element.start, element.end, *self._working_pieces(cell, working, shape))

    def _working_pieces(
        self, cell: tuple[int, int], working: WorkingCell, shape: Shape
    ) -> list[Piece]:
        kind, row = working.kind, working.row
        if row > shape.rows:
            return []
        p, key = self.part.prefix, working_key(working)
        start = self._start(cell, False)
        fields = form_fields.figure_fields(row) if row else []
        if kind == form_fields.FLAGS:
            value = b"><" + p + b"v>1</" + p + b"v></" + p + b"c>"
            return [*start, value] if fields[working.index] in shape.inputs else []
        if kind == form_fields.VALUES:
            address = f'c r="{column_letters(cell[1])}{cell[0]}"'
            return [b"<" + p + address.encode(), key]
        close = b"</" + p + b"c>"
        formula = self.formulas.get(working, [])
        if kind == form_fields.READ:
            wanted = fields[working.index] in shape.inputs
            return [*start, b' t="str">', *formula, key, close] if wanted else []
        if kind == form_fields.GOALS:
            wanted = shape.goals[row - 1]
            return [*start, b">", *formula, goal_key(row), close] if wanted else []
        if kind == form_fields.SCALE:
            wanted = any(field in shape.inputs for field in fields)
            return [*start, b">", *formula, key, close] if wanted else []
        return [*start, key]

    @cached_property
    def formulas(self) -> dict[WorkingCell, list[Piece]]:
        """Formula elements of the working cells, with holes where they name the form sheet."""
        found = {}
        for cell, working in self.working.items():
            formula = self._cells[cell].find("f") if cell in self._cells else None
            if formula is not None:
                data = self.part.data
                found[working] = [
                    data[formula.start : formula.inner],
                    *self._inner_pieces(formula),
                    data[formula.close : formula.end],
                ]
        return found

    def _plain(
        self, patches: Patches, cell: tuple[int, int], element: Element, unlocked: bool
    ) -> None:
        """A cell that is not ours: right lock, and no cached result of a formula that may be stale."""
        style = self.style_at(*cell)
        wanted = self.styles.variant(style, Variant(not unlocked))
        formula = element.find("f")
        changes: dict[str, str | None] = {"s": str(wanted)} if wanted != style else {}
        if formula is not None:
            changes["t"] = None
            for value in element.all("v"):
                patches.drop(value)
        if changes:
            patches.attributes(element, changes)

    def _insert(self, patches: Patches, cell: tuple[int, int], pieces: list[Piece]) -> None:
        """Add a cell that the template's file leaves out because it is empty and has no style."""
        row = self._rows.get(cell[0])
        if row is None or row.empty:
            raise TemplateError(
                f"テンプレートの {column_letters(cell[1])}{cell[0]} に書き込めません。",
                "そのセルに罫線などの書式を付けて保存し直してください。",
            )
        at = row.close
        for (line, column), element in sorted(self._cells.items(), reverse=True):
            if line == cell[0] and column > cell[1]:
                at = element.start
        patches.replace(at, at, *pieces)

    def _patch_own_references(self, patches: Patches) -> None:
        """Formulas that name the form sheet itself name the new sheet instead."""
        for tag in ("f", "formula", "formula1", "formula2"):
            for element in self.part.root.walk(tag):
                pieces = self._inner_pieces(element)
                if len(pieces) > 1:
                    patches.replace(element.inner, element.close, *pieces)

    def _inner_pieces(self, element: Element) -> list[Piece]:
        """Content of a formula element, with holes where it names the form sheet."""
        source = self.part.data[element.inner : element.close]
        for name in (quoted_sheet(self.name), self.name):
            mark = escape(name).encode() + b"!"
            if mark in source:
                pieces: list[Piece] = []
                for part in source.split(mark):
                    pieces += [part, OWN_SHEET, b"!"]
                return joined(pieces[:-2])
        return [source]


def goal_key(row: int) -> str:
    """Key of the hole that every cell of a row's target line has."""
    return f"目標線{row}"


def working_key(cell: WorkingCell) -> str:
    """Key of a working cell's hole."""
    return f"{cell.kind}{cell.row}#{cell.index}"


_YEAR_FIELDS = frozenset(year_field(index) for index in range(1, MAX_YEARS + 1))
_TABLE_FIELDS = (
    frozenset(field for row in range(1, MAX_SERIES + 1) for field in form_fields.row_fields(row))
    | _YEAR_FIELDS
    | {"策定時年度", "目標年度"}
)
#: Fields whose style depends on the value (size, number format), so that the hole holds it too.
_STYLED = frozenset(
    field for row in range(1, MAX_SERIES + 1) for field in form_fields.figure_fields(row)
) | frozenset(NARRATIVE_FIELDS)
_FILLED = frozenset(required_names()) - {CHART_FIELD} | {
    form_fields.FORM_NAME_FIELD,
    form_fields.TITLE_FIELD,
    form_fields.CHART_TITLE,
    REMARKS_FIELD,
    TOKEN_NAME,
    *form_fields.panel_names(),
}


def _cells(rows: Mapping[int, Element]) -> dict[tuple[int, int], Element]:
    found = {}
    for number, row in rows.items():
        column = 0
        for cell in row.all("c"):
            address = cell.attributes.get("r")
            column = split_address(address)[1] if address else column + 1
            found[(number, column)] = cell
    return found
