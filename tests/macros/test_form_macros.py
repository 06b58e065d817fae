"""The form's macros: the same in LibreOffice and in the interpreter, and right."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from kpi_desktop.sample import load_sample
from kpi_desktop.workbook.macros.vba_project import MacroModule, vba_project
from tests.macros.engines import Interpreter, LibreOffice, Program
from tests.workbook.forms import packed, parts

#: Form 04 has five indicators; No 4 has one row of figures, No 5 two.
NARRATIVES = ("取組状況", "課題等", "今後の方向性")
PERSON = ("提出票", "提出票_記入者氏名")
Opened = Callable[[Path], Program]
Filled = Callable[[dict[tuple[str, str], str | float]], Program]


@pytest.fixture(params=["interpreter", "libreoffice"])
def opened(request: pytest.FixtureRequest) -> Iterator[Opened]:
    if request.param == "interpreter":
        yield Interpreter
    else:
        app: xw.App = request.getfixturevalue("app")
        yield lambda path: LibreOffice(app, path)
        for book in list(app.books):
            book.close()


class Form:
    """Where the fields of the form are, as its own names say; ``[sheet, name]`` is an address."""

    def __init__(self, path: Path) -> None:
        self.path = path
        book = openpyxl.load_workbook(path)
        self._places: dict[tuple[str, str], str] = {
            (sheet.title, name): defined.attr_text.rpartition("!")[2].replace("$", "")
            for sheet in book.worksheets
            for name, defined in sheet.defined_names.items()
        }
        self._open = {
            (sheet, name)
            for (sheet, name), at in self._places.items()
            if ":" not in at and not book[sheet][at].protection.locked
        }
        self.own = [one for one in book.sheetnames if (one, "取組状況") in self._open]

    def __getitem__(self, key: tuple[str, str]) -> str:
        return self._places[key]

    def complete(self) -> dict[tuple[str, str], str | float]:
        """(sheet, name) → what a careful department types into every open field: the published figures."""
        answers = load_sample().answers
        found: dict[tuple[str, str], str | float] = {}
        for sheet, name in self._open:
            match = re.fullmatch(r"系列(\d)_実績\d", name)
            if match:
                printed = answers[sheet.removeprefix("No."), int(match[1])]
                found[sheet, name] = float(printed.replace(",", ""))
            elif name in NARRATIVES:
                found[sheet, name] = "道路の整備を計画のとおり進めた。" * 3
            elif name.startswith("提出票_記入者"):
                found[sheet, name] = "記入者"
        return found

    def fields(self, sheet: str) -> list[str]:
        """``sheet!cell`` of every field of a sheet that must be filled in, in form order."""
        names = [f"系列{row}_実績{index}" for row in range(1, 7) for index in range(1, 6)]
        return [
            f"{sheet}!{self[sheet, one]}"
            for one in (*names, *NARRATIVES)
            if (sheet, one) in self._open
        ]


@pytest.fixture(scope="module")
def places(form: Path) -> Form:
    return Form(form)


@pytest.fixture
def filled(opened: Opened, places: Form) -> Filled:
    """Opens the form and types into every field; what is given goes before the complete answers."""

    def fill(but: dict[tuple[str, str], str | float]) -> Program:
        program = opened(places.path)
        for (sheet, name), value in (places.complete() | but).items():
            program.type(sheet, places[sheet, name], value)
        return program

    return fill


def walk(program: Program, macro: str, times: int) -> list[str]:
    """Where *macro* goes when it is run again and again."""
    found = []
    for _ in range(times):
        program.run(macro)
        found.append(program.chosen())
    return found


def test_both_programs_walk_through_every_missing_field_in_order_and_begin_anew(
    opened: Opened, places: Form
) -> None:
    """But not through the sheet of a co-owner, which is for reference."""
    program = opened(places.path)
    first, *_, last = places.own
    expected = [*places.fields(last), *places.fields(first)[:2]]
    assert len(expected) >= 6
    program.choose(last, "A1")
    assert walk(program, "提出前チェック", len(expected)) == expected


def test_the_words_of_the_panel_are_told_with_place_and_count(opened: Opened, form: Path) -> None:
    program = opened(form)
    program.choose("No.4", "A1")
    told = str(program.run("GoToNextFault"))
    first, second, *_, last = told.split("\n")
    assert first == "No.4　実績値（1行目）"
    assert second.startswith("▲ R5実績値：")
    assert re.fullmatch(r"直すところ（▲）\d+か所、確かめるところ（△）0か所。.*", last)


def test_a_complete_form_has_nothing_to_mend(filled: Filled) -> None:
    program = filled({})
    assert (
        program.run("GoToNextFault") == "直すところはありません。「提出用に保存」へ進んでください。"
    )
    assert program.run("GoToNextBlank") == ""
    assert program.run("SubmissionDoubt") == ""


def test_an_odd_figure_is_shown_as_something_to_make_sure_of(filled: Filled, places: Form) -> None:
    program = filled({("No.4", "系列1_実績4"): 999.0})
    told = str(program.run("GoToNextFault"))
    assert program.chosen() == f"No.4!{places['No.4', '系列1_実績4']}"
    assert "△" in told and "そのままで提出できます" in told
    assert program.run("SubmissionDoubt") == ""


def test_a_wrong_word_and_a_blank_are_both_found(filled: Filled, places: Form) -> None:
    program = filled(
        {("No.4", "系列1_実績4"): "不明", ("No.5", "課題等"): "", ("No.5", "取組状況"): "同上"}
    )
    program.choose("提出票", "A1")
    assert walk(program, "GoToNextFault", 4) == [
        f"No.4!{places['No.4', '系列1_実績4']}",
        f"No.5!{places['No.5', '取組状況']}",
        f"No.5!{places['No.5', '課題等']}",
        f"No.4!{places['No.4', '系列1_実績4']}",
    ]
    assert program.run("SubmissionDoubt") == (
        "直すところが3か所残っています。このまま提出用に保存しますか？"
    )


def test_the_next_blank_field_is_reached_without_a_word(filled: Filled, places: Form) -> None:
    program = filled({PERSON: "", ("No.4", "課題等"): "　", ("No.5", "系列2_実績4"): ""})
    program.choose("No.4", places["No.4", "No"])
    assert program.run("GoToNextBlank") == "No.4　課題等"
    assert walk(program, "次の未記入へ", 3) == [
        f"No.5!{places['No.5', '系列2_実績4']}",
        f"提出票!{places[PERSON]}",
        f"No.4!{places['No.4', '課題等']}",
    ]


def test_the_submitted_file_gets_its_name_back_whatever_the_book_is_called(
    opened: Opened, form: Path, tmp_path: Path
) -> None:
    program = opened(Path(shutil.copy(form, tmp_path / "記入中 (1).xlsm")))
    name = form.with_suffix(".xlsx").name
    assert program.run("SubmissionName") == name
    assert str(program.run("SubmissionPath")) == str(tmp_path / name)


def test_what_the_interpreter_shows_is_what_the_button_is_called(form: Path) -> None:
    program = Interpreter(form)
    program.run("提出前チェック")
    [(kind, words, title, _)] = program.app.dialogs
    assert (kind, title) == ("MsgBox", "提出前チェック") and "▲" in words


def test_saving_is_given_up_when_the_person_does_not_agree(form: Path) -> None:
    program = Interpreter(form)
    program.app.answer_dialogs(2)
    program.run("提出用に保存")
    [(_, words, title, _)] = program.app.dialogs
    assert title == "提出用に保存" and "直すところが" in words


def test_a_program_that_cannot_remove_the_person_saves_nothing_and_says_how(
    app: xw.App, form: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(form, tmp_path / "記入中.xlsm"))
    program = LibreOffice(app, path)
    told = str(program.run("KpiMachine.SaveClean", str(tmp_path / "提出.xlsx")))
    assert "名前を付けて保存" in told and "提出.xlsx" in told
    program.run("提出用に保存")
    assert list(tmp_path.iterdir()) == [path]
    program.book.close()


def test_a_sheet_that_lost_a_name_is_passed_over(
    opened: Opened, form: Path, tmp_path: Path
) -> None:
    content = parts(form.read_bytes())
    before = content["xl/workbook.xml"].decode()
    after = re.sub(r"(<definedName name=\"点検\"[^>]*>)'No\.5'![^<]*", r"\1'No.5'!#REF!", before)
    assert after != before
    content["xl/workbook.xml"] = after.encode()
    path = tmp_path / "直した.xlsm"
    path.write_bytes(packed(content))
    program = opened(path)
    program.choose("提出票", "A1")
    visited = walk(program, "GoToNextFault", 8)
    assert visited[0].startswith("No.4!")
    assert not [one for one in visited if one.startswith("No.5!")]


def test_nothing_of_a_book_that_came_back_runs_when_it_is_opened(
    app: xw.App, form: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(form, tmp_path / "怪しい.xlsm"))
    written = tmp_path / "ran.txt"
    text = (
        'Attribute VB_Name = "Theirs"\nPublic Sub Auto_Open()\n    Leave\nEnd Sub\n'
        f'Public Sub Leave()\n    Open "{written}" For Output As #1\n    Close #1\nEnd Sub\n'
    )
    content = parts(path.read_bytes())
    sheets = [f"Sheet{n}" for n in range(1, sum("worksheets/s" in one for one in content))]
    content["xl/vbaProject.bin"] = vba_project(sheets, [MacroModule.parse(text, "Theirs.bas")])
    path.write_bytes(packed(content))
    book = app.books.open(path)
    assert not written.exists()
    book.macro("Theirs.Leave")()
    assert written.exists()
    book.close()
