"""The form template as a package: its parts, sheets, defined names, and where each field stands."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kpi_desktop.domain.errors import TemplateError
from kpi_desktop.domain.form import required_names
from kpi_desktop.workbook.transitional import transitional
from kpi_desktop.workbook.xml_spans import BadXml, Element, XmlPart

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PRINT_AREA = "_xlnm.Print_Area"
_LAST_ROW, _LAST_COLUMN = 1048576, 16384
_MAX_PART = 64 * 1024 * 1024
_REFERENCE = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!"
    r"\$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>\d+)(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>\d+))?"
)
_REMEDY = "様式2.xlsx を Excel で開き、数式タブの「名前の管理」で直してください。"


@dataclass(frozen=True)
class Place:
    """Where a name points: rows and columns from 1, both ends included."""

    row: int
    column: int
    last_row: int
    last_column: int

    @property
    def address(self) -> str:
        """Address of the upper left cell, e.g. ``B4``."""
        return f"{column_letters(self.column)}{self.row}"

    def cells(self) -> list[tuple[int, int]]:
        """(row, column) of every cell, row by row."""
        return [
            (row, column)
            for row in range(self.row, self.last_row + 1)
            for column in range(self.column, self.last_column + 1)
        ]

    def meets(self, other: Place) -> bool:
        """Whether the two have a cell in common."""
        return (
            self.row <= other.last_row
            and other.row <= self.last_row
            and self.column <= other.last_column
            and other.column <= self.last_column
        )

    def holds(self, other: Place) -> bool:
        """Whether the upper left cell of *other* lies inside."""
        return (
            self.row <= other.row <= self.last_row
            and self.column <= other.column <= self.last_column
        )


@dataclass(frozen=True)
class DefinedName:
    """One defined name: ``scope`` is the index of its sheet, None for the whole workbook."""

    name: str
    scope: int | None
    text: str

    @cached_property
    def target(self) -> tuple[str, Place] | None:
        """Sheet name and place, None when it is not one plain area."""
        match = _REFERENCE.fullmatch(self.text)
        if match is None:
            return None
        sheet = match["quoted"].replace("''", "'") if match["quoted"] else match["plain"]
        return sheet, _place(match)


@dataclass(frozen=True)
class TemplateSheet:
    """One sheet of the template: its name, its part and its visibility."""

    name: str
    part: str
    state: str


@dataclass(frozen=True)
class Relationship:
    """One relationship of a part; ``target`` is a part name, an address when external, or ``#'Sheet'!A1``."""

    id: str
    type: str
    target: str
    external: bool


