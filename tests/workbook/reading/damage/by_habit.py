"""What people and their programs do out of habit: thought up from how offices work, not from the reader."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from kpi_desktop.workbook.marking.cell_notes import note_text
from tests.workbook.reading.damage.by_openpyxl import addresses, copy_values, row_of, saved
from tests.workbook.reading.damage.by_xml import (
    BOOK,
    address,
    changed,
    lose_hidden_sheet,
    lose_properties,
    sheet_part,
    substitute,
    typed,
    without_names,
)
from tests.workbook.reading.damage.kinds import MAIN, Damage, main_truth
from tests.workbook.reading.damage.sent_forms import Outcome, Truth, filled, form_of

ACTUAL, OTHER, BEFORE = "系列1_実績4", "系列2_実績4", "系列1_実績3"


def truth_with(**fields: str) -> Callable[[], Truth]:
    """What people see when these fields of No 10 hold something else."""

    def truth() -> Truth:
        return {
            key: {**known, **fields} if key[1] == "10" else known
            for key, known in main_truth().items()
        }

    return truth


def cells(sheet: Worksheet, field: str) -> Any:
    """The cell of a field on the sheet of No 10."""
    return sheet[addresses()[field]]


def swap(sheet: Worksheet, first: str, second: str) -> None:
    """Exchange what two cells hold."""
    one, other = sheet[first], sheet[second]
    one.value, other.value = other.value, one.value


def columns_swapped(_: Workbook, sheet: Worksheet) -> None:
    """The columns of the last two years exchanged, headings and figures, as by cut and paste."""
    left, right = (addresses()[name].rstrip("0123456789") for name in (BEFORE, ACTUAL))
    for row in range(row_of("年度4"), row_of(OTHER) + 1):
        swap(sheet, f"{left}{row}", f"{right}{row}")


def headings_swapped(_: Workbook, sheet: Worksheet) -> None:
    """Only the two years above the figures exchanged."""
    swap(sheet, addresses()["年度3"], addresses()["年度4"])


def labels_sorted(_: Workbook, sheet: Worksheet) -> None:
    """The column of labels sorted without the figures beside it."""
    swap(sheet, addresses()["系列1_区分"], addresses()["系列2_区分"])


def two_headings(_: Workbook, sheet: Worksheet) -> None:
    """A second row of headings put under the years."""
    sheet.insert_rows(row_of("年度4") + 1)
    for column in range(4, 9):
        sheet.cell(row_of("年度4") + 1, column).value = "（見込みを含む）"


def two_copies(book: Workbook, sheet: Worksheet) -> None:
    """Two more copies of the sheet, each with another figure."""
    for number, figure in ((2, 8888), (3, 9999)):
        copy = book.copy_worksheet(sheet)
        copy.title = f"No.10 ({number})"
        copy[addresses()[ACTUAL]] = figure


def filtered(_: Workbook, sheet: Worksheet) -> None:
    """A filter over the figures that hides one row."""
    first, last = row_of("系列1_区分") - 1, row_of("系列2_区分")
    sheet.auto_filter.ref = f"A{first}:I{last}"
    sheet.row_dimensions[last].hidden = True


def noted(_: Workbook, sheet: Worksheet) -> None:
    """The figure written into a note instead of the cell."""
    cell = cells(sheet, ACTUAL)
    cell.value, cell.comment = None, Comment("実績は 1,234 人です", "担当者")


def returned_unmended(_: Workbook, sheet: Worksheet) -> None:
    """Our own note on an empty cell came back, its author lost in another program."""
    cell = cells(sheet, ACTUAL)
    cell.value = None
    cell.comment = Comment(note_text("要修正", "実績値がありません。", "記入してください。"), "")


def dated(_: Workbook, sheet: Worksheet) -> None:
    """``3/5`` typed and taken for a date by the program."""
    cell = cells(sheet, ACTUAL)
    cell.value, cell.number_format = 45356, 'm"月"d"日"'


def with_unit(_: Workbook, sheet: Worksheet) -> None:
    """The unit shown by the number format."""
    cells(sheet, ACTUAL).number_format = '#,##0.00"人"'


def years_in_full(_: Workbook, sheet: Worksheet) -> None:
    """The headings of the years rewritten as 令和n年度."""
    for number in (1, 2, 3, 4):
        cell = cells(sheet, f"年度{number}")
        cell.value = f"令和{str(cell.value).removeprefix('R')}年度"


def next_year(_: Workbook, sheet: Worksheet) -> None:
    """The heading of the year to be reported set to the year after."""
    cell = cells(sheet, "年度4")
    cell.value = f"R{int(str(cell.value).removeprefix('R')) + 1}"


def drawn(shape: str, *blank: str) -> bytes:
    """The form with *shape* in the drawing of No 10 and the *blank* fields empty."""
    entries: dict[tuple[str, str], str | float | None] = {
        ("No.10", address("10", field)): None for field in blank
    }
    part = sheet_part("10").replace("worksheets/sheet3", "drawings/drawing1")
    anchor = (
        "<xdr:oneCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff>"
        "<xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="900000" cy="300000"/>{shape}<xdr:clientData/></xdr:oneCellAnchor>'
    )
    return changed(substitute(part, "</xdr:wsDr>", f"{anchor}</xdr:wsDr>"), blanked(entries))


def blanked(
    entries: dict[tuple[str, str], str | float | None],
) -> Callable[[dict[str, bytes]], None]:
    """Take over the sheet part in which the entries were typed."""
    part = sheet_part("10")

    def change(contents: dict[str, bytes]) -> None:
        from tests.workbook.forms import parts

        contents[part] = parts(typed(entries))[part]

    return change


TEXT_BOX = (
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="9" name="テキスト 9"/>'
    '<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/><a:p><a:r>'
    "<a:t>計画に沿って講座を12回開いた。</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
)
BUTTON = TEXT_BOX.replace('macro=""', 'macro="[0]!点検する"')
PICTURE = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="9" name="図 9"/><xdr:cNvPicPr/></xdr:nvPicPr>'
    "<xdr:blipFill/><xdr:spPr/></xdr:pic>"
)


def by_google() -> bytes:
    """As a web spreadsheet exports it: no names, no properties, plain sheets, nothing hidden kept."""
    return changed(
        without_names(),
        lose_properties,
        lose_hidden_sheet,
        substitute(sheet_part("10"), "<sheetProtection [^>]*/>", ""),
        substitute(sheet_part("10"), "<dataValidations.*?</dataValidations>", ""),
    )


def by_numbers() -> bytes:
    """As Apple's program exports it: a sheet about the export in front, a table on each sheet, values."""
    source = openpyxl.load_workbook(io.BytesIO(filled(MAIN)))
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_numbers": False})
    about = book.add_worksheet("書き出しの概要")
    about.write(
        "B3", "この書類はNumbersから書き出されました。各表はExcelのワークシートに変換されました。"
    )
    for sheet in source.worksheets:
        target = book.add_worksheet(f"{sheet.title[:20]} - 表1"[:31])
        target.write(0, 0, "表1")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and cell.data_type != "f":
                    target.write(cell.row, cell.column - 1, cell.value)
    book.close()
    return stream.getvalue()


