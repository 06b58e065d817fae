"""Names, units and figures longer than the page was drawn for: nothing is cut, nothing overlaps."""

from __future__ import annotations

import dataclasses
import re

from kpi_desktop.domain.forms.form import FormSheet, SeriesRow
from tests.workbook.stamping import office_edits
from tests.workbook.stamping.samples import (
    chart_part,
    first_form,
    form,
    parts,
    place,
    row,
    stamped,
)

WORDS = ("小学校", "中学校", "義務教育学校", "高等学校", "特別支援学校", "幼稚園・認定こども園")
DIVISIONS = "認知症対策・地域ケア推進課・子ども家庭福祉課・障がい者支援課・国際課・社会教育課"


def height_of(sheet: FormSheet, name: str) -> float:
    found = first_form(stamped(sheet))
    line = int(re.sub(r"\D", "", place(found, name)))
    return float(found.row_dimensions[line].height or 0)


def chart_of(*rows: SeriesRow) -> str:
    return chart_part(parts(stamped(form(*rows))))


def six(*actuals: str) -> list[SeriesRow]:
    return [
        row(*actuals, label=f"{word}の学習支援（県立・市町村立の計）", unit=unit, number=at)
        for at, (word, unit) in enumerate(zip(WORDS, ["件（延べ）/4年", "%"] * 3), 1)
    ]


def test_several_departments_and_divisions_with_long_names_are_seen_whole() -> None:
    departments = (
        "健康福祉部長寿社会局・商工労働部観光経済交流局・教育庁教育指導局・健康福祉部健康局"
    )
    usual, long = form(), form(department=departments)
    long = dataclasses.replace(long, division_text=DIVISIONS)
    assert height_of(long, "部局名") > height_of(usual, "部局名") + 10
    assert height_of(long, "課名") > height_of(usual, "課名")
    assert height_of(usual, "部局名") == 17.25


def test_a_unit_too_long_for_the_axis_stands_in_the_legend() -> None:
    long = chart_of(row("1", "2", "", unit="人/10a/年（雇用者報酬換算・延べ）", label="単年"))
    assert "<c:v>（単位は凡例）</c:v>" in long
    assert "<c:v>単年（人/10a/年（雇用者報酬換算・延べ））</c:v>" in long
    short = chart_of(row("1", "2", "", unit="件（延べ）/4年", label="単年"))
    assert "<c:v>（件（延べ）/4年）</c:v>" in short and "<c:v>単年</c:v>" in short


def test_an_ordinary_figure_beside_a_very_large_one_keeps_its_own_label() -> None:
    chart = chart_of(row("1,027", "55億", "", baseline="0", target="64億", unit="円"))
    formats = {
        value: code for code, value in re.findall(r'formatCode="([^"]*)"><c:v>(\d+)<', chart)
    }
    assert formats["5500000000"] == "#,##0,,&quot;百万&quot;"
    assert re.search(r"<c:pt idx=\"\d\"(?: formatCode=\"#,##0\")?><c:v>1027<", chart)


def test_a_legend_of_many_long_lines_makes_the_chart_higher() -> None:
    sheet, usual = form(*six("40.5", "42.4", "")), form(*[row("1", "2", "")] * 6)
    more = height_of(sheet, "グラフ") - height_of(usual, "グラフ")
    assert more == 33
    edges = [
        int(
            re.findall(
                r"<xdr:rowOff>(\d+)", parts(stamped(one))["xl/drawings/drawing1_1.xml"].decode()
            )[1]
        )
        for one in (sheet, usual)
    ]
    assert edges[0] - edges[1] == more * 12700
    assert float(re.findall(r'<c:h val="([\d.]+)"/>', chart_of(*six("1", "2", "")))[0]) > 0.38


def test_the_boxes_of_the_longest_form_still_hold_some_lines() -> None:
    sheet = form(*six("40.5", "42.4", ""), note="＊" + "注記" * 80)
    assert height_of(sheet, "課題等") >= 6 * 7 * 1.27


def test_upright_labels_below_negative_columns_have_room_on_a_finished_form() -> None:
    rows = [row("-1,234,567", "3,456,789", baseline="1", target="9,999,999", number=1)]
    rows += [row("1", "2", number=at) for at in range(2, 5)]
    open_form = chart_of(*rows)
    assert "<c:min " not in open_form and "majorUnit" not in open_form
    sheet = dataclasses.replace(form(*rows), inputs=frozenset())
    finished = chart_part(parts(stamped(sheet)))
    low, step = (
        float(re.findall(rf'<c:{tag} val="([-\d]+)"/>', finished)[0])
        for tag in ("min", "majorUnit")
    )
    assert low <= -4_000_000 and low % step == 0


def test_larger_letters_in_the_table_are_made_smaller_by_steps() -> None:
    larger = office_edits.edited(("xl/styles.xml", r'<sz val="(9|10.5|11)"/>', '<sz val="14"/>'))
    words = row("認定見込み有", "検討中", "集計中", "", label="市町村（累計）", target="認定")
    sheet = first_form(stamped(form(words), template=larger))
    sizes = {name: sheet[place(sheet, name)].font.size for name in ("系列1_実績1", "系列1_区分")}
    assert all(size in (9, 10, 11, 12) for size in sizes.values())
