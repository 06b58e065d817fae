"""The sheet 計画 of the master data: items and values."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.indicators.indicator import Indicator
from kpi_desktop.domain.indicators.plan import Department, Pillar, Plan
from kpi_desktop.workbook.master_data.name_lists import nearest
from kpi_desktop.workbook.master_data.rows import Problems, Row
from kpi_desktop.workbook.master_data.sheets_and_columns import PLAN_ITEMS

_DATE = re.compile(r"(.+?)[年./\-](\d{1,2})[月./\-](\d{1,2})日?(?:[(（].[)）])?")


@dataclass(frozen=True)
class PlanHead:
    """What the sheet 計画 says. Years are None where it says nothing that can be read."""

    name: str
    organisation: str
    form_name: str
    title: str
    evaluation_year: FiscalYear | None
    baseline_year: FiscalYear | None
    target_year: FiscalYear | None
    deadline: datetime.date | None
    office: str
    contact: str

    def plan(
        self,
        pillars: tuple[Pillar, ...],
        departments: tuple[Department, ...],
        indicators: tuple[Indicator, ...],
    ) -> Plan | None:
        """The plan; years that the sheet does not give are those of the series."""
        now = self.evaluation_year
        if now is None:
            return None
        series = [one for indicator in indicators for one in indicator.series]
        baseline = min((one.baseline_year for one in series), default=now)
        target = max((one.target_year for one in series), default=now)
        return Plan(
            name=self.name,
            organisation=self.organisation,
            form_name=self.form_name,
            title=self.title,
            evaluation_year=now,
            baseline_year=self.baseline_year or baseline,
            target_year=self.target_year or target,
            deadline=self.deadline,
            office=self.office,
            contact=self.contact,
            pillars=pillars,
            departments=departments,
            indicators=indicators,
        )


def read_head(rows: Sequence[Row], problems: Problems) -> PlanHead:
    """Read the sheet 計画."""
    items: dict[str, Row] = {}
    known = {match_key(one.name): one.name for one in PLAN_ITEMS}
    for row in rows:
        name = known.get(match_key(row["項目"]))
        if name is None:
            _unknown_item(row, problems)
        elif name in items:
            problems.error(
                row.sheet,
                row.cell("項目"),
                f"項目「{name}」が重複しています（{items[name].cell('項目')}にもあります）。",
                "どちらか一方の行を消してください。",
            )
        else:
            items[name] = row
    for one in PLAN_ITEMS:
        if one.needed and not (one.name in items and items[one.name]["値"]):
            place = items[one.name].cell("値") if one.name in items else ""
            problems.error(
                "計画",
                place,
                f"{one.name}がありません。",
                f"項目「{one.name}」の行に値を入力してください（{one.meaning}）。",
            )

    def text(name: str, default: str = "") -> str:
        return (items[name]["値"] if name in items else "") or default

    def year(name: str) -> FiscalYear | None:
        return read_year(items[name], "値", problems) if text(name) else None

    return PlanHead(
        name=text("計画名"),
        organisation=text("団体名"),
        form_name=text("様式名", "別記様式２"),
        title=text("表題", "ＫＰＩ分析シート"),
        evaluation_year=year("評価年度"),
        baseline_year=year("策定時年度"),
        target_year=year("目標年度"),
        deadline=_deadline(items.get("提出期限"), problems),
        office=text("事務局", "事務局"),
        contact=text("連絡先"),
    )


def _unknown_item(row: Row, problems: Problems) -> None:
    near = nearest(row["項目"], [one.name for one in PLAN_ITEMS])
    problems.warning(
        row.sheet,
        row.cell("項目"),
        f"項目「{row['項目']}」は知らない項目です。使いません。",
        f"「{near}」の誤りではありませんか。" if near else "不要なら行を消してください。",
    )


def read_year(row: Row, column: str, problems: Problems) -> FiscalYear | None:
    """The year under *column*, None and a problem when it cannot be read."""
    try:
        year = FiscalYear.parse(row[column])
        _ = year.short
    except ValueError:
        problems.error(
            row.sheet,
            row.cell(column),
            f"「{row[column]}」は年度として読めません。",
            "R5、H30、令和5年度、2023 のどれかの形で入力してください。",
        )
        return None
    return year


def _deadline(row: Row | None, problems: Problems) -> datetime.date | None:
    if row is None or not row["値"]:
        return None
    text = "".join(unicodedata.normalize("NFKC", row["値"]).split())
    if match := _DATE.fullmatch(text):
        try:
            western = FiscalYear.parse(match[1]).western
            return datetime.date(western, int(match[2]), int(match[3]))
        except ValueError:
            pass
    problems.warning(
        row.sheet,
        row.cell("値"),
        f"提出期限「{row['値']}」は日付として読めません。期限なしとします。",
        "2024-06-28、令和6年6月28日 のどちらかの形で入力してください。",
    )
    return None
