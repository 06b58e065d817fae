import dataclasses
import datetime

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.record.master_content import Item, Source
from kpi_desktop.sample import load_sample
from kpi_desktop.usecases.record.content_builder import MasterSource, build_content
from tests.usecases.contents import (
    MORNING,
    answer_all,
    audit_of,
    sample_content,
    sample_master,
    sample_plan,
)

CONTENT = sample_content()
R4, R5 = FiscalYear(2022), FiscalYear(2023)


def figure(no: str, series: int, year: FiscalYear):  # type: ignore[no-untyped-def]
    one = next(each for each in CONTENT.indicators if each.indicator.no == no)
    return one.series[series - 1].actual(year)


def test_every_figure_of_every_year_is_in_the_content() -> None:
    header, *past = load_sample().sheets["実績"]
    published = {(row[0], int(row[1]), row[2]): row[3] for row in past}
    published |= {(*key, "R5"): text for key, text in load_sample().answers.items()}
    found = {
        (one.no, one.series, one.year.short): one.reading.display()
        for series in CONTENT.series
        for one in series.actuals
    }
    assert len(found) == 279
    assert found == published


def test_every_baseline_and_target_is_in_the_content() -> None:
    _, *rows = load_sample().sheets["系列"]
    found = [
        (one.baseline.no, one.series.number, one.baseline.reading.raw, one.target.reading.raw)
        for one in CONTENT.series
    ]
    assert found == [(row[0], int(row[1]), row[5], row[7]) for row in rows]


def test_a_reported_figure_tells_the_cell_of_the_file_it_came_from() -> None:
    origin = figure("4", 1, R5).origin
    assert origin.source is Source.SUBMISSION
    assert origin.file.endswith(".xlsx") and "土木部" in origin.file
    assert (origin.sheet, origin.raw, origin.version) == ("No.4", "67.5", 1)
    assert origin.cell.startswith("H")
    assert origin.operator == "企画 太郎"


def test_a_past_figure_tells_its_cell_in_the_master_data() -> None:
    origin = figure("4", 1, R4).origin
    assert (origin.source, origin.sheet, origin.raw) == (Source.MASTER_DATA, "実績", "61.6")
    assert (origin.sheet, origin.cell) == sample_master().places["4", 1, "R4"]


def test_a_past_figure_that_was_pending_comes_from_the_department() -> None:
    assert figure("16", 1, R4).origin.source is Source.SUBMISSION


def test_normalising_is_told_in_the_origin() -> None:
    content = sample_content(
        retype=lambda no, field, text: "６７．５" if (no, field) == ("4", "系列1_実績4") else text
    )
    one = next(each for each in content.indicators if each.indicator.no == "4")
    found = one.series[0].actual(R5)
    assert found is not None
    assert found.origin.raw == "６７．５"
    assert found.reading.value is not None and str(found.reading.value) == "67.5"
    assert found.origin.notes == ("全角の数字・記号を半角として読みました",)


def test_narratives_tell_their_cell() -> None:
    one = CONTENT.indicators[0]
    assert [text.field for text in one.texts] == ["取組状況", "課題等", "今後の方向性", "脚注"]
    assert one.texts[0].origin.sheet == "No.1"
    assert one.text("取組状況") == load_sample().narratives["1"]["取組状況"]


def test_departments_may_be_missing() -> None:
    content = sample_content(without=("観光文化部",))
    assert content.missing == ("27", "28", "29")
    one = next(each for each in content.indicators if each.indicator.no == "27")
    assert (one.verdict, one.state) == ("未提出", State.NOT_SUBMITTED)
    found = one.series[0].actual(R5)
    assert found is not None
    assert (found.reading.is_missing, found.origin.source) == (True, Source.NOWHERE)
    assert [d.missing for d in content.departments if d.missing] == [("27", "28", "29")]


def test_the_same_input_has_the_same_snapshot() -> None:
    assert sample_content().snapshot == CONTENT.snapshot
    assert CONTENT.snapshot.startswith("R5-")


def test_a_changed_figure_changes_the_snapshot_and_nothing_but_its_own_lines() -> None:
    changed = sample_content(
        retype=lambda no, field, text: "68.0" if (no, field) == ("4", "系列1_実績4") else text
    )
    assert changed.snapshot != CONTENT.snapshot
    differing = [
        one.indicator.no
        for one, other in zip(CONTENT.indicators, changed.indicators, strict=True)
        if one != other
    ]
    assert differing == ["4"]


def test_writing_results_does_not_change_the_content() -> None:
    answers = answer_all()
    entries = audit_of([one.submission for one in answers.values()][:1])
    later = dataclasses.replace(
        entries[-1], seq=2, at=MORNING + datetime.timedelta(days=9), action="consolidate"
    )
    before = build_content(sample_plan(), answers, {}, audit=entries)
    after = build_content(sample_plan(), answers, {}, audit=[*entries, later])
    assert before == after
    assert after.as_of == entries[-1].at


def test_resaving_the_master_data_does_not_change_the_snapshot() -> None:
    one = build_content(sample_plan(), {}, {}, master=MasterSource("a.xlsx", "1" * 64))
    other = build_content(sample_plan(), {}, {}, master=MasterSource("a.xlsx", "2" * 64))
    assert one.snapshot == other.snapshot


def test_a_series_that_is_not_assessed_has_no_verdict() -> None:
    one = next(each for each in CONTENT.indicators if each.indicator.no == "5")
    assert [each.assessment is None for each in one.series] == [True, False]
    assert one.lead_series.series.number == 2
    assert one.series[0].target.item is Item.TARGET
