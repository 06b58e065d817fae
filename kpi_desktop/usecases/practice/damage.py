"""What planting a defect works on: one good form, and the damage done to one of its fields."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.forms.form import FormSheet, series_field
from kpi_desktop.domain.indicators.indicator import Indicator

Entry = str | float | None


@dataclass(frozen=True)
class Target:
    """One form that may be damaged: as sent, with the good answers of this year by row position."""

    indicator: Indicator
    sheet: FormSheet
    answers: Mapping[int, Reading]
    narratives: Mapping[str, str]

    def field(self, position: int) -> str:
        """The field of this year's figure in a row."""
        return series_field(position, "実績", len(self.sheet.years))

    def figure_rows(self) -> Iterator[tuple[int, Reading, Decimal]]:
        """Rows whose answer of this year is a figure and that have figures in the past."""
        for position, reading in self.answers.items():
            if reading.value is not None and self.past(position):
                yield position, reading, reading.value

    def past(self, position: int) -> list[Decimal]:
        """Baseline and past figures of a row, oldest first."""
        row = self.sheet.rows[position - 1]
        readings = [row.baseline, *row.actuals[:-1]]
        return [one.value for one in readings if one.value is not None]


@dataclass(frozen=True)
class Damage:
    """What to type (text, number, None for empty) into the field where it is to be found, and what else."""

    field: str
    typed: Entry
    what: str
    also: tuple[tuple[str, Entry], ...] = ()


Kind = Callable[[Target, random.Random], Iterator[Damage]]
