"""What else a workbook carries: who filled it in, macros, links, labels, comments, odd sheets."""

from __future__ import annotations

from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book
from kpi_desktop.workbook.reading.form_sheet import OpenSheet
from kpi_desktop.workbook.template.field_names import COVER_PREFIX, PERSON_FIELDS
from kpi_desktop.workbook.template.identity import HIDDEN_SHEET

#: Part of a part's name → what is remarked on it.
_PARTS = (
    ("vbaProject", "マクロが含まれています。実行せず、記入欄だけを読みました。"),
    ("/embeddings/", "埋め込みオブジェクト（OLE）が含まれています。開かないでください。"),
    ("/activeX/", "ActiveX コントロールが含まれています。開かないでください。"),
    ("/externalLinks/", "ほかのブックへのリンクが含まれています。リンク先は見ていません。"),
    ("/connections", "外部データへの接続が含まれています。接続していません。"),
    ("/queryTables/", "外部データの取り込みが含まれています。取り込んでいません。"),
    ("/threadedComments/", "スレッド形式のコメントが付いています。内容は記入として扱いません。"),
    ("LabelInfo", "秘密度ラベルが付いています。取扱いに注意してください。"),
    ("_xmlsignatures", "電子署名が付いています。署名は検証していません。"),
)


def remarks_on(book: Book) -> list[str]:
    """One sentence for each thing that is carried along and not used. Refusal for DDE."""
    for name in book.package.names:
        if "/externalLinks/" in name and b"ddeLink" in book.package.read(name):
            raise Refusal(Reason.DDE)
    names = "\n".join(book.package.names)
    found = [sentence for mark, sentence in _PARTS if mark in names]
    if book.date1904:
        found.append("日付の起点が1904年のブックです。日付はそのとおりに読みました。")
    hidden = [
        sheet.name
        for sheet in book.sheets
        if sheet.state == "veryHidden" and sheet.name != HIDDEN_SHEET
    ]
    if hidden:
        found.append(
            f"Excel の画面では表示できない隠しシートがあります（「{'」「'.join(hidden)}」）。"
        )
    return found


def contact(book: Book) -> dict[str, str]:
    """Who filled it in, as far as 提出票 says so: 記入者氏名 → text."""
    first = COVER_PREFIX + PERSON_FIELDS[0]
    index = next((at for at, names in enumerate(book.names) if first in names), None)
    if index is None:
        return {}
    sheet = OpenSheet(book, index)
    texts = {name: sheet.text(COVER_PREFIX + name).strip() for name in PERSON_FIELDS}
    return {name: text for name, text in texts.items() if text}
