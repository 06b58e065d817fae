"""Claims held against the figures of the form: what stands, what differs, and what cannot be decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import combinations

from kpi_desktop.rules.case import IndicatorCase, Row
from kpi_desktop.rules.narrative_figures.agreement import (
    SLIP_DIGITS,
    agrees,
    is_alike,
    is_mistyped,
    is_slip,
)
from kpi_desktop.rules.narrative_figures.claims import Claim, Kind
from kpi_desktop.rules.narrative_figures.form_figures import Figure, FormFigures
from kpi_desktop.rules.narrative_figures.mentions import Context, ParsedSentence
from kpi_desktop.rules.narrative_figures.points_in_time import BASELINE, TARGET, Point
from kpi_desktop.rules.narrative_figures.relations import Relation
from kpi_desktop.rules.narrative_figures.sentences import sentences
from kpi_desktop.rules.narrative_figures.subjects import About, subject_of
from kpi_desktop.rules.narrative_figures.wordings import claims_in

#: From this many digits on, a figure that equals another one of the form is taken to mean that one.
_TELLING_DIGITS = 2


class Verdict(Enum):
    """What has come of holding a claim against the form."""

    AGREES = "合う"
    DIFFERS = "合わない"
    UNDECIDED = "判断しない"


class Reason(Enum):
    """Why a claim got its verdict, in words for whoever asks."""

    AGREES = "欄の値と合います"
    DIFFERS = "欄の値と合いません"
    NO_FIGURE = "比べる値が欄にありません"
    OTHER_THING = "別のものの数値として読みました"
    MOVEMENT = "増減についての文として読みました"
    TOO_FAR_OFF = "欄の値とかけ離れ、別の数値として読みました"
    TARGET_OF_ANOTHER = "欄に目標のない系列の目標かもしれません"
    NO_SLIP = "指標の数値と言い切れず、書き誤りとも考えられません"
    ANOTHER_FIGURE = "ほかの欄の値と合います"
    JUST_REACHED = "欄の値とちょうど同じです"
    NO_BASE = "何と比べた数値か分かりません"
    PROGRESS = "策定時から目標までの進み具合と合います"
    OTHER_POINTS = "ほかの年度と比べた数値と合います"

    @property
    def verdict(self) -> Verdict:
        """The verdict that it is a reason for."""
        verdicts = {Reason.AGREES: Verdict.AGREES, Reason.DIFFERS: Verdict.DIFFERS}
        return verdicts.get(self, Verdict.UNDECIDED)


@dataclass(frozen=True)
class Judgement:
    """A claim and what has come of it. ``expected`` says in words what the form has, ``fields`` in which
    cells; both are empty unless it differs."""

    claim: Claim
    reason: Reason
    expected: str = ""
    fields: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Whether the claim stands."""
        return self.reason.verdict


def judgements(case: IndicatorCase) -> Iterator[Judgement]:
    """Every claim of the narratives, judged; none when the form has no series of figures."""
    form = FormFigures(case)
    if form.rows:
        for claim in _claims(case, form):
            yield judge(claim, form)


def claims_of(case: IndicatorCase) -> Iterator[Claim]:
    """Every claim that the narratives make of the indicator, right or wrong."""
    return _claims(case, FormFigures(case))


def _claims(case: IndicatorCase, form: FormFigures) -> Iterator[Claim]:
    subject = subject_of(case)
    for box, text in case.narratives.items():
        context, paragraph = Context(), -1
        for sentence in sentences(box, text):
            if sentence.paragraph != paragraph:
                context, paragraph = Context(), sentence.paragraph
            parsed = ParsedSentence(sentence, subject, form.units, form.year, context)
            yield from claims_in(parsed)
            context = parsed.left_to_the_next()


def judge(claim: Claim, form: FormFigures) -> Judgement:
    """The first reason that holds decides; a claim for which none does differs from the form."""
    comparison = _COMPARISONS.get(claim.kind, _RelationComparison)(claim, form)
    for reason, holds in comparison.reasons:
        if holds():
            return Judgement(claim, reason)
    return Judgement(claim, Reason.DIFFERS, comparison.expected, comparison.fields)


