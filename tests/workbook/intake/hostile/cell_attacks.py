"""Attacks in the cells: cells twice, far away, of strange types, styles and formulas."""

from __future__ import annotations

import re

from kpi_desktop.workbook.ooxml.package.refusals import Reason
from tests.workbook.forms import packed, parts
from tests.workbook.intake.hostile.harmful_files import (
    SHEET,
    VALUE,
    Attack,
    cell,
    good,
    many,
    part,
    sheet,
)


def cell_attacks() -> list[Attack]:
    """Every attack in the cells."""
    twin = (Reason.DUPLICATE_CELL,)
    second = '<c r="D10"><v>9999</v></c>'
    row = f'<row r="10">{second}</row>'
    return [
        Attack("cell twice in a row", sheet('(?=<c r="D10")', second), twin),
        Attack("row twice", sheet("</sheetData>", row + "</sheetData>"), twin),
        Attack(
            "two sets of data",
            sheet("</sheetData>", f"</sheetData><sheetData>{row}</sheetData>"),
            twin,
        ),
        Attack("two values in a cell", cell("<v>1000</v><v>9999</v>"), twin),
        Attack("far cell", sheet("</sheetData>", _far("XFD1048576") + "</sheetData>"), VALUE),
        Attack(
            "cell beyond the last column",
            sheet("</sheetData>", _far("ZZZZ1") + "</sheetData>"),
            VALUE,
        ),
        Attack(
            "row number of 20 digits",
            sheet("</sheetData>", _far("A" + "9" * 20) + "</sheetData>"),
            VALUE,
        ),
        Attack(
            "address of 5,000 letters",
            sheet("</sheetData>", _far("A" * 5000 + "1") + "</sheetData>"),
            VALUE,
        ),
        Attack("500,000 cells", _cells_everywhere, (Reason.TOO_MANY_CELLS,)),
        Attack(
            "200,000 merges",
            many(200_000, '<mergeCell ref="Z{0}:AA{0}"/>', SHEET, "</sheetData>"),
            VALUE,
        ),
        Attack(
            "merge of the whole sheet",
            sheet(
                "</sheetData>",
                '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            ),
            VALUE,
        ),
        Attack("digits of another script", cell("<v>１０００</v>"), "１０００"),
        Attack("underscore in a number", cell("<v>1_000</v>"), "1_000"),
        Attack("not a number", cell("<v>NaN</v>"), "NaN"),
        Attack("infinite", cell("<v>1e999</v>"), "1e999"),
        Attack("number of 100,000 digits", cell(f"<v>{'9' * 100_000}</v>"), "9" * 100_000),
        Attack("formula", cell("<f>1+1</f><v>1000</v>"), "="),
        Attack(
            "formula that calls out",
            cell('<f>WEBSERVICE("http://127.0.0.1:9")</f><v>1000</v>'),
            "=",
        ),
        Attack(
            "text that looks like a formula",
            cell("<is><t>=cmd|'/C calc'!A0</t></is>", ' t="inlineStr"'),
            "=cmd|'/C calc'!A0",
        ),
        Attack(
            "control characters",
            cell("<is><t>a_x0000_b_x0008_</t></is>", ' t="inlineStr"'),
            "a_x0000_b_x0008_",
        ),
        Attack("raw NUL", cell("<v>\0</v>"), (Reason.BAD_XML,)),
        Attack("error value", cell("<v>#REF!</v>", ' t="e"'), "#REF!"),
        Attack("shared text that is not there", cell("<v>99999</v>", ' t="s"'), (Reason.DAMAGED,)),
        Attack("shared text below zero", cell("<v>-1</v>", ' t="s"'), (Reason.DAMAGED,)),
        Attack("style that is not there", sheet('(?<=<c r="D10") s="1"', ' s="99999"'), VALUE),
        Attack("style below zero", sheet('(?<=<c r="D10") s="1"', ' s="-1"'), VALUE),
        Attack("comment inside a value", cell("<v>1<!-- 9 -->000</v>"), VALUE),
        Attack("hidden text in a section", cell("<v><![CDATA[1000]]></v>"), VALUE),
        Attack(
            "element of another namespace",
            cell('<v>1000</v><x:v xmlns:x="urn:evil">9999</x:v>'),
            VALUE,
        ),
        Attack(
            "decoy cell of another namespace",
            sheet('(?=<c r="D10")', '<x:c xmlns:x="urn:evil" r="D10"><x:v>9999</x:v></x:c>'),
            VALUE,
        ),
        Attack(
            "number format that shows another number",
            part("xl/styles.xml", "<cellXfs", _NO_FORMAT),
            VALUE,
        ),
    ]


_NO_FORMAT = (
    '<numFmts count="1"><numFmt numFmtId="200" formatCode="&quot;9,999&quot;"/></numFmts><cellXfs'
)


def _far(address: str) -> str:
    digits = re.sub(r"\D", "", address)
    return f'<row r="{digits}"><c r="{address}"><v>5</v></c></row>'


def _cells_everywhere() -> bytes:
    rows = "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{c}{r}" s="{r % 7}"/>' for c in ("AA", "AB", "AC", "AD", "AE"))
        + "</row>"
        for r in range(100, 100_100)
    )
    contents = parts(good())
    contents[SHEET] = contents[SHEET].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    return packed(contents)
