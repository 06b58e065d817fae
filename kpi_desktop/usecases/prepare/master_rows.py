"""A plan as rows of the master data workbook, header first; reading them gives the plan again."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.indicators.indicator import Indicator
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.indicators.scheme import DEFAULT

Rows = list[list[str]]
#: (No, 系列番号) → year → reading.
Actuals = Mapping[tuple[str, int], Mapping[FiscalYear, Reading]]

_ASSESSED = {True: "○", False: "×", None: ""}


def master_rows(plan: Plan, actuals: Actuals) -> dict[str, Rows]:
    """Sheet name → rows. *actuals* take the place of those in the plan."""
    return {
        "計画": _plan(plan),
        "柱": [["柱番号", "柱名"], *([one.number, one.name] for one in plan.pillars)],
        "部局": [
            ["部局名", "並び順", "担当課", "担当者", "メール"],
            *(
                [one.name, str(one.order), one.division, one.person, one.mail]
                for one in plan.departments
            ),
        ],
        "指標": _indicators(plan),
        "系列": _series(plan),
        "実績": _actuals(plan, actuals),
        **_scheme(plan),
    }


def _scheme(plan: Plan) -> dict[str, Rows]:
    """The sheet of a plan that has its own scheme."""
    if plan.scheme == DEFAULT:
        return {}
    rows = ([one.grade, one.text] for one in plan.scheme.conditions)
    return {"判定基準": [["判定", "条件"], *rows]}


def _plan(plan: Plan) -> Rows:
    return [
        ["項目", "値"],
        ["計画名", plan.name],
        ["団体名", plan.organisation],
        ["様式名", plan.form_name],
        ["表題", plan.title],
        ["評価年度", plan.evaluation_year.short],
        ["策定時年度", plan.baseline_year.short],
        ["目標年度", plan.target_year.short],
        ["提出期限", plan.deadline.isoformat() if plan.deadline else ""],
        ["事務局", plan.office],
        ["連絡先", plan.contact],
    ]


def _indicators(plan: Plan) -> Rows:
    header = ["No", "柱番号", "部局", "課", "指標名", "注記", "方向", "脚注", "再掲"]
    return [header, *(_indicator(one) for one in plan.indicators)]


def _indicator(indicator: Indicator) -> list[str]:
    return [
        indicator.no,
        indicator.pillar,
        "・".join(indicator.departments),
        "・".join(indicator.divisions),
        indicator.name,
        indicator.name_note,
        indicator.direction.value if indicator.direction else "",
        indicator.footnote,
        "・".join(indicator.relisted_under),
    ]


def _series(plan: Plan) -> Rows:
    header = ["No", "系列番号", "区分", "単位", "策定時年度", "策定時実績値", "目標年度", "目標値"]
    rows: Rows = [[*header, "評価対象"]]
    for indicator in plan.indicators:
        for one in indicator.series:
            rows.append(
                [
                    indicator.no,
                    str(one.number),
                    one.label,
                    one.unit.text,
                    one.baseline_year.short,
                    one.baseline.display(),
                    one.target_year.short,
                    one.target.display(),
                    _ASSESSED[one.assessed],
                ]
            )
    return rows


def _actuals(plan: Plan, actuals: Actuals) -> Rows:
    rows: Rows = [["No", "系列番号", "年度", "実績値", "備考"]]
    for indicator in plan.indicators:
        for one in indicator.series:
            for year, reading in sorted(actuals.get((indicator.no, one.number), {}).items()):
                remark = one.remarks.get(year, "")
                rows.append([indicator.no, str(one.number), year.short, reading.display(), remark])
    return rows
