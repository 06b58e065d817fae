"""Findings (指摘): what one validation rule says about one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """重さ. Only ERROR keeps a form from being accepted."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The word people see."""
        return {"error": "要修正", "warning": "要確認", "info": "お知らせ"}[self.value]


class Category(Enum):
    """Kind of trouble, as in the public contract of ``validate --json``."""

    IDENTITY = "identity"
    MISSING = "missing"
    KIND = "kind"
    UNIT = "unit"
    PAST_VALUE = "past-value"
    SUM = "sum"
    PLAUSIBILITY = "plausibility"
    STATE = "state"
    NARRATIVE = "narrative"
    NARRATIVE_FIGURES = "narrative-figures"
    CORRECTION = "correction"
    JOINT = "joint"


@dataclass(frozen=True)
class Place:
    """Where: ``field`` is the defined name without its numbers (実績, 取組状況)."""

    field: str = ""
    sheet: str = ""
    cell: str = ""
    series: int | None = None
    year: str = ""


@dataclass(frozen=True)
class Finding:
    """指摘. ``message`` says what is wrong, ``suggestion`` how to mend it (直し方).

    ``ruling`` says in words how the office has ruled on it (免除); it is empty while the finding is open.
    """

    rule: str
    category: Category
    severity: Severity
    department: str
    indicator: str
    place: Place
    message: str
    suggestion: str
    expected: str = ""
    actual: str = ""
    file: str = ""
    ruling: str = ""

    @property
    def blocks(self) -> bool:
        """Whether it keeps its form from being accepted."""
        return self.severity is Severity.ERROR and not self.ruling


def count_open(findings: Iterable[Finding], severity: Severity) -> int:
    """How many findings of that severity the office has not ruled on."""
    return sum(one.severity is severity and not one.ruling for one in findings)
