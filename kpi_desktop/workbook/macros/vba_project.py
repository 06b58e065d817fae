"""The VBA project of a workbook, built from text without Excel: code page 932, the same bytes every time."""

from __future__ import annotations

import io
import re
import struct
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_desktop.domain.errors import KpiError

if TYPE_CHECKING:
    from pyopenvba.vba import VBAProject

CODE_PAGE = 932
WORKBOOK_CODE_NAME = "ThisWorkbook"
_NAME = re.compile(r'Attribute VB_Name = "([A-Za-z]\w{0,30})"\n', re.ASCII)
#: Records of the stream dir ([MS-OVBA] 2.3.4.2.1): the code page, and the one without its length in its head.
_CODE_PAGE_RECORD, _VERSION_RECORD, _VERSION_LENGTH = 0x0003, 0x0009, 6


@dataclass(frozen=True)
class MacroModule:
    """One standard module: its name and its text with ``\\n`` line ends."""

    name: str
    text: str

    @classmethod
    def parse(cls, text: str, file: str) -> MacroModule:
        """The module in a ``.bas`` file. KpiError when it has no name, or text that VBA cannot hold."""
        text = text.replace("\r\n", "\n")
        found = _NAME.match(text)
        if found is None:
            raise KpiError(
                f"マクロ「{file}」の一行目に名前がありません。",
                '一行目を Attribute VB_Name = "英数字の名前" にしてください。',
            )
        for number, line in enumerate(text.split("\n"), 1):
            for char in line:
                if not _in_code_page(char):
                    raise KpiError(
                        f"マクロ「{file}」の {number} 行目の「{char}」（U+{ord(char):04X}）は、マクロに書けません。",
                        "Shift_JIS（コードページ 932）にある文字に書き換えてください。",
                    )
        return cls(found[1], text)

    @property
    def importable(self) -> bytes:
        """As a file that Excel's editor imports: code page 932, Windows line ends."""
        return self.text.replace("\n", "\r\n").encode("cp932")


def _in_code_page(char: str) -> bool:
    try:
        return char.encode("cp932").decode("cp932") == char
    except UnicodeError:
        return False


def vba_project(sheets: Sequence[str], modules: Iterable[MacroModule]) -> bytes:
    """``vbaProject.bin`` for a workbook whose sheets have these code names, in order."""
    return _project(tuple(sheets), tuple(modules))


@lru_cache(maxsize=64)
def _project(sheets: tuple[str, ...], modules: tuple[MacroModule, ...]) -> bytes:
    from pyopenvba import ExcelFile  # costly to import, seldom needed

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsm"
        path.write_bytes(_skeleton(sheets))
        with ExcelFile(path) as book:
            project = book.add_vba_project()
            _set_code_page(project)
            for one in modules:
                project.add_module(one.name, one.text.replace("\n", "\r\n"))
            book.save()
        with ExcelFile(path) as book:
            return bytes(book.vba_project_bytes())


def _set_code_page(project: VBAProject) -> None:
    """Texts are code page 932; the template's own 1252 would make every Japanese character a ``?``."""
    raw = bytearray(project.dir_raw)
    at = 0
    while at < project.dir_modules_offset:
        record, length = struct.unpack_from("<HI", raw, at)
        if record == _CODE_PAGE_RECORD:
            struct.pack_into("<H", raw, at + 6, CODE_PAGE)
        at += 6 + (_VERSION_LENGTH if record == _VERSION_RECORD else length)
    project.dir_raw = bytes(raw)
    project.code_page = CODE_PAGE
    project.dir_structure_dirty = True


_SPACE = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_SPACE}/spreadsheetml/2006/main"'
_LINKS = f'xmlns="{_SPACE}/package/2006/relationships"'
_DOCUMENT = f"{_SPACE}/officeDocument/2006/relationships"


def _skeleton(sheets: Sequence[str]) -> bytes:
    """The least workbook with these sheets: what the project is built in."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_SPACE}/package/2006/content-types"></Types>',
        "_rels/.rels": f'<Relationships {_LINKS}><Relationship Id="rId1" '
        f'Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_DOCUMENT}">'
        f'<workbookPr codeName="{WORKBOOK_CODE_NAME}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {_LINKS}>{links}</Relationships>",
    }
    for number, code_name in zip(numbers, sheets, strict=True):
        content = f'<worksheet {_MAIN}><sheetPr codeName="{code_name}"/><sheetData/></worksheet>'
        parts[f"xl/worksheets/sheet{number}.xml"] = content
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()