Reasons = tuple[tuple[Reason, Callable[[], bool]], ...]


class _Comparison:
    """A claim held against the figures of the form that it may be of."""

    def __init__(self, claim: Claim, form: FormFigures) -> None:
        self.claim = claim
        self.form = form
        self.number = claim.number

    @cached_property
    def rows(self) -> list[Row]:
        """The rows that the claim may be of."""
        return self.form.rows_counted_in(self.number.unit, self.claim.says_total)

    @cached_property
    def known(self) -> list[Figure]:
        """The figures that the claim is held against."""
        return [figure for row in self.rows for figure in self.form.at(row, self.claim.at)]

    @property
    def reasons(self) -> Reasons:
        """Why the claim may stand or not be decided, in the order in which it is asked."""
        raise NotImplementedError

    @property
    def expected(self) -> str:
        """What the form has, in words."""
        return "・".join(figure.shown for figure in self.known)

    @property
    def fields(self) -> tuple[str, ...]:
        """The cells that the claim was held against."""
        return tuple(dict.fromkeys(figure.field for figure in self.known))

    def has_no_figure(self) -> bool:
        return not self.known

    def agrees(self) -> bool:
        return any(agrees(self.number, figure.value) for figure in self.known)


class _ValueComparison(_Comparison):
    """A value, of a year, of 策定時 or of 目標."""

    @property
    def reasons(self) -> Reasons:
        return (
            (Reason.NO_FIGURE, self.has_no_figure),
            (Reason.AGREES, self.agrees),
            (Reason.MOVEMENT, lambda: self.claim.about is About.CHANGE),
            (Reason.OTHER_THING, self._is_of_another_thing),
            (Reason.TOO_FAR_OFF, self._is_too_far_off),
            (Reason.TARGET_OF_ANOTHER, self._is_target_of_another_series),
            (Reason.NO_SLIP, self._is_no_slip),
            (Reason.ANOTHER_FIGURE, self._is_another_figure_of_the_form),
        )

    @cached_property
    def _differs_in_one_digit(self) -> bool:
        is_total = self.claim.about is About.OPEN and self.claim.says_total
        return self._is_slip_of(SLIP_DIGITS - 1 if is_total else SLIP_DIGITS)

    def _is_slip_of(self, digits: int) -> bool:
        return any(is_slip(self.number, figure.value, digits) for figure in self.known)

    def _is_of_another_thing(self) -> bool:
        is_close = self.claim.near and self._differs_in_one_digit
        return self.claim.about is About.OTHER and not is_close

    def _is_too_far_off(self) -> bool:
        if self._differs_in_one_digit:
            return False
        alike = any(is_alike(self.number, figure.value) for figure in self.known)
        return not (self.claim.near and alike)

    def _is_target_of_another_series(self) -> bool:
        """Whether it may be the target of a series for which the form has none, unless a digit is wrong."""
        if self.claim.at.point is not Point.TARGET or self._differs_in_one_digit:
            return False
        return len(self.known) < len(self.rows) and not self._is_slip_of(_TELLING_DIGITS)

    def _is_no_slip(self) -> bool:
        if self.claim.sure:
            return False
        return not any(is_mistyped(self.number, figure.value) for figure in self.known)

    def _is_another_figure_of_the_form(self) -> bool:
        if self.claim.near and self.claim.at.point in (Point.TARGET, Point.BASELINE):
            return False
        return any(agrees(self.number, figure.value) for figure in self.form.everything())


class _ThresholdComparison(_Comparison):
    """A figure that was passed or not reached."""

    @property
    def reasons(self) -> Reasons:
        return (
            (Reason.OTHER_THING, lambda: self.claim.about is not About.INDICATOR),
            (Reason.NO_FIGURE, self.has_no_figure),
            (Reason.AGREES, self._is_on_the_right_side),
            (Reason.JUST_REACHED, self._is_just_reached),
        )

    def _is_on_the_right_side(self) -> bool:
        is_passed = self.claim.direction > 0
        return any((figure.value > self.number.value) is is_passed for figure in self.known)

    def _is_just_reached(self) -> bool:
        return any(figure.value == self.number.value for figure in self.known)


