"""Stamping: one workbook of forms from the office's own template, at machine speed.

The template's package is opened once. Per sheet only what must differ is written anew (values, row
heights, the chart's references and caches, sheet-scoped names); all the rest is copied, and parts that
stay the same for every workbook are deflated once. Standard library only: this path starts fast.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path

from kpi_desktop.domain.errors import TemplateError
from kpi_desktop.domain.forms.form import FormSheet, FormWorkbook
from kpi_desktop.workbook.ooxml.package.relationships import (
    copied_name,
    relationships_part,
    relationships_xml,
)
from kpi_desktop.workbook.ooxml.package.xml_spans import BadXml, escape
from kpi_desktop.workbook.ooxml.package.zip_writer import (
    Codec,
    Member,
    archive,
    fastest_codec,
    lasting_member,
    member,
)
from kpi_desktop.workbook.ooxml.sheet.addresses import quoted_sheet
from kpi_desktop.workbook.ooxml.style.style_sheet import StyleSheet
from kpi_desktop.workbook.ooxml.style.style_variants import StyleVariants
from kpi_desktop.workbook.stamping.chart import FormChart, FormDrawing
from kpi_desktop.workbook.stamping.check_panel import FormPanel
from kpi_desktop.workbook.stamping.cover_sheet import CoverSheet
from kpi_desktop.workbook.stamping.row_fitting import ShapeLayout
from kpi_desktop.workbook.stamping.shape import OWN_SHEET, Shape, shape_of
from kpi_desktop.workbook.stamping.sheet_compiler import compiled
from kpi_desktop.workbook.stamping.sheet_template import FormSheetTemplate
from kpi_desktop.workbook.stamping.sheet_values import FormValues
from kpi_desktop.workbook.stamping.workbook_frame import Frame
from kpi_desktop.workbook.template.cover import PREFIX
from kpi_desktop.workbook.template.template import Template

#: Name and content of a part that is still to be deflated.
_Content = tuple[str, bytes]
_SHARED_KINDS = ("/image", "/theme", "/hyperlink")


class FormStamper:
    """Stamps workbooks from one template. ``fingerprint`` names the template's content.

    Without a chart that reads anything, forms give its room to the narratives.

    TemplateError when *template* is no workbook or lacks a name of the contract.
    """

    def __init__(self, template: Path | bytes, codec: Codec | None = None) -> None:
        self._codec = codec or fastest_codec()
        self._template = Template(template)
        self.fingerprint = self._template.fingerprint
        try:
            self._compile()
        except (BadXml, StopIteration) as error:
            raise TemplateError(
                "テンプレートの中身を読めません。", "Excel で開いて保存し直してください。"
            ) from error

    def _compile(self) -> None:
        template = self._template
        styles_part = self._related(template.workbook_part, "/styles")
        styles = StyleVariants(StyleSheet(template.parts[styles_part]))
        self._form = FormSheetTemplate(template, styles)
        self._panel = FormPanel(self._form)
        self._programs = lru_cache(maxsize=256)(partial(compiled, self._form))
        self._layouts = lru_cache(maxsize=256)(self._layout_of)
        cover = self._cover_index()
        self._cover = (
            CoverSheet(template, cover, styles, self._form.mentions) if cover is not None else None
        )
        self._closure = _Closure(template)
        self._charts = {
            part: FormChart(template.parts[part], self._form) for part in self._closure.charts
        }
        self._draws = any(chart.reads_anything for chart in self._charts.values())
        self._drawings = {
            part: FormDrawing(template.parts[part], self._form) for part in self._closure.drawings
        }
        template.parts[styles_part] = styles.sheet.finished()
        cover_part = template.sheets[cover].part if cover is not None else None
        self._frame = Frame(template, self._form, self._closure.copied, cover_part, self._codec)
        self._static_copies = lru_cache(maxsize=4096)(self._static_copies_of)

    def _related(self, part: str, kind: str) -> str:
        return next(
            one.target for one in self._template.relationships(part) if one.type.endswith(kind)
        )

    def _cover_index(self) -> int | None:
        """Index of the sheet that the names 提出票_… point into, if there is one."""
        for index in range(len(self._template.sheets)):
            if index != self._template.form_index and any(
                name.startswith(PREFIX) for name in self._template.places(index)
            ):
                return index
        return None

    def stamp(self, workbook: FormWorkbook) -> bytes:
        """The finished .xlsx. The same workbook and template give the same bytes."""
        # fill in everything first, deflate then: the two do not push each other out of the processor's cache
        parts = list(self._parts(workbook))
        codec = self._codec
        return archive([one if isinstance(one, Member) else member(*one, codec) for one in parts])

    def _parts(self, workbook: FormWorkbook) -> Iterator[Member | _Content]:
        filled = [self._filled(workbook, sheet, at) for at, sheet in enumerate(workbook.sheets)]
        shapes = tuple(values.shape.has_chart for values in filled)
        yield from self._frame.fixed(shapes)
        yield from self._frame.named(tuple([one.sheet_name for one in workbook.sheets]))
        yield from self._frame.per_workbook(workbook)
        if self._cover is not None:
            content = self._cover.fill(workbook, [one.state() for one in filled])
            yield self._template.sheets[self._cover.index].part, content
        for index, values in enumerate(filled, 1):
            yield from self._sheet_parts(workbook.sheets[index - 1], values, index)

    def _layout_of(self, shape: Shape) -> ShapeLayout:
        return ShapeLayout(self._form, shape)

    def _filled(self, workbook: FormWorkbook, sheet: FormSheet, at: int) -> FormValues:
        selected = at == 0 and self._cover is None
        shape = shape_of(sheet, selected)
        if shape.has_chart and not self._draws:
            shape = shape._replace(has_chart=False)
        layout = self._layouts(shape)
        return FormValues(self._form, self._panel, layout, workbook, sheet, shape)

    def _sheet_parts(
        self, sheet: FormSheet, values: FormValues, index: int
    ) -> Iterator[Member | _Content]:
        shape = values.shape
        copy = self._closure.copy(index)
        yield copy[self._template.form.part], self._programs(shape).fill(values.holes())
        own = escape(quoted_sheet(sheet.sheet_name)).encode()
        for part, drawing in self._drawings.items():
            yield copy[part], drawing.fill(shape, sheet.name, own, values.more_chart)
        if shape.has_chart:
            for part, chart in self._charts.items():
                yield copy[part], chart.fill(shape, values, own)
        name = own if self._closure.links_to_itself else b""
        yield from self._static_copies(index, shape.has_chart, name)

    def _static_copies_of(self, index: int, has_chart: bool, own: bytes) -> list[Member]:
        """*own* is the sheet's name when a link of its drawing needs it, empty otherwise."""
        found = []
        for name, content in self._closure.static_copies(index, has_chart):
            followed = self._form.mentions.followed(content) if own else None
            found.append(
                lasting_member(name, followed.fill({OWN_SHEET: own}) if followed else content)
            )
        return found


