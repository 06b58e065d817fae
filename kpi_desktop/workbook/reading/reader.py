"""Reads a returned form workbook straight from its parts: fields by defined name, nothing else unpacked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from kpi_desktop.domain.errors import NotAForm
from kpi_desktop.domain.forms.form import (
    FormIdentity,
    FormNote,
    FormRead,
    FormWorkbook,
    SheetRead,
)
from kpi_desktop.workbook.ooxml.package.file_kind import CONVERTIBLE, is_ole, ole_reason
from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal
from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book
from kpi_desktop.workbook.reading.field_finder import FieldFinder, Located
from kpi_desktop.workbook.reading.file_remarks import contact, remarks_on
from kpi_desktop.workbook.reading.form_sheet import FIELDS, FORM_ORDER
from kpi_desktop.workbook.reading.identical_answers import answers, questions_of_alike_answers
from kpi_desktop.workbook.reading.identification import (
    Claim,
    claims,
    file_identity,
    identity_of,
    missing_marks,
)
from kpi_desktop.workbook.reading.other_sheets import OtherSheets, questions_of_other_sheets
from kpi_desktop.workbook.reading.stray_answers import questions_of_stray_answers
from kpi_desktop.workbook.reading.template_layout import Layout
from kpi_desktop.workbook.template.field_names import REMARKS_FIELD

#: Bytes of a workbook and the reason why it is not read as it is → bytes of an .xlsx.
Converter = Callable[[bytes, Reason], bytes]


class FormFileReader:
    """Fulfils ``FormReader``. *template* gives the form template that the sheets were stamped from.

    Without a template fields are found by their names only. *passwords* are tried on protected files,
    *converter* makes .xlsx of other formats; without one only their values are read.
    """

    def __init__(
        self,
        template: Callable[[], bytes] | None = None,
        passwords: Sequence[str] = (),
        converter: Converter | None = None,
    ) -> None:
        self._template = template
        self._passwords = passwords
        self._converter = converter
        self._layout: Layout | None = None

    @property
    def layout(self) -> Layout | None:
        """Layout of the template, read once."""
        if self._layout is None and self._template is not None:
            self._layout = Layout.of_template(self._template())
        return self._layout

    def expect(self, data: bytes, name: str, sent: Mapping[str, FormWorkbook]) -> None:
        """Nothing goes on beside this reader."""

    def read(self, data: bytes, name: str, sent: Mapping[str, FormWorkbook]) -> FormRead:
        """The form in *data*. Refusal when it cannot be read, NotAForm when it is none of ours."""
        book, doubts = self._open(data)
        own, remarks = file_identity(book)
        found = claims(book, own, sent)
        remarks += missing_marks(found, own) + remarks_on(book)
        forms: list[tuple[FormIdentity, list[Claim]]] = []
        for form_id in dict.fromkeys(one.form_id for one in found):
            identity = identity_of(form_id, own, sent, None)
            if identity is not None:
                forms.append((identity, [one for one in found if one.form_id == form_id]))
        if not forms and own is not None:
            forms.append((own, []))
        if not forms:
            raise NotAForm(
                f"「{name}」は配布した様式ではないようです（様式の識別情報が見つかりません）。",
                "配布した様式に記入したファイルかどうか、送信元に確かめてください。",
            )
        forms.sort(key=lambda form: form[0] is not own)
        reads = [self._form(identity, part, remarks) for identity, part in forms]
        reads = self._with_other_sheets(reads, book, found, sent)
        first, *others = reads
        return dataclasses.replace(
            first,
            contact=contact(book),
            questions=(*map(FormNote, doubts), *first.questions),
            others=tuple(others),
        )

    def _open(self, data: bytes) -> tuple[Book, list[str]]:
        """The workbook in *data*, unlocked and converted as need be, and doubts that come from that."""
        if is_ole(data) and ole_reason(data) is Reason.ENCRYPTED:
            data = self._unlocked(data)
        try:
            return open_book(data), []
        except Refusal as refusal:
            if refusal.reason not in CONVERTIBLE:
                raise
            reason = refusal.reason
        if self._converter is not None:
            return open_book(self._converter(data, reason)), []
        return open_book(self._values_only(data, reason)), [
            f"{reason.value[0]}値だけを読みました。数式、エラー値、取消線は確かめられません。"
        ]

    def _values_only(self, data: bytes, reason: Reason) -> bytes:
        from kpi_desktop.workbook.ooxml.package.other_formats import (
            values_only,  # costly to import, seldom needed
        )

        try:
            return values_only(data, reason)
        except Refusal as refusal:
            if refusal.reason is not Reason.ENCRYPTED or not is_ole(data):
                raise
        return values_only(self._unlocked(data), reason)

    def _unlocked(self, data: bytes) -> bytes:
        from kpi_desktop.workbook.ooxml.package.unlock import (
            unlocked,  # costly to import, seldom needed
        )

        return unlocked(data, self._passwords, Reason.ENCRYPTED)

    def _form(
        self, identity: FormIdentity, claimed: Sequence[Claim], file_remarks: Sequence[str]
    ) -> FormRead:
        notes = list(map(FormNote, file_remarks))
        questions: list[FormNote] = []
        sheets: dict[str, list[tuple[Claim, SheetRead]]] = {}
        for claim in claimed:
            located = self._locate(claim)
            located.questions += self._stray_answers(claim, located, identity.template_print)
            prefix = f"シート「{claim.sheet.info.name}」: "
            notes += [FormNote(prefix + text, claim.no) for text in located.remarks]
            asked = [*claim.questions, *(prefix + text for text in located.questions)]
            questions += [FormNote(text, claim.no) for text in asked]
            sheets.setdefault(claim.no, []).append((claim, _sheet_read(claim, located)))
        kept = []
        for no, several in sheets.items():
            chosen = several[0][1] if len(several) == 1 else _one_of(no, several, notes, questions)
            if chosen is not None:
                kept.append(chosen)
        opinions = {
            claim.no: text
            for claim in claimed
            if claim.copy is not None and not claim.copy.is_lead
            if (text := claim.sheet.text(REMARKS_FIELD).strip())
        }
        return FormRead(
            identity, tuple(kept), tuple(notes), questions=tuple(questions), opinions=opinions
        )

    def _with_other_sheets(
        self,
        reads: Sequence[FormRead],
        book: Book,
        claimed: Sequence[Claim],
        sent: Mapping[str, FormWorkbook],
    ) -> list[FormRead]:
        """*reads* with questions about the sheets that are no forms, and about forms that are all alike."""
        if self.layout is None:
            return list(reads)
        forms = {read.identity.form_id: sent.get(read.identity.form_id) for read in reads}
        known = [form for form in forms.values() if form is not None]
        names = {claim.sheet.info.name for claim in claimed}
        others = OtherSheets(book, names, known, self.layout.printed)
        unread = others.unread()
        asked = []
        for read in reads:
            form = forms[read.identity.form_id]
            if form is not None:
                more = (
                    *questions_of_other_sheets(others, read, form),
                    *questions_of_alike_answers(read, form),
                )
                remarks = (*read.remarks, *map(FormNote, unread))
                read = dataclasses.replace(
                    read, remarks=remarks, questions=(*read.questions, *more)
                )
            asked.append(read)
        return asked

    def _stray_answers(self, claim: Claim, located: Located, template: str) -> list[str]:
        """Questions about what may have been answered elsewhere than in its cell."""
        if claim.copy is None or self.layout is None:
            return []
        same = not template or template == self.layout.fingerprint
        return questions_of_stray_answers(claim.sheet, claim.copy, located, self.layout, same)

    def _locate(self, claim: Claim) -> Located:
        if claim.copy is not None and self.layout is not None:
            return FieldFinder(claim.sheet, claim.copy, self.layout).locate()
        wanted = FIELDS
        if claim.copy is not None:
            wanted = frozenset({*claim.copy.texts(), *claim.copy.figures(), *claim.copy.inputs})
        addresses = {name: at for name, at in claim.sheet.fields.items() if name in wanted}
        lost = sorted(wanted - addresses.keys()) if claim.copy is not None else []
        return Located(addresses, lost=lost)


def _sheet_read(claim: Claim, located: Located) -> SheetRead:
    places, read = located.addresses, claim.sheet.read
    cells = {name: read(places[name]) for name in sorted(places, key=FORM_ORDER.__getitem__)}
    return SheetRead(
        claim.sheet.info.name, claim.no, cells, tuple(located.lost), tuple(located.recovered)
    )


def _one_of(
    no: str,
    several: Sequence[tuple[Claim, SheetRead]],
    remarks: list[FormNote],
    questions: list[FormNote],
) -> SheetRead | None:
    """Which of several sheets of one indicator counts; None when only a person can tell."""
    names = "」「".join(read.sheet for _, read in several)
    inputs = several[0][0].copy.inputs if several[0][0].copy else FIELDS
    kinds = {tuple(sorted(answers(read, inputs).items())) for _, read in several}
    filled = [kind for kind in kinds if kind]
    if len(filled) <= 1:
        chosen = next((read for _, read in several if answers(read, inputs)), several[0][1])
        text = f"No {no} のシートが{len(several)}枚ありますが、記入は一通りです（「{names}」）。"
        remarks.append(FormNote(text, no))
        return chosen
    text = (
        f"No {no} のシートが{len(several)}枚あり、記入が違います（「{names}」）。"
        "どれが正しいか確かめ、正しい1枚だけを残して送ってもらってください。"
    )
    questions.append(FormNote(text, no))
    return None
