"""What the office decided by hand is on record in the master workbook and, where public, in the data."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from kpi_desktop.bootstrap import open_desk, open_publications
from kpi_desktop.publishing.open_data_lint import lint
from kpi_desktop.usecases.decide.corrections import Decide, correct
from kpi_desktop.usecases.decide.exclusion import exclude
from kpi_desktop.usecases.decide.grades import override
from kpi_desktop.usecases.decide.waivers import waive
from kpi_desktop.usecases.deliver.consolidate import consolidate
from kpi_desktop.usecases.deliver.publish import publish
from kpi_desktop.usecases.desk import Desk
from tests.usecases.contents import master_workbook, sample_content
from tests.usecases.filling import Changes, submit

NOTE = "※錯誤により実績値修正"
WHYS = {
    "correct": "原票を確認した",
    "reject": "根拠が示されていない",
    "waive": "累計の数え方が違う",
    "exclude": "別の課の控えだった",
    "assess": "災害の影響を考慮した",
}
Row = dict[str, Any]


@pytest.fixture(scope="module")
def decided(asked_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Corrections of every state, a finding that is waived, a submission left out, a grade by hand."""
    root = Path(shutil.copytree(asked_once, tmp_path_factory.mktemp("decided") / "評価R5"))
    with open_desk(root) as desk:
        wrong: Changes = {("4", "系列1_実績3"): 61.5, ("4", "脚注"): "※再集計により修正"}
        more: Changes = {("6", "系列1_実績2"): 1180.0, ("6", "系列1_策定時"): 1020.0}
        submit(desk, {**wrong, **more, ("5", "系列2_実績4"): 102.0})
        correct(desk, Decide.APPROVE, ["6-1-R4", "6-1-R3"], WHYS["correct"])
        correct(desk, Decide.WITHDRAW, ["6-1-R3"], "取り違えた")
        correct(desk, Decide.REJECT, ["4-1-R4"], WHYS["reject"])
        waive(desk, "K601", "5", WHYS["waive"], "R6", approver="企画課長")
        submit(desk, {("9", "課題等"): "・控え"})
        exclude(desk, desk.store.submissions()[-1].id, WHYS["exclude"])
        override(desk, "2", "達成", WHYS["assess"])
        consolidate(desk)
        publish(desk, open_publications())
        yield desk


@pytest.fixture(scope="module")
def book(decided: Desk) -> Any:
    path = decided.workspace.results / "統合マスタ_R5.xlsx"
    return openpyxl.load_workbook(path, data_only=True)


def rows(book: Any, sheet: str) -> list[Row]:
    """The rows of a table sheet: header → cell."""
    header, *body = book[sheet].iter_rows()
    return [dict(zip([cell.value for cell in header], row, strict=True)) for row in body]


def one(found: list[Row], **wanted: Any) -> Row:
    [row] = [row for row in found if all(row[key].value == wanted[key] for key in wanted)]
    return row


def test_every_request_stands_in_the_list_of_corrections_with_its_decision(book: Any) -> None:
    names = ("No", "年度", "項目", "訂正前", "訂正後", "決定", "部局の理由", "決定の理由")
    found = {tuple(row[name].value for name in names) for row in rows(book, "訂正履歴")}
    assert found == {
        ("6", "R4", "実績値", "1,592", "1,529", "承認", NOTE, WHYS["correct"]),
        ("4", "R4", "実績値", "61.6", "61.5", "却下", "※再集計により修正", WHYS["reject"]),
        ("6", "R3", "実績値", "1,188", "1,180", "未決", NOTE, None),
        ("6", "R1", "策定時実績値", "1,027", "1,020", "未決", NOTE, None),
    }


def test_a_decision_tells_who_made_it_and_where_the_request_stands(
    book: Any, decided: Desk
) -> None:
    row = one(rows(book, "訂正履歴"), No="6", 決定="承認")
    assert row["決定者"].value == decided.clock.operator()
    assert row["決定日時"].value.date() == decided.clock.now().date()
    data = decided.evidence.get(row["SHA-256"].value)
    original = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    assert original[row["シート"].value][row["セル"].value].value == 1529


def test_a_decision_that_was_taken_back_is_not_forgotten(book: Any) -> None:
    said = one(rows(book, "訂正履歴"), No="6", 年度="R3")["注意"].value
    assert "承認（原票を確認した）" in said and "取消（取り違えた）" in said


