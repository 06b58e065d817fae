"""Forms for tests, from small tables, and what came back in them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from decimal import Decimal

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading, parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.forms.form import NARRATIVE_FIELDS, CellKind, CellRead, FormSheet
from kpi_desktop.domain.indicators.indicator import Indicator, Series
from kpi_desktop.domain.indicators.plan import Department, Pillar, Plan
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.sample import load_sample
from kpi_desktop.usecases.record.forms import form_sheet

R5 = FiscalYear.parse("R5")
Typed = str | float | CellRead | None

#: A set of narratives about which no rule has anything to say.
TEXTS = {
    "取組状況": "・市町村と連携し、制度の周知と相談会の開催に取り組んだ。",
    "課題等": "・担い手の確保が引き続き課題となっている。",
    "今後の方向性": "・関係機関と連携し、支援を継続する。",
}


@dataclasses.dataclass(frozen=True)
class Line:
    """One series as printed: label, unit, baseline, the actuals R2 to R4, target."""

    label: str
    unit: str
    baseline: str
    past: tuple[str, ...]
    target: str


def line(label: str, unit: str, baseline: str, past: str, target: str) -> Line:
    """``line("累計", "人", "1,027", "1,027 1,188 1,592", "1,500")``; ``_`` is a blank."""
    return Line(label, unit, baseline, tuple(past.replace("_", "\0").split()), target)


def indicator(
    *lines: Line, footnote: str = "", name: str = "防災士の資格取得者数", no: str = "6"
) -> Indicator:
    """An indicator of R5 with these series; the past ends at R4."""
    series = []
    for number, one in enumerate(lines, 1):
        unit = Unit(one.unit)
        first = R5.western - len(one.past)
        actuals = {
            FiscalYear(first + i): parse_reading(text.replace("\0", ""), unit)
            for i, text in enumerate(one.past)
        }
        series.append(
            Series(
                number,
                one.label,
                unit,
                FiscalYear(first - 1),
                parse_reading(one.baseline, unit),
                R5,
                parse_reading(one.target, unit),
                actuals,
            )
        )
    return Indicator(no, name, "1", ("土木部",), ("砂防課",), tuple(series), footnote=footnote)


def plan_of(*indicators: Indicator) -> Plan:
    """A plan that holds just these."""
    return Plan(
        name="計画",
        organisation="県",
        form_name="別記様式２",
        title="ＫＰＩ分析シート",
        evaluation_year=R5,
        baseline_year=FiscalYear.parse("R1"),
        target_year=R5,
        deadline=None,
        office="企画課",
        contact="",
        pillars=(Pillar("1", "柱"),),
        departments=(Department("土木部", 1),),
        indicators=indicators,
    )


def case_of(
    one: Indicator, typed: Mapping[str, Typed], texts: Mapping[str, str] = TEXTS
) -> IndicatorCase:
    """What came back for *one*: as sent, with *typed* (by field name) and *texts* filled in."""
    sheet = form_sheet(plan_of(one), one)
    return returned(one, sheet, {**texts, **typed})


def returned(one: Indicator, sheet: FormSheet, typed: Mapping[str, Typed]) -> IndicatorCase:
    """The case of a sheet as sent, with *typed* on top."""
    cells = {name: text_cell(name, text) for name, text in sheet.texts().items()}
    cells |= {name: figure_cell(name, reading) for name, reading in sheet.figures().items()}
    cells |= {name: typed_cell(name, value) for name, value in typed.items()}
    return IndicatorCase(
        evaluation_year=sheet.evaluation_year,
        indicator=one,
        sent=sheet,
        cells=cells,
        file="様式.xlsx",
        department=one.lead,
    )


def text_cell(name: str, text: str) -> CellRead:
    kind = CellKind.TEXT if text else CellKind.BLANK
    return CellRead("No.6", address(name), text, kind, text)


def figure_cell(name: str, reading: Reading) -> CellRead:
    """A figure as the form holds it: a number where the print is a plain one, else its text."""
    plain = reading.display().replace(",", "").replace(".", "", 1)
    if reading.value is None or not plain.isdecimal():
        return text_cell(name, reading.display())
    number = str(reading.value.normalize()) if reading.value else "0"
    raw = format(Decimal(number), "f")
    return CellRead("No.6", address(name), raw, CellKind.NUMBER, reading.display())


def typed_cell(name: str, value: Typed) -> CellRead:
    """A number cell for a number, a text cell for a text."""
    if isinstance(value, CellRead):
        return value
    if value is None:
        return text_cell(name, "")
    if isinstance(value, str):
        return text_cell(name, value)
    raw = format(Decimal(str(value)).normalize(), "f")
    return CellRead("No.6", address(name), raw, CellKind.NUMBER, raw)


def address(name: str) -> str:
    """A made-up address, different for each field."""
    return f"A{sum(ord(char) * (i + 1) for i, char in enumerate(name))}"


def sample_plan() -> Plan:
    """The sample's plan, straight from its rows (the figures of R5 are not in it)."""
    sheets = load_sample().sheets

    def rows(name: str) -> list[dict[str, str]]:
        header, *found = sheets[name]
        return [dict(zip(header, row, strict=True)) for row in found]

    return dataclasses.replace(
        plan_of(*(_sample_indicator(row, rows("系列"), rows("実績")) for row in rows("指標"))),
        departments=tuple(Department(r["部局名"], int(r["並び順"])) for r in rows("部局")),
    )


def _sample_indicator(
    row: Mapping[str, str],
    series: Sequence[Mapping[str, str]],
    actuals: Sequence[Mapping[str, str]],
) -> Indicator:
    return Indicator(
        no=row["No"],
        name=row["指標名"],
        pillar=row["柱番号"],
        departments=tuple(row["部局"].split("・")),
        divisions=tuple(row["課"].split("・")),
        series=tuple(_sample_series(one, actuals) for one in series if one["No"] == row["No"]),
        name_note=row["注記"],
        footnote=row["脚注"],
    )


def _sample_series(one: Mapping[str, str], actuals: Sequence[Mapping[str, str]]) -> Series:
    unit = Unit(one["単位"])
    key = (one["No"], one["系列番号"])
    return Series(
        number=int(one["系列番号"]),
        label=one["区分"],
        unit=unit,
        baseline_year=FiscalYear.parse(one["策定時年度"]),
        baseline=parse_reading(one["策定時実績値"], unit),
        target_year=FiscalYear.parse(one["目標年度"]),
        target=parse_reading(one["目標値"], unit),
        actuals={
            FiscalYear.parse(row["年度"]): parse_reading(row["実績値"], unit)
            for row in actuals
            if (row["No"], row["系列番号"]) == key
        },
    )


def sample_cases() -> list[IndicatorCase]:
    """Every form of the sample, filled in with the published R5 figures and the sample narratives."""
    sample, plan = load_sample(), sample_plan()
    found = []
    for one in plan.indicators:
        sheet = form_sheet(plan, one)
        typed: dict[str, Typed] = {
            name: sample.narratives[one.no][name] for name in NARRATIVE_FIELDS
        }
        for position, row in enumerate(sheet.rows, 1):
            name = f"系列{position}_実績{len(sheet.years)}"
            reading = parse_reading(sample.answers[one.no, row.number], row.unit)
            typed[name] = figure_cell(name, reading)
        found.append(returned(one, sheet, typed))
    return found
