"""Names of the copies of originals: fit for every file system and for a link of a workbook."""

import re

import pytest

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.usecases.record.originals import copy_path

SHA = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("土木部.xlsx", "土木部_0123456789ab.xlsx"),
        ("提出.zip/土木部.xlsm", "土木部_0123456789ab.xlsm"),
        ("C:\\提出\\土木部 R5　最終.XLS", "土木部_R5_最終_0123456789ab.XLS"),
        ("100%#[案]?*<>.ods", "100_案_0123456789ab.ods"),
        ("様式2", "様式2_0123456789ab.xlsx"),
        ("...", "原本_0123456789ab.xlsx"),
        ("変な.拡張子 です", "変な_0123456789ab.xlsx"),
    ],
)
def test_a_copy_has_a_name_that_opens(name: str, copy: str) -> None:
    assert copy_path(FiscalYear(2023), SHA, name) == f"原本_R5/{copy}"


def test_a_long_name_is_cut_and_still_opens() -> None:
    place = copy_path(FiscalYear(2023), SHA, "あ" * 200 + ".xlsx")
    assert re.fullmatch(r"原本_R5/あ{60}_0123456789ab\.xlsx", place)