def test_a_figure_leads_to_its_correction_and_back(book: Any) -> None:
    figures = rows(book, "実績データ")
    walked = 0
    for row in figures:
        if row["訂正"].value is None:
            continue
        sheet, cell = row["訂正"].hyperlink.location.replace("'", "").split("!")
        entry = rows(book, sheet)[int(cell[1:]) - 2]
        assert [entry[name].value for name in ("No", "系列番号", "年度", "決定")] == [
            row[name].value for name in ("No", "系列番号", "年度", "訂正")
        ]
        place = entry["所在"].hyperlink.location
        assert place == f"'実績データ'!{row['実績値'].coordinate}"
        walked += 1
    assert walked == 3
    evidence = one(rows(book, "証跡"), No="6", 項目="策定時実績値")
    assert evidence["訂正"].value == "未決"


def test_a_waived_finding_is_listed_as_such(book: Any) -> None:
    row = one(rows(book, "指摘一覧"), No="5", 規則="K601")
    assert row["決定"].value == "免除（累計の数え方が違う。承認 企画課長、R6まで）"
    assert one(rows(book, "提出状況"), 部局="土木部")["要修正"].value == 0


def test_a_grade_by_hand_stands_in_the_summary_with_its_reason(book: Any) -> None:
    changed = [row for row in rows(book, "総括表") if row["判定の変更"].value]
    assert [row["No"].value for row in changed] == ["2"]
    assert WHYS["assess"] in changed[0]["判定の変更"].value
    assert changed[0]["判定"].value == "達成（手で変更）"


def test_an_excluded_submission_is_listed_with_the_reason(book: Any) -> None:
    [row] = [row for row in rows(book, "提出履歴") if row["採用"].value == "除外"]
    assert row["除外の理由"].value.startswith(WHYS["exclude"])
    department = one(rows(book, "提出状況"), 部局=row["部局"].value)
    assert department["除外した提出"].value == f"第{row['版'].value}版: {WHYS['exclude']}"


def test_the_front_sheet_tells_how_many_requests_are_open(book: Any) -> None:
    assert "訂正の申し出が2件、未決です。" in book["ダッシュボード"]["B3"].value


def test_every_kind_of_decision_is_named_in_the_log(book: Any) -> None:
    said = {row["操作"].value for row in rows(book, "監査証跡")}
    assert {"訂正", "免除", "提出の除外", "判定の変更"} <= said


def test_the_provenance_tells_the_corrections_of_a_figure(decided: Desk) -> None:
    document = json.loads((decided.workspace.results / "証跡_R5.json").read_text("utf-8"))
    found = {
        (value["indicator"], value["item"], value["year"]): value["corrections"]
        for value in document["values"]
        if "corrections" in value
    }
    assert len(found) == 4
    [entry] = found["6", "実績値", "R4"]
    assert (entry["before"], entry["after"], entry["state"]) == ("1,592", "1,529", "承認")


def test_the_public_revision_log_tells_the_values_and_the_published_reason(decided: Desk) -> None:
    folder = decided.workspace.results / "公開データ_R5"
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert lint(files) == []
    text = files["revisions.csv"].decode("utf-8-sig")
    log = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["系列番号"]]
    names = ("操作", "対象の指標番号", "年度_西暦", "訂正前", "訂正後", "理由")
    assert [tuple(row[name] for name in names) for row in log] == [
        ("訂正", "6", "2022", "1,592", "1,529", NOTE),
        ("訂正", "6", "2021", "1,188", "1,180", NOTE),
        ("訂正の取消", "6", "2021", "1,180", "1,188", NOTE),
    ]


def test_nothing_that_the_office_wrote_for_itself_goes_out(decided: Desk) -> None:
    results = decided.workspace.results
    public = [*(results / "公開データ_R5").iterdir(), results / "公開ページ_R5.html"]
    everything = b"".join(path.read_bytes() for path in public).decode()
    for word in (*WHYS.values(), f"（{decided.clock.operator()}", "企画課長"):
        assert word not in everything, word


@pytest.mark.long
def test_excel_is_expected_to_open_it_without_a_word(decided: Desk) -> None:
    result = OpenXmlValidator().validate(decided.workspace.results / "統合マスタ_R5.xlsx")
    assert [each.description for each in result.errors] == []


def test_an_empty_ledger_says_so() -> None:
    data = master_workbook(sample_content())
    sheet = openpyxl.load_workbook(io.BytesIO(data))["訂正履歴"]
    assert (sheet["A2"].value, sheet.max_row) == ("訂正の申し出はありません", 2)
