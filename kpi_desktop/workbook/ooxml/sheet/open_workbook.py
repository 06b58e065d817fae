"""What a workbook says about itself: sheets, defined names, styles, shared strings, properties."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from kpi_desktop.workbook.ooxml.package.package import Package
from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal
from kpi_desktop.workbook.ooxml.package.xml_text import has_control, parse, plain, unescape
from kpi_desktop.workbook.ooxml.sheet.rich_text import Runs, string_item, struck_item
from kpi_desktop.workbook.ooxml.style.number_formats import BUILT_IN

MAX_SHEETS = 300
MAX_NAMES = 60_000
_TRIES = 16

_SPACE = b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_MAIN = b"xmlns=" + _SPACE
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_SHEET = re.compile(r"<sheet ([^>]*?)/?>")
_NAME = re.compile(
    r'<definedName (?:name="([^"]*)" localSheetId="(\d+)"|([^>]*))>([^<]*)</definedName>'
)
_LOCAL_NAME = re.compile(r'<definedName name="([^"]*)" localSheetId="(\d+)">([^<]*)</definedName>')
_DATE1904 = re.compile(r'<workbookPr [^>]*?\bdate1904="(?:1|true)"')


class SheetInfo(NamedTuple):
    """A sheet as the workbook lists it; ``state`` is visible, hidden or veryHidden."""

    name: str
    part: str
    state: str


class Style(NamedTuple):
    """What of a cell's style concerns reading."""

    number_format: str
    locked: bool
    struck: bool = False


@dataclass
class _Structure:
    """Sheets as (name, relationship, state); names by sheet index (None: of the whole workbook)."""

    sheets: list[tuple[str, str, str]]
    names: dict[int | None, dict[str, str]]
    date1904: bool = False


def plainly_written(content: bytes, root: bytes) -> bool:
    """Whether *content* is serialised in the usual way: UTF-8, default namespace, no comments or DTD."""
    head = content[:2048]
    at = head.find(b"<" + root)
    declaration = content[: max(at, 0)].lower()
    return (
        at >= 0
        and _MAIN in head
        and content.count(_SPACE) == 1
        and (b"encoding" not in declaration or b"utf-8" in declaration)
        and not _declares(content)
        and content.rstrip().endswith(b"</" + root + b">")
    )


def _declares(content: bytes) -> bool:
    """Whether *content* holds ``<!``; single bytes are found much faster, and there are few."""
    at = content.find(b"!")
    for _ in range(_TRIES):
        if at < 0:
            return False
        if content[at - 1 : at] == b"<":
            return True
        at = content.find(b"!", at + 1)
    return at >= 0 and content.find(b"<!", at - 1) >= 0


