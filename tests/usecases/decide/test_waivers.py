"""A finding that is set aside stays visible, and no longer keeps its form from being accepted."""

from __future__ import annotations

import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.finding import Finding
from kpi_desktop.usecases.decide.decisions import accept
from kpi_desktop.usecases.decide.waivers import lift, waive, waivers
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.send_back import send_back
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.record.status import status
from tests.usecases.filling import submit

REASON = "原票で確認した"


@pytest.fixture
def blocked(asked: Desk) -> Desk:
    """No 5 comes with an error: its 累計 (101) is one too high."""
    submit(asked, {("5", "系列2_実績4"): 102.0})
    return asked


def of_5(desk: Desk) -> list[Finding]:
    return [one for one in desk.store.findings() if one.indicator == "5" and one.rule == "K601"]


def errors_of(desk: Desk) -> int:
    return sum(one.errors for one in status(desk).departments)


def test_a_waived_error_is_still_listed_but_blocks_nothing_and_is_not_counted(
    blocked: Desk,
) -> None:
    assert [one.blocks for one in of_5(blocked)] == [True]
    assert (errors_of(blocked), len(accept(blocked, indicators=["5"]).refused)) == (1, 1)
    waive(blocked, "K601", "5", REASON, "R6", approver="企画課長")
    (one,) = of_5(blocked)
    assert one.ruling == "免除（原票で確認した。承認 企画課長、R6まで）"
    assert (errors_of(blocked), accept(blocked, indicators=["5"]).refused) == (0, ())


def test_a_return_does_not_ask_again_for_what_was_waived(blocked: Desk) -> None:
    assert sum(one.errors for one in send_back(blocked).returns) == 1
    waive(blocked, "K601", "5", REASON, "R6")
    assert sum(one.errors for one in send_back(blocked).returns) == 0


def test_a_lifted_waiver_lets_the_finding_block_again(blocked: Desk) -> None:
    waive(blocked, "K601", "5", REASON, "R6")
    assert [len(one.covered) for one in waivers(blocked).entries] == [1]
    lift(blocked, "K601", "5", "根拠が誤っていた")
    assert (waivers(blocked).entries, [one.blocks for one in of_5(blocked)]) == ((), [True])


def test_waiving_twice_changes_nothing_the_second_time(blocked: Desk) -> None:
    waive(blocked, "K601", "5", REASON, "R6")
    before = blocked.store.audit()
    assert not waive(blocked, "K601", "5", REASON, "R6").changed
    assert blocked.store.audit() == before


def test_a_waiver_holds_for_later_submissions_and_other_runs(blocked: Desk) -> None:
    waive(blocked, "K601", "5", REASON, "R6", year="R5", series=2)
    submit(blocked, {("5", "課題等"): "・担い手の確保が課題である。"})
    validate(blocked)
    assert [bool(one.ruling) for one in of_5(blocked)] == [True]


@pytest.mark.parametrize(
    ("rule", "no", "reason", "until", "message"),
    [
        ("K999", "5", REASON, "R6", "検証ルール「K999」はありません"),
        ("K601", "500", REASON, "R6", "No「500」の指標は"),
        ("K601", "5", " ", "R6", "理由と承認者"),
        ("K601", "5", REASON, "R4", "評価年度（R5）より前"),
        ("K601", "5", REASON, "来年", "年度として読めません"),
    ],
)
def test_a_waiver_that_makes_no_sense_is_refused(
    asked: Desk, rule: str, no: str, reason: str, until: str, message: str
) -> None:
    with pytest.raises(KpiError, match=message):
        waive(asked, rule, no, reason, until)
