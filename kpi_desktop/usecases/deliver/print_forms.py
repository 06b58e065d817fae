"""個票集 as a PDF: forms and front pages printed by Excel or LibreOffice, then bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.usecases.deliver.printed_set import FrontPages, PrintedSet, printed_set
from kpi_desktop.usecases.deliver.publish import Publication
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.ports import Office


@dataclass(frozen=True)
class Press:
    """What printing needs.

    ``front`` makes covers and contents; ``ready`` sets the named sheets of stamped forms up for printing,
    with footer and snapshot; ``office`` opens the program with a profile of its own in that folder;
    ``bind`` makes one PDF of the forms' and the front pages' PDFs and the number of contents pages.
    """

    front: Callable[[PrintedSet], FrontPages]
    ready: Callable[[bytes, frozenset[str], str, str], bytes]
    office: Callable[[Path], AbstractContextManager[Office]]
    bind: Callable[[PrintedSet, bytes, bytes, int], bytes]


def printed_publication(desk: Desk, press: Press) -> Publication:
    """The printed set as something to publish. OfficeError when there is no program to print it."""

    def make(content: MasterContent) -> Mapping[str, bytes]:
        book = printed_set(content)
        return {f"個票集_{book.short_year}.pdf": _printed(desk, press, book)}

    return Publication("個票集", make)


def _printed(desk: Desk, press: Press, book: PrintedSet) -> bytes:
    front = press.front(book)
    stamper = desk.form_writer(desk.files.read(desk.workspace.template))
    names = frozenset(sheet.sheet_name for sheet in book.forms.sheets)
    forms = press.ready(stamper.stamp(book.forms), names, book.footer, book.snapshot)
    with TemporaryDirectory() as folder, press.office(Path(folder) / "profile") as office:
        printed = [
            _as_pdf(office, Path(folder) / f"{name}.xlsx", workbook)
            for name, workbook in (("forms", forms), ("front", front.workbook))
        ]
    return press.bind(book, printed[0], printed[1], front.contents)


def _as_pdf(office: Office, path: Path, workbook: bytes) -> bytes:
    """Every visible sheet of a workbook."""
    path.write_bytes(workbook)
    target = path.with_suffix(".pdf")
    with office.open(path) as book:
        book.export_pdf(target)
    return target.read_bytes()
