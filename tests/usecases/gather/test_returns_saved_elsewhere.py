"""Returns that LibreOffice has saved: taken in without complaint, and marked again like any other file."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.domain.finding import Finding, Severity
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import Collected, Outcome, collect
from kpi_desktop.usecases.gather.send_back import send_back
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from tests.usecases.gather.test_send_back import as_right

FILTER = "xlsx:Calc MS Excel 2007 XML"


def saved_by_libreoffice(folder: Path, books: list[Path]) -> list[Path]:
    """*books* opened and saved by LibreOffice, under the same names in *folder*."""
    profile = (folder / "profile").as_uri()
    target = folder / "保存し直した"
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", FILTER]
    subprocess.run(
        [*command, "--outdir", str(target), *map(str, books)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [target / one.name for one in books]


@dataclass(frozen=True)
class CameBack:
    """What came of three returns: two mended ones, and one as it was sent, all saved by LibreOffice."""

    entries: tuple[Collected, ...]
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]
    unmended: str
    marked_again: Path


def mended(desk: Desk, marked: Path, folder: Path) -> Path:
    """The returned file with every defect mended, in *folder*."""
    right = (desk.workspace.inbox / marked.name.replace("_差戻し", "")).read_bytes()
    path = folder / marked.name
    path.write_bytes(as_right(desk, marked.read_bytes(), right))
    return path


@pytest.fixture(scope="module")
def came_back(validated_once: Path, tmp_path_factory: pytest.TempPathFactory) -> CameBack:
    folder = tmp_path_factory.mktemp("返送")
    with open_desk(Path(shutil.copytree(validated_once, folder / "評価R5"))) as desk:
        made = sorted(
            send_back(desk).returns, key=lambda returned: returned.errors + returned.warnings
        )
        first, second, third = [one for one in made if one.marked and one.errors][:3]
        before = tuple(desk.store.findings())
        demo_fill(desk)
        books = [mended(desk, one.marked, folder) for one in (first, second) if one.marked]
        books += [third.marked] if third.marked else []
        entries = collect(desk, saved_by_libreoffice(folder, books)).entries
        after = tuple(validate(desk).findings)
        (again,) = send_back(desk, [third.department]).returns
        assert again.marked is not None
        return CameBack(tuple(entries), before, after, third.department, again.marked)


def errors_of(findings: Sequence[Finding], departments: set[str]) -> list[Finding]:
    return [f for f in findings if f.severity is Severity.ERROR and f.department in departments]


def test_a_return_that_was_mended_and_saved_by_libreoffice_is_taken_in_without_complaint(
    came_back: CameBack,
) -> None:
    assert {(one.outcome, one.reason) for one in came_back.entries} == {(Outcome.COLLECTED, "")}
    mended_ones = {one.department for one in came_back.entries} - {came_back.unmended}
    assert len(mended_ones) == 2 and errors_of(came_back.before, mended_ones)
    assert errors_of(came_back.after, mended_ones) == []


def test_a_return_that_comes_back_as_it_was_is_found_and_marked_as_before_and_only_once(
    came_back: CameBack,
) -> None:
    def of(findings: Sequence[Finding]) -> set[tuple[str, str, str]]:
        own = [one for one in findings if one.department == came_back.unmended]
        return {(one.rule, one.place.sheet, one.place.cell) for one in own}

    assert of(came_back.after) == of(came_back.before)
    book = openpyxl.load_workbook(came_back.marked_again)
    assert book.sheetnames.count("要修正一覧") == 1 and book.sheetnames[0] == "要修正一覧"
    for one in came_back.after:
        if one.department == came_back.unmended and one.severity is not Severity.INFO:
            note = book[one.place.sheet][one.place.cell].comment
            assert note is not None and note.text.count(one.message) == 1
