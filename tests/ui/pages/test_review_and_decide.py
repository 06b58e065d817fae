"""Findings and decisions over a workspace with planted defects."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.office.libreoffice_program import LibreOfficeProgram
from kpi_desktop.ui.pages.findings import Findings
from kpi_desktop.ui.pages.steps.audit import AuditPage
from kpi_desktop.ui.pages.steps.decide import DecidePage
from kpi_desktop.ui.pages.steps.publish import PublishPage
from kpi_desktop.ui.pages.steps.review import ReviewPage
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.window import Window
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from tests.ui.conftest import Opener
from tests.ui.hands import desk_of, now_of, page_of, press, session_of, settle, type_with_ime
from tests.usecases.filling import FEW, REQUEST, make_small, type_in


@pytest.fixture(scope="session")
def collected_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with planted defects and a request for a correction, collected only."""
    root = tmp_path_factory.mktemp("collected") / "評価R5"
    make_small(root)
    with open_desk(root) as desk:
        demo_fill(desk, seed=2, defects=12)
        type_in(desk, REQUEST)
        collect(desk)
    return root


@pytest.fixture(scope="session")
def reviewed_once(collected_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, validated."""
    root = tmp_path_factory.mktemp("reviewed") / "評価R5"
    shutil.copytree(collected_once, root)
    with open_desk(root) as desk:
        validate(desk)
    return root


@pytest.fixture
def reviewed(opened: Opener, reviewed_once: Path) -> Window:
    """The launcher on it."""
    return opened(reviewed_once)


def tree_of(window: Window) -> Findings:
    return page_of(window, ReviewPage).findings


def groups(findings: Findings) -> dict[str, int]:
    return {name: len(rows) for name, rows in findings.tree.findings_model.groups}


def test_validation_lists_every_finding_under_its_department(
    opened: Opener, collected_once: Path, qtbot: QtBot
) -> None:
    reviewed = opened(collected_once)
    press(qtbot, reviewed, page_of(reviewed, ReviewPage).main)
    found = now_of(reviewed).findings
    assert any(one.severity is Severity.ERROR for one in found)
    assert sum(groups(tree_of(reviewed)).values()) == len(found)
    assert set(groups(tree_of(reviewed))) == {one.department for one in found}


def test_findings_are_grouped_by_rule_with_its_name(reviewed: Window) -> None:
    findings = tree_of(reviewed)
    findings.grouping.setCurrentIndex(1)
    code = now_of(reviewed).findings[0].rule
    name = next(one for one in groups(findings) if one.startswith(code))
    assert len(name) > len(code) + 2


def test_findings_are_narrowed_by_severity_and_search(reviewed: Window) -> None:
    findings = tree_of(reviewed)
    findings.severity.setCurrentIndex(1)
    errors = [one for one in now_of(reviewed).findings if one.severity is Severity.ERROR]
    assert sum(groups(findings).values()) == len(errors)
    type_with_ime(findings.search, errors[0].message[:8])
    assert 1 <= sum(groups(findings).values()) <= len(errors)


def test_a_finding_is_told_in_full_with_how_to_mend_it(reviewed: Window) -> None:
    findings = tree_of(reviewed)
    model = findings.tree.findings_model
    first = model.index(0, 0, model.index(0, 0, QModelIndex()))
    findings.tree.setCurrentIndex(first)
    one = model.finding(first)
    assert one is not None
    assert findings.message.text() == one.message
    assert one.suggestion in findings.suggestion.text()


def test_copied_findings_are_lines_that_a_spreadsheet_takes(reviewed: Window) -> None:
    findings = tree_of(reviewed)
    findings.tree.selectAll()
    QTest.keyClick(findings.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == len(now_of(reviewed).findings)
    assert all(line.count("\t") == 6 for line in lines)


def test_without_a_program_enter_opens_a_copy_by_the_system_and_says_where_to_look(
    reviewed: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def open_url(url: QUrl) -> bool:
        asked.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setenv("KPI_DESKTOP_OFFICE", "なし")
    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    findings = tree_of(reviewed)
    model = findings.tree.findings_model
    first = model.index(0, 0, model.index(0, 0, QModelIndex()))
    findings.tree.setCurrentIndex(first)
    QTest.keyClick(findings.tree, Qt.Key.Key_Return)
    settle(qtbot, reviewed)
    one = model.finding(first)
    assert one is not None
    assert asked[0].name == Path(one.file).name
    assert one.place.cell in reviewed.notice.what.text()
    with open_desk(session_of(reviewed).directory) as desk:
        assert not desk.evidence.check()


def test_a_double_click_brings_the_cell_of_a_finding_before_the_person(
    reviewed: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KPI_DESKTOP_OFFICE", "libreoffice")
    program = LibreOfficeProgram(tmp_path / "プロファイル")
    monkeypatch.setattr("kpi_desktop.office.choice.program", lambda _: program)
    findings = tree_of(reviewed)
    model = findings.tree.findings_model
    found = model.finding(first := model.index(0, 0, model.index(0, 0, QModelIndex())))
    assert found is not None
    findings.tree.doubleClicked.emit(first)
    settle(qtbot, reviewed)
    try:
        app = next(program.people())
        assert app.selection.sheet.name == found.place.sheet
        assert app.selection.address.replace("$", "") == found.place.cell
        assert "LibreOffice で" in reviewed.notice.what.text()
    finally:
        for one in program.people():
            one.quit()
        program.leave()


def test_errors_keep_an_indicator_from_being_accepted_and_the_page_says_why(
    reviewed: Window, qtbot: QtBot
) -> None:
    bad = set(now_of(reviewed).to_mend)
    page = page_of(reviewed, DecidePage)
    press(qtbot, reviewed, page.accept)
    assert now_of(reviewed).count(State.ACCEPTED) == len(FEW) - len(bad)
    refused = {one.cells[0] for one in page.indicators.rows.rows if one.cells[4]}
    assert refused == bad
    assert page.finalise.property("role") == "main"


def test_only_the_chosen_indicators_are_decided(reviewed: Window, qtbot: QtBot) -> None:
    page = page_of(reviewed, DecidePage)
    clean = [
        position
        for position, one in enumerate(page.indicators.rows.rows)
        if one.key not in now_of(reviewed).to_mend
    ]
    page.indicators.selectRow(clean[0])
    assert page.accept.text() == "受理する（1 指標）"
    press(qtbot, reviewed, page.accept)
    assert now_of(reviewed).count(State.ACCEPTED) == 1


def test_what_to_do_next_after_review_is_to_accept_and_then_to_mend(
    reviewed: Window, qtbot: QtBot
) -> None:
    desk = desk_of(reviewed)
    assert "受理します" in desk.next_words.text()
    press(qtbot, reviewed, page_of(reviewed, DecidePage).accept)
    assert "直してもらい" in desk.next_words.text()


def test_a_stopped_validation_keeps_the_earlier_findings(reviewed: Window, qtbot: QtBot) -> None:
    before = now_of(reviewed).findings
    page = page_of(reviewed, ReviewPage)
    reviewed.work.started.connect(lambda _: reviewed.work.cancel())
    press(qtbot, reviewed, page.main)
    assert "止めました" in page.last_sentence
    assert now_of(reviewed).findings == before


def test_an_altered_original_is_found_by_the_audit(reviewed: Window, qtbot: QtBot) -> None:
    with open_desk(session_of(reviewed).directory) as desk:
        stored = desk.evidence.path(desk.store.submissions()[0].sha256)
    stored.chmod(0o644)
    stored.write_bytes(b"altered")
    page = page_of(reviewed, AuditPage)
    press(qtbot, reviewed, page.main)
    assert "異常が" in page.last_sentence
    assert reviewed.notice.isVisible()


def test_the_log_is_shown_in_words_newest_first(reviewed: Window) -> None:
    rows = [one.cells for one in page_of(reviewed, AuditPage).log.rows.rows]
    assert rows[0][0] > rows[-1][0] or int(rows[0][0]) > int(rows[-1][0])
    assert {"配布", "受付", "検証"} <= {one[3] for one in rows}


def test_next_year_begins_when_everything_is_finalised(
    opened: Opener, finished_once: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(finished_once)
    page = page_of(window, AuditPage)
    assert page.next_year.isEnabled()
    page.begin_next_year(tmp_path / "評価R6")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: session_of(window).directory == tmp_path / "評価R6")
    settle(qtbot, window)
    plan = now_of(window).plan
    assert plan is not None and plan.evaluation_year.short == "R6"


def test_next_year_waits_while_anything_is_open(reviewed: Window) -> None:
    assert not page_of(reviewed, AuditPage).next_year.isEnabled()
    assert desk_of(reviewed).here is Step.AUDIT


def test_the_master_is_opened_only_when_there_is_one(reviewed: Window, qtbot: QtBot) -> None:
    page = page_of(reviewed, PublishPage)
    assert not page.open_master.isEnabled()
    press(qtbot, reviewed, page.main)
    assert page.open_master.isEnabled()


def test_what_changed_since_an_earlier_state_is_written_as_a_workbook(
    reviewed: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(reviewed, PublishPage)
    press(qtbot, reviewed, page.main)
    here = session_of(reviewed).workspace.results
    earlier = here / "証跡_R5.json"
    document = json.loads(earlier.read_text("utf-8"))
    changed = next(one for one in document["values"] if one["number"] is not None)
    changed["value"], changed["number"] = "7", "7"
    earlier.write_text(json.dumps(document), "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(earlier), ""))
    press(qtbot, reviewed, page.compare)
    (made,) = here.glob("比較_*.xlsx")
    assert page.last_sentence.startswith(f"{made.name} を作りました。違いは 1 件です。")
