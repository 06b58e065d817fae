"""From a form that came back to the corrections that it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_desktop.domain.forms.form import FieldName
from kpi_desktop.domain.record.correction import Correction
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.footnotes import asked_in_words
from kpi_desktop.rules.past_values import changes, footnote_explains


def requested_corrections(case: IndicatorCase) -> Iterator[Correction]:
    """One request for each past value or baseline that a new footnote asks to change, by cell or words."""
    if not footnote_explains(case):
        return
    for name, before, after in (*changes(case), *asked_in_words(case)):
        parsed = FieldName.parse(name)
        if parsed.row is None or parsed.kind == "目標":
            continue
        row = case.sent.rows[parsed.row - 1]
        year = row.baseline_year
        if parsed.year_index is not None:
            year = case.sent.years[parsed.year_index - 1]
        yield Correction(
            indicator=case.sent.no,
            series=row.number,
            field=parsed.kind,
            year=year,
            before=before,
            after=after,
            reason=case.footnote,
            department=case.department,
        )
