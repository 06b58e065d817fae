"""A record that was made by hand, for tests on plain data."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.forms.form import CellKind, CellRead
from kpi_desktop.domain.forms.submission import RecordedCell, Remark, RemarkKind, State
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.record.audit import AuditAction, AuditEntry
from kpi_desktop.domain.record.ruling import Ruling, RulingKind
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.ports import Store
from tests.rules.forms import indicator, line, plan_of
from tests.store.samples import a_submission, an_issue

R4 = FiscalYear(2022)
AT = datetime.datetime(2024, 6, 1, tzinfo=datetime.timezone.utc)
ROWS = (line("累計", "人", "1,027", "1,027 1,188 集計中", "1,500"),)
ONE, TWO = indicator(*ROWS, no="1"), indicator(*ROWS, no="追加1")
LATE = dataclasses.replace(plan_of(ONE, TWO), deadline=datetime.date(2024, 5, 30))


def ruling(kind: RulingKind, subject: str, decision: str, **details: Any) -> Ruling:
    return Ruling(kind, subject, decision, f"{decision}の理由", "企画", AT, details)


FIRST, SECOND = a_submission(1, number=1), a_submission(2, number=2)
HALF = dataclasses.replace(a_submission(3, number=3), indicators=("1",))
OUT = ruling(RulingKind.EXCLUSION, "提出2 農林水産部 第2版", "除外")
BACK = ruling(RulingKind.EXCLUSION, "提出2 農林水産部 第2版", "除外の取消")


class Known:
    """A record that was made by hand."""

    def __init__(self, submissions: Sequence[Any] = (), rulings: Sequence[Ruling] = ()) -> None:
        self._submissions, self._rulings = submissions, rulings
        self.kept: dict[int, list[RecordedCell]] = {}
        self.said: dict[int, list[Remark]] = {}
        self.state: dict[str, State] = {}
        self.found: list[Any] = []

    submissions = property(lambda self: lambda: list(self._submissions))
    rulings = property(lambda self: lambda: list(self._rulings))
    states = property(lambda self: lambda: self.state)
    findings = property(lambda self: lambda: self.found)

    def issued(self) -> list[Any]:
        return [an_issue(issue_no=2)]

    def issue(self, form_id: str, issue_no: int) -> Any:
        return an_issue(form_id) if issue_no == 1 else None

    def cells(self, number: int) -> list[RecordedCell]:
        return self.kept.get(number, [])

    def remarks(self, number: int) -> list[Remark]:
        return self.said.get(number, [])

    @property
    def store(self) -> Store:
        return cast(Store, self)

    def desk(self, plan: Plan = LATE) -> Desk:
        clock = SimpleNamespace(now=lambda: AT)
        return cast(Desk, SimpleNamespace(plan=lambda: plan, store=self, clock=clock))


def typed(no: str, field: str, raw: str) -> RecordedCell:
    return RecordedCell(no, field, CellRead(no, "F8", raw, CellKind.TEXT, raw))


QUESTION, OPINION = RemarkKind.QUESTION, RemarkKind.OPINION


def entry(action: AuditAction, hour: int = 0, **details: Any) -> AuditEntry:
    return AuditEntry(1, AT + datetime.timedelta(hours=hour), "企画", action, details, "", "")


COLLECT, VALIDATE = AuditAction.COLLECT, AuditAction.VALIDATE
