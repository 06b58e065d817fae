"""How much text a printed box holds: measured from font metrics, the same for the form and for the rules.

Japanese body text is set in a fixed pitch: a full-width character is as wide as its font size, a
half-width one half of that. Lengths are points; widths of text count full-width characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kpi_desktop.domain.forms.form import NARRATIVE_FIELDS, FormSheet

#: Font sizes of the narrative boxes, in points: the first at which all texts fit is taken.
FONT_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
#: Height of a line in font sizes, as Excel and LibreOffice set ＭＳ 明朝 and ＭＳ ゴシック.
LINE_FACTOR = 1.27
#: Room that a cell keeps free inside its borders, left and right together, above and below together.
SIDE_PADDING, END_PADDING = 6.0, 4.0
#: Font size of an empty box: what a department types is printed in it, the box as high as it was sent.
WRITING_SIZE = 8.0
#: The three boxes of the shipped form with one series row, no note and a chart: side to side, and together.
STANDARD_WIDTH, STANDARD_HEIGHT = 505.9, 362.4
#: What one more series row and a note take of that, and what a form without a chart has more.
SERIES_ROW, NOTE_ROW, CHART_ROOM = 24.0, 12.75, 183.75
#: Text of each box that a finished form is promised to print whole, in characters.
PROMISED_LENGTH = 1500
#: Lines that a box has at least: on a form with texts, and on one that is to be filled in.
_LEAST_LINES, _LINES_TO_WRITE = 3, 6
#: What each box gets of the room that is left over: 取組状況, 課題等, 今後の方向性.
SHARES = (12, 11, 11)

_NOT_AT_START = frozenset(
    "、。，．・：；？！゛゜´｀¨々ー―‐」』）〕］｝〉》】、。)]},.:;?!%％℃°’”ゝゞヽヾぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_UNBROKEN = re.compile(r"[0-9A-Za-z.,%+\-/:@_]+|.", re.DOTALL)


class _Widths(dict[str, float]):
    """Character → its width, looked up once."""

    def __missing__(self, char: str) -> float:
        narrow = char.isascii() or unicodedata.east_asian_width(char) in ("H", "Na", "N")
        width = self[char] = 0.5 if narrow else 1.0
        return width


_width_of = _Widths().__getitem__


def text_width(text: str) -> float:
    """Width of one line of *text* in full-width characters."""
    return sum(map(_width_of, text))


def lines_needed(text: str, columns: float) -> int:
    """Lines that *text* takes when a line holds *columns* full-width characters; 0 for no text."""
    if not text:
        return 0
    return sum(_paragraph(line, max(columns, 1.0)) for line in text.split("\n"))


def _paragraph(text: str, columns: float) -> int:
    if text_width(text) <= columns:
        return 1
    lines, used, last = 1, 0.0, 0.0
    for piece in _pieces(text, columns):
        width = _width_of(piece) if len(piece) == 1 else len(piece) / 2
        if used + width > columns + 1e-6:
            lines += 1
            # a closing mark never starts a line: it takes the character before it along
            used = last + width if piece in _NOT_AT_START else width
        else:
            used += width
        last = width
    return lines


def _pieces(text: str, columns: float) -> list[str]:
    """Single characters, and runs of Latin letters and figures that are broken only when too long."""
    pieces: list[str] = _UNBROKEN.findall(text)
    if all(len(piece) / 2 <= columns for piece in pieces):
        return pieces
    return [part for piece in pieces for part in (piece if len(piece) / 2 > columns else (piece,))]


@dataclass(frozen=True)
class BoxFit:
    """Font size in points, height of each box in points, and whether all that fits into the room given."""

    font_size: float
    heights: tuple[float, ...]
    fits: bool


def box_columns(width: float, font_size: float) -> float:
    """Full-width characters in a line of a box *width* points wide."""
    return int((width - SIDE_PADDING) / font_size * 2) / 2


def box_lines(height: float, font_size: float, line_factor: float = LINE_FACTOR) -> int:
    """Lines that a box *height* points high shows whole."""
    return max(0, int((height - END_PADDING) / (font_size * line_factor) + 1e-6))


def fit_boxes(
    texts: Sequence[str],
    height: float = STANDARD_HEIGHT,
    width: float = STANDARD_WIDTH,
    sizes: Sequence[float] = FONT_SIZES,
    line_factor: float = LINE_FACTOR,
) -> BoxFit:
    """Share *height* among the boxes of *texts* at the largest size at which every text prints whole.

    An empty box gets a few lines, and some more when there is no text at all: people are to write in it.
    When even the smallest size is too large, the boxes get the height that they need (the page is then
    printed smaller) and ``fits`` is False.
    """
    for size in sizes:
        needs = _needs(texts, width, size, line_factor)
        spare = height - sum(needs)
        if spare >= 0:
            return BoxFit(size, _shared(needs, height), True)
    return BoxFit(size, tuple(needs), False)


def _needs(
    texts: Sequence[str], width: float, size: float, line_factor: float
) -> tuple[float, ...]:
    columns = box_columns(width, size)
    least = _LEAST_LINES if any(texts) else _LINES_TO_WRITE
    return tuple(
        max(lines_needed(text, columns), least) * size * line_factor + END_PADDING for text in texts
    )


def _shared(needs: Sequence[float], height: float) -> tuple[float, ...]:
    """The usual shares when they are enough, else what each needs and the rest in those shares."""
    shares = [SHARES[index % len(SHARES)] for index in range(len(needs))]
    usual = [height * share / sum(shares) for share in shares]
    if all(need <= given for need, given in zip(needs, usual)):
        return tuple(usual)
    spare = height - sum(needs)
    return tuple(need + spare * share / sum(shares) for need, share in zip(needs, shares))


@dataclass(frozen=True)
class BoxRoom:
    """A box as it was sent: full-width characters a line, and lines."""

    columns: int
    lines: int

    @property
    def capacity(self) -> int:
        """Full-width characters that it prints whole, when its lines are full."""
        return self.columns * self.lines

    def holds(self, text: str) -> bool:
        """Whether *text* prints whole in it."""
        return lines_needed(text, self.columns) <= self.lines


def rooms_of(
    fit: BoxFit, width: float = STANDARD_WIDTH, line_factor: float = LINE_FACTOR
) -> tuple[BoxRoom, ...]:
    """The room of each box of *fit*."""
    columns = int(box_columns(width, fit.font_size))
    return tuple(
        BoxRoom(columns, box_lines(height, fit.font_size, line_factor)) for height in fit.heights
    )


@cache
def rooms_as_sent(
    series_rows: int = 1, has_note: bool = False, has_chart: bool = True
) -> tuple[BoxRoom, ...]:
    """The empty boxes of the shipped form; the stamper sets them the same (a test compares)."""
    height = STANDARD_HEIGHT - SERIES_ROW * (series_rows - 1)
    height += (0.0 if has_chart else CHART_ROOM) - (NOTE_ROW if has_note else 0.0)
    return rooms_of(fit_boxes(("", "", ""), height, sizes=(WRITING_SIZE,)))


def box_rooms(sheet: FormSheet) -> dict[str, BoxRoom]:
    """Narrative → its box on *sheet* as sent."""
    rooms = rooms_as_sent(len(sheet.rows), bool(sheet.name_note), sheet.has_chart)
    return dict(zip(NARRATIVE_FIELDS, rooms, strict=True))
