"""check-template: what a restyled template lacks or has twice, by name and sheet, and how to mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kpi_desktop.domain.errors import TemplateError
from kpi_desktop.domain.form import CHART_FIELD, required_names
from kpi_desktop.usecases.check_template import TemplateProblem
from kpi_desktop.workbook import form_fields
from kpi_desktop.workbook.form_fields import STATUS
from kpi_desktop.workbook.stamp import FormStamper
from kpi_desktop.workbook.template import DefinedName, Place, Template, merged_areas
from kpi_desktop.workbook.xml_spans import BadXml, XmlPart

_NAME_MANAGER = "Excel の［数式］→［名前の管理］で"


def template_problems(source: Path | bytes) -> list[TemplateProblem]:
    """Everything wrong with a template at once; errors first, an empty list when it is fit for use."""
    try:
        template = Template(source)
        form = template.form.name
    except TemplateError as error:
        return [TemplateProblem("", "", error.what, error.remedy)]
    try:
        found = list(_names(template, form))
        if not any(one.is_error for one in found):
            found += _contents(template, form)
    except BadXml:
        message, remedy = "シートの中身を読めません。", "Excel で開いて保存し直してください。"
        return [TemplateProblem("", form, f"シート「{form}」: {message}", remedy)]
    if not any(one.is_error for one in found):
        found += _stamping(source)
    return sorted(found, key=lambda one: not one.is_error)


def _names(template: Template, form: str) -> Iterator[TemplateProblem]:
    places: dict[str, list[DefinedName]] = defaultdict(list)
    for one in template.names:
        places[one.name].append(one)
    for name in (*required_names(), *sorted(form_fields.optional_names())):
        defined = places.get(name, [])
        on_form = [one for one in defined if one.target and one.target[0] == form]
        elsewhere = sorted({one.target[0] for one in defined if one.target} - {form})
        required = name in required_names()
        if not on_form and required:
            yield _lacking(name, form, defined)
        if on_form and elsewhere:
            yield TemplateProblem(
                name,
                "」「".join(elsewhere),
                f"名前「{name}」が、シート「{form}」のほかに「{'」「'.join(elsewhere)}」にもあります。",
                f"{_NAME_MANAGER}余分な方を削除してください（シートを複製すると名前も複製されます）。",
            )
        elif len({one.target for one in on_form}) > 1:
            yield TemplateProblem(
                name,
                form,
                f"名前「{name}」が、シート「{form}」の二つの場所を指しています。",
                f"{_NAME_MANAGER}余分な方を削除してください。",
            )
    yield from _overlaps(template, form)


def _lacking(name: str, form: str, defined: list[DefinedName]) -> TemplateProblem:
    if any("#REF!" in one.text for one in defined):
        message = f"名前「{name}」の指すセルが削除されています（#REF!）。"
    elif defined:
        message = (
            f"名前「{name}」が、シート「{form}」の一つのセルを指していません（{defined[0].text}）。"
        )
    else:
        message = f"シート「{form}」に名前「{name}」がありません。"
    remedy = f"{_NAME_MANAGER}、「{name}」の欄にするセルを指すように名前を付けてください。"
    return TemplateProblem(name, form, message, remedy)


def _overlaps(template: Template, form: str) -> Iterator[TemplateProblem]:
    """Two fields in one cell: the later would overwrite the earlier."""
    merges = merged_areas(XmlPart(template.parts[template.form.part]).root)
    seen: dict[Place, str] = {}
    places = template.places(template.form_index)
    for name in required_names():
        if name not in places or name == CHART_FIELD:
            continue
        place = places[name]
        area = next((one for one in merges if one.holds(place)), place)
        corner = Place(area.row, area.column, area.row, area.column)
        first = seen.setdefault(corner, name)
        if first != name:
            yield TemplateProblem(
                name,
                form,
                f"名前「{first}」と「{name}」が、同じセル（{corner.address}）を指しています。",
                f"{_NAME_MANAGER}どちらかを正しいセルに直してください。",
            )
        if (area.row, area.column) != (place.row, place.column):
            yield TemplateProblem(
                name,
                form,
                f"名前「{name}」の指すセル（{place.address}）が、結合の左上のセルではありません。",
                f"{_NAME_MANAGER}結合したセルの左上（{corner.address}）を指すように直してください。",
            )


def _contents(template: Template, form: str) -> Iterator[TemplateProblem]:
    root = XmlPart(template.parts[template.form.part]).root
    kinds = {one.type.rpartition("/")[2] for one in template.relationships(template.form.part)}
    for kind, what in (("table", "テーブル"), ("pivotTable", "ピボットテーブル")):
        if kind in kinds:
            yield TemplateProblem(
                "",
                form,
                f"シート「{form}」に{what}があります。様式のシートは複製されるため、{what}は使えません。",
                f"{what}を普通のセル範囲に変換してください。",
            )
    drawn = "drawing" in kinds and any(_charts(template))
    if not drawn:
        yield TemplateProblem(
            CHART_FIELD,
            form,
            f"シート「{form}」にグラフがありません。グラフのない様式になります。",
            "グラフが要るときは、元の様式2.xlsx から写してください。",
            is_error=False,
        )
    if root.find("sheetProtection") is None:
        yield TemplateProblem(
            "",
            form,
            f"シート「{form}」の保護が外れています。配布する様式は保護されます。",
            "このままで差し支えありません。",
            is_error=False,
        )
    if not any(one.name == STATUS for one in template.names):
        yield TemplateProblem(
            STATUS,
            form,
            f"シート「{form}」に点検欄（名前「{STATUS}」）がありません。",
            "点検欄が要るときは、元の様式2.xlsx から写してください。",
            is_error=False,
        )


def _charts(template: Template) -> Iterator[str]:
    for drawing in template.relationships(template.form.part):
        if drawing.type.endswith("/drawing"):
            for one in template.relationships(drawing.target):
                if one.type.endswith("/chart"):
                    yield one.target


def _stamping(source: Path | bytes) -> Iterator[TemplateProblem]:
    """Whatever stands in the way of opening the template for stamping."""
    try:
        FormStamper(source)
    except TemplateError as error:
        yield TemplateProblem("", "", error.what, error.remedy)
