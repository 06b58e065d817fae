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


APP_NAME = ja("ＫＰＩ分析シートの机")
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

START_TITLE = ja("ＫＰＩ分析シートの机")
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
GO_TO_STEP = ja("{step} へ")
NEXT_MEND_MASTER = ja("指標マスタの誤り {count} 件を Excel で直します。")
NEXT_DISTRIBUTE = ja("部局に配る様式を作ります。")
NEXT_SEND = ja(
    "配布フォルダの様式を部局に送ります。返ってきたら、この窓に落とすだけで受け付けます。"
)
NEXT_FILL_SAMPLE = ja("「部局の役をして記入」を押して、見本の提出ファイルを作ります。")
NEXT_COLLECT = ja("届いている {count} ファイルを受け付けます。")
NEXT_VALIDATE = ja("受け付けた様式を検証します。")
NEXT_ACCEPT = ja("指摘の残っていない {count} 指標を受理します。")
NEXT_RETURN = ja("要修正の {count} 指標を部局に直してもらい、届いたらまた受け付けます。")
NEXT_CHASE = ja("未提出の {count} 指標の部局に連絡します。")
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
SUBMITTED_AS = ja("{when}　第{version}版")
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
COL_FIELD = ja("欄")
COL_SENT = ja("配布時")
COL_BEFORE = ja("前の版")
COL_NOW = ja("この版")

# steps: shared

LAST_RESULT = ja("前回の結果")
NO_RESULT_YET = ja("まだ実行していません。")
NOT_THERE = ja("{name} がありません。")
NOT_THERE_REMEDY = ja("まだ作られていないか、移されています。事業フォルダを確かめてください。")
NO_PROGRAM = ja("{name} を開くプログラムが見つかりません。次の場所にあります。")
LOOK_AT_CELL = ja("{name} の写しを開きました。シート「{sheet}」のセル {cell} を見てください。")

# steps: master

MASTER_WHAT = ja("指標マスタ.xlsx を読み、誤りをシートとセルで示します。直すのは Excel です。")
MASTER_DO = ja("指標マスタを点検する")
OPEN_MASTER = ja("指標マスタを開く")
OPEN_TEMPLATE = ja("様式を開く")
OPEN_WORKSPACE = ja("事業フォルダを開く")
PROBLEMS_NAME = ja("指標マスタの問題")
NO_PROBLEMS = ja("指摘するところはありません。")
MASTER_SIZE = ja("柱 {pillars}、部局 {departments}、指標 {indicators}、系列 {series}。")
MASTER_GOOD = ja("様式を作れます。")
MASTER_BAD = ja("誤りが {count} 件あります。直してから、もう一度点検してください。")

# steps: distribute

DISTRIBUTE_WHAT = ja(
    "過去の値を入れた様式を、配布フォルダに作ります。内容が同じ様式は作り直しません。"
)
DISTRIBUTE_DO = ja("様式を作る")
DISTRIBUTE_SOME = ja("選んだ部局だけ作る")
OPEN_OUTBOX = ja("配布フォルダを開く")
UNIT_NAME = ja("ブックの単位")
UNIT_DEPARTMENT = ja("部局ごと")
UNIT_DIVISION = ja("課ごと")
UNIT_INDICATOR = ja("指標ごと")
FORMS_NAME = ja("配布する様式")
NO_FORM_YET = ja("まだ作っていません")
WRITTEN = ja("作成")
UNCHANGED = ja("変更なし")
DISTRIBUTE_DONE = ja("{written} ブックを作りました。変更のない {same} ブックはそのままです。")

# steps: collect

