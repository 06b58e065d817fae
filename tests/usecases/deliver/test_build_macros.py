"""Macro-enabled copies: made beside the plain ones, collected like any other, never passed on."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.forms.workbook_kinds import MacroKind
from kpi_desktop.usecases.deliver.build_macros import build_macros
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import Outcome, collect
from kpi_desktop.usecases.gather.send_back import send_back
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo_fill import demo_fill


def submit_with_macros(desk: Desk, defects: int = 0) -> None:
    """Departments fill in the plain forms; what they send has macros in it."""
    demo_fill(desk, seed=1, defects=defects)
    for path in sorted(desk.workspace.inbox.glob("*.xlsx")):
        data = desk.macro_books.form(path.read_bytes(), path.name)
        path.with_suffix(".xlsm").write_bytes(data)
        path.unlink()


def test_copies_lie_beside_the_plain_books_and_a_second_time_changes_nothing(
    finished: Desk,
) -> None:
    before = len(finished.store.audit())
    result = build_macros(finished)
    assert [one.written for one in result.copies] == [False] * 11
    for one in result.copies:
        assert one.path is not None and one.path.with_suffix(".xlsx").exists()
        one.path.unlink()
    assert all(one.written for one in build_macros(finished).copies)
    assert not any(one.written for one in build_macros(finished).copies)
    assert len(finished.store.audit()) == before


def test_only_the_wanted_copies_are_made(finished: Desk) -> None:
    only = build_macros(finished, only=MacroKind.MASTER)
    assert [one.kind for one in only.copies] == [MacroKind.MASTER]
    forms = build_macros(finished, only=MacroKind.FORM)
    assert len(forms.copies) == 10
    chosen = build_macros(finished, ["土木部", "教育庁"])
    assert [one.source[3:6] for one in chosen.copies] == ["土木部", "教育庁"]


def test_before_there_is_anything_to_copy_it_says_what_to_do(generated: Desk) -> None:
    with pytest.raises(KpiError, match="まだありません") as caught:
        build_macros(generated, only=MacroKind.MASTER)
    assert "consolidate" in caught.value.remedy


def test_one_bad_book_is_a_row_and_not_the_end(generated: Desk) -> None:
    bad = next(generated.workspace.outbox.glob("03_*.xlsx"))
    bad.write_bytes(b"PK no workbook")
    result = build_macros(generated)
    assert [one.source for one in result.copies if one.path is None] == [bad.name]
    assert result.has_errors and len(result.copies) == 10
    assert next(one.reason for one in result.copies if one.path is None)


def test_the_texts_are_written_as_excel_imports_them(generated: Desk) -> None:
    folder = build_macros(generated, texts=True).texts
    assert folder is not None
    content = (folder / "KpiForm.bas").read_bytes()
    assert "提出前チェック" in content.decode("cp932")
    assert content.count(b"\n") == content.count(b"\r\n") > 10


def test_a_form_with_macros_is_collected_like_any_other(
    generated: Desk, generated_once: Path, tmp_path: Path
) -> None:
    from kpi_desktop.bootstrap import open_desk

    submit_with_macros(generated)
    with open_desk(Path(shutil.copytree(generated_once, tmp_path / "素"))) as other:
        demo_fill(other, seed=1)
        collect(other)
        plain = {one.department: other.store.cells(one.id) for one in other.store.submissions()}
    result = collect(generated)
    assert {one.outcome for one in result.entries} == {Outcome.COLLECTED}
    assert all("マクロ" in one.reason for one in result.entries)
    found = {one.department: generated.store.cells(one.id) for one in generated.store.submissions()}
    assert len(found) == 10 and found == plain


def test_a_marked_return_carries_no_macro_on(generated: Desk) -> None:
    submit_with_macros(generated, defects=20)
    collect(generated)
    validate(generated)
    result = send_back(generated)
    assert result.returns
    for one in result.returns:
        assert one.marked is not None and one.marked.suffix == ".xlsx"
        with zipfile.ZipFile(one.marked) as package:
            names = package.namelist()
            text = b"".join(package.read(name) for name in names)
        assert not [name for name in names if "vba" in name.lower()]
        for trace in (b"vbaProject", b"macroEnabled", b"KpiForm", "KPIボタン".encode()):
            assert trace not in text
        book = openpyxl.load_workbook(io.BytesIO(one.marked.read_bytes()))
        assert book.sheetnames[0] == "要修正一覧"


def test_a_return_of_a_form_with_macros_is_collected_again(generated: Desk) -> None:
    submit_with_macros(generated, defects=20)
    collect(generated)
    validate(generated)
    marked = send_back(generated).returns[0].marked
    assert marked is not None
    entry = collect(generated, [marked]).entries[0]
    assert entry.outcome is Outcome.COLLECTED and "マクロ" not in entry.reason
