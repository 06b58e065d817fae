"""The sheet 判定基準 of the master data: grades and their conditions; without rows the default counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.indicators.scheme import DEFAULT, Condition, Scheme
from kpi_desktop.workbook.master_data.rows import Problems, Row
from kpi_desktop.workbook.master_data.sheets_and_columns import SCHEME


def read_scheme(rows: Mapping[str, Sequence[Row]], problems: Problems) -> Scheme:
    """The plan's scheme; every condition that cannot be read is a problem at its cell."""
    found: list[Condition] = []
    for row in rows[SCHEME.name]:
        if not row["判定"]:
            problems.error(
                row.sheet,
                row.cell("判定"),
                "「判定」が空欄です。",
                "判定の言葉を入力するか、行を消してください。",
            )
            continue
        try:
            found.append(Condition(row["判定"], row["条件"]))
        except KpiError as error:
            problems.error(row.sheet, row.cell("条件"), error.what, error.remedy)
    return Scheme(SCHEME.name, tuple(found)) if found else DEFAULT
