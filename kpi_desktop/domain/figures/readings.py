"""Readings: what stands in a cell for a figure, with its raw text always kept.

A reading is a figure (``1,027`` ``40.0`` ``2兆8,461``), a mark with a known meaning (集計中, －, 完了), a text
(認定, a whole sentence) or blank. ``Reading.display()`` prints it back as it was printed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from kpi_desktop.domain.figures.marks import Mark, mark_of
from kpi_desktop.domain.figures.units import SCALES, Unit


class ReadingKind(Enum):
    """What a reading is."""

    FIGURE = "数値"
    MARK = "記号"
    TEXT = "文字"
    BLANK = "空欄"


class Note(Enum):
    """How the raw text was normalised; each is reported, none is silent."""

    FULL_WIDTH = "全角の数字・記号を半角として読みました"
    SPACES = "空白を除いて読みました"
    UNIT_SUFFIX = "単位を除いて読みました"
    NEGATIVE_SIGN = "△・▲を負の数として読みました"
    APPROXIMATE = "「約」を除いて読みました"
    GROUPING = "桁区切りの位置が3桁ごとではありません"


_FIGURE = re.compile(
    r"(?P<approx>約)?(?P<sign>[+\-△▲])?"
    r"(?P<parts>(?:[0-9][0-9,]*(?:\.[0-9]+)?[兆億万])*)"
    r"(?P<tail>[0-9][0-9,]*(?:\.[0-9]+)?)?"
    r"(?P<suffix>[^0-9].*)?"
)
_PART = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)([兆億万])")
#: A unit begins with a letter or a sign of units; digits stand in it only as in 人/4年, kg/10a, m2.
_UNIT = re.compile(r"(?:[^\W\d_]|[%‰°/(])(?:[^\d]|(?<=/)\d+|(?<=m|O)[23](?!\d))*")
#: White space that people put into figures: around signs and units, and between groups of three digits.
_SPACED_DIGITS = re.compile(r"[0-9][ \u00a0\u3000]+[0-9]")
_SPACED_GROUPS = re.compile(r"[^0-9]*[0-9]{1,3}(?:[ \u00a0\u3000][0-9]{3})+(?![0-9]).*", re.S)
#: More lines behind a figure: another figure, or words on it.
_BROKEN_LINE = re.compile(r"[0-9]\s*\n")
#: Signs as they are printed.
_SIGNS = {"": "", "+": "", "-": "-", "△": "△", "▲": "△"}
#: Full-width signs as half-width ones. Nothing else is folded: ² ① ½ are no digits of a figure.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2212: 0x2D}
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


@dataclass(frozen=True)
class Reading:
    """実績値・目標値などの一つの欄。``value`` is in the unit of the series (億円, 件, %), None unless a figure.

    ``raw`` is the text exactly as it stood in its source; ``printed`` is that text without the things that
    normalising removes (spaces, unit, full width), so that ``40.0`` keeps its zero and ``2兆8,461`` its 兆.
    ``unit_text`` is a unit that was typed behind the figure, empty when there was none.
    """

    raw: str
    kind: ReadingKind
    printed: str = ""
    value: Decimal | None = None
    mark: Mark | None = None
    unit_text: str = ""
    notes: tuple[Note, ...] = ()

    def display(self) -> str:
        """The reading as it is printed."""
        return self.printed

    @property
    def is_figure(self) -> bool:
        """Whether it holds a number."""
        return self.value is not None

    @property
    def is_missing(self) -> bool:
        """Whether nothing is there at all; a mark such as － is something."""
        return self.kind is ReadingKind.BLANK

    @property
    def is_pending(self) -> bool:
        """集計中."""
        return self.mark is Mark.PENDING

    @property
    def decimals(self) -> int:
        """Printed decimals of a figure: 1 for ``40.0``."""
        return len(self.printed.partition(".")[2]) if self.is_figure else 0

    def same_as(self, other: Reading) -> bool:
        """Whether both say the same: equal figures, equal marks or equal texts, however spelt."""
        if self.kind is not other.kind:
            return False
        if self.is_figure:
            return self.value == other.value
        return self.mark == other.mark if self.mark else match_key(self.raw) == match_key(other.raw)


BLANK = Reading("", ReadingKind.BLANK)


def match_key(text: str) -> str:
    """*text* folded for comparison (NFKC, no white space). Never for printing."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def parse_reading(raw: str, unit: Unit | None = None) -> Reading:
    """Read *raw*. *unit* is the declared unit, which gives ``2兆8,461`` (億円) its scale.

    Never raises: what is neither a figure nor a known mark is a TEXT reading, whole.
    """
    text = raw.strip()
    if not text:
        return Reading(raw, ReadingKind.BLANK)
    mark = mark_of(match_key(text))
    if mark is not None:
        return Reading(raw, ReadingKind.MARK, text, mark=mark)
    return _parse_figure(raw, text, unit or Unit()) or Reading(raw, ReadingKind.TEXT, text)


