"""Each planted problem is found at its cell, and the clean master has none."""

import datetime
import re
import zipfile
from pathlib import Path

import pytest

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.finding import Severity
from kpi_desktop.workbook.master_data.name_lists import NameList
from kpi_desktop.workbook.master_data.reader import MasterDataFile
from tests.workbook.master_data.master_files import at, read, small_sheets, write

R3 = FiscalYear(2021)
E, W = Severity.ERROR, Severity.WARNING


def test_the_clean_master_has_no_problem(tmp_path: Path) -> None:
    assert read(tmp_path).problems == ()


@pytest.mark.parametrize(
    ("cell", "value", "severity", "words"),
    [
        ("計画!B3", "令五", E, "年度として読めません"),
        ("計画!B3", None, E, "評価年度がありません"),
        ("計画!B2", None, E, "計画名がありません"),
        ("計画!B6", "六月末", W, "日付として読めません"),
        ("計画!A6", "提出期日", W, "「提出期限」の誤り"),
        ("計画!A4", "評価年度", E, "重複しています（A3"),
        ("柱!B2", None, E, "「柱名」が空欄"),
        ("柱!A3", "1", E, "重複しています（A2"),
        ("部局!A4", "健康福祉部", E, "重複しています（A2"),
        ("部局!B2", "二番", W, "整数ではありません"),
        ("指標!A3", "１", E, "重複しています（A2"),
        ("指標!A3", None, E, "「No」が空欄"),
        ("指標!B2", "3", E, "シート「柱」にありません"),
        ("指標!B2", None, E, "「柱番号」が空欄"),
        ("指標!I2", "9", E, "シート「柱」にありません"),
        ("指標!C2", "健康福祉局", E, "「健康福祉部」の誤り"),
        ("指標!C2", None, W, "企画課」（計画の事務局）"),
        ("指標!E2", None, E, "「指標名」が空欄"),
        ("指標!G2", "上", E, "方向「上」は読めません"),
        ("指標!A2", "一", E, "系列がシート「系列」にありません"),
        ("系列!A2", "追加2", E, "「追加1」の誤り"),
        ("系列!A2", None, E, "「No」が空欄"),
        ("系列!B2", "一", E, "1以上の整数ではありません"),
        ("系列!B2", 0, E, "1以上の整数ではありません"),
        ("系列!B4", 1, E, "No 2 の系列1が重複"),
        ("系列!E2", "R", E, "年度として読めません"),
        ("系列!F2", "34,24", W, "3桁ごとではありません"),
        ("系列!F2", "34,248円", E, "単位「人」と違います"),
        ("系列!I2", "たぶん", E, "評価対象「たぶん」は読めません"),
        ("実績!A2", "3", E, "シート「指標」にありません"),
        ("実績!B2", 2, E, "系列2はシート「系列」にありません"),
        ("実績!C2", "昨年", E, "年度として読めません"),
        ("実績!C3", "R3", E, "No 1 の系列1のR3が重複"),
        ("実績!C3", "R5", W, "評価年度（R5）より前ではありません"),
        ("実績!C3", "H29", W, "様式に載りません"),
        ("実績!D2", "10万3億", W, "数値として読めません"),
        ("実績!D7", "76", W, "一致しません"),
        ("実績!D2", "=1+1", E, "計算結果が保存されていません"),
        ("実績!D2", "#REF!", E, "エラー値"),
        ("実績!D2", datetime.datetime(2024, 5, 1), E, "日付・時刻"),
        ("実績!D2", True, W, "論理値"),
        ("実績!D2", "35,\u200b102", W, "U+200B"),
        ("実績!G3", "メモ", W, "見出しのない列"),
        ("実績!A90", "1", W, "81行離れた行"),
        ("実績!E1", "備孝", W, "「備孝」のことであれば"),
        ("実績!E1", None, W, ""),
        ("実績!D1", "実積値", E, "「実積値」のことであれば"),
        ("実績!E1", "実績値", E, "見出し「実績値」が二つ"),
    ],
)
def test_a_problem_is_reported_at_its_cell(
    tmp_path: Path, cell: str, value: object, severity: Severity, words: str
) -> None:
    data = read(tmp_path, cells={cell: value})
    sheet, address = cell.split("!")
    if value is None and address.endswith("1"):
        address = "A1"
    found = [one for one in at(data, sheet, address) if words in one.message + one.remedy]
    assert [one.severity for one in found] == [severity], data.problems
    assert found[0].remedy
    assert (data.plan is None) == any(one.severity is E for one in data.problems)


