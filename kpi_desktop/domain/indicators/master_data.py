"""Master data (指標マスタ) as read, its problems and edits, and the sample of it that the product carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.indicators.plan import Plan


@dataclass(frozen=True)
class MasterProblem:
    """One problem of the master data: where it stands, what is wrong, how to mend it."""

    severity: Severity
    sheet: str
    cell: str
    message: str
    remedy: str


@dataclass(frozen=True)
class MasterData:
    """What reading 指標マスタ.xlsx gave. ``plan`` is None when an error-level problem prevents one.

    ``fingerprint`` is a hash of the content that the plan is made of, not of the file's bytes.
    ``places`` tells where a figure stands: (No, 系列番号, 策定時実績値 | 目標値 | R4) → (sheet, cell).
    """

    plan: Plan | None
    problems: tuple[MasterProblem, ...]
    fingerprint: str
    places: Mapping[tuple[str, int, str], tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class MasterChange:
    """One value to be typed into the master data: ``item`` is 策定時実績値, a year (``R4``) or 脚注.

    ``series`` is None where the value belongs to the indicator itself.
    """

    indicator: str
    series: int | None
    item: str
    text: str


@dataclass(frozen=True)
class Sample:
    """The sample plan that the product carries: rows of the master data, answers and narratives.

    ``sheets``: sheet → rows of text, header first. ``answers``: (No, 系列番号) → evaluation year as printed.
    """

    sheets: Mapping[str, Sequence[Sequence[str]]]
    answers: Mapping[tuple[str, int], str]
    narratives: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def plan_name(self) -> str:
        """計画名 of the sample."""
        return next(row[1] for row in self.sheets["計画"] if row[0] == "計画名")