def only_the_table() -> bytes:
    """The upper part of the sheet pasted into a new workbook, without the boxes of text."""
    source = openpyxl.load_workbook(io.BytesIO(filled(MAIN)))
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    copy_values(source["No.10"], book.active)
    book.active.delete_rows(row_of(OTHER) + 1, 60)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def exponent(contents: dict[str, bytes]) -> None:
    """The figure stored with an exponent."""
    part, at = sheet_part("10"), address("10", ACTUAL).encode()
    contents[part], times = re.subn(
        rb'(<c r="%b"[^>]*><v>)(\d)(\d+)\.(\d+)' % at, rb"\g<1>\2.\3\4E3", contents[part]
    )
    assert times == 1


def with_furigana(contents: dict[str, bytes]) -> None:
    """The text of a box with its readings, as a Japanese input method leaves them."""
    part, at = sheet_part("10"), address("10", "取組状況").encode()
    contents[part], times = re.subn(
        rb'(<c r="%b"[^>]*>)<is>(<t[^>]*>[^<]*</t>)</is>' % at,
        rb'\1<is>\2<rPh sb="0" eb="2"><t>'
        + "ケイカク".encode()
        + rb'</t></rPh><phoneticPr fontId="1"/></is>',
        contents[part],
    )
    assert times == 1


