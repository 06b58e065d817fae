"""Grades of a plan's own scheme and grades by hand, in the master workbook and in what is published."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import openpyxl
import pytest

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.indicators.scheme import SYMBOLS, Override
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.publishing.open_data import open_data
from kpi_desktop.publishing.web_page import web_page
from tests.usecases.contents import MORNING, master_workbook, sample_content

WHY = "再建が終わっていない事業者がある"
BY_HAND = {"2": Override("2", FiscalYear(2023), "未達成", WHY, "企画 太郎", MORNING)}
GRADED = {"2": Override("2", FiscalYear(2023), "×", WHY, "企画 太郎", MORNING)}
OWN = sample_content(scheme=SYMBOLS, by_hand=GRADED)
RULED = sample_content(by_hand=BY_HAND)
PLAIN = sample_content()


def rows(content: MasterContent) -> dict[str, dict[str, str]]:
    text = open_data(content)["indicators.csv"].decode("utf-8-sig")
    return {row["指標番号"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


@pytest.fixture(scope="module")
def own_book() -> Any:
    data = master_workbook(OWN)
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def table(book: Any, sheet: str) -> list[dict[str, Any]]:
    header, *body = book[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in body]


def test_the_workbook_shows_the_grade_beside_the_verdict(own_book: Any) -> None:
    shown = {row["No"]: (row["達成状況"], row["判定"]) for row in table(own_book, "達成状況")}
    assert shown["4"] == ("達成", "◎")
    assert shown["2"] == ("判定不能", "×（手で変更）")
    per_series = [row["判定"] for row in table(own_book, "総括表") if row["No"] == "5"]
    assert sorted(filter(None, per_series)) == [shown["5"][1]]


def test_the_dashboard_counts_the_grades(own_book: Any) -> None:
    cells = list(own_book["ダッシュボード"].iter_rows(min_col=2, max_col=9, values_only=True))
    start = next(n for n, row in enumerate(cells) if row[0] == "判定基準による判定")
    counts = dict(zip(cells[start + 1][1:], cells[start + 2][1:], strict=True))
    expected = Counter(one.grade for one in OWN.indicators)
    assert {key: counts[key] for key in "－◎○△×"} == {key: expected[key] for key in "－◎○△×"}


def test_open_data_and_web_page_carry_the_grade_of_an_own_scheme() -> None:
    assert (rows(OWN)["4"]["達成状況"], rows(OWN)["4"]["判定"]) == ("達成", "◎")
    files = open_data(OWN)
    document = json.loads(files["kpi.json"])
    jsonschema.validate(document, json.loads(files["kpi.schema.json"]))
    four = next(one for one in document["indicators"] if one["no"] == "4")
    assert four["assessment"]["grade"] == "◎"
    assert "◎：" in web_page(OWN).decode()


def test_a_plan_without_own_scheme_has_no_grade_column() -> None:
    files = open_data(PLAIN)
    assert "判定" not in rows(PLAIN)["4"]
    four = json.loads(files["kpi.json"])["indicators"][3]["assessment"]
    assert list(four) == ["code", "label", "reason", "progress_percent", "provisional"]
    book = openpyxl.load_workbook(io.BytesIO(master_workbook(PLAIN)))
    assert "判定" not in [cell.value for cell in book["達成状況"][1]]


def test_why_a_grade_was_set_by_hand_stays_inside() -> None:
    row = rows(RULED)["2"]
    assert (row["達成状況"], row["判定理由"]) == ("未達成", "判定基準によらず、個別に判定しました")
    public = b"".join((*open_data(RULED).values(), web_page(RULED))).decode()
    assert WHY not in public and "企画 太郎" not in public
    data = master_workbook(RULED)
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    two = next(one for one in table(book, "達成状況") if one["No"] == "2")
    assert (two["達成状況"], two["判定"]) == ("未達成", "未達成（手で変更）")
    assert str(two["理由"]).startswith(f"{WHY}（企画 太郎）")