class Book:
    """An opened workbook. Refusal for what is not one."""

    def __init__(self, package: Package) -> None:
        self.package = package
        main = self._main_part()
        links = relationships(package, main)
        structure = _structure(package.read(main))
        self.date1904 = structure.date1904
        self._check_sheets(structure, links)
        self.sheets = tuple(
            SheetInfo(name, links[link][1], state) for name, link, state in structure.sheets
        )
        self.names = [structure.names.get(index, {}) for index in range(len(self.sheets))]
        by_kind = {kind.rpartition("/")[2]: part for kind, part in links.values()}
        self.main_part = main
        self.link_kinds = frozenset(by_kind)
        self._strings_part = by_kind.get("sharedStrings")
        self._styles_part = by_kind.get("styles")
        self._strings: list[bytes | str] | None = None
        #: Shared string by its index → what is struck out of it.
        self.struck: dict[int, str] = {}

    def _main_part(self) -> str:
        package = self.package
        if "_rels/.rels" not in package:
            if "mimetype" in package and "content.xml" in package:
                raise Refusal(Reason.OPEN_DOCUMENT)
            raise Refusal(Reason.NOT_A_WORKBOOK)
        for kind, part in relationships(package, "").values():
            if kind.endswith("/officeDocument"):
                if part.endswith(".bin"):
                    raise Refusal(Reason.BINARY_FORMAT)
                if part.startswith(("word/", "ppt/", "visio/")):
                    raise Refusal(Reason.WORD)
                if part not in package:
                    raise Refusal(Reason.MISSING_PART, part)
                return part
        raise Refusal(Reason.NOT_A_WORKBOOK)

    def _check_sheets(self, structure: _Structure, links: dict[str, tuple[str, str]]) -> None:
        if len(structure.sheets) > MAX_SHEETS:
            raise Refusal(Reason.TOO_MANY_SHEETS, len(structure.sheets))
        names = sum(map(len, structure.names.values()))
        if names > MAX_NAMES:
            raise Refusal(Reason.TOO_MANY_NAMES, names)
        seen = set()
        for name, link, _ in structure.sheets:
            if name.casefold() in seen:
                raise Refusal(Reason.DUPLICATE_SHEET, name)
            seen.add(name.casefold())
            if link not in links or links[link][1] not in self.package:
                raise Refusal(Reason.MISSING_PART, name)
            if links[link][0].endswith("/xlMacrosheet"):
                raise Refusal(Reason.DDE)
        if not structure.sheets:
            raise Refusal(Reason.NOT_A_WORKBOOK)

    def string(self, index: int) -> str:
        """Shared string *index*. Refusal when there is no such one."""
        if self._strings is None:
            self._strings = _shared(self.package, self._strings_part, self.struck)
        if not 0 <= index < len(self._strings):
            raise Refusal(Reason.DAMAGED, "共有文字列")
        found = self._strings[index]
        if isinstance(found, bytes):
            try:
                item = found[: found.find(b"</si>")]
                found = string_item(item)
                if b"<strike" in item:
                    self.struck[index] = struck_item(item)
            except ValueError:
                raise Refusal(Reason.BAD_XML, "共有文字列") from None
            if has_control(found):
                raise Refusal(Reason.BAD_XML, "共有文字列")
            self._strings[index] = found
        return found

    @cached_property
    def styles(self) -> tuple[Style, ...]:
        """Cell styles by index."""
        return _styles(self.package.read(self._styles_part)) if self._styles_part else ()

    @cached_property
    def struck_styles(self) -> frozenset[int]:
        """Indexes of the cell styles that strike everything out."""
        return frozenset(index for index, style in enumerate(self.styles) if style.struck)

    @cached_property
    def has_notes(self) -> bool:
        """Whether anything in the workbook carries notes."""
        if any("comments" in name.lower() for name in self.package.names):
            return True
        types = "[Content_Types].xml"
        return types in self.package and b".comments+xml" in self.package.read(types)

    def properties(self) -> dict[str, str]:
        """Custom document properties as text."""
        for kind, part in relationships(self.package, "").values():
            if kind.endswith(("/custom-properties", "/customProperties")) and part in self.package:
                return _properties(self.package.read(part))
        return {}


