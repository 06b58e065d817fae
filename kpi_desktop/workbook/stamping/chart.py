"""The form's chart and drawing compiled: references re-pointed, caches filled, unused series left out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kpi_desktop.domain.forms.form import CHART_FIELD, FieldName
from kpi_desktop.workbook.ooxml.package.compiled_part import FilledPart
from kpi_desktop.workbook.ooxml.package.xml_spans import (
    Element,
    Patches,
    Piece,
    XmlPart,
    escape,
    escape_attribute,
)
from kpi_desktop.workbook.ooxml.sheet.addresses import Area, column_letters
from kpi_desktop.workbook.ooxml.sheet.sheet_grid import Column
from kpi_desktop.workbook.stamping.chart_room import (
    PLOT_HEIGHT,
    ChartRoom,
    depth,
    has_many_series,
)
from kpi_desktop.workbook.stamping.shape import OWN_SHEET, Shape, goal_key, working_key
from kpi_desktop.workbook.stamping.sheet_template import FormSheetTemplate
from kpi_desktop.workbook.stamping.sheet_values import FormValues
from kpi_desktop.workbook.template import field_names
from kpi_desktop.workbook.template.field_names import WorkingCell
from kpi_desktop.workbook.template.template import DefinedName

ALT_TEXT_MARK = b"{\xe6\x8c\x87\xe6\xa8\x99\xe5\x90\x8d}"  # {指標名}
ALT_TEXT = "@指標名"
LOWER_EDGE = "@下端"
EMU = 12700
AXIS_MINIMUM, AXIS_STEP, AXIS_UNIT = "@最小", "@目盛", "@単位"
#: Stands for the number format in what opens a cache.
FORMAT = "{書式}"
#: What the shipped template has in グラフ単位.
UNIT_MARK = "（単位）"


@dataclass(frozen=True)
class Cache:
    """One cache of a chart: its hole, whether it holds numbers, and the working cells that it repeats.

    ``points``: what opens the point of a cell, and the key of that cell. ``row`` is the series row of the
    first one, 0 for none. ``head``, with FORMAT for the number format, and ``tail`` stand around the points.
    ``has_texts``: some are text fields of the form.
    """

    key: str
    numeric: bool
    points: tuple[tuple[str, str], ...]
    row: int
    head: str
    tail: str
    has_texts: bool = False


@dataclass(frozen=True)
class ChartProgram:
    """A compiled chart part and the caches that its holes stand for."""

    part: FilledPart
    caches: tuple[Cache, ...]


class FormChart:
    """One chart part of the form sheet."""

    def __init__(self, data: bytes, sheet: FormSheetTemplate) -> None:
        self._part = XmlPart(data)
        self._room = ChartRoom(self._part)
        self._sheet = sheet
        self._fields = {(place.row, place.column): name for name, place in sheet.places.items()}
        p = self._part.prefix.decode()
        self._from_zero = b"<" + self._part.prefix + b'min val="0"/>'
        self._opened, self._closed = f"><{p}v>", f"</{p}v></{p}pt>"
        self.program = lru_cache(maxsize=256)(self._compile)

    @cached_property
    def _height(self) -> float:
        """Points that the template gives the chart."""
        area, grid = self._sheet.areas[CHART_FIELD], self._sheet.grid
        return sum(grid.height(row) for row in range(area.row, area.last_row + 1)) or 1.0

    @property
    def reads_anything(self) -> bool:
        """Whether one of its series still has cells to read: their columns may have been deleted."""
        return any(not self._is_lost(one) for one in self._part.root.walk("ser"))

    def _is_lost(self, series: Element) -> bool:
        formula = series.find("val/numRef/f")
        if formula is None:
            return False
        area = self._area(formula)
        if area is None:
            return "#REF!" in self._part.text(formula)
        return not any(
            self._owner(cell) or (cell in self._sheet.cells and self._sheet.cells[cell].children)
            for cell in area.cells()
        )

    def _compile(self, shape: Shape) -> ChartProgram:
        patches = Patches(self._part)
        self._drop_unused(patches, shape)
        caches: list[Cache] = []
        for reference in self._references():
            formula = reference.find("f")
            assert formula is not None
            area = self._area(formula)
            if area is not None and self._is_ours(area):
                caches.append(self._repoint(patches, reference, formula, area, shape, caches))
        for axis in self._part.root.walk("valAx"):
            minimum, between = axis.find("scaling/min"), axis.find("crossBetween")
            if minimum is not None and minimum.attributes.get("val") == "0":
                patches.replace(minimum.start, minimum.end, AXIS_MINIMUM)
                if between is not None and axis.find("majorUnit") is None:
                    patches.replace(between.end, between.end, AXIS_STEP)
        self._name_axes(patches)
        self._sheet.mentions.patch(patches, is_chart=True)
        self._room.patch(patches, shape)
        part = FilledPart(patches.pieces())
        kept = set(part.keys)
        needed = {one.key: one for one in caches if one.key in kept}
        return ChartProgram(part, tuple(needed.values()))

    def _name_axes(self, patches: Patches) -> None:
        """LibreOffice saves the linked title of an axis as plain text; it gets the unit all the same."""
        for title in self._part.root.walk("title"):
            for text in title.walk("t"):
                if self._part.text(text) == UNIT_MARK:
                    patches.replace(text.inner, text.close, AXIS_UNIT)

    def _references(self) -> Iterable[Element]:
        for tag in ("strRef", "numRef", "multiLvlStrRef"):
            yield from self._part.root.walk(tag)

    def _area(self, formula: Element) -> Area | None:
        target = DefinedName("", None, self._part.text(formula)).target
        return target[1] if target and target[0] == self._sheet.name else None

    def _is_ours(self, area: Area) -> bool:
        """Whether what stands there comes from the form's values; the cache of other cells stays as it is."""
        return any(self._owner(cell) or cell in self._fields for cell in area.cells())

    def _owner(self, cell: tuple[int, int]) -> WorkingCell | None:
        """Working cell, or the figure field seen as one (a chart may read the table itself)."""
        if cell in self._sheet.working:
            return self._sheet.working[cell]
        name = FieldName.parse(self._fields.get(cell, ""))
        if name.name.startswith("年度") and name.name[2:].isdigit():
            return WorkingCell(field_names.CHART_ITEMS, 0, int(name.name[2:]))
        if name.row is None:
            return None
        fields = field_names.figure_fields(name.row)
        if name.name not in fields:
            return None
        return WorkingCell(field_names.VALUES, name.row, fields.index(name.name))

    def _drop_unused(self, patches: Patches, shape: Shape) -> None:
        """Leave out what this shape does not draw; of a chart that draws nothing the groups stay."""
        plot = self._part.root.find("chart/plotArea")
        groups = [one for one in plot.children if one.find("ser")] if plot is not None else []
        drawn = [one for one in groups if not all(self._unused(one, shape))]
        for group in groups:
            if drawn and group not in drawn:
                patches.drop(group)
                continue
            for series, is_unused in zip(group.all("ser"), self._unused(group, shape)):
                if is_unused:
                    patches.drop(series)

    def _unused(self, group: Element, shape: Shape) -> list[bool]:
        return [self._is_unused(one, shape) for one in group.all("ser")]

    def _is_unused(self, series: Element, shape: Shape) -> bool:
        if self._is_lost(series):
            return True
        formula = series.find("val/numRef/f")
        area = self._area(formula) if formula is not None else None
        owner = self._owner((area.row, area.column)) if area else None
        if owner is None or owner.row == 0:
            return False
        if owner.row > shape.rows:
            return True
        drawn = shape.goals if owner.kind == field_names.GOALS else shape.bars
        return not drawn[owner.row - 1]

    def _repoint(
        self,
        patches: Patches,
        reference: Element,
        formula: Element,
        area: Area,
        shape: Shape,
        known: Sequence[Cache],
    ) -> Cache:
        cells = area.cells()
        while len(cells) > 1 and self._is_beyond(cells[-1], shape):
            cells.pop()
        (first_row, first), (last_row, last) = cells[0], cells[-1]
        address = f"!${column_letters(first)}${first_row}"
        if len(cells) > 1:
            address += f":${column_letters(last)}${last_row}"
        patches.replace(formula.inner, formula.close, OWN_SHEET, address.encode())
        found = self._cache(reference.tag, cells, len(known))
        for one in known:
            if dataclasses.replace(found, key=one.key) == one:
                found = one
        for tag in ("strCache", "numCache", "multiLvlStrCache"):
            for cache in reference.all(tag):
                patches.drop(cache)
        patches.replace(formula.end, formula.end, found.key)
        return found

    def _cache(self, tag: str, cells: Sequence[tuple[int, int]], number: int) -> Cache:
        """What a reference to *cells* keeps beside it; several levels of labels keep nothing."""
        if tag == "multiLvlStrRef":
            return Cache(f"@写し{number}", False, (), 0, "", "")
        numeric = tag == "numRef"
        owners = [self._owner(one) for one in cells]
        p = self._part.prefix.decode()
        points = tuple(
            (f'<{p}pt idx="{index}"', _key(owner) if owner else self._fields[cell])
            for index, (cell, owner) in enumerate(zip(cells, owners))
            if owner is not None or cell in self._fields
        )
        row = owners[0].row if owners[0] is not None else 0
        kind = "numCache" if numeric else "strCache"
        head = f"<{p}{kind}>" + (f"<{p}formatCode>{FORMAT}</{p}formatCode>" if numeric else "")
        head += f'<{p}ptCount val="{len(cells)}"/>'
        has_texts = not numeric and not all(owners)
        return Cache(f"@写し{number}", numeric, points, row, head, f"</{p}{kind}>", has_texts)

    def _is_beyond(self, cell: tuple[int, int], shape: Shape) -> bool:
        owner = self._owner(cell)
        return owner is not None and shape.years < owner.at <= 5

    def fill(self, shape: Shape, values: FormValues, own: bytes) -> bytes:
        """The chart of one sheet; *own* is its quoted, escaped name."""
        program = self.program(shape)
        holes: dict[str, bytes] = {OWN_SHEET: own, AXIS_UNIT: escape(values.unit).encode()}
        grown = 1.0 + values.more_chart / self._height if values.more_chart else 1.0
        holes.update(self._room.holes(values.legend, values.numbers.values(), grown))
        share = holes.get(PLOT_HEIGHT, b"0.5")
        holes[AXIS_MINIMUM], holes[AXIS_STEP] = self._lower_end(values, share, grown)
        opened = self._opened
        formats = {
            key: f' formatCode="{escape_attribute(code)}"{opened}'
            for key, code in values.own_formats.items()
        }
        for cache in program.caches:
            shown = values.numbers if cache.numeric else values.escaped_words
            if cache.has_texts:
                shown = values.texts_shown()
            points = "".join(
                [
                    point + formats.get(key, opened) + shown[key] + self._closed
                    for point, key in cache.points
                    if key in shown
                ]
            )
            code = values.formats[cache.row - 1] if cache.row else "General"
            holes[cache.key] = f"{cache.head.replace(FORMAT, code)}{points}{cache.tail}".encode()
        return program.part.fill(holes)

    def _lower_end(self, values: FormValues, share: bytes, grown: float) -> tuple[bytes, bytes]:
        """Where the axis begins and its step: left to the program that shows it when figures are negative.

        A finished form that has upright labels leaves room for those below its columns; on one that is to
        be filled in a lower figure may still come. *share*: of the chart's height, the plot's.
        """
        p, shape = self._part.prefix, values.shape
        if not any([number.startswith("-") for number in values.numbers.values()]):
            return self._from_zero, b""
        if shape.is_finished and has_many_series(shape):
            found = depth(values.numbers.values(), float(share) * self._height * grown)
            if found is not None:
                low, step = (format(one, "f").encode() for one in found)
                return (
                    b"<" + p + b'min val="' + low + b'"/>',
                    b"<" + p + b'majorUnit val="' + step + b'"/>',
                )
        return b"", b""


