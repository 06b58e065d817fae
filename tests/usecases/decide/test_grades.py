"""達成状況: the plan's own scheme, the same everywhere; a grade by hand with its reason; a preview."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.record.master_content import IndicatorContent
from kpi_desktop.usecases.decide.grades import grades, override, preview, withdraw_override
from kpi_desktop.usecases.deliver.consolidate import snapshot
from kpi_desktop.usecases.deliver.rollover import rollover
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.prepare.master_rows import master_rows
from kpi_desktop.usecases.record.status import status
from kpi_desktop.usecases.workspace import Workspace
from kpi_desktop.workbook.master_data.writer import sheets_as_workbook
from tests.usecases.filling import FEW, submit

SYMBOLS = [
    ["判定", "条件"],
    ["－", "集計中"],
    ["◎", "達成"],
    ["○", "進捗率80％以上"],
    ["×", "その他"],
]


def with_scheme(desk: Desk, rows: list[list[str]]) -> None:
    plan = desk.plan()
    actuals = {
        (one.no, each.number): each.actuals for one in plan.indicators for each in one.series
    }
    sheets = {**master_rows(plan, actuals), "判定基準": rows}
    desk.workspace.master_data.write_bytes(sheets_as_workbook(sheets))


def in_master(desk: Desk, no: str) -> IndicatorContent:
    return next(one for one in snapshot(desk).indicators if one.indicator.no == no)


def everywhere(desk: Desk, no: str) -> set[str]:
    """The grade of one indicator in each place that shows one."""
    shown = next(one for one in status(desk).indicators if one.no == no).assessment
    row = next(one for one in grades(desk).rows if one.no == no)
    return {shown, row.assessment.grade if row.assessment else "", in_master(desk, no).grade}


def test_the_scheme_of_the_master_data_is_used_everywhere(asked: Desk) -> None:
    assert (everywhere(asked, "4"), everywhere(asked, "12")) == ({"達成"}, {"未達成"})
    with_scheme(asked, SYMBOLS)
    assert (everywhere(asked, "4"), everywhere(asked, "12")) == ({"◎"}, {"×"})
    assert grades(asked).grades == ("－", "◎", "○", "×")


def test_a_condition_that_cannot_be_read_is_told_with_its_cell(asked: Desk) -> None:
    with_scheme(asked, [*SYMBOLS[:2], ["◎", "大体よい"], ["", "達成"]])
    found = [(one.sheet, one.cell) for one in asked.read_master().problems]
    assert found == [("判定基準", "B3"), ("判定基準", "A4")]


def test_a_sheet_whose_name_is_nearly_right_is_not_passed_over_in_silence(asked: Desk) -> None:
    with_scheme(asked, SYMBOLS)
    path = asked.workspace.master_data
    book = openpyxl.load_workbook(path)
    book["判定基準"].title = "判定規準"
    book.save(path)
    (found,) = asked.read_master().problems
    assert (found.sheet, found.message) == ("判定規準", "シート「判定規準」は使いません。")
    assert found.remedy == "「判定規準」のことであれば、名前を「判定基準」にしてください。"


def test_the_scheme_is_carried_into_next_years_master_data(finished: Desk, tmp_path: Path) -> None:
    with_scheme(finished, SYMBOLS)
    rollover(finished, Workspace(tmp_path / "R6"), sheets_as_workbook)
    with open_desk(tmp_path / "R6") as desk:
        assert desk.plan().scheme == finished.plan().scheme
        assert [one.grade for one in desk.plan().scheme.conditions] == ["－", "◎", "○", "×"]


def test_a_grade_by_hand_is_shown_as_such_with_its_reason_everywhere(asked: Desk) -> None:
    before = snapshot(asked).snapshot
    override(asked, "2", "未達成", "再建が終わっていない事業者がある")
    assert everywhere(asked, "2") == {"未達成"}
    found = in_master(asked, "2")
    assert found.verdict == "未達成"
    assert found.assessment is not None and found.assessment.overridden
    assert found.assessment.reason.startswith("再建が終わっていない事業者がある（")
    assert "判定不能" in found.assessment.reason
    assert snapshot(asked).snapshot != before
    (entry,) = [one for one in asked.store.audit() if one.action == "assess"]
    assert (entry.details["indicators"], entry.details["decision"]) == (["2"], "未達成")


def test_setting_the_same_grade_twice_changes_nothing_and_taking_it_back_restores_the_scheme(
    asked: Desk,
) -> None:
    override(asked, "2", "未達成", "未了")
    before = asked.store.audit()
    assert not override(asked, "2", "未達成", "未了").changed
    assert asked.store.audit() == before
    withdraw_override(asked, "2", "取り違えた")
    assert everywhere(asked, "2") == {"判定不能"}


@pytest.mark.parametrize(
    ("no", "grade", "reason", "message"),
    [
        ("2", "◎", "未了", "判定「◎」は"),
        ("2", "達成", " ", "理由"),
        ("200", "達成", "未了", "No「200」"),
    ],
)
def test_a_grade_by_hand_that_makes_no_sense_is_refused(
    asked: Desk, no: str, grade: str, reason: str, message: str
) -> None:
    with pytest.raises(KpiError, match=message):
        override(asked, no, grade, reason)


def test_a_count_against_completion_says_why_it_cannot_be_decided(asked: Desk) -> None:
    row = next(one for one in grades(asked).rows if one.no == "3")
    assert row.assessment is not None
    assert row.assessment.reason == (
        "目標は「完了」で、実績の数値「5,480」では判定できません"
        "（目標に達したときは実績値に「完了」と記入）"
    )


def test_completion_is_reported_by_its_word_and_achieves_the_target(asked: Desk) -> None:
    submit(asked, {("3", "系列1_実績4"): "完了"})
    assert everywhere(asked, "3") == {"達成"}
    assert not [one for one in asked.store.findings() if one.indicator == "3" and one.blocks]


def test_a_scheme_is_tried_on_every_year_with_figures(asked: Desk) -> None:
    own, other = preview(asked), preview(asked, "◎○△×")
    year = FiscalYear.parse("R5")
    assert sum(own.counts[year].values()) == sum(other.counts[year].values()) == len(FEW)
    assert other.counts[year]["◎"] == own.counts[year]["達成"] > 0
    assert [one.short for one in own.counts] == ["R1", "R2", "R3", "R4", "R5"]
    with pytest.raises(KpiError, match="判定基準「甲乙丙」はありません"):
        preview(asked, "甲乙丙")
