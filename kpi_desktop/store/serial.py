"""Domain objects to and from canonical JSON; what goes out comes back equal."""

from __future__ import annotations

import datetime
import json
import re
from decimal import Decimal
from typing import Any, TypeVar

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.forms.form import FormSheet, FormWorkbook

T = TypeVar("T")

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical(value: Any) -> str:
    """*value* (plain JSON) as its one canonical text: keys sorted, no spaces, Japanese as it is.

    Characters that a database may refuse (controls, lone surrogates) are escaped.
    """
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _make_converter() -> Converter:
    made = Converter()
    made.register_unstructure_hook(Decimal, str)
    made.register_structure_hook(Decimal, lambda text, _: Decimal(text))
    made.register_unstructure_hook(datetime.date, datetime.date.isoformat)
    made.register_structure_hook(datetime.date, lambda text, _: datetime.date.fromisoformat(text))
    made.register_unstructure_hook(FiscalYear, lambda year: year.western)
    made.register_structure_hook(FiscalYear, lambda number, _: FiscalYear(number))
    plain_sheet = make_dict_unstructure_fn(FormSheet, made)
    made.register_unstructure_hook(
        FormSheet,
        lambda sheet: {**plain_sheet(sheet), "inputs": sorted(sheet.inputs)},
    )
    return made


_CONVERTER = _make_converter()


def to_plain(value: Any) -> Any:
    """A domain object as plain JSON data."""
    return _CONVERTER.unstructure(value)


def from_plain(kind: type[T], plain: Any) -> T:
    """The domain object that ``to_plain`` took apart."""
    return _CONVERTER.structure(plain, kind)


def workbook_to_json(workbook: FormWorkbook) -> str:
    """A form as sent, as canonical JSON."""
    return canonical(to_plain(workbook))


def workbook_from_json(text: str) -> FormWorkbook:
    """The form that ``workbook_to_json`` wrote."""
    return from_plain(FormWorkbook, json.loads(text))
