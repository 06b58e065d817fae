"""How a form's identity is written into a workbook, in several places, and read back.

1. custom document properties ``kpi.…`` (text),
2. the same keys and values in columns A and B of the hidden sheet ``_様式情報``,
3. on every form sheet a token in the locked cell that is named ``様式ID`` (optional in a template).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.forms.form import FormIdentity
from kpi_desktop.domain.forms.workbook_kinds import FormUnit

HIDDEN_SHEET = "_様式情報"
TOKEN_NAME = "様式ID"
PREFIX = "kpi."
SCHEMA = "1"

_TOKEN = re.compile(r"KPI2[:：]([0-9a-f]{16})[:：](\d+)[:：](\S+)")


def to_properties(identity: FormIdentity) -> dict[str, str]:
    """Identity as ordered text pairs for the properties and the hidden sheet."""
    return {
        "kpi.schema": SCHEMA,
        "kpi.form_id": identity.form_id,
        "kpi.issue": str(identity.issue_no),
        "kpi.plan": identity.plan,
        "kpi.year": identity.year.short,
        "kpi.department": identity.department,
        "kpi.unit": identity.unit.value,
        "kpi.unit_name": identity.unit_name,
        "kpi.template": identity.template_print,
        "kpi.master": identity.master_print,
    }


def from_properties(properties: Mapping[str, str]) -> FormIdentity | None:
    """Identity from such pairs, None when they do not hold a whole one."""
    try:
        return FormIdentity(
            form_id=properties["kpi.form_id"],
            plan=properties["kpi.plan"],
            year=FiscalYear.parse(properties["kpi.year"]),
            department=properties["kpi.department"],
            unit=FormUnit(properties["kpi.unit"]),
            unit_name=properties.get("kpi.unit_name", ""),
            issue_no=int(properties["kpi.issue"]),
            template_print=properties.get("kpi.template", ""),
            master_print=properties.get("kpi.master", ""),
        )
    except (KeyError, ValueError):
        return None


def sheet_token(identity: FormIdentity, no: str) -> str:
    """The token of one form sheet, e.g. ``KPI2:0123456789abcdef:1:追加1``."""
    return f"KPI2:{identity.form_id}:{identity.issue_no}:{no}"


def parse_token(text: str) -> tuple[str, int, str] | None:
    """Form id, issue number and indicator No of a token, None when *text* is not one."""
    match = _TOKEN.search(text)
    return (match[1], int(match[2]), match[3]) if match else None
