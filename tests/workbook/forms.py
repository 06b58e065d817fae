"""Small form workbooks for tests, made by openpyxl: one sheet an indicator, found by defined names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.forms.form import FormIdentity
from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from kpi_desktop.workbook.template import identity as marks

IDENTITY = FormIdentity(
    "0123456789abcdef", "第２期戦略", FiscalYear(2023), "土木部", FormUnit.DEPARTMENT
)
ADDRESSES = {
    "様式ID": "M1",
    "部局名": "A1",
    "課名": "D4",
    "No": "B4",
    "指標名": "B5",
    "注記": "B6",
    "策定時年度": "C9",
    "年度1": "D9",
    "目標年度": "I9",
    "系列1_区分": "A10",
    "系列1_単位": "B10",
    "系列1_策定時": "C10",
    "系列1_実績1": "D10",
    "系列1_目標": "I10",
    "取組状況": "A19",
    "課題等": "A21",
    "今後の方向性": "A23",
    "脚注": "A17",
}
INPUTS = ("系列1_実績1", "取組状況", "課題等", "今後の方向性")


def fill_sheet(sheet: Worksheet, no: str, values: Mapping[str, object]) -> None:
    """Names, token and *values* by field on one sheet; inputs are unlocked."""
    own = {"様式ID": marks.sheet_token(IDENTITY, no), "No": no, **values}
    quoted = sheet.title.replace("'", "''")
    for field, address in ADDRESSES.items():
        cell = sheet[address]
        if field in own:
            cell.value = own[field]
        if field in INPUTS:
            cell.protection = Protection(locked=False)
        letters = address.rstrip("0123456789")
        place = f"'{quoted}'!${letters}${address[len(letters):]}"
        sheet.defined_names[field] = DefinedName(field, attr_text=place)
    sheet.protection.sheet = True


def form(
    values: Mapping[str, object] | None = None,
    change: Callable[[Workbook, Worksheet], None] | None = None,
    sheet_name: str = "No7",
) -> bytes:
    """A workbook with one form sheet of indicator 7. *change* may do anything to it before saving."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = sheet_name
    fill_sheet(sheet, "7", values or {})
    hidden = book.create_sheet(marks.HIDDEN_SHEET)
    hidden.sheet_state = "hidden"
    for key, value in marks.to_properties(IDENTITY).items():
        hidden.append([key, value])
        book.custom_doc_props.append(StringProperty(name=key, value=value))
    if change is not None:
        change(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    """A package of *contents*."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            package.writestr(name, content)
    return stream.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """*data* with one part changed; the change must change something."""
    contents = parts(data)
    changed = change(contents[name])
    assert changed != contents[name]
    return packed({**contents, name: changed})
