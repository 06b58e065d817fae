"""The plan, its indicators and their series."""

from __future__ import annotations

import pytest

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.indicators.indicator import Basis, Indicator, Series
from kpi_desktop.domain.indicators.master_data import Sample
from kpi_desktop.domain.indicators.plan import Department, Pillar, Plan
from kpi_desktop.domain.indicators.scheme import DEFAULT

R1, R4, R5 = FiscalYear(2019), FiscalYear(2022), FiscalYear(2023)


def series(number: int, target: str = "1", assessed: bool | None = None) -> Series:
    actuals = {R4: parse_reading("3")}
    baseline, goal = parse_reading("0"), parse_reading(target)
    return Series(number, "", Unit(), R1, baseline, R5, goal, actuals, assessed=assessed)


def indicator(no: str, *departments: str, rows: tuple[Series, ...] = ()) -> Indicator:
    return Indicator(no, f"指標{no}", "1", departments, ("課",), rows)


def plan() -> Plan:
    return Plan(
        *("戦略", "県", "別記様式２", "分析", R5, R1, R5, None, "企画課", ""),
        (Pillar("1", "産業"), Pillar("", "施策横断")),
        (Department("農林", 1), Department("土木", 2)),
        (
            indicator("1", "農林", "土木"),
            indicator("2", "土木"),
            indicator("追加1", "農林", "教育"),
        ),
    )


def test_indicators_and_pillars_are_found_by_what_people_call_them() -> None:
    assert plan().indicator("追加1").name == "指標追加1"
    assert plan().indicator("2").name == "指標2"
    assert [plan().pillar(key).name for key in ("1", "施策横断", "")] == ["産業", *["施策横断"] * 2]
    with pytest.raises(KeyError, match="3"):
        plan().indicator("3")
    with pytest.raises(KeyError, match="3"):
        plan().pillar("3")


def test_a_department_leads_some_indicators_and_shares_others() -> None:
    def nos(found: tuple[Indicator, ...]) -> list[str]:
        return [one.no for one in found]

    assert nos(plan().led_by("農林")) == ["1", "追加1"]
    assert nos(plan().led_by("土木")) == ["2"]
    assert nos(plan().shared_with("土木")) == ["1"]
    assert nos(plan().shared_with("農林")) == []
    assert (plan().indicators[0].lead, plan().indicators[0].co_owners) == ("農林", ("土木",))


def test_a_plan_has_the_default_scheme_and_a_department_may_lack_a_person() -> None:
    one = plan().departments[0]
    assert plan().scheme is DEFAULT
    assert (one.division, one.person, one.mail) == ("", "", "")


@pytest.mark.parametrize(
    ("label", "basis"),
    [
        ("単年", Basis.ANNUAL),
        ("単年度の数", Basis.ANNUAL),
        ("累計（R2～）", Basis.CUMULATIVE),
        ("全項目数", Basis.OTHER),
        ("", Basis.OTHER),
        ("うち累計", Basis.OTHER),
    ],
)
def test_a_label_begins_with_its_basis(label: str, basis: Basis) -> None:
    one = Series(1, label, Unit(), R1, parse_reading(""), R5, parse_reading(""))
    assert (Basis.of(label), one.basis) == (basis, basis)


@pytest.mark.parametrize(
    ("rows", "assessed"),
    [
        ((series(1), series(2)), [1, 2]),
        ((series(1), series(2, assessed=True)), [2]),
        ((series(1), series(2, assessed=False)), [1]),
        ((series(1, "－"), series(2), series(3, "")), [2]),
        ((series(1, "－", True), series(2)), [1]),
        ((series(1, "完了"), series(2, "前年比増")), [1, 2]),
        ((series(1, "－"),), []),
    ],
)
def test_marked_series_are_assessed_else_those_with_a_target(
    rows: tuple[Series, ...], assessed: list[int]
) -> None:
    assert [one.number for one in indicator("1", "農林", rows=rows).assessed_series] == assessed


def test_a_series_is_found_by_its_number_and_an_actual_by_its_year() -> None:
    one = indicator("1", "農林", rows=(series(2), series(5)))
    assert one.one_series(5).number == 5
    assert one.one_series(2).actual(R4).value == 3
    assert one.one_series(2).actual(R5).is_missing
    assert (one.name_note, one.footnote, one.relisted_under) == ("", "", ())
    with pytest.raises(KeyError, match="1"):
        one.one_series(1)


def test_the_sample_is_called_as_its_sheet_says() -> None:
    sheets = {"計画": (("項目", "内容"), ("県名", "計画名"), ("計画名", "戦略"))}
    assert Sample(sheets, {}).plan_name == "戦略"
