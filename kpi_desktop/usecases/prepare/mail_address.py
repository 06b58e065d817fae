"""A mail draft to a department: whom it is for, and who sends it, are the same in every mail."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_desktop.domain.forms.correspondence import MailDraft
from kpi_desktop.domain.indicators.plan import Department, Plan


def addressed(
    plan: Plan, department: str, subject: str, text: str, attachments: Mapping[str, bytes]
) -> MailDraft:
    """The draft with salutation and signature; without an address when the master data have none."""
    to = next((one for one in plan.departments if one.name == department), None)
    to = to or Department(department, 0)
    name = " ".join(part for part in (to.name, to.division) if part)
    body = f"{name}\n{to.person or 'ご担当者'} 様\n\n{text}\n\n{plan.office}\n{plan.contact}\n"
    title = f"【{subject}】{plan.title}（{plan.evaluation_year.short}）{department}"
    return MailDraft(to.person or name, to.mail, title, body, attachments)
