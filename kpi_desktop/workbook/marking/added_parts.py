"""Parts that are added to a workbook: their names, relationships and content types."""

from __future__ import annotations

import posixpath

from kpi_desktop.workbook.ooxml.package.package import Package
from kpi_desktop.workbook.ooxml.package.relationships import RELATIONSHIPS, relationships_xml
from kpi_desktop.workbook.ooxml.package.xml_spans import Patches, XmlPart, escape_attribute
from kpi_desktop.workbook.ooxml.sheet.open_workbook import relationships
from kpi_desktop.workbook.ooxml.style.style_sheet import prefixed

_TYPES = {
    "worksheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    "comments": "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
}
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_CONTENT_TYPES = "[Content_Types].xml"


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
