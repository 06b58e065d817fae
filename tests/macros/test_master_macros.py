"""The master workbook's macros: the same in LibreOffice and in the interpreter, and true to the record."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.domain.forms.workbook_kinds import MacroKind
from kpi_desktop.usecases.deliver.build_macros import build_macros
from kpi_desktop.usecases.deliver.consolidate import consolidate
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from tests.macros.engines import Interpreter, LibreOffice, Program

#: What a person may select, and what the record says of it: (No, 系列, item, year).
CHOICES = {
    ("総括表", "R5実績値", "7"): ("7", 1, "実績値", "R5"),
    ("総括表", "策定時実績値", "7"): ("7", 1, "策定時実績値", "R1"),
    ("総括表", "目標値", "7"): ("7", 1, "目標値", "R5"),
    ("実績データ", "実績値", "7"): ("7", 1, "実績値", "R2"),
    ("取組状況等", "課題等", "7"): ("7", None, "課題等", None),
    ("取組状況等", "証跡", "7"): ("7", None, "取組状況", None),
    ("証跡", "値", "7"): ("7", 1, "策定時実績値", "R1"),
}
#: Gives the text of an answer that is an array, or that needs the selected cell.
ASK = """
Public Function Ask(ByVal what As String) As String
    Select Case what
    Case "evidence": Ask = Join(EvidencePlace(ActiveCell), "|")
    Case "finding": Ask = Join(FindingPlace(ActiveCell), "|")
    Case "is finding": Ask = CStr(IsFindingRow(ActiveCell))
    Case "go": Ask = GoToFindings(ActiveCell)
    Case "form": Ask = FormSheetFor(ActiveCell)
    Case "forms": Ask = Join(FormSheets(""), ",")
    Case "update": Ask = UpdateCommand("")
    End Select
End Function
"""


@pytest.fixture(scope="module")
def workspace(generated_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Collected with planted defects, so that there are findings; macros with ``Ask`` beside them."""
    root = Path(shutil.copytree(generated_once, tmp_path_factory.mktemp("master") / "評価R5"))
    with open_desk(root) as desk:
        demo_fill(desk, seed=1, defects=12)
        collect(desk)
        validate(desk)
        consolidate(desk)
        build_macros(desk, only=MacroKind.MASTER)
    return root


@pytest.fixture(scope="module")
def master(workspace: Path) -> Path:
    """統合マスタ with macros and, as one more module, ``Ask``."""
    from pyopenvba import ExcelFile

    path = workspace / "統合" / "統合マスタ_R5.xlsm"
    with ExcelFile(path) as book:
        book.vba_project().add_module("TestAsk", ASK.replace("\n", "\r\n"))
        book.save()
    return path


