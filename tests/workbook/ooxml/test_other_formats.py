"""Workbooks of other kinds (.xlsb, .ods): damage inside them is a refusal, and odd numbers are no figures."""

from __future__ import annotations

import io
import zipfile

import pytest

from kpi_desktop.domain.forms.form import CellKind
from kpi_desktop.workbook.ooxml.package.other_formats import values_only
from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal
from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book
from kpi_desktop.workbook.reading.form_sheet import OpenSheet

RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="S"><table:table-row><table:table-cell office:value-type="float"
 office:value="{}"><text:p>x</text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"""


def zipped(parts: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def an_ods(value: str) -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:'
            'xmlns:manifest:1.0"/>',
            "content.xml": ODS.format(value),
        }
    )


def an_xlsb_whose_sheet_is_nowhere() -> bytes:
    """Its list of sheets names a relationship that the file does not have."""

    def record(kind: int, body: bytes) -> bytes:
        return bytes([kind & 0x7F | 0x80, kind >> 7, len(body)]) + body

    def text(words: str) -> bytes:
        return len(words).to_bytes(4, "little") + words.encode("utf-16-le")

    sheet = b"\0" * 4 + b"\1\0\0\0" + text("rId9") + text("S")
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": RELATIONS,
            "xl/workbook.bin": b"".join(
                record(kind, sheet if kind == 0x9C else b"")
                for kind in (0x83, 0x8F, 0x9C, 0x90, 0x84)
            ),
            "xl/_rels/workbook.bin.rels": RELATIONS,
        }
    )


def first_cell(data: bytes) -> tuple[CellKind, str]:
    read = OpenSheet(open_book(values_only(data, Reason.OPEN_DOCUMENT)), 0).read("A1")
    return read.kind, read.raw


def test_a_panic_of_the_library_is_a_refusal() -> None:
    with pytest.raises(Refusal) as caught:
        values_only(an_xlsb_whose_sheet_is_nowhere(), Reason.BINARY_FORMAT)
    assert caught.value.reason is Reason.BINARY_FORMAT


def test_the_values_of_a_sound_file_are_copied() -> None:
    assert first_cell(an_ods("1027.5")) == (CellKind.NUMBER, "1027.5")


@pytest.mark.parametrize("value", ["NaN", "inf"])
def test_what_is_no_number_becomes_an_error_value(value: str) -> None:
    assert first_cell(an_ods(value))[0] is CellKind.ERROR
