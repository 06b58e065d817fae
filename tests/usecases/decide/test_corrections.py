"""Corrections of past values: decided once, in the master data from then on, replayed, and on record."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from kpi_desktop.domain.errors import KpiError, WorkspaceError
from kpi_desktop.domain.finding import Finding, Severity
from kpi_desktop.usecases.decide.corrections import Decide, correct, corrections
from kpi_desktop.usecases.decide.decisions import accept, finalise
from kpi_desktop.usecases.deliver.consolidate import snapshot
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.prepare.generate import generate
from tests.usecases.filling import submit

NOTE = "※錯誤により実績値修正"
CODE = "6-1-R4"
MORE = {("6", "課題等"): "・担い手の確保が課題である。"}


def approve(desk: Desk) -> None:
    correct(desk, Decide.APPROVE, [CODE], "原票を確認した")


def findings(desk: Desk, no: str = "6") -> list[Finding]:
    return [one for one in desk.store.findings() if one.indicator == no]


def r4_of_6(desk: Desk) -> str:
    """R4 of No 6 as everything that is published shows it."""
    content = next(one for one in snapshot(desk).indicators if one.indicator.no == "6")
    return next(
        one.reading.display() for one in content.series[0].actuals if one.year.short == "R4"
    )


def master_cells(data: bytes) -> dict[tuple[str, str], tuple[object, int]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.style_id)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    }


def test_a_changed_past_value_with_a_footnote_is_listed_with_its_cell(asked: Desk) -> None:
    (entry,) = corrections(asked).open
    one = entry.correction
    assert (entry.code, one.before.display(), one.after.display(), one.reason) == (
        CODE,
        "1,592",
        "1,529",
        NOTE,
    )
    assert (entry.proposed.version, entry.proposed.sheet, bool(entry.proposed.cell)) == (
        1,
        "No.6",
        True,
    )


def test_a_request_in_the_words_of_the_footnote_alone_is_decided_the_same_way(asked: Desk) -> None:
    words = "※R4実績値1,592は1,529の誤り（集計漏れ）"
    submit(asked, {**MORE, ("6", "系列1_実績3"): 1592.0, ("6", "脚注"): words})
    (entry,) = corrections(asked).open
    assert (entry.code, entry.correction.after.display(), entry.correction.reason) == (
        CODE,
        "1,529",
        words,
    )
    workbook = openpyxl.load_workbook(
        io.BytesIO(asked.evidence.get(entry.proposed.sha256)), data_only=True
    )
    assert workbook[entry.proposed.sheet][entry.proposed.cell].value == words
    approve(asked)
    assert (findings(asked), corrections(asked).open, r4_of_6(asked)) == ([], (), "1,529")


def test_approving_changes_the_value_and_the_footnote_in_the_master_data_and_nothing_else(
    asked: Desk,
) -> None:
    path = asked.workspace.master_data
    before = path.read_bytes()
    approve(asked)
    old, new = master_cells(before), master_cells(path.read_bytes())
    changed = {place: new[place][0] for place in new if new[place] != old[place]}
    assert sorted(map(str, changed.values())) == ["1,529", NOTE]
    parts = [zipfile.ZipFile(io.BytesIO(one)) for one in (before, path.read_bytes())]
    same = [name for name in parts[0].namelist() if parts[0].read(name) == parts[1].read(name)]
    touched = set(parts[0].namelist()) - set(same)
    assert touched == {"xl/worksheets/sheet5.xml", "xl/worksheets/sheet7.xml"}
    (entry,) = corrections(asked).entries
    assert (entry.state, entry.now.display(), entry.conflict) == ("承認", "1,529", "")


def test_the_master_data_as_they_were_are_kept_as_evidence(asked: Desk) -> None:
    before = asked.workspace.master_data.read_bytes()
    approve(asked)
    (ruling,) = asked.store.rulings()
    assert asked.evidence.get(ruling.details["master_before"]) == before
    entry = next(one for one in asked.store.audit() if one.action == "correct")
    assert (entry.details["reason"], entry.details["before"], entry.details["after"]) == (
        "原票を確認した",
        "1,592",
        "1,529",
    )


def test_what_is_published_shows_the_past_value_only_after_its_approval(asked: Desk) -> None:
    assert r4_of_6(asked) == "1,592"
    approve(asked)
    assert r4_of_6(asked) == "1,529"


def test_deciding_twice_changes_nothing_the_second_time(asked: Desk) -> None:
    approve(asked)
    before = asked.store.audit(), asked.workspace.master_data.read_bytes()
    assert correct(asked, Decide.APPROVE, [CODE], "もう一度").decided == ()
    assert (asked.store.audit(), asked.workspace.master_data.read_bytes()) == before


def test_an_approved_correction_is_replayed_on_the_next_submission_of_the_old_form(
    asked: Desk,
) -> None:
    approve(asked)
    assert findings(asked) == []
    for typed in (1529.0, 1592.0):
        submit(asked, {**MORE, ("6", "系列1_実績3"): typed})
        assert findings(asked) == []
        assert (corrections(asked).open, r4_of_6(asked)) == ((), "1,529")


def test_new_forms_carry_the_corrected_value_and_its_footnote_and_old_ones_stay_good(
    asked: Desk,
) -> None:
    approve(asked)
    issued = [one.file for one in generate(asked).forms if one.issue_no == 2]
    form = next(one for one in asked.store.issued() if one.file_name in issued)
    sheet = next(one for one in form.workbook.sheets if one.no == "6")
    assert (sheet.rows[0].actuals[2].display(), sheet.footnote) == ("1,529", NOTE)
    submit(asked, MORE)
    assert [(one.rule, one.severity) for one in findings(asked)] == [("K106", Severity.INFO)]


def test_a_rejected_request_is_not_asked_about_again(asked: Desk) -> None:
    before = asked.workspace.master_data.read_bytes()
    correct(asked, Decide.REJECT, [CODE], "根拠が示されていない")
    assert asked.workspace.master_data.read_bytes() == before
    (one,) = findings(asked)
    assert one.ruling == "訂正を却下（根拠が示されていない。" + f"{asked.clock.operator()}）"
    submit(asked, MORE)
    assert corrections(asked).open == ()


def test_a_decision_that_is_taken_back_opens_the_request_and_restores_the_master_data(
    asked: Desk,
) -> None:
    before = master_cells(asked.workspace.master_data.read_bytes())
    approve(asked)
    correct(asked, Decide.WITHDRAW, [CODE], "取り違えた")
    after = master_cells(asked.workspace.master_data.read_bytes())
    assert {place: one[0] for place, one in before.items()} == {
        place: one[0] for place, one in after.items()
    }
    assert [one.code for one in corrections(asked).open] == [CODE]
    approve(asked)
    assert r4_of_6(asked) == "1,529"


def test_another_value_in_the_master_data_than_the_approved_one_is_a_conflict(
    asked: Desk,
) -> None:
    approve(asked)
    path = asked.workspace.master_data
    sheet, cell = asked.read_master().places["6", 1, "R4"]
    path.write_bytes(asked.filler.fill(path.read_bytes(), {(sheet, cell): "1,600"}))
    (entry,) = corrections(asked).conflicts
    assert (entry.state, "1,600" in entry.conflict) == ("食い違い", True)


def test_a_request_for_another_value_than_the_approved_one_is_shown_as_a_conflict(
    asked: Desk,
) -> None:
    approve(asked)
    submit(asked, {("6", "系列1_実績3"): 1530.0})
    (entry,) = corrections(asked).open
    assert entry.conflict == "承認済みの訂正「1,529」と違う値の申し出です。"
    approve(asked)
    assert r4_of_6(asked) == "1,530"
    assert [(one.state, one.replaced) for one in corrections(asked).entries] == [
        ("承認", True),
        ("承認", False),
    ]


def test_an_open_master_data_file_is_left_alone_and_nothing_is_decided(asked: Desk) -> None:
    path = asked.workspace.master_data
    before = path.read_bytes()
    path.with_name(f".~lock.{path.name}#").write_text(",企画 次郎,,,", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="企画 次郎さんがExcelなどで開いている"):
        approve(asked)
    assert (path.read_bytes(), asked.store.rulings()) == (before, [])


def test_an_unknown_code_a_missing_reason_and_a_decided_request_are_refused(
    asked: Desk,
) -> None:
    with pytest.raises(KpiError, match="「6-1-R3」はありません"):
        correct(asked, Decide.APPROVE, ["6-1-R3"], "確認")
    with pytest.raises(KpiError, match="理由"):
        correct(asked, Decide.APPROVE, [CODE], " ")
    approve(asked)
    with pytest.raises(KpiError, match="承認済み"):
        correct(asked, Decide.REJECT, [CODE], "やはり")


def test_a_form_with_an_open_request_is_not_finalised(asked: Desk) -> None:
    accept(asked, indicators=["6"])
    assert "訂正の申し出" in finalise(asked, indicators=["6"]).refused[0].reason
    correct(asked, Decide.REJECT, [CODE], "根拠が示されていない")
    assert finalise(asked, indicators=["6"]).refused == ()
