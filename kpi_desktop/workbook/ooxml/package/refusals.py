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
    NOT_THERE = ("ファイルが見つかりません。", "場所と名前を確かめてください。")
    NO_ACCESS = (
        "ファイルを開けません（{0}）。",
        "ほかの人が開いていないか、権限があるか確かめてください。",
    )
    NOT_A_FILE = ("ふつうのファイルではありません（{0}）。", "ファイルそのものを置いてください。")
    BEING_SAVED = (
        "保存または複写の途中のようです。",
        "終わるのを待って、もう一度回収してください。",
    )
    OWNER_FILE = (
        "Excel や LibreOffice が開いている間だけ作る印のファイルなので、対象外です。",
        "本体のファイルを閉じてもらえば消えます。何もする必要はありません。",
    )
    SYSTEM_FILE = (
        "パソコンが自動で作るファイルなので、対象外です。",
        "何もする必要はありません。",
    )
    TEMPORARY = (
        "書きかけの一時ファイルなので、対象外です。",
        "本体のファイルが届いているか確かめてください。",
    )
    EMPTY_FOLDER = ("フォルダーの中にファイルがありません。", "中身ごと送ってもらってください。")
    TOO_MANY_FILES = (
        "圧縮ファイルの中のファイルが{0}個を超えています。",
        "記入した様式だけを入れて、送ってもらってください。",
    )
    EMPTY_ARCHIVE = ("圧縮ファイルの中にファイルがありません。", _RESEND)
    NESTED = (
        "圧縮ファイルやメールの入れ子が深すぎます。",
        "中のファイルを取り出して置いてください。",
    )
    BAD_ARCHIVE = ("圧縮ファイルが壊れています（{0}）。", _RESEND)
    LOCKED_ARCHIVE = (
        "圧縮ファイルにパスワードが掛かっています。",
        "中のファイルを取り出して置いてください。",
    )
    OTHER_ARCHIVE = ("対応していない圧縮形式です。", "中のファイルを取り出して置いてください。")
    NO_ATTACHMENT = (
        "メールに添付ファイルがありません。",
        "添付を付けて送り直してもらってください。",
    )
    CLOUD_LINK = (
        "メールに添付ファイルの実体がなく、リンクだけがあります。",
        "リンク先のファイルを取り出して置いてください。",
    )
    OUTLOOK = (
        "Outlook 形式のメール（.msg、winmail.dat）です。",
        "添付ファイルを取り出して置いてください。",
    )
    WRONG_PASSWORD = (
        "パスワードが掛かっていて、指定したパスワードでは開けません。",
        "送信元に確かめ、正しいパスワードを指定して回収し直してください。",
    )
    DDE = (
        "外部のプログラムを呼び出す仕掛け（DDE・XLM）が含まれています。",
        "開かずに、送信元に確かめてください。",
    )


class Refusal(UnreadableFile):
    """A file that is not read, for one of the reasons of the table."""

    def __init__(self, reason: Reason, measured: object = "") -> None:
        self.reason = reason
        self.measured = measured
        what, remedy = reason.value
        super().__init__(what.format(measured), remedy)

    def __reduce__(self) -> tuple[type[Refusal], tuple[Reason, object]]:
        return Refusal, (self.reason, self.measured)
