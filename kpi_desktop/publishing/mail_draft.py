"""Mail drafts (.eml) that Outlook and Thunderbird open ready to be sent."""

from __future__ import annotations

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import PurePath

from kpi_desktop.domain.forms.correspondence import MailDraft

_SUBTYPES = {
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "vnd.ms-excel.sheet.macroEnabled.12",
}


class MailDraftWriter:
    """Fulfils ``MailWriter``. A draft has no date and no id: the mail program gives them on sending."""

    def write(self, draft: MailDraft) -> bytes:
        """The draft as bytes; an address that is none is left out for the sender to fill in."""
        message = EmailMessage(policy=SMTP)
        message["X-Unsent"] = "1"
        message["Subject"] = draft.subject
        user, _, domain = draft.to_address.strip().rpartition("@")
        if user and domain and draft.to_address.isascii():
            message["To"] = Address(draft.to_name, user, domain)
        message.set_content(draft.body, cte="base64")
        for name, content in draft.attachments.items():
            subtype = _SUBTYPES.get(PurePath(name).suffix.lower(), "octet-stream")
            message.add_attachment(content, maintype="application", subtype=subtype, filename=name)
        if draft.attachments:
            digest = hashlib.sha256(draft.body.encode())
            for content in draft.attachments.values():
                digest.update(content)
            message.set_boundary(f"=_{digest.hexdigest()[:32]}")
        return message.as_bytes()
