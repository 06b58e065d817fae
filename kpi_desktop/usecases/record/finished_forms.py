"""個票: the forms as finished, filled with what counts, for the master workbook and the printed set."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kpi_desktop.domain.figures.readings import BLANK, Reading
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS, FormSheet, FormWorkbook
from kpi_desktop.domain.record.master_content import IndicatorContent, MasterContent
from kpi_desktop.usecases.record.forms import build_forms, form_sheet


def finished_forms(content: MasterContent, order: Sequence[IndicatorContent]) -> FormWorkbook:
    """One sheet an indicator in that order, each once (再掲 is only a second place in lists)."""
    return dataclasses.replace(
        build_forms(content.plan)[0],
        sheets=tuple(finished_sheet(content, one) for one in order),
        file_name=f"個票集_{content.year.short}.xlsx",
    )


def finished_sheet(content: MasterContent, filled: IndicatorContent) -> FormSheet:
    """The form of one indicator with every figure and text that counts; nothing is open for input."""
    sheet = form_sheet(content.plan, filled.indicator)
    actuals = {
        (figure.series, figure.year): figure.reading
        for series in filled.series
        for figure in series.actuals
    }
    rows = tuple(
        dataclasses.replace(
            row,
            baseline=_as_printed(row.baseline),
            actuals=tuple(
                _as_printed(actuals.get((row.number, year), BLANK)) for year in sheet.years
            ),
            target=_as_printed(row.target),
        )
        for row in sheet.rows
    )
    return dataclasses.replace(
        sheet,
        rows=rows,
        narratives={name: filled.text(name) for name in NARRATIVE_FIELDS},
        footnote=filled.text(FOOTNOTE_FIELD),
        inputs=frozenset(),
    )


def _as_printed(reading: Reading) -> Reading:
    """*reading* as if it had been written the way it is printed: ``24`` for what was typed as ``約24``."""
    return dataclasses.replace(reading, raw=reading.display())
