"""Cells of a worksheet part as the file says them.

The usual serialisation (as Excel, LibreOffice, openpyxl and XlsxWriter write it) is split into cells by
bytes; whatever differs from it in any way is walked with expat. Both give the same ``RawCell``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal
from kpi_desktop.workbook.ooxml.package.xml_text import has_control, parse, plain, unescape
from kpi_desktop.workbook.ooxml.sheet.addresses import Place, address_of, area_of, place_of
from kpi_desktop.workbook.ooxml.sheet.open_workbook import plainly_written
from kpi_desktop.workbook.ooxml.sheet.rich_text import Runs, string_item, struck_item

MAX_CELLS = 400_000
MAX_TEXT = 32_767

#: Stands for a formula whose text the file keeps in another cell (a shared or an array formula).
SHARED_FORMULA = "…"

_SLASH = ord("/")
#: No cell that holds something is as short as this after its address: ``><v>1</v></c>``.
_EMPTY = 12
_BODY = re.compile(
    rb"(?:<f(?P<attributes>(?: [^>]*?)?)(?:/>|>(?P<formula>[^<]*)</f>))?"
    rb"(?:<v(?: [^>]*)?>(?P<value>[^<]*)</v>|<v/>)?(?:<is>(?P<inline>.*?)</is>|<is/>)?",
    re.S,
)
#: What follows the address of a cell as every common program writes it: style, type, content.
_COMMON = re.compile(
    rb'(?: s="(\d{1,6})")?(?: t="([a-zA-Z]+)")? ?(?:/>|>(?:<f>([^<]*)</f>)?'
    rb'(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_HEAD = re.compile(rb'((?: [a-z]+="[^"]*")*) ?')
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})" ?/>')


class RawCell(NamedTuple):
    """``kind`` is the file's own (n, s, str, inlineStr, b, e, d); ``text`` of s is an index."""

    kind: str
    text: str
    formula: str | None = None
    style: int = 0


class Unusual(Exception):
    """The part is not written in the usual way."""


class SheetCells:
    """Cells of one worksheet part by address. Refusal for duplicates and absurd sizes."""

    def __init__(self, content: bytes, sheet: str, most: int = MAX_CELLS) -> None:
        self.sheet = sheet
        self._most = most
        self._pieces: dict[bytes, bytes] = {}
        self._cells: dict[str, RawCell] = {}
        self._struck: dict[str, str] = {}
        self._content = content
        try:
            self._split(content)
            self._plain = True
        except Unusual:
            self._walk()

    def _walk(self) -> None:
        self._plain = False
        walk = _Walk(self.sheet, self._most)
        parse(self._content, walk.start, walk.end, walk.text)
        self._cells, self._struck = walk.cells, walk.struck
        self._merge_refs, self.protected = tuple(walk.merges), walk.protected

    def _split(self, content: bytes) -> None:
        begin, end = content.find(b"<sheetData>"), content.find(b"</sheetData>")
        if not 0 < begin < end or content.find(b"<sheetData") != begin:
            raise Unusual
        if not plainly_written(content, b"worksheet"):
            raise Unusual
        self._keep_cells(content[begin + 11 : end])
        self._tail = content[end:]
        self._merge_refs = _plain_merges(self._tail)
        self.protected = b"<sheetProtection " in self._tail

    def _keep_cells(self, rows: bytes) -> None:
        pieces = rows.split(b'<c r="')
        head = pieces.pop(0)
        if len(pieces) != rows.count(b"<c") or b"<c" in head:
            raise Unusual
        if len(pieces) > self._most:
            raise Refusal(Reason.TOO_MANY_CELLS, self.sheet)
        self._pieces = dict(map(bytes.split, pieces, repeat(b'"'), repeat(1)))
        if len(self._pieces) != len(pieces):
            raise Refusal(Reason.DUPLICATE_CELL, self.sheet)
        addresses = b"".join(self._pieces)
        if pieces and not (addresses.isalnum() and addresses.isupper()):
            raise Unusual

    def get(self, address: str) -> RawCell | None:
        """The cell at *address*, None when the file has none there."""
        if self._plain:
            piece = self._pieces.get(address.encode())
            if piece is None:
                return None
            try:
                return _parse(piece)
            except (Unusual, ValueError):
                self._walk()
        return self._cells.get(address)

    def struck(self, address: str) -> str:
        """What is struck out of the text that the cell at *address* holds itself."""
        piece = self._pieces.get(address.encode(), b"") if self._plain else b""
        return struck_item(piece) if piece else self._struck.get(address, "")

    def visible_beside(self, known: frozenset[bytes]) -> list[str]:
        """Addresses of the cells that hold something, lie under no other cell and are not *known*."""
        hidden = _with_covered(self._merge_refs, known)
        if not self._plain:
            found = (at for at, cell in self._cells.items() if cell.text or cell.formula)
            return [at for at in found if at.encode() not in hidden]
        pieces = self._pieces
        left = [at for at in pieces.keys() - hidden if len(pieces[at]) > _EMPTY]
        return [at.decode() for at in left if (piece := pieces[at])[piece.find(b">") - 1] != _SLASH]

    def filled(self) -> Iterator[tuple[Place, RawCell]]:
        """Every cell that holds something, by place."""
        if self._plain:
            try:
                self._cells = {key.decode(): _parse(piece) for key, piece in self._pieces.items()}
            except (Unusual, ValueError):
                self._walk()
        for address, cell in self._cells.items():
            if cell.text or cell.formula is not None:
                try:
                    yield place_of(address), cell
                except ValueError:
                    raise Refusal(Reason.BAD_XML, ascii(address[:20])) from None

    def merges(self) -> tuple[tuple[Place, Place], ...]:
        """Merged areas by their corners."""
        return _corners(self._merge_refs)

    def covered(self) -> dict[Place, Place]:
        """Every place that lies in a merged area but is not its first cell → that first cell."""
        return _covered(self._merge_refs)


