"""build-macros: macro-enabled copies of the forms and of the master workbook, beside the plain ones.

They are conveniences and no records: nothing is logged, and everything works without them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.forms.workbook_kinds import MacroKind
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.progress import Progress, Silent
from kpi_desktop.usecases.record.selection import check_departments


@dataclass(frozen=True)
class MacroCopy:
    """One copy. ``path`` is None when it could not be made; ``reason`` says why.

    ``written`` is False when it already lay there just so.
    """

    kind: MacroKind
    source: str
    path: Path | None
    written: bool
    reason: str = ""


@dataclass(frozen=True)
class BuildMacrosResult:
    """One entry per workbook, and the folder with the macros as text (None when not asked for)."""

    copies: tuple[MacroCopy, ...]
    texts: Path | None = None
    cancelled: bool = False

    @property
    def has_errors(self) -> bool:
        """Whether a copy could not be made."""
        return any(one.path is None for one in self.copies)


@dataclass(frozen=True)
class _Wanted:
    kind: MacroKind
    source: Path
    make: Callable[[bytes], bytes]


def build_macros(
    desk: Desk,
    departments: Sequence[str] = (),
    only: MacroKind | None = None,
    texts: bool = False,
    progress: Progress | None = None,
) -> BuildMacrosResult:
    """Make the copies of *departments* (all when empty) and of the master workbook.

    With *texts* the macros are also written to マクロ/ as files that Excel's editor imports. KpiError
    when there is nothing yet to copy.
    """
    progress = progress or Silent()
    wanted = _wanted(desk, departments, only)
    if not wanted:
        raise KpiError(
            "マクロ付きの写しを作る元のブックがまだありません。",
            "先に kpi-desktop generate（様式）か kpi-desktop consolidate（統合マスタ）を実行してください。",
        )
    done: list[MacroCopy] = []
    for count, one in enumerate(wanted):
        if progress.cancelled:
            return BuildMacrosResult(tuple(done), cancelled=True)
        progress.step(count, len(wanted), one.source.name)
        done.append(_copy(desk, one))
    progress.step(len(wanted), len(wanted), "")
    return BuildMacrosResult(tuple(done), _texts(desk) if texts else None)


def _wanted(desk: Desk, departments: Sequence[str], only: MacroKind | None) -> list[_Wanted]:
    found = []
    plan = desk.plan()
    check_departments(plan, departments)
    if only is not MacroKind.MASTER:
        for issued in desk.store.issued():
            name = issued.file_name
            source = desk.workspace.outbox / name
            ours = not departments or issued.workbook.identity.department in departments
            if ours and source.exists():
                make = _form_maker(desk, name)
                found.append(_Wanted(MacroKind.FORM, source, make))
    master = desk.workspace.master_workbook(plan.evaluation_year)
    if only is not MacroKind.FORM and not departments and master.exists():
        found.append(_Wanted(MacroKind.MASTER, master, desk.macro_books.master))
    return sorted(found, key=lambda one: (one.kind is MacroKind.MASTER, one.source.name))


def _form_maker(desk: Desk, file_name: str) -> Callable[[bytes], bytes]:
    return lambda data: desk.macro_books.form(data, file_name)


def _copy(desk: Desk, wanted: _Wanted) -> MacroCopy:
    path = wanted.source.with_suffix(".xlsm")
    try:
        written = desk.files.write(path, wanted.make(desk.files.read(wanted.source)))
    except KpiError as error:
        return MacroCopy(
            wanted.kind, wanted.source.name, None, False, f"{error.what}{error.remedy}"
        )
    return MacroCopy(wanted.kind, wanted.source.name, path, written)


def _texts(desk: Desk) -> Path:
    folder = desk.workspace.root / "マクロ"
    for name, content in desk.macro_books.importable().items():
        desk.files.write(folder / name, content)
    return folder
