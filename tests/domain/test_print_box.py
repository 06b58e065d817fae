"""How much text a printed box holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpi_desktop.domain.print_box import (
    FONT_SIZES,
    PROMISED_LENGTH,
    box_capacity,
    fit_boxes,
    lines_needed,
    prints_whole,
)


def test_a_full_width_character_takes_one_column_and_a_half_width_one_half() -> None:
    assert lines_needed("あ" * 10, 10) == 1
    assert lines_needed("あ" * 11, 10) == 2
    assert lines_needed("あ" * 9 + "ab", 10) == 1


def test_a_closing_mark_takes_the_character_before_it_to_the_next_line() -> None:
    assert lines_needed("あ" * 10 + "。" + "い" * 9, 10) == 3


def test_every_paragraph_begins_a_line() -> None:
    assert lines_needed("あ\n\nい", 10) == 3
    assert lines_needed("", 10) == 0


def test_a_number_is_not_broken() -> None:
    assert lines_needed("あ" * 8 + "1,234,567", 10) == 2


def test_one_text_of_the_promised_length_prints_whole_beside_usual_ones() -> None:
    long, usual = "施" * PROMISED_LENGTH, "課題が残る。" * 30
    assert prints_whole((long, usual, usual))
    assert prints_whole((usual, usual, long), series_rows=2)


def test_what_no_size_can_hold_is_told() -> None:
    texts = ("施" * 4000, "策" * 4000, "")
    fit = fit_boxes(texts)
    assert not fit.fits and fit.font_size == FONT_SIZES[-1]
    assert not prints_whole(texts)


def test_capacity_is_columns_times_lines() -> None:
    assert box_capacity(height=104, width=106, font_size=10) == 10 * 7


@given(st.lists(st.text(max_size=400), min_size=3, max_size=3))
def test_boxes_that_fit_share_exactly_the_height(texts: list[str]) -> None:
    fit = fit_boxes(texts, height=400)
    assert not fit.fits or abs(sum(fit.heights) - 400) < 1e-6
    assert all(height > 0 for height in fit.heights)
