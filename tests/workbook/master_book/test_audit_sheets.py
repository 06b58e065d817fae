"""The sheets of the record: what auditors read in words."""

from __future__ import annotations

import dataclasses

from kpi_desktop.domain.record.audit import AuditAction, AuditEntry
from kpi_desktop.workbook.master_book import audit_sheets
from tests.usecases.contents import MORNING, sample_content


def logged(action: str) -> str:
    """What 監査証跡 shows for an entry of *action*."""
    entry = AuditEntry(1, MORNING, "企画 太郎", action, {}, "", "")
    sheet = audit_sheets.audit(dataclasses.replace(sample_content(), audit=(entry,)))
    return str(next(one for one in sheet.columns if one.title == "操作").value(entry))


def test_every_action_of_the_log_is_shown_in_japanese() -> None:
    assert [action for action in AuditAction if logged(action.value).isascii()] == []


def test_an_action_of_another_version_is_shown_as_it_stands() -> None:
    assert logged("archive") == "archive"
