"""Whose form a workbook and each of its sheets is: properties, hidden sheet, tokens and texts together."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_desktop.domain.errors import NotAForm
from kpi_desktop.domain.form import FormIdentity, FormSheet, FormWorkbook
from kpi_desktop.domain.readings import match_key
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book
from kpi_desktop.workbook.reading.form_sheet import FIELDS, OpenSheet
from kpi_desktop.workbook.template import identity as marks

#: Sheets that every form workbook has beside its form sheets.
COMPANIONS = ("提出票", "記入要領", "要修正一覧")


@dataclass(frozen=True)
class Claim:
    """A sheet with the form and indicator that it is taken for; ``copy`` is None for an unknown form."""

    sheet: OpenSheet
    form_id: str
    no: str
    copy: FormSheet | None
    questions: tuple[str, ...] = ()


def file_identity(book: Book) -> tuple[FormIdentity | None, list[str]]:
    """Identity that the workbook as a whole carries, and remarks on what is missing of it."""
    first = marks.from_properties(book.properties())
    if first is not None:
        return first, []
    second = _hidden_identity(book)
    if second is None:
        return None, []
    return second, ["文書のプロパティの識別情報がないため、隠しシートから読みました。"]


def _hidden_identity(book: Book) -> FormIdentity | None:
    for index, info in enumerate(book.sheets):
        if info.name == marks.HIDDEN_SHEET:
            sheet = OpenSheet(book, index)
            pairs = _listed(sheet)
            if pairs:
                return marks.from_properties(pairs)
            texts = sheet.constants()
            keys = {text: place for place, text in texts.items() if text.startswith(marks.PREFIX)}
            pairs = {key: texts.get((row, column + 1), "") for key, (row, column) in keys.items()}
            return marks.from_properties(pairs)
    return None


def _listed(sheet: OpenSheet) -> dict[str, str]:
    """The pairs at the top of columns A and B, where they were written."""
    found: dict[str, str] = {}
    while (key := sheet.read(f"A{len(found) + 1}").raw).startswith(marks.PREFIX):
        if key in found:
            return {}
        found[key] = sheet.read(f"B{len(found) + 1}").raw
    return found


def claims(book: Book, own: FormIdentity | None, sent: Mapping[str, FormWorkbook]) -> list[Claim]:
    """Every sheet of *book* that is one of our form sheets."""
    found = []
    unnamed = []
    for index, info in enumerate(book.sheets):
        if len(FIELDS & book.names[index].keys()) >= 5:
            claim = _claim(OpenSheet(book, index), True, own, sent)
            if claim is not None:
                found.append(claim)
        elif info.name != marks.HIDDEN_SHEET and sent:
            unnamed.append(index)
    copy = sent.get(own.form_id) if own else None
    complete = copy is not None and len(found) >= len(copy.sheets)
    for index in unnamed:
        if complete and book.sheets[index].name in COMPANIONS:
            continue
        claim = _claim(OpenSheet(book, index), False, own, sent)
        if claim is not None:
            found.append(claim)
    return found


def _claim(
    sheet: OpenSheet, named: bool, own: FormIdentity | None, sent: Mapping[str, FormWorkbook]
) -> Claim | None:
    token = marks.parse_token(sheet.text(marks.TOKEN_NAME)) if named else _token_anywhere(sheet)
    form_id = token[0] if token else own.form_id if own else ""
    copies = {one.no: one for one in sent[form_id].sheets} if form_id in sent else {}
    shown_no = sheet.text("No").strip() if named else ""
    if token and token[2] in copies:
        copy = copies[token[2]]
        contradicted = shown_no in copies and shown_no != copy.no
        if not contradicted and _reads_as(sheet, copy, named, shown_no):
            return Claim(sheet, form_id, copy.no, copy)
    elif token and not copies:
        return Claim(sheet, form_id, token[2], None)
    by_sight = _by_sight(sheet, {form_id: sent[form_id]}) if form_id in sent else None
    if by_sight is None and (token is None or form_id not in sent):
        # a co-owner's page reads like the lead's: only what is not of its own workbook is sought elsewhere
        by_sight = _by_sight(sheet, sent)
    if by_sight is not None:
        other, copy = by_sight
        question: tuple[str, ...] = ()
        if token and shown_no in copies and shown_no != copy.no == token[2]:
            question = (f"シート「{sheet.info.name}」の No が、配布した No {copy.no} と違います。",)
        elif token and token[2] != copy.no:
            question = (
                f"シート「{sheet.info.name}」は No {token[2]} として配布したものですが、"
                f"No {copy.no}（{copy.name}）と書かれているので No {copy.no} として読みました。",
            )
        return Claim(sheet, other, copy.no, copy, question)
    if token and token[2] in copies:
        question = (
            f"シート「{sheet.info.name}」の No か指標名が、配布した No {token[2]} と違います。",
        )
        return Claim(sheet, form_id, token[2], copies[token[2]], question)
    if named and form_id and not copies:
        return Claim(sheet, form_id, shown_no, None)
    return None


def _reads_as(sheet: OpenSheet, copy: FormSheet, named: bool, shown_no: str) -> bool:
    """Whether what people see on *sheet* is the indicator of *copy*."""
    if named and shown_no == copy.no and sheet.text("指標名") == copy.name:
        return True
    texts = {match_key(text) for text in sheet.constants().values()}
    return match_key(copy.name) in texts and match_key(copy.no) in texts


def _token_anywhere(sheet: OpenSheet) -> tuple[str, int, str] | None:
    found = {token for text in sheet.constants().values() if (token := marks.parse_token(text))}
    if len(found) > 1:
        raise NotAForm(
            f"シート「{sheet.info.name}」に{len(found)}つの指標の様式が貼り付けられています。",
            "配布した様式のとおり、指標ごとに1枚のシートに分けて送ってもらってください。",
        )
    return found.pop() if found else None


def _by_sight(sheet: OpenSheet, sent: Mapping[str, FormWorkbook]) -> tuple[str, FormSheet] | None:
    """The one copy as sent whose name, No and row labels all stand on *sheet*."""
    texts = {match_key(text) for text in sheet.constants().values()}
    if len(texts) < 8:
        return None
    fits = [
        (form_id, copy)
        for form_id, workbook in sent.items()
        for copy in workbook.sheets
        if match_key(copy.name) in texts
        and match_key(copy.no) in texts
        and all(match_key(row.label) in texts for row in copy.rows if row.label)
    ]
    leads = [fit for fit in fits if fit[1].is_lead] or fits
    return leads[0] if len(leads) == 1 else None


def identity_of(
    form_id: str, own: FormIdentity | None, sent: Mapping[str, FormWorkbook], issue: int | None
) -> FormIdentity | None:
    """Identity of a form id, from the file itself or from the record of what was sent."""
    if own is not None and own.form_id == form_id:
        return own
    if form_id not in sent:
        return None
    known = sent[form_id].identity
    return known if issue is None else dataclasses.replace(known, issue_no=issue)


def missing_marks(claims: Sequence[Claim], own: FormIdentity | None) -> list[str]:
    """Remarks on identity that the file as a whole does not carry any more."""
    if own is None and claims:
        return ["ファイルの識別情報が失われていたため、シートの記号と見出しから読み取りました。"]
    return []
