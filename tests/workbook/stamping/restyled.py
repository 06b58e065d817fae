"""The shipped template as three offices restyle it, each with another program."""

from __future__ import annotations

import functools
import io
import json
import re
import subprocess
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.workbook.reading.damage.by_libreoffice import is_available, python_with_uno
from tests.workbook.stamping.samples import TEMPLATE, parts, rezipped

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63"
    "fccfc0500f0004850180a5d0f3c10000000049454e44ae426082"
)
UNO_EDITS = Path(__file__).parents[1] / "reading" / "damage" / "uno_edits.py"


@functools.cache
def by_openpyxl() -> bytes:
    """Other fonts, a wider column, a note, and a title that the program is not to fill in."""
    book = openpyxl.load_workbook(TEMPLATE)
    sheet = book["様式2"]
    del sheet.defined_names["表題"]
    sheet["A2"].value = "令和版　指標の分析"
    sheet["A2"].font = Font(name="メイリオ", size=20, bold=True, color="800000")
    sheet["A19"].font = Font(name="メイリオ", size=9)
    sheet.column_dimensions["A"].width = 20
    sheet["A18"].comment = Comment("担当: 企画課", "企画課")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@functools.cache
def by_libreoffice() -> bytes:
    """Three rows and a column put in above and before everything; saved by LibreOffice."""
    steps = [
        ["insert rows", "様式2", 1, 3],
        ["insert columns", "様式2", 1, 1],
        ["type", "様式2", "B2", "見本県　企画振興部"],
    ]
    with tempfile.TemporaryDirectory(prefix="restyled-") as folder:
        target = Path(folder) / "template.xlsx"
        job = {"source": str(TEMPLATE), "target": str(target), "steps": steps}
        jobs = Path(folder) / "jobs.json"
        jobs.write_text(json.dumps([{**job, "filter": "Calc MS Excel 2007 XML"}]))
        python = python_with_uno()
        assert python is not None
        subprocess.run([python, str(UNO_EDITS), str(jobs), "soffice"], check=True, timeout=180)
        return target.read_bytes()


@functools.cache
def by_hand() -> bytes:
    """Edited as XML: a logo, printer settings, the office's own properties, a prefix on every element."""
    content = parts(TEMPLATE.read_bytes())
    content["xl/media/logo.png"] = PIXEL
    content["xl/printerSettings/printerSettings1.bin"] = b"\0printer"
    drawing = content["xl/drawings/drawing1.xml"].decode()
    anchor = (
        "<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>0"
        '</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="360000" cy="180000"/>'
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="90" name="県章" descr="県章"/><xdr:cNvPicPr/>'
        "</xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId9"/>'
        "<a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom "
        'prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/>'
        "</xdr:oneCellAnchor></xdr:wsDr>"
    )
    content["xl/drawings/drawing1.xml"] = drawing.replace("</xdr:wsDr>", anchor).encode()
    image = _relation("rId9", "image", "../media/logo.png")
    _extend(content, "xl/drawings/_rels/drawing1.xml.rels", image)
    printer = _relation("rId9", "printerSettings", "../printerSettings/printerSettings1.bin")
    _extend(content, "xl/worksheets/_rels/sheet3.xml.rels", printer)
    types = content["[Content_Types].xml"].decode()
    defaults = '<Default Extension="png" ContentType="image/png"/><Default Extension="bin" '
    defaults += 'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>'
    content["[Content_Types].xml"] = types.replace("<Override", defaults + "<Override", 1).encode()
    sheet = content["xl/worksheets/sheet3.xml"].decode()
    sheet = re.sub(r"<pageSetup ", '<pageSetup r:id="rId9" ', sheet)
    content["xl/worksheets/sheet3.xml"] = _prefixed(sheet).encode()
    return rezipped(content)


def _relation(name: str, kind: str, target: str) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="{name}" Type="{base}/{kind}" Target="{target}"/></Relationships>'


def _extend(content: dict[str, bytes], part: str, relation: str) -> None:
    content[part] = content[part].decode().replace("</Relationships>", relation).encode()


def _prefixed(sheet: str) -> str:
    """Every element of the sheet with the prefix ``x:``, which means the same."""
    head, start, body = sheet.partition("<worksheet")
    body = re.sub(r"<(/?)(\w+)(?=[\s/>])", r"<\1x:\2", start + body)
    return head + body.replace('xmlns="', 'xmlns:x="', 1)


def all_kinds() -> list[str]:
    """The kinds that can be made on this machine."""
    return ["by_openpyxl", "by_hand", *(["by_libreoffice"] if is_available() else [])]
