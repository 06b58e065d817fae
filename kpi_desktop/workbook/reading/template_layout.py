"""The form template as the reader knows it: where its fields stand, and what stands around them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS, FormSheet
from kpi_desktop.workbook.ooxml.sheet.addresses import Place, address_of, place_of
from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book
from kpi_desktop.workbook.reading.comments_and_shapes import Drawn, drawn_on, notes_on
from kpi_desktop.workbook.reading.form_sheet import FIELDS, OpenSheet
from kpi_desktop.workbook.reading.printed_cells import PrintedCells

BOXES = (*NARRATIVE_FIELDS, FOOTNOTE_FIELD)


@dataclass(frozen=True)
class Layout:
    """The form template: where each field stands, and the texts that stand around them.

    ``guards`` (address → text) are the labels next above and below the boxes without a text of their own.
    """

    addresses: Mapping[str, str]
    labels: Mapping[Place, str]
    guards: Mapping[str, str]
    drawn: Drawn = field(default_factory=Drawn)
    printed: PrintedCells = field(default_factory=PrintedCells)
    fingerprint: str = ""

    @classmethod
    def of_template(cls, data: bytes) -> Layout:
        """Layout of the sheet of *data* that holds the fields."""
        book = open_book(data)
        index = max(range(len(book.sheets)), key=lambda at: len(FIELDS & book.names[at].keys()))
        sheet = OpenSheet(book, index)
        fields = {place_of(at) for name, at in sheet.fields.items() if name in FIELDS}
        labels = {place: text for place, text in sheet.constants().items() if place not in fields}
        boxes = [place_of(at) for name in BOXES if (at := sheet.address(name)) is not None]
        guards = {at: labels[at] for box in boxes for at in _neighbours(box, labels)}
        return cls(
            dict(sheet.fields),
            labels,
            {address_of(at): text for at, text in guards.items()},
            replace(drawn_on(sheet), notes=frozenset(notes_on(sheet).values())),
            PrintedCells.of_template(book, sheet, index),
            hashlib.sha256(data).hexdigest()[:16],
        )

    def texts(self, copy: FormSheet) -> dict[Place, str]:
        """Every text of *copy* as sent that nobody is to change, by place."""
        found = dict(self.labels)
        figures = {name: reading.display() for name, reading in copy.figures().items()}
        for name, text in {**copy.texts(), **figures}.items():
            if name in self.addresses and name not in copy.inputs and text:
                found[place_of(self.addresses[name])] = text
        return found


def _neighbours(box: Place, labels: Mapping[Place, str]) -> list[Place]:
    """The labels next above and next below *box* in its column."""
    above = [at for at in labels if at[1] == box[1] and at[0] < box[0]]
    below = [at for at in labels if at[1] == box[1] and at[0] > box[0]]
    return [*([max(above)] if above else []), *([min(below)] if below else [])]
