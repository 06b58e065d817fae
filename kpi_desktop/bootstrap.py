"""The composition root: the one place that names concrete adapters. Shells call it, nothing else does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_desktop.domain.errors import WorkspaceError
from kpi_desktop.sample import load_sample
from kpi_desktop.system.clock import SystemClock
from kpi_desktop.system.evidence import EvidenceFolder
from kpi_desktop.system.files import LocalFiles
from kpi_desktop.system.lock import WorkspaceLock
from kpi_desktop.system.logs import report_bug, start_log
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.ports import Clock, FormWriter, Office
from kpi_desktop.usecases.prepare.init import InitResult, init
from kpi_desktop.usecases.workspace import Workspace

if TYPE_CHECKING:
    from kpi_desktop.office.checking import OfficeCheck
    from kpi_desktop.usecases.deliver.comparison import Comparison
    from kpi_desktop.usecases.deliver.publish import Publication
    from kpi_desktop.usecases.deliver.rollover import RolloverResult
    from kpi_desktop.usecases.gather.export_findings import ListedFinding
    from kpi_desktop.usecases.prepare.check_template import CheckTemplateResult
    from kpi_desktop.usecases.record.master_content import MasterContent

#: Names a PostgreSQL database for the record instead of the file in the workspace.
STORE_VARIABLE = "KPI_DESKTOP_STORE"


def make_workspace(directory: Path, sample: bool, master: Path | None) -> InitResult:
    """init with the template and a master data file: the sample's, *master*, or an empty one."""
    from kpi_desktop.workbook.master_data.writer import sheets_as_workbook

    files = LocalFiles()
    if sample:
        data = sheets_as_workbook(load_sample().sheets)
    elif master is not None:
        data = files.read(master)
    else:
        headers = {sheet: rows[:1] for sheet, rows in load_sample().sheets.items()}
        headers["計画"] = [
            *headers["計画"],
            *([row[0], ""] for row in load_sample().sheets["計画"][1:]),
        ]
        data = sheets_as_workbook(headers)
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
    from kpi_desktop.publishing.mail_draft import MailDraftWriter
    from kpi_desktop.store.opening import open_store
    from kpi_desktop.system.workers import Workers
    from kpi_desktop.workbook.intake.file_intake import FileIntake
    from kpi_desktop.workbook.intake.isolated import MarkerApart, ReaderApart, UnpackerApart
    from kpi_desktop.workbook.macros.macro_book import MacroBooks
    from kpi_desktop.workbook.master_book.writer import MasterBookWriter
    from kpi_desktop.workbook.master_data.reader import MasterDataFile
    from kpi_desktop.workbook.ooxml.sheet.sheet_editor import CellFiller

    workspace = Workspace(directory)
    if not (workspace.hidden.is_dir() and workspace.master_data.parent.is_dir()):
        raise WorkspaceError(
            f"{directory} は事業フォルダではありません。",
            f"kpi-desktop init {directory} で作るか、場所を確かめてください。",
        )
    start_log(workspace.hidden / "logs")
    clock = clock or SystemClock()
    files = LocalFiles()
    store = open_store(workspace.hidden, clock, files, os.environ.get(STORE_VARIABLE, ""))
    evidence = EvidenceFolder(workspace.hidden / "evidence")
    readers, unpackers = Workers(), Workers()
    try:
        yield Desk(
            workspace=workspace,
            files=files,
            clock=clock,
            store=store,
            evidence=evidence,
            master_data=MasterDataFile(),
            form_writer=_form_writer,
            reader=ReaderApart(readers, lambda: files.read(workspace.template), passwords, ask),
            filler=CellFiller(),
            intake=FileIntake(UnpackerApart(unpackers, evidence)),
            master_workbook=MasterBookWriter(),
            returns=MarkerApart(readers),
            mail=MailDraftWriter(),
            macro_books=MacroBooks(macro_texts()),
            sample=load_sample(),
        )
    finally:
        readers.close()
        unpackers.close()
        store.close()


