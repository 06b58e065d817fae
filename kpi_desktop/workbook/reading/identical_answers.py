"""Asks about forms of one workbook whose answers are all alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kpi_desktop.domain.forms.form import (
    NARRATIVE_FIELDS,
    CellKind,
    FieldName,
    FormNote,
    FormRead,
    FormWorkbook,
    SheetRead,
)

#: So many answers at least, a figure and a text among them, are no coincidence when they are alike.
_ALIKE = 3


def answers(read: SheetRead, inputs: Iterable[str]) -> dict[str, str]:
    """What stands in the fields that are filled in."""
    cells = read.cells
    return {
        name: cells[name].raw
        for name in inputs
        if name in cells and cells[name].kind is not CellKind.BLANK
    }


def questions_of_alike_answers(read: FormRead, sent: FormWorkbook) -> Iterator[FormNote]:
    """One question for each sheet whose answers are those of a sheet before it, figures and texts."""
    copies = {copy.no: copy for copy in sent.sheets if copy.is_lead}
    seen: list[tuple[str, dict[str, str]]] = []
    for sheet in read.sheets:
        if sheet.no not in copies:
            continue
        mine = answers(sheet, copies[sheet.no].inputs)
        for no, others in seen:
            if _are_alike(mine, others):
                yield FormNote(
                    f"シート「{sheet.sheet}」: 実績値も文章も No {no} とまったく同じです。"
                    "シートをまとめて選んだまま記入していないか確かめてください。",
                    sheet.no,
                )
                break
        seen.append((sheet.no, mine))


def _are_alike(mine: dict[str, str], others: dict[str, str]) -> bool:
    if any(mine.get(name) != others.get(name) for name in NARRATIVE_FIELDS):
        return False
    common = mine.keys() & others.keys()
    if len(common) < _ALIKE or any(mine[name] != others[name] for name in common):
        return False
    figures = [name for name in common if FieldName.parse(name).kind == "実績"]
    return any(any(map(str.isdecimal, mine[name])) for name in figures) and any(
        name in common for name in NARRATIVE_FIELDS
    )
