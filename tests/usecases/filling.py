"""Departments at work in tests: they type into their forms, send them in, and the office looks at them."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_desktop.usecases.collect import CollectResult, collect
from kpi_desktop.usecases.demo_fill import demo_fill
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.validate import validate

#: (No, field name) → what is typed.
Changes = Mapping[tuple[str, str], str | float | None]


def submit_all(desk: Desk, changes: Changes) -> CollectResult:
    """Everybody sends the right answers in, but for *changes*."""
    demo_fill(desk)
    return submit(desk, changes)


def submit(desk: Desk, changes: Changes) -> CollectResult:
    """What lies in 提出/ with *changes* typed in is sent in, and validated."""
    for form in desk.store.issued():
        path = desk.workspace.inbox / form.file_name
        led = {one.no for one in form.workbook.sheets if one.is_lead}
        own = {key: value for key, value in changes.items() if key[0] in led}
        if own:
            data = path.read_bytes()
            read = desk.reader.read(data, path.name, {form.form_id: form.workbook})
            cells = {
                (sheet.no, field): (cell.sheet, cell.address)
                for sheet in read.sheets
                for field, cell in sheet.cells.items()
            }
            entries = {cells[key]: value for key, value in own.items()}
            path.write_bytes(desk.filler.fill(data, entries))
    found = collect(desk)
    validate(desk)
    return found
