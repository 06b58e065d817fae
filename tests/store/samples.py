"""Small forms, submissions and findings for the store's tests."""

from __future__ import annotations

import datetime

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.finding import Category, Finding, Place, Severity
from kpi_desktop.domain.forms.form import (
    CellKind,
    CellRead,
    FormIdentity,
    FormSheet,
    FormWorkbook,
    IssuedForm,
    SeriesRow,
)
from kpi_desktop.domain.forms.submission import RecordedCell, Remark, RemarkKind, Submission
from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from kpi_desktop.domain.record.ruling import Ruling, RulingKind
from tests.fixed_clock import JST

R5 = FiscalYear(2023)


def a_workbook(form_id: str = "f1", issue_no: int = 1) -> FormWorkbook:
    """One indicator's form."""
    row = SeriesRow(
        number=1,
        label="単年",
        unit=Unit("億円/年"),
        baseline_year=FiscalYear(2019),
        baseline=parse_reading("2兆8,461", Unit("億円/年")),
        actuals=(parse_reading("40.0"), parse_reading("集計中")),
        target_year=FiscalYear(2024),
        target=parse_reading("前年比増"),
    )
    sheet = FormSheet(
        sheet_name="1",
        no="1",
        department_text="農林水産部",
        division_text="農政課",
        name="農業産出額",
        name_note="",
        years=(FiscalYear(2022), R5),
        baseline_year=FiscalYear(2019),
        target_year=FiscalYear(2024),
        evaluation_year=R5,
        rows=(row,),
        narratives={"取組状況": "一行目\n二行目"},
        footnote="※速報値",
        inputs=frozenset({"系列1_実績2", "取組状況"}),
        number_formats={"系列1_実績2": "#,##0.0"},
    )
    identity = FormIdentity(form_id, "戦略", R5, "農林水産部", FormUnit.DEPARTMENT, "", issue_no)
    deadline = datetime.date(2024, 5, 31)
    return FormWorkbook(
        identity,
        "戦略",
        "県",
        "別記様式２",
        "分析",
        deadline,
        "企画課",
        "",
        (sheet,),
        "農林水産部.xlsx",
    )


def an_issue(form_id: str = "f1", issue_no: int = 1) -> IssuedForm:
    """That form as it was sent."""
    return IssuedForm(form_id, issue_no, "農林水産部.xlsx", "a" * 64, a_workbook(form_id, issue_no))


def a_submission(version: int = 1, form_id: str = "f1", number: int = 0) -> Submission:
    """What came back."""
    return Submission(
        id=number,
        form_id=form_id,
        issue_no=1,
        department="農林水産部",
        version=version,
        indicators=("1", "追加1"),
        file_name="農林水産部.xlsx",
        sha256=f"{version:064x}",
        received_at=datetime.datetime(2024, 5, 7, 9, 30, tzinfo=JST),
        operator="企画 花子",
    )


def some_cells(raw: str = "1,027") -> list[RecordedCell]:
    """What was read from it."""
    return [
        RecordedCell(
            "1", "系列1_実績2", CellRead("1", "F8", raw, CellKind.TEXT, raw, locked=False)
        ),
        RecordedCell("1", "系列1_策定時", CellRead("1", "D8", "28461", CellKind.NUMBER, "28,461")),
        RecordedCell("1", "取組状況", CellRead("1", "B20", "", CellKind.ERROR, "", "=1/0")),
    ]


def a_finding(message: str = "単位が違います。") -> Finding:
    """What a rule says."""
    place = Place("実績", "1", "F8", 1, "R5")
    severity, category = Severity.ERROR, Category.UNIT
    return Finding(
        "U1", category, severity, "農林水産部", "1", place, message, "億円で記入してください。"
    )


def some_remarks() -> list[Remark]:
    """What else was said in and of it."""
    return [
        Remark(RemarkKind.QUESTION, "1", "行や列が入れ替わっています。"),
        Remark(RemarkKind.OPINION, "追加1", "異存ありません。"),
    ]


def a_ruling(decision: str = "承認", number: int = 0) -> Ruling:
    """What the office decided."""
    at = datetime.datetime(2024, 5, 20, 10, 0, tzinfo=JST)
    details = {"before": "35", "after": "36", "years": [2022]}
    return Ruling(
        RulingKind.CORRECTION,
        "1/1/実績/R4",
        decision,
        "錯誤のため",
        "企画 花子",
        at,
        details,
        number,
    )
