"""Defects to plant in a filled-in set of forms, to measure what validation finds."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.finding import Category
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, FieldName
from kpi_desktop.domain.indicators.indicator import Indicator
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.usecases.practice.damage import Entry, Target
from kpi_desktop.usecases.practice.defect_kinds import FIGURE_KINDS
from kpi_desktop.usecases.practice.defect_texts import TEXT_KINDS
from kpi_desktop.usecases.record.forms import form_sheet

KINDS = {**FIGURE_KINDS, **TEXT_KINDS}


@dataclass(frozen=True)
class Defect:
    """One defect: ``typed`` (text, number, or None for empty) goes into ``field``, where it is to be found.

    ``also`` are further entries that belong to the same defect.
    """

    name: str
    category: Category
    indicator: str
    field: str
    typed: Entry
    what: str
    also: tuple[tuple[str, Entry], ...] = ()

    @property
    def entries(self) -> tuple[tuple[str, Entry], ...]:
        """Every field that is typed into, with what."""
        return (*self.also, (self.field, self.typed))


def choose_defects(
    plan: Plan,
    answers: Mapping[tuple[str, int], str],
    narratives: Mapping[str, Mapping[str, str]],
    seed: int,
    count: int,
) -> list[Defect]:
    """Up to *count* defects, every kind in turn, the same for the same seed.

    No two touch the figures of one form, or the same box or label, so that none hides another.
    """
    rng = random.Random(seed)
    targets = [_target(plan, one, answers, narratives) for one in plan.indicators]
    queues = {}
    for name, (category, kind) in KINDS.items():
        found = [
            Defect(name, category, target.indicator.no, one.field, one.typed, one.what, one.also)
            for target in targets
            for one in kind(target, rng)
        ]
        rng.shuffle(found)
        queues[name] = found
    return _in_turn(queues, count, rng)


def _in_turn(queues: Mapping[str, list[Defect]], count: int, rng: random.Random) -> list[Defect]:
    taken: set[tuple[str, str]] = set()
    chosen: list[Defect] = []
    # the rarest kinds choose first, so that every kind finds a place
    order = sorted(rng.sample(list(queues), len(queues)), key=lambda name: len(queues[name]))
    while len(chosen) < count:
        before = len(chosen)
        for name in order:
            queue = queues[name]
            while queue and len(chosen) < count:
                defect = queue.pop()
                keys = _keys(defect)
                if taken.isdisjoint(keys):
                    taken |= keys
                    chosen.append(defect)
                    break
        if len(chosen) == before:
            break
    return chosen


def _keys(defect: Defect) -> set[tuple[str, str]]:
    """What a defect occupies: its kind in one form, its box; all figures of a form and its footnote."""
    no = defect.indicator
    keys = {(no, defect.name)}
    if defect.category is Category.NARRATIVE_FIGURES:
        keys.add((no, "数値"))
    for name, _ in defect.entries:
        label = FieldName.parse(name).kind == "単位"
        figure = name == FOOTNOTE_FIELD or (name.startswith("系列") and not label)
        keys.add((no, "数値" if figure else name))
    return keys


def _target(
    plan: Plan,
    indicator: Indicator,
    answers: Mapping[tuple[str, int], str],
    narratives: Mapping[str, Mapping[str, str]],
) -> Target:
    sheet = form_sheet(plan, indicator)
    good = {
        position: parse_reading(answers.get((indicator.no, row.number), ""), row.unit)
        for position, row in enumerate(sheet.rows, 1)
    }
    return Target(indicator, sheet, good, narratives.get(indicator.no, {}))
