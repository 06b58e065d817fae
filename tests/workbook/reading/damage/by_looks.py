"""Cells that look otherwise than they are stored, and sheets that were put together anew."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.reading.damage.by_habit import ACTUAL, OTHER, cells, truth_with
from tests.workbook.reading.damage.by_openpyxl import addresses, row_of, saved
from tests.workbook.reading.damage.by_xml import changed, sheet_part
from tests.workbook.reading.damage.kinds import Damage, main_truth
from tests.workbook.reading.damage.sent_forms import Outcome, Truth, form_of

BOX = "取組状況"


def struck_figure(_: Workbook, sheet: Worksheet) -> None:
    """The old figure struck out and the new one behind it."""
    cells(sheet, ACTUAL).value = CellRichText(TextBlock(InlineFont(strike=True), "38"), "40")


def struck_in_shared_texts(contents: dict[str, bytes]) -> None:
    """The same, its runs in the table of shared texts, as Excel keeps them."""
    part, at = sheet_part("10"), addresses()[ACTUAL].encode()
    texts = contents["xl/sharedStrings.xml"]
    number = len(re.findall(rb"<si>|<si/>", texts))
    runs = (
        b'<si><r><rPr><strike/><sz val="11"/><vertAlign val="superscript"/></rPr><t>38</t></r>'
        b'<r><rPr><sz val="11"/></rPr><t xml:space="preserve">40</t></r></si>'
    )
    contents["xl/sharedStrings.xml"] = texts.replace(b"</sst>", runs + b"</sst>")
    contents[part], times = re.subn(
        rb'<c r="%b"( s="\d+")?><v>[^<]*</v></c>' % at,
        rb'<c r="%b"\1 t="s"><v>%d</v></c>' % (at, number),
        contents[part],
    )
    assert times == 1


def struck_by_a_converter(contents: dict[str, bytes]) -> None:
    """The same in a part that is serialised in an unusual way."""
    struck_in_shared_texts(contents)
    for name in (sheet_part("10"), "xl/sharedStrings.xml"):
        contents[name] = contents[name].replace(b"?>", b"?><!-- converted -->", 1)


def struck_cell(_: Workbook, sheet: Worksheet) -> None:
    """The whole cell struck out."""
    font = copy.copy(cells(sheet, ACTUAL).font)
    cells(sheet, ACTUAL).font = Font(name=font.name, size=font.size, strike=True)


def struck_words(_: Workbook, sheet: Worksheet) -> None:
    """A sentence struck out inside a text."""
    cells(sheet, BOX).value = CellRichText(
        "・講座を12回開いた。", TextBlock(InlineFont(strike=True), "・視察を3回行った。")
    )


def raised_number(_: Workbook, sheet: Worksheet) -> None:
    """The number of a remark raised behind the figure."""
    raised = InlineFont(vertAlign="superscript")
    cells(sheet, ACTUAL).value = CellRichText("38", TextBlock(raised, "1"))


def in_thousands(_: Workbook, sheet: Worksheet) -> None:
    """A format that shows thousands."""
    cells(sheet, ACTUAL).number_format = "#,##0,"


def in_percent(_: Workbook, sheet: Worksheet) -> None:
    """66.2% kept as 0.662."""
    cells(sheet, ACTUAL).value, cells(sheet, ACTUAL).number_format = 0.662, "0.0%"


def with_sign(_: Workbook, sheet: Worksheet) -> None:
    """A sign that the format adds: 5 is shown as △5."""
    cells(sheet, ACTUAL).value, cells(sheet, ACTUAL).number_format = 5, '"△"#,##0'


def invisible(_: Workbook, sheet: Worksheet) -> None:
    """A format that shows nothing."""
    cells(sheet, ACTUAL).number_format = ";;;"


def grouped(book: Workbook, sheet: Worksheet) -> None:
    """The answers of No 10 typed while all sheets were selected: they are on every sheet."""
    for no in ("33", "34"):
        for field in next(one for one in form_of("教育庁").sheets if one.no == no).inputs:
            if field in addresses():
                cells(book[f"No.{no}"], field).value = cells(sheet, field).value


def original_left_empty(book: Workbook, sheet: Worksheet) -> None:
    """The sheet copied, a row put into the copy, the copy filled in and the original left empty."""
    target = book.copy_worksheet(sheet)
    target.title = "No.10 (2)"
    target.insert_rows(row_of("系列1_区分") - 2, 2)
    for field in form_of("教育庁").sheets[0].inputs:
        cells(sheet, field).value = None


def last_year_pasted(_: Workbook, sheet: Worksheet) -> None:
    """The headings of last year's sheet, as when that sheet was pasted over this one."""
    for number in (1, 2, 3, 4):
        cell = cells(sheet, f"年度{number}")
        cell.value = f"R{int(str(cell.value).removeprefix('R')) - 1}"


