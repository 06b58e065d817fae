"""Where the rows and columns of a form as sent lie on a returned sheet, judged by its texts alone.

Texts that stand exactly once on both (labels, locked values) are anchors. They vote for rows and
columns; a row without an anchor follows its neighbours when those agree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.workbook.ooxml.sheet.addresses import Place

#: How far beyond the last anchor a row or column is still followed.
_REACH = 4


class Span(NamedTuple):
    """Candidates first…last for one row or column; a single one is sure when ``sure``."""

    first: int
    last: int
    sure: bool


class Geometry:
    """Maps places of the form as sent to places of the returned sheet."""

    def __init__(self, sent: Mapping[Place, str], returned: Mapping[Place, str]) -> None:
        was, now = _unique(sent), _unique(returned)
        #: Place of each anchor as sent → its place now.
        self.anchors = {place: now[key] for key, place in was.items() if key in now}
        pairs = self.anchors.items()
        self.rows = _Axis((a[0], b[0]) for a, b in pairs)
        self.columns = _Axis((a[1], b[1]) for a, b in pairs)

    def place(self, place: Place) -> Place | None:
        """Where *place* lies now, None unless that is sure."""
        row, column = self.rows.now(place[0]), self.columns.now(place[1])
        if row is None or column is None or not (row.sure and column.sure):
            return self._below_its_heading(place) if self.rows.disordered else None
        return row.first, column.first

    def _below_its_heading(self, place: Place) -> Place | None:
        """Where headings have changed their order, a cell right below its heading goes with it."""
        heading = self.anchors.get((place[0] - 1, place[1]))
        return (heading[0] + 1, heading[1]) if heading else None

    def candidates(self, place: Place) -> list[Place]:
        """Every place that *place* may lie at now, at most a handful."""
        row, column = self.rows.now(place[0]), self.columns.now(place[1])
        if row is None or column is None:
            return []
        found = [
            (r, c)
            for r in range(row.first, row.last + 1)
            for c in range(column.first, column.last + 1)
        ]
        return found if len(found) <= 12 else []

    def about(self, place: Place) -> list[Place]:
        """Every place that *place* may lie at now, however far from the next text; itself without any."""
        row, column = self.rows.now(place[0], None), self.columns.now(place[1], None)
        rows = range(row.first, row.last + 1) if row else (place[0],)
        columns = range(column.first, column.last + 1) if column else (place[1],)
        return [(r, c) for r in rows for c in columns]


def _unique(texts: Mapping[Place, str]) -> dict[str, Place]:
    places: dict[str, list[Place]] = defaultdict(list)
    for place, text in texts.items():
        if key := match_key(text):
            places[key].append(place)
    return {key: found[0] for key, found in places.items() if len(found) == 1}


class _Axis:
    """Rows or columns: old position → new position, rising."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for was, now in pairs:
            votes[was][now] += 1
        agreed = {}
        for was in sorted(votes):
            (now, count), *rest = votes[was].most_common(2)
            if not rest or count > 2 * rest[0][1]:
                agreed[was] = (now, count)
        self._map = dict(_longest_rising([(was, now) for was, (now, _) in agreed.items()]))
        self._known = sorted(self._map)
        self.disordered = len(self._map) < len(agreed)
        #: Whether positions that several texts vouch for have changed their order.
        self.torn = any(count > 1 for was, (_, count) in agreed.items() if was not in self._map)

    def now(self, was: int, reach: int | None = _REACH) -> Span | None:
        """Where old position *was* lies now; beyond the last text not further than *reach* away."""
        if was in self._map:
            return Span(self._map[was], self._map[was], True)
        at = bisect_left(self._known, was)
        below = self._known[at - 1] if at else None
        above = self._known[at] if at < len(self._known) else None
        if below is None or above is None:
            near = below if below is not None else above
            if near is None or reach is not None and abs(was - near) > reach:
                return None
            now = was + self._map[near] - near
            return Span(now, now, False) if now > 0 else None
        low, high = sorted((was + self._map[below] - below, was + self._map[above] - above))
        return Span(low, high, low == high)


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second members rise."""
    best: list[list[tuple[int, int]]] = []
    for at, pair in enumerate(pairs):
        chains = [best[k] for k in range(at) if pairs[k][1] < pair[1]]
        best.append([*max(chains, key=len, default=[]), pair])
    return max(best, key=len, default=[])
