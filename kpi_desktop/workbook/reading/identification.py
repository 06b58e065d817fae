"""Whose form a workbook and each of its sheets is: properties, hidden sheet, tokens and texts together."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kpi_desktop.domain.errors import NotAForm
from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.forms.form import FormIdentity, FormSheet, FormWorkbook
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
    """What *sheet* is taken for; what people see goes before its token where the two contradict."""
    traces = _Traces.on(sheet, named, own, sent)
    return (
        traces.as_token_and_sight()
        or traces.as_unknown_token()
        or traces.as_sight()
        or traces.as_token_alone()
        or traces.as_shown_number()
    )


@dataclass(frozen=True)
class _Traces:
    """What *sheet* carries of its identity; *copies* (by No) are those of its form that were sent."""

    sheet: OpenSheet
    named: bool
    token: tuple[str, int, str] | None
    form_id: str
    shown_no: str
    copies: Mapping[str, FormSheet]
    sent: Mapping[str, FormWorkbook]

    @classmethod
    def on(
        cls,
        sheet: OpenSheet,
        named: bool,
        own: FormIdentity | None,
        sent: Mapping[str, FormWorkbook],
    ) -> _Traces:
        """Traces on *sheet*; without a token it belongs to the form that the workbook says it is."""
        token = marks.parse_token(sheet.text(marks.TOKEN_NAME)) if named else _token_anywhere(sheet)
        form_id = token[0] if token else own.form_id if own else ""
        copies = {copy.no: copy for copy in sent[form_id].sheets} if form_id in sent else {}
        shown_no = sheet.text("No").strip() if named else ""
        return cls(sheet, named, token, form_id, shown_no, copies, sent)

    @property
    def _token_copy(self) -> FormSheet | None:
        return self.copies.get(self.token[2]) if self.token else None

    def as_token_and_sight(self) -> Claim | None:
        """The copy that the token names, when the sheet reads like it."""
        copy = self._token_copy
        if copy is None or self._shows_another_than(copy) or not self._reads_as(copy):
            return None
        return Claim(self.sheet, self.form_id, copy.no, copy)

    def _shows_another_than(self, copy: FormSheet) -> bool:
        return self.shown_no in self.copies and self.shown_no != copy.no

    def _reads_as(self, copy: FormSheet) -> bool:
        """Whether what people see on the sheet is the indicator of *copy*."""
        sheet = self.sheet
        if self.named and self.shown_no == copy.no and sheet.text("指標名") == copy.name:
            return True
        texts = {match_key(text) for text in sheet.constants().values()}
        return match_key(copy.name) in texts and match_key(copy.no) in texts

    def as_unknown_token(self) -> Claim | None:
        """The form of the token, which nobody here knows."""
        if self.token is None or self.copies:
            return None
        return Claim(self.sheet, self.form_id, self.token[2], None)

    def as_sight(self) -> Claim | None:
        """The copy that the sheet reads like, whatever the token says."""
        is_known = self.form_id in self.sent
        seen = None
        if is_known:
            seen = _by_sight(self.sheet, {self.form_id: self.sent[self.form_id]})
        if seen is None and not (self.token and is_known):
            # a co-owner's page reads like the lead's: what is of its own workbook is not sought elsewhere
            seen = _by_sight(self.sheet, self.sent)
        if seen is None:
            return None
        form_id, copy = seen
        return Claim(self.sheet, form_id, copy.no, copy, self._doubts(copy))

    def _doubts(self, copy: FormSheet) -> tuple[str, ...]:
        """What to ask when the sheet reads like *copy*, but carries something else."""
        if self.token is None:
            return ()
        name, token_no = self.sheet.info.name, self.token[2]
        if token_no != copy.no:
            return (
                f"シート「{name}」は No {token_no} として配布したものですが、"
                f"No {copy.no}（{copy.name}）と書かれているので No {copy.no} として読みました。",
            )
        if self._shows_another_than(copy):
            return (f"シート「{name}」の No が、配布した No {copy.no} と違います。",)
        return ()

    def as_token_alone(self) -> Claim | None:
        """The copy that the token names, although the sheet does not read like it."""
        copy = self._token_copy
        if copy is None:
            return None
        name = self.sheet.info.name
        question = f"シート「{name}」の No か指標名が、配布した No {copy.no} と違います。"
        return Claim(self.sheet, self.form_id, copy.no, copy, (question,))

    def as_shown_number(self) -> Claim | None:
        """A sheet of a form that nobody here knows, by the No in its cell."""
        if not self.named or not self.form_id or self.copies:
            return None
        return Claim(self.sheet, self.form_id, self.shown_no, None)


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
        if _all_stand_in(texts, copy)
    ]
    leads = [fit for fit in fits if fit[1].is_lead] or fits
    return leads[0] if len(leads) == 1 else None


def _all_stand_in(texts: Collection[str], copy: FormSheet) -> bool:
    """Whether name, No and row labels of *copy* are among *texts*."""
    wanted = (copy.name, copy.no, *(row.label for row in copy.rows if row.label))
    return all(match_key(text) in texts for text in wanted)


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
