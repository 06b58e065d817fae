"""Row heights and page breaks of printed tables: no text cut, no indicator torn across pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpi_desktop.domain.forms.print_box import END_PADDING, LINE_FACTOR, box_columns, lines_needed

FONT_SIZE = 10
#: Points: the least row, and Excel's highest row.
LEAST, HIGHEST = 16.0, 409.0
#: Share of a page that must be full before a new chapter starts on a page of its own.
_FULL_ENOUGH = 0.6


@lru_cache(maxsize=10_000)
def _lines(text: str, width: float) -> int:
    """Lines of *text* in a column of that width; names come again in every row."""
    return lines_needed(text, box_columns(points(width), FONT_SIZE))


@dataclass(frozen=True)
class Paper:
    """Paper in landscape: Excel's code, and the points that are used inside the margins."""

    code: int
    width: float
    height: float


#: Of 784 × 501 and 1133 × 748 points: columns come out up to a sixteenth wider where the fonts differ.
A4, A3 = Paper(9, 735.0, 480.0), Paper(8, 1055.0, 715.0)
#: Below this scale in percent a table on A4 can no longer be read.
_READABLE = 60


def points(width: float) -> float:
    """Width in points of a column that is *width* characters wide."""
    return (width * 7 + 5) * 0.75


def row_height(texts: Sequence[tuple[str, float]]) -> float:
    """Height in points at which every text shows whole; *texts* with their column widths."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return min(HIGHEST, max(LEAST, lines * FONT_SIZE * LINE_FACTOR + END_PADDING))


def paper_for(widths: Sequence[float]) -> Paper:
    """A4, or A3 where columns of these widths would come out too small to read."""
    return A4 if print_scale(widths) >= _READABLE else A3


def print_scale(widths: Sequence[float], paper: Paper = A4) -> int:
    """Scale in percent at which columns of these widths are as wide as a page."""
    return max(10, min(100, int(paper.width / sum(map(points, widths)) * 100)))


def page_breaks(
    heights: Sequence[float],
    groups: Sequence[tuple[str, str]],
    scale: int,
    header: float,
    paper: Paper = A4,
) -> list[int]:
    """Rows (the header row is row 1) after which a page ends.

    *groups* names the chapter and the block of every row: a block stays on one page, a chapter begins
    a new page when the page at hand is full enough.
    """
    room = paper.height / scale * 100 - header
    breaks: list[int] = []
    used = 0.0
    for row, height in enumerate(heights):
        begins = row == 0 or groups[row] != groups[row - 1]
        if begins and row:
            block = sum(heights[at] for at in _block(groups, row))
            chapter = groups[row][0] != groups[row - 1][0]
            if used + block > room or (chapter and used > room * _FULL_ENOUGH):
                breaks.append(row + 1)
                used = 0.0
        used += height
    return breaks


def _block(groups: Sequence[tuple[str, str]], first: int) -> range:
    """The rows from *first* that belong together."""
    last = first
    while last < len(groups) and groups[last] == groups[first]:
        last += 1
    return range(first, last)
