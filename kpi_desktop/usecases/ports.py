"""What the use cases need from the outside, as Protocols; bootstrap.py names who fulfils them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.forms.correspondence import MailDraft, Notice
from kpi_desktop.domain.forms.form import FormRead, FormWorkbook, IssuedForm
from kpi_desktop.domain.forms.spot import AS_LEFT, Spot
from kpi_desktop.domain.forms.submission import Arrival, RecordedCell, Remark, State, Submission
from kpi_desktop.domain.indicators.master_data import MasterChange, MasterData
from kpi_desktop.domain.record.audit import AuditAction, AuditCheck, AuditEntry
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.domain.record.ruling import Ruling


class MasterDataReader(Protocol):
    """Reads the master data workbook. KpiError only when the file cannot be read at all."""

    def read(self, path: Path) -> MasterData:
        """Every problem at once, in sheet and cell order."""

    def edited(self, path: Path, changes: Sequence[MasterChange]) -> bytes:
        """The file with *changes* typed in and nothing else changed. KpiError when a place is not there."""


class FormWriter(Protocol):
    """Stamps forms from a template."""

    fingerprint: str

    def stamp(self, workbook: FormWorkbook) -> bytes:
        """The finished .xlsx; the same input gives the same bytes."""


class Intake(Protocol):
    """Turns files, folders, archives and mails into single workbooks; skips nothing in silence."""

    def arrivals(self, paths: Sequence[Path]) -> Iterator[Arrival]:
        """Every file below *paths*, oldest first within a folder; each is read when it is asked for."""

    def count(self, paths: Sequence[Path]) -> int:
        """About how many arrivals that will be, for progress; nothing is opened for it."""


class FormReader(Protocol):
    """Reads returned workbooks, whichever program saved them."""

    def expect(self, data: bytes, name: str, sent: Mapping[str, FormWorkbook]) -> None:
        """Begin to read beside other work, where that is possible; ``read`` of the same follows or not."""

    def read(self, data: bytes, name: str, sent: Mapping[str, FormWorkbook]) -> FormRead:
        """*sent* gives the copies as sent by form id. NotAForm or UnreadableFile where it cannot."""


class FormFiller(Protocol):
    """Types values into cells of an existing workbook and leaves everything else as it is."""

    def fill(self, data: bytes, entries: Mapping[tuple[str, str], str | float | None]) -> bytes:
        """*entries*: (sheet, address) → text, number or None for empty."""


class ReturnWriter(Protocol):
    """Marks a submitted workbook with its findings, and writes them as a list."""

    def marked(self, data: bytes, notice: Notice) -> bytes:
        """*data* with marks, notes and the list in front. KpiError when this file cannot be marked."""

    def listing(self, notice: Notice) -> bytes:
        """The list alone, as a workbook."""


class MailWriter(Protocol):
    """Writes mail drafts."""

    def write(self, draft: MailDraft) -> bytes:
        """A .eml file that Outlook and Thunderbird open as a draft; the same draft gives the same bytes."""


class Store(Protocol):
    """The record of a workspace. Writes happen inside ``transaction()``; reads may happen anywhere."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; one writer at a time. StoreError when another process holds it too long."""

    def close(self) -> None:
        """Give the file back."""

    # forms as sent
    def issued(self) -> Sequence[IssuedForm]:
        """The latest issue of every form, by form id."""

    def issue(self, form_id: str, issue_no: int) -> IssuedForm | None:
        """One certain issue."""

    def record_issue(self, form: IssuedForm) -> None:
        """Keep the copy as sent."""

    # submissions
    def submissions(self) -> Sequence[Submission]:
        """All, oldest first."""

    def submissions_of(self, *, form_id: str = "", sha256: str = "") -> Sequence[Submission]:
        """Those of one form, or of one file, oldest first."""

    def record_submission(
        self, submission: Submission, cells: Sequence[RecordedCell], remarks: Sequence[Remark] = ()
    ) -> int:
        """Keep it with every field that was read; gives its id (``submission.id`` is ignored)."""

    def cells(self, submission_id: int) -> Sequence[RecordedCell]:
        """What was read from one submission, in form order."""

    def remarks(self, submission_id: int) -> Sequence[Remark]:
        """What else was kept of it, in the order in which it was said."""

    # rulings
    def rulings(self) -> Sequence[Ruling]:
        """Every decision of the office, oldest first."""

    def record_ruling(self, ruling: Ruling) -> int:
        """Add it; gives its id (``ruling.id`` is ignored)."""

    # state and findings
    def states(self) -> Mapping[str, State]:
        """State by indicator No; an indicator that is not there is 未提出."""

    def set_state(self, indicator: str, state: State) -> None:
        """Record a state that the state table allowed."""

    def findings(self) -> Sequence[Finding]:
        """Findings of the last validation, in the order in which they were kept."""

    def replace_findings(self, findings: Sequence[Finding]) -> None:
        """Keep these and forget the earlier ones."""

    # audit trail
    def log(self, action: AuditAction, details: Mapping[str, Any]) -> None:
        """Append to the chained log; time and operator are the store's."""

    def audit(self) -> Sequence[AuditEntry]:
        """The whole log, oldest first."""

    def check_audit(self) -> AuditCheck:
        """Recompute the chain."""


