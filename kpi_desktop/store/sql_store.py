"""The Store over a database."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Row, delete, func, insert, select, tuple_

from kpi_desktop.domain.errors import StoreError
from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.forms.form import IssuedForm
from kpi_desktop.domain.forms.submission import RecordedCell, Remark, State, Submission
from kpi_desktop.domain.record.audit import AuditAction, AuditCheck, AuditEntry
from kpi_desktop.domain.record.ruling import Ruling
from kpi_desktop.store import audit, rows, tables
from kpi_desktop.store.check import check
from kpi_desktop.store.database import Database
from kpi_desktop.store.head import Head

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Clock


T = TypeVar("T")


class _Writing(threading.local):
    """This thread's transaction: its connection, and what it recorded for the chain so far."""

    connection: Connection | None = None
    recorded: dict[str, dict[str, str]]


class SqlStore:
    """Fulfils ``usecases.ports.Store``. May be used from several threads, each with its own transactions."""

    def __init__(self, database: Database, clock: Clock, head: Head) -> None:
        self._database = database
        self._clock = clock
        self._head = head
        self._mine = _Writing()

    def close(self) -> None:
        """Give the file or the connections back."""
        self._database.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; one writer at a time. Reads inside it see what it wrote. They do not nest."""
        if self._mine.connection is not None:
            raise RuntimeError("transactions do not nest")
        try:
            with self._database.writing() as connection:
                self._mine.connection, self._mine.recorded = connection, {}
                yield
                if self._mine.recorded:
                    self.log(AuditAction.RECORD, self._mine.recorded)
                goes_on = audit.holds(connection, self._head.kept())
                newest = audit.head(connection)
        finally:
            self._mine.connection = None
        if goes_on:
            self._head.advance(*newest)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._mine.connection is not None:
            yield self._mine.connection
        else:
            with self._database.reading() as connection:
                yield connection

    @property
    def _writer(self) -> Connection:
        if self._mine.connection is None:
            raise RuntimeError("writes belong inside transaction()")
        return self._mine.connection

    def _vouch(self, kind: str, key: str, value: str) -> None:
        self._mine.recorded.setdefault(kind, {})[key] = value

    # forms as sent

    def issued(self) -> Sequence[IssuedForm]:
        """The latest issue of every form, by form id."""
        issue = tables.issue.c
        latest = select(issue.form_id, func.max(issue.issue_no)).group_by(issue.form_id)
        query = select(tables.issue).where(tuple_(issue.form_id, issue.issue_no).in_(latest))
        with self._reading() as connection:
            selected = connection.execute(query).all()
        return sorted(_each(rows.issue_of, selected), key=lambda form: form.form_id)

    def issue(self, form_id: str, issue_no: int) -> IssuedForm | None:
        """One certain issue."""
        query = select(tables.issue).filter_by(form_id=form_id, issue_no=issue_no)
        with self._reading() as connection:
            row = connection.execute(query).first()
        return _each(rows.issue_of, [row])[0] if row else None

    def record_issue(self, form: IssuedForm) -> None:
        """Keep the copy as sent."""
        values = rows.issue_values(form)
        self._writer.execute(insert(tables.issue).values(values))
        covered = rows.vouched(rows.VOUCHED_ISSUE, values)
        self._vouch("issues", f"{form.form_id}/{form.issue_no}", audit.digest(covered))

    # submissions

    def submissions(self) -> Sequence[Submission]:
        """All, oldest first."""
        query = select(tables.submission).order_by(tables.submission.c.id)
        with self._reading() as connection:
            selected = connection.execute(query).all()
        return _each(rows.submission_of, selected)

    def submissions_of(self, *, form_id: str = "", sha256: str = "") -> Sequence[Submission]:
        """Those of one form, or of one file, oldest first."""
        wanted = {"form_id": form_id} if form_id else {"sha256": sha256}
        query = select(tables.submission).filter_by(**wanted).order_by(tables.submission.c.id)
        with self._reading() as connection:
            selected = connection.execute(query).all()
        return _each(rows.submission_of, selected)

    def record_submission(
        self, submission: Submission, cells: Sequence[RecordedCell], remarks: Sequence[Remark] = ()
    ) -> int:
        """Keep it with every field that was read; gives its id (``submission.id`` is ignored)."""
        values = rows.submission_values(submission)
        made = insert(tables.submission).values(values).returning(tables.submission.c.id)
        number: int = self._writer.execute(made).scalar_one()
        fields = [rows.cell_values(number, at, one) for at, one in enumerate(cells, 1)]
        if fields:
            self._writer.execute(insert(tables.cell), fields)
        covered = [
            rows.vouched(rows.VOUCHED_SUBMISSION, {"id": number, **values}),
            [rows.vouched(rows.VOUCHED_CELL, one) for one in fields],
        ]
        self._vouch("submissions", str(number), audit.digest(covered))
        notes = [rows.remark_values(number, at, one) for at, one in enumerate(remarks, 1)]
        if notes:
            self._writer.execute(insert(tables.remark), notes)
            noted = [rows.vouched(rows.VOUCHED_REMARK, one) for one in notes]
            self._vouch("remarks", str(number), audit.digest(noted))
        return number

    def cells(self, submission_id: int) -> Sequence[RecordedCell]:
        """What was read from one submission, in form order."""
        query = select(tables.cell).filter_by(submission_id=submission_id)
        with self._reading() as connection:
            selected = connection.execute(query.order_by(tables.cell.c.position)).all()
        return _each(rows.cell_of, selected)

    def remarks(self, submission_id: int) -> Sequence[Remark]:
        """What else was kept of one submission, in the order in which it was said."""
        query = select(tables.remark).filter_by(submission_id=submission_id)
        with self._reading() as connection:
            selected = connection.execute(query.order_by(tables.remark.c.position)).all()
        return _each(rows.remark_of, selected)

    # rulings

    def rulings(self) -> Sequence[Ruling]:
        """Every decision of the office, oldest first."""
        with self._reading() as connection:
            selected = connection.execute(select(tables.ruling).order_by(tables.ruling.c.id)).all()
        return _each(rows.ruling_of, selected)

    def record_ruling(self, ruling: Ruling) -> int:
        """Add it; gives its id (``ruling.id`` is ignored)."""
        values = rows.ruling_values(ruling)
        made = insert(tables.ruling).values(values).returning(tables.ruling.c.id)
        number: int = self._writer.execute(made).scalar_one()
        covered = rows.vouched(rows.VOUCHED_RULING, {"id": number, **values})
        self._vouch("rulings", str(number), audit.digest(covered))
        return number

    # state and findings

    def states(self) -> Mapping[str, State]:
        """State by indicator No; an indicator that is not there is 未提出."""
        with self._reading() as connection:
            selected = connection.execute(select(tables.state)).all()
        return dict(_each(lambda row: (row.indicator, State(row.state)), selected))

    def set_state(self, indicator: str, state: State) -> None:
        """Record a state that the state table allowed."""
        self._writer.execute(delete(tables.state).filter_by(indicator=indicator))
        row = {"indicator": indicator, "state": state.value}
        self._writer.execute(insert(tables.state).values(row))
        self._vouch("states", indicator, state.value)

    def findings(self) -> Sequence[Finding]:
        """Findings of the last validation, in the order in which they were kept."""
        with self._reading() as connection:
            query = select(tables.finding).order_by(tables.finding.c.position)
            selected = connection.execute(query).all()
        return _each(rows.finding_of, selected)

    def replace_findings(self, findings: Sequence[Finding]) -> None:
        """Keep these and forget the earlier ones."""
        self._writer.execute(delete(tables.finding))
        if findings:
            values = [rows.finding_values(at, one) for at, one in enumerate(findings, 1)]
            self._writer.execute(insert(tables.finding), values)

    # audit trail

    def log(self, action: AuditAction, details: Mapping[str, Any]) -> None:
        """Append to the chained log; time and operator are the store's."""
        at = self._clock.now().isoformat()
        audit.append(self._writer, at, self._clock.operator(), action.value, details)

    def audit(self) -> Sequence[AuditEntry]:
        """The whole log, oldest first."""
        with self._reading() as connection:
            selected = connection.execute(select(tables.audit).order_by(tables.audit.c.seq)).all()
        return _each(rows.audit_of, selected)

    def check_audit(self) -> AuditCheck:
        """Recompute the chain and what it vouches for; repairs nothing."""
        with self._reading() as connection:
            return check(connection, self._head.kept(), self._database.triggers(connection))


def _each(make: Callable[[Row[Any]], T], selected: Iterable[Row[Any]]) -> list[T]:
    """What *make* makes of each row. StoreError when somebody has put nonsense there."""
    try:
        return [make(row) for row in selected]
    except Exception as error:
        raise StoreError(
            "記録に読めない内容があります。",
            "kpi-desktop verify で調べ、バックアップから戻してください。",
        ) from error
