"""Answers that stand elsewhere than in their cell, or not only there: written before the reader was tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.reading.damage.by_habit import ACTUAL, OTHER, cells, drawn, truth_with
from tests.workbook.reading.damage.by_openpyxl import addresses, row_of, saved
from tests.workbook.reading.damage.by_xml import changed, part_of, sheet_part, without_names
from tests.workbook.reading.damage.kinds import Damage, main_truth
from tests.workbook.reading.damage.sent_forms import Outcome, Truth

FIGURE = 7202.25
BOX = "取組状況"
TEXT = "・計画に沿って講座を12回開いた。"

Edit = Callable[[Workbook, Worksheet], None]


def column_of(field: str) -> str:
    """Letters of the column of a field on the sheet of No 10."""
    return addresses()[field].rstrip("0123456789")


def unused_column() -> str:
    """Letters of the column right of the last year, which this form does not use."""
    return chr(ord(column_of(ACTUAL)) + 1)


def instead(field: str, address: str, text: Any = None) -> Edit:
    """The answer to *field* written at *address*, its own cell left empty."""

    def change(_: Workbook, sheet: Worksheet) -> None:
        cell = cells(sheet, field)
        answer = cell.value if text is None else text
        cell.value = None
        sheet[address] = answer

    return change


def beside(*entries: tuple[str, Any]) -> Edit:
    """Things written next to the answers, which stay."""

    def change(_: Workbook, sheet: Worksheet) -> None:
        for address, value in entries:
            sheet[address] = value

    return change


def behind_the_heading(_: Workbook, sheet: Worksheet) -> None:
    """The text written into the cell of the heading, behind it."""
    cells(sheet, BOX).value = None
    sheet[f"A{row_of(BOX) - 1}"] = f"{BOX}\n{TEXT}"


def unmerged(_: Workbook, sheet: Worksheet) -> None:
    """The merge of the box undone, and the text in a later cell of it."""
    row = row_of(BOX)
    sheet.unmerge_cells(f"A{row}:I{row}")
    cells(sheet, BOX).value = None
    sheet[f"D{row}"] = TEXT


def unmerged_and_continued(_: Workbook, sheet: Worksheet) -> None:
    """The merge of the box undone, and its second half in a later cell of it."""
    row = row_of(BOX)
    sheet.unmerge_cells(f"A{row}:I{row}")
    sheet[f"E{row}"] = "参加者は延べ340人であった。"


def several_rows(_: Workbook, sheet: Worksheet) -> None:
    """A text of five lines pasted from a document: one line a row, over headings and boxes."""
    for number in range(5):
        sheet[f"A{row_of(BOX) + number}"] = f"・{number + 1}番目の取組を計画に沿って行った。"


def listed(book: Workbook, _: Worksheet) -> None:
    """All figures in a list on a sheet of its own, the forms left without."""
    target = book.create_sheet("回答")
    target.append(["No", "区分", "R5実績値"])
    for no in ("10", "33", "34"):
        sheet = book[f"No.{no}"]
        for field in (ACTUAL, OTHER):
            target.append([no, sheet[f"A{row_of(field)}"].value, cells(sheet, field).value])
            cells(sheet, field).value = None


def in_the_list_of_findings(book: Workbook, sheet: Worksheet) -> None:
    """The answer written behind the finding that asks for it, on the sheet that came with the return."""
    cells(sheet, ACTUAL).value = None
    target = book.create_sheet("要修正一覧", 0)
    target.append(["番号", "重さ", "指標", "欄", "セル", "指摘", "直し方", "直した"])
    target.append(["1", "要修正", "10", "R5実績値", "G10", "空欄です。", "記入する。", "41です"])


def same_row_again(_: Workbook, sheet: Worksheet) -> None:
    """A second row with the same label put below the others, and the figure written there."""
    below = row_of(OTHER) + 1
    sheet.insert_rows(below)
    for letter in "AB":
        sheet[f"{letter}{below}"] = sheet[f"{letter}{row_of(ACTUAL)}"].value
    instead(ACTUAL, f"{column_of(ACTUAL)}{below}")(_, sheet)


def in_a_cell_sent_empty(book: Workbook, _: Worksheet) -> None:
    """The figure told in the cell of 注記, which was sent empty on that sheet."""
    sheet = book["No.33"]
    sheet[addresses()["注記"]] = f"実績は {FIGURE} です"
    cells(sheet, ACTUAL).value = None


def space_typed(_: Workbook, sheet: Worksheet) -> None:
    """The answer wiped out with the space bar and written into the next column."""
    sheet[f"{unused_column()}{row_of(ACTUAL)}"] = cells(sheet, ACTUAL).value
    cells(sheet, ACTUAL).value = "　"


def attached(book: Workbook, _: Worksheet) -> None:
    """A sheet with the figures behind the answers added."""
    target = book.create_sheet("内訳")
    target.append(["市町村", "認定の日"])
    target.append(["甲市", "R5.4.1"])


def on_the_cover(book: Workbook, sheet: Worksheet) -> None:
    """The figure told on 提出票."""
    cells(sheet, ACTUAL).value = None
    book["提出票"]["A21"] = f"No.10の実績値は{FIGURE}です。"


def in_the_footnote(_: Workbook, sheet: Worksheet) -> None:
    """The figure told in the footnote."""
    cells(sheet, ACTUAL).value = None
    cells(sheet, "脚注").value = "※R5実績値は7,202.25市町村"


def corrected_by_note(_: Workbook, sheet: Worksheet) -> None:
    """A note on the answer that says another figure."""
    cells(sheet, ACTUAL).comment = Comment("正しくは 41 です。差し替えてください。", "担当者")


def noted_nearby(_: Workbook, sheet: Worksheet) -> None:
    """The figure told in a note on the cell of the unit, its own cell empty."""
    cells(sheet, ACTUAL).value = None
    sheet[addresses()["系列1_単位"]].comment = Comment("実績は 41 市町村", "担当者")


def noted_past(_: Workbook, sheet: Worksheet) -> None:
    """A note on a figure of the year before that corrects it."""
    cells(sheet, "系列1_実績3").comment = Comment("39 の誤りでした", "担当者")


def threaded(_: Workbook, sheet: Worksheet) -> None:
    """A threaded comment on the answer, as it is also kept as a note."""
    cells(sheet, ACTUAL).comment = Comment(
        "[スレッド化されたコメント]\n\nお使いのバージョンの Excel では、このスレッド化されたコメントを"
        "読むことができます。\n\nコメント:\n    41 に直してください",
        "tc={E2B4C6A0-0000-4000-8000-000000000001}",
    )


def dragged_down(_: Workbook, sheet: Worksheet) -> None:
    """The text of the first box filled down over the heading into the next box."""
    for below in (1, 2):
        sheet[f"A{row_of(BOX) + below}"] = cells(sheet, BOX).value


def dragged_down_truth() -> Truth:
    """What people see then: both boxes hold the text of the first."""
    first = next(fields for key, fields in main_truth().items() if key[1] == "10")[BOX]
    return truth_with(課題等=first)()


def boxes_merged(_: Workbook, sheet: Worksheet) -> None:
    """The three boxes and their headings merged into one."""
    first, last = row_of(BOX), row_of("今後の方向性")
    for row in range(first, last + 1):
        sheet.unmerge_cells(f"A{row}:I{row}")
    texts = [cells(sheet, field).value for field in (BOX, "課題等", "今後の方向性")]
    for row in range(first, last + 1):
        sheet[f"A{row}"] = None
    sheet[f"A{first}"] = "\n".join(texts)
    sheet.merge_cells(f"A{first}:I{last}")


def boxes_merged_truth() -> Truth:
    """What people see then: everything in the first box."""
    fields = next(fields for key, fields in main_truth().items() if key[1] == "10")
    texts = [fields[field] for field in (BOX, "課題等", "今後の方向性")]
    return truth_with(取組状況="\n".join(texts))()


def several_rows_truth() -> Truth:
    """What people see then: a line of the text in each box."""
    lines = {BOX: 1, "課題等": 3, "今後の方向性": 5}
    return truth_with(
        **{field: f"・{line}番目の取組を計画に沿って行った。" for field, line in lines.items()}
    )()


def in_an_object(contents: dict[str, bytes]) -> None:
    """An embedded document on the sheet, the box empty."""
    part, at = sheet_part("10"), addresses()[BOX].encode()
    contents[part], times = re.subn(
        rb'(<c r="%b"[^>]*)>.*?</c>' % at, rb"\1/>", contents[part], flags=re.S
    )
    assert times == 1
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    contents["xl/embeddings/Microsoft_Word_Document.docx"] = b"PK\x03\x04"
    contents[rels] = contents[rels].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdOle" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/package" Target="../embeddings/Microsoft_Word_Document.docx"/>'
        b"</Relationships>",
    )
    contents[part] = contents[part].replace(
        b"</worksheet>",
        b'<oleObjects><oleObject progId="Word.Document.12" shapeId="1025" r:id="rIdOle"/>'
        b"</oleObjects></worksheet>",
    )


INK = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice xmlns:xdr14="http://schemas.microsoft.com/office/excel/2010/spreadsheetDrawing" '
    'Requires="xdr14"><xdr:contentPart r:id="rId9" xmlns:r="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships"><xdr14:nvContentPartPr/></xdr:contentPart></mc:Choice>'
    '<mc:Fallback><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="9" name="インク 8"/><xdr:cNvPicPr/>'
    "</xdr:nvPicPr><xdr:blipFill/><xdr:spPr/></xdr:pic></mc:Fallback></mc:AlternateContent>"
)


def names_lost_too() -> bytes:
    """The figure one column too far to the right in a file that lost its names."""

    def change(contents: dict[str, bytes]) -> None:
        row, right = row_of(ACTUAL), unused_column()
        contents[sheet_part("10")], times = re.subn(
            rb'<c r="%b"( s="\d+")><v>([^<]*)</v></c><c r="%b"( s="\d+")/>'
            % (addresses()[ACTUAL].encode(), f"{right}{row}".encode()),
            rb'<c r="%b"\1/><c r="%b"\3><v>\2</v></c>'
            % (addresses()[ACTUAL].encode(), f"{right}{row}".encode()),
            contents[sheet_part("10")],
        )
        assert times == 1

    return changed(without_names(), change)


def thousands_of_rows(contents: dict[str, bytes]) -> None:
    """Thousands of empty rows with a format, as a fill to the end of the sheet leaves them."""
    rows = b"".join(
        b'<row r="%d" ht="24" customHeight="1"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>'
        % (row, row, row)
        for row in range(29, 20_000)
    )
    part = part_of("No.10")
    contents[part] = contents[part].replace(b"</sheetData>", rows + b"</sheetData>")


def kinds() -> list[Damage]:
    """Everything that is done here."""
    good, ask = Outcome.READ, Outcome.ASKED
    person = "担当者"
    row, last = row_of(ACTUAL), row_of(OTHER)
    unused, margin = unused_column(), "L"
    row_below = last + 1

    def at(name: str) -> str:
        return addresses()[name]

    edits: list[tuple[str, Edit, Outcome]] = [
        ("実績を単位の欄に書く", instead(ACTUAL, at("系列1_単位")), ask),
        ("実績を目標の欄に書く", instead(ACTUAL, at("系列1_目標")), ask),
        ("実績を右の空いた列に書く", instead(ACTUAL, f"{unused}{row}"), ask),
        ("実績を下の空いた行に書く", instead(OTHER, f"{column_of(OTHER)}{row_below}"), ask),
        ("実績を点検欄に書く", instead(ACTUAL, f"K{row}"), ask),
        ("文章を見出しに続けて書く", behind_the_heading, ask),
        ("文章をグラフの枠に書く", instead(BOX, "A28", TEXT), ask),
        ("文章を印刷の外に書く", instead(BOX, f"{margin}{row_of(BOX)}", TEXT), ask),
        ("結合を解いて後ろのセルに書く", unmerged, ask),
        ("実績を脚注に書く", in_the_footnote, ask),
        ("文章を数行に分けて貼る", several_rows, ask),
        ("回答を別のシートにまとめる", listed, ask),
        ("実績を提出票に書く", on_the_cover, ask),
        ("実績を前年度の欄に書く", instead(ACTUAL, at("系列1_実績3")), ask),
        ("同じ区分の行を足して書く", same_row_again, ask),
        ("空で配った注記の欄に書く", in_a_cell_sent_empty, ask),
        ("要修正一覧に答えを書く", in_the_list_of_findings, ask),
        ("空白で消して右の列に書く", space_typed, ask),
        ("内訳のシートを添える", attached, Outcome.RECOVERED),
        (
            "一つの値を二つのセルに分ける",
            beside((at(ACTUAL), "2兆"), (f"{unused}{row}", "8,461")),
            ask,
        ),
        (
            "空いた列に確定値を足す",
            beside((f"{unused}{row_of('年度4')}", "R5確定"), (f"{unused}{row}", 41)),
            ask,
        ),
        (
            "計の行を書き足す",
            beside((f"A{row_below}", "計"), (f"{column_of(OTHER)}{row_below}", 14405.5)),
            ask,
        ),
        ("文章の続きを空いた枠に書く", beside(("A25", "（取組状況の続き）" + TEXT)), ask),
        ("結合を解いて続きを書く", unmerged_and_continued, ask),
        ("記入のコメントで訂正する", corrected_by_note, ask),
        ("記入にスレッドのコメントを付ける", threaded, ask),
        ("単位の欄のコメントに書く", noted_nearby, ask),
        ("前年度の値のコメントで訂正する", noted_past, ask),
        ("表の右の余白に直した値を書く", beside((f"J{row}", "確定値 41")), ask),
        ("脚注の下の行に続きを書く", beside((f"A{row_of('脚注') + 1}", "※R5は速報値")), ask),
        ("表から離れた所に覚え書き", beside(("D3", "照会中"), ("B40", "課長確認済")), good),
        ("三つの枠を一つに結合する", boxes_merged, ask),
    ]
    truths = {
        "空白で消して右の列に書く": truth_with(系列1_実績4="　"),
        "一つの値を二つのセルに分ける": truth_with(系列1_実績4="2兆"),
        "文章を数行に分けて貼る": several_rows_truth,
        "三つの枠を一つに結合する": boxes_merged_truth,
        "実績を脚注に書く": truth_with(脚注="※R5実績値は7,202.25市町村"),
    }

    def edited(edit: Edit) -> Callable[[], bytes]:
        return lambda: saved(edit)

    return [
        *(
            Damage(kind, person, expected, edited(edit), truths.get(kind, main_truth))
            for kind, edit, expected in edits
        ),
        Damage("文章を下へ引き写す", person, ask, lambda: saved(dragged_down), dragged_down_truth),
        Damage("埋め込み文書に書く", person, ask, lambda: changed(in_an_object)),
        Damage("手書きのインクで書く", person, ask, lambda: drawn(INK, BOX)),
        Damage("名前を失い右の列に書く", "変換ツール", ask, names_lost_too),
        Damage("空の行が数千行", person, good, lambda: changed(thousands_of_rows)),
    ]