class Evidence(Protocol):
    """The submitted files themselves, content-addressed and never changed."""

    def put(self, data: bytes) -> str:
        """Keep *data*, give its SHA-256 as hex. Keeping it again changes nothing."""

    def get(self, sha256: str) -> bytes:
        """The bytes. StoreError when they are missing or altered."""

    def path(self, sha256: str) -> Path:
        """Where they lie."""

    def check(self) -> Sequence[str]:
        """What is wrong, in words; empty when every file still has its hash."""


class Files(Protocol):
    """Whole-file reading and writing."""

    def read(self, path: Path) -> bytes:
        """WorkspaceError with a remedy when the file is missing or locked."""

    def write(self, path: Path, data: bytes) -> bool:
        """Beside, fsync, replace. False when the file already held just these bytes."""

    def replace(self, path: Path, data: bytes, expected: bytes) -> None:
        """Like ``write``, for a file that people edit: WorkspaceError when somebody has it open, or when it
        no longer holds *expected*."""


class Clock(Protocol):
    """Now, and who works here."""

    def now(self) -> datetime.datetime:
        """Aware, to the second."""

    def operator(self) -> str:
        """Name of the person at this machine."""


class MasterWorkbookWriter(Protocol):
    """Writes 統合マスタ."""

    def write(self, content: MasterContent, writer: FormWriter) -> bytes:
        """The finished .xlsx, its 個票 stamped by *writer*; the same content gives the same bytes."""

    def value_cells(self, content: MasterContent) -> Mapping[tuple[str, int, str], str]:
        """(No, 系列番号, 策定時実績値 | 目標値 | year), or (No, 0, field) → the cell in which it stands."""


class MacroBooks(Protocol):
    """Makes macro-enabled copies of workbooks."""

    def form(self, data: bytes, file_name: str) -> bytes:
        """A form workbook as .xlsm; *file_name* is what the submitted file is called."""

    def master(self, data: bytes) -> bytes:
        """The master workbook as .xlsm."""

    def importable(self) -> Mapping[str, bytes]:
        """The macros as files that Excel's editor imports."""


class OpenBook(Protocol):
    """A workbook that is open in a spreadsheet program. OfficeError when something cannot be done."""

    path: Path

    def show(self, spot: Spot, message: str = "", remedy: str = "") -> None:
        """Bring it before the person, *spot* selected and in view, with the message beside it."""

    def reload(self, write: Callable[[], bool]) -> bool:
        """Let *write* replace its file and show what that holds now; gives what *write* gives.

        Sheet in front, selection and scroll stay; what was not saved is lost.
        """

    def is_saved(self) -> bool:
        """Whether nothing in it waits to be saved."""

    def export_pdf(self, target: Path, sheets: Sequence[str] = ()) -> None:
        """Print it into a PDF as its pages are set up: every visible sheet, or just *sheets*."""

    def save_copy(self, target: Path) -> None:
        """Write a copy; the open workbook stays the file it was."""


class Office(Protocol):
    """Excel or LibreOffice as a running program; what it started for itself ends with it."""

    name: str

    def version(self) -> str:
        """The program's own version."""

    def find(self, path: Path) -> OpenBook | None:
        """The workbook, if a person has it open in it."""

    def open(self, path: Path) -> AbstractContextManager[OpenBook]:
        """The workbook for work that nobody watches: the person's if it is open, else opened unseen.

        Its code does not run. OfficeError when it cannot be opened.
        """

    def show(self, path: Path, spot: Spot = AS_LEFT, message: str = "", remedy: str = "") -> None:
        """Open it for a person (or bring the open one forward), *spot* selected, the message beside it."""
