"""Files made to harm: each with the reason that it has to be refused for, or the value it has to read as."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from kpi_desktop.workbook.ooxml.package.refusals import Reason
from tests.workbook.forms import form, packed, parts, with_part

BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
RELS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
VALUE = "1000"

#: What is to be read: the raw text of the answer, or one of the reasons for refusing.
Expected = str | tuple[Reason, ...]


@dataclass(frozen=True)
class Attack:
    """``expected``: raw text of the answer when the file is harmless after all, else the reasons."""

    name: str
    make: Callable[[], bytes]
    expected: Expected


def good() -> bytes:
    """The file that everything starts from; its answer is 1000."""
    return form({"系列1_実績1": 1000, "取組状況": "・推進した。"})


def cell(content: str, head: str = "") -> Callable[[], bytes]:
    """The answer's cell written as *content*."""
    new = f'<c r="D10" s="1"{head}>{content}</c>'
    return lambda: with_part(
        good(), SHEET, lambda xml: re.sub(rb'<c r="D10".*?</c>', lambda _: new.encode(), xml)
    )


def sheet(pattern: str, replacement: str) -> Callable[[], bytes]:
    """The sheet with something replaced."""
    return part(SHEET, pattern, replacement)


def part(name: str, pattern: str, replacement: str) -> Callable[[], bytes]:
    """A part with something replaced."""

    def change(xml: bytes) -> bytes:
        return re.sub(pattern.encode(), lambda _: replacement.encode(), xml, count=1, flags=re.S)

    return lambda: with_part(good(), name, change)


def added(name: str, content: bytes) -> Callable[[], bytes]:
    """The file with one more part."""
    return lambda: packed({**parts(good()), name: content})


def twice(name: str, second: str | None = None) -> Callable[[], bytes]:
    """A part twice, the second time with another answer."""

    def make() -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for each, content in parts(good()).items():
                package.writestr(each, content)
            other = parts(good())[name].replace(b"1000", b"9999")
            package.writestr("DECOY" if second is None else second, other)
        data = stream.getvalue()
        if second is None:
            length = len(name)
            data = data.replace(b"DECOY", name.encode()) if length == 5 else data
        return data

    return make


def same_name_twice() -> bytes:
    """One part name two times in the directory."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**parts(good()), "xl/worksheets/sheetX.xml": b"<a/>"}.items():
            package.writestr(name, content)
    return stream.getvalue().replace(b"sheetX.xml", b"sheet1.xml")


def patched(signature: bytes, offset: int, layout: str, value: int, which: bytes) -> bytes:
    """A field of the zip header of one part overwritten."""
    data = bytearray(good())
    at = 0
    while True:
        at = data.index(signature, at)
        start = at + (46 if signature == b"PK\1\2" else 30)
        if data[start : start + len(which)] == which:
            break
        at += 4
    struct.pack_into(layout, data, at + offset, value)
    return bytes(data)


def directory(offset: int, layout: str, value: int, which: str = SHEET) -> Callable[[], bytes]:
    """A field of the directory entry of a part overwritten."""
    return lambda: patched(b"PK\1\2", offset, layout, value, which.encode())


def end_record(offset: int, layout: str, value: int) -> Callable[[], bytes]:
    """A field of the end record overwritten."""

    def make() -> bytes:
        data = bytearray(good())
        struct.pack_into(layout, data, data.rindex(b"PK\5\6") + offset, value)
        return bytes(data)

    return make


def overlapping() -> bytes:
    """Two directory entries that share one piece of the file."""
    data = good()
    first = data.index(b"PK\1\2")
    target = bytearray(data)
    second = data.index(b"PK\1\2", first + 4)
    target[second + 42 : second + 46] = struct.pack("<L", 1)
    return bytes(target)


def lying_size() -> bytes:
    """A part that inflates to far more than its header says."""
    contents = parts(good())
    contents[SHEET] += b" " * (40 << 20)
    data = bytearray(packed(contents))
    for signature, offset in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        at = 0
        while (at := data.find(signature, at)) >= 0:
            start = at + (46 if signature == b"PK\1\2" else 30)
            if data[start : start + len(SHEET)] == SHEET.encode():
                struct.pack_into("<L", data, at + offset, 5000)
            at += 4
    return bytes(data)


def many(count: int, template: str, name: str, after: str) -> Callable[[], bytes]:
    """*count* repetitions inserted before *after* in a part."""
    inserted = "".join(template.format(number) for number in range(count)) + after
    return part(name, re.escape(after), inserted)


def damaged_bytes() -> bytes:
    """Some bytes of a compressed part overwritten."""
    data = bytearray(good())
    at = data.index(SHEET.encode()) + len(SHEET) + 40
    data[at : at + 16] = b"\xff" * 16
    return bytes(data)


def encoded(encoding: str) -> Callable[[], bytes]:
    """The sheet with a document type, in another encoding."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "9999">]><a>&b;</a>'
    return lambda: with_part(good(), SHEET, lambda _: text.encode(encoding))


