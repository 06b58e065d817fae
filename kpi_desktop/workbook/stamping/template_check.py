"""check-template: what a restyled template lacks or has twice, by name and sheet, and how to mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from kpi_desktop.domain.errors import TemplateError
from kpi_desktop.domain.forms.form import CHART_FIELD, required_names
from kpi_desktop.usecases.prepare.check_template import TemplateProblem
from kpi_desktop.workbook.ooxml.package.xml_spans import BadXml, XmlPart
from kpi_desktop.workbook.ooxml.sheet.addresses import Area, merged_areas
from kpi_desktop.workbook.stamping.stamper import FormStamper
from kpi_desktop.workbook.stamping.template_warnings import template_warnings
from kpi_desktop.workbook.template import field_names
from kpi_desktop.workbook.template.template import DefinedName, Template

#: So many names twice make a sheet a copy of the form.
_MANY = 10
#: Fields of rows and columns that an office may think it does not need.
_TABLE_FIELDS = frozenset(name for name in required_names() if name.startswith(("系列", "年度")))
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
    if not any(one.is_error for one in found):
        found += template_warnings(template)
    return sorted(found, key=lambda one: not one.is_error)


def _names(template: Template, form: str) -> Iterator[TemplateProblem]:
    places: dict[str, list[DefinedName]] = defaultdict(list)
    for one in template.names:
        places[one.name].append(one)
    copies = _copies(template, form)
    for copy, names in copies.items():
        yield _copied(form, copy, names)
    for name in (*required_names(), *sorted(field_names.optional_names())):
        yield from _name(name, places.get(name, []), form, copies)
    yield from _overlaps(template, form)


def _name(
    name: str, defined: list[DefinedName], form: str, copies: Collection[str]
) -> Iterator[TemplateProblem]:
    """What is wrong with one name; that a copy of the form has it too was said of the copy."""
    targets = [one.target for one in defined if one.target]
    on_form = {area for sheet, area in targets if sheet == form}
    elsewhere = sorted({sheet for sheet, _ in targets} - {form, *copies})
    if not on_form:
        if name in required_names():
            yield _lacking(name, form, defined)
    elif elsewhere:
        others = "」「".join(elsewhere)
        yield TemplateProblem(
            name,
            others,
            f"名前「{name}」が、シート「{form}」のほかに「{others}」にもあります。",
            f"{_NAME_MANAGER}余分な方を削除してください（シートを複製すると名前も複製されます）。",
        )
    elif len(on_form) > 1:
        yield TemplateProblem(
            name,
            form,
            f"名前「{name}」が、シート「{form}」の二つの場所を指しています。",
            f"{_NAME_MANAGER}余分な方を削除してください。",
        )


def _copies(template: Template, form: str) -> dict[str, list[str]]:
    """Sheet that looks like a copy of the form → names that it has as well."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in template.names:
        if one.name in required_names() and one.target and one.target[0] != form:
            found[one.target[0]].append(one.name)
    on_form = {one.name for one in template.names if one.target and one.target[0] == form}
    return {
        sheet: shared
        for sheet, names in found.items()
        if len(shared := [name for name in names if name in on_form]) >= _MANY
    }


def _copied(form: str, copy: str, names: Sequence[str]) -> TemplateProblem:
    return TemplateProblem(
        names[0],
        copy,
        f"名前「{'」「'.join(names[:3])}」など{len(names)}個が、シート「{form}」のほかに「{copy}」にもあります"
        "（シートを複製すると、名前も複製されます）。",
        "二つのうち使わない方のシートを削除してください。名前も一緒に消えます。",
    )


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
    if name in _TABLE_FIELDS:
        remedy += "系列の行と年度の列は、使わなくても残してください（様式ごとに隠れます）。"
    return TemplateProblem(name, form, message, remedy)


def _overlaps(template: Template, form: str) -> Iterator[TemplateProblem]:
    """Two fields in one cell: the later would overwrite the earlier."""
    merges = merged_areas(XmlPart(template.parts[template.form.part]).root)
    seen: dict[Area, str] = {}
    places = template.places(template.form_index)
    for name in required_names():
        if name not in places or name == CHART_FIELD:
            continue
        place = places[name]
        area = next((one for one in merges if one.holds(place)), place)
        corner = Area(area.row, area.column, area.row, area.column)
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
    kinds = {one.type.rpartition("/")[2] for one in template.relationships(template.form.part)}
    for kind, what in (("table", "テーブル"), ("pivotTable", "ピボットテーブル")):
        if kind in kinds:
            yield TemplateProblem(
                "",
                form,
                f"シート「{form}」に{what}があります。様式のシートは複製されるため、{what}は使えません。",
                f"{what}を普通のセル範囲に変換してください。",
            )


def _stamping(source: Path | bytes) -> Iterator[TemplateProblem]:
    """Whatever stands in the way of opening the template for stamping."""
    try:
        FormStamper(source)
    except TemplateError as error:
        yield TemplateProblem("", "", error.what, error.remedy)
