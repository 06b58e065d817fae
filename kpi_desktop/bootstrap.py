"""The composition root: the one place that names concrete adapters. Shells call it, nothing else does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_desktop.sample import load_sample
from kpi_desktop.system.carried import macro_texts, template_bytes
from kpi_desktop.system.clock import SystemClock
from kpi_desktop.system.evidence import EvidenceFolder
from kpi_desktop.system.files import LocalFiles
from kpi_desktop.system.logs import report_bug, start_log
from kpi_desktop.system.when_used import when_used
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.prepare.init import InitResult, empty_master, init, sample_master
from kpi_desktop.usecases.workspace import Workspace

if TYPE_CHECKING:
    from kpi_desktop.office.checking import OfficeCheck
    from kpi_desktop.office.gateway import LiveOffice
    from kpi_desktop.system.lock import WorkspaceLock
    from kpi_desktop.system.workers import Workers
    from kpi_desktop.usecases.deliver.comparison import Comparison
    from kpi_desktop.usecases.deliver.publish import Publication
    from kpi_desktop.usecases.deliver.rollover import RolloverResult
    from kpi_desktop.usecases.gather.export_findings import ListedFinding
    from kpi_desktop.usecases.ports import (
        Clock,
        Evidence,
        Files,
        FormFiller,
        FormReader,
        FormWriter,
        Intake,
        MacroBooks,
        MailWriter,
        MasterDataReader,
        MasterWorkbookWriter,
        ReturnWriter,
    )
    from kpi_desktop.usecases.prepare.check_template import CheckTemplateResult

#: Names a PostgreSQL database for the record instead of the file in the workspace.
STORE_VARIABLE = "KPI_DESKTOP_STORE"


def make_workspace(directory: Path, sample: bool, master: Path | None) -> InitResult:
    """init with the template and a master data file: the sample's, *master*, or an empty one."""
    from kpi_desktop.workbook.master_data.writer import sheets_as_workbook

    files = LocalFiles()
    if master is not None and not sample:
        data = files.read(master)
    else:
        data = (sample_master if sample else empty_master)(load_sample(), sheets_as_workbook)
    return init(Workspace(directory), files, template_bytes(), data)


@contextmanager
def open_desk(
    directory: Path,
    clock: Clock | None = None,
    passwords: Sequence[str] = (),
    ask: Callable[[str], str] | None = None,
) -> Iterator[Desk]:
    """The desk of the workspace in *directory*, its store open. WorkspaceError when it is not one.

    *passwords* are tried on protected files; *ask* gives another one for the file of that name, or none.
    """
    from kpi_desktop.store.opening import open_store

    workspace = Workspace(directory)
    workspace.require()
    start_log(workspace.logs)
    clock = clock or SystemClock()
    files = LocalFiles()
    evidence = EvidenceFolder(workspace.hidden / "evidence")
    with ExitStack() as leaving:
        store = open_store(workspace.hidden, clock, files, os.environ.get(STORE_VARIABLE, ""))
        leaving.callback(store.close)
        readers, unpackers = (when_used(lambda: _workers(leaving)) for _ in range(2))
        yield Desk(
            workspace=workspace,
            files=files,
            clock=clock,
            store=store,
            evidence=evidence,
            master_data=when_used(_master_data),
            form_writer=_form_writer,
            reader=when_used(lambda: _reader(readers, files, workspace, passwords, ask)),
            filler=when_used(_filler),
            intake=when_used(lambda: _intake(unpackers, evidence)),
            master_workbook=when_used(_master_workbook),
            returns=when_used(lambda: _marker(readers)),
            mail=when_used(_mail),
            macro_books=when_used(_macro_books),
            sample=when_used(load_sample),
        )


@contextmanager
def open_office(profile: Path | None = None) -> Iterator[LiveOffice]:
    """Excel or LibreOffice. OfficeError, in one sentence, when there is neither.

    What was started for work ends with it; what was shown to a person stays. *profile* is for the
    settings of a LibreOffice that a person sees; the user's own folder for this program by default.
    """
    from platformdirs import user_data_path

    from kpi_desktop.office.choice import program
    from kpi_desktop.office.gateway import LiveOffice

    office = LiveOffice(program(profile or user_data_path("kpi-desktop", False) / "libreoffice"))
    try:
        yield office
    finally:
        office.close()


def check_office() -> OfficeCheck:
    """Which spreadsheet programs are there, each tried out, and which one is used."""
    from kpi_desktop.office.checking import check_office as check

    return check()


