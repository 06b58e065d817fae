"""Claims held against the series: equal within printed rounding, arithmetic right, sign right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from kpi_desktop.domain.fiscal import FiscalYear
from kpi_desktop.domain.indicator import Basis
from kpi_desktop.rules.case import IndicatorCase, Nature, Row
from kpi_desktop.rules.narrative_figures.anchors import Anchor, Point
from kpi_desktop.rules.narrative_figures.claims import Claim, Context, Kind, SentenceReader
from kpi_desktop.rules.narrative_figures.numbers import Number
from kpi_desktop.rules.narrative_figures.sentences import fold, sentences
from kpi_desktop.rules.narrative_figures.subjects import About, subject_of

#: From this many digits on, a figure that equals another one of the form is taken to mean that one.
TELLING_DIGITS = 2
#: From this many digits on, a figure that differs from the right one in a single digit is a slip.
SLIP_DIGITS = 4
#: A figure more than so many times larger or smaller than the right one is of another thing.
TIMES = 10


@dataclass(frozen=True)
class Doubt:
    """A claim that does not agree. ``expected`` in words; ``fields`` are the cells it was held against."""

    claim: Claim
    expected: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A figure of the form in base units, with the field it stands in."""

    value: Decimal
    field: str
    shown: str


_COUNTED = re.compile(r"(?<![一-龥ァ-ヶー])([一-龥ァ-ヶー]{2,4})数$")
_SCALES = (
    ("百万", 6),
    ("千万", 7),
    ("十億", 9),
    ("兆", 12),
    ("億", 8),
    ("万", 4),
    ("千", 3),
)
_SPELLINGS = {
    "人": ("人", "名"),
    "カ所": ("カ所", "か所", "ヶ所", "ケ所", "箇所", "ヵ所"),
    "ha": ("ha", "ヘクタール"),
    "t": ("t", "トン"),
    "km": ("km", "キロメートル", "キロ"),
    "m3": ("m3", "立方メートル"),
    "%": ("%", "パーセント"),
    "企業・団体等": ("企業・団体等", "企業・団体", "団体"),
    "台/日": ("台/日", "台"),
}


def spellings(row: Row) -> tuple[str, ...]:
    """The unit of a series as narratives write it: 件 for 件/年, kg for kg/10a/年; scale left out.

    A series without a unit has the empty one.
    """
    text = fold(row.sent.unit.text)
    bare = text.partition("/")[0].removeprefix(_scale(text)[0])
    return _SPELLINGS.get(text) or _SPELLINGS.get(bare) or (bare,)


def _counter(name: str) -> tuple[str, ...]:
    """What an indicator counts, as sentences count it too: 業務 of 効率化した業務数, whose unit is 件."""
    found = _COUNTED.search(fold(name).partition("(")[0])
    return (found[1],) if found else ()


def _scale(unit: str) -> tuple[str, int]:
    """The characters of scale that a unit starts with, and their power of ten: 百万 of 百万円, 千 of 千人."""
    return next((one for one in _SCALES if unit.startswith(one[0])), ("", 0))


def doubts(case: IndicatorCase) -> Iterator[Doubt]:
    """Every claim of the narratives that the figures contradict."""
    book = Book(case)
    if not book.rows:
        return
    for claim in claims_of(case, book):
        found = book.judge(claim)
        if found is not None:
            yield found


def claims_of(case: IndicatorCase, book: Book | None = None) -> Iterator[Claim]:
    """Every claim that the narratives make of the indicator, right or wrong."""
    book = book or Book(case)
    subject = subject_of(case)
    for box, text in case.narratives.items():
        context, paragraph = Context(), -1
        for sentence in sentences(box, text):
            if sentence.paragraph != paragraph:
                context, paragraph = Context(), sentence.paragraph
            reading = SentenceReader(sentence, subject, book.units, case.evaluation_year, context)
            yield from reading.claims()
            context = reading.after()


