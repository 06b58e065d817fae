"""From any figure of the master workbook to the cell of the stored original file."""

from __future__ import annotations

import functools
import io
from typing import Any

import openpyxl

from kpi_desktop.domain.fiscal import FiscalYear
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.verify import verify


def test_every_value_of_the_master_is_found_in_its_original(finished: Desk) -> None:
    @functools.cache
    def original(sha256: str) -> Any:
        return openpyxl.load_workbook(io.BytesIO(finished.evidence.get(sha256)), data_only=True)

    master = openpyxl.load_workbook(finished.workspace.master_workbook(FiscalYear.parse("R5")))
    header, *rows = master["証跡"].iter_rows(values_only=True)
    walked = 0
    for row in rows:
        line = dict(zip(header, row))
        if not line["セル"]:
            continue
        value = original(str(line["SHA-256"]))[line["シート"]][line["セル"]].value
        assert str("" if value is None else value) == str(line["元の文字"] or ""), line
        walked += 1
    assert walked >= 279 + 2 * 68 + 3 * 57


def test_the_audit_head_in_the_master_is_one_of_the_chain(finished: Desk) -> None:
    master = openpyxl.load_workbook(finished.workspace.master_workbook(FiscalYear.parse("R5")))
    found = verify(finished)
    assert found.problems == ()
    hashes = [one.hash for one in finished.store.audit()]
    sheet = master["監査証跡"]
    last = sheet.cell(sheet.max_row, sheet.max_column - 2).value
    assert last in hashes
