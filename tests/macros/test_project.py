"""The VBA project in a macro-enabled workbook: equal to the text, readable by others, free of faults."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyopenvba import ExcelFile
from pyvbaanalysis import analyze_office_file

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.system.carried import macro_texts
from kpi_desktop.workbook.macros.macro_book import FORM_FILES, MASTER_FILES
from kpi_desktop.workbook.macros.vba_project import MacroModule, vba_project
from tests.checkout import ROOT
from tests.workbook.forms import packed, parts

#: olevba in a process of its own: importing it warns, and warnings are errors here.
OLEVBA = """
import json, sys
from oletools.olevba import VBA_Parser
found = VBA_Parser(sys.argv[1])
print(json.dumps({name: text for _, _, name, text in found.extract_macros()}))
"""


def read_by_olevba(path: Path) -> dict[str, str]:
    """File name of a module → its text, as an independent reader finds it."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", OLEVBA, path], capture_output=True, check=True
    )
    found = json.loads(done.stdout.decode().splitlines()[-1])
    return {name: text.replace("\r\n", "\n") for name, text in found.items()}


def test_the_project_in_both_books_equals_the_text(form: Path, master: Path) -> None:
    texts = macro_texts()
    for path, files in ((form, FORM_FILES), (master, MASTER_FILES)):
        found = read_by_olevba(path)
        assert {name: found[name] for name in files} == {name: texts[name] for name in files}
        others = [text for name, text in found.items() if name not in files]
        assert others and all(
            line.startswith("Attribute") for one in others for line in one.split("\n") if line
        )


def test_the_project_is_whole_and_says_code_page_932(form: Path, master: Path) -> None:
    for path in (form, master):
        with ExcelFile(path) as book:
            assert book.validate() == []
            assert book.vba_project().code_page == 932


def test_nothing_runs_by_itself(form: Path, master: Path) -> None:
    """No document module and no standard module has code that opening or closing would start."""
    for path in (form, master):
        text = "\n".join(read_by_olevba(path).values()).lower()
        for name in ("workbook_open", "auto_open", "workbook_beforeclose", "auto_close"):
            assert name not in text


def test_every_text_of_the_folder_is_in_one_of_the_books() -> None:
    assert set(macro_texts()) == {*FORM_FILES, *MASTER_FILES}
    assert set(macro_texts()) == {one.name for one in (ROOT / "macros").glob("*.bas")}


def test_the_linter_finds_nothing(form: Path, master: Path) -> None:
    for path in (form, master):
        found = analyze_office_file(str(path))
        assert set(found) >= {"KpiWords", "KpiMachine"}
        assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "fault",
    [
        'Dim n As Long\n    n = "文字"',
        "undeclared = 1",
        "Set x = 1",
        "NoSuchProcedure 1",
    ],
)
def test_the_linter_would_find_a_fault(form: Path, tmp_path: Path, fault: str) -> None:
    text = f'Attribute VB_Name = "Planted"\nOption Explicit\n\nPublic Sub Planted()\n    {fault}\nEnd Sub\n'
    content = parts(form.read_bytes())
    code_names = [f"Sheet{n}" for n in range(1, sum("worksheets/s" in one for one in content))]
    content["xl/vbaProject.bin"] = vba_project(code_names, [MacroModule.parse(text, "Planted.bas")])
    path = tmp_path / "planted.xlsm"
    path.write_bytes(packed(content))
    assert analyze_office_file(str(path))["Planted"]


def test_two_processes_build_the_same_project() -> None:
    script = (
        "import hashlib; from kpi_desktop.system.carried import macro_texts;"
        "from kpi_desktop.workbook.macros.vba_project import MacroModule, vba_project;"
        "modules = [MacroModule.parse(t, n) for n, t in sorted(macro_texts().items())];"
        "print(hashlib.sha256(vba_project(['Sheet1', 'Sheet2'], modules)).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    modules = [MacroModule.parse(text, name) for name, text in sorted(macro_texts().items())]
    here = hashlib.sha256(vba_project(["Sheet1", "Sheet2"], modules)).hexdigest()
    assert done.stdout.decode().strip() == here


@pytest.mark.parametrize("char", ["𠮷", "é", "〜", "—", "\u200b"])
def test_text_that_code_page_932_does_not_have_stops_the_build(char: str) -> None:
    text = f'Attribute VB_Name = "One"\n\n\' 注釈 {char}\n'
    with pytest.raises(KpiError, match="3 行目") as caught:
        MacroModule.parse(text, "One.bas")
    assert "932" in caught.value.remedy


def test_text_of_japanese_windows_is_accepted() -> None:
    text = 'Attribute VB_Name = "One"\n\' ～ ― ① Ⅳ ㈱ － 髙 﨑\n'
    assert MacroModule.parse(text, "One.bas").importable.decode("cp932").splitlines()[1][2] == "～"


def test_a_text_without_a_name_is_refused() -> None:
    with pytest.raises(KpiError, match="名前がありません"):
        MacroModule.parse("Option Explicit\n", "One.bas")