def deep() -> bytes:
    """XML nested a hundred thousand deep, in a sheet that has to be walked."""
    nested = b"<!-- --><sheetData>" + b"<x>" * 100_000
    return with_part(good(), SHEET, lambda xml: xml.replace(b"<sheetData>", nested))


def bomb(name: str) -> Callable[[], bytes]:
    """A part of 300 MB of nothing."""

    def make() -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for each, content in parts(good()).items():
                if each != name:
                    package.writestr(each, content)
            with package.open(name, "w", force_zip64=True) as target:
                for _ in range(300):
                    target.write(bytes(1 << 20))
        return stream.getvalue()

    return make


_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
_FILE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
_NET = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">'
_BOUND = "<!DOCTYPE a [<!ENTITY % b SYSTEM 'http://127.0.0.1:9/'> %b;]>"


def attacks() -> list[Attack]:
    """Every attack."""
    return [*_containers(), *_markup(), *_cells(), *_structures(), *_disguises()]


def _containers() -> list[Attack]:
    damaged, overlap = (Reason.DAMAGED,), (Reason.OVERLAP, Reason.DAMAGED)
    bombs = (Reason.BOMB,)
    return [
        Attack("bomb in the sheet", bomb(SHEET), bombs),
        Attack("bomb in a part that nobody reads", bomb("xl/media/image1.png"), bombs),
        Attack("size in the header is a lie", lying_size, (Reason.CHECKSUM, Reason.DAMAGED)),
        Attack("size of 4 GB claimed", directory(24, "<L", 0xFFFFFFF0), bombs),
        Attack("6,000 parts", _parts(6_000), (Reason.TOO_MANY_PARTS,)),
        Attack("part name climbs out", added("../../evil.xml", b"x"), (Reason.PATHS,)),
        Attack("part name climbs out, backslash", added("..\\evil.xml", b"x"), (Reason.PATHS,)),
        Attack("part name with a drive", added("C:/evil.xml", b"x"), (Reason.PATHS,)),
        Attack("part name with a line feed", added("xl/a\nb.xml", b"x"), (Reason.PATHS,)),
        Attack("part name of 60,000 letters", added("x" * 60_000, b"x"), (Reason.PATHS,)),
        Attack("one part twice", same_name_twice, (Reason.DUPLICATE_PART,)),
        Attack("parts that differ by case", twice(SHEET, SHEET.upper()), (Reason.DUPLICATE_PART,)),
        Attack(
            "parts that differ by slashes",
            twice(SHEET, SHEET.replace("/", "\\")),
            (Reason.DUPLICATE_PART,),
        ),
        Attack("parts overlap", overlapping, overlap),
        Attack("checksum is wrong", directory(16, "<L", 1), (Reason.CHECKSUM,)),
        Attack("compressed bytes damaged", damaged_bytes, (Reason.DAMAGED, Reason.CHECKSUM)),
        Attack("unknown compression", directory(10, "<H", 99), (Reason.COMPRESSION,)),
        Attack("encrypted part", directory(8, "<H", 1), (Reason.ENCRYPTED,)),
        Attack("directory begins elsewhere", end_record(16, "<L", 7), damaged),
        Attack("directory counts too few", end_record(10, "<H", 1), damaged),
        Attack("directory on another disk", end_record(4, "<H", 3), damaged),
        Attack("offset beyond the file", directory(42, "<L", 0x7FFFFFFF), damaged),
        Attack("something in front of the zip", lambda: b"MZ" + good(), (Reason.UNKNOWN,)),
        Attack("something behind the zip", lambda: good() + b"evil" * 100, damaged),
        Attack("cut off", lambda: good()[:-40], (Reason.TRUNCATED,)),
        Attack("only the signature", lambda: b"PK\3\4", (Reason.TRUNCATED,)),
        Attack("40 MB of noise", lambda: b"PK\3\4" + bytes(40 << 20), (Reason.TOO_LARGE,)),
    ]


def _parts(count: int) -> Callable[[], bytes]:
    return lambda: packed({**parts(good()), **{f"xl/media/{n}.png": b"" for n in range(count)}})


def _markup() -> list[Attack]:
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


def _cells() -> list[Attack]:
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


def _structures() -> list[Attack]:
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


def _disguises() -> list[Attack]:
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
