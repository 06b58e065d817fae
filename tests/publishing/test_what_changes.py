"""A changed figure changes what depends on it in each output, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from kpi_desktop.publishing.open_data import open_data
from kpi_desktop.publishing.web_page import web_page
from kpi_desktop.usecases.deliver.provenance import provenance
from tests.usecases.contents import sample_content

BEFORE = sample_content()
AFTER = sample_content(
    retype=lambda no, field, text: "68.0" if (no, field) == ("4", "系列1_実績4") else text
)
FILES, CHANGED = open_data(BEFORE), open_data(AFTER)


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a JSON document with the way to it."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}/{key}")
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield from leaves(value, f"{path}/{at}")
    else:
        yield path, node


def differing(one: bytes, other: bytes) -> dict[str, tuple[Any, Any]]:
    first, second = dict(leaves(json.loads(one))), dict(leaves(json.loads(other)))
    assert first.keys() == second.keys()
    return {key: (first[key], second[key]) for key in first if first[key] != second[key]}


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def test_in_the_csv_files_its_own_row_and_the_assessment_of_its_indicator() -> None:
    cells = {
        (name, row[0], before, after)
        for name in FILES
        if name.endswith(".csv")
        for row, other in zip(table(FILES[name]), table(CHANGED[name]), strict=True)
        for before, after in zip(row, other, strict=True)
        if before != after
    }
    assert cells == {
        ("figures.csv", "4", "67.5", "68.0"),
        ("indicators.csv", "4", "実績67.5／目標66.6", "実績68.0／目標66.6"),
        ("indicators.csv", "4", "107.1", "111.0"),
    }


def test_in_the_json_the_figure_the_assessment_and_the_snapshot() -> None:
    assert differing(FILES["kpi.json"], CHANGED["kpi.json"]) == {
        "/snapshot": (BEFORE.snapshot, AFTER.snapshot),
        "/indicators/3/assessment/reason": ("実績67.5／目標66.6", "実績68.0／目標66.6"),
        "/indicators/3/assessment/progress_percent": (107.1, 111),
        "/indicators/3/series/0/actuals/3/value": (67.5, 68),
        "/indicators/3/series/0/actuals/3/printed": ("67.5", "68.0"),
    }


def test_in_the_catalogue_the_snapshot_and_the_files_that_changed() -> None:
    assert FILES["kpi.schema.json"] == CHANGED["kpi.schema.json"]
    assert set(differing(FILES["datapackage.json"], CHANGED["datapackage.json"])) == {"/version"}
    listed = json.loads(FILES["ckan.json"])["resources"]
    found = differing(FILES["ckan.json"], CHANGED["ckan.json"])
    touched = {listed[int(key.split("/")[2])]["name"] for key in found if key != "/version"}
    assert touched == {"figures.csv", "indicators.csv", "kpi.json", "datapackage.json"}


def test_in_the_provenance_the_value_with_what_was_read_and_the_snapshot() -> None:
    found = differing(provenance(BEFORE), provenance(AFTER))
    value = {key.rpartition("/")[2]: pair for key, pair in found.items() if key != "/snapshot"}
    assert value == {
        "value": ("67.5", "68.0"),
        "number": ("67.5", "68.0"),
        "raw": ("67.5", "68.0"),
    }


def test_on_the_page_its_own_article_and_the_snapshot() -> None:
    def articles(page: bytes) -> tuple[dict[str, str], str]:
        text = page.decode()
        found = dict(re.findall(r'<article id="no-([^"]+)"(.*?)</article>', text, re.S))
        return found, re.sub(r"<article.*</article>", "", text, flags=re.S)

    before, rest = articles(web_page(BEFORE))
    after, other = articles(web_page(AFTER))
    assert [no for no in before if before[no] != after[no]] == ["4"]
    assert rest.replace(BEFORE.snapshot, AFTER.snapshot) == other
