"""Returns: marked in the department's own file, and taken in again without complaint."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from email import message_from_bytes, policy
from pathlib import Path

import openpyxl
import psutil

from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.form import CellKind
from kpi_desktop.system.isolation import Limits, Reason
from kpi_desktop.system.workers import Workers
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import Outcome, collect
from kpi_desktop.usecases.gather.send_back import send_back
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from kpi_desktop.workbook.intake.isolated import IsolatedMarker


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_finding_has_a_mark_a_note_and_a_link(validated: Desk) -> None:
    result = send_back(validated)
    books = {one.department: openpyxl.load_workbook(one.marked) for one in result.returns}
    findings = [f for f in validated.store.findings() if f.severity is not Severity.INFO]
    assert findings
    for one in findings:
        book = books[one.department]
        assert book.sheetnames[0] == "要修正一覧"
        links = {
            cell.hyperlink.location for row in book["要修正一覧"] for cell in row if cell.hyperlink
        }
        if one.place.cell:
            cell = book[one.place.sheet][one.place.cell]
            assert cell.fill.fgColor.rgb in ("FFFFC4C9", "FFFFDF94")
            assert one.message in cell.comment.text
            assert f"'{one.place.sheet}'!{one.place.cell}" in links


def test_charts_and_texts_of_the_submitted_file_stay_byte_for_byte(validated: Desk) -> None:
    one, *_ = send_back(validated).returns
    sent = next(s for s in validated.store.submissions() if s.department == one.department)
    assert one.marked is not None
    before, after = parts(validated.evidence.get(sent.sha256)), parts(one.marked.read_bytes())
    same = [n for n in before if n.startswith(("xl/charts/", "xl/drawings/", "xl/shared"))]
    assert same and all(before[name] == after[name] for name in same)


def test_returning_twice_writes_the_same_bytes(validated: Desk) -> None:
    send_back(validated)
    assert not any(one.written for one in send_back(validated).returns)


def test_the_marked_file_itself_is_taken_in_and_gives_the_same_findings(
    validated: Desk, tmp_path: Path
) -> None:
    result = send_back(validated)
    before = [(f.rule, f.place, f.message) for f in validated.store.findings()]
    collected = collect(validated, [one.marked for one in result.returns if one.marked])
    assert {e.outcome for e in collected.entries} == {Outcome.COLLECTED}
    after = [(f.rule, f.place, f.message) for f in validate(validated).findings]
    assert after == before


def test_the_mail_is_an_unsent_draft_to_the_contact_with_the_file(validated: Desk) -> None:
    one, *_ = send_back(validated).returns
    assert one.marked is not None
    mail = message_from_bytes(one.mail.read_bytes(), policy=policy.default)
    assert mail["X-Unsent"] == "1" and "@" in mail["To"] and one.department in mail["Subject"]
    assert [part.get_filename() for part in mail.iter_attachments()] == [one.marked.name]


def as_right(desk: Desk, marked: bytes, right: bytes) -> bytes:
    """*marked* with every field typed over by what stands in the file without defects."""
    sent = {one.form_id: one.workbook for one in desk.store.issued()}
    good = {one.no: one.cells for one in desk.reader.read(right, "正.xlsx", sent).sheets}
    entries: dict[tuple[str, str], str | float | None] = {}
    for sheet in desk.reader.read(marked, "返.xlsx", sent).sheets:
        for name, cell in sheet.cells.items():
            wanted = good[sheet.no][name]
            if wanted.raw != cell.raw:
                number = wanted.kind is CellKind.NUMBER
                entries[cell.sheet, cell.address] = (
                    float(wanted.raw) if number else (wanted.raw or None)
                )
    return desk.filler.fill(marked, entries)


def test_a_corrected_copy_of_the_marked_file_is_taken_in_without_complaint(
    validated: Desk, tmp_path: Path
) -> None:
    result = send_back(validated)
    demo_fill(validated)
    for one in result.returns:
        assert one.marked is not None
        name = one.marked.name.replace("_差戻し", "")
        right = (validated.workspace.inbox / name).read_bytes()
        fixed = as_right(validated, one.marked.read_bytes(), right)
        (tmp_path / one.marked.name).write_bytes(fixed)
    entries = collect(
        validated, [tmp_path / one.marked.name for one in result.returns if one.marked]
    ).entries
    assert {(one.outcome, one.reason) for one in entries} == {(Outcome.COLLECTED, "")}
    assert validate(validated).count(Severity.ERROR) == 0


def test_what_came_in_is_marked_in_another_process(validated: Desk) -> None:
    before = set(psutil.Process().children())
    send_back(validated)
    assert len(set(psutil.Process().children()) - before) == 1


def test_a_file_that_is_too_much_to_mark_is_returned_as_a_list_that_says_why(
    validated: Desk,
) -> None:
    with Workers(Limits(output=4096)) as workers:
        result = send_back(dataclasses.replace(validated, returns=IsolatedMarker(workers)))
    assert len(result.returns) > 1
    for one in result.returns:
        assert one.marked is None and Reason.OUTPUT.value in one.reason
        mail = message_from_bytes(one.mail.read_bytes(), policy=policy.default)
        assert [part.get_filename() for part in mail.iter_attachments()] == [one.listing.name]
        assert openpyxl.load_workbook(one.listing).sheetnames == ["要修正一覧"]
