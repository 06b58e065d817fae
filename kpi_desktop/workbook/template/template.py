"""The form template as a package: its parts, sheets, defined names, and where each field stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kpi_desktop.domain.errors import TemplateError
from kpi_desktop.domain.forms.form import required_names
from kpi_desktop.workbook.ooxml.package.package import Package
from kpi_desktop.workbook.ooxml.package.refusals import Refusal
from kpi_desktop.workbook.ooxml.package.relationships import (
    Relationship,
    relationships_part,
    resolved,
)
from kpi_desktop.workbook.ooxml.package.strict import transitional
from kpi_desktop.workbook.ooxml.package.xml_spans import BadXml, XmlPart
from kpi_desktop.workbook.ooxml.sheet.addresses import Area, area_on_sheet, areas_on_sheets

PRINT_AREA = "_xlnm.Print_Area"
_REMEDY = "様式2.xlsx を Excel で開き、数式タブの「名前の管理」で直してください。"


@dataclass(frozen=True)
class DefinedName:
    """One defined name: ``scope`` is the index of its sheet, None for the whole workbook."""

    name: str
    scope: int | None
    text: str

    @cached_property
    def target(self) -> tuple[str, Area] | None:
        """Sheet name and place, None when it is not one plain area."""
        return area_on_sheet(self.text)


@dataclass(frozen=True)
class TemplateSheet:
    """One sheet of the template: its name, its part and its visibility."""

    name: str
    part: str
    state: str


class Template:
    """A template, read whole. TemplateError when it is no workbook at all."""

    def __init__(self, source: Path | bytes) -> None:
        data = source if isinstance(source, bytes) else _read(source)
        self.fingerprint = hashlib.sha256(data).hexdigest()[:16]
        self.parts = transitional(_parts(data))
        try:
            self.workbook_part = self._workbook_part()
            self.workbook = XmlPart(self.parts[self.workbook_part])
            self.sheets = list(self._sheets())
            self.names = list(self._names())
        except (KeyError, BadXml, StopIteration) as error:
            raise _unreadable() from error

    def _workbook_part(self) -> str:
        kind = "/officeDocument"
        return next(one.target for one in self.relationships("") if one.type.endswith(kind))

    def _sheets(self) -> Iterator[TemplateSheet]:
        targets = {one.id: one.target for one in self.relationships(self.workbook_part)}
        for element in self.workbook.root.all("sheets/sheet"):
            attributes = element.attributes
            state = attributes.get("state", "visible")
            yield TemplateSheet(attributes["name"], targets[attributes["id"]], state)

    def _names(self) -> Iterator[DefinedName]:
        for element in self.workbook.root.all("definedNames/definedName"):
            scope = element.attributes.get("localSheetId")
            text = self.workbook.text(element)
            yield DefinedName(element.attributes["name"], int(scope) if scope else None, text)

    def relationships(self, part: str) -> list[Relationship]:
        """Relationships of *part* (the package itself when empty); none is an empty list."""
        data = self.parts.get(relationships_part(part))
        if data is None:
            return []
        found = []
        for element in XmlPart(data).root.all("Relationship"):
            attributes = element.attributes
            external = attributes.get("TargetMode") == "External"
            target = attributes["Target"]
            if not external and not target.startswith("#"):
                target = resolved(part, target)
            found.append(Relationship(attributes["Id"], attributes["Type"], target, external))
        return found

    @cached_property
    def form_index(self) -> int:
        """Index of the form sheet: the one with most of the required names. TemplateError if none."""
        wanted = set(required_names())
        names = [sheet.name for sheet in self.sheets]
        counts = [0] * len(names)
        for one in self.names:
            if one.name in wanted and one.target and one.target[0] in names:
                counts[names.index(one.target[0])] += 1
        if not any(counts):
            raise TemplateError("テンプレートに様式のシートが見つかりません。", _REMEDY)
        # of a sheet and its copy the one with the shorter name: 様式2, not 様式2 (2)
        return min(range(len(names)), key=lambda at: (-counts[at], len(names[at])))

    @property
    def form(self) -> TemplateSheet:
        """The form sheet."""
        return self.sheets[self.form_index]

    def places(self, sheet_index: int) -> dict[str, Area]:
        """Name → place for every name that points into that sheet; its own names win."""
        sheet = self.sheets[sheet_index].name
        found: dict[str, Area] = {}
        for one in sorted(self.names, key=lambda name: name.scope is not None):
            if one.scope in (None, sheet_index) and one.target and one.target[0] == sheet:
                found[one.name] = one.target[1]
        return found

    def print_areas(self, sheet_index: int) -> list[Area] | None:
        """The printed areas of a sheet, None when none is set. Whole rows or columns are no area."""
        for one in self.names:
            if one.scope == sheet_index and one.name == PRINT_AREA:
                return areas_on_sheets(one.text)
        return None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(
            f"テンプレート「{path.name}」を開けません。",
            "ファイルがあるか、Excel で開いたままになっていないかを確かめてください。",
        ) from error


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        package = Package(data)
        return {name: package.read(name) for name in package.names}
    except Refusal as refusal:
        raise _unreadable() from refusal


def _unreadable() -> TemplateError:
    return TemplateError(
        "テンプレートを Excel ブックとして読めません。",
        "パスワードのない .xlsx として保存し直してください。",
    )
