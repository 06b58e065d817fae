"""The printed set from the window."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from kpi_desktop.bootstrap import make_workspace, open_desk
from kpi_desktop.ui.steps.publish import PublishPage
from kpi_desktop.usecases.master_rows import master_rows
from kpi_desktop.workbook.master_data_writer import sheets_as_workbook
from tests.ui.conftest import Opener
from tests.ui.hands import page_of, press, session_of


def test_one_press_makes_the_printed_set(opened: Opener, tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "印刷" / "評価R5"
    make_workspace(root, sample=True, master=None)
    with open_desk(root) as desk:
        plan = desk.plan()
        first = plan.indicators[:2]
        actuals = {(one.no, s.number): s.actuals for one in first for s in one.series}
        rows = master_rows(dataclasses.replace(plan, indicators=first), actuals)
        desk.workspace.master_data.write_bytes(sheets_as_workbook(rows))
    window = opened(root)
    page = page_of(window, PublishPage)
    press(qtbot, window, page.printed)
    made = session_of(window).workspace.results / "個票集_R5.pdf"
    assert first[1].name in PdfReader(made).pages[-1].extract_text().replace("\n", "")
    assert page.said.startswith("公表するファイル 1 個をそろえました（新しいもの 1）。")
