"""Writes the master workbook (統合マスタ): one file in which auditors find every figure and its origin."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.usecases.ports import FormWriter
from kpi_desktop.usecases.record.finished_forms import finished_forms
from kpi_desktop.workbook.master_book.audit_sheets import audit, evidence
from kpi_desktop.workbook.master_book.cell_links import Key, Places
from kpi_desktop.workbook.master_book.corrections_sheet import corrections
from kpi_desktop.workbook.master_book.dashboard import Dashboard
from kpi_desktop.workbook.master_book.dictionary_sheet import write_dictionary
from kpi_desktop.workbook.master_book.findings_sheet import findings
from kpi_desktop.workbook.master_book.form_pages import FormPages
from kpi_desktop.workbook.master_book.plan_sheets import achievement, actuals, narratives, summary
from kpi_desktop.workbook.master_book.submission_sheets import departments, history
from kpi_desktop.workbook.tables.cell_styles import Styles
from kpi_desktop.workbook.tables.table_sheet import TableSheet

#: Used where the record holds no time at all.
_BEGINNING = datetime.datetime(2000, 1, 1)


class MasterBookWriter:
    """統合マスタ as bytes."""

    def write(self, content: MasterContent, writer: FormWriter) -> bytes:
        """The finished .xlsx, its 個票 stamped by *writer*; the same content gives the same bytes."""
        forms = finished_forms(content, content.indicators)
        pages = FormPages(content, forms, writer.stamp(forms))
        places = Places(content, pages.cells)
        return pages.added_to(_tables(content, places), places)

    def value_cells(self, content: MasterContent) -> Mapping[Key, str]:
        """Key → the cell in which that value stands, as the sheet 証跡 says it."""
        places = Places(content, {})
        for sheet in (summary, actuals, narratives):
            sheet(content, places)
        return {key: places.value_of(key) for key, _ in places.evidence}


def _tables(content: MasterContent, places: Places) -> bytes:
    """The workbook without its 個票."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    plan = content.plan
    title = f"{plan.name}　{plan.evaluation_year.full}"
    when = content.as_of.replace(tzinfo=None) if content.as_of else _BEGINNING
    book.set_properties(
        {
            "title": f"統合マスタ　{title}",
            "subject": plan.title,
            "author": plan.organisation,
            "keywords": content.snapshot,
            "created": when,
        }
    )
    book.set_custom_property("kpi.snapshot", content.snapshot)
    book.set_custom_property("kpi.audit_head", content.audit_head)
    styles = Styles(book)
    sheets: tuple[TableSheet[Any], ...] = (
        achievement(content),
        summary(content, places),
        actuals(content, places),
        narratives(content, places),
        findings(content),
        corrections(content, places),
        departments(content),
        history(content),
        evidence(content, places),
        audit(content),
    )
    Dashboard(book, styles, content).write()
    for sheet in sheets:
        sheet.write(book, styles, title, content.snapshot)
    write_dictionary(book, styles, sheets, title, content.snapshot)
    book.close()
    return stream.getvalue()
