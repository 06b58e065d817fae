"""The whole cycle on the sample: what goes in as answers comes out as the published set."""

from __future__ import annotations

import csv
import hashlib
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kpi_desktop.domain.figures.marks import Mark
from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.record.master_content import Item
from kpi_desktop.usecases.decide.decisions import accept, finalise
from kpi_desktop.usecases.deliver.consolidate import consolidate, snapshot
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import Outcome, collect
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo import demo
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from kpi_desktop.usecases.prepare.generate import generate


def published(name: str) -> list[dict[str, str]]:
    """Rows of one of the sample's files, as the prefecture published them."""
    with (files("kpi_desktop.sample") / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def contents_of(root: Path) -> dict[str, str]:
    """Hash of every file below *root* but the logs, which are not results."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "logs" not in path.parts and not path.name.endswith(("-wal", "-shm"))
    }


def test_every_actual_of_the_demo_is_the_published_one_and_no_other(finished: Desk) -> None:
    found = {
        (figure.no, str(figure.series), figure.year.short): figure.reading.display()
        for series in snapshot(finished).series
        for figure in series.actuals
    }
    expected = {
        (row["No"], row["系列番号"], row["年度"]): row["実績値"] for row in published("actuals.csv")
    }
    assert len(expected) == 279
    assert found == expected


@pytest.mark.parametrize(
    ("item", "column"), [(Item.BASELINE, "策定時実績値"), (Item.TARGET, "目標値")]
)
def test_baselines_and_targets_of_the_demo_are_the_published_ones(
    finished: Desk, item: Item, column: str
) -> None:
    found = {
        (figure.no, str(figure.series)): figure.reading.display()
        for series in snapshot(finished).series
        for figure in series.figures
        if figure.item is item
    }
    expected = {(row["No"], row["系列番号"]): row[column] for row in published("series.csv")}
    assert len(expected) == 68
    assert found == expected


def test_what_the_source_has_lost_is_still_missing_in_the_demo(finished: Desk) -> None:
    missing = {
        (figure.no, figure.item.value, figure.year.short)
        for series in snapshot(finished).series
        for figure in series.figures
        if figure.reading.is_missing
    }
    years = {("1", "実績値", year) for year in ("R2", "R3", "R4", "R5")}
    assert missing == years | {
        ("15", "実績値", "R1"),
        ("16", "実績値", "R1"),
        ("44", "目標値", "R5"),
    }


def test_pending_values_of_the_demo_are_pending_and_not_missing(finished: Desk) -> None:
    pending = {
        figure.no
        for series in snapshot(finished).series
        for figure in series.actuals
        if figure.reading.mark is Mark.PENDING
    }
    assert pending == {"15", "16", "20", "37", "38", "39", "追加1"}


def test_every_figure_of_this_year_names_the_cell_that_it_came_from(finished: Desk) -> None:
    content = snapshot(finished)
    figures = [one for series in content.series if (one := series.actual(content.year))]
    assert len(figures) == 68
    books = {
        sha256: openpyxl.load_workbook(BytesIO(finished.evidence.get(sha256)), data_only=True)
        for sha256 in {one.origin.sha256 for one in figures}
    }
    for one in figures:
        value = books[one.origin.sha256][one.origin.sheet][one.origin.cell].value
        assert ("" if value is None else str(value)) == one.origin.raw


def test_the_demo_ends_with_everything_finalised(finished: Desk) -> None:
    assert set(finished.store.states().values()) == {State.FINALISED}


def test_the_clean_demo_has_no_error(finished: Desk) -> None:
    assert [one for one in finished.store.findings() if one.severity is Severity.ERROR] == []


def test_running_the_whole_demo_again_changes_nothing(finished: Desk) -> None:
    before, log = contents_of(finished.workspace.root), finished.store.audit()
    demo(finished)
    assert finished.store.audit() == log
    assert contents_of(finished.workspace.root) == before


@pytest.mark.parametrize("seed", [1, 2])
def test_every_planted_defect_is_found_at_its_cell_and_no_other_cell_has_an_error(
    generated: Desk, seed: int
) -> None:
    planted = demo_fill(generated, seed=seed, defects=200).planted
    collect(generated)
    findings = validate(generated).findings
    found = {(one.place.sheet, one.place.cell, one.category.value) for one in findings}
    missed = [one for one in planted if (one.sheet, one.cell, one.category) not in found]
    cells = {(one.sheet, one.cell) for one in planted}
    errors = [one for one in findings if one.severity is Severity.ERROR]
    false = [one for one in errors if (one.place.sheet, one.place.cell) not in cells]
    assert (len(planted), missed, false) == (200, [], [])


def test_a_form_with_a_planted_error_is_not_accepted(generated: Desk) -> None:
    demo_fill(generated, seed=1, defects=20)
    collect(generated)
    bad = {one.indicator for one in validate(generated).findings if one.severity is Severity.ERROR}
    refused = {one.indicator for one in accept(generated).refused}
    assert bad and refused == bad


def test_a_corrected_file_supersedes_the_one_with_errors(generated: Desk) -> None:
    demo_fill(generated, seed=1, defects=20)
    collect(generated)
    assert validate(generated).count(Severity.ERROR) > 0
    demo_fill(generated)
    assert {
        one.version for one in collect(generated).entries if one.outcome is Outcome.COLLECTED
    } == {2}
    assert validate(generated).count(Severity.ERROR) == 0
    assert accept(generated).refused == ()


def test_forms_are_generated_with_the_same_bytes_and_the_same_issue_again(generated: Desk) -> None:
    before = contents_of(generated.workspace.outbox)
    again = generate(generated)
    assert {one.issue_no for one in again.forms} == {1}
    assert not any(one.written for one in again.forms)
    assert contents_of(generated.workspace.outbox) == before


def test_consolidating_with_departments_missing_is_allowed_and_says_so(generated: Desk) -> None:
    assert len(consolidate(generated).missing) == 57


def test_finalising_what_was_not_submitted_is_refused_with_the_reason(generated: Desk) -> None:
    refused = finalise(generated, indicators=["4"]).refused
    assert [one.reason for one in refused] == ["いまは「未提出」なので「確定」にできません。"]
