"""Marks on one worksheet part: fills, a conditional fill above its own, and where notes open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from kpi_desktop.workbook.marking.cell_notes import WIDTH, Anchor, height_of
from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal
from kpi_desktop.workbook.ooxml.package.relationships import RELATIONSHIPS
from kpi_desktop.workbook.ooxml.package.xml_spans import Element, Patches, XmlPart
from kpi_desktop.workbook.ooxml.sheet.addresses import Place, address_of, area_of, place_of
from kpi_desktop.workbook.ooxml.style.style_sheet import prefixed

#: What may stand after a conditional format or a legacy drawing, in the order of the schema.
_AFTER_CONDITION = (
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags"),
    *("drawing", "legacyDrawing"),
)
_AFTER_NOTES = (
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
    *("tableParts", "extLst"),
)


class SheetMarks:
    """Changes to one worksheet part; ask for them in any order, then take ``finished()``."""

    def __init__(self, data: bytes) -> None:
        self._part = XmlPart(data)
        self._root = self._part.root
        self._patches = Patches(self._part)
        found = self._root.find("sheetData")
        if found is None:
            raise Refusal(Reason.BAD_XML, "sheetData")
        self._data = found
        self._rows: dict[int, Element] = {}
        self._cells: dict[Place, Element] = {}
        self._locate()
        self._new: dict[Place, int] = {}

    def _locate(self) -> None:
        number = 0
        for row in self._data.all("row"):
            number = int(row.attributes.get("r", number + 1))
            self._rows[number] = row
            column = 0
            for cell in row.all("c"):
                reference = cell.attributes.get("r")
                column = place_of(reference)[1] if reference else column + 1
                self._cells[number, column] = cell

    def style(self, place: Place) -> int:
        """Index of the cell's style."""
        cell = self._cells.get(place)
        if cell is not None:
            return int(cell.attributes.get("s", "0"))
        row = self._rows.get(place[0])
        if row is not None and row.attributes.get("customFormat") in ("1", "true"):
            return int(row.attributes.get("s", "0"))
        for one in self._root.all("cols/col"):
            if int(one.attributes["min"]) <= place[1] <= int(one.attributes["max"]):
                return int(one.attributes.get("style", "0"))
        return 0

    def restyle(self, place: Place, style: int) -> None:
        """Give the cell another style; its content stays. A cell that is not there is made."""
        cell = self._cells.get(place)
        if cell is None:
            self._new[place] = style
        else:
            self._patches.attributes(cell, {"s": str(style)})

    def deselect(self) -> bool:
        """Take the sheet out of the selection of tabs; whether it was in it."""
        found = [
            one
            for one in self._root.all("sheetViews/sheetView")
            if one.attributes.get("tabSelected") in ("1", "true")
        ]
        for one in found:
            self._patches.attributes(one, {"tabSelected": None})
        return bool(found)

    def conditions(self, ours: set[int], fills: Mapping[Place, int]) -> None:
        """Conditional fills (by differential style) above all others; earlier ones of *ours* go."""
        others = self._drop_conditions(ours)
        if not (fills and others):
            return
        groups: dict[int, list[str]] = {}
        for place, style in sorted(fills.items()):
            groups.setdefault(style, []).append(address_of(place))
        self._make_way(others, len(groups))
        text = "".join(
            f'<conditionalFormatting sqref="{" ".join(cells)}"><cfRule type="expression" '
            f'dxfId="{style}" priority="{at}" stopIfTrue="1"><formula>TRUE</formula></cfRule>'
            "</conditionalFormatting>"
            for at, (style, cells) in enumerate(sorted(groups.items()), 1)
        )
        first = next(self._root.all("conditionalFormatting"), None)
        at = first.start if first else self._before((*_AFTER_CONDITION, *_AFTER_NOTES))
        self._patches.replace(at, at, prefixed(text, self._part.prefix))

    def _drop_conditions(self, ours: set[int]) -> list[Element]:
        """Take out the conditional formats with rules of *ours* alone; gives the rules of the others."""
        others: list[Element] = []
        for condition in self._root.all("conditionalFormatting"):
            rules = list(condition.all("cfRule"))
            if rules and all(int(rule.attributes.get("dxfId", "-1")) in ours for rule in rules):
                self._patches.drop(condition)
            else:
                others += rules
        return others

    def _make_way(self, rules: list[Element], count: int) -> None:
        """Move *rules* and those of Excel's extension down, so that *count* new ones have room above."""
        extended = [rule for one in self._root.all("extLst") for rule in one.walk("cfRule")]
        ranked = [rule for rule in (*rules, *extended) if "priority" in rule.attributes]
        highest = min((int(rule.attributes["priority"]) for rule in ranked), default=1)
        if highest > count:
            return
        for rule in ranked:
            moved = int(rule.attributes["priority"]) + count + 1 - highest
            self._patches.attributes(rule, {"priority": str(moved)})

    def _before(self, tags: tuple[str, ...]) -> int:
        """Where the first of *tags* begins, or the end of the sheet."""
        for child in self._root.children:
            if child.tag in tags:
                return child.start
        return self._root.close

    def show_notes(self, relation: str) -> None:
        """Refer to the drawing of the notes."""
        name = self._part.prefix + b"legacyDrawing"
        link = b'<%b xmlns:r="%b" r:id="%b"/>' % (name, RELATIONSHIPS.encode(), relation.encode())
        at = self._before(_AFTER_NOTES)
        self._patches.replace(at, at, link)

    def finished(self) -> bytes:
        """The part with every change."""
        prefix = self._part.prefix
        rows: dict[int, dict[int, bytes]] = {}
        for place, style in sorted(self._new.items()):
            cell = b'<%bc r="%b" s="%d"/>' % (prefix, address_of(place).encode(), style)
            rows.setdefault(place[0], {})[place[1]] = cell
        for number, cells in rows.items():
            row = self._rows.get(number)
            if row is None:
                line = b'<%brow r="%d">%b</%brow>' % (
                    prefix,
                    number,
                    b"".join(cells.values()),
                    prefix,
                )
                later = [one.start for other, one in self._rows.items() if other > number]
                self._insert(self._data, min(later, default=None), line)
            else:
                for column, cell in cells.items():
                    places = self._cells.items()
                    later = [one.start for at, one in places if at[0] == number and at[1] > column]
                    self._insert(row, min(later, default=None), cell)
        return self._patches.bytes()

    def _insert(self, parent: Element, before: int | None, content: bytes) -> None:
        if before is None:
            self._patches.insert_inside(parent, content)
        else:
            self._patches.replace(before, before, content)

    # where notes open

    @cached_property
    def _merges(self) -> list[tuple[Place, Place]]:
        areas = (area_of(one.attributes["ref"]) for one in self._root.all("mergeCells/mergeCell"))
        return [one for one in areas if one is not None]

    def anchor(self, place: Place, text: str) -> Anchor:
        """Beside the cell (or the area that it is merged with), large enough for *text*."""
        last = next((end for first, end in self._merges if first == place), place)
        right, dx = self._walk(self._widths(last[1] + 1), last[1], 12 + WIDTH)
        top = max(place[0] - 2, 0)
        below, dy = self._walk(self._heights(top + 1), top, 4 + height_of(text))
        return Anchor((last[1], 12, top, 4, right, dx, below, dy))

    def _walk(self, sizes: Iterator[int], at: int, wanted: int) -> tuple[int, int]:
        """Index from 0 and offset of the point *wanted* pixels after the beginning of *at*."""
        for size in sizes:
            if wanted <= size:
                return at, wanted
            wanted -= size
            at += 1
        return at, 0

    def _widths(self, column: int) -> Iterator[int]:
        columns = list(self._root.all("cols/col"))
        for number in range(column, 16_385):
            width = 8.43
            for one in columns:
                if int(one.attributes["min"]) <= number <= int(one.attributes["max"]):
                    hidden = one.attributes.get("hidden") in ("1", "true")
                    width = 0.0 if hidden else float(one.attributes.get("width", "8.43"))
            yield int(width * 7 + 5) if width else 0

    def _heights(self, row: int) -> Iterator[int]:
        for number in range(row, 1_048_577):
            found = self._rows.get(number)
            height = 15.0
            if found is not None:
                hidden = found.attributes.get("hidden") in ("1", "true")
                height = 0.0 if hidden else float(found.attributes.get("ht", "15"))
            yield int(height * 4 / 3)
