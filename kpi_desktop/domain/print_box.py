"""How much text a printed box holds: measured from font metrics, the same for the form and for the rules.

Japanese body text is set in a fixed pitch: a full-width character is as wide as its font size, a
half-width one half of that. Lengths are points; widths of text count full-width characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

#: Font sizes of the narrative boxes, in points: the first at which all texts fit is taken.
FONT_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
#: Height of a line in font sizes, as Excel and LibreOffice set ＭＳ 明朝 and ＭＳ ゴシック.
LINE_FACTOR = 1.27
#: Room that a cell keeps free inside its borders, left and right together, above and below together.
SIDE_PADDING, END_PADDING = 6.0, 4.0
#: The three boxes of the shipped form with one series row, side to side and taken together.
STANDARD_WIDTH, STANDARD_HEIGHT, STANDARD_ROW = 516.0, 400.0, 22.0
#: Longest text of one box that is promised to print whole, in characters.
PROMISED_LENGTH = 1500
#: What each box gets of the room that is left over: 取組状況, 課題等, 今後の方向性.
SHARES = (4, 3, 3)

_NOT_AT_START = frozenset(
    "、。，．・：；？！゛゜´｀¨々ー―‐」』）〕］｝〉》】、。)]},.:;?!%％℃°’”ゝゞヽヾぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_UNBROKEN = re.compile(r"[0-9A-Za-z.,%+\-/:@_]+|.", re.DOTALL)


def text_width(text: str) -> float:
    """Width of one line of *text* in full-width characters."""
    return sum(_char_width(char) for char in text)


@cache
def _char_width(char: str) -> float:
    if char.isascii():
        return 0.5
    return 0.5 if unicodedata.east_asian_width(char) in ("H", "Na", "N") else 1.0


def lines_needed(text: str, columns: float) -> int:
    """Lines that *text* takes when a line holds *columns* full-width characters; 0 for no text."""
    if not text:
        return 0
    return sum(_paragraph(line, max(columns, 1.0)) for line in text.split("\n"))


def _paragraph(text: str, columns: float) -> int:
    lines, used, last = 1, 0.0, 0.0
    for piece in _pieces(text, columns):
        width = _char_width(piece) if len(piece) == 1 else text_width(piece)
        if used + width > columns + 1e-6:
            lines += 1
            # a closing mark never starts a line: it takes the character before it along
            used = last + width if piece in _NOT_AT_START else width
        else:
            used += width
        last = width
    return lines


def _pieces(text: str, columns: float) -> Iterator[str]:
    """Single characters, and runs of Latin letters and figures that are broken only when too long."""
    for match in _UNBROKEN.finditer(text):
        piece = match[0]
        if len(piece) == 1 or text_width(piece) <= columns:
            yield piece
        else:
            yield from piece


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


def box_capacity(height: float, width: float, font_size: float) -> int:
    """Full-width characters that a box prints whole, when its lines are full."""
    return int(box_columns(width, font_size)) * box_lines(height, font_size)


def fit_boxes(
    texts: Sequence[str],
    height: float = STANDARD_HEIGHT,
    width: float = STANDARD_WIDTH,
    sizes: Sequence[float] = FONT_SIZES,
    line_factor: float = LINE_FACTOR,
) -> BoxFit:
    """Share *height* among the boxes of *texts* at the largest size at which every text prints whole.

    An empty box gets a few lines to write in. When even the smallest size is too large, the boxes get the
    height that they need (the page is then printed smaller) and ``fits`` is False.
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
    return tuple(
        max(lines_needed(text, columns), 3) * size * line_factor + END_PADDING for text in texts
    )


def _shared(needs: Sequence[float], height: float) -> tuple[float, ...]:
    """The usual shares when they are enough, else what each needs and the rest in those shares."""
    shares = [SHARES[index % len(SHARES)] for index in range(len(needs))]
    usual = [height * share / sum(shares) for share in shares]
    if all(need <= given for need, given in zip(needs, usual)):
        return tuple(usual)
    spare = height - sum(needs)
    return tuple(need + spare * share / sum(shares) for need, share in zip(needs, shares))


def prints_whole(texts: Sequence[str], series_rows: int = 1) -> bool:
    """Whether the three narratives print whole on the shipped form at its smallest font size."""
    return fit_boxes(texts, STANDARD_HEIGHT - STANDARD_ROW * (series_rows - 1)).fits
