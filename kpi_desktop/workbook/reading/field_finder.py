"""Finds the fields of one returned sheet: by defined name, and where names fail by labels and position.

What people see decides. A name is believed when the texts around it stand where they stood on the form
as sent; where name and sight contradict each other, sight wins and a person is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.forms.form import CellKind, FormSheet
from kpi_desktop.workbook.ooxml.sheet.addresses import address_of, place_of
from kpi_desktop.workbook.reading.displaced_field_questions import (
    Altered,
    Guess,
    Move,
    about_guesses,
    about_labels,
    about_moves,
)
from kpi_desktop.workbook.reading.form_sheet import OpenSheet
from kpi_desktop.workbook.reading.shifted_grid import Geometry
from kpi_desktop.workbook.reading.template_layout import Layout
from kpi_desktop.workbook.template.field_names import REMARKS_FIELD


@dataclass
class Located:
    """Where the fields of a sheet are, and what was wrong with them in words."""

    addresses: dict[str, str] = field(default_factory=dict)
    recovered: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    #: Where things are on a sheet that is not as it was sent.
    geometry: Geometry | None = None


class FieldFinder:
    """Locates the fields of *copy* on *sheet*."""

    def __init__(self, sheet: OpenSheet, copy: FormSheet, layout: Layout) -> None:
        self._sheet = sheet
        self._copy = copy
        self._layout = layout
        self._texts = copy.texts()
        self._found = Located()
        self._moves: list[Move] = []
        self._guesses: list[Guess] = []

    def locate(self) -> Located:
        """Every field that can be found; the others are lost."""
        wanted = set(self._copy.field_names)
        known = self._layout.addresses
        if not self._copy.is_lead and REMARKS_FIELD in known:
            wanted.add(REMARKS_FIELD)
        named = self._sheet.addresses(wanted)
        untouched = all(named.get(name) == known.get(name) for name in wanted)
        if untouched and not self._altered(named) and self._guarded():
            self._found.addresses = named
        else:
            for name in sorted(wanted):
                self._locate_one(name)
            self._found.geometry = self._geometry
            self._describe()
        self._check_merges()
        return self._found

    def _altered(self, addresses: Mapping[str, str]) -> bool:
        """Whether a locked text does not read as it was sent."""
        read, inputs = self._sheet.read, self._copy.inputs
        for name, text in self._texts.items():
            if name not in inputs:
                found = read(addresses[name]).shown if name in addresses else ""
                if found != text and match_key(found) != match_key(text):
                    return True
        return False

    def _guarded(self) -> bool:
        """Whether the labels around the boxes stand where they stood."""
        return all(self._sheet.shows(at, text) for at, text in self._layout.guards.items())

    @cached_property
    def _geometry(self) -> Geometry:
        return Geometry(self._layout.texts(self._copy), self._sheet.constants())

    @cached_property
    def _claimed(self) -> set[str]:
        """Addresses that certainly belong to a field, or hold a label."""
        geometry = self._geometry
        places = [place_of(at) for at in self._layout.addresses.values()]
        places += self._layout.labels
        seen = {now for place in places if (now := geometry.place(place)) is not None}
        return {address_of(now) for now in (*seen, *geometry.anchors.values())}

    def _locate_one(self, name: str) -> None:
        named = self._sheet.address(name)
        sent = self._layout.addresses.get(name)
        seen = self._geometry.place(place_of(sent)) if sent else None
        if seen is None:
            self._without_sight(name, named, sent)
            return
        address = address_of(seen)
        self._found.addresses[name] = address
        if named is None:
            self._found.recovered.append(name)
        elif named != address:
            self._found.recovered.append(name)
            if self._sheet.read(named).raw != self._sheet.read(address).raw:
                self._moves.append(Move(name, named, address))

    def _without_sight(self, name: str, named: str | None, sent: str | None) -> None:
        """Labels do not tell where *name* is: believe its name unless something speaks for another place."""
        places = self._geometry.candidates(place_of(sent)) if sent else []
        free = [at for at in map(address_of, places) if at not in self._claimed]
        filled = [at for at in free if self._sheet.read(at).kind is not CellKind.BLANK]
        if name not in self._copy.inputs:
            filled = []
        if named is not None and named not in self._claimed and not set(filled) - {named}:
            self._found.addresses[name] = named
        elif len(filled) == 1:
            self._found.addresses[name] = filled[0]
            self._found.recovered.append(name)
            self._guesses.append(Guess(name, filled[0]))
        else:
            self._found.lost.append(name)

    def _check_merges(self) -> None:
        """A field that was merged into another cell shows that cell's content, not its own."""
        covered = self._sheet.cells.covered()
        if not any(place_of(at) in covered for at in self._found.addresses.values()):
            return
        owners = {at: name for name, at in self._found.addresses.items()}
        hidden: dict[tuple[bool, str], list[str]] = {}
        for name, address in list(self._found.addresses.items()):
            first = covered.get(place_of(address))
            if first is None:
                continue
            anchor = address_of(first)
            if anchor in owners or anchor in self._claimed:
                del self._found.addresses[name]
                self._found.lost.append(name)
                key = (name in self._copy.inputs, anchor)
                hidden.setdefault(key, []).append(f"「{name}」（{address}）")
            else:
                self._found.addresses[name] = anchor
        for (is_answer, anchor), names in hidden.items():
            words = self._found.questions if is_answer else self._found.remarks
            words.append(f"{'、'.join(names)}が {anchor} と結合されていて、値が分かりません。")

    def _describe(self) -> None:
        found = self._found
        inputs = self._copy.inputs
        answers_first = sorted(self._moves, key=lambda move: move.field not in inputs)
        found.questions += [*about_moves(answers_first), *about_guesses(self._guesses)]
        if found.recovered:
            found.remarks.append(
                f"{len(found.recovered)} 欄の名前が失われるかずれていたため、見出しと位置から読みました。"
            )
        gone = [name for name in found.lost if name in inputs]
        if gone:
            found.questions.append(f"「{'」「'.join(gone)}」の欄が見つかりません。")
        if self._geometry.rows.torn or self._geometry.columns.torn:
            found.questions.append("行や列が入れ替わっています。欄の対応を確かめてください。")
        altered = {
            name: Altered(text, shown)
            for name, text in self._texts.items()
            if name in found.addresses and name not in inputs
            if match_key(shown := self._sheet.read(found.addresses[name]).shown) != match_key(text)
        }
        found.questions += about_labels(altered)
        if altered:
            found.remarks.append(f"記入欄でない「{'」「'.join(altered)}」が書き換えられています。")
