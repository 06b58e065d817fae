"""What offices do to the template beyond its looks, as edits of its parts: one function each."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable

import openpyxl
from openpyxl.formula.translate import Translator
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName

from kpi_desktop.workbook.ooxml.package.xml_spans import unescape
from tests.workbook.stamping.samples import TEMPLATE, parts, rezipped

BASE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK, SHEET, CHART = "xl/workbook.xml", "xl/worksheets/sheet3.xml", "xl/charts/chart1.xml"
DRAWING, TYPES = "xl/drawings/drawing1.xml", "[Content_Types].xml"
MAIN = "spreadsheetml.sheet.main+xml"
SHOWN_CELL = (
    "<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>0</xdr:row>"
    '<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="360000" cy="180000"/><xdr:sp macro="" '
    'textlink="\'様式2\'!$B$4"><xdr:nvSpPr><xdr:cNvPr id="77" name="枠"><a:hlinkClick xmlns:r="'
    f'{BASE}" r:id="rId7"/></xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom></xdr:spPr></xdr:sp><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>"
)
TITLE = (
    '<c:title><c:tx><c:strRef><c:f>\'様式2\'!$B$5</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0">'
    '<c:v>前の題</c:v></c:pt></c:strCache></c:strRef></c:tx></c:title><c:autoTitleDeleted val="0"/>'
)


def edited(*edits: tuple[str, str, str]) -> bytes:
    """The template with each (part, pattern, replacement) done."""
    content = parts(TEMPLATE.read_bytes())
    for part, pattern, new in edits:
        before = content[part].decode()
        after = re.sub(pattern, new, before, flags=re.DOTALL)
        assert after != before, pattern
        content[part] = after.encode()
    return rezipped(content)


def related(part: str, number: str, kind: str, target: str) -> tuple[str, str, str]:
    """An edit that adds a relationship to a relationships part."""
    kind = kind if kind.startswith("http") else f"{BASE}/{kind}"
    line = f'<Relationship Id="{number}" Type="{kind}" Target="{target}"/></Relationships>'
    return part, "</Relationships>", line


@functools.cache
def read_by_other_sheets() -> bytes:
    """Sheets before and after that read the form, one named nearly like it; a name of the office's own."""
    book = openpyxl.load_workbook(TEMPLATE)
    first, last = book.create_sheet("旧様式2", 0), book.create_sheet("説明")
    first["A1"], first["A2"] = "記載例", "=様式2!B5"
    last["A1"] = "='様式2'!$B$5&旧様式2!A1"
    book["提出票"]["E20"] = "='様式2'!B4"
    book.defined_names["県の表題"] = DefinedName("県の表題", attr_text="'様式2'!$A$2")
    book["様式2"]["A17"] = "=旧様式2!A1&県の表題"
    return _saved(book)


@functools.cache
def linked() -> bytes:
    """A link to a place on the form, a shape that shows one and leads to another, own input rules."""
    rules = (
        '<dataValidations count="2"><dataValidation type="list" sqref="AX1:XFD1048576 K3"><formula1>'
        '\'様式2\'!$A$1:$A$3</formula1></dataValidation><dataValidation type="list" sqref="AV:AV 40:41">'
        '<formula1>"a,b"</formula1></dataValidation></dataValidations>'
    )
    link = '<hyperlinks><hyperlink ref="A18" location="\'様式2\'!A21" display="課題へ"/>'
    return edited(
        (SHEET, "<hyperlinks>", rules + link),
        (DRAWING, "</xdr:wsDr>", SHOWN_CELL),
        related("xl/drawings/_rels/drawing1.xml.rels", "rId7", "hyperlink", "#'様式2'!A21"),
    )


@functools.cache
def strict() -> bytes:
    """Saved as 「Strict Open XML ブック」."""
    content = parts(TEMPLATE.read_bytes())
    for name, data in content.items():
        for usual, other in (
            (b"spreadsheetml/2006/main", b"spreadsheetml/main"),
            (b"officeDocument/2006/relationships", b"officeDocument/relationships"),
            (b"drawingml/2006/", b"drawingml/"),
        ):
            data = data.replace(
                b"http://schemas.openxmlformats.org/" + usual,
                b"http://purl.oclc.org/ooxml/" + other,
            )
        content[name] = data.replace(b"<workbook ", b'<workbook conformance="strict" ')
    return rezipped(content)


