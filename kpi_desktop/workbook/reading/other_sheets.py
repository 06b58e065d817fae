"""Asks what the other sheets of a returned workbook say while answers are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import islice

from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.forms.form import (
    FOOTNOTE_FIELD,
    FormNote,
    FormRead,
    FormSheet,
    FormWorkbook,
    SheetRead,
)
from kpi_desktop.workbook.ooxml.sheet.addresses import place_of
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book
from kpi_desktop.workbook.reading.comments_and_shapes import short
from kpi_desktop.workbook.reading.form_sheet import OpenSheet
from kpi_desktop.workbook.reading.identification import COMPANIONS
from kpi_desktop.workbook.reading.printed_cells import PANEL_MARKS, PrintedCells
from kpi_desktop.workbook.template.cover import cover_texts
from kpi_desktop.workbook.template.identity import HIDDEN_SHEET
from kpi_desktop.workbook.template.own_marks import LIST_SHEET, MEMORY, TICKED

#: Nothing that answers in words is shorter.
_SENTENCE = 10
#: Nobody ticks with more characters.
_TICK = 3
_FEW = 3


def questions_of_other_sheets(
    others: OtherSheets, read: FormRead, sent: FormWorkbook
) -> Iterator[FormNote]:
    """One question for each form sheet with empty answers when other sheets hold what nobody sent."""
    copies = {copy.no: copy for copy in sent.sheets if copy.is_lead}
    lacking = [one for one in read.sheets if one.no in copies and _lacks(one, copies[one.no])]
    if lacking and others.quoted:
        for sheet in lacking:
            yield FormNote(
                f"シート「{sheet.sheet}」: 空の記入欄があり、ほかのシート{others.quoted}"
                "と書かれています。様式のシートのほかは読み取りません。",
                sheet.no,
            )


class OtherSheets:
    """The sheets of *book* that are not *claimed* as forms. *sent* are the forms that were read from it,
    *printed* knows the template's own other sheets."""

    def __init__(
        self,
        book: Book,
        claimed: Collection[str],
        sent: Sequence[FormWorkbook],
        printed: PrintedCells,
    ) -> None:
        self._book, self._claimed = book, claimed
        self._sent, self._printed = sent, printed

    @cached_property
    def quoted(self) -> str:
        """``「回答」に「No」「区分」``: what people wrote there, empty when nothing."""
        found = []
        for index, info in enumerate(self._book.sheets):
            if info.name not in self._claimed and info.name != HIDDEN_SHEET:
                sheet = OpenSheet(self._book, index)
                texts = [short(text) for text in islice(self._texts(sheet), _FEW)]
                if texts:
                    found.append(f"「{info.name}」に「{'」「'.join(texts)}」")
        return "、".join(found)

    def _texts(self, sheet: OpenSheet) -> Iterator[str]:
        """What stands on *sheet* that was not sent and does not say who filled the form in."""
        if sheet.info.name == LIST_SHEET:
            return _replies(sheet)
        names = self._book.names[self._book.sheets.index(sheet.info)]
        fields = {place_of(at) for name in names if (at := sheet.address(name))}
        return (
            text
            for place, text in sheet.constants().items()
            if _may_answer(words := text.strip())
            and place not in fields
            and not words.startswith(PANEL_MARKS)
            and match_key(text) not in self._ours
        )

    def unread(self) -> list[str]:
        """A remark that names the sheets people added."""
        known = {HIDDEN_SHEET, *COMPANIONS, *self._printed.sheets, *self._claimed}
        added = [info.name for info in self._book.sheets if info.name not in known]
        return [f"様式でないシート「{'」「'.join(added)}」は読み取っていません。"] if added else []

    @cached_property
    def _ours(self) -> frozenset[str]:
        texts = [text for form in self._sent for text in cover_texts(form)]
        texts += [
            text for form in self._sent for copy in form.sheets for text in copy.texts().values()
        ]
        return self._printed.companions | frozenset(map(match_key, texts))


def _may_answer(words: str) -> bool:
    """Whether *words* may be a figure or a text of a form: 再提出 is neither."""
    return len(words) >= _SENTENCE or any(map(str.isdecimal, words))


def _lacks(read: SheetRead, copy: FormSheet) -> bool:
    cells = read.cells
    return any(
        name not in cells or not cells[name].raw.strip()
        for name in copy.inputs
        if name != FOOTNOTE_FIELD
    )


def _replies(sheet: OpenSheet) -> Iterator[str]:
    """What people wrote behind the findings of 要修正一覧 beyond a tick."""
    cells = sheet.constants()
    ticks = next((place for place, text in cells.items() if text == TICKED), None)
    if ticks is None:
        return
    for (row, column), text in cells.items():
        if row > ticks[0] and ticks[1] <= column < MEMORY and len(text.strip()) > _TICK:
            yield text