class Book:
    """The figures of one form, as a narrative may refer to them."""

    def __init__(self, case: IndicatorCase) -> None:
        self.case = case
        self.rows = [row for row in case.rows if row.nature is Nature.FIGURE]
        self.counter = _counter(case.indicator.name)
        units = [one for row in self.rows for one in spellings(row)]
        self.units = tuple(dict.fromkeys([*units, *self.counter]))

    def judge(self, claim: Claim) -> Doubt | None:
        """The doubt that a claim raises, None when it agrees or when it cannot be told."""
        match claim.kind:
            case Kind.VALUE:
                return self._judge_value(claim)
            case Kind.THRESHOLD:
                return self._judge_threshold(claim)
            case Kind.TOTAL:
                return self._judge_total(claim)
            case _:
                return self._judge_relation(claim)

    def _candidates(self, claim: Claim) -> list[Row]:
        unit = claim.number.unit
        fits = [row for row in self.rows if not unit or unit in (*spellings(row), *self.counter)]
        if self._says_total(claim):
            fits = [row for row in fits if row.basis is Basis.CUMULATIVE] or fits
        return fits or self.rows

    def _says_total(self, claim: Claim) -> bool:
        start = claim.number.start
        return "累計" in claim.sentence.text[max(0, start - 6) : start]

    def figures(self, row: Row, point: Anchor, at: FiscalYear | None = None) -> list[Figure]:
        """What stands at a point; several when a year is both baseline and column."""
        scale = _scale(fold(row.sent.unit.text))[1]
        if point.point is Point.TARGET:
            found = [(row.sent.target, f"系列{row.position}_目標")]
        elif point.point is Point.BASELINE:
            found = [(row.sent.baseline, f"系列{row.position}_策定時")]
        else:
            now = at or self.case.evaluation_year
            found = []
            for year in _years(point, now):
                found += [(row.actual(year), row.fields[year])] if year in row.fields else []
                if year == row.sent.baseline_year:
                    found.append((row.sent.baseline, f"系列{row.position}_策定時"))
        return [
            Figure(reading.value.scaleb(scale), field, reading.display())
            for reading, field in found
            if reading.value is not None
        ]

    def _everything(self) -> Iterator[Figure]:
        for row in self.rows:
            for year in row.fields:
                yield from self.figures(row, Anchor(0, 0, Point.YEAR, year))
            yield from self.figures(row, Anchor(0, 0, Point.BASELINE))
            yield from self.figures(row, Anchor(0, 0, Point.TARGET))

    def _judge_value(self, claim: Claim) -> Doubt | None:
        number = claim.number
        known = [each for row in self._candidates(claim) for each in self.figures(row, claim.at)]
        if not known or any(agrees(number, each.value) for each in known):
            return None
        slip = any(is_slip(number, each.value) for each in known)
        if claim.about is About.OPEN and self._says_total(claim):
            slip = any(is_slip(number, each.value, SLIP_DIGITS - 1) for each in known)
        if claim.about is About.CHANGE or claim.about is About.OTHER and not (slip and claim.near):
            return None
        if not slip and not (claim.near and _alike(number, known)):
            return None
        if claim.at.point is Point.TARGET and not slip and self._some_lack_target(claim):
            return None
        if not claim.sure and not any(is_mistyped(number, each.value) for each in known):
            return None
        sure = claim.near and claim.at.point in (Point.TARGET, Point.BASELINE)
        if not sure and any(agrees(number, each.value) for each in self._everything()):
            return None
        return Doubt(claim, "・".join(each.shown for each in known), _fields(known))

    def _some_lack_target(self, claim: Claim) -> bool:
        """Whether the target may be that of a series for which the form has none, unless a digit is wrong."""
        rows = self._candidates(claim)
        known = [each for row in rows for each in self.figures(row, claim.at)]
        return len(known) < len(rows) and not any(
            is_slip(claim.number, each.value, TELLING_DIGITS) for each in known
        )

    def _judge_threshold(self, claim: Claim) -> Doubt | None:
        if claim.about is not About.INDICATOR:
            return None
        known = [each for row in self._candidates(claim) for each in self.figures(row, claim.at)]
        over = [each.value > claim.number.value for each in known]
        if not known or any(one is (claim.direction > 0) for one in over):
            return None
        if any(each.value == claim.number.value for each in known):
            return None
        return Doubt(claim, "・".join(each.shown for each in known), _fields(known))

    def _judge_total(self, claim: Claim) -> Doubt | None:
        if claim.about is not About.INDICATOR or claim.since is None or claim.at.year is None:
            return None
        known = []
        for row in self._candidates(claim):
            years = [one for one in row.fields if claim.since <= one <= claim.at.year]
            figures = [each for one in years for each in self.figures(row, _year(one))[:1]]
            if len(figures) == len(years) > 1:
                total = sum((each.value for each in figures), Decimal(0))
                shown = f"{total.scaleb(-_scale(fold(row.sent.unit.text))[1]):,f}"
                known.append(Figure(total, figures[-1].field, shown))
                known.append(figures[-1])
        if not known or any(agrees(claim.number, each.value) for each in known):
            return None
        return Doubt(claim, known[0].shown, _fields(known))

    def _judge_relation(self, claim: Claim) -> Doubt | None:
        if claim.base is None or claim.about is About.OTHER:
            return None
        known = []
        for row in self._candidates(claim) if claim.kind is Kind.CHANGE else self.rows:
            for now in self.figures(row, claim.at):
                for before in self.figures(row, claim.base, claim.at.year):
                    if now.field != before.field:
                        known.append((now, before))
        if not known or any(self._relates(claim, *one) for one in known):
            return None
        if claim.progress and any(self._is_on_the_way(claim, row) for row in self.rows):
            return None
        if claim.number.digits > TELLING_DIGITS and self._explained(claim):
            return None
        if not claim.sure and not any(_is_nearly(claim, *one) for one in known):
            return None
        words = "、".join(_relation(claim, *one) for one in known)
        return Doubt(claim, words, _fields([each for one in known for each in one]))

    def _relates(self, claim: Claim, now: Figure, before: Figure) -> bool:
        number, change = claim.number, now.value - before.value
        signs = change * claim.direction >= 0
        percent = change / before.value * 100 if before.value else None
        share = now.value / before.value if before.value else None
        if claim.kind is Kind.CHANGE:
            right = agrees(number, abs(change))
            if number.unit == "%" and percent is not None:
                right = right or agrees(number, abs(percent))
            return right and (signs or claim.base is not None and claim.base.point is Point.TARGET)
        if claim.kind is Kind.PERCENT:
            return (
                percent is None
                or (agrees(number, abs(percent)) and signs)
                or _is_share(number, share)
            )
        if share is None:
            return True
        if number.unit == "倍":
            over = claim.direction > 0 and share >= number.value
            return over or agrees(number, share)
        return agrees(number, share * 100) or agrees(number, abs(share * 100 - 100))

    def _is_on_the_way(self, claim: Claim, row: Row) -> bool:
        """Whether the percentage is the share of the way from 策定時 to 目標."""
        for now in self.figures(row, claim.at):
            for first in self.figures(row, Anchor(0, 0, Point.BASELINE)):
                for goal in self.figures(row, Anchor(0, 0, Point.TARGET)):
                    way = goal.value - first.value
                    if way and agrees(claim.number, (now.value - first.value) / way * 100):
                        return True
        return False

    def _explained(self, claim: Claim) -> bool:
        """Whether another pair of points gives just this figure: then the sentence was misread."""
        for row in self.rows:
            times = self.figures(row, Anchor(0, 0, Point.BASELINE))
            times += [each for year in row.fields for each in self.figures(row, _year(year))[:1]]
            pairs = list(combinations(reversed(times), 2)) if not claim.progress else []
            goal = self.figures(row, Anchor(0, 0, Point.TARGET))
            pairs += [(now, before) for now in times for before in goal]
            if any(self._relates(claim, *pair) for pair in pairs):
                return True
        return False


