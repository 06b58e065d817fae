"""The check panel beside the form: the catalogue's form checks as formulas, and their results as sent.

``▲`` must be mended before submitting, ``△`` asks to make sure, ``○`` is filled in. The texts are
the rules' own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kpi_desktop.domain.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS, FieldName, FormSheet
from kpi_desktop.rules.hints import Demand, FieldHint, FormCheck, form_hints
from kpi_desktop.rules.plausibility import JUMP
from kpi_desktop.workbook import form_fields
from kpi_desktop.workbook.form_fields import BOX, STATUS, WorkingCell
from kpi_desktop.workbook.form_sheet import FormSheetTemplate
from kpi_desktop.workbook.template import column_letters
from kpi_desktop.workbook.xml_spans import escape, escape_attribute

MUST, ASK, DONE = "▲", "△", "○"
READY, REFERENCE = "提出できます", "参照用（共管）"
_SCALES = ("兆", "億", "万")


@dataclass(frozen=True)
class PanelCell:
    """A panel cell: its formula and the result as sent."""

    formula: str
    text: str


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
        self.validation = lru_cache(maxsize=4096)(self._validation)
        self.formula = lru_cache(maxsize=4096)(self._formula)

    # ---- addresses
    def _number(self, name: str) -> str:
        """Address of the numeric value of a figure field; the field itself if there is none."""
        field = FieldName.parse(name)
        if field.row is not None:
            index = form_fields.figure_fields(field.row).index(name)
            working = WorkingCell(form_fields.VALUES, field.row, index)
            if working in self._numbers:
                return self._numbers[working]
        return self._places[name]

    @property
    def status_address(self) -> str | None:
        """Where the sheet says whether it is complete."""
        return self._places.get(STATUS)

    # ---- panel
    def cells(
        self,
        sheet: FormSheet,
        hints: Mapping[str, FieldHint],
        working: Mapping[WorkingCell, object],
    ) -> dict[str, PanelCell]:
        """Panel cell name → formula and result, for the panel cells that this sheet needs."""
        found = {}
        typed = _typed(sheet)
        for group, names in _groups(hints).items():
            name = f"{STATUS}_{group}"
            if name in self._places:
                chosen = tuple(hints[one] for one in names)
                found[name] = PanelCell(
                    self.formula(group, chosen), _result(group, chosen, typed, working)
                )
        footnote = hints.get(FOOTNOTE_FIELD)
        if footnote is not None:
            found[f"{STATUS}_{FOOTNOTE_FIELD}"] = PanelCell("", f"▼任意：{footnote.prompt}")
        if STATUS in self._places:
            mending = sum(cell.text.startswith(MUST) for cell in found.values())
            text = READY if not mending else f"あと{mending}か所あります"
            if not sheet.is_lead:
                found[STATUS] = PanelCell("", REFERENCE)
            else:
                checked = tuple(name for name, cell in found.items() if cell.formula)
                found[STATUS] = PanelCell(self._status(checked), text)
        return found

    @lru_cache(maxsize=512)  # noqa: B019 - one panel lives as long as its stamper
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
        low = self._numbers.get(WorkingCell(form_fields.BOUNDS, row, 0))
        high = self._numbers.get(WorkingCell(form_fields.BOUNDS, row, 1))
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
        breaks = f'LEN({own})-LEN(SUBSTITUTE({own},CHAR(10),""))'
        room = f'"（枠はおよそ"&{columns}*{lines}&"字）"'
        over = f'"{ASK} "&LEN({own})&"字あり、このままでは印刷の枠を超えます"&{room}'
        return f"IF(ROUNDUP(LEN({own})/{columns},0)+{breaks}>{lines},{over},{typed}&{room})"

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
    def validations(self, hints: Mapping[str, FieldHint]) -> bytes:
        """The ``dataValidations`` element for the inputs of a sheet; empty when there are none."""
        prefix = self._template.part.prefix
        kept = self._template.kept_validations
        rules = [*kept, *(self.validation(hint) for hint in hints.values())]
        if not rules:
            return b""
        opened = b'dataValidations count="%d">' % len(rules)
        return b"<" + prefix + opened + b"".join(rules) + b"</" + prefix + b"dataValidations>"

    def _validation(self, hint: FieldHint) -> bytes:
        area = self._template.areas[hint.field]
        own = f"{column_letters(area.column)}{area.row}"
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
    return form_hints(sheet) if sheet.is_lead and sheet.inputs else {}


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


def _typed(sheet: FormSheet) -> dict[str, str | Decimal]:
    found: dict[str, str | Decimal] = dict(sheet.narratives)
    for name, reading in sheet.figures().items():
        found[name] = reading.raw.strip() if reading.value is None else reading.value
    return found


def _result(
    group: str,
    hints: tuple[FieldHint, ...],
    typed: Mapping[str, str | Decimal],
    working: Mapping[WorkingCell, object],
) -> str:
    """What the formula of a panel cell gives for the values as sent."""
    several = len(hints) > 1 or group not in NARRATIVE_FIELDS
    for hint in hints:
        label = f"{hint.title.partition('（')[0]}：" if several else ""
        for check in hint.checks:
            if not check.holds(typed):
                return f"{MUST} {label}{check.message}"
    own = typed.get(hints[-1].field, "")
    if group in NARRATIVE_FIELDS:
        return _counted_text(group, str(own), working)
    row = int(group.removeprefix("系列"))
    low, high = (working.get(WorkingCell(form_fields.BOUNDS, row, at)) for at in (0, 1))
    if isinstance(own, Decimal) and isinstance(low, Decimal) and isinstance(high, Decimal):
        if not low <= own <= high:
            return f"{ASK} {JUMP.title}：{JUMP.suggestion}"
    return f"{DONE} 記入済み"


def _counted_text(name: str, text: str, working: Mapping[WorkingCell, object]) -> str:
    columns, lines = (working.get(WorkingCell(BOX + name, 0, at)) for at in (0, 1))
    if not isinstance(columns, Decimal) or not isinstance(lines, Decimal):
        return f"{DONE} {len(text)}字"
    room = f"（枠はおよそ{columns * lines:f}字）"
    if -(-len(text) // columns) + text.count("\n") > lines:
        return f"{ASK} {len(text)}字あり、このままでは印刷の枠を超えます{room}"
    return f"{DONE} {len(text)}字{room}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
