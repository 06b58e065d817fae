"""The cells of the form that nobody fills in, and what stands in cells where the form has nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.forms.form import CHART_FIELD
from kpi_desktop.workbook.ooxml.sheet.addresses import Place, address_of, area_of, place_of
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book
from kpi_desktop.workbook.reading.form_sheet import FIELDS, OpenSheet
from kpi_desktop.workbook.reading.shifted_grid import Geometry
from kpi_desktop.workbook.template.field_names import REMARKS_FIELD, panel_names

#: The check panel says nothing that does not begin with one of these.
PANEL_MARKS = ("▲", "△", "○", "▼", "提出できます", "あと", "参照")


@dataclass(frozen=True)
class PrintedCells:
    """Cells of the template (様式) that are no fields: labels, check panel, working cells.

    ``working`` are those of them that have a name, so that what stands in them differs by form;
    ``sheets`` are the names of its other sheets, ``companions`` the texts there, folded for comparison.
    """

    places: frozenset[Place] = frozenset()
    working: frozenset[Place] = frozenset()
    panel: frozenset[Place] = frozenset()
    companions: frozenset[str] = frozenset()
    sheets: frozenset[str] = frozenset()

    @classmethod
    def of_template(cls, book: Book, sheet: OpenSheet, index: int) -> PrintedCells:
        """Those of the template *book*, whose *sheet* at *index* holds the fields."""
        panel_of = frozenset(panel_names())
        fields = FIELDS | {REMARKS_FIELD, CHART_FIELD}
        places = {place for place, _ in sheet.cells.filled()}
        working: set[Place] = set()
        panel: set[Place] = set()
        for name, reference in book.names[index].items():
            area = _places(reference) if not name.startswith("_xlnm.") else ()
            if name in fields:
                places.difference_update(area)
            else:
                working.update(area)
                panel.update(area if name in panel_of else ())
        others = (OpenSheet(book, at) for at in range(len(book.sheets)) if at != index)
        texts = (text for other in others for text in other.constants().values())
        return cls(
            frozenset(places | working),
            frozenset(working),
            frozenset(panel),
            frozenset(map(match_key, texts)),
            frozenset(info.name for info in book.sheets),
        )

    @cached_property
    def addresses(self) -> frozenset[bytes]:
        """Its places as addresses."""
        return frozenset(address_of(place).encode() for place in self.places)


def _places(reference: str) -> list[Place]:
    area = area_of(reference.rpartition("!")[2])
    if area is None:
        return []
    (top, left), (bottom, right) = area
    return [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]


def strays(
    sheet: OpenSheet,
    fields: Mapping[str, str],
    printed: PrintedCells,
    geometry: Geometry | None,
    known: frozenset[str],
) -> Iterator[tuple[Place, str]]:
    """Place and text of every cell that people see filled and that is neither a field nor *printed*.

    *geometry* says where things are when the sheet is not as it was sent; *known* texts have only moved then.
    """
    own = printed.addresses
    if geometry is not None:
        now = (at for place in printed.places for at in geometry.about(place))
        own = frozenset(address_of(at).encode() for at in now)
    left = set(sheet.cells.visible_beside(own)).difference(fields.values())
    for place in sorted(map(place_of, left)):
        cell = sheet.read(address_of(place))
        text = cell.shown.strip()
        if not text or geometry is not None and (cell.formula or match_key(text) in known):
            continue
        yield place, text


def panel_answers(
    sheet: OpenSheet, printed: PrintedCells, geometry: Geometry | None
) -> Iterator[tuple[Place, str]]:
    """Place and text of what people typed over cells of the check panel."""
    for place in sorted(printed.panel):
        for at in geometry.about(place) if geometry is not None else (place,):
            cell = sheet.read(address_of(at))
            text = cell.shown.strip()
            if text and cell.formula is None and not text.startswith(PANEL_MARKS):
                yield at, text