COLLECT_WHAT = ja(
    "返ってきた様式を受け付けます。名前が変わっていても、同じものが二度届いても大丈夫です。"
)
COLLECT_DO = ja("提出フォルダから受け付ける")
CHOOSE_FILES = ja("ファイルを選ぶ…")
CHOOSE_FOLDER = ja("フォルダを選ぶ…")
OPEN_INBOX = ja("提出フォルダを開く")
DROP_HERE = ja("ファイル・フォルダ・ZIP・メール（.eml）を、この窓のどこにでも落としてください")
FORM_FILES = ja("提出ファイル (*.xlsx *.xlsm *.xls *.ods *.zip *.eml);;すべてのファイル (*)")
MASTER_FILES = ja("Excel ブック (*.xlsx);;すべてのファイル (*)")
FILL_WHAT = ja("見本の計画なので、部局の代わりに記入した提出ファイルを作れます。")
FILL_DO = ja("部局の役をして記入")
DEFECTS_NAME = ja("混ぜる誤り")
FILL_DONE = ja("{count} ファイルに記入し、誤りを {defects} か所混ぜました。")
ARRIVED_NAME = ja("提出フォルダのファイル")
COLLECTED_NAME = ja("受け付けの結果")
TAB_ARRIVED = ja("届いているファイル")
TAB_COLLECTED = ja("受け付けの結果")
NOTHING_ARRIVED = ja("提出フォルダは空です。部局から届いたファイルをここに落としてください。")
NOTHING_COLLECTED = ja("受け付けると、ファイルごとの結果と理由がここに出ます。")
IS_NEW = ja("新着")
IS_TAKEN = ja("受付済み")
COLLECT_DONE = ja("{count} 件を調べました（{counts}）。")
COLLECT_NOTHING = ja("受け付けるファイルがありません。")
CANNOT_TAKE_NOW = ja("ほかの処理が終わってから、もう一度落としてください。")

# steps: review

REVIEW_WHAT = ja("受け付けた様式を規則で調べ、指摘を場所と直し方とともに示します。")
REVIEW_DO = ja("検証する")
REVIEW_DONE = ja(
    "{indicators} 指標を検証しました。要修正 {errors}、要確認 {warnings}、お知らせ {infos}。"
)
REVIEW_STOPPED = ja("途中で止めました。指摘は前のままです。")
OPEN_RETURNS = ja("差戻しフォルダを開く")
FINDINGS_NAME = ja("指摘の一覧")
NO_FINDINGS = ja("指摘はありません。")
GROUP_BY = ja("まとめ方")
GROUP_DEPARTMENT = ja("部局でまとめる")
GROUP_RULE = ja("規則でまとめる")
GROUP_INDICATOR = ja("指標でまとめる")
GROUP_LINE = ja("{name}　{count} 件")
SEARCH_FINDINGS = ja("指摘を検索")
HOW_TO_MEND = ja("直し方：{words}")
OPEN_AT_CELL = ja("この場所を開く")
NOT_SUBMITTED_YET = ja("No {no} の提出ファイルがありません。")
NOT_SUBMITTED_REMEDY = ja("受け付けてから開いてください。")

# steps: decide

DECIDE_WHAT = ja(
    "指摘の残っていないものを受理し、受理したものを確定します。指標を選ぶと、選んだものだけが対象です。"
)
ACCEPT_DO = ja("受理する")
ACCEPT_COUNT = ja("受理する（{count} 指標）")
ACCEPT_DONE = ja("{count} 指標を受理しました。できないもの {refused} 指標。")
FINALISE_DO = ja("確定する")
FINALISE_COUNT = ja("確定する（{count} 指標）")
FINALISE_DONE = ja("{count} 指標を確定しました。できないもの {refused} 指標。")
REOPEN_DO = ja("再開する")
REOPEN_COUNT = ja("再開する（{count} 指標）")
REOPEN_DONE = ja("{count} 指標を再開しました。できないもの {refused} 指標。")
REASON_HINT = ja("再開する理由（記録に残ります）")
DECIDE_ERRORS = ja("要修正の指摘が残っているので、受理できません。")
DECIDE_HINTS = {
    "NOT_SUBMITTED": ja("まだ提出されていません。"),
    "SUBMITTED": ja("内容を確かめて受理します。"),
    "NEEDS_FIX": ja("直したものを受け付け、検証してから受理します。"),
    "ACCEPTED": ja("公表する数値として確定します。やり直すときは理由を書いて再開します。"),
    "FINALISED": ja("確定しています。直すときは理由を書いて再開します。"),
}
DECIDED_ONE = ja("No {no} を「{state}」にしました。")
REFUSED_ONE = ja("No {no}：{reason}")

# steps: publish

