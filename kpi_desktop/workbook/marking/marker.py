"""Returns: a submitted workbook with its findings marked in it, and nothing else touched."""

from __future__ import annotations

import datetime
import io
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

import xlsxwriter

from kpi_desktop.domain.correspondence import Notice
from kpi_desktop.domain.errors import UnreadableFile
from kpi_desktop.domain.finding import Severity
from kpi_desktop.workbook.macros.removal import without_macros
from kpi_desktop.workbook.marking import cell_notes, finding_list
from kpi_desktop.workbook.marking.finding_list import COLOURS, Target
from kpi_desktop.workbook.marking.package_parts import PartsList, front_sheet, without_titles
from kpi_desktop.workbook.marking.sheet_marks import SheetMarks
from kpi_desktop.workbook.ooxml.package.refusals import Refusal
from kpi_desktop.workbook.ooxml.package.xml_spans import BadXml, XmlPart
from kpi_desktop.workbook.ooxml.sheet.addresses import Place, address_of, place_of
from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book, relationships
from kpi_desktop.workbook.ooxml.style.style_sheet import Fill, StyleSheet
from kpi_desktop.workbook.reading.form_sheet import OpenSheet
from kpi_desktop.workbook.template.own_marks import LIST_SHEET

#: Stands for the time at which a list was made, so that equal lists have equal bytes.
_NO_DATE = datetime.datetime(2000, 1, 1)
_TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass
class Mark:
    """What is put on one cell: the heaviest severity, and the words of every finding on it."""

    severity: Severity
    texts: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        """The text of the note."""
        return "\n\n".join(self.texts)


def marks_of(notice: Notice) -> dict[Target, Mark]:
    """(sheet, address) → its mark, for every finding that has a cell."""
    found: dict[Target, Mark] = {}
    order = list(Severity)
    for item in notice.items:
        finding = item.finding
        if not (finding.place.sheet and finding.place.cell):
            continue
        mark = found.setdefault((finding.place.sheet, finding.place.cell), Mark(finding.severity))
        mark.severity = min(mark.severity, finding.severity, key=order.index)
        mark.texts.append(
            cell_notes.note_text(finding.severity.label, finding.message, finding.suggestion)
        )
    return found


class ReturnMarker:
    """Fulfils ``ReturnWriter``."""

    def marked(self, data: bytes, notice: Notice) -> bytes:
        """*data* with marks, notes and the list in front. UnreadableFile when it cannot be marked.

        Marks of an earlier return are taken off first: a cell that was mended looks as it did before.
        """
        try:
            return _Marking(open_book(without_macros(data)), notice).done()
        except Refusal:
            raise
        except (BadXml, KeyError, IndexError, ValueError, StopIteration) as error:
            raise UnreadableFile(
                "ブックの書き方が特殊なため、印を付けられません。",
                "一覧を見て直してもらってください。",
            ) from error

    def listing(self, notice: Notice) -> bytes:
        """The list alone, as a workbook that can be printed."""
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            book.set_properties({"created": _NO_DATE})
            book.add_worksheet(LIST_SHEET).write_string(0, 0, LIST_SHEET)
        return self.marked(stream.getvalue(), notice)


