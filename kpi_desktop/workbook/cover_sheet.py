"""The sheet 提出票 compiled: its fields, and the row of its list repeated for every form sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_desktop.domain.form import FormSheet, FormWorkbook
from kpi_desktop.workbook.template import (
    Place,
    Template,
    column_letters,
    merged_areas,
    quoted_sheet,
)
from kpi_desktop.workbook.template_grid import numbered_rows
from kpi_desktop.workbook.template_styles import StyleBook, Variant
from kpi_desktop.workbook.xml_spans import (
    Element,
    Patches,
    XmlPart,
    escape,
    escape_attribute,
)

PREFIX = "提出票_"
PERSON_FIELDS = tuple(
    PREFIX + one for one in ("記入者所属", "記入者氏名", "記入者電話", "記入者メール")
)
LIST_FIELDS = tuple(
    PREFIX + one for one in ("一覧No", "一覧指標名", "一覧課", "一覧区分", "一覧状態")
)
_LINKED = PREFIX + "一覧No"
_STATE = PREFIX + "一覧状態"
_ADDRESS = re.compile(rb'(\sr\s*=\s*["\'])([A-Z]+)(\d+)(["\'])')


@dataclass(frozen=True)
class StateCell:
    """Where a form sheet says whether it is complete, and what it says as sent."""

    address: str
    text: str


class CoverSheet:
    """提出票 of the template. Every name on it is optional."""

    def __init__(self, template: Template, index: int, styles: StyleBook) -> None:
        self._part = XmlPart(template.parts[template.sheets[index].part])
        self.index = index
        places = template.places(index)
        self._places = {name: one for name, one in places.items() if name.startswith(PREFIX)}
        self._rows = numbered_rows(self._part.root)
        self._merges = merged_areas(self._part.root)
        listed = [self._places[name] for name in LIST_FIELDS if name in self._places]
        self.list_row = listed[0].row if listed else None
        self._styles = styles
        self._locks = self._reserve_styles()

    def _reserve_styles(self) -> dict[int, tuple[int, int]]:
        found = {}
        for _, row in self._rows:
            for cell in row.all("c"):
                style = int(cell.attributes.get("s", "0"))
                found[style] = (
                    self._styles.variant(style, Variant(locked=True)),
                    self._styles.variant(style, Variant(locked=False)),
                )
        return found

    def fill(self, workbook: FormWorkbook, states: Sequence[StateCell | None]) -> bytes:
        """The finished part for *workbook*; *states* match its sheets."""
        patches = Patches(self._part)
        count = max(1, len(workbook.sheets))
        for view in self._part.root.all("sheetViews/sheetView"):
            patches.attributes(view, {"tabSelected": "1"})
        for element in self._part.root.all("dimension"):
            patches.drop(element)
        self._protect(patches)
        texts = _texts(workbook)
        for number, row in self._rows:
            if number == self.list_row:
                lines = [
                    self._list_line(row, number + at, workbook.sheets[at], states[at])
                    for at in range(len(workbook.sheets))
                ]
                patches.replace(row.start, row.end, *lines)
            elif self.list_row is not None and number > self.list_row:
                moved = self._moved(self._row_bytes(row, texts), count - 1)
                patches.replace(row.start, row.end, moved)
            else:
                patches.replace(row.start, row.end, self._row_bytes(row, texts))
        self._merge(patches, count)
        self._link(patches, workbook.sheets)
        return patches.bytes()

    def _protect(self, patches: Patches) -> None:
        if self._part.root.find("sheetProtection") is None:
            data = self._part.root.find("sheetData")
            assert data is not None
            tag = (
                b"<" + self._part.prefix + b'sheetProtection sheet="1" objects="1" scenarios="1"/>'
            )
            patches.replace(data.end, data.end, tag)

    def _row_bytes(self, row: Element, texts: dict[str, str]) -> bytes:
        fields = {one.address: name for name, one in self._places.items()}
        opened = self._part.open_tag(row, {"spans": None})
        if row.empty:
            return opened
        out = [opened]
        for cell in row.all("c"):
            out.append(self._cell(cell, cell.attributes.get("r", ""), fields, texts))
        return b"".join([*out, b"</", self._part.prefix, b"row>"])

    def _cell(
        self, cell: Element, address: str, fields: dict[str, str], texts: dict[str, str]
    ) -> bytes:
        name = fields.get(address)
        locked, unlocked = self._locks[int(cell.attributes.get("s", "0"))]
        if name in PERSON_FIELDS or self._in_person_field(address):
            return self._empty(address, unlocked)
        if name is not None and name in texts:
            return self._text(address, locked, texts[name])
        if int(cell.attributes.get("s", "0")) == locked:
            return self._part.data[cell.start : cell.end]
        return (
            self._part.open_tag(cell, {"s": str(locked)}) + self._part.data[cell.inner : cell.end]
        )

    def _in_person_field(self, address: str) -> bool:
        for name in PERSON_FIELDS:
            place = self._places.get(name)
            if place is None:
                continue
            for merge in self._merges:
                area = place.widened(merge)
                if area is merge and address in {_address(*one) for one in area.cells()}:
                    return True
        return False

    def _empty(self, address: str, style: int) -> bytes:
        return b"<" + self._part.prefix + f'c r="{address}" s="{style}"/>'.encode()

    def _text(self, address: str, style: int, text: str) -> bytes:
        if not text:
            return self._empty(address, style)
        p = self._part.prefix.decode()
        return (
            f'<{p}c r="{address}" s="{style}" t="inlineStr"><{p}is><{p}t xml:space="preserve">'
            f"{escape(text)}</{p}t></{p}is></{p}c>"
        ).encode()

    def _list_line(
        self, row: Element, number: int, sheet: FormSheet, state: StateCell | None
    ) -> bytes:
        p = self._part.prefix
        texts = {
            PREFIX + "一覧No": sheet.no,
            PREFIX + "一覧指標名": sheet.name,
            PREFIX + "一覧課": sheet.division_text,
            PREFIX + "一覧区分": "主管" if sheet.is_lead else "共管（参照）",
        }
        columns = {self._places[name].column: name for name in LIST_FIELDS if name in self._places}
        out = [self._part.open_tag(row, {"r": str(number), "spans": None})]
        for cell in row.all("c"):
            letters = cell.attributes["r"].rstrip("0123456789")
            address = f"{letters}{number}"
            name = columns.get(_column(letters))
            locked, _ = self._locks[int(cell.attributes.get("s", "0"))]
            if name == _STATE and state is not None:
                formula = f"{quoted_sheet(sheet.sheet_name)}!{state.address}"
                out.append(
                    b"<"
                    + p
                    + f'c r="{address}" s="{locked}" t="str"><'.encode()
                    + p
                    + b"f>"
                    + escape(formula).encode()
                    + b"</"
                    + p
                    + b"f><"
                    + p
                    + b"v>"
                    + escape(state.text).encode()
                    + b"</"
                    + p
                    + b"v></"
                    + p
                    + b"c>"
                )
            elif name is not None:
                out.append(self._text(address, locked, texts.get(name, "")))
            else:
                out.append(self._empty(address, locked))
        return b"".join([*out, b"</", p, b"row>"])

    @staticmethod
    def _moved(row: bytes, by: int) -> bytes:
        def shift(match: re.Match[bytes]) -> bytes:
            return match[1] + match[2] + str(int(match[3]) + by).encode() + match[4]

        opened, closer, rest = row.partition(b">")
        opened = re.sub(
            rb'(\sr\s*=\s*["\'])(\d+)',
            lambda match: match[1] + str(int(match[2]) + by).encode(),
            opened,
            count=1,
        )
        return opened + closer + _ADDRESS.sub(shift, rest)

    def _merge(self, patches: Patches, count: int) -> None:
        group = self._part.root.find("mergeCells")
        if group is None or self.list_row is None:
            return
        areas: list[str] = []
        for one in self._merges:
            if one.row > self.list_row:
                areas.append(_area(one, count - 1))
            elif one.row == self.list_row:
                areas += [_area(one, at) for at in range(count)]
            else:
                areas.append(_area(one, 0))
        p = self._part.prefix
        cells = b"".join(b"<" + p + b'mergeCell ref="' + one.encode() + b'"/>' for one in areas)
        opened = b"<" + p + b'mergeCells count="%d">' % len(areas)
        patches.replace(group.start, group.end, opened, cells, b"</" + p + b"mergeCells>")

    def _link(self, patches: Patches, sheets: Sequence[FormSheet]) -> None:
        """Links from the list to the sheets."""
        place = self._places.get(_LINKED)
        if place is None:
            return
        p = self._part.prefix
        links = b"".join(
            b"<"
            + p
            + (
                f'hyperlink ref="{_address(place.row + at, place.column)}" '
                f'location="{escape_attribute(quoted_sheet(sheet.sheet_name))}!A1" '
                f'display="{escape_attribute(sheet.name)}"/>'
            ).encode()
            for at, sheet in enumerate(sheets)
        )
        group = self._part.root.find("hyperlinks")
        if group is not None:
            patches.insert_inside(group, links)
            return
        at = self._after_validation()
        patches.replace(at, at, b"<" + p + b"hyperlinks>", links, b"</" + p + b"hyperlinks>")

    def _after_validation(self) -> int:
        """Where hyperlinks stand in the order of the format: before print options and margins."""
        followers = ("printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
                     "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
                     "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects",
                     "controls", "webPublishItems", "tableParts", "extLst")  # fmt: skip
        for child in self._part.root.children:
            if child.tag in followers:
                return child.start
        return self._part.root.close


def _texts(workbook: FormWorkbook) -> dict[str, str]:
    deadline = workbook.deadline
    return {
        PREFIX + "計画名": workbook.plan_title,
        PREFIX + "団体名": workbook.organisation,
        PREFIX + "評価年度": workbook.identity.year.full,
        PREFIX
        + "部局名": "　".join(
            part for part in (workbook.identity.department, workbook.identity.unit_name) if part
        ),
        PREFIX
        + "提出期限": f"{deadline.year}年{deadline.month}月{deadline.day}日" if deadline else "",
        PREFIX + "事務局": workbook.office,
        PREFIX + "連絡先": workbook.contact,
    }


def _address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _area(place: Place, by: int) -> str:
    first = _address(place.row + by, place.column)
    return f"{first}:{_address(place.last_row + by, place.last_column)}"