def _years(point: Anchor, now: FiscalYear) -> tuple[FiscalYear, ...]:
    """The years that a point may mean: ４年間で is measured from four years ago, or within four years."""
    if point.point is Point.AGO:
        return (now.plus(-point.span),)
    if point.span > 1:
        return now.plus(-point.span), now.plus(1 - point.span)
    return (point.year or now.plus(-1),)


def _year(year: FiscalYear) -> Anchor:
    return Anchor(0, 0, Point.YEAR, year)


def _is_share(number: Number, share: Decimal | None) -> bool:
    return share is not None and number.value >= 50 and agrees(number, share * 100)


def _fields(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.field for one in figures))


def agrees(number: Number, true: Decimal) -> bool:
    """Whether the printed *number* can stand for *true*: rounded, cut off, or, with 約, roughly."""
    typed, right = abs(number.value), abs(true)
    gap, ulp = abs(typed - right), number.ulp
    if gap <= ulp / 2 or (gap < ulp and typed < right and number.digits > 1):
        return True
    if number.beyond and 0 <= (right - typed) * number.beyond < rough_place(number):
        return True
    return number.about and gap <= min(rough_place(number), typed / 20)


def rough_place(number: Number) -> Decimal:
    """The place of the last digit that is not zero: 1,000 for 2,000."""
    place, value = number.ulp, abs(number.value)
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def is_slip(number: Number, true: Decimal, digits: int = SLIP_DIGITS) -> bool:
    """Whether a figure of so many *digits* or more differs from *true* in one digit only."""
    typed, right = str(abs(number.value).quantize(number.ulp)), str(abs(true).quantize(number.ulp))
    if number.ulp > 1:
        typed, right = str(int(number.value / number.ulp)), str(int(true / number.ulp))
    wrong = sum(a != b for a, b in zip(typed, right, strict=False))
    return number.digits >= digits and len(typed) == len(right) and wrong == 1