def test_all_problems_come_at_once_in_sheet_and_cell_order(tmp_path: Path) -> None:
    cells = {"実績!D2": "#N/A", "指標!C2": "無い部", "指標!B3": "7", "計画!B3": "いつか"}
    data = read(tmp_path, cells=cells)
    places = [(one.sheet, one.cell) for one in data.problems if one.severity is E]
    assert places == [("計画", "B3"), ("指標", "C2"), ("指標", "B3"), ("実績", "D2")]


def test_a_missing_sheet_is_named_with_its_columns(tmp_path: Path) -> None:
    sheets = small_sheets()
    del sheets["柱"]
    data = MasterDataFile().read(write(tmp_path / "m.xlsx", sheets))
    found = at(data, "柱", "")
    assert "シート「柱」がありません" in found[0].message
    assert "柱番号、柱名" in found[0].remedy


def test_a_near_miss_of_a_sheet_name_is_suggested(tmp_path: Path) -> None:
    sheets = small_sheets()
    sheets["実績値"] = sheets.pop("実績")
    data = MasterDataFile().read(write(tmp_path / "m.xlsx", sheets))
    assert "「実績値」のことであれば" in at(data, "実績", "")[0].remedy


def test_more_than_six_series_are_refused(tmp_path: Path) -> None:
    sheets = small_sheets()
    sheets["系列"] += [["1", n, "別", "人", None, "1", None, "2", None] for n in range(2, 8)]
    data = MasterDataFile().read(write(tmp_path / "m.xlsx", sheets))
    assert [one.cell for one in data.problems if "様式に載るのは6まで" in one.message] == ["B11"]


def test_series_that_carry_two_units_are_refused(tmp_path: Path) -> None:
    data = read(tmp_path, cells={"系列!D2": None, "系列!F2": "3人", "系列!H2": "4件"})
    assert "一つではありません（人、件）" in at(data, "系列", "D2")[0].message


def test_a_cached_result_of_a_formula_is_used_with_a_warning(tmp_path: Path) -> None:
    read(tmp_path, cells={"実績!D2": "=35000+102"})
    path = tmp_path / "指標マスタ.xlsx"
    parts = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(
                name, re.sub(rb"<f>35000\+102</f><v ?/?>(</v>)?", b"<f>1+1</f><v>35102</v>", part)
            )
    data = MasterDataFile().read(path)
    assert [one.severity for one in at(data, "実績", "D2")] == [W]
    assert data.plan is not None
    assert data.plan.indicator("1").one_series(1).actual(R3).display() == "35102"


def test_a_stray_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    data = read(tmp_path, cells={"実績!XFD1048576": "x"})
    assert [one.cell for one in data.problems] == ["XFD1048576"]
    assert data.plan is not None


def test_missing_values_are_not_a_problem(tmp_path: Path) -> None:
    cells = {"系列!F2": None, "系列!H2": None, "実績!D2": None}
    data = read(tmp_path, cells=cells)
    assert data.problems == ()
    assert data.plan is not None
    assert data.plan.indicator("1").one_series(1).baseline.is_missing


def test_header_and_sheet_names_may_be_typed_with_spaces(tmp_path: Path) -> None:
    assert read(tmp_path, cells={"実績!A1": "Ｎｏ", "指標!E1": "指標 名"}).problems == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a部・b部", ("a部", "b部")),
        ("a部、b部", ("a部", "b部")),
        ("文化・スポーツ部、a部", ("文化・スポーツ部", "a部")),
        ("a部・文化・スポーツ部・b部", ("a部", "文化・スポーツ部", "b部")),
        ("文化･ｽﾎﾟｰﾂ部", ("文化・スポーツ部",)),
        ("a部・・a部、", ("a部",)),
        ("", ()),
    ],
)
def test_names_are_split_except_where_a_known_one_holds_a_separator(
    text: str, names: tuple[str, ...]
) -> None:
    assert NameList(("文化・スポーツ部", "a部")).split(text) == names
