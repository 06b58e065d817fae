"""Departments at work in tests: they type into their forms, send them in, and the office looks at them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

from kpi_desktop.bootstrap import make_workspace, open_desk
from kpi_desktop.domain.indicators.indicator import Indicator
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import CollectResult, collect
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from kpi_desktop.usecases.prepare.generate import generate
from kpi_desktop.usecases.prepare.master_rows import master_rows
from kpi_desktop.workbook.master_data.writer import sheets_as_workbook

#: At least one indicator a department, and the awkward ones: several series or departments, states, H30.
FEW = ("1", "2", "3", "4", "5", "6", "9", "10", "12", "20", "27", "31", "49")
#: (No, field name) → what is typed.
Changes = Mapping[tuple[str, str], str | float | None]
#: No 6 asks to have R4 (1,592) changed to 1,529, with the reason in its footnote.
REQUEST: Changes = {("6", "系列1_実績3"): 1529.0, ("6", "脚注"): "※錯誤により実績値修正"}


def set_indicators(desk: Desk, indicators: Sequence[Indicator], name: str = "") -> None:
    """The master data get these indicators, with the figures they carry, and the plan another *name*."""
    actuals = {
        (one.no, series.number): series.actuals for one in indicators for series in one.series
    }
    plan = dataclasses.replace(desk.plan(), indicators=tuple(indicators))
    plan = dataclasses.replace(plan, name=name or plan.name)
    desk.workspace.master_data.write_bytes(sheets_as_workbook(master_rows(plan, actuals)))


def make_small(root: Path, name: str = "") -> None:
    """A workspace of the sample's FEW indicators with its forms in 配布/; with a *name* it is no sample."""
    make_workspace(root, sample=True, master=None)
    with open_desk(root) as desk:
        set_indicators(desk, [one for one in desk.plan().indicators if one.no in FEW], name)
        generate(desk)


def submit_all(desk: Desk, changes: Changes) -> CollectResult:
    """Everybody sends the right answers in, but for *changes*."""
    demo_fill(desk)
    return submit(desk, changes)


def submit(desk: Desk, changes: Changes) -> CollectResult:
    """What lies in 提出/ with *changes* typed in is sent in, and validated."""
    type_in(desk, changes)
    found = collect(desk)
    validate(desk)
    return found


def type_in(desk: Desk, changes: Changes) -> None:
    """Type *changes* into what lies in 提出/."""
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
