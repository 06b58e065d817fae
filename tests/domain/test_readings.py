"""Readings: figures, marks, texts, blanks."""

import csv
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_desktop.domain.figures.marks import Mark
from kpi_desktop.domain.figures.readings import Note, ReadingKind, parse_reading, printed_number
from kpi_desktop.domain.figures.units import Unit


def sample_values() -> list[tuple[str, str]]:
    """Every printed value of the sample plan with its unit."""
    folder = files("kpi_desktop.sample")
    with (folder / "series.csv").open(encoding="utf-8") as stream:
        series = list(csv.DictReader(stream))
    with (folder / "actuals.csv").open(encoding="utf-8") as stream:
        actuals = list(csv.DictReader(stream))
    units = {(row["No"], row["系列番号"]): row["単位"] for row in series}
    found = [(row[name], row["単位"]) for row in series for name in ("策定時実績値", "目標値")]
    return found + [(row["実績値"], units[row["No"], row["系列番号"]]) for row in actuals]


def test_every_value_of_the_sample_prints_back_as_printed() -> None:
    values = sample_values()
    assert len(values) == 2 * 68 + 279
    assert [parse_reading(value, Unit(unit)).display() for value, unit in values] == [
        value for value, _ in values
    ]


def test_no_value_of_the_sample_needs_normalising() -> None:
    assert not [v for v, unit in sample_values() if parse_reading(v, Unit(unit)).notes]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1,027", "人", "1027"),
        ("40.0", "%", "40.0"),
        ("0", "人", "0"),
        ("-5", "", "-5"),
        ("△1,000", "件", "-1000"),
        ("▲1,000", "件", "-1000"),
        ("−3", "件", "-3"),
        ("１，７５９", "人", "1759"),
        ("1,759人", "人/年", "1759"),
        ("約1,000", "件", "1000"),
        ("2兆8,461", "億円/年", "28461"),
        ("3兆4,785億円", "億円/年", "34785"),
        ("1万2,000", "人", "12000"),
        ("1万人", "人/年", "10000"),
        ("1.5万人", "万人", "1.5"),
        ("40万時間", "万時間", "40"),
        ("809.75", "人/年", "809.75"),
    ],
)
def test_a_figure_is_read_in_the_unit_of_its_series(text: str, unit: str, value: str) -> None:
    assert parse_reading(text, Unit(unit)).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("集計中", Mark.PENDING),
        ("集 計 中", Mark.PENDING),
        ("－", Mark.NONE),
        ("-", Mark.NONE),
        ("—", Mark.NONE),
        ("国調査終了", Mark.ENDED),
        ("完了", Mark.COMPLETED),
        ("全て", Mark.ALL),
        ("前年比減", Mark.BELOW_LAST_YEAR),
        ("前年度比増", Mark.ABOVE_LAST_YEAR),
    ],
)
def test_a_mark_is_known_in_its_spellings(text: str, mark: Mark) -> None:
    assert parse_reading(text).mark is mark


@pytest.mark.parametrize(
    "text", ["認定なし", "三", "R5.4.1", "ー5", "住まいの再建を進めた。", "５５％〜"]
)
def test_what_is_neither_figure_nor_mark_has_no_value_to_misread(text: str) -> None:
    reading = parse_reading(text, Unit("件"))
    assert reading.value is None or reading.unit_text


def test_a_blank_is_missing_and_not_zero() -> None:
    reading = parse_reading("　")
    assert (reading.kind, reading.value, reading.is_missing) == (ReadingKind.BLANK, None, True)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("１２", Note.FULL_WIDTH),
        ("1 234", Note.SPACES),
        ("12人", Note.UNIT_SUFFIX),
        ("△12", Note.NEGATIVE_SIGN),
        ("約12", Note.APPROXIMATE),
        ("10,00", Note.GROUPING),
    ],
)
def test_normalising_is_never_silent(text: str, note: Note) -> None:
    assert parse_reading(text, Unit("人")).notes == (note,)


def test_the_raw_text_is_kept_beside_the_value() -> None:
    assert parse_reading(" １２人 ").raw == " １２人 "


@given(st.text(max_size=30))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert parse_reading(text, Unit("億円")).raw == text


@given(st.decimals(-(10**9), 10**9, places=2), st.integers(0, 3))
def test_a_printed_number_reads_back_to_itself(value: Decimal, decimals: int) -> None:
    assert parse_reading(printed_number(value, decimals)).value == value


@given(st.text(max_size=30))
def test_reading_what_was_displayed_changes_nothing(text: str) -> None:
    once = parse_reading(text)
    if once.is_figure:
        assert parse_reading(once.display(), Unit(once.unit_text)).value == once.value
    else:
        assert parse_reading(once.display()).kind is once.kind


