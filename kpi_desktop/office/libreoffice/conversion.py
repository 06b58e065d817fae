"""Spreadsheets to PDF without xlwings objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from .errors import LibreOfficeError, LibreOfficeStopped
from .session import Session


@dataclass(frozen=True)
class Conversion:
    """What became of one file: its PDF, or why there is none."""

    source: Path
    pdf: Path | None
    problem: str | None = None


def convert_to_pdf(
    paths: Iterable[str | Path],
    outdir: str | Path,
    *,
    progress: Callable[[Conversion], None] | None = None,
) -> list[Conversion]:
    """Print the visible sheets of each workbook into ``outdir`` under the same name.

    Formulas are recalculated, fonts of Japanese Windows get their stand-ins.  A file that
    cannot be printed is one result with a ``problem``, not the end of the run; if it brought
    LibreOffice down, the next file gets a new one.

    Raises:
        LibreOfficeMissing: LibreOffice is not installed.
    """
    folder = Path(outdir)
    folder.mkdir(parents=True, exist_ok=True)
    done: list[Conversion] = []
    session: Session | None = None
    try:
        for path in map(Path, paths):
            session = session if session is not None and session.alive else Session()
            done.append(_convert(session, path.resolve(), folder.resolve()))
            if progress is not None:
                progress(done[-1])
    finally:
        if session is not None:
            session.quit()
    return done


def _convert(session: Session, source: Path, folder: Path) -> Conversion:
    target = folder / (source.stem + ".pdf")
    try:
        book = session.call("books.open", path=str(source), read_only=True)["book"]
        try:
            session.call("books.pdf", at={"book": book}, path=str(target))
        finally:
            session.call("books.close", at={"book": book})
    except LibreOfficeStopped:
        session.kill()
        return Conversion(source, None, f"{source.name}: LibreOffice stopped at this file")
    except LibreOfficeError as error:
        return Conversion(source, None, str(error))
    return Conversion(source, target)
