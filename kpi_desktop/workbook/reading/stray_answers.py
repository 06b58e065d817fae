"""Asks about everything on a sheet that may be an answer and was not read: cells beside the fields,
labels that were written over, notes, shapes, embedded documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.forms.form import (
    FOOTNOTE_FIELD,
    NARRATIVE_FIELDS,
    CellKind,
    CellRead,
    FormSheet,
)
from kpi_desktop.workbook.ooxml.sheet.addresses import Place, address_of, place_of
from kpi_desktop.workbook.reading.answer_appearance import questions_of_looks
from kpi_desktop.workbook.reading.comments_and_shapes import questions_beside, short
from kpi_desktop.workbook.reading.field_finder import Located
from kpi_desktop.workbook.reading.form_sheet import FORM_ORDER, OpenSheet
from kpi_desktop.workbook.reading.printed_cells import PrintedCells, panel_answers, strays
from kpi_desktop.workbook.reading.template_layout import Layout
from kpi_desktop.workbook.template.field_names import REMARKS_FIELD

#: So many places are named one by one.
_FEW = 3


def questions_of_stray_answers(
    sheet: OpenSheet, copy: FormSheet, located: Located, layout: Layout, same_template: bool
) -> list[str]:
    """Questions about *sheet*. Without *same_template* the form may differ from *layout*."""
    answers = _Answers(sheet, copy, located, layout)
    if same_template and answers.empty:
        questions = list(answers.beside_the_empty())
    elif same_template:
        questions = list(answers.between_the_fields())
    else:
        questions = list(answers.moved_or_in_footnote()) if answers.empty else []
    questions += questions_beside(sheet, answers.empty, answers.answered, layout.drawn)
    return [*questions, *questions_of_looks(sheet, copy, answers.answered)]


class _Answers:
    """The answers (回答) of one sheet: ``empty`` and ``answered`` give their addresses by field."""

    def __init__(self, sheet: OpenSheet, copy: FormSheet, located: Located, layout: Layout) -> None:
        self._sheet, self._copy, self._layout = sheet, copy, layout
        self._fields = located.addresses
        self._geometry = located.geometry
        wanted = set(copy.inputs) if copy.is_lead else {REMARKS_FIELD}
        addresses = {
            name: located.addresses[name]
            for name in sorted(wanted, key=FORM_ORDER.__getitem__)
            if name in located.addresses
        }
        self.empty: dict[str, str] = {}
        self.answered: dict[str, str] = {}
        for name, at in addresses.items():
            if sheet.read(at).raw.strip():
                self.answered[name] = at
            elif name != FOOTNOTE_FIELD:
                self.empty[name] = at

    def beside_the_empty(self) -> Iterator[str]:
        """Questions when answers are missing: whatever else people wrote on the sheet may be them."""
        head = self._head
        yield from self.moved_or_in_footnote()
        lead = self._copy.is_lead
        outside = [*(self._newly_filled() if lead else ()), *self._strays()]
        outside += panel_answers(self._sheet, self._printed, self._geometry)
        if outside:
            yield f"{head}欄の外の {_quoted(outside)}と書かれています。欄の外は読み取りません。"
        altered = list(self._altered(self._layout.texts(self._copy))) if lead else []
        if altered:
            yield f"{head}記入欄でない {_quoted_changes(altered)}。答えでないか確かめてください。"

    def _newly_filled(self) -> Iterator[tuple[Place, str]]:
        """Place and text of locked fields that were sent without anything in them."""
        copy = self._copy
        texts = {name: text for name, text in copy.texts().items() if not text}
        blank = {name for name, reading in copy.figures().items() if reading.is_missing}
        for name in sorted({*texts, *blank} - copy.inputs, key=FORM_ORDER.__getitem__):
            at = self._fields.get(name)
            if at and (text := self._sheet.read(at).shown.strip()):
                yield place_of(at), text

    @property
    def _head(self) -> str:
        named = [f"「{name}」（{at}）" for name, at in self.empty.items()]
        more = f"など{len(named)}か所" if len(named) > _FEW else ""
        return f"{''.join(named[:_FEW])}{more}が空で、"

    def moved_or_in_footnote(self) -> Iterator[str]:
        """Questions about answers that were moved to another sheet or written in the footnote."""
        for name in self.empty:
            where = self._sheet.elsewhere(name)
            if where:
                yield f"「{name}」（{self.empty[name]}）が空で、その名前は{where} を指しています。切り取って移した先を確かめてください。"
        footnote = self._new_footnote()
        if any("実績" in name for name in self.empty) and self._names_a_figure(footnote):
            yield f"{self._head}脚注に「{short(footnote)}」と書かれています。脚注からは値を読み取りません。"

    def _new_footnote(self) -> str:
        at = self._fields.get(FOOTNOTE_FIELD)
        text = self._sheet.read(at).raw.strip() if at else ""
        return "" if match_key(text) == match_key(self._copy.footnote) else text

    def _names_a_figure(self, text: str) -> bool:
        """Whether *text* names an actual or the year that is reported, and a number besides."""
        key, year = match_key(text), self._copy.evaluation_year
        named = [name for name in ("実績", year.short, year.full.removesuffix("度")) if name in key]
        for name in named:
            key = key.replace(name, "")
        return bool(named) and any(map(str.isdecimal, key))

    def between_the_fields(self) -> Iterator[str]:
        """Questions when nothing is missing: what stands in the midst of the fields may belong to them."""
        outside = self._strays()
        altered = []
        if self._geometry is not None:
            altered = list(self._altered(self._layout.labels))
        if not outside and not altered:
            return
        top, bottom, left, right = self._block()

        def inside(place: Place) -> bool:
            return top <= place[0] <= bottom and left <= place[1] <= right + 1

        between = [(place, text) for place, text in outside if inside(place)]
        if between:
            yield (
                f"欄の外の {_quoted(between)}と書かれています。読み取っていません。"
                "記入の続きや訂正でないか確かめてください。"
            )
        labels = [change for change in altered if inside(change[0])]
        if labels:
            yield f"見出しの {_quoted_changes(labels)}。記入の一部でないか確かめてください。"

    @property
    def _printed(self) -> PrintedCells:
        return self._layout.printed

    def _strays(self) -> list[tuple[Place, str]]:
        known = self._known if self._geometry is not None else frozenset()
        return list(strays(self._sheet, self._fields, self._printed, self._geometry, known))

    @property
    def _known(self) -> frozenset[str]:
        texts = self._layout.texts(self._copy).values()
        return frozenset(key for text in texts if not (key := match_key(text)).isdecimal())

    def _altered(self, texts: Mapping[Place, str]) -> Iterator[tuple[Place, str, str]]:
        """Place, text as sent and text now of what was written over and stands nowhere else."""
        gone = self._gone() if self._geometry is not None else Counter()
        for sent, text in sorted(texts.items()):
            if sent in self._printed.working:
                continue
            now = self._geometry.place(sent) if self._geometry is not None else sent
            if now is None:
                continue
            cell = self._sheet.read(address_of(now))
            if cell.kind is CellKind.BLANK or _same(cell, text):
                continue
            if self._geometry is None or match_key(text) in gone:
                yield now, text, cell.shown

    def _gone(self) -> Counter[str]:
        """Texts that the form had when it was sent, as often as they are missing now."""
        found = Counter(match_key(text) for text in self._sheet.constants().values())
        return Counter(map(match_key, self._layout.texts(self._copy).values())) - found

    def _block(self) -> tuple[int, int, int, int]:
        """Rows and columns from the headings of the years to the last box."""
        places = [place_of(at) for at in self._fields.values()]
        years = [place_of(at)[0] for name, at in self._fields.items() if name.startswith("年度")]
        boxes = [place_of(self._fields[n])[0] for n in NARRATIVE_FIELDS if n in self._fields]
        columns = [column for _, column in places]
        if not years or not boxes:
            return 1, 0, 1, 0
        known = self._layout.addresses
        below = 0
        if REMARKS_FIELD in known:
            below = place_of(known[REMARKS_FIELD])[0] - max(
                place_of(known[name])[0] for name in NARRATIVE_FIELDS
            )
        return min(years), max(boxes) + max(below, 0), min(columns), max(columns)


def _same(cell: CellRead, text: str) -> bool:
    if match_key(cell.shown) == match_key(text):
        return True
    if cell.kind is not CellKind.NUMBER:
        return False
    try:
        return Decimal(cell.raw) == Decimal(text.replace(",", ""))
    except InvalidOperation:
        return False


def _quoted(places: Sequence[tuple[Place, str]]) -> str:
    """``H10 に「8,461」、H11 に「…」、ほか2か所にも``."""
    named = "、".join(f"{address_of(place)} に「{short(text)}」" for place, text in places[:_FEW])
    return named + (f"、ほか{len(places) - _FEW}か所にも" if len(places) > _FEW else "")


def _quoted_changes(altered: Sequence[tuple[Place, str, str]]) -> str:
    named = "、".join(
        f"{address_of(place)} が「{short(sent)}」から「{short(text)}」に"
        for place, sent, text in altered[:_FEW]
    )
    more = f"（ほか{len(altered) - _FEW}か所も）" if len(altered) > _FEW else ""
    return f"{named}{more}書き換えられています"
