"""What a rule is: declared once, with its words; its check is a small pure function."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from kpi_desktop.domain.finding import Category, Finding, Severity
from kpi_desktop.rules.case import IndicatorCase

TRIAL_NOTE = "（試行中のルールです）"


class Scope(Enum):
    """How far a rule looks. SUBMISSION: the same finding stands at every form of the file."""

    SUBMISSION = "提出ファイル"
    FORM = "様式"
    SERIES = "系列"
    CELL = "欄"
    NARRATIVE = "文章"
    JOINT = "共管"


@dataclass(frozen=True)
class Hit:
    """One place where a rule found something. ``values`` fill the message's placeholders.

    ``uses`` names the other fields on which the statement rests: when one of them is already found wrong,
    the hit is a consequence and is not reported.
    """

    field: str
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    expected: str = ""
    actual: str = ""
    uses: tuple[str, ...] = ()


Check = Callable[[IndicatorCase], Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """検証ルール. ``message`` may use {欄} and whatever its hits give; ``suggestion`` is 直し方.

    ``settles``: once it has spoken about a field, later rules do not speak about that field again.
    ``hint`` is a short text for the form itself, where Excel can express the rule. ``trial``: warns only.
    """

    code: str
    category: Category
    severity: Severity
    scope: Scope
    title: str
    message: str
    suggestion: str
    why: str
    example: str
    check: Check
    settles: bool = True
    hint: str = ""
    since: str = "0.1"
    trial: bool = False

    @property
    def effective_severity(self) -> Severity:
        """What it reports now: a rule on trial never does more than warn."""
        if self.trial and self.severity is Severity.ERROR:
            return Severity.WARNING
        return self.severity

    def finding(self, case: IndicatorCase, hit: Hit) -> Finding:
        """The finding that *hit* makes; the only place where messages are filled in."""
        values = {"欄": case.title(hit.field), "入力": hit.actual, "正": hit.expected, **hit.values}
        return Finding(
            rule=self.code,
            category=self.category,
            severity=self.effective_severity,
            department=case.department,
            indicator=case.indicator.no,
            place=case.place(hit.field),
            message=self.message.format(**values) + (TRIAL_NOTE if self.trial else ""),
            suggestion=self.suggestion.format(**values),
            expected=hit.expected,
            actual=hit.actual,
            file=case.file,
        )
