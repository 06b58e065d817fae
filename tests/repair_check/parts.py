"""A workbook's parts, parsed once for all rules.

Addresses are read here anew: a check that used the program's own arithmetic would share its mistakes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kpi_desktop.workbook.ooxml.package.file_kind import refuse_if_not_zip
from kpi_desktop.workbook.ooxml.package.package import Package
from kpi_desktop.workbook.ooxml.package.xml_spans import BadXml, Element, XmlPart
from kpi_desktop.workbook.ooxml.sheet.open_workbook import relationships
from tests.repair_check.fault import Fault

Area = tuple[int, int, int, int]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


def place(reference: str) -> tuple[int, int] | None:
    """(row, column) from 1, or None when *reference* is no cell of a sheet."""
    match = _CELL.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def area(reference: str) -> Area | None:
    """(top, left, bottom, right) from 1, or None when *reference* is no area of a sheet."""
    first, _, last = reference.partition(":")
    start, end = place(first), place(last or first)
    if start is None or end is None or start[0] > end[0] or start[1] > end[1]:
        return None
    return (*start, *end)


def overlap(one: Area, other: Area) -> bool:
    """Whether two areas share a cell."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def broken_parts(data: bytes) -> list[Fault]:
    """XML parts that are not well-formed."""
    refuse_if_not_zip(data)
    package = Package(data)
    found = []
    for name in package.names:
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                XmlPart(package.read(name))
            except BadXml as error:
                found.append(Fault("xml", name, "", f"XML として読めません（{error}）"))
    return found


@dataclass(frozen=True)
class SheetPart:
    """One worksheet."""

    name: str
    part: str
    xml: XmlPart

    @cached_property
    def rows(self) -> list[Element]:
        """Rows as they stand."""
        return list(self.xml.root.all("sheetData/row"))

    def cells(self) -> Iterator[Element]:
        """Cells as they stand."""
        for row in self.rows:
            yield from row.all("c")


class OpenedParts:
    """The workbook part, its sheets, tables, styles and strings."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        links = relationships(self.package, "")
        self.main = next(part for kind, part in links.values() if kind.endswith("/officeDocument"))
        self.workbook = self.xml(self.main)
        self.links = relationships(self.package, self.main)
        found = []
        for sheet in self.workbook.root.all("sheets/sheet"):
            kind, part = self.links.get(sheet.attributes.get("id", ""), ("", ""))
            if kind.endswith("/worksheet") and part in self.package:
                found.append(SheetPart(sheet.attributes["name"], part, self.xml(part)))
        self.sheets = tuple(found)
        self.sheet_names = [
            one.attributes["name"] for one in self.workbook.root.all("sheets/sheet")
        ]

    def xml(self, part: str) -> XmlPart:
        """A part, parsed."""
        return XmlPart(self.package.read(part))

    def linked(self, kind: str) -> XmlPart | None:
        """The part of that kind which the workbook part links to, if there is one."""
        part = next((at for each, at in self.links.values() if each.endswith("/" + kind)), None)
        return self.xml(part) if part in self.package and part is not None else None

    @cached_property
    def styles(self) -> XmlPart | None:
        """styles.xml."""
        return self.linked("styles")

    @cached_property
    def strings(self) -> list[str]:
        """Shared strings."""
        xml = self.linked("sharedStrings")
        if xml is None:
            return []
        return [text_of(xml, item) for item in xml.root.all("si")]

    def tables(self) -> Iterator[tuple[SheetPart, str, XmlPart]]:
        """Sheet, part and content of every table."""
        for sheet in self.sheets:
            if posixpath.join(*rels_of(sheet.part)) in self.package:
                for kind, part in relationships(self.package, sheet.part).values():
                    if kind.endswith("/table") and part in self.package:
                        yield sheet, part, self.xml(part)


def rels_of(part: str) -> tuple[str, str]:
    """Folder and name of the relationships of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels"), name + ".rels"


def text_of(xml: XmlPart, element: Element) -> str:
    """Text of ``si`` or ``is``, furigana left out."""
    direct = [xml.text(one) for one in element.all("t")]
    return "".join(direct + [xml.text(one) for one in element.all("r/t")])
