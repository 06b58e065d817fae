"""The check panel beside the form: the catalogue's form checks as formulas, and their results as sent.

``▲`` must be mended before submitting, ``△`` asks to make sure, ``○`` is filled in. The texts are
the rules' own.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS, FieldName, FormSheet
from kpi_desktop.domain.forms.print_box import BoxRoom
from kpi_desktop.rules.form_hints import Demand, FieldHint, FormCheck, form_hints, hint_facts
from kpi_desktop.rules.plausibility import JUMP
from kpi_desktop.workbook.ooxml.package.compiled_part import CellWriter
from kpi_desktop.workbook.ooxml.package.xml_spans import escape, escape_attribute
from kpi_desktop.workbook.ooxml.sheet.addresses import column_letters
from kpi_desktop.workbook.stamping.sheet_template import FormSheetTemplate
from kpi_desktop.workbook.template import field_names
from kpi_desktop.workbook.template.field_names import BOX, STATUS, WorkingCell

MUST, ASK, DONE = "▲", "△", "○"
READY, REFERENCE = "提出できます", "参照用（共管）"
_SCALES = ("兆", "億", "万")
_KEPT_PROGRAMS = 512
#: Paragraphs of a narrative that the panel counts; more do not fit into a box anyway.
_MOST_PARAGRAPHS = 40


class PanelState(NamedTuple):
    """What the panel of a sheet says as sent: whether it is complete, in words, and every cell of it."""

    status: str
    cells: Mapping[str, bytes]


@dataclass(frozen=True)
class PanelProgram:
    """What a sheet's panel and validations are made of, the same for all sheets with the same hints.

    ``blank``: group → what is said of it while all its fields are blank, when that fails a check.
    """

    hints: Mapping[str, FieldHint]
    groups: Mapping[str, Sequence[str]]
    formulas: Mapping[str, bytes]
    validations: bytes
    blank: Mapping[str, str]
    is_lead: bool
    writer: CellWriter

    def state_of(
        self,
        sheet: FormSheet,
        figures: Mapping[str, Reading],
        ranges: Sequence[tuple[Decimal, Decimal] | None],
        boxes: Mapping[str, BoxRoom],
    ) -> PanelState:
        """The panel of *sheet*."""
        filled = [
            group
            for group, names in self.groups.items()
            if group not in self.blank
            or any([_typed(name, sheet, figures) != "" for name in names])
        ]
        if not filled:
            return self._blank_state
        texts = {
            group: (
                _result(group, [self.hints[one] for one in names], sheet, figures, ranges, boxes)
                if group in filled
                else self.blank[group]
            )
            for group, names in self.groups.items()
        }
        return self._state(texts)

    @cached_property
    def _blank_state(self) -> PanelState:
        return self._state(self.blank)

    def _state(self, texts: Mapping[str, str]) -> PanelState:
        """*texts*: group → what is said of it."""
        mending = sum([text.startswith(MUST) for text in texts.values()])
        status = f"あと{mending}か所あります" if mending else READY
        if not self.is_lead:
            status = REFERENCE
        shown = {STATUS: status, **{f"{STATUS}_{group}": text for group, text in texts.items()}}
        footnote = self.hints.get(FOOTNOTE_FIELD)
        if footnote is not None:
            shown[f"{STATUS}_{FOOTNOTE_FIELD}"] = f"▼任意：{footnote.prompt}"
        cells = dict.fromkeys(field_names.panel_names(), self.writer.text(""))
        for name, text in shown.items():
            formula = self.formulas.get(name)
            if formula is None:
                cells[name] = self.writer.text(text)
            else:
                cells[name] = self.writer.text_result(formula, text)
        return PanelState(status, cells)


class FormPanel:
    """Turns hints into panel formulas and data validations for the places of one template."""

    def __init__(self, template: FormSheetTemplate) -> None:
        self._template = template
        self._places = {
            name: f"${column_letters(place.column)}${place.row}"
            for name, place in template.places.items()
        }
        self._numbers = {
            cell: f"${column_letters(column)}${row}"
            for (row, column), cell in template.working.items()
        }
        self._programs: OrderedDict[Hashable, PanelProgram] = OrderedDict()

    # ---- addresses
    def _number(self, name: str) -> str:
        """Address of the numeric value of a figure field; the field itself if there is none."""
        field = FieldName.parse(name)
        if field.row is not None:
            index = field_names.figure_fields(field.row).index(name)
            working = WorkingCell(field_names.VALUES, field.row, index)
            if working in self._numbers:
                return self._numbers[working]
        return self._places[name]

    @property
    def status_address(self) -> str | None:
        """Where the sheet says whether it is complete."""
        return self._places.get(STATUS)

    # ---- panel
    def program(self, sheet: FormSheet) -> PanelProgram:
        """Formulas and validations of *sheet*; the last few hundred are kept."""
        key = hint_facts(sheet) if _is_asked(sheet) else sheet.is_lead
        found = self._programs.get(key)
        if found is None:
            found = self._programs[key] = self._compiled(hints_of(sheet), sheet.is_lead)
            if len(self._programs) > _KEPT_PROGRAMS:
                self._programs.popitem(last=False)
        return found

    def _compiled(self, hints: Mapping[str, FieldHint], is_lead: bool) -> PanelProgram:
        write = self._template.writer.formula
        groups = _groups(hints)
        formulas = {
            f"{STATUS}_{group}": write(self._formula(group, tuple(hints[one] for one in names)))
            for group, names in groups.items()
            if f"{STATUS}_{group}" in self._places
        }
        if STATUS in self._places and is_lead:
            formulas[STATUS] = write(self._status(tuple(formulas)))
        blank = {
            group: text
            for group, names in groups.items()
            if (text := _failed(group, [hints[one] for one in names], {}))
        }
        validations = self._validations(hints)
        writer = self._template.writer
        return PanelProgram(hints, groups, formulas, validations, blank, is_lead, writer)

    def _status(self, names: tuple[str, ...]) -> str:
        count = "+".join(f'(LEFT({self._places[name]},1)="{MUST}")' for name in names) or "0"
        return f'IF({count}=0,"{READY}","あと"&({count})&"か所あります")'

    def _formula(self, group: str, hints: tuple[FieldHint, ...]) -> str:
        several = len(hints) > 1 or group not in NARRATIVE_FIELDS
        formula = self._done(group, hints)
        for hint in reversed(hints):
            label = f"{hint.title.partition('（')[0]}：" if several else ""
            for check in reversed(hint.checks):
                text = _quoted(f"{MUST} {label}{check.message}")
                formula = f"IF({self._fails(check)},{text},{formula})"
        return formula

    def _done(self, group: str, hints: tuple[FieldHint, ...]) -> str:
        """What the panel says when every check holds: a notice, or that it is filled in."""
        if group in NARRATIVE_FIELDS:
            return self._counted(group)
        done = _quoted(f"{DONE} 記入済み")
        row = int(group.removeprefix("系列"))
        low = self._numbers.get(WorkingCell(field_names.BOUNDS, row, 0))
        high = self._numbers.get(WorkingCell(field_names.BOUNDS, row, 1))
        if low is None or high is None:
            return done
        value = self._number(hints[-1].field)
        text = _quoted(f"{ASK} {JUMP.title}：{JUMP.suggestion}")
        odd = f"IF(AND(ISNUMBER({value}),ISNUMBER({high})),OR({value}>{high},{value}<{low}),FALSE)"
        return f"IF({odd},{text},{done})"

    def _counted(self, name: str) -> str:
        """Characters typed; a warning when the text takes more lines than its box has."""
        own = self._places[name]
        columns = self._numbers.get(WorkingCell(BOX + name, 0, 0))
        lines = self._numbers.get(WorkingCell(BOX + name, 0, 1))
        typed = f'"{DONE} "&LEN({own})&"字"'
        if columns is None or lines is None:
            return typed
        room = f'"（枠はおよそ"&{columns}*{lines}&"字）"'
        over = f'"{ASK} "&LEN({own})&"字あり、このままでは印刷の枠を超えます"&{room}'
        return f"IF({_lines_typed(own, columns)}>{lines},{over},{typed}&{room})"

    def _fails(self, check: FormCheck) -> str:
        own, number = self._places[check.field], self._number(check.field)
        trimmed = f'TRIM(SUBSTITUTE({own},"　"," "))'
        match check.demand:
            case Demand.FILLED:
                return f'{trimmed}=""'
            case Demand.FIGURE_OR_MARK | Demand.ONE_OF:
                allowed = [f"{trimmed}={_quoted(word)}" for word in ("", *check.values)]
                if check.demand is Demand.FIGURE_OR_MARK:
                    allowed.insert(0, f"ISNUMBER({number})")
                return f"NOT(OR({','.join(allowed)}))"
            case Demand.NOT_ONE_OF:
                return f"OR({','.join(f'{trimmed}={_quoted(word)}' for word in check.values)})"
            case Demand.AT_MOST | Demand.ADDS_UP:
                others = [self._number(one) for one in check.fields]
                total = "+".join(others)
                known = ",".join(f"ISNUMBER({one})" for one in (number, *others))
                wrong = f"{number}>{total}"
                if check.demand is Demand.ADDS_UP:
                    wrong = f"ABS({number}-({total}))>{check.tolerance + Decimal('1e-9'):f}"
                return f"IF(AND({known}),{wrong},FALSE)"

    # ---- data validation
    def _validations(self, hints: Mapping[str, FieldHint]) -> bytes:
        """The ``dataValidations`` element for the inputs of a sheet; empty when there are none."""
        prefix = self._template.part.prefix
        kept = self._template.kept_validations
        rules = [*kept, *(self._validation(hint) for hint in hints.values())]
        if not rules:
            return b""
        opened = b'dataValidations count="%d">' % len(rules)
        return b"<" + prefix + opened + b"".join(rules) + b"</" + prefix + b"dataValidations>"

    def _validation(self, hint: FieldHint) -> bytes:
        area = self._template.areas[hint.field]
        own = area.address
        p = self._template.part.prefix.decode()
        kind, formula, error = self._allowed(hint, own)
        shown = "".join(
            f' {name}="{escape_attribute(text)}"'
            for name, text in (
                ("errorTitle", "この欄には記入できません" if formula else ""),
                ("error", error[:255] if formula else ""),
                ("promptTitle", hint.title[:32]),
                ("prompt", hint.prompt[:255]),
            )
            if text
        )
        type_of = f' type="{kind}"' if kind else ""
        body = f"<{p}formula1>{escape(formula)}</{p}formula1>" if formula else ""
        return (
            f'<{p}dataValidation{type_of} allowBlank="1" showInputMessage="1" '
            f'showErrorMessage="1"{shown} sqref="{own}">{body}</{p}dataValidation>'
        ).encode()

    def _allowed(self, hint: FieldHint, own: str) -> tuple[str, str, str]:
        """(type, formula, error text) of what may be typed; empty when anything may."""
        for check in hint.checks:
            if check.demand is Demand.ONE_OF:
                words = ",".join(check.values)
                if len(words) <= 250 and not any("," in word for word in check.values):
                    return "list", f'"{words}"', check.message
            if check.demand is Demand.FIGURE_OR_MARK:
                scaled = [f'ISNUMBER(FIND("{char}",{own}))' for char in _SCALES]
                marks = [f'{own}="{word}"' for word in check.values]
                return "custom", f"OR(ISNUMBER({own}),{','.join([*marks, *scaled])})", check.message
        return "", "", ""


def hints_of(sheet: FormSheet) -> dict[str, FieldHint]:
    """The hints of a lead's sheet; a reference sheet has none."""
    return form_hints(sheet) if _is_asked(sheet) else {}