PUBLISH_WHAT = ja(
    "すべての数値を、出所のセルとグラフとともに一つの統合マスタにまとめます。何度でも作り直せます。"
)
PUBLISH_DO = ja("統合マスタを作る")
PUBLISH_DONE = ja("{file} を作りました。指標 {indicators}、系列 {series}、未提出 {missing}。")
PUBLISH_SAME = ja("{file} は変わりありません。指標 {indicators}、系列 {series}、未提出 {missing}。")
OPEN_MASTER_BOOK = ja("統合マスタを開く")
OPEN_RESULTS = ja("統合フォルダを開く")
NOTHING_MADE = ja("まだ何も作っていません。")
RESULTS_NAME = ja("統合フォルダのファイル")

# steps: audit

AUDIT_WHAT = ja("記録のつながりと、保管した提出ファイルを検算します。何も変えません。")
AUDIT_DO = ja("証跡を検算する")
AUDIT_GOOD = ja("記録 {entries} 件と提出ファイル {files} 件は、すべて元のままです。")
AUDIT_BAD = ja("証跡に異常が {count} 件あります。")
NEXT_YEAR_DO = ja("翌年度を始める…")
NEXT_YEAR_WHAT = ja(
    "すべて確定すると、計画・数値・様式を引き継いだ翌年度の事業フォルダを作れます。"
)
NEXT_YEAR_WHERE = ja("翌年度の事業フォルダを置く場所")
NEXT_YEAR_FOLDER = ja("KPI評価_{year}")
NEXT_YEAR_DONE = ja("翌年度（{year}）の事業フォルダ「{folder}」を作りました。")
OPEN_EVIDENCE = ja("証跡のフォルダを開く")
LOG_NAME = ja("操作の記録。新しい順")
ACTIONS = {
    "generate": ja("配布"),
    "collect": ja("受付"),
    "validate": ja("検証"),
    "accept": ja("受理"),
    "finalise": ja("確定"),
    "reopen": ja("再開"),
    "consolidate": ja("統合"),
    "return": ja("差戻し"),
    "record": ja("内容の控え"),
}
DETAILS = {
    "file": ja("ファイル"),
    "department": ja("部局"),
    "version": ja("版"),
    "indicators": ja("指標"),
    "issue": ja("配布回"),
    "sha256": ja("ハッシュ"),
    "checked": ja("検証した指標"),
    "errors": ja("要修正"),
    "warnings": ja("要確認"),
    "reason": ja("理由"),
    "snapshot": ja("スナップショット"),
    "submission": ja("提出"),
}

COUNT = ja("{name}: {count} 件")

# one indicator

INDICATOR_PAGE_NAME = ja("指標")
INDICATOR_TABS = ja("指摘・履歴・判断")
BACK_TO_BOARD = ja("← 状況へ戻る")
PREVIOUS_ONE = ja("前の指標")
NEXT_ONE = ja("次の指標")
FIGURES_NAME = ja("実績値と目標値")
CHART_TITLE = ja("実績値の推移")
CHART_NAME = ja("実績値の推移のグラフ　{series}")
CHART_SPOKEN = ja("{years}。目標 {target}。")
NO_ANSWER_YET = ja("まだ提出されていません。過去の値は指標マスタのものです。")
VERDICT = ja("達成状況：{verdict}（{reason}）")
VERDICT_PROGRESS = ja("　進捗率 {percent}%")
TAB_FINDINGS = ja("指摘")
TAB_HISTORY = ja("履歴")
TAB_DECISIONS = ja("判断")
FIELD_ACTUAL = ja("{year}実績{label}")
FIELD_BASELINE = ja("策定時{label}")
FIELD_TARGET = ja("目標{label}")
VERSION = ja("第{number}版")
VERSIONS_NAME = ja("提出の履歴。新しい順")
DIFFERENCES_NAME = ja("変わった欄")
DIFFERENCES_WHAT = ja("選んだ版で変わった欄を、配布時・前の版・この版で比べます。")
NO_VERSION_YET = ja("まだ提出がありません。")

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
    "generate": STEP_TITLES["distribute"],
    "demo-fill": STEP_TITLES["collect"],
    "collect": STEP_TITLES["collect"],
    "validate": STEP_TITLES["review"],
    "return": STEP_TITLES["review"],
    "accept": STEP_TITLES["decide"],
    "finalise": STEP_TITLES["decide"],
    "reopen": STEP_TITLES["decide"],
    "status": STEP_TITLES["board"],
    "consolidate": STEP_TITLES["publish"],
    "publish": STEP_TITLES["publish"],
    "verify": STEP_TITLES["audit"],
    "rollover": STEP_TITLES["audit"],
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