class _Marking:
    """One workbook while it is marked."""

    def __init__(self, book: Book, notice: Notice) -> None:
        self._book = book
        self._package = book.package
        self._notice = notice
        self._marks = marks_of(notice)
        self._changed: dict[str, bytes | None] = {}
        if _TRANSITIONAL not in self._package.read(book.main_part)[:4096]:
            raise ValueError("strict")
        links = relationships(self._package, book.main_part).values()
        self._styles_part = next(part for kind, part in links if kind.endswith("/styles"))
        self._styles = StyleSheet(self._package.read(self._styles_part))
        self._parts = PartsList(self._package)
        self._dropped = self._styles.differentials(tuple(COLOURS.values()))

    def done(self) -> bytes:
        """The marked workbook."""
        sheets = {info.name: info.part for info in self._book.sheets if info.name != LIST_SHEET}
        old_list = next((one for one in self._book.sheets if one.name == LIST_SHEET), None)
        earlier: dict[Target, Fill] = {}
        if old_list is not None:
            earlier = finding_list.remembered(
                OpenSheet(self._book, self._book.sheets.index(old_list))
            )
        before: dict[Target, Fill] = {}
        for number, (name, part) in enumerate(sheets.items(), 1):
            wanted = {place_of(at): mark for (one, at), mark in self._marks.items() if one == name}
            past = {place_of(at): fill for (one, at), fill in earlier.items() if one == name}
            self._sheet(name, part, number, wanted, past, before)
        self._front(before, old_list.part if old_list else None)
        self._changed[self._styles_part] = self._styles.finished()
        self._changed |= self._parts.changes()
        return self._package.rewritten(self._changed)

    def _sheet(
        self,
        name: str,
        part: str,
        number: int,
        wanted: Mapping[Place, Mark],
        past: Mapping[Place, Fill],
        before: dict[Target, Fill],
    ) -> None:
        data = self._package.read(part)
        if not (wanted or past or b"tabSelected" in data):
            return
        sheet = SheetMarks(data)
        touched = sheet.deselect()
        ours = {Fill.solid(one).front for one in COLOURS.values()}
        conditional: dict[Place, int] = {}
        for place in sorted({*wanted, *past}):
            style = sheet.style(place)
            fill = self._styles.fill_of(style)
            if place in past and fill.front in ours:
                fill = past[place]
            elif place not in wanted:
                continue
            mark = wanted.get(place)
            if mark is None:
                sheet.restyle(place, self._styles.with_fill(style, fill))
                continue
            colour = COLOURS[mark.severity]
            sheet.restyle(place, self._styles.with_fill(style, Fill.solid(colour)))
            conditional[place] = self._styles.differential(colour)
            before[name, address_of(place)] = fill
        if wanted or past:
            touched = True
            sheet.conditions(self._dropped, conditional)
            self._notes(sheet, part, number, {at: mark.note for at, mark in wanted.items()})
        if touched:
            self._changed[part] = sheet.finished()

    def _notes(self, sheet: SheetMarks, part: str, number: int, notes: dict[Place, str]) -> None:
        links = relationships(self._package, part).values()
        comments = next((one for kind, one in links if kind.endswith("/comments")), None)
        drawing = next((one for kind, one in links if kind.endswith("/vmlDrawing")), None)
        gone: set[Place] = set()
        if comments is not None:
            known = cell_notes.Comments(self._package.read(comments))
            notes = {at: text for at, text in notes.items() if at not in known.taken}
            gone = known.ours
            if not (notes or gone):
                return
            self._changed[comments] = known.with_notes(notes)
        elif notes:
            folder = posixpath.dirname(posixpath.dirname(part))
            comments = self._parts.free_name(f"{folder}/comments_return{number}.xml")
            self._parts.add(part, comments, "comments")
            self._changed[comments] = cell_notes.new_comments(notes)
        anchors = {at: sheet.anchor(at, text) for at, text in notes.items()}
        if drawing is not None:
            content = self._package.read(drawing)
            self._changed[drawing] = cell_notes.changed_drawing(content, gone, anchors)
        elif anchors:
            folder = posixpath.dirname(posixpath.dirname(part))
            drawing = self._parts.free_name(f"{folder}/drawings/vml_return{number}.vml")
            relation = self._parts.add(part, drawing, "vmlDrawing")
            self._changed[drawing] = cell_notes.new_drawing(anchors, number)
            sheet.show_notes(relation)

    def _front(self, before: dict[Target, Fill], old: str | None) -> None:
        sheets = frozenset(one.name for one in self._book.sheets)
        content = finding_list.list_sheet(self._notice, self._styles, before, sheets)
        main = self._book.main_part
        workbook = XmlPart(self._package.read(main))
        titles = finding_list.print_titles(self._notice)
        if old is not None:
            self._changed[old] = content
            at = [one.name for one in self._book.sheets].index(LIST_SHEET)
            self._changed[main] = front_sheet(workbook, LIST_SHEET, titles, None, at)
            return
        part = self._parts.free_name(f"{posixpath.dirname(main)}/worksheets/return_list.xml")
        relation = self._parts.add(main, part, "worksheet")
        self._changed[part] = content
        self._changed[main] = front_sheet(workbook, LIST_SHEET, titles, relation, 0)
        self._changed |= without_titles(self._package)
