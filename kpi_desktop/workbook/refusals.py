"""Why a file is not read: one table of reasons in words, each with its remedy."""

from __future__ import annotations

from enum import Enum

from kpi_desktop.domain.errors import UnreadableFile

_RESAVE = "Excel で開き、「名前を付けて保存」で Excel ブック（.xlsx）として保存し直してください。"
_RESEND = "送信元に、ファイルをもう一度送ってもらってください。"
_NOT_OURS = "配布した様式に記入したファイルかどうか、送信元に確かめてください。"


class Reason(Enum):
    """Code → what happened ({0} is the measured value), what to do."""

    EMPTY = ("ファイルが空（0バイト）です。", _RESEND)
    TRUNCATED = ("ファイルが途中で切れています。", _RESEND)
    DAMAGED = ("ファイルが壊れています（{0}）。", _RESEND)
    TOO_LARGE = (
        "ファイルが大きすぎます（{0}）。",
        "不要な画像やシートを除いて送ってもらってください。",
    )
    TOO_MANY_PARTS = ("ブックの中の部品が多すぎます（{0}個）。", _NOT_OURS)
    BOMB = (
        "展開すると異常に大きくなるファイルです（{0}）。",
        "開かずに、送信元に確かめてください。",
    )
    PATHS = (
        "ブックの中に危険な名前の部品があります（{0}）。",
        "開かずに、送信元に確かめてください。",
    )
    DUPLICATE_PART = ("ブックの中に同じ名前の部品が二つあります（{0}）。", _RESAVE)
    OVERLAP = ("ブックの中の部品が重なっています。", "開かずに、送信元に確かめてください。")
    COMPRESSION = ("対応していない圧縮方式です（{0}）。", _RESAVE)
    CHECKSUM = ("ファイルの内容が検査値と合いません（{0}）。", _RESEND)
    ENCRYPTED = (
        "パスワードで暗号化されているか、秘密度ラベルで保護されています。",
        "パスワードを指定して回収し直すか、保護を外して送ってもらってください。",
    )
    LABELLED = (
        "秘密度ラベルの権限で暗号化されています。",
        "ラベルを外すか、権限のある人が .xlsx に保存し直したものを送ってもらってください。",
    )
    OLD_FORMAT = ("旧形式の Excel ブック（.xls）です。", _RESAVE)
    BINARY_FORMAT = ("バイナリ形式の Excel ブック（.xlsb）です。", _RESAVE)
    OPEN_DOCUMENT = ("OpenDocument 形式（.ods）のファイルです。", _RESAVE)
    HTML = ("中身は表計算ではなく HTML（Webページ）です。", _RESAVE)
    TEXT = ("中身は表計算ではなく文字だけのファイル（CSV など）です。", _NOT_OURS)
    PDF = ("中身は PDF です。", "記入した Excel ファイルの方を送ってもらってください。")
    PICTURE = ("中身は画像です。", "記入した Excel ファイルの方を送ってもらってください。")
    WORD = ("中身は Word などの文書です。", "記入した Excel ファイルの方を送ってもらってください。")
    FLAT_XML = ("中身は XML で、Excel ブックではありません。", _RESAVE)
    UNKNOWN = ("表計算のファイルではありません。", _NOT_OURS)
    NOT_A_WORKBOOK = ("ZIP 形式ですが、Excel ブックではありません。", _NOT_OURS)
    DTD = ("XML に文書型宣言（DTD）が含まれています。", "開かずに、送信元に確かめてください。")
    BAD_XML = ("ブックの中の XML が壊れています（{0}）。", _RESEND)
    DEEP_XML = ("ブックの中の XML の入れ子が深すぎます。", "開かずに、送信元に確かめてください。")
    TOO_MANY_SHEETS = ("シートが多すぎます（{0}枚）。", _NOT_OURS)
    TOO_MANY_NAMES = ("名前の定義が多すぎます（{0}個）。", _NOT_OURS)
    TOO_MANY_CELLS = (
        "シート「{0}」の範囲が広すぎます。",
        "様式の外に入力した行や列を削除してもらってください。",
    )
    LONG_TEXT = ("セル {0} の文字数が Excel の上限を超えています。", _RESAVE)
    DUPLICATE_CELL = ("シート「{0}」に同じ番地のセルが二つあります。", _RESAVE)
    DUPLICATE_SHEET = ("同じ名前のシートが二つあります（{0}）。", _RESAVE)
    MISSING_PART = ("ブックに必要な部品がありません（{0}）。", _RESEND)
    DDE = (
        "外部のプログラムを呼び出す仕掛け（DDE・XLM）が含まれています。",
        "開かずに、送信元に確かめてください。",
    )


class Refusal(UnreadableFile):
    """A file that is not read, for one of the reasons of the table."""

    def __init__(self, reason: Reason, measured: object = "") -> None:
        self.reason = reason
        what, remedy = reason.value
        super().__init__(what.format(measured), remedy)