@lru_cache(maxsize=64)
def _corners(references: tuple[tuple[str, str], ...]) -> tuple[tuple[Place, Place], ...]:
    try:
        return tuple((place_of(first), place_of(last)) for first, last in references)
    except ValueError:
        return ()


@lru_cache(maxsize=64)
def _covered(references: tuple[tuple[str, str], ...]) -> dict[Place, Place]:
    found = {}
    for first, last in _corners(references):
        if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) > 20_000:
            continue
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                if (row, column) != first:
                    found[row, column] = first
    return found


@lru_cache(maxsize=64)
def _with_covered(
    references: tuple[tuple[str, str], ...], known: frozenset[bytes]
) -> frozenset[bytes]:
    return known.union(address_of(place).encode() for place in _covered(references))


def _plain_merges(tail: bytes) -> tuple[tuple[str, str], ...]:
    """The merged areas that stand behind the cells."""
    corners = _MERGE.findall(tail)
    if len(corners) != tail.count(b"<mergeCell ") or b"<sheetData" in tail:
        raise Unusual
    return tuple((first.decode(), last.decode()) for first, last in corners)


def _parse(piece: bytes) -> RawCell:
    """A cell from its bytes after the address. Unusual or ValueError when it is in another form."""
    match = _COMMON.match(piece)
    if match is None:
        return _parse_attributes(piece)
    style, kind, formula, value, inline = match.groups()
    content = inline or value
    return RawCell(
        kind.decode() if kind else "n",
        _plain_text(content, inline or kind == b"str") if content else "",
        None if formula is None else plain(formula) or SHARED_FORMULA,
        int(style) if style else 0,
    )


def _plain_text(content: bytes, may_escape: object) -> str:
    """The text of *content*; with *may_escape* it may hold characters in Excel's own escapes."""
    text = plain(content) if b"&" in content or b"\r" in content else content.decode()
    if not text.isprintable() and not text.replace("\n", "").isprintable() and has_control(text):
        raise Unusual
    return unescape(text) if "_x" in text and may_escape else text


def _parse_attributes(piece: bytes) -> RawCell:
    """The same with attributes in any order, rich text, and formulas that are shared or an array."""
    end = piece.find(b">")
    closed = piece[end - 1 : end] == b"/"
    head = _HEAD.fullmatch(piece, 0, end - closed)
    if head is None:
        raise Unusual
    style = int(_attribute(head[1], b' s="', b"0"))
    if closed:
        return RawCell("n", "", None, style)
    kind = _attribute(head[1], b' t="', b"n").decode()
    stop = piece.find(b"</c>", end)
    body = _BODY.fullmatch(piece, end + 1, stop) if stop >= 0 else None
    if body is None:
        raise Unusual
    has_formula, formula, value, inline = body.groups()
    text = _text_of_kind(kind, value or b"", inline or b"")
    if has_formula is None:
        return RawCell(kind, text, None, style)
    return RawCell(kind, text, plain(formula or b"") or SHARED_FORMULA, style)


