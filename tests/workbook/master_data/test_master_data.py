import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from kpi_desktop.domain.errors import UnreadableFile
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.marks import Mark
from kpi_desktop.domain.indicators.indicator import Direction
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.sample import load_sample
from kpi_desktop.workbook.master_data.reader import MasterDataFile
from kpi_desktop.workbook.master_data.writer import sheets_as_workbook
from kpi_desktop.workbook.ooxml.style.number_formats import in_full
from tests.workbook.master_data.master_files import read, small_sheets, write

SAMPLE = load_sample()
R3, R4 = FiscalYear(2021), FiscalYear(2022)


def plan_of(path: Path, **changes: object) -> Plan:
    data = read(path, **changes)  # type: ignore[arg-type]
    assert data.plan is not None, data.problems
    return data.plan


@pytest.fixture(scope="module")
def sample_plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    path = tmp_path_factory.mktemp("master") / "指標マスタ.xlsx"
    path.write_bytes(sheets_as_workbook(SAMPLE.sheets))
    data = MasterDataFile().read(path)
    assert data.problems == ()
    assert data.plan is not None
    return data.plan


def test_the_sample_reads_without_a_problem(sample_plan: Plan) -> None:
    assert len(sample_plan.indicators) == 57
    assert sum(len(one.series) for one in sample_plan.indicators) == 68


def test_every_figure_of_the_sample_is_read_as_printed(sample_plan: Plan) -> None:
    _, *rows = SAMPLE.sheets["実績"]
    seen = {
        (one.no, str(series.number), year.short): reading.display()
        for one in sample_plan.indicators
        for series in one.series
        for year, reading in series.actuals.items()
    }
    assert seen == {(row[0], row[1], row[2]): row[3] for row in rows}


def test_every_baseline_and_target_of_the_sample_is_read_as_printed(sample_plan: Plan) -> None:
    _, *rows = SAMPLE.sheets["系列"]
    for row in rows:
        series = sample_plan.indicator(row[0]).one_series(int(row[1]))
        assert [row[2], row[3], row[4], row[5], row[6], row[7]] == [
            series.label,
            series.unit.text,
            series.baseline_year.short,
            series.baseline.display(),
            series.target_year.short,
            series.target.display(),
        ]


def test_every_indicator_of_the_sample_is_read_as_written(sample_plan: Plan) -> None:
    _, *rows = SAMPLE.sheets["指標"]
    for row, one in zip(rows, sample_plan.indicators, strict=True):
        owners = "・".join(one.departments), "・".join(one.divisions)
        assert row[:6] == [one.no, one.pillar, *owners, one.name, one.name_note]
        assert row[7] == one.footnote


def test_an_indicator_can_have_four_departments(sample_plan: Plan) -> None:
    assert sample_plan.indicator("31").co_owners == ("企画振興部", "環境生活部", "観光文化部")


def test_the_same_rows_give_the_same_bytes() -> None:
    assert sheets_as_workbook(SAMPLE.sheets) == sheets_as_workbook(SAMPLE.sheets)


