"""Small forms for the stamping tests, and ways to look into a stamped workbook."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.forms.form import (
    FOOTNOTE_FIELD,
    NARRATIVE_FIELDS,
    FormIdentity,
    FormSheet,
    FormWorkbook,
    SeriesRow,
    series_field,
)
from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from kpi_desktop.workbook.stamping.stamper import FormStamper
from tests.checkout import ROOT

TEMPLATE = ROOT / "templates" / "様式2.xlsx"
NOW = FiscalYear.parse("R5")


def row(
    *actuals: str,
    label: str = "累計",
    unit: str = "人",
    baseline: str = "1,027",
    target: str = "1,500",
    number: int = 1,
    baseline_year: str = "R1",
) -> SeriesRow:
    """A series row; *actuals* as printed, the last one of the year to be filled in."""
    own = Unit(unit)
    return SeriesRow(
        number=number,
        label=label,
        unit=own,
        baseline_year=FiscalYear.parse(baseline_year),
        baseline=parse_reading(baseline, own),
        actuals=tuple(parse_reading(one, own) for one in actuals),
        target_year=NOW,
        target=parse_reading(target, own),
    )


def form(
    *rows: SeriesRow,
    no: str = "6",
    name: str = "県が育成した防災士の資格取得者数",
    note: str = "",
    footnote: str = "",
    narratives: Mapping[str, str] | None = None,
    number_formats: Mapping[str, str] | None = None,
    is_lead: bool = True,
    department: str = "知事公室",
    inputs: frozenset[str] | None = None,
) -> FormSheet:
    """A form sheet with the last year and the narratives to be filled in."""
    rows = rows or (row("1,027", "1,188", "1,592", ""),)
    count = len(rows[0].actuals)
    current = {series_field(at, "実績", count) for at in range(1, len(rows) + 1)}
    usual = frozenset({*current, *NARRATIVE_FIELDS, FOOTNOTE_FIELD}) if is_lead else frozenset()
    return FormSheet(
        sheet_name=f"No.{no}",
        no=no,
        department_text=department,
        division_text="危機管理防災課",
        name=name,
        name_note=note,
        years=tuple(NOW.plus(back) for back in range(1 - count, 1)),
        baseline_year=rows[0].baseline_year,
        target_year=NOW,
        evaluation_year=NOW,
        rows=rows,
        narratives=narratives or {},
        footnote=footnote,
        inputs=usual if inputs is None else inputs,
        number_formats=number_formats or {},
        is_lead=is_lead,
    )


def workbook(*sheets: FormSheet, department: str = "知事公室") -> FormWorkbook:
    """A workbook of *sheets*."""
    unit = FormUnit.DEPARTMENT
    form_id = FormIdentity.make_id("第２期戦略", NOW, department, unit, "")
    return FormWorkbook(
        identity=FormIdentity(form_id, "第２期戦略", NOW, department, unit, issue_no=2),
        plan_title="第２期戦略",
        organisation="見本県",
        form_name="別記様式２",
        title="ＫＰＩ分析シート",
        deadline=datetime.date(2024, 6, 28),
        office="企画振興部企画課",
        contact="内線 1234",
        sheets=sheets or (form(),),
        file_name=f"{department}.xlsx",
    )


def stamped(*sheets: FormSheet, template: bytes | None = None) -> bytes:
    """The bytes of a workbook of *sheets*."""
    return FormStamper(template or TEMPLATE).stamp(workbook(*sheets))


def opened(data: bytes, cached: bool = False) -> Workbook:
    """The workbook in openpyxl; with *cached* stored results instead of formulas."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=cached)


def first_form(data: bytes, cached: bool = False) -> Worksheet:
    """The first form sheet in openpyxl."""
    sheet = opened(data, cached)["No.6"]
    assert isinstance(sheet, Worksheet)
    return sheet


def charts_of(sheet: Any) -> list[Any]:
    """The charts that openpyxl has read."""
    return list(sheet._charts)  # it has no public name for them


def pictures_of(sheet: Any) -> list[Any]:
    """The pictures that openpyxl has read."""
    return list(sheet._images)  # it has no public name for them


def place(sheet: Worksheet, name: str) -> str:
    """Address of a field's upper left cell."""
    text = str(sheet.defined_names[name].attr_text)
    return text.rpartition("!")[2].replace("$", "").partition(":")[0]


def value(sheet: Worksheet, name: str) -> object:
    """What a field holds."""
    found: object = sheet[place(sheet, name)].value
    return found


def parts(data: bytes) -> dict[str, bytes]:
    """Part name → content."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def rezipped(content: Mapping[str, bytes]) -> bytes:
    """A package of those parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return out.getvalue()


def form_part(content: Mapping[str, bytes], at: int = 1) -> str:
    """Name of the part of the stamped form sheet number *at*."""
    found = [name for name in content if name.endswith(f"_{at}.xml") and "/worksheets/" in name]
    assert len(found) == 1
    return found[0]


def chart_part(content: Mapping[str, bytes], at: int = 1) -> str:
    """The chart of the stamped form sheet number *at*, as text."""
    found = [name for name in content if name.endswith(f"_{at}.xml") and "/charts/chart" in name]
    assert len(found) == 1
    return content[found[0]].decode()


def unlocked(sheet: Worksheet) -> set[str]:
    """Addresses of unlocked cells, of merged areas the upper left one only."""
    followers = {
        cell.coordinate
        for area in sheet.merged_cells.ranges
        for line in sheet[area.coord]
        for cell in line
    } - {str(area.coord).partition(":")[0] for area in sheet.merged_cells.ranges}
    return {
        cell.coordinate
        for line in sheet.iter_rows()
        for cell in line
        if not cell.protection.locked and cell.coordinate not in followers
    }


def names_of(sheets: Sequence[FormSheet]) -> list[str]:
    """Sheet names of forms."""
    return [one.sheet_name for one in sheets]
