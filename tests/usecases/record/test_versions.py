"""Which submission counts, how they differ, and leaving one out by hand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.usecases.decide.decisions import accept, finalise
from kpi_desktop.usecases.decide.exclusion import exclude, include
from kpi_desktop.usecases.deliver.consolidate import snapshot
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.status import status
from kpi_desktop.usecases.record.versions import three_ways, versions
from tests.usecases.filling import submit

REASON = "別の課の控えだった"
NOW = ("4", "系列1_実績4")


def of_4(desk: Desk) -> list[tuple[int, str]]:
    found = [one for one in versions(desk).versions if "4" in one.submission.indicators]
    return [(one.submission.version, one.standing) for one in found]


def latest(desk: Desk) -> int:
    return versions(desk).versions[-1].submission.id


def r5_of_4(desk: Desk) -> str:
    one = next(each for each in snapshot(desk).indicators if each.indicator.no == "4")
    figure = one.series[0].actual(snapshot(desk).year)
    return figure.reading.display() if figure else ""


def test_the_latest_submission_counts_and_the_one_before_stays_on_record(asked: Desk) -> None:
    submit(asked, {NOW: 68.5})
    assert (of_4(asked), r5_of_4(asked)) == ([(1, "旧版"), (2, "有効")], "68.5")


def test_without_the_excluded_submission_the_one_before_counts_everywhere(asked: Desk) -> None:
    submit(asked, {NOW: 68.5})
    exclude(asked, latest(asked), REASON)
    assert (of_4(asked), r5_of_4(asked)) == ([(1, "有効"), (2, "除外")], "67.5")
    department = next(one.submission.department for one in versions(asked).versions[-1:])
    shown = next(one for one in status(asked).departments if one.name == department)
    assert shown.version == 1
    entry = next(one for one in asked.store.audit() if one.action == "exclude")
    assert (entry.details["reason"], entry.details["version"]) == (REASON, 2)


def test_undoing_the_exclusion_lets_it_count_again(asked: Desk) -> None:
    submit(asked, {NOW: 68.5})
    number = latest(asked)
    exclude(asked, number, REASON)
    include(asked, number, "取り違えた")
    assert (of_4(asked), r5_of_4(asked)) == ([(1, "旧版"), (2, "有効")], "68.5")


def test_excluding_the_only_submission_makes_it_not_submitted(asked: Desk) -> None:
    accept(asked, indicators=["4"])
    (number,) = [
        one.submission.id for one in versions(asked).versions if "4" in one.submission.indicators
    ]
    exclude(asked, number, REASON)
    before = asked.store.audit()
    exclude(asked, number, REASON)
    assert asked.store.states()["4"] is State.NOT_SUBMITTED
    assert (asked.store.audit(), r5_of_4(asked)) == (before, "")


def test_what_is_final_is_not_excluded_and_a_reason_is_needed(asked: Desk) -> None:
    number = next(
        one.submission.id for one in versions(asked).versions if "4" in one.submission.indicators
    )
    with pytest.raises(KpiError, match="理由"):
        exclude(asked, number, " ")
    with pytest.raises(KpiError, match="提出番号 999"):
        exclude(asked, 999, REASON)
    accept(asked, indicators=["4"])
    finalise(asked, indicators=["4"])
    with pytest.raises(KpiError, match="確定済み"):
        exclude(asked, number, REASON)


def packed_again(path: Path) -> None:
    """The same workbook in other bytes, as after saving it without a change."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
        for name, data in parts.items():
            new.writestr(name, data)


def test_a_file_that_says_the_same_again_is_marked_unchanged(asked: Desk) -> None:
    submit(asked, {NOW: 68.5})
    name = versions(asked).versions[-1].submission.file_name
    packed_again(asked.workspace.inbox / name)
    submit(asked, {})
    found = [one for one in versions(asked).versions if "4" in one.submission.indicators]
    assert [(one.unchanged, one.changed) for one in found] == [
        (False, ()),
        (False, ("4",)),
        (True, ()),
    ]
    assert three_ways(asked, "4").unchanged


def test_an_indicator_is_told_three_ways(asked: Desk) -> None:
    submit(asked, {NOW: 68.5})
    found = three_ways(asked, "4")
    one = next(each for each in found.fields if each.field == "系列1_実績4")
    assert (one.title, one.sent, one.last, one.now) == ("R5実績値", "", "67.5", "68.5")
    assert [each.field for each in found.fields if each.changed == "前回から変更"] == [
        "系列1_実績4"
    ]
    assert (found.last and found.last.version, found.now.version) == (1, 2)


def test_what_has_not_come_cannot_be_compared(generated: Desk) -> None:
    with pytest.raises(KpiError, match="まだ提出されていません"):
        three_ways(generated, "4")