def _key(owner: WorkingCell) -> str:
    return goal_key(owner.row) if owner.kind == field_names.GOALS else working_key(owner)


class FormDrawing:
    """The drawing of the form sheet: its chart, and whatever else the office put there."""

    def __init__(self, data: bytes, sheet: FormSheetTemplate) -> None:
        self._part = XmlPart(data)
        self._sheet = sheet
        #: Key of a hole → the lower edge of a chart in the template, within its row.
        self._edges: dict[str, bytes] = {}
        self.program = lru_cache(maxsize=256)(self._compile)

    def _compile(self, shape: Shape) -> FilledPart:
        patches = Patches(self._part)
        columns = self._sheet.columns(shape)
        for anchor in self._part.root.children:
            if not shape.has_chart and self._holds_chart(anchor):
                patches.drop(anchor)
                continue
            for marker in (anchor.find("from"), anchor.find("to")):
                if marker is not None:
                    self._rescale(patches, marker, columns)
            if self._holds_chart(anchor):
                self._lower(patches, anchor)
        self._sheet.mentions.patch(patches)
        pieces: list[Piece] = []
        for piece in patches.pieces():
            head, *rest = piece.split(ALT_TEXT_MARK) if isinstance(piece, bytes) else [piece]
            pieces.append(head)
            for part in rest:
                pieces += [ALT_TEXT, part]
        return FilledPart(pieces)

    @staticmethod
    def _holds_chart(anchor: Element) -> bool:
        return any(True for _ in anchor.walk("chart"))

    def _rescale(self, patches: Patches, marker: Element, columns: Mapping[int, Column]) -> None:
        """Keep an anchor at the same share of a column that became wider."""
        column, offset = marker.find("col"), marker.find("colOff")
        if column is None or offset is None:
            return
        number = int(self._part.text(column)) + 1
        grid = self._sheet.grid
        before = grid.width(grid.columns, number, number)
        after = grid.width(columns, number, number)
        if before and after != before:
            scaled = int(int(self._part.text(offset)) * after / before)
            patches.replace(offset.inner, offset.close, str(scaled).encode())

    def _lower(self, patches: Patches, anchor: Element) -> None:
        """A hole for the lower edge of a chart in the row that gets higher with it."""
        row, edge = anchor.find("to/row"), anchor.find("to/rowOff")
        if row is None or edge is None:
            return
        if int(self._part.text(row)) + 1 == self._sheet.areas[CHART_FIELD].row:
            key = f"{LOWER_EDGE}{edge.start}"
            self._edges[key] = self._part.text(edge).encode()
            patches.replace(edge.inner, edge.close, key)

    def fill(self, shape: Shape, name: str, own: bytes, more: float) -> bytes:
        """The drawing of one sheet: *name* of its indicator for the alternative text, *own* as FormChart.

        *more*: points by which its chart is higher than in the template.
        """
        text = escape(name.replace("\n", " ")).replace('"', "&quot;")
        program = self.program(shape)
        edges = self._edges
        if more:
            edges = {key: b"%d" % (int(edge) + int(more * EMU)) for key, edge in edges.items()}
        return program.fill({ALT_TEXT: text.encode(), OWN_SHEET: own, **edges})
