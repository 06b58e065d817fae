"""Claims: what narratives say of the indicator with a figure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.rules.narrative_figures.numbers import Number
from kpi_desktop.rules.narrative_figures.points_in_time import Anchor
from kpi_desktop.rules.narrative_figures.sentences import Sentence
from kpi_desktop.rules.narrative_figures.subjects import About


class Kind(Enum):
    """What is claimed with a figure."""

    VALUE = "値"
    TOTAL = "合計"
    CHANGE = "増減"
    PERCENT = "増減率"
    RATIO = "割合"
    THRESHOLD = "超過"


@dataclass(frozen=True)
class Claim:
    """One figure and what it says. ``at`` is the point it is of, ``base`` the point it is measured from.

    ``direction`` is +1 or −1 where a word or sign says so, else 0. ``near``: the point is named right
    beside the figure. ``since``: the first year of a total. ``progress``: it may be the share of the way
    from 策定時 to 目標. ``sure``: its topic names the indicator in full.
    """

    kind: Kind
    number: Number
    sentence: Sentence
    about: About
    at: Anchor
    base: Anchor | None = None
    direction: int = 0
    near: bool = False
    since: FiscalYear | None = None
    progress: bool = False
    sure: bool = False

    @property
    def words(self) -> str:
        """The figure as the sentence has it, folded."""
        return self.sentence.text[self.number.start : self.number.end]

    @property
    def says_total(self) -> bool:
        """Whether 累計 stands right before the figure."""
        start = self.number.start
        return "累計" in self.sentence.text[max(0, start - 6) : start]
