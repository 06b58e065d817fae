"""A sheet in front of all others: order of the sheets, defined names, document properties."""

from __future__ import annotations

from kpi_desktop.workbook.ooxml.package.package import Package
from kpi_desktop.workbook.ooxml.package.relationships import RELATIONSHIPS
from kpi_desktop.workbook.ooxml.package.xml_spans import Element, Patches, XmlPart, escape
from kpi_desktop.workbook.ooxml.sheet.open_workbook import relationships
from kpi_desktop.workbook.ooxml.style.style_sheet import prefixed

_TITLES = "_xlnm.Print_Titles"


def with_new_front_sheet(workbook: XmlPart, name: str, titles: str, relation: str) -> bytes:
    """The workbook part with the new sheet *name* in front and shown; its pages repeat *titles*."""
    patches = Patches(workbook)
    sheets = _sheets(workbook)
    _show(workbook, patches, 0)
    number = 1 + max(int(sheet.attributes["sheetId"]) for sheet in sheets.children)
    tag = (
        prefixed(f'<sheet name="{name}" sheetId="{number}" ', workbook.prefix)
        + f'xmlns:r="{RELATIONSHIPS}" r:id="{relation}"/>'.encode()
    )
    patches.replace(sheets.inner, sheets.inner, tag)
    names = workbook.root.find("definedNames")
    for defined in names.children if names else ():
        local = defined.attributes.get("localSheetId")
        if local is not None:
            patches.attributes(defined, {"localSheetId": str(int(local) + 1)})
    _repeat(workbook, patches, titles, 0)
    return patches.bytes()


def with_front_sheet_shown(workbook: XmlPart, titles: str, position: int) -> bytes:
    """The workbook part with the sheet at *position* shown; its pages repeat *titles* and nothing else."""
    patches = Patches(workbook)
    _sheets(workbook)
    _show(workbook, patches, position)
    names = workbook.root.find("definedNames")
    own = {"localSheetId": str(position), "name": _TITLES}
    for defined in names.children if names else ():
        if own.items() <= defined.attributes.items():
            patches.drop(defined)
    _repeat(workbook, patches, titles, position)
    return patches.bytes()


def _sheets(workbook: XmlPart) -> Element:
    sheets = workbook.root.find("sheets")
    if sheets is None:
        raise KeyError("sheets")
    return sheets


def _show(workbook: XmlPart, patches: Patches, position: int) -> None:
    shown = {"activeTab": str(position) if position else None, "firstSheet": None}
    for view in workbook.root.all("bookViews/workbookView"):
        patches.attributes(view, shown)


def _repeat(workbook: XmlPart, patches: Patches, titles: str, position: int) -> None:
    """Repeat the rows *titles* on every printed page of the sheet at *position*."""
    root = workbook.root
    entry = prefixed(
        f'<definedName name="{_TITLES}" localSheetId="{position}">{escape(titles)}</definedName>',
        workbook.prefix,
    )
    names = root.find("definedNames")
    if names is not None:
        patches.insert_inside(names, entry)
        return
    before = root.find("externalReferences") or root.find("functionGroups") or _sheets(workbook)
    opened, closed = (prefixed(f"<{mark}definedNames>", workbook.prefix) for mark in ("", "/"))
    patches.replace(before.end, before.end, opened, entry, closed)


def without_titles(package: Package) -> dict[str, bytes | None]:
    """The document properties without the titles of parts, which no longer hold; Excel makes them anew."""
    for kind, part in relationships(package, "").values():
        if kind.endswith("/extended-properties") and part in package:
            content = XmlPart(package.read(part))
            patches = Patches(content)
            for tag in ("HeadingPairs", "TitlesOfParts"):
                for element in content.root.all(tag):
                    patches.drop(element)
            return {part: patches.bytes()}
    return {}
