"""Does a narrative report last year as if it were the year under review?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from kpi_desktop.domain.figures.fiscal import FiscalYear

_YEAR = re.compile(r"(?:令和|平成|昭和|(?<![A-Za-z])[RH])\s*(?:元|\d{1,2})(?!\.\d)\s*年?度?")
_SENTENCE = re.compile(r"[^。\n]+。?")
#: The year as the subject of what is reported: 令和4年度は、…した.
_SUBJECT = re.compile(
    r"^[\s・○●◯※\-(（]*(?P<year>(?:令和|[RH])\s*(?:元|\d{1,2})年?度)(?:は|に|において|の実績は)"
)
_PAST = re.compile(r"(?:した|行った|図った|なった|得た|あった|めた|いた)。?$")


def plain(text: str) -> str:
    """*text* with half-width figures and letters, line breaks kept."""
    return unicodedata.normalize("NFKC", text)


def sentences(text: str) -> list[str]:
    """The sentences of a narrative; a line break ends one."""
    return [one.strip() for one in _SENTENCE.findall(text) if one.strip()]


def years_named(text: str) -> set[FiscalYear]:
    """Every year that *text* names, with or without 度."""
    found = set()
    for match in _YEAR.finditer(plain(text)):
        try:
            found.add(
                FiscalYear.parse(match[0].replace("年", "") if match[0][-1] == "年" else match[0])
            )
        except ValueError:
            continue
    return found


def last_year_reported_as_this(
    boxes: Mapping[str, str], year: FiscalYear
) -> Iterator[tuple[str, str, FiscalYear]]:
    """Box, sentence and year: what 取組状況 reports of last year when no box names the year itself."""
    report = boxes.get("取組状況", "")
    if any(year <= one for text in boxes.values() for one in years_named(text)):
        return
    last = year.plus(-1)
    for sentence in sentences(plain(report)):
        match = _SUBJECT.search(sentence)
        if match and _PAST.search(sentence) and FiscalYear.parse(match["year"]) == last:
            yield "取組状況", sentence, last
            return
