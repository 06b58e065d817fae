"""What the office rules on by hand: corrections, waivers, submissions left out; the findings in Excel."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.record.correction import LedgerEntry
from kpi_desktop.ui.pages.findings import Findings
from kpi_desktop.ui.pages.steps.audit import AuditPage
from kpi_desktop.ui.pages.steps.review import ReviewPage
from kpi_desktop.ui.parts.reason_card import ReasonCard
from kpi_desktop.ui.window import Window
from tests.ui.hands import desk_of, now_of, page_of, press, session_of, settle, type_with_ime
from tests.ui.pages.test_review_and_decide import collected_once, reviewed, reviewed_once

__all__ = ["collected_once", "reviewed", "reviewed_once"]


def answer(qtbot: QtBot, window: Window, card: ReasonCard, reason: str) -> None:
    """Give the reason that a card asks for, with an input method, and decide."""
    assert card.isVisible() and not card.do_button.isEnabled()
    type_with_ime(card.reason, reason)
    press(qtbot, window, card.do_button)
    assert not card.isVisible()


def choose(findings: Findings, wanted: Finding) -> None:
    """Put the cursor on that finding."""
    model = findings.tree.findings_model
    for at, (_, rows) in enumerate(model.groups):
        if wanted in rows:
            group = model.index(at, 0, QModelIndex())
            findings.tree.setCurrentIndex(model.index(rows.index(wanted), 0, group))


def open_requests(window: Window) -> list[LedgerEntry]:
    return [one for one in now_of(window).corrections if one.is_open]


def test_a_request_is_approved_with_a_reason_and_its_value_is_in_the_master_data(
    reviewed: Window, qtbot: QtBot  # noqa: F811
) -> None:
    page = page_of(reviewed, ReviewPage)
    asked = open_requests(reviewed)
    assert page.tabs.tabText(1) == f"訂正の申し出 {len(asked)}"
    page.tabs.setCurrentWidget(page.corrections)
    (one,) = page.corrections.entries.selected_keys()
    assert one.is_open and page.main.property("role") != "main"
    press(qtbot, reviewed, page.corrections.approve)
    assert one.code in page.card.title.text()
    answer(qtbot, reviewed, page.card, "原票を確認した")
    assert len(open_requests(reviewed)) == len(asked) - 1
    assert f"未決は {len(asked) - 1} 件" in page.last_sentence
    plan = now_of(reviewed).plan
    assert plan is not None
    stands = plan.indicator(one.correction.indicator).one_series(one.correction.series)
    reading = (
        stands.baseline if one.correction.field == "策定時" else stands.actual(one.correction.year)
    )
    assert reading.same_as(one.correction.after)
    log = page_of(reviewed, AuditPage).log.rows.rows
    assert [row.cells[3] for row in log].count("訂正") == 1


def test_a_rejected_request_can_be_opened_again(
    reviewed: Window, qtbot: QtBot  # noqa: F811
) -> None:
    page = page_of(reviewed, ReviewPage)
    before = len(open_requests(reviewed))
    page.tabs.setCurrentWidget(page.corrections)
    (one,) = page.corrections.entries.selected_keys()
    press(qtbot, reviewed, page.corrections.reject)
    answer(qtbot, reviewed, page.card, "出典がない")
    assert len(open_requests(reviewed)) == before - 1
    rows = page.corrections.entries.rows.rows
    (place,) = [at for at, row in enumerate(rows) if row.key.code == one.code]
    assert rows[place].cells[0] == "却下"
    page.corrections.entries.selectRow(place)
    assert "出典がない" in page.corrections.explained.text()
    assert not page.corrections.approve.isEnabled()
    press(qtbot, reviewed, page.corrections.withdraw)
    answer(qtbot, reviewed, page.card, "出典が届いた")
    assert len(open_requests(reviewed)) == before


def test_a_request_is_decided_on_the_page_of_its_indicator_which_is_not_final_before(
    reviewed: Window, qtbot: QtBot  # noqa: F811
) -> None:
    page = page_of(reviewed, ReviewPage)
    page.tabs.setCurrentWidget(page.corrections)
    (one,) = page.corrections.entries.selected_keys()
    QTest.keyClick(page.corrections.entries, Qt.Key.Key_Return)
    settle(qtbot, reviewed)
    shown = desk_of(reviewed).indicator
    assert shown.isVisible() and shown.no == one.correction.indicator
    shown.show_tab(shown.decisions)
    press(qtbot, reviewed, shown.decisions.accept)
    assert shown.state.text() == "受理" and not shown.decisions.finalise.isEnabled()
    press(qtbot, reviewed, shown.decisions.corrections.approve)
    answer(qtbot, reviewed, shown.card, "原票を確認した")
    (row,) = shown.decisions.corrections.entries.rows.rows
    assert row.cells[0] == "承認" and shown.decisions.finalise.isEnabled()


def test_a_waived_finding_stays_in_sight_but_no_longer_blocks_until_the_waiver_is_lifted(
    reviewed: Window, qtbot: QtBot  # noqa: F811
) -> None:
    page = page_of(reviewed, ReviewPage)
    now = now_of(reviewed)
    blocking = [one for one in now.findings if one.blocks]
    one = next(f for f in blocking if sum(f.indicator == g.indicator for g in blocking) == 1)
    choose(page.findings, one)
    press(qtbot, reviewed, page.findings.waive_button)
    assert page.card.choice.count() == 4
    answer(qtbot, reviewed, page.card, "県の確認済み")
    assert one.indicator not in now_of(reviewed).to_mend
    assert len(now_of(reviewed).findings) == len(now.findings)
    page.tabs.setCurrentWidget(page.waivers)
    (row,) = page.waivers.entries.rows.rows
    assert (row.cells[0], row.cells[2], row.cells[5]) == (one.indicator, "県の確認済み", "1 件")
    page.waivers.entries.selectRow(0)
    press(qtbot, reviewed, page.waivers.lift)
    answer(qtbot, reviewed, page.card, "取り違え")
    assert page.waivers.entries.rows.rows == []
    assert one.indicator in now_of(reviewed).to_mend


def test_a_submission_left_out_with_a_reason_no_longer_counts_and_counts_again(
    reviewed: Window, qtbot: QtBot  # noqa: F811
) -> None:
    desk_of(reviewed).show_indicator("5")
    settle(qtbot, reviewed)
    page = desk_of(reviewed).indicator
    page.show_tab(page.history)
    with open_desk(session_of(reviewed).directory) as desk:
        submission = next(one for one in desk.store.submissions() if "5" in one.indicators)
    press(qtbot, reviewed, page.history.exclude)
    answer(qtbot, reviewed, page.card, "別の計画の様式")
    assert page.history.versions.rows.rows[0].cells[1] == "除外"
    assert "別の計画の様式" in page.history.explained.text()
    assert now_of(reviewed).count(State.NOT_SUBMITTED) == len(submission.indicators)
    press(qtbot, reviewed, page.history.exclude)
    answer(qtbot, reviewed, page.card, "こちらが正しい")
    assert page.history.versions.rows.rows[0].cells[1] == "有効"
    assert now_of(reviewed).count(State.NOT_SUBMITTED) == 0


def test_a_finding_leads_to_the_comparison_of_its_indicator(
    reviewed: Window, qtbot: QtBot  # noqa: F811
) -> None:
    page = page_of(reviewed, ReviewPage)
    one = now_of(reviewed).findings[0]
    choose(page.findings, one)
    press(qtbot, reviewed, page.findings.compare_button)
    shown = desk_of(reviewed).indicator
    assert shown.isVisible() and shown.no == one.indicator
    assert shown.history.differences.isVisible()


def test_the_findings_in_sight_are_exported_each_with_a_link_to_its_cell(
    reviewed: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:
    target = tmp_path / "渡す" / "指摘.xlsx"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page = page_of(reviewed, ReviewPage)
    page.findings.severity.setCurrentIndex(1)
    press(qtbot, reviewed, page.findings.export_button)
    errors = page.findings.shown
    assert f"指摘 {len(errors)} 件" in page.last_sentence
    sheet = openpyxl.load_workbook(target)["指摘一覧"]
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[6].value for row in rows] == [one.message for one in errors]
    assert {row[0].value for row in rows} == {"要修正"}
    for row, one in zip(rows, errors):
        assert row[5].value == f"{one.place.sheet}!{one.place.cell}"
        link = row[5].hyperlink
        assert link is not None and link.location == f"'{one.place.sheet}'!{one.place.cell}"
        assert (target.parent / unquote(link.target).replace("\\", "/")).resolve().is_file()


def test_a_grade_is_changed_with_a_reason_and_left_to_the_scheme_again(
    reviewed: Window, qtbot: QtBot  # noqa: F811
) -> None:
    desk_of(reviewed).show_indicator("5")
    settle(qtbot, reviewed)
    page = desk_of(reviewed).indicator
    page.show_tab(page.decisions)
    before = page.verdict.text()
    press(qtbot, reviewed, page.decisions.grade)
    wanted = page.card.choice.currentText()
    assert wanted not in before
    answer(qtbot, reviewed, page.card, "有識者会議の意見")
    assert wanted in page.verdict.text() and "有識者会議の意見" in page.verdict.text()
    press(qtbot, reviewed, page.decisions.grade)
    page.card.choice.setCurrentIndex(page.card.choice.count() - 1)
    answer(qtbot, reviewed, page.card, "取り下げ")
    assert page.verdict.text() == before
