"""個票 in the master workbook: the stamped forms themselves, and beside each page the ways to and fro."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpi_desktop.domain.forms.form import (
    FOOTNOTE_FIELD,
    NARRATIVE_FIELDS,
    FormSheet,
    FormWorkbook,
    series_field,
)
from kpi_desktop.domain.record.master_content import IndicatorContent, Item, MasterContent
from kpi_desktop.workbook.master_book.cell_links import (
    ACHIEVEMENT,
    EVIDENCE,
    SUMMARY,
    Key,
    Places,
    figure_key,
)
from kpi_desktop.workbook.master_book.copied_sheets import CopiedSheets
from kpi_desktop.workbook.master_book.printed_forms import put_footer
from kpi_desktop.workbook.ooxml.package.xml_spans import escape_attribute
from kpi_desktop.workbook.ooxml.sheet.addresses import Area, address_of, place_of
from kpi_desktop.workbook.ooxml.sheet.sheet_editor import SheetEditor
from kpi_desktop.workbook.ooxml.sheet.sheet_grid import AFTER_VALIDATIONS
from kpi_desktop.workbook.ooxml.style.style_sheet import StyleSheet
from kpi_desktop.workbook.stamping.figure_format import plain_number
from kpi_desktop.workbook.tables.cell_styles import FONT
from kpi_desktop.workbook.template.field_names import STATUS
from kpi_desktop.workbook.template.template import Template

_ENDS = {Item.BASELINE: "策定時", Item.TARGET: "目標"}
_BACK_ROW, _VERDICT_ROW = 1, 2
_LINK_FONT = (
    f'<font><u/><sz val="9"/><color rgb="FF1A5FB4"/><name val="{FONT}"/><family val="2"/></font>'
)


class FormPages:
    """The stamped forms of the plan: where each figure and text stands on them, then their way in.

    *forms* holds one sheet an indicator in plan order, *stamped* is the workbook that was made of it.
    """

    def __init__(self, content: MasterContent, forms: FormWorkbook, stamped: bytes) -> None:
        self._content = content
        self._pairs = tuple(zip(content.indicators, forms.sheets, strict=True))
        self._source = Template(stamped)
        self._fields = _fields(self._source)
        #: Key of a figure or text → its cell, like ``No.5!G10``.
        self.cells = {
            key: f"{sheet.sheet_name}!{self._fields[sheet.sheet_name][field].address}"
            for one, sheet in self._pairs
            for key, field, _ in _places(one, sheet)
        }

    def added_to(self, book: bytes, places: Places) -> bytes:
        """*book* with the forms behind its own sheets."""
        moved = CopiedSheets(book, self._source)
        style = _link_style(moved.styles)
        rows: dict[str, int] = {}
        for row, line in enumerate(places.lines, 2):
            rows.setdefault(line.of.indicator.no, row)
        edits = {}
        for row, (one, sheet) in enumerate(self._pairs, 2):
            footer = f"{self._content.plan.name}　No {sheet.no}", self._content.snapshot
            page = _Page(self._fields[sheet.sheet_name], style, footer)
            page.put(_BACK_ROW, "≪ 総括表へ", f"{SUMMARY}!A{rows[sheet.no]}")
            page.put(_VERDICT_ROW, _verdict(one), f"{ACHIEVEMENT}!A{row}")
            for key, field, is_number in _places(one, sheet):
                page.lead(field, places.evidence_of(key), is_number)
            edits[sheet.sheet_name] = page.edit
        return moved.take(edits)


class _Page:
    """What is put on one stamped form: links on its figures and beside it, and the footer."""

    def __init__(self, fields: Mapping[str, Area], style: int, footer: tuple[str, str]) -> None:
        self._fields, self._style, self._footer = fields, style, footer
        panel = fields.get(STATUS)
        self._side = panel.column if panel else fields["_xlnm.Print_Area"].last_column + 2
        self._texts: dict[int, str] = {}
        self._links: dict[str, str] = {}

    def put(self, row: int, text: str, target: str) -> None:
        """A link beside the page; the first one of a row stays."""
        if row not in self._texts:
            self._texts[row] = text
            self._links[address_of((row, self._side))] = target

    def lead(self, field: str, target: str, is_number: bool) -> None:
        """From a field to *target*: from beside the page, and from the cell of a number itself.

        LibreOffice would print a linked text in the colour of links.
        """
        place = self._fields[field]
        if is_number:
            self._links[place.address] = target
        self.put(place.row, f"{EVIDENCE}（出所）へ", target)

    def edit(self, editor: SheetEditor) -> None:
        """Put everything in."""
        for row, text in sorted(self._texts.items()):
            editor.type((row, self._side), text, self._style)
        put_footer(editor.patches, self._footer[0], "", self._footer[1])
        self._put_links(editor)

    def _put_links(self, editor: SheetEditor) -> None:
        """The hyperlinks; those of the template lead to sheets that stay behind."""
        part, patches = editor.patches.part, editor.patches
        for old in part.root.all("hyperlinks"):
            patches.drop(old)
        p = part.prefix.decode()
        ordered = sorted(self._links.items(), key=lambda one: place_of(one[0]))
        lines = "".join(
            f'<{p}hyperlink ref="{cell}" location="{_location(target)}" '
            f'tooltip="{escape_attribute(target.replace("!", " "))} へ"/>'
            for cell, target in ordered
        )
        later = AFTER_VALIDATIONS[AFTER_VALIDATIONS.index("hyperlinks") + 1 :]
        at = next((one.start for one in part.root.children if one.tag in later), part.root.close)
        patches.replace(at, at, f"<{p}hyperlinks>{lines}</{p}hyperlinks>".encode())


def _location(target: str) -> str:
    sheet, _, cell = target.rpartition("!")
    return escape_attribute(f"'{sheet}'!{cell}")


def _verdict(content: IndicatorContent) -> str:
    reason = f"（{content.assessment.reason}）" if content.assessment else ""
    return f"達成状況: {content.grade}{reason}"


def _places(content: IndicatorContent, sheet: FormSheet) -> Iterator[tuple[Key, str, bool]]:
    """Key of everything that stands on the form, its field, and whether that holds a number."""
    for position, each in enumerate(content.series, 1):
        for figure in each.figures:
            if figure.item is not Item.ACTUAL:
                field = series_field(position, _ENDS[figure.item])
            elif figure.year in sheet.years:
                field = series_field(position, "実績", sheet.year_index(figure.year))
            else:
                continue
            yield figure_key(figure), field, plain_number(figure.reading) is not None
    for name in NARRATIVE_FIELDS:
        yield (sheet.no, 0, name), name, False
    if sheet.footnote:
        yield (sheet.no, 0, FOOTNOTE_FIELD), FOOTNOTE_FIELD, False


def _fields(source: Template) -> dict[str, dict[str, Area]]:
    """Sheet → its fields and its print area."""
    found: dict[str, dict[str, Area]] = {one.name: {} for one in source.sheets}
    for one in source.names:
        if one.scope is not None and one.target is not None:
            found[source.sheets[one.scope].name][one.name] = one.target[1]
    return found


def _link_style(styles: StyleSheet) -> int:
    font = styles.index("fonts", _LINK_FONT)
    return styles.index(
        "cellXfs",
        f'<xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0" applyFont="1" '
        'applyAlignment="1"><alignment vertical="center"/></xf>',
    )
