"""The frame of a stamped workbook: content types, relationships, sheet list, defined names, identity."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kpi_desktop.domain.forms.form import FormWorkbook, required_names
from kpi_desktop.workbook.ooxml.package.compiled_part import FilledPart
from kpi_desktop.workbook.ooxml.package.relationships import (
    RELATIONSHIPS,
    Relationship,
    copied_name,
    relationships_part,
    relationships_xml,
)
from kpi_desktop.workbook.ooxml.package.xml_spans import (
    Element,
    Patches,
    Piece,
    XmlPart,
    escape,
    escape_attribute,
)
from kpi_desktop.workbook.ooxml.package.zip_writer import Codec, Member, lasting_member, member
from kpi_desktop.workbook.ooxml.sheet.addresses import column_letters, quoted_sheet
from kpi_desktop.workbook.stamping.shape import OWN_SHEET
from kpi_desktop.workbook.stamping.sheet_template import FormSheetTemplate
from kpi_desktop.workbook.template import field_names, identity
from kpi_desktop.workbook.template.template import PRINT_AREA, DefinedName, Template

CONTENT_TYPES = "[Content_Types].xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_CUSTOM_PART = "docProps/custom.xml"
_INFO_PART = "xl/worksheets/identity.xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
#: What no distributed form has: macros, the history of a shared workbook, what a program makes anew.
_DROPPED_KINDS = (
    *("/calcChain", "/custom-properties", "/extended-properties", "/thumbnail"),
    *("/vbaProject", "/revisionHeaders", "/usernames"),
)
_XML_ENDS = (".xml", ".rels")
_TITLE, _QUOTED = "@シート名", "@引用名"


class Frame:
    """All parts around the form sheets. *copied* are the parts that each form sheet has a copy of."""

    def __init__(
        self,
        template: Template,
        form: FormSheetTemplate,
        copied: Sequence[str],
        cover_part: str | None,
        codec: Codec,
    ) -> None:
        self._codec = codec
        self._template = template
        self._form = form
        self._copied = list(copied)
        self._charts = {one for one in copied if _chart_only(template, one, copied)}
        self._types = XmlPart(template.parts[CONTENT_TYPES])
        self._dropped = set(_dropped_parts(template))
        self._old_properties = self._custom_properties()
        own = {CONTENT_TYPES, template.workbook_part, cover_part or ""}
        own |= {relationships_part(part) for part in ("", template.workbook_part, *copied)}
        self._static: list[Member] = []
        #: Parts that read the form sheet; they read the first stamped one instead.
        self._following: dict[str, FilledPart] = {}
        for name, content in template.parts.items():
            if name in own or name in copied or name in self._dropped:
                continue
            followed = form.mentions.followed(content) if name.endswith(_XML_ENDS) else None
            if followed is None:
                self._static.append(lasting_member(name, content))
            else:
                self._following[name] = followed
        self._root_relations = lasting_member(relationships_part(""), self._package_relations())
        self._workbook = lru_cache(maxsize=256)(self._compile_workbook)
        sheets = b"".join(template.parts[sheet.part] for sheet in template.sheets)
        self._formulas = sheets.decode(errors="replace")
        self.fixed = lru_cache(maxsize=1024)(self._fixed)
        self.named = lru_cache(maxsize=256)(self._named)

    # ---- parts that depend on the number of sheets alone
    def _fixed(self, charts: tuple[bool, ...]) -> list[Member]:
        """Parts that are the same for every workbook whose sheets have these charts or none."""
        return [
            lasting_member(CONTENT_TYPES, self._content_types(charts)),
            self._root_relations,
            lasting_member(
                relationships_part(self._template.workbook_part),
                self._workbook_relations(len(charts)),
            ),
            *self._static,
        ]

    def _content_types(self, charts: tuple[bool, ...]) -> bytes:
        patches = Patches(self._types)
        root, p = self._types.root, self._types.prefix
        gone = {*self._copied, *self._dropped, _CUSTOM_PART, _INFO_PART}
        types: dict[str, str] = {}
        for element in root.all("Override"):
            part = element.attributes["PartName"].lstrip("/")
            types[part] = element.attributes["ContentType"]
            if part in gone:
                patches.drop(element)
            elif part == self._template.workbook_part and types[part] != _WORKBOOK_TYPE:
                patches.attributes(element, {"ContentType": _WORKBOOK_TYPE})
        added = [(_CUSTOM_PART, _CUSTOM_TYPE), (_INFO_PART, _SHEET_TYPE)]
        for index, has_chart in enumerate(charts, 1):
            for part in self._copied:
                if part in types and (has_chart or part not in self._charts):
                    added.append((copied_name(part, index), types[part]))
        lines = [
            b"<" + p + f'Override PartName="/{part}" ContentType="{kind}"/>'.encode()
            for part, kind in added
        ]
        patches.insert_inside(root, *lines)
        return patches.bytes()

    def _package_relations(self) -> bytes:
        kept = [one for one in self._template.relationships("") if one.target not in self._dropped]
        kept.append(
            Relationship(_free_id(kept), f"{RELATIONSHIPS}/custom-properties", _CUSTOM_PART, False)
        )
        return relationships_xml("", kept, {})

    def _workbook_relations(self, count: int) -> bytes:
        template = self._template
        kept = [
            one
            for one in template.relationships(template.workbook_part)
            if one.target not in self._dropped and one.target != template.form.part
        ]
        kind = f"{RELATIONSHIPS}/worksheet"
        for index in range(1, count + 1):
            part = copied_name(template.form.part, index)
            kept.append(Relationship(f"kpiForm{index}", kind, part, False))
        kept.append(Relationship("kpiIdentity", kind, _INFO_PART, False))
        return relationships_xml(template.workbook_part, kept, {})

    # ---- parts that differ from workbook to workbook
    def per_workbook(self, workbook: FormWorkbook) -> Iterator[tuple[str, bytes]]:
        """(part name, content) of the custom properties and the hidden sheet."""
        pairs = identity.to_properties(workbook.identity)
        yield _CUSTOM_PART, self._custom_xml(pairs)
        yield _INFO_PART, _identity_sheet(pairs)

    def _named(self, names: tuple[str, ...]) -> list[Member]:
        """Sheet list, defined names and what reads the forms: the same when the sheets are named so."""
        holes = {}
        for at, name in enumerate(names):
            holes[f"{_TITLE}{at}"] = escape_attribute(name).encode()
            holes[f"{_QUOTED}{at}"] = escape(quoted_sheet(name)).encode()
        contents = {self._template.workbook_part: self._workbook(len(names)).fill(holes)}
        first = {OWN_SHEET: holes[f"{_QUOTED}0"]} if names else {}
        contents.update((name, part.fill(first)) for name, part in self._following.items())
        return [member(name, content, self._codec) for name, content in contents.items()]

    def _compile_workbook(self, count: int) -> FilledPart:
        part = self._template.workbook
        patches = Patches(part)
        sheets = part.root.find("sheets")
        names = part.root.find("definedNames")
        assert sheets is not None and names is not None
        patches.replace(sheets.inner, sheets.close, *self._sheet_list(count))
        patches.replace(names.inner, names.close, *self._all_names(count))
        for view in part.root.all("bookViews/workbookView"):
            patches.attributes(view, {"activeTab": None, "firstSheet": None})
        calculation = part.root.find("calcPr")
        if calculation is not None:
            patches.attributes(calculation, {"fullCalcOnLoad": "1"})
        else:
            tag = b'calcPr calcId="124519" fullCalcOnLoad="1"/>'
            patches.replace(names.end, names.end, b"<" + part.prefix + tag)
        return FilledPart(patches.pieces())

    def _sheet_list(self, count: int) -> list[Piece]:
        template = self._template
        relations = template.relationships(template.workbook_part)
        targets = {one.target: one.id for one in relations}
        entries: list[tuple[Piece, str, str]] = []
        for index, sheet in enumerate(template.sheets):
            if index == template.form_index:
                entries += [(f"{_TITLE}{at}", f"kpiForm{at + 1}", "") for at in range(count)]
            else:
                state = "" if sheet.state == "visible" else f' state="{sheet.state}"'
                name = escape_attribute(sheet.name).encode()
                entries.append((name, targets[sheet.part], state))
        name = escape_attribute(identity.HIDDEN_SHEET).encode()
        entries.append((name, "kpiIdentity", ' state="hidden"'))
        relation, p = self._relation_prefix(), template.workbook.prefix
        pieces: list[Piece] = []
        for number, (title, relation_id, state) in enumerate(entries, 1):
            rest = f'" sheetId="{number}"{state} {relation}id="{relation_id}"/>'
            pieces += [b"<" + p + b'sheet name="', title, rest.encode()]
        return pieces

    def _relation_prefix(self) -> str:
        """What stands before ``id`` in a sheet element: a known prefix, or its declaration and it."""
        part = self._template.workbook
        tag = part.data[part.root.start : part.root.inner].decode()
        known = re.search(rf"xmlns:(\w+)\s*=\s*[\"']{re.escape(RELATIONSHIPS)}[\"']", tag)
        return f"{known[1]}:" if known else f'xmlns:r="{RELATIONSHIPS}" r:'

    def _all_names(self, count: int) -> list[Piece]:
        """Names of the other sheets as they are, and those of the form sheet for every stamped one."""
        template, part = self._template, self._template.workbook
        own: list[Element] = []
        pieces: list[Piece] = []
        elements = part.root.all("definedNames/definedName")
        for element, name in zip(elements, template.names, strict=True):
            if self._goes_along(name) and not self._is_idle(name):
                own.append(element)
            if not self._belongs_to_form(name):
                scope = name.scope
                if scope is not None and scope > template.form_index:
                    scope += count - 1
                pieces += self._name(element, scope, 0)
        for at in range(count):
            for element in own:
                pieces += self._name(element, template.form_index + at, at)
            if not self._form.has_print_area:
                pieces += self._page(at)
        return pieces

    def _page(self, at: int) -> list[Piece]:
        """A printed area for a form whose template has none: the check panel is not for paper."""
        p, area = self._template.workbook.prefix, self._form.print_area
        opened = f'definedName name="{PRINT_AREA}" localSheetId="{self._template.form_index + at}">'
        corners = f"!$A$1:${column_letters(area.last_column)}${area.last_row}</"
        end = corners.encode() + p + b"definedName>"
        return [b"<" + p + opened.encode(), f"{_QUOTED}{at}", end]

    def _name(self, element: Element, scope: int | None, at: int) -> list[Piece]:
        """A defined name of that scope; where it names the form sheet, stamped sheet number *at*."""
        part = self._template.workbook
        source = part.data[element.inner : element.close]
        return [
            part.open_tag(element, {"localSheetId": None if scope is None else str(scope)}),
            *self._form.mentions.pieces(source, f"{_QUOTED}{at}"),
            part.data[element.close : element.end],
        ]

    def _belongs_to_form(self, name: DefinedName) -> bool:
        """Whether a name is there for form sheets alone: scoped to one, or of the contract."""
        template = self._template
        if name.scope is not None:
            return name.scope == template.form_index
        known = name.name in required_names() or name.name in field_names.optional_names()
        return known and name.target is not None and name.target[0] == template.form.name

    def _goes_along(self, name: DefinedName) -> bool:
        """Whether each form sheet has the name: also one of the office's own that reads the form."""
        if self._belongs_to_form(name):
            return True
        is_taken = any(
            one.name == name.name and one.scope == self._template.form_index
            for one in self._template.names
        )
        return name.scope is None and not is_taken and self._form.mentions.found_in(name.text)

    def _is_idle(self, name: DefinedName) -> bool:
        """Whether a name only told where the working cells are; stamped sheets need it no more."""
        return name.name in field_names.working_names() and name.name not in self._formulas

    # ---- identity
    def _custom_properties(self) -> list[tuple[str, bytes]]:
        """The office's own custom properties: (name, value element)."""
        data = self._template.parts.get(_CUSTOM_PART)
        if data is None:
            return []
        part = XmlPart(data)
        return [
            (element.attributes["name"], data[element.inner : element.close])
            for element in part.root.all("property")
            if not element.attributes["name"].startswith(identity.PREFIX)
        ]

    def _custom_xml(self, pairs: dict[str, str]) -> bytes:
        values = [
            (name, f"<vt:lpwstr>{escape(text)}</vt:lpwstr>".encode())
            for name, text in pairs.items()
        ]
        lines = [
            f'<property fmtid="{_FMTID}" pid="{pid}" name="{escape_attribute(name)}">'.encode()
            + value
            + b"</property>"
            for pid, (name, value) in enumerate([*values, *self._old_properties], 2)
        ]
        opened = f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}">'.encode()
        return _XML + opened + b"".join(lines) + b"</Properties>"


