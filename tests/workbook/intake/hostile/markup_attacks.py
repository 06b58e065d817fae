"""Attacks on the XML: document types, entities, endless attributes and depth."""

from __future__ import annotations

from kpi_desktop.workbook.ooxml.package.refusals import Reason
from tests.workbook.forms import with_part
from tests.workbook.intake.hostile.harmful_files import (
    BOOK,
    RELS,
    SHEET,
    VALUE,
    Attack,
    cell,
    deep,
    encoded,
    good,
    part,
    sheet,
)

_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
_FILE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
_NET = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">'
_BOUND = "<!DOCTYPE a [<!ENTITY % b SYSTEM 'http://127.0.0.1:9/'> %b;]>"


def markup_attacks() -> list[Attack]:
    """Every attack on the XML."""
    dtd = (Reason.DTD,)
    return [
        *(
            Attack(f"{what} in {where}", part(where, "^(<\\?xml[^>]*>)?", text), dtd)
            for where in (SHEET, BOOK, "xl/styles.xml", RELS, "docProps/custom.xml")
            for what, text in (("entities", _LAUGHS), ("a file", _FILE), ("an address", _NET))
        ),
        Attack("parameter entity", part(SHEET, "^", _BOUND), dtd),
        Attack("document type in UTF-16", encoded("utf-16"), dtd),
        Attack("document type in UTF-7", encoded("utf-7"), (Reason.BAD_XML, Reason.DTD)),
        Attack("undefined entity", cell("<v>&evil;</v>"), (Reason.BAD_XML,)),
        Attack("nested 100,000 deep", deep, (Reason.DEEP_XML,)),
        Attack("not well-formed", sheet("</sheetData>", "</sheetDat>"), (Reason.BAD_XML,)),
        Attack("bytes that are no UTF-8", _bad_utf8, (Reason.BAD_XML,)),
        Attack("2,000 attributes", sheet('<c r="D10"', _attributes()), VALUE),
        Attack(
            "attribute of 4 MB",
            sheet('<c r="D10"', f'<c x="{"y" * (4 << 20)}" r="D10"'),
            (Reason.BOMB,),
        ),
        Attack(
            "instruction for a style sheet",
            sheet("<worksheet", '<?xml-stylesheet href="x"?><worksheet'),
            VALUE,
        ),
        Attack(
            "included document", _included, (Reason.BAD_XML, Reason.DAMAGED, Reason.DUPLICATE_CELL)
        ),
    ]


def _attributes() -> str:
    return "<c " + " ".join(f'a{n}="1"' for n in range(2000)) + ' r="D10"'


def _bad_utf8() -> bytes:
    return with_part(good(), SHEET, lambda xml: xml.replace(b"&#12539;", b"\xff\xfe"))


def _included() -> bytes:
    inserted = (
        b'<sheetData/><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
        b'href="file:///etc/passwd"/><sheetData>'
    )
    return with_part(good(), SHEET, lambda xml: xml.replace(b"<sheetData>", inserted))
