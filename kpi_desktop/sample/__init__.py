"""The sample plan that the product carries: 57 real indicators as master data, and R5 as answers.

The CSV files hold every value as it was printed. The master data know only the years before the
evaluation year; what was published for that year is the answer sheet that ``demo-fill`` types.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib.resources import files

from kpi_desktop.domain.indicators.master_data import Sample

#: Sheet of the master data → file that holds its rows, header first.
_FILES = {
    "計画": "plan.csv",
    "柱": "pillars.csv",
    "部局": "departments.csv",
    "指標": "indicators.csv",
    "系列": "series.csv",
    "実績": "actuals.csv",
}


def load_sample() -> Sample:
    """The sample: rows of each master data sheet (header first), R5 values, narratives by No."""
    sheets = {sheet: list(_rows(name)) for sheet, name in _FILES.items()}
    year = dict((row[0], row[1]) for row in sheets["計画"])["評価年度"]
    header, *actuals = sheets["実績"]
    no, number, when, value = (header.index(n) for n in ("No", "系列番号", "年度", "実績値"))
    sheets["実績"] = [header, *(row for row in actuals if row[when] != year)]
    answers = {(row[no], int(row[number])): row[value] for row in actuals if row[when] == year}
    return Sample(sheets=sheets, answers=answers, narratives=_narratives())


def _narratives() -> dict[str, dict[str, str]]:
    header, *rows = _rows("narratives.csv")
    return {row[0]: dict(zip(header[1:], row[1:], strict=True)) for row in rows}


def _rows(name: str) -> Iterator[list[str]]:
    text = (files(__name__) / name).read_bytes().decode("utf-8")
    yield from csv.reader(io.StringIO(text, newline=""))