def _parse_figure(raw: str, text: str, unit: Unit) -> Reading | None:
    match = _figure_in(text.translate(_HALF_WIDTH))
    pieces = _pieces(match, unit) if match else None
    if match is None or pieces is None:
        return None
    parts, tail, suffix = pieces
    value = _sum_parts(parts, tail, Unit(suffix) if suffix else unit)
    if value is None:
        return None
    sign = _SIGNS[match["sign"] or ""]
    return Reading(
        raw,
        ReadingKind.FIGURE,
        sign + parts + tail,
        -value if sign else value,
        unit_text=suffix,
        notes=_notes(text, match, tail, parts, suffix),
    )


def _figure_in(plain: str) -> re.Match[str] | None:
    """The pieces of a figure; None when digits are missing, or stand apart in a way that no figure has."""
    if _SPACED_DIGITS.search(plain) and not _SPACED_GROUPS.fullmatch(plain):
        return None
    if _BROKEN_LINE.search(plain):
        return None
    match = _FIGURE.fullmatch("".join(plain.split()))
    return match if match and (match["parts"] or match["tail"]) else None


def _pieces(match: re.Match[str], unit: Unit) -> tuple[str, str, str] | None:
    """Parts with a scale, what follows them, and the unit; None when what stands there is no unit."""
    parts, tail = match["parts"], match["tail"] or ""
    suffix = unicodedata.normalize("NFKC", match["suffix"] or "")
    if suffix and not _UNIT.fullmatch(suffix):
        return None
    if not tail and suffix and not unit.accepts(suffix):
        # 3兆4,785億円 in 億円: the last scale character belongs to the unit; 1万人 in 人: it does not
        return _give_scale_to_unit(parts, suffix)
    return parts, tail, suffix


def _give_scale_to_unit(parts: str, suffix: str) -> tuple[str, str, str]:
    *leading, (digits, scale) = _PART.findall(parts)
    return "".join(d + s for d, s in leading), digits, scale + suffix


def _sum_parts(parts: str, tail: str, unit: Unit) -> Decimal | None:
    total = _decimal(tail) if tail else Decimal(0)
    previous = 99
    for digits, scale in _PART.findall(parts):
        power = SCALES[scale]
        if power >= previous:
            return None
        previous = power
        total += _decimal(digits).scaleb(power - unit.scale)
    return total


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _notes(text: str, match: re.Match[str], tail: str, parts: str, suffix: str) -> tuple[Note, ...]:
    found = []
    if any(unicodedata.east_asian_width(char) == "F" for char in text):
        found.append(Note.FULL_WIDTH)
    if any(char.isspace() for char in text):
        found.append(Note.SPACES)
    if suffix:
        found.append(Note.UNIT_SUFFIX)
    if match["sign"] in ("△", "▲"):
        found.append(Note.NEGATIVE_SIGN)
    if match["approx"]:
        found.append(Note.APPROXIMATE)
    digits = [tail, *(piece for piece, _ in _PART.findall(parts))]
    if any("," in piece and not _GROUPED.fullmatch(piece) for piece in digits):
        found.append(Note.GROUPING)
    return tuple(found)


def printed_number(value: Decimal, decimals: int, grouped: bool = True) -> str:
    """*value* as it is printed: grouped by thousands, at least *decimals* places, none lost."""
    own = max(0, -int(value.normalize().as_tuple().exponent))
    return f"{value:{',' if grouped else ''}.{max(decimals, own)}f}"
