"""The figures that count: past years as the master data know them, inputs as the answer gives them."""

from __future__ import annotations

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import BLANK, Reading
from kpi_desktop.domain.forms.form import series_field
from kpi_desktop.domain.indicators.indicator import Indicator
from kpi_desktop.usecases.record.authority import Answer


def reported(indicator: Indicator, answer: Answer | None) -> dict[int, dict[FiscalYear, Reading]]:
    """Series number → year → reading. What was not open for input stays as the master data say."""
    found = {one.number: dict(one.actuals) for one in indicator.series}
    if answer is None:
        return found
    for position, row in enumerate(answer.sheet.rows, 1):
        for index, year in enumerate(answer.sheet.years, 1):
            field = series_field(position, "実績", index)
            if field in answer.sheet.inputs:
                cell = answer.cells.get(field)
                reading = cell.reading(row.unit) if cell else BLANK
                found.setdefault(row.number, {})[year] = reading
    return found
