"""Sheets of one workbook put behind those of another, with their looks, drawings, charts and names.

Only what the sheets need comes along: other sheets and names that their formulas read, each part under
``xl/forms/``. Named cell styles, properties and everything else of the source stay behind.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from kpi_desktop.workbook.marking.front_sheet import without_titles
from kpi_desktop.workbook.master_book.copied_sheet_part import SheetCopier, shared_strings
from kpi_desktop.workbook.master_book.copied_styles import CopiedStyles
from kpi_desktop.workbook.ooxml.package.package import Limits, Package
from kpi_desktop.workbook.ooxml.package.relationships import (
    RELATIONSHIPS,
    Relationship,
    relationships_part,
    relationships_xml,
)
from kpi_desktop.workbook.ooxml.package.xml_spans import (
    Patches,
    XmlPart,
    escape,
    escape_attribute,
    unescape,
)
from kpi_desktop.workbook.ooxml.sheet.addresses import quoted_sheet
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book, relationships
from kpi_desktop.workbook.ooxml.sheet.sheet_editor import SheetEditor
from kpi_desktop.workbook.ooxml.style.style_sheet import StyleSheet
from kpi_desktop.workbook.template.template import DefinedName, Template

#: What is done to a sheet on its way.
Edit = Callable[[SheetEditor], None]
_CONTENT_TYPES = "[Content_Types].xml"
_FOLDER = "xl/forms"
_PRINTED = ("_xlnm.Print_Area", "_xlnm.Print_Titles")
_STAYING = ("/theme", "/hyperlink")
_FORMULA = re.compile(rb"<(?:\w+:)?(?:f|formula\d?)(?:\s[^>]*)?>([^<]+)<")
_WORD = re.compile(r"[^\W\d][\w.\\?]*")
#: What this program wrote itself may be as large as it likes.
_OWN = Limits(1 << 32, 1 << 20, 1 << 32, 1 << 36, 1 << 20)


class CopiedSheets:
    """Sheets of *source* on their way into the workbook *into*, which this program has just written."""

    def __init__(self, into: bytes, source: Template) -> None:
        self._package = Package(into, _OWN)
        self._source = source
        self._main = Book(self._package).main_part
        self._book = XmlPart(self._package.read(self._main))
        self._styles_part = self._part("/styles")
        #: Ask here for the styles of cells that are typed in.
        self.styles = StyleSheet(self._package.read(self._styles_part))
        source_looks = StyleSheet(source.parts[_related(source, "/styles")])
        strings = source.parts.get(_related(source, "/sharedStrings"))
        self._copier = SheetCopier(
            CopiedStyles(source_looks, self.styles),
            shared_strings(strings) if strings else [],
            (source_looks.digit_width, self.styles.digit_width),
        )
        self._types = _content_types(source)
        self._changed: dict[str, bytes | None] = {}
        self._added: dict[str, str] = {}

    def _part(self, kind: str) -> str:
        links = relationships(self._package, self._main).values()
        return next(part for found, part in links if found.endswith(kind))

    def take(self, edits: Mapping[str, Edit]) -> bytes:
        """The workbook with the sheets named in *edits* behind its own, in the source's order."""
        shown = [at for at, one in enumerate(self._source.sheets) if one.name in edits]
        taken = _with_needed(self._source, shown)
        for at in taken:
            sheet = self._source.sheets[at]
            self._copy(sheet.part, edits.get(sheet.name))
        self._list(taken, frozenset(shown))
        self._changed[self._styles_part] = self.styles.finished()
        theme = self._source.parts.get(_related(self._source, "/theme"))
        if theme is not None and b"r:embed" not in theme:
            self._changed[self._part("/theme")] = theme
        self._changed |= without_titles(self._package)
        return self._package.rewritten(self._changed)

    def _copy(self, sheet: str, edit: Edit | None) -> None:
        """Put in a sheet and all that belongs to it."""
        source = self._source
        parts = list(_closure(source, sheet))
        names = {part: _copied_name(part) for part in parts}
        for part, name in names.items():
            if name in self._added:
                continue
            content = source.parts[part]
            if part == sheet:
                content = self._copier.copied(content)
                if edit is not None:
                    editor = SheetEditor(XmlPart(content))
                    edit(editor)
                    content = editor.finished()
            self._changed[name] = content
            self._added[name] = self._types(part)
            relations = [
                one
                for one in source.relationships(part)
                if one.external or one.target.startswith("#") or one.target in names
            ]
            if relations:
                self._changed[relationships_part(name)] = relationships_xml(name, relations, names)

    def _list(self, taken: Mapping[int, list[DefinedName]], shown: frozenset[int]) -> None:
        """Sheets, names, relationships and content types of the workbook."""
        root, patches = self._book.root, Patches(self._book)
        sheets, names = root.find("sheets"), root.find("definedNames")
        assert sheets is not None and names is not None
        first = len(sheets.children)
        number = max(int(one.attributes["sheetId"]) for one in sheets.children)
        relations = []
        for at, index in enumerate(taken):
            sheet = self._source.sheets[index]
            state = "" if index in shown else ' state="hidden"'
            entry = (
                f'<sheet name="{escape_attribute(sheet.name)}" sheetId="{number + 1 + at}"{state} '
            )
            patches.insert_inside(sheets, f'{entry}r:id="kpiForm{at + 1}"/>'.encode())
            target = _copied_name(sheet.part)
            relations.append(
                Relationship(f"kpiForm{at + 1}", f"{RELATIONSHIPS}/worksheet", target, False)
            )
            for one in taken[index]:
                scope = "" if one.scope is None else f' localSheetId="{first + at}"'
                name = f'<definedName name="{escape_attribute(one.name)}"{scope}>'
                patches.insert_inside(names, f"{name}{escape(one.text)}</definedName>".encode())
        self._changed[self._main] = patches.bytes()
        self._append(
            relationships_part(self._main),
            "".join(
                f'<Relationship Id="{one.id}" Type="{one.type}" '
                f'Target="{posixpath.relpath(one.target, posixpath.dirname(self._main))}"/>'
                for one in relations
            ),
        )
        self._append(
            _CONTENT_TYPES,
            "".join(
                f'<Override PartName="/{escape_attribute(name)}" ContentType="{kind}"/>'
                for name, kind in self._added.items()
            ),
        )

    def _append(self, part: str, elements: str) -> None:
        content = XmlPart(self._package.read(part))
        patches = Patches(content)
        patches.insert_inside(content.root, elements.encode())
        self._changed[part] = patches.bytes()


