"""check-template: what a template may well do without, but what its editor should know of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_desktop.domain.forms.form import CHART_FIELD, NARRATIVE_FIELDS
from kpi_desktop.usecases.prepare.check_template import TemplateProblem
from kpi_desktop.workbook.ooxml.package.xml_spans import Element, XmlPart
from kpi_desktop.workbook.ooxml.sheet.addresses import Area, column_letters
from kpi_desktop.workbook.ooxml.style.style_sheet import StyleSheet
from kpi_desktop.workbook.ooxml.style.style_variants import StyleVariants
from kpi_desktop.workbook.stamping.chart import FormChart
from kpi_desktop.workbook.stamping.sheet_template import FormSheetTemplate
from kpi_desktop.workbook.template import field_names
from kpi_desktop.workbook.template.field_names import STATUS
from kpi_desktop.workbook.template.identity import TOKEN_NAME
from kpi_desktop.workbook.template.template import Template

_COPY_BACK = "要るときは、元の様式2.xlsx から写してください。"
_AS_IT_IS = "このままで差し支えありません。"
_SHOWN = 5


def template_warnings(template: Template) -> Iterator[TemplateProblem]:
    """Warnings for a template that has every name of the contract."""
    styles = next(
        one.target
        for one in template.relationships(template.workbook_part)
        if one.type.endswith("/styles")
    )
    sheet = FormSheetTemplate(template, StyleVariants(StyleSheet(template.parts[styles])))
    for name, message, remedy in (
        *_chart(template, sheet),
        *_panel(template, sheet),
        *_locks(sheet),
        *_page(sheet),
        *_around(template, sheet),
    ):
        yield TemplateProblem(name, sheet.name, message, remedy, is_error=False)


_Warning = tuple[str, str, str]


def _chart(template: Template, sheet: FormSheetTemplate) -> Iterator[_Warning]:
    where = f"シート「{sheet.name}」"
    found = dict(_charts(template))
    if not found:
        message = f"{where}にグラフがありません。グラフのない様式になります。"
        yield CHART_FIELD, message, f"グラフが{_COPY_BACK}"
        return
    charts = [FormChart(template.parts[part], sheet) for part in found]
    if not any(one.reads_anything for one in charts):
        message = (
            f"{where}のグラフが読むセル（名前「系列1_数値」など）が削除されています。"
            "グラフのない様式になります。"
        )
        yield CHART_FIELD, message, f"グラフが{_COPY_BACK}"
        return
    frame = sheet.areas[CHART_FIELD]
    if not any(place is None or place.meets(frame) for place in found.values()):
        message = (
            f"{where}のグラフが、名前「{CHART_FIELD}」の範囲（{_address(frame)}）の外にあります。"
        )
        remedy = (
            "使わない行を隠すとグラフも縮むので、グラフを置く行を一つ決め、"
            f"名前「{CHART_FIELD}」がそこを指すようにしてください。"
        )
        yield CHART_FIELD, message, remedy


def _charts(template: Template) -> Iterator[tuple[str, Area | None]]:
    """(chart part, the cells that it covers) of the form sheet."""
    for drawing in template.relationships(template.form.part):
        if not drawing.type.endswith("/drawing"):
            continue
        part = XmlPart(template.parts[drawing.target])
        links = {one.id: one for one in template.relationships(drawing.target)}
        for anchor in part.root.children:
            for chart in anchor.walk("chart"):
                link = links.get(chart.attributes.get("id", ""))
                if link is not None and link.type.endswith("/chart"):
                    yield link.target, _anchored(part, anchor)


def _anchored(part: XmlPart, anchor: Element) -> Area | None:
    numbers = []
    for tag in ("from", "to"):
        corner = anchor.find(tag) or anchor.find("from")
        if corner is None:
            return None
        for axis in ("row", "col"):
            element = corner.find(axis)
            if element is None:
                return None
            numbers.append(int(part.text(element)) + 1)
    return Area(*numbers)


def _panel(template: Template, sheet: FormSheetTemplate) -> Iterator[_Warning]:
    where = f"シート「{sheet.name}」"
    if STATUS not in sheet.places:
        message = f"{where}に点検欄（名前「{STATUS}」）がありません。"
        yield STATUS, message, f"点検欄が{_COPY_BACK}"
    if TOKEN_NAME not in sheet.places:
        message = f"{where}に名前「{TOKEN_NAME}」がありません。回収したシートは、No と指標名で見分けます。"
        yield TOKEN_NAME, message, f"元の様式2.xlsx の M1 のように、欄の外のセルに名前「{TOKEN_NAME}」を付けてください。"
    lost = [
        one.name
        for one in template.names
        if one.name in field_names.optional_names()
        and one.name not in (STATUS, TOKEN_NAME)
        and "#REF!" in one.text
        and one.name not in sheet.places
    ]
    if lost:
        message = (
            f"{_listed(lost)}の指すセルが削除されています（#REF!）。"
            "点検欄、記入欄の色、グラフのうち、そのセルを使うものは働きません。"
        )
        yield lost[0], message, f"{_COPY_BACK}要らなければ、この名前を削除してください。"


def _locks(sheet: FormSheetTemplate) -> Iterator[_Warning]:
    where = f"シート「{sheet.name}」"
    if sheet.part.root.find("sheetProtection") is None:
        message = f"{where}の保護が外れています。配布する様式は保護されます。"
        yield "", message, _AS_IT_IS
    fields = {*NARRATIVE_FIELDS, *sheet.places} - field_names.working_names().keys()
    known = {cell for name in fields for cell in sheet.areas[name].cells()}
    unlocked = sorted(
        cell
        for cell in sheet.cells
        if cell not in known and not sheet.looks.is_locked(sheet.style_at(*cell))
    )
    if unlocked:
        cells = "、".join(f"{column_letters(column)}{row}" for row, column in unlocked[:_SHOWN])
        more = f" など{len(unlocked)}個のセル" if len(unlocked) > _SHOWN else ""
        message = (
            f"{where}の {cells}{more}は、ロックが外れています。配布する様式ではロックされ、"
            "部局は記入できません（記入できるのは名前の付いた欄だけです）。"
        )
        yield "", message, _AS_IT_IS


def _page(sheet: FormSheetTemplate) -> Iterator[_Warning]:
    where = f"シート「{sheet.name}」"
    if not sheet.has_print_area:
        message = (
            f"{where}に印刷範囲がありません。欄のある {_address(sheet.print_area)} を印刷します。"
        )
        yield "", message, "［ページ レイアウト］→［印刷範囲］で設定してください。"
    if not sheet.grid.fits_page:
        message = f"{where}の印刷が「1ページに収める」設定ではありません。長い文章は次のページに続きます。"
        remedy = "［ページ レイアウト］の［横］［縦］を「1ページ」にしてください。"
        yield "", message, remedy


def _around(template: Template, sheet: FormSheetTemplate) -> Iterator[_Warning]:
    kinds = [one.type for one in template.relationships(template.workbook_part)]
    if any(one.endswith("/vbaProject") for one in kinds):
        message = "ひな形にマクロがあります。配布する様式には入りません。"
        yield "", message, _AS_IT_IS
    for one in template.sheets:
        part = template.parts[one.part]
        if one.name != sheet.name and sheet.mentions.followed(part) is not None:
            message = (
                f"シート「{one.name}」が、様式のシート「{sheet.name}」を読んでいます。"
                "配布するファイルでは、最初の指標のシートを読みます。"
            )
            yield "", message, _AS_IT_IS


def _address(place: Area) -> str:
    last = f"{column_letters(place.last_column)}{place.last_row}"
    return place.address if last == place.address else f"{place.address}:{last}"


def _listed(names: Sequence[str]) -> str:
    more = f"など{len(names)}個の名前" if len(names) > _SHOWN else ""
    return f"名前「{'」「'.join(names[:_SHOWN])}」{more}"
