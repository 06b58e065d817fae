"""Binds the printed set: front pages and forms become one PDF with bookmarks, page labels and properties."""

from __future__ import annotations

import datetime
import hashlib
import io

from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from kpi_desktop.domain.errors import OfficeError
from kpi_desktop.publishing.pdf_structure import join_structure
from kpi_desktop.usecases.deliver.printed_set import PrintedSet

_PRODUCER = "kpi-desktop"


def bound(book: PrintedSet, forms: bytes, front: bytes, contents: int) -> bytes:
    """The finished PDF.

    *forms* has one page a form; *front* the cover, *contents* pages, then one page a chapter. OfficeError
    when it has not: then page numbers would be wrong.
    """
    writer = PdfWriter(clone_from=io.BytesIO(forms))
    before = PdfReader(io.BytesIO(front))
    _check(len(writer.pages), len(book.forms.sheets), "個票")
    _check(len(before.pages), 1 + contents + len(book.chapters), "表紙と目次")
    chapters = _insert(writer, before, book, contents)
    join_structure(writer, before, [*range(1 + contents), *chapters])
    _bookmarks(writer, book, contents, chapters)
    _labels(writer, book, contents, chapters)
    _properties(writer, book)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _check(pages: int, wanted: int, what: str) -> None:
    if pages != wanted:
        raise OfficeError(
            f"{what}が{wanted}ページのところ、{pages}ページになりました。",
            "ひな形の印刷の設定を、1枚を1ページに収める（横1・縦1）にしてください。",
        )


def _insert(writer: PdfWriter, front: PdfReader, book: PrintedSet, contents: int) -> list[int]:
    """Put the front pages where they belong; gives the index of each chapter's cover."""
    for at in range(1 + contents):
        writer.insert_page(front.pages[at], at)
    at = 1 + contents
    chapters = []
    for number, chapter in enumerate(book.chapters):
        writer.insert_page(front.pages[1 + contents + number], at)
        chapters.append(at)
        at += 1 + len(chapter.printed)
    return chapters


def _bookmarks(writer: PdfWriter, book: PrintedSet, contents: int, chapters: list[int]) -> None:
    root = writer.root_object
    root.pop("/Outlines", None)
    root.pop("/OpenAction", None)
    writer.add_outline_item(title="表紙", page_number=0)
    writer.add_outline_item(title="目次", page_number=1)
    pages = {
        entry.no: at + 1 + offset
        for chapter, at in zip(book.chapters, chapters, strict=True)
        for offset, entry in enumerate(chapter.printed)
    }
    for chapter, at in zip(book.chapters, chapters, strict=True):
        parent = writer.add_outline_item(title=chapter.title, page_number=at, is_open=False)
        for entry in chapter.entries:
            again = "（再掲）" if entry.relisted else ""
            writer.add_outline_item(
                title=f"No {entry.no}　{entry.name}{again}",
                page_number=pages[entry.no],
                parent=parent,
            )
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")


def _labels(writer: PdfWriter, book: PrintedSet, contents: int, chapters: list[int]) -> None:
    """The numbers that are printed: roman for the contents, 1 and on for the forms, names for covers."""
    writer.set_page_label(0, 0, prefix="表紙")
    writer.set_page_label(1, contents, PageLabelStyle.LOWERCASE_ROMAN, start=1)
    for chapter, at in zip(book.chapters, chapters, strict=True):
        writer.set_page_label(at, at, prefix=f"扉 {chapter.label or chapter.name}")
        printed = chapter.printed
        if printed:
            writer.set_page_label(
                at + 1, at + len(printed), PageLabelStyle.DECIMAL, start=printed[0].page
            )


def _properties(writer: PdfWriter, book: PrintedSet) -> None:
    """Title and so on, with the day of the snapshot: nothing in the file says when it was made."""
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("ja-JP")
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    properties = {
        "/Title": book.heading,
        "/Author": book.organisation,
        "/Subject": f"{book.title}　{book.year}",
        "/Keywords": book.snapshot,
        "/Creator": _PRODUCER,
        "/Producer": _PRODUCER,
    }
    if book.as_of is not None:
        day = f"D:{book.as_of.astimezone(datetime.UTC):%Y%m%d%H%M%S}Z"
        properties |= {"/CreationDate": day, "/ModDate": day}
    writer.metadata = None
    writer.add_metadata(properties)
    identifier = ByteStringObject(hashlib.sha256(book.snapshot.encode()).digest()[:16])
    writer._ID = ArrayObject([identifier, identifier])  # no public way to choose it
