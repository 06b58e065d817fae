"""Workbooks that are not .xlsx (.xls .xlsb .ods), turned into a plain .xlsx of their values.

Names, formulas, formats and error values do not survive: fields are then found by sight and a person is
asked. A converter that runs LibreOffice keeps them; it is used instead where there is one.
"""

from __future__ import annotations

import datetime
import io

import python_calamine
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal

MAX_CELLS = 400_000


def values_only(data: bytes, reason: Reason) -> bytes:
    """The values of every sheet of *data* as .xlsx. Refusal (*reason*) when it cannot be opened."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    options |= {"strings_to_numbers": False, "nan_inf_to_errors": True}
    book = xlsxwriter.Workbook(target, options)
    try:
        source = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in source.sheet_names:
            sheet = source.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > MAX_CELLS:
                raise Refusal(Reason.TOO_MANY_CELLS, name)
            _copy(sheet, book.add_worksheet(name))
    except python_calamine.PasswordError:
        raise Refusal(Reason.ENCRYPTED) from None
    except (python_calamine.CalamineError, XlsxWriterException, OSError, ValueError):
        raise Refusal(reason) from None
    except BaseException as error:
        # a panic of the library, which is written in Rust; damaged files bring it about
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise Refusal(reason) from None
    book.close()
    return target.getvalue()


def _copy(sheet: python_calamine.CalamineSheet, target: xlsxwriter.worksheet.Worksheet) -> None:
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            if isinstance(value, bool):
                target.write_boolean(row, column, value)
            elif isinstance(value, int | float):
                target.write_number(row, column, value)
            elif isinstance(value, datetime.date | datetime.time | datetime.timedelta):
                target.write_string(row, column, str(value))
            elif value:
                target.write_string(row, column, value)
