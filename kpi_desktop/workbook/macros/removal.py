"""Macros taken out of a workbook: what comes back from a department is never passed on with its code."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_desktop.workbook.macros.buttons import without_buttons
from kpi_desktop.workbook.macros.macro_package import CONTENT_TYPES, PLAIN, WITH_MACROS, overrides
from kpi_desktop.workbook.ooxml.package.package import Package
from kpi_desktop.workbook.ooxml.package.relationships import relationships_part
from kpi_desktop.workbook.ooxml.package.xml_spans import Patches, XmlPart
from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book
from kpi_desktop.workbook.ooxml.sheet.open_workbook import relationships

#: Relationships of the package or of the workbook that carry code or call it.
_CODE = ("/vbaProject", "/extensibility", "/attachedToolbars")


def without_macros(data: bytes) -> bytes:
    """*data* as a plain .xlsx when it carries macros: no project, no buttons, nothing that calls code."""
    book = open_book(data)
    package = book.package
    gone = _code_parts(package, book.main_part)
    types = XmlPart(package.read(CONTENT_TYPES))
    if not gone and not overrides(types, WITH_MACROS):
        return data
    changed: dict[str, bytes | None] = dict.fromkeys(gone)
    for owner in ("", book.main_part):
        path = relationships_part(owner)
        changed[path] = _without(package.read(path), "Relationship", "Type", _CODE)
    patches = Patches(types)
    for one in overrides(types, WITH_MACROS):
        patches.attributes(one, {"ContentType": PLAIN})
    for one in types.root.all("Override"):
        if one.attributes.get("PartName", "").lstrip("/") in gone:
            patches.drop(one)
    changed[CONTENT_TYPES] = patches.bytes()
    for sheet in book.sheets:
        changed |= _quiet_sheet(package, sheet.part)
    return package.rewritten(changed)


def _code_parts(package: Package, main: str) -> set[str]:
    """Parts that hold code, with their own relationships and everything below them."""
    found: set[str] = set()
    waiting = [
        part
        for owner in ("", main)
        for kind, part in relationships(package, owner).values()
        if kind.endswith(_CODE)
    ]
    while waiting:
        part = waiting.pop()
        if part in found or part not in package:
            continue
        found.add(part)
        links = relationships_part(part)
        if links in package:
            found.add(links)
        waiting += [below for _, below in relationships(package, part).values()]
    return found


def _without(content: bytes, tag: str, key: str, endings: tuple[str, ...]) -> bytes:
    part = XmlPart(content)
    patches = Patches(part)
    for one in part.root.all(tag):
        if one.attributes.get(key, "").endswith(endings):
            patches.drop(one)
    return patches.bytes()


def _quiet_sheet(package: Package, sheet: str) -> Mapping[str, bytes]:
    """The sheet's own parts with nothing left that calls a macro."""
    found: dict[str, bytes] = {}
    part = XmlPart(package.read(sheet))
    callers = [one for one in part.root.walk("controlPr") if one.attributes.get("macro")]
    if callers:
        patches = Patches(part)
        for one in callers:
            patches.attributes(one, {"macro": None})
        found[sheet] = patches.bytes()
    for kind, target in relationships(package, sheet).values():
        if target not in package:
            continue
        if kind.endswith("/drawing"):
            found[target] = without_buttons(package.read(target))
        elif kind.endswith("/vmlDrawing"):
            drawing = XmlPart(package.read(target))
            patches = Patches(drawing)
            for one in drawing.root.walk("FmlaMacro"):
                patches.drop(one)
            found[target] = patches.bytes()
    return found
