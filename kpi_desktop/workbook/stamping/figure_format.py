"""Figures as spreadsheet numbers: which may be one, with which number format it prints as it was printed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal

from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.forms.form import FormSheet, SeriesRow
from kpi_desktop.rules.plausibility import SMALL, jump_limit
from kpi_desktop.workbook.ooxml.style.number_formats import plain_format

_PLAIN = re.compile(r"-?(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,14}|0)(?:\.(\d{1,6}))?")
_MOST_DIGITS, _MOST_DECIMALS = 15, 6
#: Number formats that print a plain figure exactly: grouped or not.
FIGURE_FORMATS = tuple(
    plain_format(decimals, grouped)
    for grouped in (True, False)
    for decimals in range(_MOST_DECIMALS + 1)
)


def plain_number(reading: Reading) -> tuple[str, str] | None:
    """(digits without commas, number format that prints it exactly), None when it must stay text."""
    printed = reading.printed
    if reading.value is None or reading.raw.strip() != printed:
        return None
    match = _PLAIN.fullmatch(printed)
    if match is None:
        return None
    digits = printed.replace(",", "")
    if len(digits) > _MOST_DIGITS and len(digits.lstrip("-").replace(".", "")) > _MOST_DIGITS:
        return None
    decimals = len(match[1]) if match[1] else 0
    grouped = "," in printed or len(digits) - (decimals + 1 if decimals else 0) < 4
    return digits, plain_format(decimals, grouped)


def row_format(row: SeriesRow) -> str:
    """Number format that prints every plain figure of a series row."""
    decimals = max(one.decimals for one in (row.baseline, *row.actuals))
    return plain_format(min(decimals, _MOST_DECIMALS))


def cleaned(raw: str, unit: str) -> str:
    """What the form's own formula 読取 gives for *raw*."""
    text = unicodedata.normalize("NFKC", raw).strip()
    for old, new in ((",", ""), (" ", ""), ("△", "-")):
        text = text.replace(old, new)
    return text.replace(unicodedata.normalize("NFKC", unit), "") if unit else text


def usual_range(sheet: FormSheet, row: SeriesRow) -> tuple[Decimal, Decimal] | None:
    """Lowest and highest figure of this year that is no jump after the years before it."""
    now = sheet.evaluation_year.western
    known = [
        (year.western, reading.value)
        for year, reading in zip(sheet.years, row.actuals)
        if reading.value is not None and year.western < now
    ]
    known.sort()
    past = [value for _, value in known]
    if row.baseline.value is not None and row.baseline_year not in sheet.years:
        past.insert(0, row.baseline.value)
    limit = jump_limit(past)
    if limit is None:
        return None
    last = past[-1]
    calm = SMALL.min(last * 5)
    return _nine_digits(min(last / limit, last - calm)), _nine_digits(
        max(last * limit, last + calm)
    )


_nine_digits = Context(prec=9).plus
