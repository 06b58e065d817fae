"""The commands as a person or a script runs them: exit status, JSON, words."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpi_desktop.cli.app import main
from kpi_desktop.cli.commands import app
from tests.checkout import ROOT
from tests.workbook.reading.damage.by_xml import encrypted
from tests.workbook.stamping.samples import parts, rezipped

COMMANDS = sorted(app.commands)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit status, stdout and stderr of one command line."""
    status = main([str(one) for one in arguments])
    shown = capsys.readouterr()
    return status, shown.out, shown.err


@pytest.fixture
def workspace(generated_once: Path, tmp_path: Path) -> Path:
    """A fresh copy of a sample workspace with its forms."""
    return Path(shutil.copytree(generated_once, tmp_path / "評価R5"))


def test_the_steps_of_the_readme_run_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.partition("## 使う")[2].partition("```sh\n")[2].partition("```")[0]
    lines = [line.partition("#")[0].split() for line in block.splitlines()]
    assert len(lines) >= 11
    assert [run(capsys, *words[1:])[0] for words in lines] == [0] * len(lines)
    assert list((tmp_path / "評価R5" / "統合").glob("*.xlsx"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_japanese(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, command, "--help")
    assert status == 0
    assert re.search("[ぁ-ん]", out)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_changelog(command: str) -> None:
    assert f"`{command}`" in (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8")


def test_readme_stays_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 150


def json_of(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    """The one JSON document that a command prints."""
    return json.loads(run(capsys, *arguments, "--json")[1])


def test_validate_prints_findings_in_the_shape_of_the_contract(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "demo-fill", workspace, "--seed", 3, "--defects", 12)
    run(capsys, "collect", workspace)
    result = json_of(capsys, "validate", workspace, "--export", workspace / "指摘")
    listed = openpyxl.load_workbook(workspace / "指摘.xlsx").worksheets[0]
    said = {str(cell.value) for row in listed.iter_rows() for cell in row}
    assert {one["message"] for one in result["findings"]} <= said
    assert set(result) == {"findings", "summary"}
    assert set(result["findings"][0]) == {
        *("rule", "category", "severity", "department", "indicator", "series", "year", "field"),
        *("file", "sheet", "cell", "message", "expected", "actual", "suggestion"),
    }


def test_validate_all_tells_the_version_of_every_finding_and_can_be_kept_to_one_rule(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "demo-fill", workspace, "--seed", 3, "--defects", 12)
    run(capsys, "collect", workspace)
    result = json_of(capsys, "validate", workspace, "--all")
    rules = {one["rule"] for one in result["findings"]}
    assert len(rules) > 1 and result["summary"]["submissions"] == 10
    assert {(one["version"], one["standing"]) for one in result["findings"]} == {(1, "有効")}
    rule = min(rules)
    status, out, _ = run(capsys, "validate", workspace, "--all", "--rule", rule)
    assert rule in out and not any(one in out for one in rules - {rule})
    assert run(capsys, "validate", workspace, "--rule", rule)[0] == 2


def test_planted_json_lists_what_the_contract_says(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "demo-fill", workspace, "--seed", 3, "--defects", 12)
    planted = json.loads((workspace / "提出" / "planted.json").read_text(encoding="utf-8"))
    assert len(planted) == 12
    assert set(planted[0]) == {
        *("defect", "category", "department", "indicator", "file", "sheet", "cell", "what")
    }


def test_collect_prints_one_entry_per_input(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "demo-fill", workspace)
    (workspace / "提出" / "メモ.txt").write_text("様式ではない", encoding="utf-8")
    entries = json_of(capsys, "collect", workspace)
    assert len(entries) == 11
    assert {"file", "sha256", "outcome", "reason", "department", "version", "indicators"} <= set(
        entries[0]
    )
    odd = [one for one in entries if one["outcome"] != "collected"]
    assert [one["file"] for one in odd] == ["メモ.txt"]
    assert odd[0]["reason"]


def test_collecting_again_reports_duplicates(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "demo-fill", workspace)
    run(capsys, "collect", workspace)
    assert {one["outcome"] for one in json_of(capsys, "collect", workspace)} == {"duplicate"}


def test_status_prints_the_shape_of_the_contract(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = json_of(capsys, "status", workspace)
    assert {"name", "state", "submitted_at", "version", "errors", "warnings"} <= set(
        result["departments"][0]
    )
    assert {"no", "state", "assessment"} <= set(result["indicators"][0])
    assert (len(result["departments"]), len(result["indicators"])) == (10, 57)


def test_errors_found_give_exit_status_1(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "demo-fill", workspace, "--defects", 30)
    run(capsys, "collect", workspace)
    assert run(capsys, "validate", workspace)[0] == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["status", "ない"], "事業フォルダではありません"),
        (["generate"], "DIR が指定されていません"),
        (["statsu", "x"], "という命令はありません"),
        (["status", "x", "--jsn"], "オプション --jsn はありません"),
        (["generate", "x", "--unit", "村"], "--unit の値を読めません"),
        (["init", "x", "--master", "ない.xlsx"], "ない.xlsx"),
        (["init", "x", "--sample", "--master", "y"], "同時に使えません"),
    ],
)
def test_what_cannot_be_done_is_told_in_japanese_with_status_2(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = run(capsys, *arguments)
    assert (status, words in err, "Traceback" in err) == (2, True, False)


def test_an_unknown_department_is_refused_with_the_known_ones(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, "generate", workspace, "--department", "健康福祉局")
    assert status == 2
    assert "健康福祉局" in err and "健康福祉部" in err


def test_one_department_alone_can_be_generated(
    generated_once: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "init", tmp_path / "w", "--sample")
    run(capsys, "generate", tmp_path / "w", "--department", "警察本部")
    assert [one.name[:7] for one in (tmp_path / "w" / "配布").iterdir()] == ["06_警察本部"]


@pytest.mark.parametrize(("unit", "count"), [("indicator", 57), ("division", 37)])
def test_the_forms_can_be_split_by_division_or_indicator(
    unit: str, count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "init", tmp_path / "w", "--sample")
    result = json_of(capsys, "generate", tmp_path / "w", "--unit", unit)
    nos = [no for form in result["forms"] for no in form["indicators"]]
    assert (len(nos), len(set(nos)), len(result["forms"])) == (57, 57, count)


def test_a_bug_reaches_the_person_as_one_calm_message_that_names_the_log(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setenv("XDG_STATE_HOME", str(workspace))
    monkeypatch.setattr("kpi_desktop.usecases.record.overview.read_overview", broken)
    status, _, err = run(capsys, "status", workspace)
    assert (status, "Traceback" in err, "boom" in err) == (2, False, False)
    log = re.search("「(.+?log)」", err)
    assert log and "boom" in Path(log[1]).read_text(encoding="utf-8")


def test_the_program_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kpi_desktop", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("kpi-desktop ")


def test_the_command_line_does_not_load_the_heavy_libraries() -> None:
    code = "import sys; import kpi_desktop.cli.app; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"PySide6", "pandas", "openpyxl", "xlsxwriter", "sqlalchemy"} & set(
        shown.stdout.split()
    )


def without_name(template: Path, name: str, target: Path) -> Path:
    """A copy of *template* from which somebody deleted a name."""
    content = parts(template.read_bytes())
    pattern = rf'<definedName name="{name}" .*?</definedName>'.encode()
    content["xl/workbook.xml"] = re.sub(pattern, b"", content["xl/workbook.xml"])
    target.write_bytes(rezipped(content))
    return target


def test_check_template_finds_a_sound_workspace_and_a_sound_file_in_order(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for target in (workspace, workspace / "様式2.xlsx"):
        status, out, _ = run(capsys, "check-template", target)
        assert status == 0 and "様式を作れます" in out


def test_check_template_names_what_is_missing_and_ends_with_1(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = without_name(workspace / "様式2.xlsx", "課題等", workspace / "様式2.xlsx")
    status, out, _ = run(capsys, "check-template", workspace)
    assert status == 1 and "課題等" in out and "名前の管理" in out
    told = json_of(capsys, "check-template", template)
    assert [(one["name"], one["sheet"], one["is_error"]) for one in told["problems"]] == [
        ("課題等", "様式2", True)
    ]


def test_check_template_of_nothing_says_what_to_give(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, "check-template", tmp_path / "ない.xlsx")
    assert status == 2 and "事業フォルダか様式のファイルを指定" in err


def test_collect_opens_protected_files_with_the_passwords_given(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "提出" / "教育庁.xlsx").write_bytes(encrypted("ひみつ"))
    (refused,) = json_of(capsys, "collect", workspace, "--password", "ちがう")
    assert refused["outcome"] == "rejected"
    given = ("--password", "ちがう", "--password", "ひみつ")
    (taken,) = json_of(capsys, "collect", workspace, *given)
    assert (taken["outcome"], taken["department"]) == ("collected", "教育庁")
