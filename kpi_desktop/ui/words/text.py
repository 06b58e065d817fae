"""Every word that the launcher shows, in one place. ``ja`` marks it for Qt's translation tools.

Japanese is the source language; ``translations/`` holds the others. ``tr`` gives the words in the
language in use.
Names stand for places: COL_ a column, FACT_ a line on the rail, NEXT_ what to do next, _WHAT an explanation,
_DO a button, _DONE what it says afterwards, _NAME what a screen reader calls it.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def ja(source: str) -> str:
    """Mark *source* as something to translate; gives it back."""
    return source


def tr(source: str, **values: object) -> str:
    """*source* in the language in use, its ``{names}`` filled in."""
    words = QCoreApplication.translate("", source) if source else ""
    return words.format(**values) if values else words


APP_NAME = ja("ＫＰＩ評価デスク")
TITLE_WITH_NAME = ja("{name} － {app}")
ALL = ja("すべて")
CLOSE = ja("閉じる")
CANCEL = ja("やめる")
BROWSE = ja("参照…")
COPY = ja("コピー")
COPY_DETAILS = ja("詳細をコピー")
REFRESH = ja("最新にする")
TRY_AGAIN = ja("もう一度確かめる")
READING = ja("読み込んでいます…")
SHORTCUT = ja("{words}（{key}）")
STOPPED = ja("途中で止めました。続きはもう一度実行すると進みます。")

# menus

MENU_FILE = ja("ファイル(&F)")
MENU_NEW = ja("新しい事業フォルダ(&N)…")
MENU_OPEN = ja("事業フォルダを開く(&O)…")
MENU_START = ja("はじめのページへ(&W)")
MENU_QUIT = ja("終了(&Q)")
MENU_STEPS = ja("工程(&S)")
MENU_DO = ja("このページの処理を実行(&D)")
MENU_SEARCH = ja("検索(&K)")
MENU_VIEW = ja("表示(&V)")
SCHEMES = {
    "system": ja("外観：システムに合わせる"),
    "light": ja("外観：明るい"),
    "dark": ja("外観：暗い"),
}
LANGUAGES = {"ja": "日本語", "en": "English"}
LANGUAGE_NEXT_TIME = {
    "ja": "次に開くときから日本語で表示します。",
    "en": "The window will be in English the next time it opens.",
}

# start page

START_TITLE = ja("ＫＰＩ評価デスク")
START_WHAT = ja(
    "別記様式２「ＫＰＩ分析シート」の配布・回収・検証・統合を、一つずつ順に進めます。初めての方は見本で試してください。"
)
START_SAMPLE = ja("サンプルで試す")
START_SAMPLE_WHAT = ja("57 指標の見本の計画で、配布から統合までを自分の手で一通り試せます。")
START_NEW = ja("新しく始める")
START_NEW_WHAT = ja("指標マスタから、今年度の事業フォルダを作ります。")
START_OPEN = ja("事業フォルダを開く")
START_OPEN_WHAT = ja("作ってある事業フォルダの続きをします。")
START_DEMO = ja("全工程の実演を見る")
START_DEMO_WHAT = ja("見本の計画で、配布から統合マスタまでを自動で通します（一分ほど）。")
RECENT = ja("最近使った事業フォルダ")
RECENT_HINT = ja("ダブルクリックか Enter で開きます。")
SAMPLE_WHERE = ja("見本の事業フォルダを置く場所")
SAMPLE_FOLDER = ja("KPIサンプル")
DEMO_FOLDER = ja("KPI実演")
SAMPLE_MAKING = ja("見本を作っています")
NO_WORKSPACE = ja("{name} は事業フォルダではありません。")
NO_WORKSPACE_REMEDY = ja("「指標マスタ.xlsx」のあるフォルダを選ぶか、新しく始めてください。")

# new workspace

NEW_TITLE = ja("新しい事業フォルダ")
NEW_WHAT = ja("計画と年度ごとに一つのフォルダを使います。すでにあるファイルは上書きしません。")
NEW_FOLDER = ja("置く場所")
NEW_FOLDER_HINT = ja("例: 書類/KPI評価_R5")
NEW_MASTER = ja("指標マスタ")
NEW_FROM_FILE = ja("手元の指標マスタを使う")
NEW_FROM_EMPTY = ja("空の指標マスタから作る（見出しだけが入っています）")
NEW_FROM_SAMPLE = ja("見本の計画を入れる（57 指標）")
NEW_FILE = ja("指標マスタのファイル")
NEW_FILE_HINT = ja("指標マスタ.xlsx")
NEW_DO = ja("事業フォルダを作る")
NEW_MISSING = ja("置く場所と指標マスタを選ぶと作れます。")
NEW_SUMMARY = ja(
    "{plan}　評価年度 {year}　提出期限 {deadline}　部局 {departments}　指標 {indicators}"
)
NEW_NO_PLAN = ja("事業フォルダを作りました。指標マスタはまだ計画として読めません。")
NEW_GOOD = ja(
    "指標マスタに誤りはありません。年度や期限は、指標マスタの「計画」シートで変えられます。"
)
NEW_ERRORS = ja("指標マスタに誤りが {count} 件あります。下の場所を Excel で直してください。")
NEW_GO = ja("この事業フォルダを開く")
NEW_AGAIN = ja("直したので読み直す")

# the frame of a workspace

RAIL_NAME = ja("工程")
RAIL_STEPS = ja("工程")
STEP_TITLES = {
    "board": ja("状況"),
    "master": ja("１ マスタ"),
    "distribute": ja("２ 配布"),
    "collect": ja("３ 回収"),
    "review": ja("４ 検証・差戻し"),
    "decide": ja("５ 確定"),
    "publish": ja("６ 統合・公表"),
    "audit": ja("７ 監査"),
}
REACH = {"later": ja("これから"), "open": ja("進行中"), "done": ja("済み")}
FACT_INDICATORS = ja("{count} 指標")
FACT_ERRORS = ja("誤り {count} 件")
FACT_OK = ja("誤りなし")
FACT_BOOKS = ja("{count} ブック")
FACT_SHARE = ja("{done} / {total} 指標")
FACT_FINDINGS = ja("要修正 {count} 件")
FACT_FILES = ja("{count} ファイル")
FACT_ENTRIES = ja("記録 {count} 件")
FACT_NOT_YET = ja("これから")
PLAN_AND_YEAR = ja("{plan}　{year} 評価")
DEADLINE_AHEAD = ja("提出期限 {date}（あと {days} 日）")
DEADLINE_PASSED = ja("提出期限 {date}（{days} 日経過）")
HELD_BY = ja(
    "{who}が作業しています。いまは見るだけです。終わったら「もう一度確かめる」を押してください。"
)

# what to do next

NEXT_NAME = ja("次にすること")
NEXT = ja("次にすること：{sentence}")
GO_TO_STEP = ja("{step}へ進む")
NEXT_MEND_MASTER = ja("指標マスタの誤り {count} 件を Excel で直します。")
NEXT_DISTRIBUTE = ja("部局に配る様式を作ります。")
NEXT_SEND = ja(
    "様式を付けた案内メールを作り、部局に送ります。返ってきたら、この窓に落とすだけで受け付けます。"
)
NEXT_FILL_SAMPLE = ja("「部局の役をして記入」を押して、見本の提出ファイルを作ります。")
NEXT_COLLECT = ja("届いている {count} ファイルを受け付けます。")
NEXT_VALIDATE = ja("受け付けた様式を検証します。")
NEXT_CONFIRM = ja("回収で生じた疑問のある {count} 指標を、確かめて確認済みにします。")
NEXT_ACCEPT = ja("指摘の残っていない {count} 指標を受理します。")
NEXT_RETURN = ja("要修正の {count} 指標を部局に直してもらい、届いたらまた受け付けます。")
NEXT_AWAIT = ja("差し戻した {count} 指標が直されて届いたら、受け付けます。")
NEXT_CHASE = ja("未提出の {count} 指標の部局に、提出のお願いを送ります。")
NEXT_CORRECT = ja("過去の値の訂正の申し出 {count} 件を、承認するか却下します。")
NEXT_FINALISE = ja("受理した {count} 指標を確定します。")
NEXT_CONSOLIDATE = ja("確定した数値で統合マスタを作ります。")
NEXT_VERIFY = ja("統合マスタができました。証跡を検算して、今年度の作業は終わりです。")

# board

BOARD_NAME = ja("部局ごとの状況。右の欄は指標")
INDICATORS_NAME = ja("指標の一覧")
BY_DEPARTMENT = ja("部局別")
BY_INDICATOR = ja("指標別")
SEARCH_HINT = ja("No・指標名・部局で検索")
SEARCH_NAME = ja("指標を検索")
FOUND = ja("{count} 件")
SUBMITTED_AS = ja("{when} 第{version}版")
IN_TIME = ja("期限内")
LATE_BY = ja("{days} 日遅れ")
OVERDUE_BY = ja("{days} 日超過")
DAYS_LEFT = ja("あと {days} 日")
TILE_HINT = ja("No {no}　{name}\n{state}　要修正 {errors}　要確認 {warnings}")

# columns

COL_NO = ja("No")
COL_NAME = ja("指標名")
COL_DEPARTMENT = ja("部局")
COL_STATE = ja("状態")
COL_ASSESSMENT = ja("達成状況")
COL_ERRORS = ja("要修正")
COL_WARNINGS = ja("要確認")
COL_SUBMITTED = ja("提出")
COL_DEADLINE = ja("期限")
COL_SEVERITY = ja("重さ")
COL_SHEET = ja("シート")
COL_CELL = ja("セル")
COL_CONTENT = ja("内容")
COL_REMEDY = ja("直し方")
COL_FILE = ja("ファイル")
COL_INDICATORS = ja("指標")
COL_ISSUE = ja("配布回")
COL_RESULT = ja("結果")
COL_SIZE = ja("大きさ")
COL_ARRIVED_AT = ja("届いた日時")
COL_MADE_AT = ja("作った日時")
COL_VERSION = ja("版")
COL_REASON = ja("理由")
COL_PLACE = ja("場所")
COL_MESSAGE = ja("指摘")
COL_SEQUENCE = ja("番号")
COL_WHEN = ja("日時")
COL_WHO = ja("操作者")
COL_ACTION = ja("操作")
COL_WORKSPACE = ja("事業フォルダ")
COL_SERIES = ja("区分・単位")
COL_BASELINE = ja("{year}\n策定")
COL_TARGET = ja("{year}\n目標")
COL_CHANGES = ja("変更")
COL_WAS = ja("訂正前")
COL_WILL_BE = ja("訂正後")
COL_RULE = ja("規則")
COL_UNTIL = ja("期限")
COL_APPROVER = ja("承認者")
COL_COVERS = ja("該当")
COL_FIELD = ja("欄")
COL_SENT = ja("配布時")
COL_BEFORE = ja("前の版")
COL_NOW = ja("この版")

# work and trouble

WORK_NAME = ja("処理の進み具合")
WORK_COUNT = ja("{done} / {total}")
WORK_MINUTES_LEFT = ja("あと約 {minutes} 分")
WORK_SECONDS_LEFT = ja("あと約 {seconds} 秒")
CANCEL_WORK = ja("中止する")
CANCELLING = ja("区切りの良いところで止めています…")
WAIT_FOR_WORK = ja("いまの処理が終わるか、中止してからにしてください。")
NOTICE_NAME = ja("お知らせ")
NO_SCREEN = ja("画面がないので窓を開けません。命令で使ってください。\n→ kpi-desktop --help")
TROUBLE_FILE = ja("ファイル {name} を扱えませんでした（{reason}）。")
TROUBLE_FILE_REMEDY = ja(
    "ほかのプログラムで開いていれば閉じ、場所と空き容量を確かめて、もう一度試してください。"
)
TROUBLE_UNEXPECTED = ja("思いがけない不具合で、この処理は止まりました。データは壊れていません。")
COMMAND_AS_PAGE = ja("「{page}」の処理")
COMMAND_PAGES = {
    "check-master": STEP_TITLES["master"],
    "check-template": STEP_TITLES["distribute"],
    "generate": STEP_TITLES["distribute"],
    "demo-fill": STEP_TITLES["collect"],
    "collect": STEP_TITLES["collect"],
    "exclude": STEP_TITLES["board"],
    "compare": STEP_TITLES["board"],
    "validate": STEP_TITLES["review"],
    "correct": STEP_TITLES["review"],
    "waive": STEP_TITLES["review"],
    "assess": STEP_TITLES["board"],
    "confirm": STEP_TITLES["decide"],
    "return": STEP_TITLES["review"],
    "accept": STEP_TITLES["decide"],
    "finalise": STEP_TITLES["decide"],
    "reopen": STEP_TITLES["decide"],
    "status": STEP_TITLES["board"],
    "consolidate": STEP_TITLES["publish"],
    "build-macros": STEP_TITLES["publish"],
    "publish": STEP_TITLES["publish"],
    "verify": STEP_TITLES["audit"],
    "rollover": STEP_TITLES["audit"],
    "office": STEP_TITLES["audit"],
    "open": STEP_TITLES["publish"],
    "init": START_NEW,
}

#: Words of the domain that the window shows; translated by what they say.
DOMAIN_WORDS = (
    ja("未提出"),
    ja("提出済"),
    ja("受理"),
    ja("確定"),
    ja("お知らせ"),
    ja("達成"),
    ja("未達成"),
    ja("集計中"),
    ja("判定不能"),
    ja("未決"),
    ja("承認"),
    ja("却下"),
    ja("食い違い"),
    ja("受付"),
    ja("旧版"),
    ja("受付済みと同じ"),
    ja("様式と認められない"),
    ja("受け付けない"),
    ja("取組状況"),
    ja("課題等"),
    ja("今後の方向性"),
    ja("脚注"),
)
