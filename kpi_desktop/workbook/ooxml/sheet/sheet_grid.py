"""Column widths and row heights of the form sheet; hidden year columns give their room to others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kpi_desktop.workbook.ooxml.package.xml_spans import Element, XmlPart, escape_attribute
from kpi_desktop.workbook.ooxml.sheet.addresses import Area, place_of

POINTS = 0.75
#: Letter, legal, A3, A4, A5, B4 and B5 (of Japan), A2: width and height in points.
_PAPER = {
    **{"1": (612.0, 792.0), "5": (612.0, 1008.0), "8": (841.9, 1190.6), "9": (595.3, 841.9)},
    **{"11": (419.5, 595.3), "12": (728.5, 1031.8), "13": (515.9, 728.5), "66": (1190.6, 1683.8)},
}
#: What follows the data validations in a sheet part.
AFTER_VALIDATIONS = tuple(
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties "
    "cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects "
    "controls webPublishItems tableParts extLst".split()
)
_MARGINS = {"left": 0.7, "right": 0.7, "top": 0.75, "bottom": 0.75}


@dataclass(frozen=True)
class Column:
    """One column: width as stored, and its other attributes."""

    width: float
    hidden: bool
    attributes: Mapping[str, str]


class Grid:
    """Columns and rows of a sheet as the template has them; lengths in points."""

    def __init__(self, part: XmlPart, digit_width: int) -> None:
        root = part.root
        self.digit_width = digit_width
        defaults = root.find("sheetFormatPr")
        attributes = defaults.attributes if defaults else {}
        self.default_height = float(attributes.get("defaultRowHeight", "15"))
        base = float(attributes.get("baseColWidth", "8"))
        fallback = base + (5 + digit_width % 2) / digit_width
        self.default_width = float(attributes.get("defaultColWidth", fallback))
        self.columns = _columns(root)
        self.heights: dict[int, float] = {}
        self.hidden_rows: set[int] = set()
        for number, row in numbered_rows(root):
            if "ht" in row.attributes:
                self.heights[number] = float(row.attributes["ht"])
            if row.attributes.get("hidden") in ("1", "true"):
                self.hidden_rows.add(number)
        self.page_width, self.page_height = _page(root)
        fit, setup = root.find("sheetPr/pageSetUpPr"), root.find("pageSetup")
        self.fits_page = fit is not None and fit.attributes.get("fitToPage") in ("1", "true")
        self._scale = float(setup.attributes.get("scale", "100")) / 100 if setup else 1.0

    def print_scale(self, width: float) -> float:
        """How much smaller *width* points are printed: as set, or to fit across the page."""
        if not self.fits_page:
            return self._scale or 1.0
        return min(1.0, self.page_width / width) if width else 1.0

    def width(self, columns: Mapping[int, Column], first: int, last: int) -> float:
        """Points from the left edge of *first* to the right edge of *last*, hidden ones left out."""
        total = 0.0
        for number in range(first, last + 1):
            column = columns.get(number)
            if column is None:
                total += self.default_width
            elif not column.hidden:
                total += column.width
        return total * self.digit_width * POINTS

    def height(self, row: int) -> float:
        """Height of a row in points, 0 when hidden."""
        return 0.0 if row in self.hidden_rows else self.heights.get(row, self.default_height)

    def redistributed(self, hidden: Collection[int], wider: Collection[int]) -> dict[int, Column]:
        """The columns with *hidden* hidden and their width shared among *wider*."""
        columns = dict(self.columns)
        freed = 0.0
        for number in hidden:
            column = columns.get(number, Column(self.default_width, False, {}))
            freed += 0.0 if column.hidden else column.width
            columns[number] = Column(column.width, True, column.attributes)
        visible = [
            number
            for number in sorted(wider)
            if number not in hidden and not (number in columns and columns[number].hidden)
        ]
        for number in visible:
            column = columns.get(number, Column(self.default_width, False, {}))
            width = column.width + freed / len(visible)
            columns[number] = Column(round(width, 4), False, column.attributes)
        return columns


def numbered_rows(root: Element) -> list[tuple[int, Element]]:
    """(row number, element) of every row; a row without ``r`` follows the one before it."""
    found, number = [], 0
    for row in root.all("sheetData/row"):
        number = int(row.attributes.get("r", number + 1))
        found.append((number, row))
    return found


def numbered_cells(row: Element) -> list[tuple[int, Element]]:
    """(column, element) of every cell of a row; a cell without ``r`` follows the one before it."""
    found, column = [], 0
    for cell in row.all("c"):
        address = cell.attributes.get("r")
        column = place_of(address)[1] if address else column + 1
        found.append((column, cell))
    return found


def _columns(root: Element) -> dict[int, Column]:
    found = {}
    for element in root.all("cols/col"):
        attributes = dict(element.attributes)
        first, last = int(attributes.pop("min")), int(attributes.pop("max"))
        width = float(attributes.pop("width", "9.140625"))
        hidden = attributes.pop("hidden", "0") in ("1", "true")
        for number in range(first, min(last, 16384) + 1):
            found[number] = Column(width, hidden, attributes)
    return found


def _page(root: Element) -> tuple[float, float]:
    setup, margins = root.find("pageSetup"), root.find("pageMargins")
    attributes = setup.attributes if setup else {}
    width, height = _PAPER.get(attributes.get("paperSize", "9"), _PAPER["9"])
    if attributes.get("orientation") == "landscape":
        width, height = height, width
    inches = {
        **_MARGINS,
        **{k: float(v) for k, v in (margins.attributes if margins else {}).items()},
    }
    across = (inches["left"] + inches["right"]) * 72
    down = (inches["top"] + inches["bottom"]) * 72
    return width - across, height - down


def columns_xml(columns: Mapping[int, Column], prefix: bytes) -> bytes:
    """A ``cols`` element; equal neighbours are written as one."""
    out: list[bytes] = []
    numbers = sorted(columns)
    at = 0
    while at < len(numbers):
        first = last = numbers[at]
        column = columns[first]
        while at + 1 < len(numbers) and numbers[at + 1] == last + 1:
            if columns[last + 1] != column:
                break
            last += 1
            at += 1
        at += 1
        hidden = ' hidden="1"' if column.hidden else ""
        rest = "".join(
            f' {k}="{escape_attribute(v)}"'
            for k, v in column.attributes.items()
            if k in ("style", "outlineLevel", "collapsed", "bestFit", "phonetic")
        )
        text = f'col min="{first}" max="{last}" width="{column.width:g}"{rest}{hidden} customWidth="1"/>'
        out.append(b"<" + prefix + text.encode())
    if not out:
        return b""
    return b"<" + prefix + b"cols>" + b"".join(out) + b"</" + prefix + b"cols>"


def spread(place: Area) -> range:
    """Column numbers of a place."""
    return range(place.column, place.last_column + 1)
