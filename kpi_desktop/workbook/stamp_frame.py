"""The frame of a stamped workbook: content types, relationships, sheet list, defined names, identity."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kpi_desktop.domain.form import FormWorkbook, required_names
from kpi_desktop.workbook import form_fields, identity
from kpi_desktop.workbook.form_sheet import FormSheetTemplate
from kpi_desktop.workbook.part_names import copied_name, relationships_xml
from kpi_desktop.workbook.template import (
    RELATIONSHIPS,
    DefinedName,
    Relationship,
    Template,
    quoted_sheet,
    relationships_part,
)
from kpi_desktop.workbook.xml_spans import Patches, XmlPart, escape, escape_attribute
from kpi_desktop.workbook.zip_stream import Member, lasting_member

CONTENT_TYPES = "[Content_Types].xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_CUSTOM_PART = "docProps/custom.xml"
_INFO_PART = "xl/worksheets/identity.xml"
_DROPPED_KINDS = ("/calcChain", "/custom-properties", "/extended-properties", "/thumbnail")
_SHEET_MARK, _INDEX_MARK = b"@sheet@", b"@index@"


class Frame:
    """All parts around the form sheets. *copied* are the parts that each form sheet has a copy of."""

    def __init__(
        self,
        template: Template,
        form: FormSheetTemplate,
        copied: Sequence[str],
        cover_part: str | None,
    ) -> None:
        self._template = template
        self._form = form
        self._copied = list(copied)
        self._charts = {one for one in copied if _chart_only(template, one, copied)}
        self._types = XmlPart(template.parts[CONTENT_TYPES])
        self._dropped = {
            one.target
            for source in ("", template.workbook_part)
            for one in template.relationships(source)
            if one.type.endswith(_DROPPED_KINDS)
        }
        self._old_properties = self._custom_properties()
        own = {CONTENT_TYPES, template.workbook_part, cover_part or ""}
        own |= {relationships_part(part) for part in ("", template.workbook_part, *copied)}
        self._static = [
            lasting_member(name, content)
            for name, content in template.parts.items()
            if name not in own and name not in copied and name not in self._dropped
        ]
        self._root_relations = lasting_member(relationships_part(""), self._package_relations())
        self._names = self._form_names()
        self.fixed = lru_cache(maxsize=1024)(self._fixed)

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
        """(part name, content) of the sheet list, the custom properties and the hidden sheet."""
        pairs = identity.to_properties(workbook.identity)
        yield self._template.workbook_part, self._workbook_xml(workbook)
        yield _CUSTOM_PART, self._custom_xml(pairs)
        yield _INFO_PART, _identity_sheet(pairs)

    def _workbook_xml(self, workbook: FormWorkbook) -> bytes:
        part = self._template.workbook
        patches = Patches(part)
        sheets = part.root.find("sheets")
        assert sheets is not None
        patches.replace(sheets.inner, sheets.close, self._sheet_list(workbook))
        names = part.root.find("definedNames")
        assert names is not None
        patches.replace(names.inner, names.close, self._all_names(workbook))
        for view in part.root.all("bookViews/workbookView"):
            patches.attributes(view, {"activeTab": None, "firstSheet": None})
        p = part.prefix
        calculation = part.root.find("calcPr")
        if calculation is not None:
            patches.attributes(calculation, {"fullCalcOnLoad": "1"})
        else:
            tag = b"<" + p + b'calcPr calcId="124519" fullCalcOnLoad="1"/>'
            patches.replace(names.end, names.end, tag)
        return patches.bytes()

    def _sheet_list(self, workbook: FormWorkbook) -> bytes:
        template = self._template
        entries: list[tuple[str, str, str]] = []
        targets = {one.target: one.id for one in template.relationships(template.workbook_part)}
        for index, sheet in enumerate(template.sheets):
            if index == template.form_index:
                for number, form in enumerate(workbook.sheets, 1):
                    entries.append((form.sheet_name, f"kpiForm{number}", "visible"))
            else:
                entries.append((sheet.name, targets[sheet.part], sheet.state))
        entries.append((identity.HIDDEN_SHEET, "kpiIdentity", "hidden"))
        relation = self._relation_prefix()
        lines = []
        for number, (name, relation_id, state) in enumerate(entries, 1):
            shown = "" if state == "visible" else f' state="{state}"'
            text = (
                f'sheet name="{escape_attribute(name)}" sheetId="{number}"{shown} '
                f'{relation}id="{relation_id}"/>'
            )
            lines.append(b"<" + template.workbook.prefix + text.encode())
        return b"".join(lines)

    def _relation_prefix(self) -> str:
        """The prefix under which the template's workbook part knows relationships, with colon."""
        part = self._template.workbook
        element = part.root.find("sheets/sheet")
        assert element is not None
        tag = part.data[element.start : element.inner].decode()
        return next(
            word.partition("=")[0].removesuffix("id")
            for word in tag.split()
            if word.partition("=")[0].endswith(":id")
        )

    def _form_names(self) -> list[tuple[str, bytes, DefinedName]]:
        """Names of the form sheet with marks in place of sheet name and index."""
        template = self._template
        working = set(form_fields.working_names())
        used = b"".join(template.parts[sheet.part] for sheet in template.sheets).decode(
            errors="replace"
        )
        found = []
        for element, one in zip(
            template.workbook.root.all("definedNames/definedName"), template.names
        ):
            local = one.scope == template.form_index or (
                one.scope is None
                and one.name in required_names()
                and one.target is not None
                and one.target[0] == template.form.name
            )
            if not local or (one.name in working and one.name not in used):
                continue
            opened = template.workbook.open_tag(element, {"localSheetId": _INDEX_MARK.decode()})
            text = template.workbook.data[element.inner : element.close]
            for name in (quoted_sheet(template.form.name), template.form.name):
                text = text.replace(escape(name).encode() + b"!", _SHEET_MARK + b"!")
            closed = template.workbook.data[element.close : element.end]
            found.append((one.name, opened + text + closed, one))
        return found

    def _all_names(self, workbook: FormWorkbook) -> bytes:
        template = self._template
        local = {id(one) for _, _, one in self._names}
        shift = len(workbook.sheets) - 1
        out: list[bytes] = []
        elements = template.workbook.root.all("definedNames/definedName")
        for element, one in zip(elements, template.names):
            if id(one) in local or one.scope == template.form_index:
                continue
            if one.name in required_names() and one.target and one.scope is None:
                continue
            scope = one.scope
            if scope is not None and scope > template.form_index:
                scope += shift
            changes = {"localSheetId": None if scope is None else str(scope)}
            data = template.workbook.data
            out.append(template.workbook.open_tag(element, changes))
            out.append(data[element.inner : element.end])
        block = b"".join(text for _, text, _ in self._names)
        for index, sheet in enumerate(workbook.sheets, template.form_index):
            own = escape(quoted_sheet(sheet.sheet_name)).encode()
            out.append(block.replace(_SHEET_MARK, own).replace(_INDEX_MARK, str(index).encode()))
        return b"".join(out)

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