def kinds() -> list[Damage]:
    """Everything that is done here."""
    good, back, ask = Outcome.READ, Outcome.RECOVERED, Outcome.ASKED
    person, web, numbers = "担当者", "Google スプレッドシート 相当", "Numbers 相当"

    def at(field: str) -> tuple[str, str]:
        return "No.10", address("10", field)

    name = next(one for one in form_of(MAIN).sheets if one.no == "10").name
    no_figure = truth_with(系列1_実績4="")
    return [
        Damage("見出しを2行にする", person, ask, lambda: saved(two_headings)),
        Damage("写しが2枚あり値が違う", person, ask, lambda: saved(two_copies)),
        Damage("年度の列を入れ替える", person, ask, lambda: saved(columns_swapped)),
        Damage("年度の見出しだけ入れ替える", person, ask, lambda: saved(headings_swapped)),
        Damage("区分の列だけ並べ替える", person, ask, lambda: saved(labels_sorted)),
        Damage("フィルターで行を隠す", person, good, lambda: saved(filtered)),
        Damage("図として貼る", person, ask, lambda: drawn(PICTURE, ACTUAL), no_figure),
        Damage(
            "テキストボックスに書く",
            person,
            ask,
            lambda: drawn(TEXT_BOX, "取組状況"),
            truth_with(取組状況=""),
        ),
        Damage("記入のそばに図形を置く", person, good, lambda: drawn(TEXT_BOX)),
        Damage("空欄のそばにボタンがある", person, good, lambda: drawn(BUTTON, ACTUAL), no_figure),
        Damage("コメントに書く", person, ask, lambda: saved(noted), no_figure),
        Damage(
            "差戻しの注記が付いたまま", person, good, lambda: saved(returned_unmended), no_figure
        ),
        Damage(
            "図形の部品が壊れる",
            "変換ツール",
            ask,
            lambda: drawn("<xdr:sp><broken", ACTUAL),
            no_figure,
        ),
        Damage("日付に化ける", person, good, lambda: saved(dated), truth_with(系列1_実績4="45356")),
        Damage("単位を表示形式に入れる", person, good, lambda: saved(with_unit)),
        Damage("年度の見出しを和暦に書き直す", person, back, lambda: saved(years_in_full)),
        Damage(
            "別紙のとおりと書く",
            person,
            good,
            lambda: typed({at("取組状況"): "別紙のとおり"}),
            truth_with(取組状況="別紙のとおり"),
        ),
        Damage("指標名の後に空白を足す", person, good, lambda: typed({at("指標名"): name + "　"})),
        Damage("年度の見出しを翌年度に書き直す", person, ask, lambda: saved(next_year)),
        Damage("表だけを新しいブックに貼る", person, ask, only_the_table),
        Damage("ふりがなが付く", "Excel 相当", good, lambda: changed(with_furigana)),
        Damage("指数で保存される", "変換ツール", good, lambda: changed(exponent)),
        Damage("ウェブの表計算から書き出す", web, back, by_google),
        Damage("表ごとのシートに書き出す", numbers, back, by_numbers),
        Damage(
            "計算方法を手動にして保存",
            "Excel 相当",
            good,
            lambda: changed(
                substitute(BOOK, "</workbook>", '<calcPr calcMode="manual"/></workbook>')
            ),
        ),
    ]
