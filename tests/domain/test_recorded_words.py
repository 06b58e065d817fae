"""Words that stand in records, in --json and in published data: they stay as they are."""

from __future__ import annotations

from enum import Enum

import pytest

from kpi_desktop.domain.figures.marks import Mark
from kpi_desktop.domain.figures.readings import ReadingKind
from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.domain.forms.form import CellKind
from kpi_desktop.domain.forms.submission import Action, RemarkKind, State
from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from kpi_desktop.domain.indicators.assessment import Verdict
from kpi_desktop.domain.indicators.indicator import Basis, Direction
from kpi_desktop.domain.indicators.scheme import Measure
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.domain.record.correction import Decision, Replay
from kpi_desktop.domain.record.master_content import Item, Source
from kpi_desktop.domain.record.ruling import RulingKind

RECORDED: dict[type[Enum], str] = {
    State: "未提出 提出済 要修正 受理 確定",
    RemarkKind: "疑問 注記 記入者 共管の意見",
    RulingKind: "訂正 免除 判定の変更 提出の除外 疑問の確認",
    Decision: "未決 承認 却下",
    Severity: "error warning info",
    Category: "identity missing kind unit past-value sum plausibility state narrative narrative-figures"
    " correction joint",
    FormUnit: "department division indicator",
    CellKind: "blank number text boolean date error",
    Verdict: "達成 未達成 集計中 判定不能",
    AuditAction: "generate collect refuse validate return accept finalise reopen confirm correct"
    " waive exclude assess consolidate publish record",
    Action: "提出 要修正とする 要修正を解く 受理 確定 再開 提出を除外",
    Replay: "適用する 適用済み 食い違い",
    Item: "策定時実績値 実績値 目標値",
    Source: "提出 指標マスタ 未提出",
    Direction: "増 減",
    Basis: "単年 累計 ",
    Measure: "達成率 進捗率 計画比",
    ReadingKind: "数値 記号 文字 空欄",
    Mark: "－ 集計中 調査終了 完了 全て 前年比減 前年比増",
}


@pytest.mark.parametrize("kind", RECORDED, ids=lambda kind: kind.__name__)
def test_what_was_recorded_is_read_again(kind: type[Enum]) -> None:
    assert " ".join(str(one.value) for one in kind) == RECORDED[kind]


def test_people_see_a_severity_in_their_words() -> None:
    assert [one.label for one in Severity] == ["要修正", "要確認", "お知らせ"]