@pytest.fixture(scope="module")
def content(master: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(master)


@pytest.fixture(scope="module")
def record(workspace: Path) -> list[dict[str, Any]]:
    """The provenance as published beside the master workbook."""
    text = (workspace / "統合" / "証跡_R5.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["values"]
    return found


@pytest.fixture(scope="module", params=["interpreter", "libreoffice"])
def program(request: pytest.FixtureRequest, master: Path) -> Iterator[Program]:
    if request.param == "interpreter":
        yield Interpreter(master)
    else:
        app: xw.App = request.getfixturevalue("app")
        yield LibreOffice(app, master)
        close_all(app)


def close_all(app: xw.App) -> None:
    """Leave nothing open."""
    for book in list(app.books):
        book.close()


def cell_of(content: openpyxl.Workbook, sheet: str, title: str, no: str) -> str:
    """Address below a header, in the first row of an indicator."""
    page = content[sheet]
    column = next(cell.column_letter for cell in page[1] if cell.value == title)
    row = next(cell.row for cell in page["A" if sheet != "指摘一覧" else "C"] if cell.value == no)
    return f"{column}{row}"


@pytest.mark.parametrize("choice", CHOICES, ids=[f"{sheet}-{title}" for sheet, title, _ in CHOICES])
def test_every_figure_leads_to_the_cell_of_the_file_it_came_from(
    program: Program,
    content: openpyxl.Workbook,
    record: list[dict[str, Any]],
    workspace: Path,
    choice: tuple[str, str, str],
) -> None:
    program.choose(choice[0], cell_of(content, *choice))
    original, name, sheet, cell, words = str(program.run("Ask", "evidence")).split("|")
    keys = ("indicator", "series", "item", "year")
    [value] = [one for one in record if tuple(one[key] for key in keys) == CHOICES[choice]]
    origin = value["origin"]
    assert Path(original) == workspace / ".kpi/evidence" / origin["sha256"][:2] / origin["sha256"]
    assert Path(original).is_file()
    assert (sheet, cell) == (origin["sheet"], origin["cell"])
    assert name == f"証跡_{origin['sha256'][:8]}_{origin['file']}"
    assert "No.7" in words and origin["file"] in words


def test_a_value_on_the_form_of_an_indicator_leads_there_too(
    program: Program, content: openpyxl.Workbook
) -> None:
    """Figures of two series, marks, and narratives: the column 個票 of the evidence says where they stand."""
    head, *entries = content["証跡"].iter_rows(values_only=True)
    lines = [dict(zip(head, entry)) for entry in entries]
    chosen = [one for one in lines if one["No"] in ("5", "15") and one["個票"]]
    assert len(chosen) == 2 * 6 + 7 + 2 * 3
    for line in chosen[::3]:
        program.choose(*str(line["個票"]).split("!"))
        said = str(program.run("Ask", "evidence")).split("|")
        assert said[2:4] == [line["シート"] or "", line["セル"] or ""], line["個票"]


def test_a_cell_that_is_no_figure_is_told_so(program: Program) -> None:
    program.choose("ダッシュボード", "C7")
    *place, words = str(program.run("Ask", "evidence")).split("|")
    assert place == ["", "", "", ""] and "選んでから" in words


def test_a_finding_leads_to_its_cell_in_the_stored_original(
    program: Program, content: openpyxl.Workbook, workspace: Path
) -> None:
    page = content["指摘一覧"]
    heads = {cell.value: cell.column for cell in page[1]}
    row = next(one for one in range(2, page.max_row + 1) if page.cell(one, 1).value == "要修正")
    program.choose("指摘一覧", f"H{row}")
    assert str(program.run("Ask", "is finding")).lower() == "true"
    original, _, sheet, cell, words = str(program.run("Ask", "finding")).split("|")
    assert (sheet, cell) == tuple(page.cell(row, heads[one]).value for one in ("シート", "セル"))
    assert page.cell(row, heads["内容"]).value in words
    with open_desk(workspace) as desk:
        stored = {one.sha256: one.file_name for one in desk.store.submissions()}
    assert stored[Path(original).name] == page.cell(row, heads["ファイル"]).value


def test_an_indicator_leads_to_its_findings(program: Program, content: openpyxl.Workbook) -> None:
    page = content["指摘一覧"]
    nos = [page.cell(row, 3).value for row in range(2, page.max_row + 1)]
    no = nos[-1]
    program.choose("総括表", cell_of(content, "総括表", "指標名", no))
    assert str(program.run("Ask", "go")).startswith(f"No.{no} の指摘は{nos.count(no)}件です。")
    assert program.chosen() == f"指摘一覧!H{nos.index(no) + 2}"
    quiet = next(one.value for one in content["総括表"]["A"][1:] if one.value not in nos)
    program.choose("総括表", cell_of(content, "総括表", "指標名", quiet))
    assert program.run("Ask", "go") == f"No.{quiet} に指摘はありません。"


def test_the_page_of_the_chosen_indicator_or_all_pages_are_printed(
    program: Program, content: openpyxl.Workbook
) -> None:
    pages = [one for one in content.sheetnames if one.startswith("No.")]
    program.choose("総括表", "E9")
    assert program.run("Ask", "form") == f"No.{content['総括表']['A9'].value}"
    program.choose("No.5", "A1")
    assert program.run("Ask", "form") == "No.5"
    program.choose("ダッシュボード", "B2")
    assert program.run("Ask", "form") == ""
    assert program.run("Ask", "forms") == ",".join(pages)


def test_the_update_is_two_commands_on_this_workspace(program: Program, workspace: Path) -> None:
    assert program.run("Ask", "update") == (
        f'kpi-desktop consolidate "{workspace}" && '
        f'kpi-desktop build-macros "{workspace}" --only master'
    )


def test_libreoffice_opens_the_original_at_the_cell_and_leaves_it_as_it_is(
    app: xw.App, master: Path, content: openpyxl.Workbook, workspace: Path
) -> None:
    """Pressed twice: the copy that is open is shown again."""
    program = LibreOffice(app, master)
    for _ in range(2):
        program.choose("総括表", cell_of(content, "総括表", "R5実績値", "7"))
        program.run("証跡を開く")
        assert app.books.active.name.startswith("証跡_")
        assert program.chosen() == "No.7!G10"
    program.choose("指摘一覧", "H2")
    program.run("指摘へ移動")
    assert app.books.active.name.startswith("証跡_")
    with open_desk(workspace) as desk:
        assert desk.evidence.check() == []
    close_all(app)


def test_libreoffice_does_not_open_an_original_that_holds_macros(
    app: xw.App, master: Path, form: Path, tmp_path: Path
) -> None:
    """It cannot be told to leave them alone, so it says where the file is."""
    original = Path(shutil.copy(form, tmp_path / "0123"))
    program = LibreOffice(app, master)
    told = program.run(
        "KpiMachine.OpenOriginal", str(original), "証跡_0123_様式.xlsm", "No.4", "G10"
    )
    assert "マクロが入っているおそれ" in str(told)
    assert [one.name for one in app.books] == [master.name]
    missing = program.run(
        "KpiMachine.OpenOriginal", str(tmp_path / "無い"), "無い.xlsx", "No.4", "G10"
    )
    assert "開けませんでした" in str(missing)
    close_all(app)


def test_libreoffice_makes_the_master_anew_by_the_command_line(
    app: xw.App, master: Path, tmp_path: Path
) -> None:
    program = LibreOffice(app, master)
    shown = master.with_suffix(".xlsx")
    shown.unlink()
    command = str(program.run("UpdateCommand", f'"{sys.executable}" -m kpi_desktop'))
    program.run("KpiMachine.ReloadAfter", command, "No.7", "A1", "統合を更新")
    assert shown.exists()
    report = tmp_path / "報告.txt"
    assert program.run("KpiMachine.Ran", command.replace("評価R5", "無い"), str(report)) == 2
    unsafe = str(tmp_path / "a'b.txt")
    assert program.run("KpiMachine.Ran", command, unsafe) == -1
    assert "事業フォルダではありません" in str(program.run("KpiMachine.Content", str(report)))
    close_all(app)


def test_every_button_of_the_master_ends_quietly_in_libreoffice(app: xw.App, master: Path) -> None:
    """Without a window LibreOffice answers every question with no."""
    program = LibreOffice(app, master)
    for name in ("証跡を開く", "指摘へ移動", "統合を更新", "個票を印刷"):
        program.choose("ダッシュボード", "A1")
        program.run(name)
        assert program.chosen() == "ダッシュボード!A1"
    close_all(app)


def test_the_interpreter_shows_the_same_words_in_a_message(master: Path) -> None:
    program = Interpreter(master)
    program.choose("ダッシュボード", "C7")
    program.run("証跡を開く")
    program.run("指摘へ移動")
    program.app.answer_dialogs(2)
    program.run("個票を印刷")
    shown = [(title, words) for _, words, title, _ in program.app.dialogs]
    assert [title for title, _ in shown] == ["証跡を開く", "指摘へ移動", "個票を印刷"]
    assert shown[2][1] == "すべての個票（57枚）を印刷します。"