def test_every_sheet_is_ready_to_be_edited(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(sheets_as_workbook(SAMPLE.sheets))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["説明", "計画", "柱", "部局", "指標", "系列", "実績"]
    for name in book.sheetnames[1:]:
        assert book[name].freeze_panes
        assert book[name].auto_filter.ref
        assert book[name]["A2"].number_format == "@"
    assert book["指標"].data_validations.dataValidation


def test_an_empty_cell_stays_empty_and_not_an_empty_text(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(sheets_as_workbook(SAMPLE.sheets))
    assert openpyxl.load_workbook(path)["実績"]["D2"].value is None


def test_a_department_name_with_a_middle_dot_is_one_department(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    assert plan.indicator("2").departments == ("土木部", "文化・スポーツ部")
    assert plan.indicator("2").divisions == ("砂防課", "芸術課")


def test_a_pillar_without_number_is_named(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    assert plan.pillar(plan.indicator("2").pillar).name == "横断的な取組み"
    assert plan.indicator("2").relisted_under == ("1",)


def test_years_left_blank_are_those_of_the_plan(tmp_path: Path) -> None:
    series = plan_of(tmp_path).indicator("2").one_series(1)
    assert (series.baseline_year.short, series.target_year.short) == ("R1", "R5")


def test_a_year_of_a_series_wins_over_the_plans(tmp_path: Path) -> None:
    assert plan_of(tmp_path).indicator("1").one_series(1).baseline_year.short == "H30"


def test_direction_and_assessed_series_are_read(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    assert plan.indicator("追加1").direction is Direction.DOWN
    assert [one.number for one in plan.indicator("2").assessed_series] == [2]


def test_a_deadline_in_japanese_years_is_read(tmp_path: Path) -> None:
    assert plan_of(tmp_path).deadline == datetime.date(2024, 6, 28)


def test_a_deadline_that_is_a_date_cell_is_read(tmp_path: Path) -> None:
    date = datetime.datetime(2024, 7, 1)
    assert plan_of(tmp_path, cells={"計画!B6": date}).deadline == datetime.date(2024, 7, 1)


def test_remarks_of_past_values_are_kept(tmp_path: Path) -> None:
    assert plan_of(tmp_path).indicator("1").one_series(1).remarks == {R4: "国の公表待ち"}


def test_a_mark_is_read_as_a_mark(tmp_path: Path) -> None:
    series = plan_of(tmp_path).indicator("1").one_series(1)
    assert series.actual(R4).mark is Mark.PENDING


@pytest.mark.parametrize("year", ["R3", "Ｒ３", "令和3年度", "2021", 2021, "2021年度"])
def test_every_way_to_write_a_year_is_understood(tmp_path: Path, year: object) -> None:
    series = plan_of(tmp_path, cells={"実績!C2": year}).indicator("1").one_series(1)
    assert series.actual(R3).display() == "35,102"


@pytest.mark.parametrize(
    ("value", "text_format", "printed"),
    [
        (40, "0.0", "40.0"),
        (1027, "#,##0", "1,027"),
        (1027, "General", "1027"),
        (809.75, "#,##0", "809.75"),
        (0.1 + 0.2, "General", "0.3"),
        (0, "General", "0"),
        (85, '0.00"人"', "85.00"),
    ],
)
def test_a_number_is_read_as_its_format_prints_it(
    tmp_path: Path, value: float, text_format: str, printed: str
) -> None:
    cells, formats = {"実績!D2": value}, {"実績!D2": text_format}
    series = plan_of(tmp_path, cells=cells, formats=formats).indicator("1").one_series(1)
    assert series.actual(R3).display() == printed


def test_a_percentage_cell_is_read_in_percent() -> None:
    assert in_full(0.553, "0.0%") == "55.3%"


def test_a_no_may_be_typed_as_a_number(tmp_path: Path) -> None:
    cells = {"指標!A2": 1, "系列!A2": 1.0, "実績!A2": "１"}
    series = plan_of(tmp_path, cells=cells).indicator("1").one_series(1)
    assert series.actual(R3).is_figure


def test_the_place_of_each_figure_is_told(tmp_path: Path) -> None:
    places = read(tmp_path).places
    assert places["2", 2, "R4"] == ("実績", "D7")
    assert places["2", 2, "策定時実績値"] == ("系列", "F4")
    assert places["2", 2, "目標値"] == ("系列", "H4")


def test_the_fingerprint_is_of_the_content_not_of_the_file(tmp_path: Path) -> None:
    one = read(tmp_path, formats={"実績!D2": "@"}).fingerprint
    assert one == read(tmp_path).fingerprint
    assert one != read(tmp_path, cells={"実績!D2": "35,103"}).fingerprint


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0" * 200, b"No,1\n"])
def test_a_file_that_is_no_workbook_is_refused_with_a_remedy(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "指標マスタ.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        MasterDataFile().read(path)
    assert "保存し直して" in caught.value.remedy


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        MasterDataFile().read(tmp_path / "ない.xlsx")


def second_plan() -> dict[str, list[list[object]]]:
    """The shape of a second plan: no departments, years by indicator, units inside the values."""
    sheets = small_sheets()
    sheets["計画"] = [
        ["項目", "値"],
        ["計画名", "デジタル計画"],
        ["評価年度", "R6"],
        ["事務局", "情報課"],
    ]
    sheets["柱"] = [
        ["柱番号", "柱名"],
        ["1", "産業発展・所得向上"],
        ["1-(1)", "生産性の向上（省人化等）"],
    ]
    sheets["柱"] += [["2-(1)", "医療・介護・福祉の推進"]]
    sheets["部局"] = sheets["部局"][:1]
    header = sheets["指標"][0]
    sheets["指標"] = [
        header,
        ["1", "1", None, None, "製造品出荷額", None, None, None, None],
        ["14", "1-(1)", None, None, "導入施設の割合", None, None, None, "2-(1)"],
        ["32", "2-(1)", None, None, "活用する学校の割合", None, None, None, None],
        ["46", "2-(1)", None, None, "時間数", None, None, None, "医療・介護・福祉の推進、1"],
    ]
    sheets["系列"] = [
        sheets["系列"][0],
        ["1", 1, None, None, "R4", "3兆4,785億円/年", "R9", "4兆5,400億円/年", None],
        ["14", 1, None, None, "R4", "40.4%", "R8", "60.0%", None],
        ["32", 1, "小学校", None, "R5", "69.8%", "R9", "100%", None],
        ["32", 2, "中学校", None, "R5", "66.7%", "R9", "100%", None],
        ["46", 1, None, None, "R5", "—", "R10", "40万時間", None],
    ]
    sheets["実績"] = sheets["実績"][:1]
    return sheets


def test_a_plan_without_departments_and_with_years_by_indicator_is_read(tmp_path: Path) -> None:
    data = MasterDataFile().read(write(tmp_path / "m.xlsx", second_plan()))
    assert data.plan is not None, data.problems
    plan = data.plan
    assert {one.lead for one in plan.indicators} == {"情報課"}
    assert [one.name for one in plan.departments] == ["情報課"]
    assert [one.series[0].target_year.short for one in plan.indicators] == ["R9", "R8", "R9", "R10"]
    assert (plan.baseline_year.short, plan.target_year.short) == ("R4", "R10")


def test_a_unit_inside_the_values_becomes_the_unit_of_the_series(tmp_path: Path) -> None:
    plan = MasterDataFile().read(write(tmp_path / "m.xlsx", second_plan())).plan
    assert plan is not None
    series = plan.indicator("1").one_series(1)
    assert series.unit.text == "億円/年"
    assert (series.baseline.value, series.target.value) == (Decimal(34785), Decimal(45400))
    assert series.baseline.raw == series.baseline.display() + series.unit.text
    assert plan.indicator("46").one_series(1).target.raw == "40万時間"
    assert plan.indicator("46").one_series(1).baseline.mark is Mark.NONE


def test_pillar_names_with_separators_are_recognised_in_relistings(tmp_path: Path) -> None:
    plan = MasterDataFile().read(write(tmp_path / "m.xlsx", second_plan())).plan
    assert plan is not None
    assert plan.indicator("46").relisted_under == ("2-(1)", "1")