@functools.cache
def with_macros() -> bytes:
    """A workbook with macros, its ending changed to .xlsx."""
    content = parts(
        edited(
            (TYPES, re.escape(MAIN), "sheet.macroEnabled.main+xml"),
            related(
                "xl/_rels/workbook.xml.rels",
                "rId30",
                "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                "vbaProject.bin",
            ),
        )
    )
    return rezipped({**content, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


@functools.cache
def saved_as_template() -> bytes:
    """Saved as 「Excel テンプレート」."""
    return edited((TYPES, re.escape(MAIN), "spreadsheetml.template.main+xml"))


@functools.cache
def shared_workbook() -> bytes:
    """「ブックの共有」 with its history."""
    content = parts(
        edited(
            related("xl/_rels/workbook.xml.rels", "rId40", "revisionHeaders", "revisions/heads.xml")
        )
    )
    log = related("xl/revisions/_rels/heads.xml.rels", "rId1", "revisionLog", "log.xml")[2]
    content["xl/revisions/_rels/heads.xml.rels"] = f"<Relationships>{log}".encode()
    return rezipped({**content, "xl/revisions/heads.xml": b"<h/>", "xl/revisions/log.xml": b"<r/>"})


@functools.cache
def filled_down() -> bytes:
    """The formulas of the chart's figures filled down from the first row: Excel saves them shared."""
    content = parts(TEMPLATE.read_bytes())
    masters: dict[str, str] = {}

    def shared(match: re.Match[str]) -> str:
        column, row, rest, formula = match.groups()
        first = masters.setdefault(column, unescape(formula))
        group = list(masters).index(column)
        if row == "10":
            opened = f'<f t="shared" ref="{column}10:{column}15" si="{group}">{formula}</f>'
        else:
            here = Translator("=" + first, column + "10").translate_formula(column + row)[1:]
            assert here == unescape(formula)
            opened = f'<f t="shared" si="{group}"/>'
        return f'<c r="{column}{row}"{rest}>{opened}'

    pattern = r'<c r="(A[A-G])(1[0-5])"([^>]*)><f>(.*?)</f>'
    content[SHEET] = re.sub(pattern, shared, content[SHEET].decode()).encode()
    assert masters
    return rezipped(content)


@functools.cache
def formats_cleared() -> bytes:
    """「書式のクリア」 and a program that leaves out what is empty: the note and the footnote have no cell."""
    return edited(
        (SHEET, r'<row r="6"[^>]*>.*?</row>', ""),
        (SHEET, r'<row r="16"[^>]*>(.*?)</row>', '<row r="16"/>'),
        (SHEET, r'<c r="[B-I]5"[^>]*/>', ""),
    )


@functools.cache
def chart_with_a_title() -> bytes:
    """The chart's title shows 指標名, one of its references has labels on two levels."""
    two = r"<c:cat><c:multiLvlStrRef>\1</c:multiLvlStrRef></c:cat>"
    return edited(
        (CHART, r"<c:autoTitleDeleted[^>]*/>", TITLE),
        (CHART, r"<c:cat><c:strRef>(<c:f>[^<]*</c:f>).*?</c:strRef></c:cat>", two),
    )


@functools.cache
def column_in_the_table() -> bytes:
    """What a column put in behind 年度1 does to the names and to the rules for colours."""

    def further(match: re.Match[str]) -> str:
        return f"${chr(ord(match[1]) + 1)}$" if match[1] in "EFGHI" else match[0]

    content = parts(TEMPLATE.read_bytes())
    names = content[WORKBOOK].decode()
    names = re.sub(
        r'(name="(?:年度\d|目標年度|系列\d_(?:実績\d|目標))"[^>]*>)([^<]*)',
        lambda match: match[1] + re.sub(r"\$([A-I])\$", further, match[2]),
        names,
    )
    content[WORKBOOK] = names.encode()
    sheet = content[SHEET].decode().replace('sqref="C10:I15"', 'sqref="C10:J15"')
    content[SHEET] = sheet.replace('sqref="D9:H9"', 'sqref="D9:I9"').encode()
    return rezipped(content)


def without_a_print_area() -> bytes:
    """The print area taken away."""
    return edited((WORKBOOK, r'<definedName name="_xlnm.Print_Area".*?</definedName>', ""))


def two_print_areas() -> bytes:
    """The check panel printed as a page of its own."""
    areas = "'様式2'!$K$1:$K$28,'様式2'!$A$1:$I$28"
    return edited((WORKBOOK, r"様式2!\$A\$1:\$I\$28", areas))


@functools.cache
def working_columns_deleted() -> bytes:
    """The hidden columns deleted: their names and what the chart reads are gone."""
    return edited(
        (WORKBOOK, r"('様式2'!)\$(?:[M-Z]|A[A-S])\$\d+(?::\$\w+\$\d+)?", "#REF!"),
        (CHART, r"<c:f>[^<]*</c:f>", "<c:f>#REF!</c:f>"),
        (SHEET, r'<c r="(?:[M-Z]|A[A-S])\d+"[^>]*?(?:/>|>.*?</c>)', ""),
    )


def chart_deleted() -> bytes:
    """The chart deleted."""
    content = parts(edited((SHEET, r"<drawing [^>]*/>", "")))
    for name in (DRAWING, CHART, "xl/worksheets/_rels/sheet3.xml.rels"):
        content.pop(name)
        pattern = rf'<Override PartName="/{name}"[^>]*/>'
        content[TYPES] = re.sub(pattern, "", content[TYPES].decode()).encode()
    content.pop("xl/drawings/_rels/drawing1.xml.rels")
    return rezipped(content)


@functools.cache
def own_field() -> bytes:
    """A cell that the office wants departments to fill in, without a name of the contract."""
    book = openpyxl.load_workbook(TEMPLATE)
    book["様式2"]["B26"].protection = Protection(locked=False)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


#: Every edit after which forms are made as before.
HARMLESS: tuple[Callable[[], bytes], ...] = (
    read_by_other_sheets,
    linked,
    strict,
    with_macros,
    saved_as_template,
    shared_workbook,
    filled_down,
    formats_cleared,
    chart_with_a_title,
    column_in_the_table,
    without_a_print_area,
    two_print_areas,
    working_columns_deleted,
    chart_deleted,
    own_field,
)