def _attribute(attributes: bytes, opened: bytes, default: bytes) -> bytes:
    """Value of the attribute that *opened* (space, name, equals sign, quote) begins."""
    at = attributes.find(opened)
    if at < 0:
        return default
    at += len(opened)
    return attributes[at : attributes.find(b'"', at)]


def _text_of_kind(kind: str, value: bytes, inline: bytes) -> str:
    if kind == "inlineStr":
        text = string_item(inline)
    else:
        text = unescape(plain(value)) if kind == "str" else plain(value)
    if has_control(text):
        raise Unusual
    return text


class _Walk:
    """Collects the cells of a worksheet part in any serialisation."""

    def __init__(self, sheet: str, most: int) -> None:
        self._most = most
        self.sheet = sheet
        self.cells: dict[str, RawCell] = {}
        self.merges: list[tuple[str, str]] = []
        self.protected = False
        self._row = self._column = 0
        self._data = 0
        self._address = ""
        self._head: dict[str, str] = {}
        self._inside: list[str] = []
        self._value = Runs()
        self._formula: list[str] | None = None
        self.struck: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self._inside.append(tag)
        opened = _OPENED.get(tag)
        if opened is not None:
            opened(self, attributes)

    def open_sheet_data(self, attributes: dict[str, str]) -> None:
        """The cells begin; they do so once."""
        self._data += 1
        if self._data > 1:
            raise Refusal(Reason.DUPLICATE_CELL, self.sheet)

    def open_row(self, attributes: dict[str, str]) -> None:
        """A row, the next one unless it has a number."""
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
        self._column = 0

    def open_cell(self, attributes: dict[str, str]) -> None:
        """A cell, the next one of its row unless it has an address."""
        address = attributes.get("r")
        if address is None:
            self._column += 1
            address = address_of((self._row, self._column))
        else:
            try:
                self._column = place_of(address)[1]
            except ValueError:
                raise Refusal(Reason.BAD_XML, ascii(address[:20])) from None
        if address in self.cells:
            raise Refusal(Reason.DUPLICATE_CELL, self.sheet)
        if len(self.cells) > self._most:
            raise Refusal(Reason.TOO_MANY_CELLS, self.sheet)
        self._address, self._head = address, attributes
        self._value, self._formula = Runs(), None

    def open_formula(self, attributes: dict[str, str]) -> None:
        """The formula of a cell."""
        if self._address:
            self._formula = []

    def open_value(self, attributes: dict[str, str]) -> None:
        """The value of a cell; it has one."""
        if self._value.shown:
            raise Refusal(Reason.DUPLICATE_CELL, self.sheet)

    def open_run(self, attributes: dict[str, str]) -> None:
        """A run of rich text, or what it looks like."""
        self._value.open(self._inside[-1], attributes)

    def open_merge(self, attributes: dict[str, str]) -> None:
        """A merged area."""
        area = area_of(attributes.get("ref", ""))
        if area:
            self.merges.append((address_of(area[0]), address_of(area[1])))

    def open_protection(self, attributes: dict[str, str]) -> None:
        """The protection of the sheet."""
        self.protected = True

    def end(self, tag: str) -> None:
        """An element closes."""
        self._inside.pop()
        if tag != "c" or not self._address:
            return
        kind = self._head.get("t", "n")
        text = self._value.shown
        if self._value.struck:
            self.struck[self._address] = self._value.struck
        if kind in ("inlineStr", "str"):
            text = unescape(text)
        style = self._head.get("s", "0")
        formula = None if self._formula is None else "".join(self._formula) or SHARED_FORMULA
        number = int(style) if style.isdecimal() and len(style) < 7 else 0
        self.cells[self._address] = RawCell(kind, text, formula, number)
        self._address = ""

    def text(self, piece: str) -> None:
        """Character data."""
        if not self._address:
            return
        inside = self._inside[-1]
        if inside == "f" and self._formula is not None:
            self._formula.append(piece)
        elif inside == "v" or inside == "t" and "is" in self._inside and "rPh" not in self._inside:
            self._value.add(piece)


#: Element → what a walk does where it opens.
_OPENED: Mapping[str, Callable[[_Walk, dict[str, str]], None]] = {
    "sheetData": _Walk.open_sheet_data,
    "row": _Walk.open_row,
    "c": _Walk.open_cell,
    "f": _Walk.open_formula,
    "v": _Walk.open_value,
    "r": _Walk.open_run,
    "strike": _Walk.open_run,
    "vertAlign": _Walk.open_run,
    "mergeCell": _Walk.open_merge,
    "sheetProtection": _Walk.open_protection,
}
