"""Returns: a submitted workbook with its findings marked in it, and nothing else touched."""

from __future__ import annotations

import datetime
import io
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import xlsxwriter

from kpi_desktop.domain.errors import UnreadableFile
from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.correspondence import Notice
from kpi_desktop.workbook.macros.removal import without_macros
from kpi_desktop.workbook.marking import cell_notes, finding_list
from kpi_desktop.workbook.marking.added_parts import PartsList
from kpi_desktop.workbook.marking.finding_list import Target
from kpi_desktop.workbook.marking.front_sheet import (
    with_front_sheet_shown,
    with_new_front_sheet,
    without_titles,
)
from kpi_desktop.workbook.marking.mark_colours import COLOURS
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


T = TypeVar("T")


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
        old_list = next((info for info in self._book.sheets if info.name == LIST_SHEET), None)
        earlier: dict[Target, Fill] = {}
        if old_list is not None:
            index = self._book.sheets.index(old_list)
            earlier = finding_list.remembered(OpenSheet(self._book, index))
        before: dict[Target, Fill] = {}
        for number, (name, part) in enumerate(sheets.items(), 1):
            wanted, past = _on(name, self._marks), _on(name, earlier)
            for place, fill in self._mark_sheet(part, number, wanted, past).items():
                before[name, address_of(place)] = fill
        self._front(before, old_list.part if old_list else None)
        self._changed[self._styles_part] = self._styles.finished()
        self._changed |= self._parts.changes()
        return self._package.rewritten(self._changed)

    def _mark_sheet(
        self, part: str, number: int, wanted: Mapping[Place, Mark], past: Mapping[Place, Fill]
    ) -> dict[Place, Fill]:
        """Put the *wanted* marks on one sheet and take the *past* ones off; the fills under the marks."""
        data = self._package.read(part)
        if not (wanted or past or b"tabSelected" in data):
            return {}
        sheet = SheetMarks(data)
        was_selected = sheet.deselect()
        before: dict[Place, Fill] = {}
        if wanted or past:
            before = self._fills_before(sheet, wanted, past)
            self._colour(sheet, wanted, before)
            self._notes(sheet, part, number, {at: mark.note for at, mark in wanted.items()})
        if was_selected or wanted or past:
            self._changed[part] = sheet.finished()
        return {place: fill for place, fill in before.items() if place in wanted}

    def _colour(
        self, sheet: SheetMarks, wanted: Mapping[Place, Mark], before: Mapping[Place, Fill]
    ) -> None:
        """Colour the *wanted* cells; the others get the fill back that they had *before*."""
        conditional: dict[Place, int] = {}
        for place, fill in sorted(before.items()):
            shown = fill
            if place in wanted:
                colour = COLOURS[wanted[place].severity]
                shown = Fill.solid(colour)
                conditional[place] = self._styles.differential(colour)
            sheet.restyle(place, self._styles.with_fill(sheet.style(place), shown))
        sheet.conditions(self._dropped, conditional)

    def _fills_before(
        self, sheet: SheetMarks, wanted: Mapping[Place, Mark], past: Mapping[Place, Fill]
    ) -> dict[Place, Fill]:
        """The fill under the mark of each cell that has one of ours or is to get one."""
        ours = {Fill.solid(colour).front for colour in COLOURS.values()}
        before = {}
        for place in {*wanted, *past}:
            fill = self._styles.fill_of(sheet.style(place))
            if place in past and fill.front in ours:
                before[place] = past[place]
            elif place in wanted:
                before[place] = fill
        return before

    def _notes(self, sheet: SheetMarks, part: str, number: int, notes: dict[Place, str]) -> None:
        """Write *notes* and take out our earlier ones; cells with a note of somebody else keep that."""
        links = relationships(self._package, part).values()
        comments = next((target for kind, target in links if kind.endswith("/comments")), None)
        drawing = next((target for kind, target in links if kind.endswith("/vmlDrawing")), None)
        gone: set[Place] = set()
        if comments is not None:
            known = cell_notes.Comments(self._package.read(comments))
            notes = {at: text for at, text in notes.items() if at not in known.taken}
            gone = known.ours
            if not (notes or gone):
                return
            self._changed[comments] = known.with_notes(notes)
        elif notes:
            new = self._new_part(part, f"comments_return{number}.xml", "comments")[0]
            self._changed[new] = cell_notes.new_comments(notes)
        self._draw_notes(sheet, part, number, drawing, gone, notes)

    def _draw_notes(
        self,
        sheet: SheetMarks,
        part: str,
        number: int,
        drawing: str | None,
        gone: set[Place],
        notes: Mapping[Place, str],
    ) -> None:
        """The drawing with which Excel shows *notes*, without those that are *gone*."""
        anchors = {at: sheet.anchor(at, text) for at, text in notes.items()}
        if drawing is not None:
            content = self._package.read(drawing)
            self._changed[drawing] = cell_notes.changed_drawing(content, gone, anchors)
        elif anchors:
            new, relation = self._new_part(part, f"drawings/vml_return{number}.vml", "vmlDrawing")
            self._changed[new] = cell_notes.new_drawing(anchors, number)
            sheet.show_notes(relation)

    def _new_part(self, owner: str, wished: str, kind: str) -> tuple[str, str]:
        """Name and relationship of a new part for the sheet *owner*."""
        folder = posixpath.dirname(posixpath.dirname(owner))
        part = self._parts.free_name(f"{folder}/{wished}")
        return part, self._parts.add(owner, part, kind)

    def _front(self, before: dict[Target, Fill], old: str | None) -> None:
        sheets = frozenset(one.name for one in self._book.sheets)
        content = finding_list.list_sheet(self._notice, self._styles, before, sheets)
        main = self._book.main_part
        workbook = XmlPart(self._package.read(main))
        titles = finding_list.print_titles(self._notice)
        if old is not None:
            self._changed[old] = content
            at = [one.name for one in self._book.sheets].index(LIST_SHEET)
            self._changed[main] = with_front_sheet_shown(workbook, titles, at)
            return
        part = self._parts.free_name(f"{posixpath.dirname(main)}/worksheets/return_list.xml")
        relation = self._parts.add(main, part, "worksheet")
        self._changed[part] = content
        self._changed[main] = with_new_front_sheet(workbook, LIST_SHEET, titles, relation)
        self._changed |= without_titles(self._package)


def _on(sheet: str, marked: Mapping[Target, T]) -> dict[Place, T]:
    """What is *marked* on *sheet*, by place."""
    return {place_of(address): value for (name, address), value in marked.items() if name == sheet}