def relationships(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Id → (type, target part) of the internal relationships of *part*; "" is the package."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if path not in package:
        return {}
    return dict(_relationships(package.read(path), folder))


@lru_cache(maxsize=16)
def _relationships(content: bytes, folder: str) -> tuple[tuple[str, tuple[str, str]], ...]:
    found: list[tuple[str, tuple[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found.append((attributes.get("Id", ""), (attributes.get("Type", ""), path)))

    parse(content, start)
    return tuple(found)


def _structure(content: bytes) -> _Structure:
    if plainly_written(content, b"workbook"):
        try:
            found = _plain_structure(content)
        except ValueError:
            found = None
        if found is not None:
            return found
    return _general_structure(content)


def _plain_structure(content: bytes) -> _Structure | None:
    text = content.decode()
    sheets = []
    for match in _SHEET.findall(text):
        attributes = dict(_ATTRIBUTE.findall(match))
        if "name" not in attributes or "r:id" not in attributes:
            return None
        state = attributes.get("state", "visible")
        sheets.append((plain(attributes["name"].encode()), attributes["r:id"], state))
    if len(sheets) != text.count("<sheet "):
        return None
    names = _local_names(text) or _any_names(text)
    if names is None:
        return None
    return _Structure(sheets, names, _DATE1904.search(text) is not None)


def _local_names(text: str) -> dict[int | None, dict[str, str]] | None:
    """Names when each belongs to a sheet and is written as every common program does; else None."""
    found = _LOCAL_NAME.findall(text)
    if len(found) != text.count("<definedName ") or "&" in text:
        return None
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for name, order, reference in found:
        names[order].setdefault(name, reference)
    return {int(order): own for order, own in names.items()}


def _any_names(text: str) -> dict[int | None, dict[str, str]] | None:
    found = _NAME.findall(text)
    if len(found) != text.count("<definedName "):
        return None
    names: dict[int | None, dict[str, str]] = defaultdict(dict)
    for name, order, others, reference in found:
        if others:
            attributes = dict(_ATTRIBUTE.findall(others))
            name, order = attributes.get("name", ""), attributes.get("localSheetId", "")
        if "&" in name or "&" in reference:
            name, reference = plain(name.encode()), plain(reference.encode())
        names[int(order) if order else None].setdefault(name, reference)
    return names


def _general_structure(content: bytes) -> _Structure:
    found = _Structure([], defaultdict(dict))
    texts: list[str] = []
    current: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal current
        if tag == "sheet":
            state = attributes.get("state", "visible")
            found.sheets.append((attributes.get("name", ""), attributes.get("id", ""), state))
        elif tag == "definedName":
            current = attributes
            texts.clear()
        elif tag == "workbookPr":
            found.date1904 = attributes.get("date1904") in ("1", "true")

    def end(tag: str) -> None:
        if tag == "definedName":
            order = current.get("localSheetId", "")
            where = int(order) if order.isdecimal() and len(order) < 6 else None
            found.names[where].setdefault(current.get("name", ""), "".join(texts))

    parse(content, start, end, texts.append)
    return found


def _shared(package: Package, part: str | None, struck: dict[int, str]) -> list[bytes | str]:
    if part is None or part not in package:
        return []
    content = package.read(part)
    head, *items = content.split(b"<si>")
    if plainly_written(content, b"sst") and b"<si" not in head:
        if len(items) == content.count(b"<si>") == content.count(b"</si>"):
            return list(items)
    runs = _general_strings(content)
    struck.update((index, one.struck) for index, one in enumerate(runs) if one.struck)
    return [unescape(one.shown) for one in runs]


def _general_strings(content: bytes) -> list[Runs]:
    found: list[Runs] = []
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        inside.append(tag)
        if tag == "si":
            found.append(Runs())
        elif found:
            found[-1].open(tag, attributes)

    def end(_: str) -> None:
        inside.pop()

    def text(piece: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside and found:
            found[-1].add(piece)

    parse(content, start, end, text)
    return found


@lru_cache(maxsize=8)
def _styles(content: bytes) -> tuple[Style, ...]:
    codes = dict(BUILT_IN)
    found: list[Style] = []
    struck: list[bool] = []
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if tag == "font":
            struck.append(False)
        elif tag == "strike" and struck:
            struck[-1] = attributes.get("val", "1") not in ("0", "false")
        elif tag == "numFmt" and attributes.get("numFmtId", "").isdecimal():
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "General")
        elif tag == "cellXfs":
            inside = True
        elif inside and tag == "xf":
            number = attributes.get("numFmtId", "0")
            code = codes.get(int(number), "General") if number.isdecimal() else "General"
            font = attributes.get("fontId", "")
            out = font.isdecimal() and int(font) < len(struck) and struck[int(font)]
            found.append(Style(code, True, out))
        elif inside and tag == "protection" and attributes.get("locked") in ("0", "false"):
            found[-1] = found[-1]._replace(locked=False)

    def end(tag: str) -> None:
        nonlocal inside
        if tag == "cellXfs":
            inside = False

    parse(content, start, end)
    return tuple(found)


def _properties(content: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal name
        if tag == "property":
            name = attributes.get("name", "")
            found[name] = ""

    def text(piece: str) -> None:
        if name:
            found[name] += piece

    parse(content, start, None, text)
    return {key: value.strip() for key, value in found.items()}