class Template:
    """A template, read whole. TemplateError when it is no workbook at all."""

    def __init__(self, source: Path | bytes) -> None:
        data = source if isinstance(source, bytes) else _read(source)
        self.fingerprint = hashlib.sha256(data).hexdigest()[:16]
        self.parts = transitional(_unzip(data))
        try:
            self.workbook_part = self._workbook_part()
            self.workbook = XmlPart(self.parts[self.workbook_part])
            self.sheets = list(self._sheets())
            self.names = list(self._names())
        except (KeyError, BadXml, StopIteration) as error:
            raise _unreadable() from error

    def _workbook_part(self) -> str:
        kind = "/officeDocument"
        return next(one.target for one in self.relationships("") if one.type.endswith(kind))

    def _sheets(self) -> Iterator[TemplateSheet]:
        targets = {one.id: one.target for one in self.relationships(self.workbook_part)}
        for element in self.workbook.root.all("sheets/sheet"):
            attributes = element.attributes
            state = attributes.get("state", "visible")
            yield TemplateSheet(attributes["name"], targets[attributes["id"]], state)

    def _names(self) -> Iterator[DefinedName]:
        for element in self.workbook.root.all("definedNames/definedName"):
            scope = element.attributes.get("localSheetId")
            text = self.workbook.text(element)
            yield DefinedName(element.attributes["name"], int(scope) if scope else None, text)

    def relationships(self, part: str) -> list[Relationship]:
        """Relationships of *part* (the package itself when empty); none is an empty list."""
        data = self.parts.get(relationships_part(part))
        if data is None:
            return []
        found = []
        for element in XmlPart(data).root.all("Relationship"):
            attributes = element.attributes
            external = attributes.get("TargetMode") == "External"
            target = attributes["Target"]
            if not external and not target.startswith("#"):
                target = _resolve(part, target)
            found.append(Relationship(attributes["Id"], attributes["Type"], target, external))
        return found

    @cached_property
    def form_index(self) -> int:
        """Index of the form sheet: the one with most of the required names. TemplateError if none."""
        wanted = set(required_names())
        names = [sheet.name for sheet in self.sheets]
        counts = [0] * len(names)
        for one in self.names:
            if one.name in wanted and one.target and one.target[0] in names:
                counts[names.index(one.target[0])] += 1
        if not any(counts):
            raise TemplateError("テンプレートに様式のシートが見つかりません。", _REMEDY)
        # of a sheet and its copy the one with the shorter name: 様式2, not 様式2 (2)
        return min(range(len(names)), key=lambda at: (-counts[at], len(names[at])))

    @property
    def form(self) -> TemplateSheet:
        """The form sheet."""
        return self.sheets[self.form_index]

    def places(self, sheet_index: int) -> dict[str, Place]:
        """Name → place for every name that points into that sheet; its own names win."""
        sheet = self.sheets[sheet_index].name
        found: dict[str, Place] = {}
        for one in sorted(self.names, key=lambda one: one.scope is not None):
            if one.scope in (None, sheet_index) and one.target and one.target[0] == sheet:
                found[one.name] = one.target[1]
        return found

    def print_areas(self, sheet_index: int) -> list[Place] | None:
        """The printed areas of a sheet, None when none is set. Whole rows or columns are no area."""
        for one in self.names:
            if one.scope == sheet_index and one.name == PRINT_AREA:
                return [_place(match) for match in _REFERENCE.finditer(one.text)]
        return None


def _place(match: re.Match[str]) -> Place:
    row, column = int(match["r1"]), column_number(match["c1"])
    if match["c2"] is None:
        return Place(row, column, row, column)
    return Place(row, column, int(match["r2"]), column_number(match["c2"]))


def relationships_part(part: str) -> str:
    """Name of the part that holds the relationships of *part*."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _resolve(part: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(
            f"テンプレート「{path.name}」を開けません。",
            "ファイルがあるか、Excel で開いたままになっていないかを確かめてください。",
        ) from error


def _unzip(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {}
            for info in package.infolist():
                if info.file_size > _MAX_PART:
                    raise _unreadable()
                if not info.is_dir():
                    parts[info.filename] = package.read(info)
            return parts
    except (zipfile.BadZipFile, RuntimeError, EOFError) as error:
        raise _unreadable() from error


def _unreadable() -> TemplateError:
    return TemplateError(
        "テンプレートを Excel ブックとして読めません。",
        "パスワードのない .xlsx として保存し直してください。",
    )


def column_letters(number: int) -> str:
    """``AA`` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """27 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def split_address(address: str) -> tuple[int, int]:
    """(row, column) of ``B4``."""
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), column_number(letters)


def parse_area(text: str) -> Place:
    """The place that ``A1:B2``, ``A1``, ``A:C`` or ``3:5`` says."""
    first, _, last = text.replace("$", "").partition(":")
    (column, row), (last_column, last_row) = _corner(first), _corner(last or first)
    return Place(row or 1, column or 1, last_row or _LAST_ROW, last_column or _LAST_COLUMN)


def _corner(address: str) -> tuple[int, int]:
    """(column, row) of an address, 0 for what it does not say."""
    letters = address.rstrip("0123456789")
    return column_number(letters), int(address[len(letters) :] or 0)


def merged_areas(root: Element) -> list[Place]:
    """Merged areas of a sheet."""
    return [parse_area(one.attributes["ref"]) for one in root.all("mergeCells/mergeCell")]


def quoted_sheet(name: str) -> str:
    """A sheet name as formulas write it, always in quotes."""
    return "'" + name.replace("'", "''") + "'"