def _related(source: Template, kind: str) -> str:
    """The part of that kind that the workbook relates to; empty when there is none."""
    links = source.relationships(source.workbook_part)
    return next((one.target for one in links if one.type.endswith(kind)), "")


def _copied_name(part: str) -> str:
    return f"{_FOLDER}/{part.removeprefix('xl/')}"


def _closure(source: Template, part: str) -> Iterator[str]:
    """*part* and everything below it, each once."""
    found, waiting = {part}, [part]
    while waiting:
        part = waiting.pop()
        yield part
        for one in source.relationships(part):
            is_own = not one.external and not one.type.endswith(_STAYING)
            if is_own and one.target in source.parts and one.target not in found:
                found.add(one.target)
                waiting.append(one.target)


def _content_types(source: Template) -> Callable[[str], str]:
    root = XmlPart(source.parts[_CONTENT_TYPES]).root
    defaults = {
        one.attributes["Extension"].lower(): one.attributes["ContentType"]
        for one in root.all("Default")
    }
    own = {
        one.attributes["PartName"].lstrip("/"): one.attributes["ContentType"]
        for one in root.all("Override")
    }

    def kind(part: str) -> str:
        extension = posixpath.splitext(part)[1].lstrip(".").lower()
        return own.get(part) or defaults[extension]

    return kind


def _with_needed(source: Template, shown: list[int]) -> dict[int, list[DefinedName]]:
    """Sheets to take → their names to take: *shown*, and behind them what their formulas read."""
    names = _NamesOnOffer(source.names)
    taken: dict[int, list[DefinedName]] = {}
    waiting = list(shown)
    while waiting:
        at = waiting.pop(0)
        taken[at], formulas = names.read_by(at, _formulas(source, source.sheets[at].part))
        waiting += [
            other
            for other, sheet in enumerate(source.sheets)
            if other not in taken and other not in waiting and _reads(formulas, sheet.name)
        ]
    return taken


class _NamesOnOffer:
    """Defined names that sheets may take along; the workbook's go with the first sheet that reads them."""

    def __init__(self, names: Iterable[DefinedName]) -> None:
        self._of_sheet: dict[int, list[DefinedName]] = defaultdict(list)
        self._of_workbook: list[DefinedName] = []
        for one in names:
            (self._of_workbook if one.scope is None else self._of_sheet[one.scope]).append(one)

    def read_by(self, at: int, formulas: str) -> tuple[list[DefinedName], str]:
        """Names that the sheet *at* takes, those that other names read among them; all formulas then."""
        own = self._of_sheet[at]
        names = [one for one in own if one.name in _PRINTED]
        waiting = [one for one in own if one.name not in _PRINTED] + self._of_workbook
        while read := _read(waiting, formulas):
            names += read
            waiting = [one for one in waiting if one not in read]
            formulas += "\n".join(one.text for one in read)
        self._of_workbook = [one for one in self._of_workbook if one not in names]
        return names, formulas


def _reads(formulas: str, sheet: str) -> bool:
    return f"{sheet}!" in formulas or f"{quoted_sheet(sheet)}!" in formulas


def _read(names: list[DefinedName], formulas: str) -> list[DefinedName]:
    words = set(_WORD.findall(formulas)) if names else set()
    return [one for one in names if one.name in words]


def _formulas(source: Template, sheet: str) -> str:
    parts = (source.parts[part] for part in _closure(source, sheet))
    found = (text.decode() for part in parts for text in _FORMULA.findall(part))
    return unescape("\n".join(found))