@contextmanager
def open_office(profile: Path | None = None) -> Iterator[Office]:
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
    from tempfile import TemporaryDirectory

    from kpi_desktop.office.checking import check
    from kpi_desktop.office.choice import Presence, program_of
    from kpi_desktop.office.gateway import LiveOffice

    def version_of(one: Presence) -> str:
        with TemporaryDirectory() as folder:
            office = LiveOffice(program_of(one.kind, Path(folder)))
            try:
                return office.version()
            finally:
                office.close()

    return check(version_of)


def workspace_lock(directory: Path) -> WorkspaceLock:
    """Who works in the workspace in *directory*; for shells that stay open."""
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
    from kpi_desktop.publishing.open_data import open_data
    from kpi_desktop.publishing.open_data_lint import lint
    from kpi_desktop.publishing.web_page import web_page
    from kpi_desktop.usecases.deliver.publish import Publication

    def data(content: MasterContent) -> dict[str, bytes]:
        folder = f"公開データ_{content.year.short}"
        return {f"{folder}/{name}": made for name, made in open_data(content, bom).items()}

    def check(files: Mapping[str, bytes]) -> list[str]:
        return lint({name.rpartition("/")[2]: made for name, made in files.items()})

    def page(content: MasterContent) -> dict[str, bytes]:
        return {f"公開ページ_{content.year.short}.html": web_page(content)}

    return Publication("オープンデータ", data, check), Publication("公開ページ", page)


def printed_publication(desk: Desk) -> Publication:
    """The printed set, made through Excel or LibreOffice. OfficeError when there is neither."""
    from tempfile import TemporaryDirectory

    from kpi_desktop.publishing.printed_set import bound
    from kpi_desktop.usecases.deliver.printed_set import printed_set
    from kpi_desktop.usecases.deliver.publish import Publication
    from kpi_desktop.workbook.master_book.printed_forms import print_ready
    from kpi_desktop.workbook.master_book.printed_front import front_pages

    def make(content: MasterContent) -> dict[str, bytes]:
        book = printed_set(content)
        front = front_pages(book)
        stamper = desk.form_writer(desk.files.read(desk.workspace.template))
        names = frozenset(one.sheet_name for one in book.forms.sheets)
        forms = print_ready(stamper.stamp(book.forms), names, book.footer, book.snapshot)
        with TemporaryDirectory() as folder, open_office(Path(folder) / "profile") as office:
            made = [
                _printed(office, Path(folder) / f"{name}.xlsx", data)
                for name, data in (("forms", forms), ("front", front.workbook))
            ]
        return {f"個票集_{book.short_year}.pdf": bound(book, made[0], made[1], front.contents)}

    return Publication("個票集", make)


def _printed(office: Office, path: Path, data: bytes) -> bytes:
    """A workbook through the office as PDF: every visible sheet."""
    path.write_bytes(data)
    target = path.with_suffix(".pdf")
    with office.open(path) as book:
        book.export_pdf(target)
    return target.read_bytes()


def check_template(target: Path) -> CheckTemplateResult:
    """check-template of a template, or of the workspace that has one."""
    from kpi_desktop.usecases.prepare.check_template import check_template as check
    from kpi_desktop.workbook.stamping.template_check import template_problems

    return check(target, LocalFiles(), template_problems)


def template_bytes() -> bytes:
    """The form template that the product carries."""
    return (_carried("templates") / "様式2.xlsx").read_bytes()


def macro_texts() -> dict[str, str]:
    """The text of every macro that the product carries, by file name."""
    found = (one for one in _carried("macros").iterdir() if one.name.endswith(".bas"))
    return {one.name: one.read_text(encoding="utf-8") for one in found}


def _carried(folder: str) -> Traversable:
    """A folder that the product carries; a checkout has it beside the package."""
    package = package_files("kpi_desktop")
    carried = package / folder
    return carried if carried.is_dir() else Path(str(package)).parent / folder


def _form_writer(template: bytes) -> FormWriter:
    from kpi_desktop.workbook.stamping.stamper import FormStamper

    return FormStamper(template)


def log_unexpected(directory: Path | None = None) -> str:
    """Log the exception at hand; gives the calm message that names the log."""
    from platformdirs import user_log_path

    hidden = Workspace(directory).hidden if directory else None
    folder = hidden / "logs" if hidden and hidden.is_dir() else user_log_path("kpi-desktop", False)
    error = sys.exception()
    assert error is not None, "called outside an except block"
    return report_bug(error, start_log(folder))
