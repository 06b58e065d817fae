"""Layout of the master data workbook (指標マスタ.xlsx): its sheets and columns, and what they mean.

Reader and writer both follow this table; the explanations are what the sheet 説明 shows to people.
"""

from __future__ import annotations

from dataclasses import dataclass

FILE_NAME = "指標マスタ.xlsx"


@dataclass(frozen=True)
class Column:
    """One column. A plan cannot be read without a ``needed`` one; the others may be left out."""

    name: str
    meaning: str
    width: int = 12
    needed: bool = True


@dataclass(frozen=True)
class Sheet:
    """One tidy sheet: headers in row 1, one thing a row. One that is not ``needed`` may be left out."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    needed: bool = True


@dataclass(frozen=True)
class PlanItem:
    """One row of the sheet 計画."""

    name: str
    meaning: str
    needed: bool = True


PLAN_ITEMS = (
    PlanItem("計画名", "計画の正式な名称"),
    PlanItem("団体名", "都道府県・市町村の名称", needed=False),
    PlanItem("様式名", "様式の右肩に印刷する名称（例：別記様式２）", needed=False),
    PlanItem("表題", "様式の表題（例：ＫＰＩ分析シート）", needed=False),
    PlanItem("評価年度", "今回、部局に実績値を報告してもらう年度（例：R5）"),
    PlanItem("策定時年度", "計画策定時の年度。系列ごとの年度が空欄のときに使う", needed=False),
    PlanItem("目標年度", "計画の目標年度。系列ごとの年度が空欄のときに使う", needed=False),
    PlanItem("提出期限", "部局の提出期限（例：2024-06-28）", needed=False),
    PlanItem("事務局", "取りまとめ課の名称", needed=False),
    PlanItem("連絡先", "問い合わせ先（電話・メール）", needed=False),
)

PLAN = Sheet(
    "計画",
    "計画全体に関する事項。１行に１項目。",
    (
        Column("項目", "事項の名称。書き換えない", 16),
        Column("値", "その内容", 60),
    ),
)
PILLARS = Sheet(
    "柱",
    "計画の柱（章）。上から計画の順。",
    (
        Column("柱番号", "柱の番号（例：1、1-(2)）。番号のない柱は空欄", 12),
        Column("柱名", "柱の名称", 60),
    ),
)
DEPARTMENTS = Sheet(
    "部局",
    "様式を配る部局と、その担当者。",
    (
        Column("部局名", "部局の名称。「・」を含む名称もここに書けば一つの名称として扱う", 22),
        Column("並び順", "配布・一覧の順（整数）。空欄なら上からの順", 10, needed=False),
        Column("担当課", "部局の取りまとめ課", 22, needed=False),
        Column("担当者", "様式と差戻しの宛先となる人", 16, needed=False),
        Column("メール", "その人のメールアドレス", 34, needed=False),
    ),
)
INDICATORS = Sheet(
    "指標",
    "指標（ＫＰＩ）。１行に１指標、上から計画の順。",
    (
        Column("No", "指標の番号。文字でもよい（例：追加1）。重複しないこと", 9),
        Column("柱番号", "シート「柱」の柱番号。番号のない柱は柱名", 24),
        Column("部局", "所管部局。複数は「・」か「、」で区切り、主管を先頭に書く", 32),
        Column("課", "所管課。書き方は部局と同じ", 36),
        Column("指標名", "指標の名称。印刷するとおりに書く", 60),
        Column("注記", "指標名の語の説明（＊）", 40, needed=False),
        Column(
            "方向", "増＝大きいほどよい、減＝小さいほどよい。空欄なら策定時と目標から判断", 8, False
        ),
        Column("脚注", "表の下に印刷する注（※）", 40, needed=False),
        Column("再掲", "再掲する柱の柱番号。複数は「・」か「、」で区切る", 16, needed=False),
    ),
)
SERIES = Sheet(
    "系列",
    "指標ごとの数値の行。１行に１系列（１指標に１～６系列）。",
    (
        Column("No", "シート「指標」のNo", 9),
        Column("系列番号", "指標の中での番号（1から）", 10),
        Column("区分", "行の見出し（例：単年、累計、小学校）。なければ空欄", 24),
        Column("単位", "数値の単位（例：人/年、億円/年、%）。なければ空欄", 20),
        Column("策定時年度", "策定時実績値の年度。空欄なら計画の策定時年度", 12),
        Column("策定時実績値", "印刷するとおりに書く（例：1,027、40.0、2兆8,461、－）", 16),
        Column("目標年度", "目標値の年度。空欄なら計画の目標年度", 12),
        Column("目標値", "数値または言葉（例：66.6、完了、前年比減、全て）", 16),
        Column(
            "評価対象",
            "達成判定に使う系列は「○」、使わない系列は「×」。空欄なら目標のある系列",
            10,
            False,
        ),
    ),
)
ACTUALS = Sheet(
    "実績",
    "評価年度より前の実績値。１行に１系列の１年度。",
    (
        Column("No", "シート「指標」のNo", 9),
        Column("系列番号", "シート「系列」の系列番号", 10),
        Column("年度", "実績の年度（例：R4、H30、令和4年度、2022）", 12),
        Column("実績値", "印刷するとおりに書く（例：1,027、40.0、集計中）。ないものは空欄", 20),
        Column("備考", "その値についての覚え（様式には載らない）", 40, needed=False),
    ),
)

SCHEME = Sheet(
    "判定基準",
    "（省いてもよいシート）達成状況の判定の仕方。上から順に見て、最初に当てはまる条件の判定とする。"
    "シートか行がなければ、達成・未達成・集計中・判定不能とする。",
    (
        Column("判定", "判定の言葉（例：達成、◎、A）", 16),
        Column(
            "条件",
            "達成率・進捗率・計画比と％（例：進捗率80％以上、達成率100％以上かつ計画比120％未満）、"
            "または 達成・未達成・集計中・判定不能・その他",
            48,
        ),
    ),
    needed=False,
)

SHEETS = (PLAN, PILLARS, DEPARTMENTS, INDICATORS, SERIES, ACTUALS, SCHEME)
