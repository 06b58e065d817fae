"""Row heights and page breaks of printed tables: no text cut, no indicator torn across pages."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_desktop.domain.print_box import END_PADDING, LINE_FACTOR, box_columns, lines_needed

FONT_SIZE = 10
#: Points: the least row, Excel's highest row, and what is used of A4 landscape inside the margins
#: (784 × 501; columns come out up to a twentieth wider where the fonts differ).
LEAST, HIGHEST = 16.0, 409.0
PAGE_WIDTH, PAGE_HEIGHT = 735.0, 480.0
#: Share of a page that must be full before a new chapter starts on a page of its own.
_FULL_ENOUGH = 0.6


def points(width: float) -> float:
    """Width in points of a column that is *width* characters wide."""
    return (width * 7 + 5) * 0.75


def row_height(texts: Sequence[tuple[str, float]]) -> float:
    """Height in points at which every text shows whole; *texts* with their column widths."""
    lines = max(
        (lines_needed(text, box_columns(points(width), FONT_SIZE)) for text, width in texts),
        default=1,
    )
    return min(HIGHEST, max(LEAST, lines * FONT_SIZE * LINE_FACTOR + END_PADDING))


def print_scale(widths: Sequence[float]) -> int:
    """Scale in percent at which columns of these widths are as wide as a page."""
    return max(10, min(100, int(PAGE_WIDTH / sum(map(points, widths)) * 100)))


def page_breaks(
    heights: Sequence[float], groups: Sequence[tuple[str, str]], scale: int, header: float
) -> list[int]:
    """Rows (the header row is row 1) after which a page ends.

    *groups* names the chapter and the block of every row: a block stays on one page, a chapter begins
    a new page when the page at hand is full enough.
    """
    room = PAGE_HEIGHT / scale * 100 - header
    breaks: list[int] = []
    used = 0.0
    for row, height in enumerate(heights):
        begins = row == 0 or groups[row] != groups[row - 1]
        if begins and row:
            block = sum(
                one for one, group in zip(heights[row:], groups[row:]) if group == groups[row]
            )
            chapter = groups[row][0] != groups[row - 1][0]
            if used + block > room or (chapter and used > room * _FULL_ENOUGH):
                breaks.append(row + 1)
                used = 0.0
        used += height
    return breaks
