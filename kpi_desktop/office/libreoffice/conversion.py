"""Spreadsheets to PDF without xlwings objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from .errors import LibreOfficeError, LibreOfficeStopped
from .process.session import Session


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
    """Print the visible sheets of each workbook into ``outdir`` under its own name.

    Of several workbooks with one name, the second becomes ``name (2).pdf`` and so on.

    Formulas are recalculated, fonts of Japanese Windows get their stand-ins.  A file that
    cannot be printed is one result with a ``problem``, not the end of the run; if it brought
    LibreOffice down, the next file gets a new one.

    Raises:
        LibreOfficeMissing: LibreOffice is not installed.
    """
    folder = Path(outdir).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    done: list[Conversion] = []
    session: Session | None = None
    try:
        for path in map(Path, paths):
            session = session if session is not None and session.alive else Session()
            taken = {result.pdf for result in done}
            done.append(_convert(session, path.resolve(), _target(folder, path.stem, taken)))
            if progress is not None:
                progress(done[-1])
    finally:
        if session is not None:
            session.quit()
    return done


def _target(folder: Path, stem: str, taken: set[Path | None]) -> Path:
    target, number = folder / f"{stem}.pdf", 2
    while target in taken:
        target, number = folder / f"{stem} ({number}).pdf", number + 1
    return target


def _convert(session: Session, source: Path, target: Path) -> Conversion:
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
