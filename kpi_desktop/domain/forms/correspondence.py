"""What goes to a department beside its forms: notices of findings, and drafts of mails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_desktop.domain.finding import Finding


@dataclass(frozen=True)
class NoticeItem:
    """One finding in a notice. ``indicator`` and ``field`` are its place in words (``R5実績値（累計）``)."""

    indicator: str
    field: str
    finding: Finding


@dataclass(frozen=True)
class Notice:
    """差戻しの通知: what a department is asked to mend in one submission, in the order of the list."""

    title: str
    lines: tuple[str, ...]
    items: tuple[NoticeItem, ...]


@dataclass(frozen=True)
class MailDraft:
    """A mail that is ready to be looked through and sent. ``attachments``: file name → content."""

    to_name: str
    to_address: str
    subject: str
    body: str
    attachments: Mapping[str, bytes]
