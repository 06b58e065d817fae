"""What a person is asked about fields that were not where their names say: one question for each cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.forms.form import FieldName
from kpi_desktop.workbook.ooxml.sheet.addresses import place_of

#: So many fields are named one by one.
_FEW = 3


class Move(NamedTuple):
    """A field whose name points to one cell while the labels around it put it at another."""

    field: str
    named: str
    address: str


class Guess(NamedTuple):
    """A field that neither name nor labels place, read from the one filled cell where it may be."""

    field: str
    address: str


class Altered(NamedTuple):
    """The text of a locked label as it was sent, and as it reads now."""

    sent: str
    shown: str


def about_moves(moves: Sequence[Move]) -> list[str]:
    """One question for all fields that moved by the same number of rows and columns."""
    alike: dict[tuple[int, int], list[Move]] = {}
    for move in moves:
        (old_row, old_column), (row, column) = place_of(move.named), place_of(move.address)
        alike.setdefault((row - old_row, column - old_column), []).append(move)
    return [_about_alike(rows, columns, moved) for (rows, columns), moved in alike.items()]


def _about_alike(rows: int, columns: int, moves: Sequence[Move]) -> str:
    if len(moves) == 1:
        field, named, address = moves[0]
        return f"「{field}」の名前は {named} を指していますが、見出しの位置から {address} を読みました。"
    shifts = [
        f"{what}が{abs(by)}つ{after if by > 0 else before}"
        for what, by, after, before in (("列", columns, "右", "左"), ("行", rows, "下", "上"))
        if by
    ]
    named = "」「".join(move.field for move in moves[:_FEW])
    return (
        f"{'、'.join(shifts)}にずれています（「{named}」{'など' if len(moves) > _FEW else 'の'}"
        f"{len(moves)}か所）。名前でなく、見出しの位置から読みました。"
    )


def about_guesses(guesses: Sequence[Guess]) -> list[str]:
    """One question that says for each field which cell was read."""
    if not guesses:
        return []
    fields = "」「".join(one.field for one in guesses)
    cells = "、".join(one.address for one in guesses)
    each = "それぞれ " if len(guesses) > 1 else ""
    return [f"「{fields}」は名前や見出しがずれていたため、{each}{cells} を読みました。"]


def about_labels(altered: Mapping[str, Altered]) -> list[str]:
    """Questions when labels have changed so that figures may belong to another year or series."""
    years, series = [], []
    for name, one in altered.items():
        kind = FieldName.parse(name).kind
        if name.startswith("年度") and _year(one.shown) not in (None, _year(one.sent)):
            years.append(f"「{one.sent}」が「{one.shown}」")
        elif kind == "区分" and match_key(one.shown) in {
            match_key(other.sent)
            for field, other in altered.items()
            if field != name and FieldName.parse(field).kind == kind
        }:
            series.append(f"「{one.sent}」が「{one.shown}」")
    asked = (("年度の見出し", "年度", years), ("区分", "系列", series))
    return [
        f"{what}が書き換えられています（{'、'.join(found)}）。"
        f"配布したときの{which}の値として読みました。どの{which}の値か確かめてください。"
        for what, which, found in asked
        if found
    ]


def _year(text: str) -> FiscalYear | None:
    try:
        return FiscalYear.parse(text)
    except ValueError:
        return None