class _Closure:
    """The parts that belong to the form sheet alone, and their copies for each stamped sheet."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self.root = template.form.part
        self.copied: list[str] = []
        self._visit(self.root)
        self.charts = [one for one in self.copied if self._kind(one, "/chart")]
        self.drawings = [one for one in self.copied if self._kind(one, "/drawing")]
        self.below_charts = {
            relation.target for part in self.charts for relation in template.relationships(part)
        }
        self.links_to_itself = any(
            relation.target.startswith("#")
            for part in self.copied
            for relation in template.relationships(part)
        )

    def _visit(self, part: str) -> None:
        if part in self.copied or part not in self._template.parts:
            return
        self.copied.append(part)
        for relation in self._template.relationships(part):
            if not relation.external and not relation.type.endswith(_SHARED_KINDS):
                self._visit(relation.target)

    def _kind(self, part: str, kind: str) -> bool:
        return any(
            relation.target == part and relation.type.endswith(kind)
            for source in self.copied
            for relation in self._template.relationships(source)
        )

    @lru_cache(maxsize=4096)  # noqa: B019 - one closure lives as long as its stamper
    def copy(self, index: int) -> dict[str, str]:
        """Part of the template → its name for the sheet numbered *index* from 1."""
        return {part: copied_name(part, index) for part in self.copied}

    def static_copies(self, index: int, has_chart: bool) -> Iterator[tuple[str, bytes]]:
        """Relationships and parts without holes for that sheet."""
        names = self.copy(index)
        dynamic = {self.root, *self.charts, *self.drawings}
        for part in self.copied:
            if not has_chart and (part in self.charts or part in self.below_charts):
                continue
            if part not in dynamic:
                yield names[part], self._template.parts[part]
            relations = self._template.relationships(part)
            if not has_chart:
                relations = [one for one in relations if one.target not in self.charts]
            if relations:
                content = relationships_xml(names[part], relations, names)
                yield relationships_part(names[part]), content
