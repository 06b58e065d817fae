"""The form sheet compiled: its bytes with holes, once for every shape that the indicators have.

All that depends on the shape alone (hidden rows, column widths, locks, flags) is baked into the bytes;
what is left are holes, filled by key for each sheet.
"""

from __future__ import annotations

from kpi_desktop.domain.errors import TemplateError
from kpi_desktop.domain.forms.form import CHART_FIELD, MAX_SERIES, NARRATIVE_FIELDS, required_names
from kpi_desktop.workbook.ooxml.package.compiled_part import FilledPart
from kpi_desktop.workbook.ooxml.package.xml_spans import Element, Patches, Piece
from kpi_desktop.workbook.ooxml.sheet.addresses import address_of
from kpi_desktop.workbook.ooxml.sheet.sheet_grid import AFTER_VALIDATIONS, columns_xml
from kpi_desktop.workbook.stamping.shape import (
    VALIDATIONS,
    Shape,
    goal_key,
    height_key,
    working_key,
)
from kpi_desktop.workbook.stamping.sheet_template import FormSheetTemplate
from kpi_desktop.workbook.template import field_names
from kpi_desktop.workbook.template.field_names import REMARKS_FIELD, WorkingCell
from kpi_desktop.workbook.template.identity import TOKEN_NAME

#: Fields whose style depends on the value (size, number format), so that the hole holds it too.
_STYLED = frozenset(
    field for row in range(1, MAX_SERIES + 1) for field in field_names.row_fields(row)
) | frozenset(NARRATIVE_FIELDS)
_FILLED = frozenset(required_names()) - {CHART_FIELD} | {
    field_names.FORM_NAME_FIELD,
    field_names.TITLE_FIELD,
    field_names.CHART_TITLE,
    REMARKS_FIELD,
    TOKEN_NAME,
    *field_names.panel_names(),
}
#: Working cells that a finished form keeps: what its chart reads.
_DRAWN = frozenset(
    (
        field_names.VALUES,
        field_names.GOALS,
        field_names.CAPTIONS,
        field_names.CHART_ITEMS,
        field_names.CHART_UNIT,
    )
)


def compiled(template: FormSheetTemplate, shape: Shape) -> FilledPart:
    """The form sheet of *shape*, with holes."""
    return _Compiler(template, shape).compile()


