import dataclasses
import io

import openpyxl
import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.usecases.deliver.comparison import compare, compare_with
from kpi_desktop.usecases.deliver.provenance import provenance
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.workbook.master_book.comparison_book import comparison_workbook
from tests.usecases.contents import sample_content

BEFORE = sample_content()


def later() -> MasterContent:
    """The figure of No 4 and a text of No 7 have changed since, by a new submission."""
    content = sample_content(
        retype=lambda no, field, text: {
            ("4", "系列1_実績4"): "68.0",
            ("7", "課題等"): "別の文",
        }.get((no, field), text)
    )
    last = content.audit[-1]
    entry = dataclasses.replace(
        last, seq=last.seq + 1, details={"indicators": ["4"], "reason": "錯誤"}, action="reopen"
    )
    return dataclasses.replace(content, audit=(*content.audit, entry))


def test_equal_masters_have_no_change() -> None:
    assert compare(provenance(BEFORE), sample_content()).changes == ()


def test_a_changed_figure_is_told_with_both_values_places_and_decision() -> None:
    found = compare(provenance(BEFORE), later())
    assert [(one.no, one.item, one.kind) for one in found.changes] == [
        ("4", "実績値", "変更"),
        ("7", "課題等", "変更"),
    ]
    first = found.changes[0]
    assert (first.before, first.after, first.year) == ("67.5", "68.0", "R5")
    assert "No.4!" in first.before_place and "第1版" in first.after_place
    assert "再開（企画 太郎）錯誤" in first.decided
    assert found.changes[1].decided == ""


def test_the_two_masters_are_named() -> None:
    after = later()
    found = compare(provenance(BEFORE), after)
    assert (found.earlier, found.later) == (BEFORE.snapshot, after.snapshot)


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"snapshot": 1, "audit": {}}', b"\xff\xfe"])
def test_something_else_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(KpiError) as caught:
        compare(data, BEFORE)
    assert "証跡_" in caught.value.remedy


def test_the_workbook_lists_the_changes() -> None:
    found = compare(provenance(BEFORE), later())
    data = comparison_workbook(found, "試験")
    assert data == comparison_workbook(found, "試験")
    sheet = openpyxl.load_workbook(io.BytesIO(data))["比較"]
    assert [sheet.cell(row, 1).value for row in (2, 3)] == ["4", "7"]


def test_comparing_with_its_own_evidence_finds_nothing_and_repeats(finished: Desk) -> None:
    earlier = finished.workspace.results / "証跡_R5.json"
    first = compare_with(finished, earlier, comparison_workbook)
    assert (first.changes, first.written, first.earlier) == (0, True, first.later)
    assert not compare_with(finished, earlier, comparison_workbook).written