@pytest.mark.parametrize(
    ("text", "unit", "printed", "value", "typed"),
    [
        ("2兆8,461", "億円", "2兆8,461", "28461", ""),
        ("2兆3億", "億円", "2兆3億", "20003", ""),
        ("3兆4,785億円", "億円", "3兆4,785", "34785", "億円"),
        ("1億2万3", "", "1億2万3", "100020003", ""),
        ("1.5億", "", "1.5億", "150000000", ""),
        ("1万人", "人", "1万", "10000", "人"),
        ("1万人", "件", "1", "1", "万人"),
        ("+5", "", "5", "5", ""),
        ("▲1,000", "", "△1,000", "-1000", ""),
        ("-1,000.50", "", "-1,000.50", "-1000.50", ""),
        ("△1億", "億円", "△1億", "-1", ""),
        ("約1,000人", "人", "1,000", "1000", "人"),
        ("100°", "", "100", "100", "°"),
        ("10‰", "", "10", "10", "‰"),
        ("5(速報)", "", "5", "5", "(速報)"),
        ("5/年", "", "5", "5", "/年"),
        ("5人！", "", "5", "5", "人!"),
        ("5人～", "", "5", "5", "人~"),
        ("5人｟", "", "5", "5", "人⦅"),
        ("0", "", "0", "0", ""),
    ],
)
def test_a_figure_is_taken_apart_and_printed_without_what_was_normalised(
    text: str, unit: str, printed: str, value: str, typed: str
) -> None:
    found = parse_reading(text, Unit(unit))
    assert (found.display(), found.value, found.unit_text) == (printed, Decimal(value), typed)
    assert (found.is_figure, found.is_missing, found.is_pending) == (True, False, False)


@pytest.mark.parametrize(
    "text", ["1億2兆", "2万3万", "1万2億3", "約", "+", ",5", "5@", "5円2", "億"]
)
def test_scales_go_down_and_a_figure_has_digits(text: str) -> None:
    assert parse_reading(text).kind is ReadingKind.TEXT


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("1,000", ()),
        ("約 １２人", (Note.FULL_WIDTH, Note.SPACES, Note.UNIT_SUFFIX, Note.APPROXIMATE)),
        ("▲5", (Note.NEGATIVE_SIGN,)),
        ("-5", ()),
        ("1,0", (Note.GROUPING,)),
        ("1,000.5", ()),
        ("10,00億5", (Note.GROUPING,)),
        ("1億1,00", (Note.GROUPING,)),
        ("1,000,000", ()),
        ("1000,000", (Note.GROUPING,)),
    ],
)
def test_everything_that_was_normalised_is_noted(text: str, notes: tuple[Note, ...]) -> None:
    assert parse_reading(text, Unit("人")).notes == notes


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("集計作業中", Mark.PENDING),
        ("調査中", Mark.PENDING),
        ("未集計", Mark.PENDING),
        ("調査終了", Mark.ENDED),
        ("すべて", Mark.ALL),
        ("前年度比減", Mark.BELOW_LAST_YEAR),
        ("前年比増", Mark.ABOVE_LAST_YEAR),
        ("――", Mark.NONE),
        ("―――", None),
        ("ー－", Mark.NONE),
        ("－5", None),
        ("集計中です", None),
    ],
)
def test_these_spellings_and_no_others_are_marks(text: str, mark: Mark | None) -> None:
    found = parse_reading(text)
    assert found.mark is mark
    assert found.display() == text if mark else found.mark is None
    assert found.is_pending is (mark is Mark.PENDING)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("40", "40.0", True),
        ("1,027", "１０２７人", True),
        ("40", "41", False),
        ("集計中", "調査中", True),
        ("集計中", "完了", False),
        ("認定 なし", "認定なし", True),
        ("認定", "認定なし", False),
        ("", "　", True),
        ("", "－", False),
        ("0", "", False),
    ],
)
def test_readings_say_the_same_however_they_are_spelt(one: str, other: str, same: bool) -> None:
    assert parse_reading(one).same_as(parse_reading(other)) is same


@pytest.mark.parametrize(
    ("text", "decimals"), [("40.0", 1), ("40", 0), ("1,000.25", 2), ("R5.4.1", 0), ("", 0)]
)
def test_printed_decimals_are_those_of_a_figure(text: str, decimals: int) -> None:
    assert parse_reading(text).decimals == decimals


@pytest.mark.parametrize(
    ("value", "decimals", "grouped", "printed"),
    [
        ("1234.5", 0, True, "1,234.5"),
        ("1234.5", 2, True, "1,234.50"),
        ("1234.50", 0, False, "1234.5"),
        ("1E+3", 0, True, "1,000"),
        ("-1000", 1, True, "-1,000.0"),
        ("0", 0, True, "0"),
    ],
)
def test_a_number_is_printed_with_no_digit_lost(
    value: str, decimals: int, grouped: bool, printed: str
) -> None:
    assert printed_number(Decimal(value), decimals, grouped) == printed
    assert printed_number(Decimal(value), decimals) == printed or not grouped


def test_people_read_what_was_normalised() -> None:
    assert [one.value for one in Note] == [
        "全角の数字・記号を半角として読みました",
        "空白を除いて読みました",
        "単位を除いて読みました",
        "△・▲を負の数として読みました",
        "「約」を除いて読みました",
        "桁区切りの位置が3桁ごとではありません",
    ]
