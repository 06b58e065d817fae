"""Two figures of a form, one measured from the other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_desktop.rules.narrative_figures.claims import Claim, Kind
from kpi_desktop.rules.narrative_figures.form_figures import Figure
from kpi_desktop.rules.narrative_figures.numbers import numbers
from kpi_desktop.rules.narrative_figures.points_in_time import TARGET, Anchor, Point
from kpi_desktop.rules.narrative_figures.relations import Relation
from kpi_desktop.rules.narrative_figures.sentences import Sentence
from kpi_desktop.rules.narrative_figures.subjects import About

LAST = Anchor(0, 0, Point.LAST)


def relation(before: str, now: str) -> Relation:
    return Relation(Figure(Decimal(now), "今", now), Figure(Decimal(before), "前", before))


def claim(kind: Kind, text: str, direction: int = 0, base: Anchor = LAST) -> Claim:
    (number,) = numbers(text, ("人",))
    sentence = Sentence("課題等", 0, text, text)
    return Claim(kind, number, sentence, About.INDICATOR, LAST, base, direction)


@pytest.mark.parametrize(
    ("before", "now", "change", "percent", "share"),
    [
        ("100", "150", "50", "50", "1.5"),
        ("100", "50", "-50", "-50", "0.5"),
        ("0", "50", "50", None, None),
        ("100", "0", "-100", "-100", "0"),
    ],
)
def test_nothing_is_a_rate_of_nothing(
    before: str, now: str, change: str, percent: str | None, share: str | None
) -> None:
    found = relation(before, now)
    assert found.change == Decimal(change)
    assert found.percent == (None if percent is None else Decimal(percent))
    assert found.share == (None if share is None else Decimal(share))


@pytest.mark.parametrize(
    ("before", "now", "kind", "text", "direction", "right"),
    [
        ("100", "150", Kind.CHANGE, "50人", 1, True),
        ("100", "150", Kind.CHANGE, "50人", 0, True),
        ("100", "150", Kind.CHANGE, "50人", -1, False),
        ("100", "100", Kind.CHANGE, "0人", -1, True),
        ("100", "150", Kind.CHANGE, "51人", 1, False),
        ("200", "250", Kind.CHANGE, "25%", 1, True),
        ("200", "250", Kind.CHANGE, "25人", 1, False),
        ("200", "250", Kind.PERCENT, "25%", 1, True),
        ("200", "250", Kind.PERCENT, "25%", -1, False),
        ("200", "250", Kind.PERCENT, "125%", 1, True),
        ("200", "100", Kind.PERCENT, "50%", 1, True),
        ("500", "245", Kind.PERCENT, "49%", 0, False),
        ("0", "250", Kind.PERCENT, "25%", 1, True),
        ("200", "250", Kind.RATIO, "1.25倍", 0, True),
        ("200", "250", Kind.RATIO, "1.2倍", 0, True),
        ("200", "250", Kind.RATIO, "1.1倍", 0, False),
        ("200", "250", Kind.RATIO, "1.1倍", 1, True),
        ("200", "250", Kind.RATIO, "1.4倍", 1, False),
        ("200", "250", Kind.RATIO, "125%", 0, True),
        ("200", "250", Kind.RATIO, "25%", 0, True),
        ("200", "250", Kind.RATIO, "24%", 0, False),
        ("0", "250", Kind.RATIO, "2倍", 0, True),
    ],
)
def test_two_figures_bear_a_claim_out_or_not(
    before: str, now: str, kind: Kind, text: str, direction: int, right: bool
) -> None:
    assert relation(before, now).bears_out(claim(kind, text, direction)) is right


def test_how_far_a_target_is_away_has_no_direction() -> None:
    one = claim(Kind.CHANGE, "50人", -1, TARGET)
    assert relation("100", "150").bears_out(one)


@pytest.mark.parametrize(
    ("before", "now", "kind", "text", "nearly"),
    [
        ("1000", "1230", Kind.CHANGE, "320人", True),
        ("1000", "1230", Kind.CHANGE, "23%", True),
        ("1000", "1230", Kind.CHANGE, "577人", False),
        ("1000", "1230", Kind.PERCENT, "32%", True),
        ("1000", "1230", Kind.PERCENT, "132%", True),
        ("1000", "1230", Kind.PERCENT, "577%", False),
        ("1000", "1230", Kind.RATIO, "1.32倍", True),
        ("1000", "1230", Kind.RATIO, "5.77倍", False),
        ("0", "1230", Kind.RATIO, "1.32倍", False),
    ],
)
def test_a_claim_is_nearly_right_but_for_a_digit(
    before: str, now: str, kind: Kind, text: str, nearly: bool
) -> None:
    assert relation(before, now).nearly_bears_out(claim(kind, text)) is nearly


@pytest.mark.parametrize(
    ("before", "now", "kind", "text", "words"),
    [
        ("1000", "2500", Kind.CHANGE, "5人", "2500－1000＝+1,500"),
        ("2500", "1000", Kind.CHANGE, "5人", "1000－2500＝-1,500"),
        ("0", "5", Kind.PERCENT, "5%", "0に対して5"),
        ("0", "5", Kind.RATIO, "5倍", "0に対して5"),
        ("80", "100", Kind.PERCENT, "5%", "80から100で+25.0％"),
        ("80", "100", Kind.RATIO, "5倍", "80に対して100で1.25倍"),
        ("80", "100", Kind.RATIO, "5%", "80に対して100で125.0％"),
    ],
)
def test_what_a_claim_should_say_is_reckoned_from_the_two(
    before: str, now: str, kind: Kind, text: str, words: str
) -> None:
    assert relation(before, now).words(claim(kind, text)) == words