_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _identity_sheet(pairs: dict[str, str]) -> bytes:
    rows = "".join(
        f'<row r="{number}">{_inline(f"A{number}", key)}{_inline(f"B{number}", text)}</row>'
        for number, (key, text) in enumerate(pairs.items(), 1)
    )
    return (
        _XML
        + (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>'
            '<sheetProtection sheet="1" objects="1" scenarios="1"/></worksheet>'
        ).encode()
    )


def _inline(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _dropped_parts(template: Template) -> Iterator[str]:
    """Parts that are left out, with what hangs below them."""
    below = [
        one.target
        for source in ("", template.workbook_part)
        for one in template.relationships(source)
        if one.type.endswith(_DROPPED_KINDS)
    ]
    for part in below:
        yield part
        yield relationships_part(part)
        below += [one.target for one in template.relationships(part) if not one.external]


def _chart_only(template: Template, part: str, copied: Sequence[str]) -> bool:
    """Whether *part* is a chart of the form or hangs below one."""
    for source in copied:
        for one in template.relationships(source):
            if one.target == part and one.type.endswith("/chart"):
                return True
            if one.target == part and source != part and "chart" in posixpath.basename(source):
                return _chart_only(template, source, copied)
    return False


def _free_id(relations: Sequence[Relationship]) -> str:
    taken = {one.id for one in relations}
    number = len(taken) + 1
    while f"rId{number}" in taken:
        number += 1
    return f"rId{number}"
