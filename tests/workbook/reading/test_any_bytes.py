"""Whatever the bytes, the reader answers with a form or a KpiError and never with anything else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.workbook.reading.reader import FormFileReader
from tests.workbook.forms import form, packed, parts

GOOD = form({"系列1_実績1": 1027.5, "取組状況": "・推進した。"})
PARTS = parts(GOOD)
EDITS = st.lists(st.tuples(st.integers(0, 1 << 30), st.binary(min_size=0, max_size=8)), max_size=6)


def edited(data: bytes, edits: list[tuple[int, bytes]]) -> bytes:
    for place, new in edits:
        at = place % (len(data) + 1)
        data = data[:at] + new + data[at + len(new) :]
    return data


def read(data: bytes) -> None:
    try:
        FormFileReader().read(data, "x.xlsx", {})
    except KpiError as error:
        assert error.what and error.remedy


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_noise_is_answered(data: bytes) -> None:
    read(data)


@settings(max_examples=300, deadline=None)
@given(EDITS, st.integers(0, len(GOOD)))
def test_a_package_with_changed_bytes_is_answered(
    edits: list[tuple[int, bytes]], length: int
) -> None:
    read(edited(GOOD, edits))
    read(GOOD[:length])


@settings(max_examples=600, deadline=None)
@given(st.sampled_from([name for name in PARTS if "theme" not in name]), EDITS)
def test_a_part_with_changed_bytes_is_answered(name: str, edits: list[tuple[int, bytes]]) -> None:
    read(packed({**PARTS, name: edited(PARTS[name], edits)}))
