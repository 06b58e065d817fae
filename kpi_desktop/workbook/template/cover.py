"""提出票: names of its fields, and the texts that they are stamped with."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_desktop.domain.forms.form import FormWorkbook
from kpi_desktop.workbook.template.field_names import COVER_PREFIX

PREFIX = COVER_PREFIX
#: What a sheet is to its department, by whether it leads.
ROLES = {True: "主管", False: "共管（参照）"}
LIST_FIELDS = tuple(
    PREFIX + one for one in ("一覧No", "一覧指標名", "一覧課", "一覧区分", "一覧状態")
)
TEXT_FIELDS = tuple(
    PREFIX + one
    for one in ("計画名", "団体名", "評価年度", "部局名", "提出期限", "事務局", "連絡先")
)


def texts_of_fields(workbook: FormWorkbook) -> dict[str, str]:
    day = workbook.deadline
    owner = (workbook.identity.department, workbook.identity.unit_name)
    return {
        PREFIX + "計画名": workbook.plan_title,
        PREFIX + "団体名": workbook.organisation,
        PREFIX + "評価年度": workbook.identity.year.full,
        PREFIX + "部局名": "　".join(part for part in owner if part),
        PREFIX + "提出期限": f"{day.year}年{day.month}月{day.day}日" if day else "",
        PREFIX + "事務局": workbook.office,
        PREFIX + "連絡先": workbook.contact,
    }


def cover_texts(workbook: FormWorkbook) -> Iterator[str]:
    """Every text that the sheet 提出票 of *workbook* is stamped with."""
    yield from texts_of_fields(workbook).values()
    yield from ROLES.values()
