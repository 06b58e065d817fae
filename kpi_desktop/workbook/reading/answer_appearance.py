"""Asks about answers that look otherwise than they are stored: struck out, or shown as another figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.forms.form import CellKind, CellRead, FieldName, FormSheet
from kpi_desktop.workbook.reading.comments_and_shapes import short
from kpi_desktop.workbook.reading.form_sheet import OpenSheet


def questions_of_looks(
    sheet: OpenSheet, copy: FormSheet, answered: Mapping[str, str]
) -> Iterator[str]:
    """One question for each of the *answered* fields (field → address) that looks otherwise than it reads."""
    for name, address in answered.items():
        struck = sheet.struck(address)
        cell = sheet.read(address)
        if struck:
            yield (
                f"「{name}」（{address}）では「{short(struck)}」が取消線で消されています。"
                f"消されていない「{short(cell.raw)}」を読みました。"
            )
        elif sheet.is_struck(address):
            yield (
                f"「{name}」（{address}）の「{short(cell.raw)}」には取消線が引かれています。"
                "生きている記入か確かめてください。"
            )
        elif cell.kind is CellKind.NUMBER and _misleads(cell, _unit(copy, name)):
            shown = f"「{cell.shown}」と表示されています" if cell.shown else "何も表示されません"
            yield (
                f"「{name}」（{address}）は、画面では{shown}が、記入されているのは「{cell.raw}」です。"
                "どちらが正しいか確かめてください。"
            )


def _unit(copy: FormSheet, name: str) -> Unit:
    row = FieldName.parse(name).row
    return copy.rows[row - 1].unit if row and row <= len(copy.rows) else Unit()


def _is_rounded(cell: CellRead) -> bool:
    """Whether a plain number is shown that is the stored one with fewer decimals."""
    text = cell.shown.replace(",", "")
    try:
        places = len(text.partition(".")[2])
        return abs(float(text) - float(cell.raw)) * 10.0**places < 0.5001
    except ValueError:
        return False


def _misleads(cell: CellRead, unit: Unit) -> bool:
    """Whether the number format shows a figure that is not the stored one, rounded or in per cent."""
    if cell.shown.replace(",", "") == cell.raw:
        return False
    if _is_rounded(cell):
        return False
    stored = Decimal(cell.raw)
    shown = parse_reading(cell.shown, unit).value
    if shown is None:
        return not cell.shown
    places = Decimal(1).scaleb(-len(cell.shown.partition(".")[2].rstrip("%‰ 　")))
    return all(abs(shown - stored * scale) > places for scale in (1, 100))
