"""Figures as people type them: read with a note where they are certain, else kept as text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_desktop.domain.figures.readings import ReadingKind, parse_reading


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        ("１，７５９人", "1759", "人"),
        ("▲ 1,000", "-1000", ""),
        ("－5", "-5", ""),
        ("−5", "-5", ""),
        ("約78％", "78", "%"),
        ("100 %", "100", "%"),
        ("5㌫", "5", "パーセント"),
        ("1 234 567", "1234567", ""),
        ("1　027人", "1027", "人"),
        ("12人/4年", "12", "人/4年"),
        ("560kg/10a/年", "560", "kg/10a/年"),
        ("300㎡", "300", "m2"),
        ("30t-CO2", "30", "t-CO2"),
        ("40万時間", "40", "万時間"),
    ],
)
def test_a_figure_whose_meaning_is_certain_is_read(raw: str, value: str, unit: str) -> None:
    reading = parse_reading(raw)
    assert (reading.value, reading.unit_text) == (Decimal(value), unit)
    assert reading.raw == raw


@pytest.mark.parametrize(
    "raw",
    [
        "1、027",
        "1。5",
        "1'027",
        "1.234,5",
        "0.5.3",
        "1027.",
        "1e3",
        "1E+3",
        "１O０",
        "l027",
        "10²",
        "①",
        "½",
        "𝟓",
        "٣٤",
        "5-6",
        "5～6",
        "10→11",
        "10 20",
        "1,02 7",
        "1027\n1028",
        "1027人\n（昨年1028人）",
        "12人（R4:10人）",
        "1\u200b027",
        "1027\u200b",
        "(5)",
        "千二百",
        "〃",
    ],
)
def test_what_may_mean_something_else_stays_text_whole(raw: str) -> None:
    reading = parse_reading(raw)
    assert (reading.kind, reading.value, reading.raw) == (ReadingKind.TEXT, None, raw)
