from decimal import Decimal

import pytest

from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.sample import load_sample

SAMPLE = load_sample()


def column(sheet: str, name: str) -> list[str]:
    header, *rows = SAMPLE.sheets[sheet]
    return [row[header.index(name)] for row in rows]


def test_the_sample_has_57_indicators_and_68_series() -> None:
    assert len(column("指標", "No")) == 57
    assert len(column("系列", "No")) == 68


def test_the_sample_has_five_pillars_and_ten_departments() -> None:
    assert len(column("柱", "柱名")) == 5
    assert len(column("部局", "部局名")) == 10


def test_the_master_knows_only_the_years_before_the_evaluation_year() -> None:
    assert set(column("実績", "年度")) == {"R1", "R2", "R3", "R4"}


def test_every_series_has_an_answer_for_the_evaluation_year() -> None:
    header, *rows = SAMPLE.sheets["系列"]
    assert set(SAMPLE.answers) == {(row[0], int(row[1])) for row in rows}


def test_what_the_source_has_lost_stays_missing() -> None:
    assert SAMPLE.answers["1", 1] == ""
    targets = dict(zip(column("系列", "No"), column("系列", "目標値"), strict=True))
    assert targets["44"] == ""


def test_every_indicator_has_three_narratives() -> None:
    assert set(SAMPLE.narratives) == set(column("指標", "No"))
    for boxes in SAMPLE.narratives.values():
        assert set(boxes) == {"取組状況", "課題等", "今後の方向性"}
        assert all(boxes.values())


def test_contacts_of_the_sample_are_nobodys() -> None:
    assert all(mail.endswith("@example.jp") for mail in column("部局", "メール"))


@pytest.mark.parametrize(
    ("key", "text"),
    [(("15", 1), "集計中"), (("10", 2), "認定"), (("33", 2), "0"), (("追加5", 1), "93.8")],
)
def test_answers_are_the_published_values(key: tuple[str, int], text: str) -> None:
    assert SAMPLE.answers[key] == text


def test_every_value_of_the_sample_prints_back_exactly() -> None:
    header, *series = SAMPLE.sheets["系列"]
    _, *actuals = SAMPLE.sheets["実績"]
    units = {(row[0], row[1]): Unit(row[3]) for row in series}
    values = [((row[0], row[1]), row[3]) for row in actuals]
    values += [((row[0], row[1]), text) for row in series for text in (row[5], row[7])]
    values += [((no, str(number)), text) for (no, number), text in SAMPLE.answers.items()]
    assert len(values) == 279 + 2 * 68
    for key, text in values:
        reading = parse_reading(text, units[key])
        assert (reading.display(), reading.raw, reading.notes) == (text, text, ())


def test_trillions_are_read_in_the_unit_of_their_series() -> None:
    assert parse_reading("2兆8,461", Unit("億円/年")).value == Decimal(28461)
