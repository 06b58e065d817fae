from __future__ import annotations

import pytest

from kpi_desktop.domain.forms.file_names import linkable, portable, without_invisible


@pytest.mark.parametrize(
    "name, shown",
    [
        ("か\u3099.xlsx", "が.xlsx"),
        ("\u202eslx.exe\u202c", "slx.exe"),
        ("改\r\n行\x00.xlsx", "改行.xlsx"),
        ("土木部 (2).xlsx", "土木部 (2).xlsx"),
    ],
)
def test_a_name_is_shown_composed_and_without_what_nobody_sees(name: str, shown: str) -> None:
    assert without_invisible(name) == shown


@pytest.mark.parametrize(
    "text, part",
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a／b＼c：d＊e？f”g＜h＞i｜j"),
        ("1〜2−3—4", "1～2－3―4"),
        ("𠮷野課\t分", "〓野課 分"),
    ],
)
def test_a_part_of_a_name_goes_through_every_file_system_and_japanese_program(
    text: str, part: str
) -> None:
    assert portable(text) == part


def test_a_name_that_a_workbook_links_to_has_one_line_for_every_run_of_unfit_signs() -> None:
    assert linkable("回答 #1　[再].[x]") == "回答_1_再_._x_"
