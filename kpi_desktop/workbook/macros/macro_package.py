"""A workbook's package with a VBA project and buttons put in; every other part stays byte for byte."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from kpi_desktop.workbook.macros.buttons import PlacedButton, empty_drawing, with_buttons
from kpi_desktop.workbook.macros.vba_project import WORKBOOK_CODE_NAME, MacroModule, vba_project
from kpi_desktop.workbook.ooxml.package.relationships import (
    RELATIONSHIPS,
    relationships_part,
    relationships_xml,
)
from kpi_desktop.workbook.ooxml.package.xml_spans import (
    Element,
    Patches,
    XmlPart,
    escape,
    escape_attribute,
)
from kpi_desktop.workbook.ooxml.sheet.addresses import quoted_sheet
from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book, relationships
from kpi_desktop.workbook.ooxml.sheet.sheet_grid import AFTER_VALIDATIONS

CONTENT_TYPES = "[Content_Types].xml"
_PROJECT_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


class MacroPackage:
    """One workbook while macros are put into it."""

    def __init__(self, data: bytes) -> None:
        self.book: Book = open_book(data)
        self._package = self.book.package
        self._changed: dict[str, bytes] = {}
        self._new_types: list[tuple[str, str]] = []
        self._drawings = 0
        self._parsed: dict[str, XmlPart] = {}

    def part(self, name: str) -> XmlPart:
        """A part as it now is; parsed again only when it was changed."""
        changed = self._changed.get(name)
        known = self._parsed.get(name)
        if known is None or (changed is not None and known.data is not changed):
            known = self._parsed[name] = XmlPart(changed or self._package.read(name))
        return known

    def add_buttons(self, sheet: str, placed: Sequence[PlacedButton]) -> None:
        """Put *placed* on the sheet whose part is *sheet*."""
        links = relationships(self._package, sheet).values()
        drawing = next((part for kind, part in links if kind.endswith("/drawing")), None)
        if drawing is None:
            drawing = self._add_drawing(sheet)
        content = self._changed.get(drawing) or self._package.read(drawing)
        self._changed[drawing] = with_buttons(content, placed)

    def _add_drawing(self, sheet: str) -> str:
        self._drawings += 1
        folder = posixpath.dirname(posixpath.dirname(sheet))
        drawing = f"{folder}/drawings/drawing_macro{self._drawings}.xml"
        self._changed[drawing] = empty_drawing()
        self._new_types.append((drawing, _DRAWING_TYPE))
        relation = self._relate(sheet, drawing, RELATIONSHIPS + "/drawing")
        part = self.part(sheet)
        patches = Patches(part)
        later = AFTER_VALIDATIONS[AFTER_VALIDATIONS.index("drawing") + 1 :]
        at = next((one.start for one in part.root.children if one.tag in later), part.root.close)
        tag = f'drawing xmlns:r="{RELATIONSHIPS}" r:id="{relation}"/>'
        patches.replace(at, at, b"<" + part.prefix + tag.encode())
        self._changed[sheet] = patches.bytes()
        return drawing

    def _relate(self, owner: str, target: str, kind: str) -> str:
        path = relationships_part(owner)
        known = path in self._changed or path in self._package
        part = self.part(path) if known else XmlPart(relationships_xml(owner, [], {}))
        taken = {one.attributes["Id"] for one in part.root.all("Relationship")}
        relation = next(name for n in range(1, 1000) if (name := f"kpiMacro{n}") not in taken)
        relative = escape_attribute(posixpath.relpath(target, posixpath.dirname(owner)))
        text = f'Relationship Id="{relation}" Type="{kind}" Target="{relative}"/>'
        patches = Patches(part)
        patches.insert_inside(part.root, b"<" + part.prefix + text.encode())
        self._changed[path] = patches.bytes()
        return relation

    def name_text(self, name: str, text: str) -> None:
        """A defined name of the whole workbook that stands for *text*."""
        self._define(name, "", '"' + text.replace('"', '""') + '"')

    def print_only(self, index: int, area: str) -> None:
        """Nothing outside *area* of the sheet numbered *index* from 0 is printed."""
        reference = f"{quoted_sheet(self.book.sheets[index].name)}!{area}"
        self._define("_xlnm.Print_Area", f' localSheetId="{index}"', reference)

    def _define(self, name: str, scope: str, text: str) -> None:
        part = self.part(self.book.main_part)
        entry = f'definedName name="{escape_attribute(name)}"{scope}>{escape(text)}</'.encode()
        entry = b"<" + part.prefix + entry + part.prefix + b"definedName>"
        patches = Patches(part)
        names = part.root.find("definedNames")
        if names is not None:
            patches.insert_inside(names, entry)
        else:
            sheets = part.root.find("functionGroups") or part.root.find("sheets")
            assert sheets is not None
            opened, closed = (
                b"<%b" % mark + part.prefix + b"definedNames>" for mark in (b"", b"/")
            )
            patches.replace(sheets.end, sheets.end, opened + entry + closed)
        self._changed[self.book.main_part] = patches.bytes()

    def finished(self, modules: Sequence[MacroModule]) -> bytes:
        """The .xlsm with *modules* in its project."""
        main = self.book.main_part
        code_names = [f"Sheet{number}" for number in range(1, len(self.book.sheets) + 1)]
        for sheet, code_name in zip(self.book.sheets, code_names, strict=True):
            self._name_code(sheet.part, "sheetPr", code_name, ())
        self._name_code(main, "workbookPr", WORKBOOK_CODE_NAME, ("fileVersion", "fileSharing"))
        project = posixpath.join(posixpath.dirname(main), "vbaProject.bin")
        self._relate(main, project, _PROJECT_RELATION)
        self._changed[project] = vba_project(code_names, modules)
        self._new_types.append((project, _PROJECT_TYPE))
        self._changed[CONTENT_TYPES] = self._content_types()
        return self._package.rewritten(dict(self._changed))

    def _name_code(self, name: str, tag: str, code_name: str, before: tuple[str, ...]) -> None:
        """Give the element *tag* of a part its code name; it stands first but for *before*."""
        part = self.part(name)
        patches = Patches(part)
        found = part.root.find(tag)
        if found is not None:
            patches.attributes(found, {"codeName": code_name})
        else:
            at = max((one.end for one in part.root.children if one.tag in before), default=0)
            at = at or part.root.inner
            text = f'{tag} codeName="{code_name}"/>'.encode()
            patches.replace(at, at, b"<" + part.prefix + text)
        self._changed[name] = patches.bytes()

    def _content_types(self) -> bytes:
        part = self.part(CONTENT_TYPES)
        patches = Patches(part)
        for one in overrides(part, PLAIN):
            patches.attributes(one, {"ContentType": WITH_MACROS})
        for name, kind in self._new_types:
            text = f'Override PartName="/{escape_attribute(name)}" ContentType="{kind}"/>'
            patches.insert_inside(part.root, b"<" + part.prefix + text.encode())
        return patches.bytes()


def overrides(part: XmlPart, kind: str) -> list[Element]:
    """The content types that say *kind* of a part."""
    return [one for one in part.root.all("Override") if one.attributes.get("ContentType") == kind]
