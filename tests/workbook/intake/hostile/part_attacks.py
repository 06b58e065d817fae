"""Attacks on the parts: missing ones, relationships astray, and files that are no workbook."""

from __future__ import annotations

import zlib

from kpi_desktop.workbook.ooxml.package.refusals import Reason
from tests.workbook.forms import packed, parts
from tests.workbook.intake.hostile.harmful_files import (
    BOOK,
    RELS,
    SHEET,
    VALUE,
    Attack,
    added,
    good,
    many,
    part,
)


def part_attacks() -> list[Attack]:
    """Every attack on the parts."""
    missing = (Reason.MISSING_PART,)
    return [
        Attack("sheet part missing", lambda: _without(SHEET), missing),
        Attack("workbook part missing", lambda: _without(BOOK), missing),
        Attack("relationships missing", lambda: _without("_rels/.rels"), (Reason.NOT_A_WORKBOOK,)),
        Attack("styles missing", lambda: _without("xl/styles.xml"), missing),
        Attack(
            "sheet points to an address",
            part(
                RELS,
                'Target="/xl/worksheets/sheet1.xml"',
                'Target="http://127.0.0.1:9/" TargetMode="External"',
            ),
            missing,
        ),
        Attack(
            "sheet points out of the package",
            part(RELS, "/xl/worksheets/sheet1.xml", "../../../../etc/passwd"),
            missing,
        ),
        Attack(
            "two sheets of one name",
            part(BOOK, 'name="_様式情報"', 'name="NO7"'),
            (Reason.DUPLICATE_SHEET,),
        ),
        Attack(
            "1,000 sheets",
            many(1000, '<sheet name="s{0}" sheetId="9{0}" r:id="rId1"/>', BOOK, "</sheets>"),
            (Reason.TOO_MANY_SHEETS,),
        ),
        Attack(
            "100,000 names",
            many(100_000, '<definedName name="n{0}">A1</definedName>', BOOK, "</definedNames>"),
            (Reason.TOO_MANY_NAMES,),
        ),
        Attack(
            "names of a sheet that is not there",
            many(
                1,
                '<definedName name="n" localSheetId="99999999999">A1</definedName>',
                BOOK,
                "</definedNames>",
            ),
            VALUE,
        ),
        Attack(
            "old macro sheet",
            part(RELS, "relationships/worksheet", "relationships/xlMacrosheet"),
            (Reason.DDE,),
        ),
        Attack("macro", added("xl/vbaProject.bin", b"x"), VALUE),
        Attack("embedded object", added("xl/embeddings/oleObject1.bin", b"x"), VALUE),
        Attack(
            "link to another workbook", added("xl/externalLinks/externalLink1.xml", b"<a/>"), VALUE
        ),
        Attack(
            "call of another program",
            added(
                "xl/externalLinks/externalLink1.xml",
                b'<externalLink><ddeLink ddeService="cmd"/></externalLink>',
            ),
            (Reason.DDE,),
        ),
        Attack("zip within the zip", added("xl/embeddings/a.zip", packed({"a": b"x"})), VALUE),
    ]


def _without(name: str) -> bytes:
    return packed({each: content for each, content in parts(good()).items() if each != name})


def disguises() -> list[Attack]:
    """Files that are something else than they say."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return [
        Attack("empty", lambda: b"", (Reason.EMPTY,)),
        Attack("one byte", lambda: b"P", (Reason.TEXT, Reason.UNKNOWN)),
        Attack("zeros", lambda: bytes(4096), (Reason.TRUNCATED,)),
        Attack("web page", lambda: b"\xef\xbb\xbf<!DOCTYPE html><html></html>", (Reason.HTML,)),
        Attack(
            "mail page", lambda: b"MIME-Version: 1.0\nContent-Type: text/html\n", (Reason.HTML,)
        ),
        Attack("text", lambda: "No,指標名\r\n".encode("cp932"), (Reason.TEXT,)),
        Attack("document", lambda: b"%PDF-1.4 x", (Reason.PDF,)),
        Attack("picture", lambda: b"\x89PNG\r\n\x1a\n", (Reason.PICTURE,)),
        Attack(
            "spreadsheet of 2003 as XML",
            lambda: b"<?xml version='1.0'?><Workbook/>",
            (Reason.FLAT_XML,),
        ),
        Attack("empty OLE container", lambda: ole, (Reason.UNKNOWN,)),
        Attack(
            "OLE container with a looped directory",
            lambda: ole + "Workbook".encode("utf-16-le") * 40,
            (Reason.OLD_FORMAT,),
        ),
        Attack(
            "protected by a label",
            lambda: ole + "DRMEncryptedDataSpace".encode("utf-16-le"),
            (Reason.LABELLED,),
        ),
        Attack(
            "encrypted, but broken",
            lambda: ole + "EncryptedPackage".encode("utf-16-le"),
            (Reason.ENCRYPTED,),
        ),
        Attack("zip without a workbook", lambda: packed({"a.txt": b"x"}), (Reason.NOT_A_WORKBOOK,)),
        Attack(
            "OpenDocument that is none",
            lambda: packed({"mimetype": b"x", "content.xml": b"<a/>"}),
            (Reason.OPEN_DOCUMENT,),
        ),
        Attack("raw deflate", lambda: zlib.compress(b"x" * 1000), (Reason.UNKNOWN, Reason.TEXT)),
    ]