def is_mistyped(number: Number, true: Decimal) -> bool:
    """Whether one wrong digit, here or in a cell, or two digits in each other's place explain a figure."""
    typed = abs(number.value) / number.ulp
    return any(
        len(str(abs(int(typed) - right)).strip("0")) == 1
        or sorted(str(int(typed))) == sorted(str(right))
        for right in {int(abs(true) / number.ulp), round(abs(true) / number.ulp)}
    )


def _is_nearly(claim: Claim, now: Figure, before: Figure) -> bool:
    """Whether a relation would be right but for its direction or one digit."""
    change, number = abs(now.value - before.value), claim.number
    right = [change] if claim.kind is Kind.CHANGE else []
    if before.value and claim.kind is not Kind.RATIO:
        right.append(abs(change / before.value * 100))
    if before.value and claim.kind is not Kind.CHANGE:
        right.append(abs(now.value / before.value) * (1 if number.unit == "倍" else 100))
    return any(agrees(number, one) or is_mistyped(number, one) for one in right)


def _alike(number: Number, known: Sequence[Figure]) -> bool:
    """Whether a figure is of the order of what it is held against, as it is when one digit is wrong."""
    return any(
        each.value / TIMES <= number.value <= max(each.value * TIMES, Decimal(9)) for each in known
    )


def _relation(claim: Claim, now: Figure, before: Figure) -> str:
    change = now.value - before.value
    if claim.kind is Kind.CHANGE:
        return f"{now.shown}－{before.shown}＝{_sum(now, before)}"
    if not before.value:
        return f"{before.shown}に対して{now.shown}"
    percent = change / before.value * 100
    if claim.kind is Kind.PERCENT:
        return f"{before.shown}から{now.shown}で{percent:+.1f}％"
    share = now.value / before.value
    words = f"{share:.2f}倍" if claim.number.unit == "倍" else f"{share * 100:.1f}％"
    return f"{before.shown}に対して{now.shown}で{words}"


def _sum(now: Figure, before: Figure) -> str:
    change = now.value - before.value
    return f"{change.normalize():+,f}"
