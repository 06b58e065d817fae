"""One indicator: figures, chart, narratives, findings, history, decisions."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.ui.pages.charts import chart_data, spoken
from kpi_desktop.ui.session.indicator_file import read_indicator
from kpi_desktop.usecases.decide.decisions import reopen
from kpi_desktop.usecases.deliver.consolidate import snapshot
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import collect
from tests.ui.conftest import Opener
from tests.ui.hands import desk_of, press, settle, type_with_ime

#: Figures, marks, sentences, states, several series, four departments, 兆, a baseline of its own year.
AWKWARD = ("1", "5", "9", "10", "31", "43", "46", "追加1")


def test_figures_stand_as_they_are_printed(
    opened: Opener, finished_once: Path, qtbot: QtBot
) -> None:
    window = opened(finished_once)
    desk_of(window).show_indicator("5")
    settle(qtbot, window)
    rows = [one.cells for one in desk_of(window).indicator.figures.rows.rows]
    assert rows == [
        ("単年　件/年", "23", "31", "26", "20", "24", "－"),
        ("累計　件/4年", "62", "31", "57", "77", "101", "65"),
    ]


def test_the_chart_has_the_same_figures_as_the_master_workbook(finished: Desk) -> None:
    content = snapshot(finished)
    expected = {
        (indicator.indicator.no, one.series.number): figures
        for indicator in content.indicators
        if indicator.indicator.no in AWKWARD
        for one in indicator.series
        if (figures := [float(a.reading.value) for a in one.actuals if a.reading.value is not None])
    }
    drawn = {}
    for no in AWKWARD:
        indicator = finished.plan().indicator(no)
        file = read_indicator(finished, indicator.no)
        for series in indicator.series:
            data = chart_data(file, series)
            heights = [one.height for one in data.bars if not one.is_baseline] if data else []
            figures = [one for one in heights if one is not None]
            if figures:
                drawn[indicator.no, series.number] = figures
    assert drawn == expected


def test_a_year_without_a_figure_keeps_its_words_in_the_chart(finished: Desk) -> None:
    file = read_indicator(finished, "15")
    data = chart_data(file, file.indicator.series[0])
    assert data is not None
    pending = [one for one in data.bars if one.words == "集計中"]
    assert pending and all(one.height is None for one in pending)
    assert "集計中" in spoken(data)


def test_a_second_version_is_compared_with_what_was_sent_and_what_came_before(
    finished_once: Path, opened: Opener, qtbot: QtBot
) -> None:
    window = opened(finished_once)
    assert window.session is not None
    with open_desk(window.session.directory) as desk:
        newest = next(one for one in desk.store.submissions() if "5" in one.indicators)
        form = desk.store.issue(newest.form_id, newest.issue_no)
        assert form is not None
        data = desk.evidence.get(newest.sha256)
        read = desk.reader.read(data, newest.file_name, {newest.form_id: form.workbook})
        cell = next(one for one in read.sheets if one.no == "5").cells["系列1_実績4"]
        second = window.session.directory.parent / "訂正.xlsx"
        second.write_bytes(desk.filler.fill(data, {(cell.sheet, cell.address): 25.0}))
    press(qtbot, window, desk_of(window).refresh_button)
    desk_of(window).show_indicator("5")
    settle(qtbot, window)
    page = desk_of(window).indicator
    page.show_tab(page.decisions)
    press(qtbot, window, page.decisions.reopen)
    type_with_ime(page.card.reason, "集計の誤り")
    press(qtbot, window, page.card.do_button)
    with open_desk(window.session.directory) as desk:
        others = [one.no for one in desk.plan().led_by("土木部") if one.no != "5"]
        reopen(desk, "集計の誤り", indicators=others)
        assert collect(desk, [second]).entries[0].version == 2
    desk_of(window).show_indicator("5")
    settle(qtbot, window)
    assert [one.cells[0] for one in page.history.versions.rows.rows] == ["第2版", "第1版"]
    rows = [one.cells for one in page.history.differences.rows.rows]
    assert rows[0] == ("R5実績（単年）", "", "24", "25")
    new = [one.key.field for one in page.history.differences.rows.rows if one.key.is_new]
    assert new == ["R5実績（単年）"]
    assert [one.cells[1] for one in page.history.versions.rows.rows] == ["有効", "旧版"]
    shown = page.history.in_full.toPlainText()
    assert shown.split("\n") == ["配布時", "－", "前の版", "24", "この版", "25"] or "25" in shown


def test_reopening_needs_a_reason_and_is_logged_with_it(
    finished_once: Path, opened: Opener, qtbot: QtBot
) -> None:
    window = opened(finished_once)
    desk_of(window).show_indicator("7")
    settle(qtbot, window)
    page = desk_of(window).indicator
    page.show_tab(page.decisions)
    press(qtbot, window, page.decisions.reopen)
    assert not page.card.do_button.isEnabled()
    type_with_ime(page.card.reason, "髙橋氏からの申し出")
    press(qtbot, window, page.card.do_button)
    assert not page.card.isVisible()
    assert page.state.text() == "提出済"
    assert window.session is not None and window.session.overview is not None
    newest = [one for one in window.session.overview.audit if one.action == "reopen"][-1]
    assert newest.details["reason"] == "髙橋氏からの申し出"
    press(qtbot, window, page.decisions.accept)
    press(qtbot, window, page.decisions.finalise)
    assert page.state.text() == "確定"


def test_the_next_and_previous_buttons_follow_the_list(
    finished_once: Path, opened: Opener, qtbot: QtBot
) -> None:
    window = opened(finished_once)
    desk = desk_of(window)
    desk.show_indicator("1")
    settle(qtbot, window)
    press(qtbot, window, desk.indicator.next)
    assert desk.indicator.no == "2"
    press(qtbot, window, desk.indicator.previous)
    press(qtbot, window, desk.indicator.previous)
    assert desk.indicator.no == desk.board.indicator_model.lines[-1].status.no


def test_awkward_indicators_are_shown_without_trouble(
    finished_once: Path, opened: Opener, qtbot: QtBot
) -> None:
    window = opened(finished_once)
    for no in AWKWARD:
        desk_of(window).show_indicator(no)
        settle(qtbot, window)
        assert not window.notice.isVisible()
        assert desk_of(window).indicator.title.text().startswith(f"No {no}　")
