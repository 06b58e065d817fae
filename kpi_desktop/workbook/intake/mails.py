"""Mails (.eml): one item for each file that is attached."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage

from kpi_desktop.domain.forms.file_names import without_invisible
from kpi_desktop.workbook.intake.arrived_file import Item
from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal

_MAIL_HEADS = (
    b"from:",
    b"received:",
    b"return-path:",
    b"mime-version:",
    b"delivered-to:",
    b"date:",
)


def is_mail(data: bytes, name: str) -> bool:
    """Whether *data* is a mail as text (.eml)."""
    if name.lower().endswith(".eml"):
        return True
    head = data[:2048].lower()
    return head.startswith(_MAIL_HEADS) and b"\nsubject:" in head


def attachments(data: bytes) -> Iterator[Item]:
    """Every file that the mail *data* brings; a refusal when there is none."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = list(message.walk())
    except (RecursionError, ValueError, LookupError):
        yield Item("", None, Refusal(Reason.BAD_ARCHIVE, "メールの構成"))
        return
    found = 0
    for number, part in enumerate(parts):
        assert isinstance(part, EmailMessage)
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            continue
        name = _attachment_name(part, number)
        if name is None:
            continue
        found += 1
        yield _attachment(part, name)
    if not found:
        body = data.lower()
        links = (b"sharepoint.com", b"1drv.ms", b"drive.google.com", b"onedrive.live.com")
        reason = Reason.CLOUD_LINK if any(link in body for link in links) else Reason.NO_ATTACHMENT
        yield Item("", None, Refusal(reason))


def _attachment_name(part: EmailMessage, number: int) -> str | None:
    """Name of an attachment; None for a part that is text to read or a picture in it."""
    try:
        name = part.get_filename()
    except (LookupError, ValueError):
        name = None
    if part.get_content_type() == "message/rfc822":
        return None
    main = part.get_content_maintype()
    if name is None and (main in ("text", "multipart", "message") or number == 0):
        return None
    if main == "image" and part.get("Content-ID") is not None:
        return None
    steps = (name or f"添付{number}").replace("\\", "/").split("/")
    return without_invisible(steps[-1]) or f"添付{number}"


def _attachment(part: EmailMessage, name: str) -> Item:
    if part.get_content_type() == "application/ms-tnef":
        return Item(name, None, Refusal(Reason.OUTLOOK))
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):
        content = None
    if not isinstance(content, bytes):
        return Item(name, None, Refusal(Reason.BAD_ARCHIVE, name))
    return Item(name, content)
