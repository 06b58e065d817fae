"""Points of comparison that a sentence names: a year, the year before, 策定時, 目標."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from kpi_desktop.domain.figures.fiscal import FiscalYear


class Point(Enum):
    """Kind of a point of comparison."""

    YEAR = "年度"
    LAST = "前年度"
    THIS = "今年度"
    BASELINE = "策定時"
    TARGET = "目標"
    SPAN = "何年間"
    AGO = "何年前"


@dataclass(frozen=True)
class Anchor:
    """A point named at ``start``–``end``; ``compared`` when something is measured from it (…から, …に比べ).

    ``span``: how many years of change (４年間で) end in the year that is spoken of, or lie in between (３年前).
    """

    start: int
    end: int
    point: Point
    year: FiscalYear | None = None
    compared: bool = False
    span: int = 0

    @classmethod
    def of(cls, year: FiscalYear) -> Anchor:
        """A year that no word of the sentence names."""
        return cls(0, 0, Point.YEAR, year)


#: 策定時 and 目標 where no word of the sentence names them.
BASELINE = Anchor(0, 0, Point.BASELINE)
TARGET = Anchor(0, 0, Point.TARGET)

_ANCHOR = re.compile(
    r"(?P<MARCH>(?:令和|(?<![A-Za-z])R)\d{1,2}(?:年3月(?:末|31日)?|\.3(?:\.31|末)?(?![\d.]))(?!\d))|(?P<SAME>前年同[月期])|"
    r"(?P<YEAR>(?:令和|平成|昭和|(?<![A-Za-z])[RHS])(?:元|\d{1,2})(?!\.\d)(?:年度|年(?!\d{1,2}月)|(?=[^\d年.])))"
    r"|(?P<WESTERN>(?:19|20)\d\d年度?)"
    r"|(?P<LAST>前年度?|昨年度?|対前年度?)"
    r"|(?P<AGO>\d{1,2}年前)"
    r"|(?P<SPAN>(?:この|過去|直近)?\d{1,2}[かカヶケヵ]?年間[でに])"
    r"|(?P<THIS>今年度|本年度|当年度|評価年度)"
    r"|(?P<BASELINE>(?:戦略|計画|現行戦略|現計画)?策定(?:時|当初)|基準値|基準年度?)"
    r"|(?P<TARGET>目標(?:値|額|数|件数|人数)?(?!達成率|地図|設定|管理|年度))"
)
#: Behind the end of the year the same time of last year is last year: 令和６年３月末で…、前年同期に比べ….
_YEAR_END = re.compile(r"年度末|3月(?:末|31日)?(?=[^\d日まか]|現在|時点)")
_AMOUNT = (
    r"^(?:末|中|時点|実績|値)*(?:である|とした|の)?(?:[\d,.兆億万千]+[^\d、。からよりにとをまで]{0,8})?"
    r"(?:\([^()]*\))?"
)
_COMPARED = re.compile(
    _AMOUNT
    + r"(?:から|より|に比べ|と比べ|に比し|比|に対し|に対する|を(?=[\d約])|まで(?:は|の|、|(?=\d|残り|あと))|とは|との)"
)
_SHORT_OF = re.compile(_AMOUNT + r"に(?:は)?(?:あと)?(?=\d)")


def anchors(text: str) -> Iterator[Anchor]:
    """Every point that *text* (folded) names, in order. A year in brackets restates the point before."""
    last: Anchor | None = None
    for match in _ANCHOR.finditer(text):
        kind, rest = match.lastgroup or "", text[match.end() :]
        compared = bool(_COMPARED.match(rest) or kind == "TARGET" and _SHORT_OF.match(rest))
        if last is not None and text[last.end : match.start()] == "(":
            compared = last.compared
        last = _anchor(match, kind, compared)
        if last is not None:
            yield last


def _anchor(match: re.Match[str], kind: str, compared: bool) -> Anchor | None:
    start, end = match.span()
    if kind in ("YEAR", "WESTERN", "MARCH"):
        year = _year_of(match[0], kind)
        return None if year is None else Anchor(start, end, Point.YEAR, year, compared)
    if kind in ("SPAN", "AGO"):
        years = int("".join(char for char in match[0] if char.isdecimal()))
        return Anchor(start, end, Point[kind], None, compared or kind == "SPAN", years)
    if kind == "SAME":
        march = _YEAR_END.search(match.string, 0, start)
        return Anchor(start, end, Point.LAST, None, compared) if march else None
    return Anchor(start, end, Point[kind], None, compared)


def _year_of(text: str, kind: str) -> FiscalYear | None:
    """The fiscal year that *text* names, the one before for its March; None for a year that never was."""
    try:
        year = FiscalYear.parse(
            re.split(r"年|\.", text)[0] if kind == "MARCH" else text.removesuffix("年")
        )
    except ValueError:
        return None
    return year.plus(-1) if kind == "MARCH" else year
