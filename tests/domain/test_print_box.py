"""How much text a printed box holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpi_desktop.domain.forms.print_box import (
    FONT_SIZES,
    SHARES,
    fit_boxes,
    lines_needed,
    rooms_as_sent,
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


def test_what_no_size_can_hold_is_told_and_gets_the_height_that_it_needs() -> None:
    texts = ("施" * 4000, "策" * 4000, "")
    fit = fit_boxes(texts)
    assert not fit.fits and fit.font_size == FONT_SIZES[-1]
    assert fit.heights[0] == fit.heights[1] > 200


def test_a_box_as_sent_holds_its_lines_and_not_one_more() -> None:
    room = rooms_as_sent()[0]
    assert room.holds("施" * room.capacity)
    assert not room.holds("施" * (room.capacity + 1))
    assert not room.holds("\n".join("策" * (room.lines + 1)))


def test_more_rows_and_a_note_leave_less_room_and_no_chart_leaves_more() -> None:
    usual = sum(one.lines for one in rooms_as_sent())
    assert sum(one.lines for one in rooms_as_sent(3)) < usual
    assert sum(one.lines for one in rooms_as_sent(has_note=True)) < usual
    assert sum(one.lines for one in rooms_as_sent(has_chart=False)) > usual


@given(st.lists(st.text(max_size=400), min_size=3, max_size=3))
def test_boxes_that_fit_share_exactly_the_height(texts: list[str]) -> None:
    fit = fit_boxes(texts, height=400)
    assert not fit.fits or abs(sum(fit.heights) - 400) < 1e-6
    assert all(height > 0 for height in fit.heights)


def test_boxes_with_little_text_have_their_usual_shares_of_the_height() -> None:
    fit = fit_boxes(("施策", "課題", "方向"), height=400)
    assert fit.heights == tuple(400 * share / sum(SHARES) for share in SHARES)


def test_a_box_that_needs_more_gets_it_and_the_others_share_what_is_left() -> None:
    long = fit_boxes(("施" * 900, "課題", "方向"), height=400)
    short = fit_boxes(("施策", "課題", "方向"), height=400)
    assert long.fits and long.heights[0] > short.heights[0]
    assert all(a < b for a, b in zip(long.heights[1:], short.heights[1:], strict=True))
    assert abs(sum(long.heights) - 400) < 1e-6
