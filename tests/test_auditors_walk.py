"""From any figure of the master workbook to the cell of the stored original file, by its links."""

from __future__ import annotations

import functools
import hashlib
import io
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpi_desktop.usecases.deliver.consolidate import consolidate
from kpi_desktop.usecases.deliver.verify import verify
from kpi_desktop.usecases.desk import Desk


@pytest.fixture(scope="module")
def master(finished_once: Path) -> Any:
    """The master workbook of the demo, with its links."""
    return openpyxl.load_workbook(finished_once / "統合" / "統合マスタ_R5.xlsx")


def copies(desk: Desk) -> list[Path]:
    return sorted((desk.workspace.results / "原本_R5").iterdir())


def followed(cell: Any) -> tuple[str, str, str]:
    """File, sheet and cell that the link of *cell* leads to."""
    sheet, _, place = (cell.hyperlink.location or "").rpartition("!")
    return str(cell.hyperlink.target).replace("\\", "/"), sheet.strip("'"), place


def test_every_value_of_the_master_is_found_by_its_link_in_the_original(
    finished: Desk, master: Any
) -> None:
    @functools.cache
    def original(target: str) -> tuple[str, Any]:
        data = (finished.workspace.results / target).read_bytes()
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        return hashlib.sha256(data).hexdigest(), book

    header, *rows = master["証跡"].iter_rows()
    walked = 0
    for row in rows:
        line = {title.value: cell for title, cell in zip(header, row)}
        if not line["セル"].value:
            continue
        target, sheet, place = followed(line["ファイル"])
        assert (sheet, place) == (line["シート"].value, line["セル"].value)
        sha256, book = original(target)
        assert sha256 == line["SHA-256"].value
        assert finished.evidence.path(sha256).exists()
        value = book[sheet][place].value
        assert str("" if value is None else value) == str(line["元の文字"].value or ""), place
        walked += 1
    assert walked >= 279 + 2 * 68 + 3 * 57


def test_every_submitted_file_opens_by_a_click_and_is_the_very_file(
    finished: Desk, master: Any
) -> None:
    header, *rows = master["提出履歴"].iter_rows()
    column = [cell.value for cell in header].index("ファイル")
    targets = {followed(row[column])[0] for row in rows}
    assert len(targets) == 10
    for target in targets:
        openpyxl.load_workbook(finished.workspace.results / target)
    said = json.loads((finished.workspace.results / "証跡_R5.json").read_bytes())["originals"]
    assert targets < set(said.values())
    for sha256, place in said.items():
        data = (finished.workspace.results / place).read_bytes()
        assert hashlib.sha256(data).hexdigest() == sha256


def test_the_provenance_names_the_cell_of_the_master_in_which_each_value_stands(
    finished: Desk, master: Any
) -> None:
    missing = ("（データなし）", "（空欄）", "（未提出）", None)
    document = json.loads((finished.workspace.results / "証跡_R5.json").read_bytes())
    for one in document["values"]:
        sheet, _, cell = one["place"].partition("!")
        found = master[sheet][cell].value
        if isinstance(found, int | float):
            assert Decimal(str(found)) == Decimal(one["number"]), one["place"]
        else:
            assert ("" if found in missing else found) == one["value"], one["place"]


def test_a_changed_or_foreign_copy_is_found_and_consolidating_puts_it_right(finished: Desk) -> None:
    assert verify(finished).problems == ()
    first, second, *_ = copies(finished)
    first.chmod(0o644)
    shutil.copyfile(second, first)
    (first.parent / "覚え.xlsx").write_bytes(b"")
    (first.parent / "~$覚え.xlsx").write_bytes(b"")
    found = "\n".join(verify(finished).problems)
    assert first.name in found and "覚え.xlsx" in found and len(verify(finished).problems) == 2
    consolidate(finished)
    assert [first.name in one for one in verify(finished).problems] == [False]


def test_an_original_that_is_lost_is_named_and_the_master_is_written_all_the_same(
    finished: Desk,
) -> None:
    one = finished.store.submissions()[0]
    finished.evidence.path(one.sha256).unlink()
    shutil.rmtree(finished.workspace.results)
    result = consolidate(finished)
    assert result.path.exists()
    assert len(result.problems) == 1 and one.sha256 in result.problems[0]


def test_the_audit_head_in_the_master_is_one_of_the_chain(finished: Desk, master: Any) -> None:
    found = verify(finished)
    assert found.problems == ()
    hashes = [one.hash for one in finished.store.audit()]
    sheet = master["監査証跡"]
    last = sheet.cell(sheet.max_row, sheet.max_column - 2).value
    assert last in hashes