def _is_asked(sheet: FormSheet) -> bool:
    return sheet.is_lead and bool(sheet.inputs)


def _groups(hints: Mapping[str, FieldHint]) -> dict[str, list[str]]:
    """Panel cell (系列n or a narrative) → the input fields that it speaks of."""
    found: dict[str, list[str]] = {}
    for name, hint in hints.items():
        row = FieldName.parse(name).row
        if row is not None:
            found.setdefault(f"系列{row}", []).append(name)
        elif hint.checks:
            found[name] = [name]
    return found


def _result(
    group: str,
    hints: Sequence[FieldHint],
    sheet: FormSheet,
    figures: Mapping[str, Reading],
    ranges: Sequence[tuple[Decimal, Decimal] | None],
    boxes: Mapping[str, BoxRoom],
) -> str:
    """What the formula of a panel cell gives for the values as sent."""
    fields = {
        name for one in hints for check in one.checks for name in (check.field, *check.fields)
    }
    failed = _failed(group, hints, {name: _typed(name, sheet, figures) for name in fields})
    if failed:
        return failed
    own = _typed(hints[-1].field, sheet, figures)
    if group in NARRATIVE_FIELDS:
        return _counted_text(str(own), boxes[group])
    usual = ranges[int(group.removeprefix("系列")) - 1]
    if usual and isinstance(own, Decimal) and not usual[0] <= own <= usual[1]:
        return f"{ASK} {JUMP.title}：{JUMP.suggestion}"
    return f"{DONE} 記入済み"


