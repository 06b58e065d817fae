"""What people wrote on a sheet, but not into its cells: text boxes, pictures and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kpi_desktop.workbook.ooxml.package.refusals import Refusal
from kpi_desktop.workbook.ooxml.package.xml_text import parse
from kpi_desktop.workbook.ooxml.sheet.open_workbook import relationships
from kpi_desktop.workbook.reading.form_sheet import OpenSheet
from kpi_desktop.workbook.template.own_marks import AUTHOR, is_ours

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MOST = 60
#: What stands before the words of a threaded comment where it is kept as a note, too.
_THREAD = re.compile(r"\s*\[[^\]]*\]\s*\n.*?\n(?:Comment|コメント):\s*", re.S)


@dataclass
class Drawn:
    """Texts of shapes, number of pictures and embedded documents, and notes on a sheet."""

    texts: dict[str, None] = field(default_factory=dict)
    pictures: int = 0
    documents: int = 0
    notes: frozenset[str] = frozenset()


def questions_beside(
    sheet: OpenSheet,
    empty: Mapping[str, str],
    answered: Mapping[str, str],
    template: Drawn | None,
) -> Iterator[str]:
    """One question for each way in which the *empty* fields (field → address) may have been answered
    elsewhere, or the *answered* ones corrected by a note. What *template* holds as well is none."""
    if not empty and not sheet.book.has_notes:
        return
    try:
        known = template or Drawn()
        yield from _noted(sheet, empty, answered, known)
        if empty:
            yield from _drawn(sheet, known)
    except Refusal:
        if empty:
            yield "空の記入欄があり、図形やコメントが壊れていて読めません。"


def _noted(
    sheet: OpenSheet, empty: Mapping[str, str], answered: Mapping[str, str], known: Drawn
) -> Iterator[str]:
    fields = {address: name for name, address in {**answered, **empty}.items()}
    for address, text in notes_on(sheet).items():
        if text in known.notes:
            continue
        name = fields.get(address)
        where = f"「{name}」（{address}）" if name else f"{address} "
        if name in empty:
            yield (
                f"{where}は空ですが、コメントに「{short(text)}」とあります。コメントは読み取りません。"
            )
        else:
            yield (
                f"{where}に「{short(text)}」とコメントが付いています。コメントは読み取りません。"
                "記入のとおりでよいか確かめてください。"
            )


def _drawn(sheet: OpenSheet, known: Drawn) -> Iterator[str]:
    found = drawn_on(sheet)
    texts = "」「".join(short(text) for text in found.texts if text not in known.texts)
    if texts:
        yield f"空の記入欄があり、図形の中に「{texts}」と書かれています。図形の文字は読み取りません。"
    if found.pictures > known.pictures:
        yield "空の記入欄があり、画像が貼られています。画像の中は読み取れません。"
    if found.documents > known.documents:
        yield "空の記入欄があり、別の文書が埋め込まれています。その中は読み取れません。"


def short(text: str) -> str:
    """*text* on one line, as much of it as a question can quote."""
    text = " ".join(text.split())
    return text if len(text) <= _MOST else text[:_MOST] + "…"


def _parts(sheet: OpenSheet, kind: str) -> Iterator[bytes]:
    package = sheet.book.package
    for found, part in relationships(package, sheet.info.part).values():
        if found.endswith(f"/{kind}") and part in package:
            yield package.read(part)


def drawn_on(sheet: OpenSheet) -> Drawn:
    """Shapes and pictures on *sheet*; charts are neither."""
    links = relationships(sheet.book.package, sheet.info.part).values()
    drawn = Drawn(documents=sum("/embeddings/" in f"/{part}" for _, part in links))
    for content in _parts(sheet, "drawing"):
        if b":sp>" in content or b":sp " in content or b":pic>" in content:
            _Shapes(drawn).read(content)
    return drawn


class _Shapes:
    """Gathers the paragraphs of every shape."""

    def __init__(self, drawn: Drawn) -> None:
        self._drawn = drawn
        self._is_answer = False
        self._text: list[str] | None = None
        self._paragraph: list[str] = []

    def read(self, content: bytes) -> None:
        """Walk a drawing part."""
        parse(content, self._start, self._end, self._add_text)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_PLACED} pic":
            self._drawn.pictures += 1
        elif tag == f"{_PLACED} sp":
            # a shape that runs a macro is a button
            self._is_answer = not attributes.get("macro")
            self._paragraph = []
        elif tag == f"{_DRAWING} t" and self._is_answer:
            self._text = []

    def _add_text(self, piece: str) -> None:
        if self._text is not None:
            self._text.append(piece)

    def _end(self, tag: str) -> None:
        if tag == f"{_DRAWING} t" and self._text is not None:
            self._paragraph.append("".join(self._text))
            self._text = None
        elif tag == f"{_PLACED} sp":
            self._is_answer = False
            text = "".join(self._paragraph).strip()
            if text:
                self._drawn.texts[text] = None


def notes_on(sheet: OpenSheet) -> dict[str, str]:
    """Address → note of everybody but ourselves."""
    notes: dict[str, str] = {}
    authors: list[str] = []
    inside: list[str] = []
    address = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal address
        inside.append(tag)
        if tag == "author":
            authors.append("")
        elif tag == "comment":
            number = attributes.get("authorId", "")
            ours = number.isdecimal() and authors[int(number) : int(number) + 1] == [AUTHOR]
            address = "" if ours else attributes.get("ref", "")

    def end(_: str) -> None:
        inside.pop()

    def text(piece: str) -> None:
        if inside[-1] == "author":
            authors[-1] += piece
        elif inside[-1] == "t" and address and "rPh" not in inside:
            notes[address] = notes.get(address, "") + piece

    for content in _parts(sheet, "comments"):
        authors.clear()
        parse(content, start, end, text)
    own_words = {at: _THREAD.sub("", note).strip() for at, note in notes.items()}
    return {at: note for at, note in own_words.items() if note and not is_ours(note)}
