"""原本の写し: copies of what was submitted, beside the master workbook, that open by a click.

The originals themselves stay in the evidence, named by their hashes alone; nothing ever leads there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.forms.file_names import linkable
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.usecases.desk import Desk

_FOLDER = "原本"
_READ_ONLY, _WRITABLE = 0o444, 0o644
_STEM, _DIGITS = 60, 12
_COPY = re.compile(rf".+_([0-9a-f]{{{_DIGITS}}})\.\w+")
_NOT_OURS = re.compile(r"~\$.*|\..*|Thumbs\.db|desktop\.ini")


def copy_path(year: FiscalYear, sha256: str, file_name: str) -> str:
    """Where the copy lies, seen from the master workbook: ``原本_R5/土木部_0123456789ab.xlsx``."""
    name = Path(file_name.replace("\\", "/")).name
    stem, suffix = Path(name).stem, Path(name).suffix
    kept = linkable(stem)[:_STEM].strip("._") or _FOLDER
    ending = suffix if re.fullmatch(r"\.\w{1,5}", suffix, re.ASCII) else ".xlsx"
    return f"{_FOLDER}_{year.short}/{kept}_{sha256[:_DIGITS]}{ending}"


def copies(content: MasterContent) -> dict[str, str]:
    """Where each copy lies → the hash of its original: every submission, and the master data."""
    wanted = {(one.sha256, one.file_name) for one in content.submissions}
    for series in content.series:
        wanted |= {(one.origin.sha256, one.origin.file) for one in series.figures}
    return {copy_path(content.year, sha256, name): sha256 for sha256, name in wanted if sha256}


def write_copies(desk: Desk, content: MasterContent) -> tuple[str, ...]:
    """Put every copy in its place, read-only; says in words which originals cannot be had."""
    problems = []
    for place, sha256 in sorted(copies(content).items()):
        try:
            _write(desk, place, sha256)
        except KpiError as error:
            problems.append(f"{error.what}{error.remedy}")
    return tuple(problems)


def _write(desk: Desk, place: str, sha256: str) -> None:
    path = desk.workspace.results / place
    data = desk.evidence.get(sha256)
    if path.exists():
        if desk.files.read(path) == data:
            return
        path.chmod(_WRITABLE)
    desk.files.write(path, data)
    path.chmod(_READ_ONLY)


def copy_problems(desk: Desk) -> Sequence[str]:
    """What is wrong with the copies, in words: each must be one of the originals, under its own name."""
    return list(_problems(desk))


def _problems(desk: Desk) -> Iterator[str]:
    for path in sorted(desk.workspace.results.glob(f"{_FOLDER}_*/*")):
        if _NOT_OURS.fullmatch(path.name):
            continue
        found = _COPY.fullmatch(path.name)
        if found is None or not path.is_file():
            yield f"原本の写しのフォルダに、写しではない「{path.name}」があります。"
            continue
        sha256 = hashlib.sha256(desk.files.read(path)).hexdigest()
        if not sha256.startswith(found[1]) or not desk.evidence.path(sha256).exists():
            yield (
                f"原本の写し「{path.name}」が、保管した原本と違います。"
                "統合マスタを作り直すと、原本から写し直します。"
            )