def _failed(
    group: str, hints: Sequence[FieldHint], typed: Mapping[str, str | Decimal]
) -> str | None:
    """What is said when a check fails for what stands in the fields; None when all of them hold."""
    several = len(hints) > 1 or group not in NARRATIVE_FIELDS
    for hint in hints:
        label = f"{hint.title.partition('（')[0]}：" if several else ""
        for check in hint.checks:
            if not check.holds(typed):
                return f"{MUST} {label}{check.message}"
    return None


def _typed(name: str, sheet: FormSheet, figures: Mapping[str, Reading]) -> str | Decimal:
    reading = figures.get(name)
    if reading is None:
        return sheet.narratives.get(name, "")
    return reading.raw.strip() if reading.value is None else reading.value


def _lines_typed(own: str, columns: str) -> str:
    """Formula of the lines that a text takes: full lines paragraph by paragraph, empty ones too.

    Every line break becomes as many spaces as the text is long, so that paragraph k lies in slice k.
    """
    size = f"(LEN({own})+1)"
    spread = f'SUBSTITUTE({own},CHAR(10),REPT(" ",{size}))'
    slices = f"TRIM(MID({spread},(ROW($1:${_MOST_PARAGRAPHS})-1)*{size}+1,{size}))"
    empty = f"LEN({own})-LEN(SUBSTITUTE({own},CHAR(10)&CHAR(10),CHAR(10)))"
    return f"IFERROR(SUMPRODUCT(ROUNDUP(LEN({slices})/{columns},0)),999)+{empty}"


def _counted_text(text: str, room: BoxRoom) -> str:
    words = f"（枠はおよそ{room.capacity}字）"
    lines = sum(-(-len(line.strip(" ")) // room.columns) for line in text.split("\n"))
    if lines + text.count("\n\n") > room.lines:
        return f"{ASK} {len(text)}字あり、このままでは印刷の枠を超えます{words}"
    return f"{DONE} {len(text)}字{words}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
