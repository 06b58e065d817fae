"""Notes (cell comments) on one sheet: the part with the texts and the drawing that Excel shows them with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kpi_desktop.workbook.ooxml.package.xml_spans import BadXml, Element, Patches, XmlPart, escape
from kpi_desktop.workbook.ooxml.sheet.addresses import Place, address_of, place_of
from kpi_desktop.workbook.ooxml.style.style_sheet import prefixed
from kpi_desktop.workbook.template.own_marks import AUTHOR, REMEDY

WIDTH = 300

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHAPE_NUMBER = re.compile(r"_x0000_s(\d+)")
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def note_text(severity: str, message: str, suggestion: str) -> str:
    """One finding as a note says it."""
    return f"【{severity}】{message}\n{REMEDY}{suggestion}"


@dataclass(frozen=True)
class Anchor:
    """Where a note opens: column, offset, row, offset of its upper left and lower right corner, in pixels."""

    edges: tuple[int, int, int, int, int, int, int, int]


def height_of(text: str) -> int:
    """Pixels that a note of that text needs."""
    lines = sum(-(-len(line) // 22) for line in text.split("\n")) + 1
    return 10 + 17 * lines


def new_comments(notes: Mapping[Place, str]) -> bytes:
    """A comments part for a sheet that had none."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}">'
        f"<authors><author>{AUTHOR}</author></authors><commentList>"
        f"{''.join(_comment(place, text, 0) for place, text in sorted(notes.items()))}"
        "</commentList></comments>"
    ).encode()


def _comment(place: Place, text: str, author: int) -> str:
    return (
        f'<comment ref="{address_of(place)}" authorId="{author}"><text><r><rPr><sz val="9"/>'
        '<color indexed="81"/><rFont val="ＭＳ Ｐゴシック"/><family val="3"/><charset val="128"/>'
        f'</rPr><t xml:space="preserve">{escape(text)}</t></r></text></comment>'
    )


class Comments:
    """The comments part that a sheet has already."""

    def __init__(self, data: bytes) -> None:
        self._part = XmlPart(data)
        root = self._part.root
        authors = [self._part.text(one) for one in root.all("authors/author")]
        ours = {str(number) for number, name in enumerate(authors) if name == AUTHOR}
        self._list = root.find("commentList")
        self._authors = root.find("authors")
        self._own_author = authors.index(AUTHOR) if AUTHOR in authors else None
        self._count = len(authors)
        comments = list(root.all("commentList/comment"))
        self._ours = [one for one in comments if one.attributes.get("authorId") in ours]
        self.ours = {place_of(one.attributes["ref"]) for one in self._ours}
        #: Cells on which somebody else has written a note.
        self.taken = {place_of(one.attributes["ref"]) for one in comments} - self.ours

    def with_notes(self, notes: Mapping[Place, str]) -> bytes:
        """The part with our earlier notes gone and *notes* added."""
        patches = Patches(self._part)
        if self._list is None or self._authors is None:
            raise BadXml("comments")
        for one in self._ours:
            patches.drop(one)
        if notes:
            number = self._own_author
            if number is None:
                number = self._count
                author = prefixed(f"<author>{AUTHOR}</author>", self._part.prefix)
                patches.insert_inside(self._authors, author)
            texts = "".join(_comment(*one, number) for one in sorted(notes.items()))
            patches.insert_inside(self._list, prefixed(texts, self._part.prefix))
        return patches.bytes()


def new_drawing(notes: Mapping[Place, Anchor], number: int) -> bytes:
    """The drawing of the notes of a sheet that had none; *number* is the sheet's, for the shapes' ids."""
    shapes = "".join(
        _shape(place, anchor, number * 1024 + at)
        for at, (place, anchor) in enumerate(sorted(notes.items()), 1)
    )
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
        f'<o:idmap v:ext="edit" data="{number}"/></o:shapelayout>{_SHAPE_TYPE}{shapes}</xml>'
    ).encode()


def changed_drawing(data: bytes, gone: set[Place], notes: Mapping[Place, Anchor]) -> bytes:
    """The drawing that a sheet has already, without the notes at *gone* and with *notes*.

    BadXml when it is not XML (Excel writes some form controls so).
    """
    part = XmlPart(data)
    patches = Patches(part)
    kept, numbers = [0], []
    for shape in part.root.all("shape"):
        match = _SHAPE_NUMBER.fullmatch(shape.attributes.get("id", ""))
        number = int(match[1]) if match else 0
        numbers.append(number)
        if _note_place(part, shape) in gone:
            patches.drop(shape)
        else:
            kept.append(number)
    last = max(kept) or max(min(numbers, default=1025) - 1, 1024)
    shapes = "".join(
        _shape(place, anchor, last + at)
        for at, (place, anchor) in enumerate(sorted(notes.items()), 1)
    )
    known = any(one.attributes.get("id") == "_x0000_t202" for one in part.root.all("shapetype"))
    opened = (
        '<v:{0} xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel" '
    )
    text = shapes if known else _SHAPE_TYPE + shapes
    for tag in ("shapetype", "shape"):
        text = text.replace(f"<v:{tag} ", opened.format(tag))
    patches.insert_inside(part.root, text.encode())
    return patches.bytes()


def _note_place(part: XmlPart, shape: Element) -> Place | None:
    data = shape.find("ClientData")
    if data is None or data.attributes.get("ObjectType") != "Note":
        return None
    row, column = data.find("Row"), data.find("Column")
    if row is None or column is None:
        return None
    return int(part.text(row)) + 1, int(part.text(column)) + 1


def _shape(place: Place, anchor: Anchor, number: int) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{', '.join(map(str, anchor.edges))}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{place[0] - 1}</x:Row><x:Column>{place[1] - 1}</x:Column></x:ClientData></v:shape>"
    )
