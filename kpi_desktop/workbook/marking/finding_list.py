"""要修正一覧: the sheet in front of a returned workbook, with a link to every cell that is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.correspondence import Notice, NoticeItem
from kpi_desktop.workbook.marking.mark_colours import COLOURS
from kpi_desktop.workbook.ooxml.package.xml_spans import escape, escape_attribute
from kpi_desktop.workbook.ooxml.sheet.addresses import address_of, place_of
from kpi_desktop.workbook.ooxml.style.style_sheet import Fill, StyleSheet
from kpi_desktop.workbook.reading.form_sheet import OpenSheet
from kpi_desktop.workbook.template.own_marks import LIST_SHEET, MEMORY, TICKED

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEADERS = ("番号", "重さ", "指標", "欄", "セル", "指摘", "直し方", TICKED)
_WIDTHS = (5, 8, 24, 18, 13, 46, 46, 7)

Target = tuple[str, str]


@dataclass(frozen=True)
class _Styles:
    title: int
    line: int
    header: int
    text: int
    centre: int
    link: int
    severity: dict[Severity, int]


def _styles(sheet: StyleSheet) -> _Styles:
    name = escape_attribute(sheet.font_name or "ＭＳ Ｐゴシック")

    def font(size: int, extra: str = "", colour: str = "") -> int:
        text = f'{extra}<sz val="{size}"/>{colour}<name val="{name}"/>'
        return sheet.index("fonts", f"<font>{text}</font>")

    side = 'style="thin"><color rgb="FF8A97A5"/>'
    frame = "".join(f"<{one} {side}</{one}>" for one in ("left", "right", "top", "bottom"))
    boxed = sheet.index("borders", f"<border>{frame}<diagonal/></border>")
    grey = sheet.index("fills", Fill.solid("FFE9EEF3").xml)
    plain = sheet.index("fills", '<fill><patternFill patternType="none"/></fill>')

    def xf(font_id: int, fill: int, border: int, alignment: str) -> int:
        return sheet.index(
            "cellXfs",
            f'<xf numFmtId="0" fontId="{font_id}" fillId="{fill}" borderId="{border}" xfId="0" '
            'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<alignment {alignment} wrapText="1"/></xf>',
        )

    middle, top = 'horizontal="center" vertical="center"', 'horizontal="left" vertical="center"'
    blue = font(9, "<u/>", '<color rgb="FF0B5CAD"/>')
    colours = {level: sheet.index("fills", Fill.solid(one).xml) for level, one in COLOURS.items()}
    return _Styles(
        title=xf(font(16, "<b/>"), plain, 0, top),
        line=xf(font(10), plain, 0, top),
        header=xf(font(9, "<b/>"), grey, boxed, middle),
        text=xf(font(9), plain, boxed, top),
        centre=xf(font(9), plain, boxed, middle),
        link=xf(blue, plain, boxed, middle),
        severity={
            level: xf(font(9, "<b/>"), fill, boxed, middle) for level, fill in colours.items()
        },
    )


def list_sheet(
    notice: Notice, styles: StyleSheet, before: dict[Target, Fill], sheets: frozenset[str]
) -> bytes:
    """The worksheet part. *before* gives the fill that each marked cell had; links lead to *sheets*."""
    rows, links = _rows(notice, _styles(styles), before, sheets)
    return _worksheet(rows, links, len(notice.lines) + 2)


def _rows(
    notice: Notice, look: _Styles, before: dict[Target, Fill], sheets: frozenset[str]
) -> tuple[list[str], list[str]]:
    """Title, lines, header and findings as rows, and the links of the findings."""
    rows = [_row(1, 30, [_cell(1, 1, notice.title, look.title)])]
    for number, line in enumerate(notice.lines, 2):
        height = 15 * _lines(line, sum(_WIDTHS)) + 3
        rows.append(_row(number, height, [_cell(number, 1, line, look.line)]))
    head = len(rows) + 1
    cells = [_cell(head, at, text, look.header) for at, text in enumerate(_HEADERS, 1)]
    rows.append(_row(head, 20, cells))
    links = []
    for count, item in enumerate(notice.items, 1):
        number = head + count
        place = item.finding.place
        linked = place.sheet in sheets and bool(place.cell)
        rows.append(_item(number, count, item, look, before, linked))
        if linked:
            links.append(_link(number, place.sheet, place.cell, item.field))
    return rows, links


def _worksheet(rows: Sequence[str], links: Sequence[str], head: int) -> bytes:
    """The part with *rows*, the header in row *head*."""
    end = address_of((1, len(_HEADERS)))[:-1]
    merged = "".join(f'<mergeCell ref="A{n}:{end}{n}"/>' for n in range(1, head))
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(_WIDTHS, 1)
    )
    columns += f'<col min="{MEMORY}" max="{MEMORY + 2}" width="9" hidden="1" customWidth="1"/>'
    hyperlinks = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}"><sheetPr><tabColor rgb="FFC8102E"/>'
        '<pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{address_of((len(rows), MEMORY + 2))}"/><sheetViews>'
        '<sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{head + 1}" sqref="A{head + 1}"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f'<cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
        f'<mergeCells count="{head - 1}">{merged}</mergeCells>{hyperlinks}'
        '<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.5" '
        'bottom="0.5" header="0.25" footer="0.25"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    ).encode()


def print_titles(notice: Notice) -> str:
    """What the defined name of the rows to repeat on every printed page points to."""
    row = len(notice.lines) + 2
    return f"'{LIST_SHEET}'!${row}:${row}"


def _item(
    number: int,
    count: int,
    item: NoticeItem,
    look: _Styles,
    before: dict[Target, Fill],
    linked: bool,
) -> str:
    finding = item.finding
    place = finding.place
    where = f"{place.sheet}!{place.cell}" if place.cell else place.sheet or "－"
    link = look.link if linked else look.centre
    texts = (
        (str(count), look.centre),
        (finding.severity.label, look.severity[finding.severity]),
        (item.indicator, look.text),
        (item.field, look.text),
        (where, link),
        (finding.message, look.text),
        (finding.suggestion, look.text),
        ("□", look.centre),
    )
    lines = max(_lines(text, width) for (text, _), width in zip(texts, _WIDTHS, strict=True))
    cells = [_cell(number, at, text, style) for at, (text, style) in enumerate(texts, 1)]
    fill = before.get((place.sheet, place.cell))
    if fill is not None:
        memory = (place.sheet, place.cell, fill.text)
        cells += [_cell(number, at, text, 0) for at, text in enumerate(memory, MEMORY)]
    return _row(number, min(12.5 * lines + 8, 409), cells)


def _lines(text: str, width: float) -> int:
    """Printed lines of *text* in a column of *width* half-width characters."""
    found = 0
    for line in text.split("\n"):
        size = sum(1 if ord(char) < 0x100 else 1.9 for char in line)
        found += max(1, -(-int(size) // max(1, int(width * 1.12))))
    return found


def _row(number: int, height: float, cells: Sequence[str]) -> str:
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def _cell(row: int, column: int, text: str, style: int) -> str:
    shown = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
    return f'<c r="{address_of((row, column))}" s="{style}" t="inlineStr">{shown}</c>'


def _link(row: int, sheet: str, cell: str, tip: str) -> str:
    target = "'" + sheet.replace("'", "''") + "'!" + cell
    shown = escape_attribute(f"{sheet}!{cell}")
    where = f'ref="{address_of((row, 5))}" location="{escape_attribute(target)}"'
    return f'<hyperlink {where} tooltip="{escape_attribute(tip[:250])}" display="{shown}"/>'


def remembered(sheet: OpenSheet) -> dict[Target, Fill]:
    """Marked cell → its fill before, from the list that came back with the file."""
    texts = sheet.constants()
    found = {}
    for (row, column), text in texts.items():
        address = texts.get((row, column + 1), "")
        fill = texts.get((row, column + 2), "")
        if column == MEMORY and fill:
            try:
                place_of(address)
            except ValueError:
                continue
            found[text, address] = Fill.parse(fill)
    return found