def workspace_lock(directory: Path) -> WorkspaceLock:
    """Who works in the workspace in *directory*; for shells that stay open."""
    from kpi_desktop.system.lock import WorkspaceLock

    return WorkspaceLock(Workspace(directory).hidden, SystemClock())


def next_workspace(directory: Path, new_directory: Path) -> RolloverResult:
    """rollover into *new_directory*."""
    from kpi_desktop.usecases.deliver.rollover import rollover
    from kpi_desktop.workbook.master_data.writer import sheets_as_workbook

    with open_desk(directory) as desk:
        return rollover(desk, Workspace(new_directory), sheets_as_workbook)


def comparison_workbook(comparison: Comparison, title: str) -> bytes:
    """The workbook of a comparison with an earlier master."""
    from kpi_desktop.workbook.master_book.comparison_book import comparison_workbook as write

    return write(comparison, title)


def findings_workbook(findings: Sequence[ListedFinding], title: str) -> bytes:
    """The workbook of a list of findings."""
    from kpi_desktop.workbook.marking.findings_export import findings_workbook as write

    return write(findings, title)


def open_publications(bom: bool = False) -> tuple[Publication, ...]:
    """Open data and the web page; *bom* puts a byte order mark in front of the CSV files."""
    from kpi_desktop.publishing.publications import open_publications as publications

    return publications(bom)


def printed_publication(desk: Desk) -> Publication:
    """The printed set, made through Excel or LibreOffice. OfficeError when there is neither."""
    from kpi_desktop.publishing.printed_set import bound
    from kpi_desktop.usecases.deliver.print_forms import Press
    from kpi_desktop.usecases.deliver.print_forms import printed_publication as publication
    from kpi_desktop.workbook.master_book.printed_forms import print_ready
    from kpi_desktop.workbook.master_book.printed_front import front_pages

    return publication(desk, Press(front_pages, print_ready, open_office, bound))


def check_template(target: Path) -> CheckTemplateResult:
    """check-template of a template, or of the workspace that has one."""
    from kpi_desktop.usecases.prepare.check_template import check_template as check
    from kpi_desktop.workbook.stamping.template_check import template_problems

    return check(target, LocalFiles(), template_problems)


def log_unexpected(directory: Path | None = None) -> str:
    """Log the exception at hand; gives the calm message that names the log."""
    from platformdirs import user_log_path

    own = Workspace(directory).logs if directory else None
    folder = own if own and own.is_dir() else user_log_path("kpi-desktop", False)
    error = sys.exception()
    assert error is not None, "called outside an except block"
    return report_bug(error, start_log(folder))


def _form_writer(template: bytes) -> FormWriter:
    from kpi_desktop.workbook.stamping.stamper import FormStamper

    return FormStamper(template)


def _master_data() -> MasterDataReader:
    from kpi_desktop.workbook.master_data.reader import MasterDataFile

    return MasterDataFile()


def _workers(leaving: ExitStack) -> Workers:
    """Processes that end with the desk."""
    from kpi_desktop.system.workers import Workers

    made = Workers()
    leaving.callback(made.close)
    return made


def _reader(
    processes: Workers,
    files: Files,
    workspace: Workspace,
    passwords: Sequence[str],
    ask: Callable[[str], str] | None,
) -> FormReader:
    from kpi_desktop.workbook.intake.isolated import IsolatedReader

    return IsolatedReader(processes, lambda: files.read(workspace.template), passwords, ask)


def _filler() -> FormFiller:
    from kpi_desktop.workbook.ooxml.sheet.sheet_editor import CellFiller

    return CellFiller()


def _intake(processes: Workers, evidence: Evidence) -> Intake:
    from kpi_desktop.workbook.intake.file_intake import FileIntake
    from kpi_desktop.workbook.intake.isolated import IsolatedUnpacker

    return FileIntake(IsolatedUnpacker(processes, evidence))


def _master_workbook() -> MasterWorkbookWriter:
    from kpi_desktop.workbook.master_book.writer import MasterBookWriter

    return MasterBookWriter()


def _marker(processes: Workers) -> ReturnWriter:
    from kpi_desktop.workbook.intake.isolated import IsolatedMarker

    return IsolatedMarker(processes)


def _mail() -> MailWriter:
    from kpi_desktop.publishing.mail_draft import MailDraftWriter

    return MailDraftWriter()


def _macro_books() -> MacroBooks:
    from kpi_desktop.workbook.macros import macro_book

    return macro_book.MacroBooks(macro_texts())
