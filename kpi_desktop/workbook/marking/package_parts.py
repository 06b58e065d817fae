"""The workbook's own lists: sheets and names, relationships, content types, document properties."""

from __future__ import annotations

import posixpath

from kpi_desktop.workbook.ooxml.package.package import Package
from kpi_desktop.workbook.ooxml.package.relationships import RELATIONSHIPS, relationships_xml
from kpi_desktop.workbook.ooxml.package.xml_spans import Patches, XmlPart, escape, escape_attribute
from kpi_desktop.workbook.ooxml.sheet.open_workbook import relationships
from kpi_desktop.workbook.ooxml.style.style_sheet import prefixed

_TYPES = {
    "worksheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    "comments": "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
}
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_CONTENT_TYPES = "[Content_Types].xml"
_TITLES = "_xlnm.Print_Titles"


class PartsList:
    """Parts that are added to a package, with their relationships and content types."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._added: dict[str, list[tuple[str, str, str]]] = {}
        self._types: list[str] = []

    def free_name(self, wished: str) -> str:
        """*wished*, or with a number when the package has such a part."""
        stem, extension = posixpath.splitext(wished)
        taken = {name.lower() for name in self._package.names}
        count = 1
        while wished.lower() in taken:
            count += 1
            wished = f"{stem}_{count}{extension}"
        return wished

    def add(self, owner: str, part: str, kind: str) -> str:
        """Relate *part* to *owner*; gives the relationship's id."""
        known = {*relationships(self._package, owner)} | {
            one for one, _, _ in self._added.get(owner, ())
        }
        count = 1
        while f"rIdReturn{count}" in known:
            count += 1
        relation = f"rIdReturn{count}"
        target = posixpath.relpath(part, posixpath.dirname(owner))
        self._added.setdefault(owner, []).append((relation, kind, target))
        if kind in _TYPES:
            self._types.append(f'<Override PartName="/{part}" ContentType="{_TYPES[kind]}"/>')
        return relation

    def changes(self) -> dict[str, bytes | None]:
        """The relationships and content types with everything that was added."""
        changed: dict[str, bytes | None] = {}
        for owner, links in self._added.items():
            folder, _, name = owner.rpartition("/")
            path = f"{folder}/_rels/{name}.rels"
            text = "".join(
                f'<Relationship Id="{relation}" Type="{RELATIONSHIPS}/{kind}" '
                f'Target="{escape_attribute(target)}"/>'
                for relation, kind, target in links
            )
            if path in self._package:
                part = XmlPart(self._package.read(path))
            else:
                part = XmlPart(relationships_xml(owner, [], {}))
            patches = Patches(part)
            patches.insert_inside(part.root, prefixed(text, part.prefix))
            changed[path] = patches.bytes()
        if self._added:
            changed[_CONTENT_TYPES] = self._content_types()
        return changed

    def _content_types(self) -> bytes:
        part = XmlPart(self._package.read(_CONTENT_TYPES))
        patches = Patches(part)
        drawings = any(kind == "vmlDrawing" for one in self._added.values() for _, kind, _ in one)
        known = {one.attributes.get("Extension", "").lower() for one in part.root.all("Default")}
        if drawings and "vml" not in known:
            text = f'<Default Extension="vml" ContentType="{_VML}"/>'
            patches.replace(part.root.inner, part.root.inner, prefixed(text, part.prefix))
        if self._types:
            patches.insert_inside(part.root, prefixed("".join(self._types), part.prefix))
        return patches.bytes()


def front_sheet(
    workbook: XmlPart, name: str, titles: str, relation: str | None, position: int
) -> bytes:
    """The workbook part with the sheet *name* in front and on top, and the rows that its pages repeat.

    Without *relation* the sheet stands already at *position* and is only shown.
    """
    root = workbook.root
    patches = Patches(workbook)
    sheets = root.find("sheets")
    if sheets is None:
        raise KeyError("sheets")
    for view in root.all("bookViews/workbookView"):
        shown = {"activeTab": str(position) if position else None, "firstSheet": None}
        patches.attributes(view, shown)
    entry = prefixed(
        f'<definedName name="{_TITLES}" localSheetId="{position}">{escape(titles)}</definedName>',
        workbook.prefix,
    )
    names = root.find("definedNames")
    if relation is not None:
        number = 1 + max(int(one.attributes["sheetId"]) for one in sheets.children)
        tag = (
            prefixed(f'<sheet name="{name}" sheetId="{number}" ', workbook.prefix)
            + f'xmlns:r="{RELATIONSHIPS}" r:id="{relation}"/>'.encode()
        )
        patches.replace(sheets.inner, sheets.inner, tag)
    for one in names.children if names else ():
        local = one.attributes.get("localSheetId")
        if relation is not None and local is not None:
            patches.attributes(one, {"localSheetId": str(int(local) + 1)})
        elif local == str(position) and one.attributes.get("name") == _TITLES:
            patches.drop(one)
    if names is not None:
        patches.insert_inside(names, entry)
    else:
        before = root.find("externalReferences") or root.find("functionGroups") or sheets
        opened, closed = (prefixed(f"<{mark}definedNames>", workbook.prefix) for mark in ("", "/"))
        patches.replace(before.end, before.end, opened, entry, closed)
    return patches.bytes()


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
