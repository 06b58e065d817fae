"""All that stands in a workspace, read at one moment: what the window shows, and what to do next."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from kpi_desktop.domain.finding import Finding, Severity
from kpi_desktop.domain.forms.submission import Action, State, Submission
from kpi_desktop.domain.indicators.master_data import MasterProblem
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.record.audit import AuditAction, AuditEntry
from kpi_desktop.domain.record.correction import LedgerEntry
from kpi_desktop.domain.record.waiver import Waiver, waivers
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.allowed_decisions import Acceptance, acceptances
from kpi_desktop.usecases.record.ledger import ledger
from kpi_desktop.usecases.record.status import StatusResult, status
from kpi_desktop.usecases.workspace import Workspace


@dataclass(frozen=True)
class FileEntry:
    """One file in a folder of the workspace.

    In the drop folder: ``is_new`` when nobody has looked into it, ``refusal`` why it was not taken in.
    """

    path: Path
    name: str
    size: int
    modified: datetime.datetime
    is_new: bool = False
    refusal: str = ""


@dataclass(frozen=True)
class Issued:
    """One form as it was last written."""

    department: str
    file_name: str
    issue_no: int
    indicators: int


@dataclass(frozen=True)
class Overview:
    """Everything in one view. ``plan`` and ``board`` are None while the master data have errors."""

    workspace: Workspace
    plan: Plan | None
    problems: tuple[MasterProblem, ...]
    board: StatusResult | None
    findings: tuple[Finding, ...]
    submissions: tuple[Submission, ...]
    issued: tuple[Issued, ...]
    audit: tuple[AuditEntry, ...]
    arrivals: tuple[FileEntry, ...]
    results: tuple[FileEntry, ...]
    is_sample: bool
    corrections: tuple[LedgerEntry, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    acceptances: Mapping[str, Acceptance] = field(default_factory=dict)

    @property
    def master_errors(self) -> int:
        """How many problems of the master data keep forms from being made."""
        return sum(one.severity is Severity.ERROR for one in self.problems)

    def count(self, state: State) -> int:
        """How many indicators are in *state*."""
        return sum(one.state is state for one in self.board.indicators) if self.board else 0

    def ready_for(self, action: Action) -> tuple[str, ...]:
        """Nos of the indicators on which *action* may be done now."""
        return tuple(no for no, one in self.acceptances.items() if one.allows(action))

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Nos of what may be accepted once its open doubts are looked into."""
        return tuple(no for no, one in self.acceptances.items() if one.is_doubtful)

    @property
    def to_mend(self) -> tuple[str, ...]:
        """Nos of what waits for its department to mend it."""
        return tuple(no for no, one in self.acceptances.items() if one.needs_mending)

    @property
    def has_findings_to_return(self) -> bool:
        """Whether there is anything to send back to a department."""
        return any(one.has_findings_to_return for one in self.acceptances.values())

    @property
    def open_corrections(self) -> int:
        """Requests to correct a past value that wait for a decision."""
        return sum(one.is_open for one in self.corrections)

    def waiver_of(self, finding: Finding) -> Waiver | None:
        """The waiver that sets *finding* aside."""
        if self.plan is None:
            return None
        year = self.plan.evaluation_year
        return next((one for one in self.waivers if one.covers(finding, year)), None)

    @property
    def new_arrivals(self) -> int:
        """Files in the drop folder that were not taken in yet."""
        return sum(one.is_new for one in self.arrivals)

    def last(self, *actions: AuditAction) -> datetime.datetime | None:
        """When one of *actions* was last logged."""
        return max((one.at for one in self.audit if one.action in actions), default=None)


def read_overview(desk: Desk) -> Overview:
    """Read everything once."""
    master = desk.read_master()
    broken = any(one.severity is Severity.ERROR for one in master.problems)
    plan = None if broken else master.plan
    submissions = tuple(desk.store.submissions())
    audit = tuple(desk.store.audit())
    corrections = ledger(desk.store, plan) if plan else ()
    return Overview(
        workspace=desk.workspace,
        plan=plan,
        problems=master.problems,
        board=status(desk) if plan else None,
        findings=tuple(desk.store.findings()),
        submissions=submissions,
        issued=_issued(desk),
        audit=audit,
        arrivals=arrivals(desk.workspace, submissions, audit),
        results=files_in(desk.workspace.results),
        is_sample=plan is not None and plan.name == desk.sample.plan_name,
        corrections=corrections,
        waivers=waivers(desk.store.rulings()),
        acceptances=acceptances(desk.store, plan, corrections) if plan else {},
    )


def _issued(desk: Desk) -> tuple[Issued, ...]:
    forms = sorted(desk.store.issued(), key=lambda one: one.file_name)
    return tuple(
        Issued(
            one.workbook.identity.department,
            one.file_name,
            one.issue_no,
            sum(sheet.is_lead for sheet in one.workbook.sheets),
        )
        for one in forms
    )


def arrivals(
    workspace: Workspace, submissions: Sequence[Submission], audit: Sequence[AuditEntry]
) -> tuple[FileEntry, ...]:
    """What lies in 提出/, each told by its content whether it was taken in, or refused and why."""
    known = {one.sha256 for one in submissions}
    refused: dict[str, str] = {}
    for entry in audit:
        if entry.action == AuditAction.COLLECT:
            known.add(entry.details.get("container", ""))
        elif entry.action == AuditAction.REFUSE:
            for key in ("container", "sha256"):
                refused[entry.details.get(key, "")] = entry.details["reason"]
    found = []
    for one in files_in(workspace.inbox):
        if one.path != workspace.planted:
            content = _content_hash(one.path, one.size, one.modified)
            if not content or content not in known:
                reason = refused.get(content, "") if content else ""
                one = replace(one, is_new=not reason, refusal=reason)
            found.append(one)
    return tuple(found)


@lru_cache(maxsize=4096)
def _content_hash(path: Path, size: int, modified: datetime.datetime) -> str:
    """SHA-256 of a file as it was when it had that size and time; empty when it cannot be read."""
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def files_in(folder: Path) -> tuple[FileEntry, ...]:
    """Files below *folder*, by name; without hidden ones and the lock files of office programs."""
    found = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        parts = path.relative_to(folder).parts
        if any(one.startswith((".", "~$")) for one in parts):
            continue
        try:
            if path.is_file():
                about = path.stat()
                when = datetime.datetime.fromtimestamp(int(about.st_mtime)).astimezone()
                found.append(FileEntry(path, "/".join(parts), about.st_size, when))
        except OSError:
            continue  # it went away while we looked
    return tuple(found)
