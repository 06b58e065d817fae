"""What a person is asked and told, button by button, with a machine that only notes what is asked of it.

The interpreter has no files and no other programs, so ``KpiMachine`` is exchanged for one that keeps notes;
what the real one does is tested in LibreOffice.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyopenvba import ExcelFile

from kpi_desktop.system.carried import macro_texts
from tests.macros.engines import Interpreter

NOTES = (Path(__file__).parent / "noting_machine.bas").read_text(encoding="utf-8")
OK, CANCEL = 1, 2


class Person:
    """Presses buttons, answers questions in order, and sees what was done."""

    def __init__(self, path: Path, folder: Path) -> None:
        copy = folder / path.name
        copy.write_bytes(path.read_bytes())
        with ExcelFile(copy) as book:
            book.set_module("KpiMachine", NOTES.replace("\n", "\r\n"))
            book.save()
        self.program = Interpreter(copy)

    def press(self, button: str, *answers: int, file: str = "", trouble: str = "") -> list[str]:
        """The words of every window that came up."""
        before = len(self.program.app.dialogs)
        self.program.run("Arrange", file, trouble)
        self.program.app.answer_dialogs(*answers)
        self.program.run(button)
        return [words for _, words, _, _ in self.program.app.dialogs[before:]]

    @property
    def notes(self) -> str:
        """What the machine was asked to do so far."""
        return str(self.program.run("Notes_"))


@pytest.fixture
def at_form(form: Path, tmp_path: Path) -> Person:
    return Person(form, tmp_path)


@pytest.fixture(scope="module")
def at_master(master: Path, tmp_path_factory: pytest.TempPathFactory) -> Person:
    return Person(master, tmp_path_factory.mktemp("統合"))


def test_the_notebook_has_every_procedure_of_the_machine_that_the_buttons_call() -> None:
    """Word for word, so that what is tested here is what the real one is asked."""
    real = re.findall(r"^Public .*$", macro_texts()["KpiMachine.bas"], re.M)
    noted = re.findall(r"^Public .*$", NOTES, re.M)
    called = "\n".join(text for name, text in macro_texts().items() if name != "KpiMachine.bas")
    used = [one for one in real if re.search(rf"\b{_name(one)}\b", called)]
    assert len(used) >= 6
    assert set(used) <= set(noted)


def _name(declaration: str) -> str:
    match = re.match(r"Public (?:Sub|Function) (\w+)", declaration)
    assert match is not None
    return match[1]


def test_an_unfinished_form_is_saved_after_two_questions(at_form: Person, form: Path) -> None:
    doubt, again, done = at_form.press("提出用に保存", OK, OK, file="there")
    assert "直すところが" in doubt and "置き換えますか" in again and done == "保存しました。"
    assert at_form.notes == f"save {form.with_suffix('.xlsx').name}"


def test_a_file_of_that_name_is_left_alone_when_the_person_says_so(at_form: Person) -> None:
    assert len(at_form.press("提出用に保存", OK, CANCEL, file="there")) == 2
    assert len(at_form.press("提出用に保存", CANCEL)) == 1
    assert at_form.notes == ""


def test_the_original_is_opened_and_its_place_told(at_master: Person) -> None:
    at_master.program.choose("証跡", "D6")
    [words] = at_master.press("証跡を開く", file="there")
    assert "R5実績値" in words and "第1版" in words
    assert at_master.notes.endswith("open No.1!G10")


def test_an_original_that_is_gone_or_will_not_open_is_told_with_its_place(
    at_master: Person,
) -> None:
    at_master.program.choose("証跡", "D6")
    [gone] = at_master.press("証跡を開く")
    assert "原本が見つかりません" in gone and ".kpi/evidence/" in gone and "R5実績値" in gone
    [shut] = at_master.press("証跡を開く", file="there", trouble="開けませんでした。")
    assert shut.startswith("開けませんでした。") and "R5実績値" in shut


def test_pages_are_printed_only_after_the_person_agrees(at_master: Person) -> None:
    at_master.program.choose("No.5", "A1")
    before = at_master.notes
    [asked] = at_master.press("個票を印刷", CANCEL)
    assert "No.5" in asked and at_master.notes == before
    at_master.press("個票を印刷", OK)
    assert at_master.notes.endswith("print 1 No.5")
    at_master.program.choose("ダッシュボード", "A1")
    at_master.press("個票を印刷", OK)
    assert at_master.notes.endswith("print 57 No.1")


def test_a_master_outside_its_workspace_is_not_updated(at_master: Person) -> None:
    """The copy of this test lies in a folder of another name."""
    [told] = at_master.press("統合を更新")
    assert "事業フォルダの「統合」にない" in told
    assert "reload" not in at_master.notes


def test_the_master_is_made_anew_where_the_person_was_after_one_question(
    master: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "統合"
    folder.mkdir()
    person = Person(master, folder)
    person.program.choose("総括表", "O9")
    [asked] = person.press("統合を更新", CANCEL)
    assert "書き込んだことは残りません" in asked and person.notes == ""
    person.press("統合を更新", OK)
    assert person.notes == "reload 総括表!$O$9"


def test_what_goes_wrong_ends_in_one_calm_sentence(at_master: Person) -> None:
    """A sheet that the macro needs is gone."""
    for name in ("指摘一覧", "証跡"):
        at_master.program.app.evaluate(f'ThisWorkbook.Worksheets("{name}").Delete()')
    at_master.program.choose("総括表", "B9")
    [told] = at_master.press("指摘へ移動")
    assert told.startswith("うまく進めませんでした。")
