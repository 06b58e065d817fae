"""Opening next year's workspace."""

from pathlib import Path

import pytest

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.rules.narratives import LAST_YEARS_TEXT
from kpi_desktop.usecases.deliver.rollover import rollover
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from kpi_desktop.usecases.prepare.generate import generate
from kpi_desktop.usecases.prepare.master_rows import master_rows
from kpi_desktop.usecases.workspace import Workspace
from kpi_desktop.workbook.master_data.writer import sheets_as_workbook


def test_next_years_master_data_know_this_years_figures(finished: Desk, tmp_path: Path) -> None:
    rollover(finished, Workspace(tmp_path / "R6"), sheets_as_workbook)
    with open_desk(tmp_path / "R6") as desk:
        plan = desk.plan()
    assert plan.evaluation_year == FiscalYear.parse("R6")
    assert plan.indicator("4").series[0].actual(FiscalYear.parse("R5")).display() == "67.5"


def test_rows_of_a_plan_read_back_as_the_same_plan(finished: Desk, tmp_path: Path) -> None:
    plan = finished.plan()
    actuals = {(one.no, s.number): s.actuals for one in plan.indicators for s in one.series}
    path = tmp_path / "指標マスタ.xlsx"
    path.write_bytes(sheets_as_workbook(master_rows(plan, actuals)))
    assert finished.master_data.read(path).plan == plan


def test_a_value_that_was_pending_is_open_for_input_next_year(
    finished: Desk, tmp_path: Path
) -> None:
    result = rollover(finished, Workspace(tmp_path / "R6"), sheets_as_workbook)
    assert result.pending == ("15", "16", "20", "追加1", "37", "38", "39")
    with open_desk(tmp_path / "R6") as desk:
        generate(desk)
        sheets = [one for form in desk.store.issued() for one in form.workbook.sheets]
    sixteen = next(one for one in sheets if one.no == "16" and one.is_lead)
    assert {"系列1_実績3", "系列1_実績4", "系列1_実績5"} <= sixteen.inputs


def test_a_text_that_was_copied_from_last_year_is_noticed(finished: Desk, tmp_path: Path) -> None:
    rollover(finished, Workspace(tmp_path / "R6"), sheets_as_workbook)
    with open_desk(tmp_path / "R6") as desk:
        generate(desk)
        demo_fill(desk)
        collect(desk)
        same = [one for one in validate(desk).findings if one.rule == LAST_YEARS_TEXT.code]
    assert {one.place.field for one in same} == {"取組状況", "課題等", "今後の方向性"}


def test_nothing_rolls_over_before_everything_is_finalised(generated: Desk, tmp_path: Path) -> None:
    with pytest.raises(KpiError, match="確定していない指標が57件"):
        rollover(generated, Workspace(tmp_path / "R6"), sheets_as_workbook)


def test_a_folder_that_holds_something_is_left_alone(finished: Desk, tmp_path: Path) -> None:
    (tmp_path / "R6").mkdir()
    (tmp_path / "R6" / "大事.txt").write_text("消さない", encoding="utf-8")
    with pytest.raises(KpiError, match="すでにファイルがあります"):
        rollover(finished, Workspace(tmp_path / "R6"), sheets_as_workbook)