class _TotalComparison(_Comparison):
    """A sum over several years."""

    @property
    def reasons(self) -> Reasons:
        return (
            (Reason.OTHER_THING, lambda: self.claim.about is not About.INDICATOR),
            (Reason.NO_FIGURE, self.has_no_figure),
            (Reason.AGREES, self.agrees),
        )

    @cached_property
    def known(self) -> list[Figure]:
        """The sum of each row, and its last figure, which may be meant as well."""
        since, last = self.claim.since, self.claim.at.year
        if since is None or last is None:
            return []
        known = []
        for row in self.rows:
            known += self.form.sum(row, [year for year in row.fields if since <= year <= last])
        return known

    @property
    def expected(self) -> str:
        return self.known[0].shown


class _RelationComparison(_Comparison):
    """A change, a percentage or a ratio: two figures of the form related to each other."""

    @property
    def reasons(self) -> Reasons:
        return (
            (Reason.NO_BASE, lambda: self.claim.base is None),
            (Reason.OTHER_THING, lambda: self.claim.about is About.OTHER),
            (Reason.NO_FIGURE, lambda: not self._relations),
            (Reason.AGREES, lambda: self._bears_out(self._relations)),
            (Reason.PROGRESS, self._is_the_way_to_the_target),
            (Reason.OTHER_POINTS, self._relates_other_points),
            (Reason.NO_SLIP, self._is_no_slip),
        )

    @cached_property
    def _relations(self) -> list[Relation]:
        claim, form = self.claim, self.form
        if claim.base is None:
            return []
        return [
            Relation(now, before)
            for row in (self.rows if claim.kind is Kind.CHANGE else form.rows)
            for now in form.at(row, claim.at)
            for before in form.at(row, claim.base, claim.at.year)
            if now.field != before.field
        ]

    @cached_property
    def known(self) -> list[Figure]:
        """Both figures of every relation."""
        return [figure for one in self._relations for figure in (one.now, one.before)]

    @property
    def expected(self) -> str:
        return "、".join(one.words(self.claim) for one in self._relations)

    def _bears_out(self, relations: Iterable[Relation]) -> bool:
        return any(one.bears_out(self.claim) for one in relations)

    def _is_the_way_to_the_target(self) -> bool:
        """Whether the percentage is the share of the way from 策定時 to 目標."""
        if not self.claim.progress:
            return False
        return any(
            goal.value != first.value
            and agrees(self.number, (now.value - first.value) / (goal.value - first.value) * 100)
            for row in self.form.rows
            for now in self.form.at(row, self.claim.at)
            for first in self.form.at(row, BASELINE)
            for goal in self.form.at(row, TARGET)
        )

    def _relates_other_points(self) -> bool:
        """Whether another pair of points gives just this figure: then the sentence was misread."""
        if self.number.digits <= _TELLING_DIGITS:
            return False
        return any(self._bears_out(self._all_relations(row)) for row in self.form.rows)

    def _all_relations(self, row: Row) -> Iterator[Relation]:
        times = self.form.at(row, BASELINE)
        times += [figure for year in row.fields for figure in self.form.in_year(row, year)]
        if not self.claim.progress:
            for now, before in combinations(reversed(times), 2):
                yield Relation(now, before)
        for goal in self.form.at(row, TARGET):
            for now in times:
                yield Relation(now, goal)

    def _is_no_slip(self) -> bool:
        if self.claim.sure:
            return False
        return not any(one.nearly_bears_out(self.claim) for one in self._relations)


_COMPARISONS: dict[Kind, type[_Comparison]] = {
    Kind.VALUE: _ValueComparison,
    Kind.THRESHOLD: _ThresholdComparison,
    Kind.TOTAL: _TotalComparison,
}