def blocks_swapped(_: Workbook, sheet: Worksheet) -> None:
    """Two boxes exchanged together with their headings."""
    first, second = row_of(BOX), row_of("課題等")
    for above in (0, 1):
        one, other = sheet[f"A{first - above}"], sheet[f"A{second - above}"]
        one.value, other.value = other.value, one.value


def as_table(_: Workbook, sheet: Worksheet) -> None:
    """The rows of figures made a table, which needs a text in every cell of its heading."""
    head, last = row_of("年度4"), row_of(OTHER)
    for area in [str(one) for one in sheet.merged_cells.ranges]:
        if area in (f"A{head - 1}:A{head}", f"B{head - 1}:B{head}"):
            sheet.unmerge_cells(area)
    seen: set[str] = set()
    for number, cell in enumerate(sheet[head][:9], 1):
        text = str(cell.value or f"列{number}")
        while text in seen:
            text += "2"
        seen.add(text)
        cell.value = text
    sheet.add_table(Table(displayName="テーブル1", ref=f"A{head}:I{last}"))


def contents_swapped(book: Workbook, sheet: Worksheet) -> None:
    """What stands on two sheets exchanged, their names left."""
    other = book["No.33"]
    for row in range(1, 29):
        for column in range(1, 46):
            one, two = sheet.cell(row, column), other.cell(row, column)
            if not isinstance(one, MergedCell) and not isinstance(two, MergedCell):
                one.value, two.value = two.value, one.value


def protected_anew(_: Workbook, sheet: Worksheet) -> None:
    """Protected with a password of their own."""
    sheet.protection = SheetProtection(sheet=True, password="kacho")


def linked(contents: dict[str, bytes]) -> None:
    """The answer linked to another workbook, with the value it had there."""
    part, at = sheet_part("10"), addresses()[ACTUAL].encode()
    contents[part], times = re.subn(
        rb'(<c r="%b"[^>]*>)(<v>)' % at, rb"\1<f>[1]Sheet1!$B$3</f>\2", contents[part]
    )
    assert times == 1


def grouped_truth() -> Truth:
    """What people see then: every sheet holds the answers of No 10."""
    truth = main_truth()
    first = next(fields for key, fields in truth.items() if key[1] == "10")
    return {
        key: {name: first.get(name, value) for name, value in fields.items()}
        for key, fields in truth.items()
    }


def kinds() -> list[Damage]:
    """Everything that is done here."""
    good, back, ask = Outcome.READ, Outcome.RECOVERED, Outcome.ASKED
    person = "担当者"

    def edited(edit: Callable[[Workbook, Worksheet], None]) -> Callable[[], bytes]:
        return lambda: saved(edit)

    return [
        Damage(
            "取消線の横に書き直す",
            person,
            ask,
            edited(struck_figure),
            truth_with(系列1_実績4="40"),
        ),
        Damage(
            "共有の文字列で取消線の横に書き直す",
            "Excel 相当",
            ask,
            lambda: changed(struck_in_shared_texts),
            truth_with(系列1_実績4="40"),
        ),
        Damage(
            "取消線が変わった書き方の部品にある",
            "変換ツール",
            ask,
            lambda: changed(struck_by_a_converter),
            truth_with(系列1_実績4="40"),
        ),
        Damage("セルごと取消線を引く", person, ask, edited(struck_cell)),
        Damage(
            "文章の一部に取消線を引く",
            person,
            ask,
            edited(struck_words),
            truth_with(取組状況="・講座を12回開いた。"),
        ),
        Damage(
            "上付きの注の番号", person, good, edited(raised_number), truth_with(系列1_実績4="38¹")
        ),
        Damage("千単位に見せる書式", person, ask, edited(in_thousands)),
        Damage("百分率の書式", person, good, edited(in_percent), truth_with(系列1_実績4="0.662")),
        Damage("符号を足す書式", person, ask, edited(with_sign), truth_with(系列1_実績4="5")),
        Damage("何も見せない書式", person, ask, edited(invisible)),
        Damage("シートをまとめて選んで書く", person, ask, edited(grouped), grouped_truth),
        Damage("写しに書き原本は空", person, back, edited(original_left_empty)),
        Damage("前年のシートを貼る", person, ask, edited(last_year_pasted)),
        Damage("見出しごと枠を入れ替える", person, ask, edited(blocks_swapped)),
        Damage("表をテーブルにする", person, ask, edited(as_table)),
        Damage("二枚の中身を入れ替える", person, good, edited(contents_swapped)),
        Damage("別の言葉で保護し直す", person, good, edited(protected_anew)),
        Damage("別のブックへのリンク", person, good, lambda: changed(linked)),
    ]
