"""How much text a printed box holds."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_desktop.domain.forms.print_box import (
    FONT_SIZES,
    SHARES,
    BoxRoom,
    box_columns,
    box_lines,
    box_rooms,
    fit_boxes,
    lines_needed,
    rooms_as_sent,
    text_width,
)
from tests.store.samples import a_workbook


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


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("施策", 2), ("ab", 1), ("ｱ", 0.5), ("ñ", 0.5), ("①", 1), ("※", 1), ("Ａ", 1)],
)
def test_a_character_is_as_wide_as_japanese_fonts_set_it(text: str, width: float) -> None:
    assert text_width(text) == width


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("あ" * 20, 10, 2),
        ("あ" * 21, 10, 3),
        ("あ" * 10 + "」" + "い" * 8, 10, 2),  # the mark takes あ along: あ」 and eight more
        ("あ" * 10 + "」" + "い" * 9, 10, 3),
        ("あ" * 9 + "い」" + "う" * 8, 10, 2),
        ("あ" * 9 + "ab」" + "い" * 8, 10, 2),  # a word of one column comes along whole
        ("あ" * 9 + "ab」" + "い" * 9, 10, 3),
        ("あ" * 9 + "12", 10, 1),
        ("あ" * 9 + "123", 10, 2),
        ("1" * 20, 10, 1),
        ("1" * 21, 10, 2),  # longer than a line: broken like any text
        ("1" * 41, 10, 3),
        ("あ" * 5 + "1" * 21, 10, 2),
        ("あ" * 9 + " 12", 10, 2),
        ("あ\nい", 10, 2),
        ("\n", 10, 2),
        ("ああ", 1, 2),
        ("ああ", 0.5, 2),  # no line is narrower than one character
        ("ああ", 2.5, 1),
        ("ああa", 2.5, 1),
        ("ああab", 2.5, 2),
    ],
)
def test_lines_at_the_edge(text: str, columns: float, lines: int) -> None:
    assert lines_needed(text, columns) == lines


@pytest.mark.parametrize(
    ("width", "size", "columns"),
    [(106, 10, 10), (105.9, 10, 9.5), (110.9, 10, 10), (111, 10, 10.5), (505.9, 8, 62)],
)
def test_a_line_holds_whole_half_characters_inside_the_padding(
    width: float, size: float, columns: float
) -> None:
    assert box_columns(width, size) == columns


@pytest.mark.parametrize(
    ("height", "size", "lines"),
    [(4, 10, 0), (0, 10, 0), (-20, 10, 0), (16.7, 10, 1), (16.6, 10, 0), (29.4, 10, 2), (30, 5, 4)],
)
def test_a_box_shows_whole_lines_inside_the_padding(height: float, size: float, lines: int) -> None:
    assert box_lines(height, size) == lines


def test_the_boxes_as_sent_have_these_rooms() -> None:
    def lines(*of: Any) -> list[int]:
        return [one.lines for one in rooms_as_sent(*of)]

    assert {one.columns for one in rooms_as_sent()} == {62}
    assert [lines(), lines(2), lines(6)] == [[12, 11, 11], [11, 10, 10], [8, 7, 7]]
    assert [lines(1, True), lines(1, False, False)] == [[11, 10, 10], [18, 16, 16]]
    assert BoxRoom(62, 12).capacity == 744


def test_the_rooms_of_a_sheet_depend_on_its_rows_its_note_and_its_chart() -> None:
    (sheet,) = a_workbook().sheets
    (row,) = sheet.rows
    tall = dataclasses.replace(sheet, rows=(row,) * 3, name_note="注")
    assert list(box_rooms(sheet)) == ["取組状況", "課題等", "今後の方向性"]
    assert tuple(box_rooms(sheet).values()) == rooms_as_sent(1, False, True)
    assert tuple(box_rooms(tall).values()) == rooms_as_sent(3, True, True)
    noted = dataclasses.replace(sheet, name_note="注")
    assert tuple(box_rooms(noted).values()) == rooms_as_sent(1, True, True) != rooms_as_sent()
    bare = dataclasses.replace(sheet, rows=())
    assert tuple(box_rooms(bare).values()) == rooms_as_sent(0, False, False)


def test_the_largest_size_at_which_all_prints_whole_is_taken() -> None:
    #: Longest text of one box beside two short ones at each size.
    longest = {10: 1029, 9.5: 1196, 9: 1320, 8.5: 1508, 8: 1736, 7.5: 1980, 7: 2343}
    for size, length in longest.items():
        fits, more = (fit_boxes(("施" * one, "課題", "方向")) for one in (length, length + 1))
        assert (fits.font_size, fits.fits) == (size, True)
        assert more.font_size < size or not more.fits


def test_what_fits_exactly_fits() -> None:
    needs = 3 * (3 * 10 * 1.27 + 4)
    assert fit_boxes(("あ", "い", "う"), height=needs, sizes=(10,)).fits
    assert not fit_boxes(("あ", "い", "う"), height=needs - 0.1, sizes=(10,)).fits


def test_boxes_without_any_text_need_six_lines_each_and_three_where_there_is_some() -> None:
    empty = fit_boxes(("", "", ""), height=1, sizes=(10,))
    written = fit_boxes(("あ", "", ""), height=1, sizes=(10,))
    assert empty.heights == pytest.approx([6 * 12.7 + 4] * 3)
    assert written.heights == pytest.approx([3 * 12.7 + 4] * 3)


def test_what_is_left_over_goes_to_the_boxes_in_their_shares() -> None:
    fit = fit_boxes(("あ\n" * 19 + "あ", "い", "う"), height=400, sizes=(10,))
    needs = [20 * 12.7 + 4, 3 * 12.7 + 4, 3 * 12.7 + 4]
    spare = 400 - sum(needs)
    assert fit.heights == pytest.approx(
        [need + spare * share / 34 for need, share in zip(needs, (12, 11, 11), strict=True)]
    )


def test_a_fourth_box_has_the_share_of_the_first() -> None:
    fit = fit_boxes(("あ",) * 4, height=460, sizes=(10,))
    assert fit.heights == pytest.approx([120, 110, 110, 120])