class _Compiler:
    def __init__(self, template: FormSheetTemplate, shape: Shape) -> None:
        self._template = template
        self._shape = shape
        self.part = template.part

    def compile(self) -> FilledPart:
        """The bytes with holes."""
        patches = Patches(self.part)
        self._patch_frame(patches)
        self._patch_rows(patches)
        self._patch_cells(patches)
        self._template.mentions.patch(patches)
        return FilledPart(patches.pieces())

    def _patch_frame(self, patches: Patches) -> None:
        root, p = self.part.root, self.part.prefix
        for view in root.all("sheetViews/sheetView"):
            selected = "1" if self._shape.is_selected else None
            patches.attributes(view, {"tabSelected": selected})
        if "uid" in root.attributes:
            patches.attributes(root, {"xr:uid": None})
        for element in root.all("sheetPr"):
            if "codeName" in element.attributes:
                patches.attributes(element, {"codeName": None})
        columns = columns_xml(self._template.columns(self._shape), p)
        data = root.find("sheetData")
        if data is None:
            raise TemplateError(f"テンプレートのシート「{self._template.name}」が空です。")
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

    def _patch_rows(self, patches: Patches) -> None:
        hidden = self._template.hidden_rows(self._shape)
        stretched = {
            line for lines in self._template.stretched_rows(self._shape).values() for line in lines
        }
        for number, row in self._template.rows.items():
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

    def _patch_cells(self, patches: Patches) -> None:
        unused = self._shape.unused_fields()
        unlocked = self._unlocked_cells()
        holes = {
            (place.row, place.column): name
            for name, place in self._template.places.items()
            if name not in unused and name in _FILLED
        }
        blanked = {
            cell
            for name in unused
            if name in self._template.areas
            for cell in self._template.areas[name].cells()
        }
        for cell, element in self._template.cells.items():
            working = self._template.working.get(cell)
            if self._is_idle(cell):
                holes.pop(cell, None)
                patches.drop(element)
            elif cell in holes:
                pieces = self._field_pieces(cell, holes.pop(cell), cell in unlocked)
                patches.replace(element.start, element.end, *pieces)
            elif working is not None:
                patches.replace(element.start, element.end, *self._working_pieces(cell, working))
            elif cell in blanked:
                patches.replace(element.start, element.end, *self._start(cell, False), b"/>")
            else:
                self._plain(patches, cell, element, cell in unlocked)

    def _is_idle(self, cell: tuple[int, int]) -> bool:
        """Whether a finished form has no use for a cell: beside the page, not drawn, not calculated with."""
        template = self._template
        page, element = template.print_area, template.cells.get(cell)
        if not self._shape.is_finished:
            return False
        if cell[1] <= page.last_column and cell[0] <= page.last_row:
            return False
        if cell in template.working:
            return template.working[cell].kind not in _DRAWN
        if any((one.row, one.column) == cell for one in template.places.values()):
            return True
        column = template.grid.columns.get(cell[1])
        is_seen = column is None or not column.hidden
        is_text = element is not None and element.attributes.get("t") in ("s", "inlineStr")
        return is_seen and is_text

    def _unlocked_cells(self) -> set[tuple[int, int]]:
        names = set(self._shape.inputs)
        if self._shape.has_remarks and REMARKS_FIELD in self._template.areas:
            names.add(REMARKS_FIELD)
        return {
            cell
            for name in names
            if name in self._template.areas
            for cell in self._template.areas[name].cells()
        }

    def _start(self, cell: tuple[int, int], unlocked: bool) -> list[bytes]:
        """``<c r="B4" s="5"`` with the style locked or not."""
        style = self._template.styles.locked(self._template.style_at(*cell), not unlocked)
        text = f'c r="{address_of(cell)}" s="{style}"'
        return [b"<" + self.part.prefix + text.encode()]

    def _field_pieces(self, cell: tuple[int, int], name: str, unlocked: bool) -> list[Piece]:
        if name in _STYLED:
            address = f'c r="{address_of(cell)}"'
            return [b"<" + self.part.prefix + address.encode(), name]
        return [*self._start(cell, unlocked), name]

    def _working_pieces(self, cell: tuple[int, int], working: WorkingCell) -> list[Piece]:
        """A working cell, or nothing where this shape does not need it."""
        if not self._is_needed(working):
            return []
        p, key = self.part.prefix, working_key(working)
        if working.kind == field_names.VALUES:
            address = f'c r="{address_of(cell)}"'
            return [b"<" + p + address.encode(), key]
        start, close = self._start(cell, False), b"</" + p + b"c>"
        formula = self._template.formulas.get(working, [])
        if working.kind == field_names.FLAGS:
            return [*start, b"><" + p + b"v>1</" + p + b"v>" + close]
        if working.kind == field_names.READ:
            return [*start, b' t="str">', *formula, key, close]
        if working.kind == field_names.GOALS:
            return [*start, b">", *formula, goal_key(working.row), close]
        if working.kind == field_names.SCALE:
            return [*start, b">", *formula, key, close]
        return [*start, key]

    def _is_needed(self, working: WorkingCell) -> bool:
        """Whether this shape has that row, and its figures are filled in or its target line drawn."""
        kind, row, inputs = working.kind, working.row, self._shape.inputs
        if row > self._shape.rows:
            return False
        if kind == field_names.GOALS:
            return self._shape.goals[row - 1]
        if kind in (field_names.FLAGS, field_names.READ):
            return field_names.figure_fields(row)[working.at] in inputs
        if kind == field_names.SCALE:
            return not inputs.isdisjoint(field_names.figure_fields(row))
        return True

    def _plain(
        self, patches: Patches, cell: tuple[int, int], element: Element, unlocked: bool
    ) -> None:
        """A cell that is not ours: right lock, and no cached result of a formula that may be stale."""
        style = self._template.style_at(*cell)
        wanted = self._template.styles.locked(style, not unlocked)
        formula = element.find("f")
        changes: dict[str, str | None] = {"s": str(wanted)} if wanted != style else {}
        if formula is not None:
            changes["t"] = None
            for value in element.all("v"):
                patches.drop(value)
        if changes:
            patches.attributes(element, changes)
