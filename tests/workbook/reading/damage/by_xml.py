"""Damage done to the parts themselves: what Excel, mail gateways and sanitisers leave behind."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable

from msoffcrypto.format.ooxml import OOXMLFile

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book
from kpi_desktop.workbook.ooxml.sheet.sheet_editor import CellFiller
from tests.workbook.forms import packed, parts
from tests.workbook.reading.damage.kinds import MAIN, Damage
from tests.workbook.reading.damage.sent_forms import (
    PASSWORD,
    Outcome,
    Truth,
    filled,
    form_of,
    reader,
    sent,
    stamper,
)

BOOK = "xl/workbook.xml"
Change = Callable[[dict[str, bytes]], None]


def changed(*changes: Change) -> bytes:
    """The filled form with its parts changed; something must have changed."""
    contents = parts(filled(MAIN))
    before = dict(contents)
    for change in changes:
        change(contents)
    assert contents != before
    return packed(contents)


def substitute(part: str, pattern: str, replacement: str, count: int = 0) -> Change:
    """Replace *pattern* in a part; it must be there."""

    def change(contents: dict[str, bytes]) -> None:
        text, times = re.subn(
            pattern, replacement, contents[part].decode(), count=count, flags=re.S
        )
        assert times, (part, pattern)
        contents[part] = text.encode()

    return change


def part_of(sheet: str) -> str:
    """Part of the sheet of that name."""
    book = open_book(filled(MAIN))
    return next(one.part for one in book.sheets if one.name == sheet)


def sheet_part(no: str) -> str:
    """Part of the sheet of indicator *no*."""
    return part_of(f"No.{no}")


def address(no: str, field: str) -> str:
    """Address of a field on the sheet of indicator *no*."""
    read = reader().read(filled(MAIN), "", sent())
    return next(one for one in read.sheets if one.no == no).cells[field].address


def without_names(pattern: str = '[^"]*') -> Change:
    """Remove the defined names that match."""
    return substitute(BOOK, rf'<definedName name="(?:{pattern})"[^>]*>[^<]*</definedName>', "")


def lose_properties(contents: dict[str, bytes]) -> None:
    """As a sanitiser does: the custom properties are gone."""
    del contents["docProps/custom.xml"]
    for part in ("[Content_Types].xml", "_rels/.rels"):
        contents[part] = re.sub(
            rb"<(?:Override|Relationship)[^>]*custom[^>]*>", b"", contents[part]
        )


def lose_hidden_sheet(contents: dict[str, bytes]) -> None:
    """The hidden sheet holds nothing any more."""
    part = part_of("_様式情報")
    contents[part] = re.sub(
        rb"<sheetData>.*</sheetData>", b"<sheetData/>", contents[part], flags=re.S
    )


def lose_tokens(contents: dict[str, bytes]) -> None:
    """The tokens on the sheets are gone."""
    for name, content in contents.items():
        contents[name] = re.sub(rb"KPI2:[0-9a-f]{16}:\d+:[^<]*", b"", content)


def point(no: str, field: str, target: str) -> Change:
    """Point the name of a field on one sheet elsewhere."""
    names = re.findall(r'<sheet name="([^"]*)"', parts(filled(MAIN))[BOOK].decode())
    order = names.index(f"No.{no}")
    return substitute(
        BOOK,
        rf'(<definedName name="{field}" localSheetId="{order}"[^>]*>)[^<]*',
        rf"\g<1>{target}",
    )


def typed(entries: dict[tuple[str, str], str | float | None]) -> bytes:
    """The filled form with other things typed into cells."""
    return CellFiller().fill(filled(MAIN), entries)


def swap_rows() -> bytes:
    """Two rows of figures exchanged, labels and all, names left behind (a sort)."""
    part = sheet_part("10")
    first, second = (re.sub(r"\D", "", address("10", f"系列{n}_区分")) for n in (1, 2))
    contents = parts(filled(MAIN))
    xml = contents[part].decode()
    rows = re.findall(rf'<row r="(?:{first}|{second})".*?</row>', xml, re.S)
    moved = [
        re.sub(rf'( r="[A-Z]*){here}"', rf'\g<1>{there}"', row)
        for row, here, there in zip(rows, (first, second), (second, first), strict=True)
    ]
    xml = xml.replace("".join(rows), "".join(reversed(moved)))
    contents[part] = xml.encode()
    assert contents != parts(filled(MAIN))
    return packed(contents)


def encrypted(password: str) -> bytes:
    """The filled form, encrypted."""
    target = io.BytesIO()
    office = OOXMLFile(io.BytesIO(filled(MAIN)))
    office.encrypt(password, target)
    return target.getvalue()


def last_year() -> bytes:
    """A form of another fiscal year, so of another form id."""
    workbook = form_of(MAIN)
    identity = workbook.identity
    year = FiscalYear(identity.year.western - 1)
    form_id = identity.make_id(identity.plan, year, identity.department, identity.unit, "")
    old = dataclasses.replace(identity, form_id=form_id, year=year)
    return stamper().stamp(dataclasses.replace(workbook, identity=old))


def macro_enabled(contents: dict[str, bytes]) -> None:
    """Saved as .xlsm with a macro project."""
    contents["[Content_Types].xml"] = contents["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    contents["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + b"\0" * 508


def strict(contents: dict[str, bytes]) -> None:
    """Saved as Strict Open XML."""
    for name, content in contents.items():
        content = content.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        contents[name] = content.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )


def prefixed(contents: dict[str, bytes]) -> None:
    """Every element of the sheets carries a prefix, as some libraries write it."""
    for name in list(contents):
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            xml = re.sub(rb"<(/?)(?=[a-zA-Z]+[ />])(?![a-z0-9]+:)", rb"<\1x:", contents[name])
            contents[name] = xml.replace(b"xmlns=", b"xmlns:x=", 1)


def back_slashes(contents: dict[str, bytes]) -> None:
    """Part names with backslashes, as some zip tools write them."""
    for name in list(contents):
        contents[name.replace("/", "\\")] = contents.pop(name)


def nothing() -> Truth:
    """Nothing was typed that could be read."""
    return {}


def kinds() -> list[Damage]:
    """Everything that is done here."""
    excel, tool = "Excel 相当", "変換ツール"
    actual, other = "系列1_実績4", "系列2_実績4"
    ask, good, back, no_way = Outcome.ASKED, Outcome.READ, Outcome.RECOVERED, Outcome.REFUSED

    def value(field: str) -> tuple[str, str]:
        return "No.10", address("10", field)

    def here(field: str) -> str:
        cell = address("10", field)
        letters = cell.rstrip("0123456789")
        return f"'No.10'!${letters}${cell[len(letters):]}"

    everything = (without_names(), lose_properties, lose_hidden_sheet, lose_tokens)
    return [
        Damage("損傷なし", excel, good, lambda: filled(MAIN)),
        Damage(
            "シート名の変更", excel, good, lambda: changed(substitute(BOOK, "No\\.10", "指標１０"))
        ),
        Damage("名前を全部失う", excel, back, lambda: changed(without_names())),
        Damage("名前を半分失う", excel, back, lambda: changed(without_names('系列[^"]*'))),
        Damage("記入欄一つの名前を失う", excel, back, lambda: changed(without_names(actual))),
        Damage("名前が #REF! になる", excel, back, lambda: changed(point("10", actual, "#REF!"))),
        Damage(
            "名前が別の記入欄を指す", excel, ask, lambda: changed(point("10", actual, here(other)))
        ),
        Damage(
            "二つの名前が入れ替わる",
            excel,
            ask,
            lambda: changed(point("10", actual, here(other)), point("10", other, here(actual))),
        ),
        Damage(
            "名前が別のシートを指す",
            excel,
            back,
            lambda: changed(point("10", actual, "'No.33'!$G$10")),
        ),
        Damage(
            "余計な名前が増える",
            excel,
            good,
            lambda: changed(
                substitute(
                    BOOK,
                    "<definedNames>",
                    "<definedNames><definedName name=\"系列1_実績4\">'No.10'!$A$1</definedName>"
                    "<definedName name=\"メモ\">'No.10'!$B$2</definedName>",
                    1,
                )
            ),
        ),
        Damage("プロパティを失う", tool, back, lambda: changed(lose_properties)),
        Damage("隠しシートが空", excel, good, lambda: changed(lose_hidden_sheet)),
        Damage(
            "プロパティと隠しシートを失う",
            tool,
            back,
            lambda: changed(lose_properties, lose_hidden_sheet),
        ),
        Damage("記号も含め識別情報を全部失う", tool, back, lambda: changed(*everything[1:])),
        Damage("名前も識別情報も全部失う", tool, back, lambda: changed(*everything)),
        Damage(
            "保護を外す",
            excel,
            good,
            lambda: changed(substitute(sheet_part("10"), "<sheetProtection [^>]*/>", "")),
        ),
        Damage(
            "指標名を書き換える", excel, ask, lambda: typed({value("指標名"): "べつの指標の名前"})
        ),
        Damage("区分を書き換える", excel, back, lambda: typed({value("系列1_区分"): "べつの区分"})),
        Damage("No を書き換える", excel, ask, lambda: typed({value("No"): "33"})),
        Damage("見出しを全部消す", excel, good, _without_labels),
        Damage("系列の行を並べ替える", excel, ask, swap_rows),
        Damage("数式を入れる", excel, good, lambda: changed(_formula)),
        Damage("記号を別のシートのものにする", excel, ask, _other_token),
        Damage("過年度の様式", excel, Outcome.FOREIGN, last_year, nothing),
        Damage("パスワード（知っている）", excel, good, lambda: encrypted(PASSWORD)),
        Damage("パスワード（知らない）", excel, no_way, lambda: encrypted("べつの合言葉")),
        Damage("マクロ付き", excel, back, lambda: changed(macro_enabled)),
        Damage("厳密な Open XML", excel, good, lambda: changed(strict)),
        Damage("接頭辞付きの XML", tool, good, lambda: changed(prefixed)),
        Damage("部品名が円記号区切り", tool, good, lambda: changed(back_slashes)),
        Damage("途中で切れる", "メール", no_way, lambda: filled(MAIN)[:-2000]),
        Damage("一部が化ける", "メール", no_way, _garbled),
        Damage("空のファイル", "メール", no_way, lambda: b""),
        Damage("末尾に空白が付く", "メール", good, lambda: filled(MAIN) + b"\r\n\0\0"),
        Damage("PDF を送る", excel, no_way, lambda: b"%PDF-1.7\n" + b"x" * 500),
        Damage(
            "Webページとして保存",
            excel,
            no_way,
            lambda: "<html><table><tr><td>１</td></tr></table>".encode(),
        ),
        Damage("CSV を送る", excel, no_way, lambda: "No,指標名\r\n10,読書\r\n".encode("cp932")),
        Damage(
            "Word を送る",
            "Word",
            no_way,
            lambda: packed({"word/document.xml": b"<a/>", "_rels/.rels": _WORD}),
        ),
    ]


_WORD = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="a" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def _without_labels() -> bytes:
    read = reader().read(filled(MAIN), "", sent())
    sheet = next(one for one in read.sheets if one.no == "10")
    kept = {cell.address for cell in sheet.cells.values()}
    part = sheet_part("10")

    def change(contents: dict[str, bytes]) -> None:
        contents[part] = re.sub(
            rb'<c r="([A-Z]+\d+)"( s="\d+")? t="s">.*?</c>',
            lambda match: match[0] if match[1].decode() in kept else b"",
            contents[part],
        )

    return changed(change)


def _formula(contents: dict[str, bytes]) -> None:
    at = address("10", "系列1_実績4")
    part = sheet_part("10")
    contents[part] = re.sub(
        rb'(<c r="%b"[^>]*>)(<v>)' % at.encode(), rb"\1<f>1+1</f>\2", contents[part]
    )


def _other_token() -> bytes:
    return changed(substitute(sheet_part("10"), r"(KPI2:[0-9a-f]{16}:\d+:)10", r"\g<1>33"))


def _garbled() -> bytes:
    data = bytearray(filled(MAIN))
    at = data.index(sheet_part("10").encode()) + 300
    data[at : at + 40] = bytes(40)
    return bytes(data)
