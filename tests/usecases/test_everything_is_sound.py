"""Every kind of workbook that the product writes: Excel would not offer to repair it, and it is valid.

A new module that writes workbooks fails here until it is named with what it writes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from kpi_desktop import workbook
from kpi_desktop.bootstrap import comparison_workbook, findings_workbook
from kpi_desktop.domain.forms.workbook_kinds import MacroKind
from kpi_desktop.usecases.decide.corrections import Decide, correct
from kpi_desktop.usecases.deliver.build_macros import build_macros
from kpi_desktop.usecases.deliver.comparison import compare_with
from kpi_desktop.usecases.deliver.consolidate import consolidate
from kpi_desktop.usecases.deliver.printed_set import printed_set
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.export_findings import export_findings
from kpi_desktop.usecases.gather.send_back import send_back
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.workbook.macros.removal import without_macros
from kpi_desktop.workbook.master_book.printed_forms import print_ready
from kpi_desktop.workbook.master_book.printed_front import front_pages
from kpi_desktop.workbook.ooxml.package.other_formats import values_only
from kpi_desktop.workbook.ooxml.package.refusals import Reason
from tests.microsofts_validator import MICROSOFTS, microsofts_errors
from tests.repair_check import repair_faults
from tests.usecases.contents import sample_content

ROOM = Path(workbook.__file__).parent
WRITES = re.compile(r"xlsxwriter\.Workbook\(|\.rewritten\(|return archive\(|\.save\(")
#: How bytes become a package; what is in it comes from the others.
PACKAGING = {"ooxml/package/package"}


def one(folder: Path, pattern: str) -> bytes:
    """The first file of that kind."""
    return min(folder.rglob(pattern)).read_bytes()


def printed_forms(desk: Desk) -> bytes:
    """A form as it goes to the printer."""
    data = one(desk.workspace.outbox, "*.xlsx")
    names = openpyxl.load_workbook(io.BytesIO(data), read_only=True).sheetnames
    forms = frozenset(name for name in names if name.startswith("No."))
    return print_ready(data, forms, "評価R5", "1")


def master_data_after_a_correction(desk: Desk) -> bytes:
    """With the value and the footnote put in."""
    before = desk.workspace.master_data.read_bytes()
    correct(desk, Decide.APPROVE, ["6-1-R4"], "原票を確認した")
    assert desk.workspace.master_data.read_bytes() != before
    return desk.workspace.master_data.read_bytes()


#: Module → what it wrote in the workspace, where every step has been done.
KINDS: dict[str, Callable[[Desk], bytes]] = {
    "template/template": lambda desk: desk.workspace.template.read_bytes(),
    "stamping/stamper": lambda desk: one(desk.workspace.outbox, "*.xlsx"),
    "ooxml/sheet/sheet_editor": lambda desk: one(desk.workspace.inbox, "*.xlsx"),
    "master_data/writer": lambda desk: desk.workspace.master_data.read_bytes(),
    "master_book/writer": lambda desk: one(desk.workspace.results, "統合マスタ_*.xlsx"),
    "master_book/copied_sheets": lambda desk: one(desk.workspace.results, "統合マスタ_*.xlsx"),
    "master_book/comparison_book": lambda desk: one(desk.workspace.results, "比較_*.xlsx"),
    "marking/findings_export": lambda desk: one(desk.workspace.results, "指摘.xlsx"),
    "marking/returned_copy": lambda desk: one(desk.workspace.returns, "*.xlsx"),
    "macros/macro_package": lambda desk: one(desk.workspace.outbox, "*.xlsm"),
    "macros/vba_project": lambda desk: one(desk.workspace.results, "*.xlsm"),
    "macros/removal": lambda desk: without_macros(one(desk.workspace.outbox, "*.xlsm")),
    "master_book/printed_forms": printed_forms,
    "master_book/printed_front": lambda desk: front_pages(printed_set(sample_content())).workbook,
    "ooxml/package/other_formats": lambda desk: values_only(
        one(desk.workspace.inbox, "*.xlsx"), Reason.DAMAGED
    ),
    "master_data/editor": master_data_after_a_correction,
}


def test_every_module_that_writes_workbooks_is_named_here() -> None:
    modules = {
        path.relative_to(ROOM).with_suffix("").as_posix(): path for path in ROOM.rglob("*.py")
    }
    writing = {name for name, path in modules.items() if WRITES.search(path.read_text("utf-8"))}
    assert writing - PACKAGING <= set(KINDS) <= set(modules)


def test_excel_would_not_repair_any_of_them_and_they_are_valid(asked: Desk, tmp_path: Path) -> None:
    desk = asked
    found = validate(desk)
    send_back(desk)
    consolidate(desk)
    compare_with(desk, min(desk.workspace.results.glob("証跡_*.json")), comparison_workbook)
    export_findings(desk, found.findings, desk.workspace.results / "指摘.xlsx", findings_workbook)
    build_macros(desk, [desk.plan().departments[0].name])
    build_macros(desk, only=MacroKind.MASTER)
    faults: dict[str, list[str]] = {}
    for form in desk.workspace.outbox.glob("*.xlsx"):
        assert repair_faults(form.read_bytes()) == (), form.name
    for name, get in KINDS.items():
        data = get(desk)
        path = tmp_path / ("book.xlsm" if b"vbaProject" in data else "book.xlsx")
        path.write_bytes(data)
        errors = [one.description for one in OpenXmlValidator().validate(str(path)).errors]
        errors += [f"{fault.rule}: {fault}" for fault in repair_faults(data)]
        errors += microsofts_errors(path) if MICROSOFTS else []
        if errors:
            faults[name] = errors
    assert faults == {}
