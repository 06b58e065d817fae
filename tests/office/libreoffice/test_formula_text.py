"""Formulas between Excel's and LibreOffice's way of writing them (no LibreOffice needed)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_desktop.office.libreoffice.bridge.formula_text import (
    NotTranslatable,
    from_excel,
    shifted,
    to_excel,
)


@pytest.mark.parametrize(
    ("excel", "libreoffice"),
    [
        ("=SUM(A1,B2)", "=SUM(A1;B2)"),
        ("=実績!A1+'表 2'!$B$2", "=$'実績'.A1+$'表 2'.$B$2"),
        ("='it''s'!A1", "=$'it''s'.A1"),
        ("=SUM({1,2;3,4})", "=SUM({1;2|3;4})"),
        ("=SUM((A1,B1))", "=SUM((A1~B1))"),
        ("=VLOOKUP(A1,$A:$B,2,FALSE)", "=VLOOKUP(A1;$A:$B;2;FALSE())"),
        ('=IF(A1="a,b;TRUE()",1,2)', '=IF(A1="a,b;TRUE()";1;2)'),
        ("=表1[[#This Row],[実績]]*2", "=表1[[#This Row];[実績]]*2"),
        ("=#N/A", "=#N/A"),
    ],
)
def test_a_formula_goes_over_and_comes_back(excel: str, libreoffice: str) -> None:
    assert from_excel(excel) == libreoffice
    assert to_excel(libreoffice) == excel


def test_prefixes_of_new_functions_are_dropped() -> None:
    assert from_excel("=_xlfn.CONCAT(A1,B1)") == "=CONCAT(A1;B1)"


@pytest.mark.parametrize("formula", ["=[他.xlsx]Sheet1!A1", "='[他 1.xlsx]S'!A1", "=S1:S3!A1"])
def test_references_to_other_workbooks_and_through_sheets_are_refused(formula: str) -> None:
    with pytest.raises(NotTranslatable):
        from_excel(formula)


def test_relative_references_move_when_a_formula_is_filled() -> None:
    filled = shifted('=A1+$B1+C$1+$D$1+SUM(E:E,$2:3)+LOG10(A1)&"A1"', 1, 1)
    assert filled == '=B2+$B2+D$1+$D$1+SUM(F:F,$2:4)+LOG10(B2)&"A1"'


@given(st.text(alphabet="ABZ$19:,;(){}\"'! .実績#&+[]", max_size=30))
def test_no_text_breaks_the_translation(text: str) -> None:
    try:
        from_excel("=" + text)
    except NotTranslatable:
        pass
    to_excel("=" + text)
    assert shifted("=" + text, 0, 0) == "=" + text


@given(st.text(max_size=20).map(lambda text: '"' + text.replace('"', '""') + '"'))
def test_texts_inside_formulas_are_never_touched(text: str) -> None:
    assert from_excel("=" + text) == "=" + text
    assert to_excel("=" + text) == "=" + text
