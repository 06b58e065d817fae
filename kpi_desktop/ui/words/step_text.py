"""Every word of the steps' pages and of the page of one indicator; see ``text``."""

from __future__ import annotations

from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.ui.words.text import ja

# steps: shared

LAST_RESULT = ja("前回の結果")
NO_RESULT_YET = ja("まだ実行していません。")
DONE_ELSEWHERE = ja("命令か、ほかのパソコンで実行されています（{who}）。")
NOT_THERE = ja("{name} がありません。")
NOT_THERE_REMEDY = ja("まだ作られていないか、移されています。事業フォルダを確かめてください。")
NO_PROGRAM = ja("{name} を開くプログラムが見つかりません。次の場所にあります。")
OPENING = ja("{name} を開いています。")
COPY_OPENED = ja("{name} の写しを開きました。")
OPENED_IN = ja("{program} で {name} を開きました。")
LOOK_AT_CELL = ja("シート「{sheet}」のセル {cell} を見てください。")

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
TEMPLATE_DO = ja("様式のひな形を点検する")
TEMPLATE_WHAT = ja(
    "直した様式2.xlsx に、足りない名前や二つある名前がないか調べます。何も変えません。"
)
TEMPLATE_GOOD = ja("様式のひな形に、指摘するところはありません。")
TEMPLATE_USABLE = ja("様式のひな形に注意が {count} 件あります。様式は作れます。")
TEMPLATE_BAD = ja("様式のひな形に誤りが {count} 件あります。直してから様式を作ってください。")
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
DISTRIBUTE_LEFTOVERS = ja(
    "配布フォルダに、今回の様式ではない以前の様式が {count} あります（{first} など）。部局に送る前に取り除いてください。"
)

COVER_DO = ja("案内メールを作る")
COVER_WHAT = ja(
    "様式を添付したメールの下書きを配布フォルダに作ります。部局を選ぶと、その部局だけ。送るのは、開いて確かめてからです。"
)
LETTERS_DONE = ja(
    "メールの下書き {count} 通をそろえました。配布フォルダの .eml を開いて送ってください。"
)
LETTERS_NONE = ja("まだ届いていない部局はありません。")
LETTERS_BAD = ja("{name} の下書きを作れません。{reason}")
LETTERS_LEFTOVERS = ja(
    "届いたので要らなくなった下書きが {count} 通あります（{first} など）。送らないでください。"
)
LETTERS_UNADDRESSED = ja(
    "宛先のないものが {count} 通あります（指標マスタの「部局」にメールがありません）。"
)

# steps: collect

COLLECT_WHAT = ja(
    "返ってきた様式を受け付けます。名前が変わっていても、同じものが二度届いても大丈夫です。"
)
COLLECT_DO = ja("提出フォルダから受け付ける")
CHOOSE_FILES = ja("ファイルを選ぶ…")
CHOOSE_FOLDER = ja("フォルダを選ぶ…")
OPEN_INBOX = ja("提出フォルダを開く")
REMIND_DO = ja("提出のお願いを作る")
REMIND_WHAT = ja(
    "まだ届いていない部局に、届いていない指標を挙げて様式を添付したメールの下書きを、配布フォルダに作ります。"
)
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
PASSWORD_NAME = ja("パスワード")
PASSWORD_TITLE = ja("「{name}」はパスワードで保護されています。")
PASSWORD_WHAT = ja(
    "このファイルを読むためだけに使い、どこにも残しません。開けたものは、次のファイルにも試します。"
)
PASSWORD_DO = ja("このパスワードで開く")
PASSWORD_SKIP = ja("このファイルを飛ばす")
IS_NEW = ja("新着")
IS_TAKEN = ja("受付済み")
IS_REFUSED = ja("受け付けず")
COLLECT_DONE = ja("{count} 件を調べました（{counts}）。")
COLLECT_NOTHING = ja("受け付けるファイルがありません。")
CANNOT_TAKE_NOW = ja("ほかの処理が終わってから、もう一度落としてください。")

# steps: review

REVIEW_WHAT = ja("受け付けた様式を規則で調べ、指摘を場所と直し方とともに示します。")
REVIEW_DO = ja("検証する")
REVIEW_DONE = ja(
    "{indicators} 指標を検証しました。要修正 {errors}、要確認 {warnings}、お知らせ {infos}。"
)
RETURN_DO = ja("差戻しの資料を作る")
RETURN_DONE = ja(
    "{count} 部局分の差戻しの資料を作りました（印を付けたブック、一覧、メールの下書き）。"
)
RETURN_NOTHING = ja("差し戻す指摘はありません。")
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

# rulings: corrections, waivers, submissions left out

TAB_CORRECTIONS = ja("訂正の申し出")
CORRECTIONS_NAME = ja("過去の値の訂正の申し出")
NO_CORRECTIONS = ja("訂正の申し出はありません。")
NO_REASON_GIVEN = ja("（脚注に理由なし）")
DECIDED_BY = ja("{decision}：{when}　{who}　{reason}")
CORRECTION_TITLE = ja("{what}：{no}　{change}")
APPROVE_ASK = ja("承認する…")
APPROVE_DO = ja("訂正を承認する")
APPROVE_WHAT = ja(
    "新しい値と脚注が指標マスタ.xlsx に入ります。いまの指標マスタは原本として残します。"
)
REJECT_ASK = ja("却下する…")
REJECT_DO = ja("訂正を却下する")
REJECT_WHAT = ja("指標マスタの値のままにします。部局が同じ値を出しても、もう申し出とはしません。")
WITHDRAW_ASK = ja("決定を取り消す…")
WITHDRAW_DO = ja("訂正の決定を取り消す")
WITHDRAW_WHAT = ja("申し出は未決に戻ります。承認で入れた値は、指標マスタで元に戻します。")
CORRECTED = ja("訂正の申し出 {count} 件を決めました。未決は {left} 件です。")
DECIDE_CORRECTIONS = ja("訂正の申し出を承認するか却下すると、確定できます。")
TAB_WAIVERS = ja("免除")
WAIVERS_NAME = ja("免除の一覧")
NO_WAIVERS = ja(
    "免除はありません。指摘を選んで「免除する…」を押すと、理由と期限を付けて免除できます。"
)
WAIVER_EXPIRED = ja("期限切れ")
WAIVER_COVERS = ja("{count} 件")
WAIVE_ASK = ja("免除する…")
WAIVE_DO = ja("指摘を免除する")
WAIVE_WHAT = ja(
    "この指標のこの規則の指摘は残りますが、受理の妨げになりません。今年度限りなら、この年度の欄だけを免除します。"
)
WAIVE_UNTIL = ja("{year} の評価まで")
WAIVE_UNTIL_NAME = ja("免除の期限")
WAIVED = ja("No {no} の指摘を {until} の評価まで免除しました。")
LIFT_ASK = ja("免除を解く…")
LIFT_DO = ja("免除を解く")
LIFT_WHAT = ja("指摘はまた受理の妨げになります。")
LIFTED = ja("No {no} の免除を解きました。")
RULED = ja("決定済")
RULED_ON = ja("決定：{words}")
COMPARE_DO = ja("見比べる")
COMPARE_WHAT = ja("指標のページで、配布時・前の版・この版を見比べます。")
EXPORT_DO = ja("Excel に書き出す…")
EXPORT_TITLE = ja("指摘を Excel に書き出す")
EXPORT_WHAT = ja("いま見えている指摘を、提出ファイルのセルへのリンク付きの一覧にします。")
EXPORT_FILE = ja("指摘一覧_{year}.xlsx")
EXPORT_DONE = ja("指摘 {count} 件を {file} に書き出しました。")
VERSION_EXCLUDED = ja("除外")
VERSION_SAME = ja("変更なし")
OPEN_VERSION = ja("この版を開く")
EXCLUDE_ASK = ja("この提出を除外する…")
EXCLUDE_DO = ja("提出を除外する")
EXCLUDE_WHAT = ja(
    "このファイルの指標すべてで、一つ前の提出が有効になります。なければ未提出に戻ります。"
)
INCLUDE_ASK = ja("除外をやめる…")
INCLUDE_DO = ja("除外をやめる")
INCLUDE_WHAT = ja("この提出が、また有効になる順に並びます。")
EXCLUDE_TITLE = ja("{what}：{name}")
EXCLUDED_ONE = ja("{department} の第{version}版を除外しました。")
INCLUDED_ONE = ja("{department} の第{version}版の除外をやめました。")
EXCLUDED_WHY = ja("除外の理由：{reason}")

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
CONFIRM_DO = ja("疑問を確認済みにする")
CONFIRM_COUNT = ja("疑問を確認済みにする（{count} 件）")
CONFIRM_DONE = ja("疑問 {count} 件の確認を記録しました。")
CONFIRM_ASK = ja("疑問を確認済みにする…")
CONFIRM_WHAT = ja("回収で生じた疑問：{questions}")
CONFIRM_TITLE = ja("No {no} の疑問を確認済みにする")
DECIDE_QUESTIONS = ja("回収で生じた疑問を確かめると、受理できます。")
REASON_HINT = ja("理由（記録に残ります）")
REASON_NAME = ja("決定の理由")
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

GRADE_ASK = ja("判定を変える…")
GRADE_DO = ja("判定を変える")
GRADE_TITLE = ja("No {no} の判定「{grade}」を変える")
GRADE_WHAT = ja("選んだ判定が統合マスタと公表に出ます。理由は記録に残り、公表しません。")
GRADE_NAME = ja("新しい判定")
GRADE_BY_SCHEME = ja("判定基準に従う（変更をやめる）")
GRADE_DONE = ja("No {no} の判定を「{grade}」にしました。")
REOPEN_ASK = ja("再開する…")
REOPEN_ONE = ja("No {no} を再開する")
REOPEN_WHAT = ja("提出済に戻り、直したものをまた受け付けられます。もう一度受理・確定できます。")
RETURN_ONE_DO = ja("部局に差し戻す")

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
OPEN_DATA_DO = ja("公表データを作る")
OPEN_DATA_WHAT = ja("オープンデータと公開ページを統合フォルダに作ります。")
OPEN_DATA_DONE = ja("公表するファイル {count} 個をそろえました（新しいもの {written}）。")
OPEN_DATA_BAD = ja("公表の決まりに合わないところが {count} 件あるので、作りませんでした。")
OPEN_DATA_UNFINISHED = ja("確定していない指標が {count} あります。")
PDF_DO = ja("個票集（PDF）を作る")
PDF_WHAT = ja(
    "表紙・目次・すべての個票を一つの PDF にします。Excel か LibreOffice を使い、数分かかることがあります。"
)
COMPARE_DO = ja("以前のものと比べる…")
COMPARE_WHAT = ja("前の年や前の版の 証跡_（年度）.json と比べ、違いを 比較_….xlsx に作ります。")
COMPARE_CHOOSE = ja("比べる 証跡 を選ぶ")
COMPARE_FILES = ja("証跡 (証跡*.json);;すべて (*)")
COMPARE_DONE = ja("{file} を作りました。違いは {changes} 件です。")
MACROS_DO = ja("マクロ付きの写しを作る")
MACROS_WHAT = ja("様式と統合マスタの隣に .xlsm を作ります。マクロがなくても、すべて使えます。")
MACROS_DONE = ja("マクロ付きの写し {count} 個をそろえました（新しいもの {written}）。")
MACROS_BAD = ja("マクロ付きの写し {count} 個を作れませんでした。")
RESULTS_NAME = ja("統合フォルダのファイル")

# steps: audit
OFFICE_DO = ja("Excel・LibreOffice を確かめる")
OFFICE_WHAT = ja("セルを開く・PDF にするときに使うプログラムがあるか、起動して調べます。")
OFFICE_FOUND = ja("{name} {version} が使えます。")

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
ACTIONS: dict[str, str] = {
    AuditAction.GENERATE: ja("配布"),
    AuditAction.COLLECT: ja("受付"),
    AuditAction.REFUSE: ja("受け付けず"),
    AuditAction.VALIDATE: ja("検証"),
    AuditAction.ACCEPT: ja("受理"),
    AuditAction.FINALISE: ja("確定"),
    AuditAction.REOPEN: ja("再開"),
    AuditAction.CONFIRM: ja("疑問の確認"),
    AuditAction.CONSOLIDATE: ja("統合"),
    AuditAction.RETURN: ja("差戻し"),
    AuditAction.RECORD: ja("内容の控え"),
    AuditAction.PUBLISH: ja("公表"),
    AuditAction.CORRECT: ja("訂正"),
    AuditAction.WAIVE: ja("免除"),
    AuditAction.EXCLUDE: ja("提出の除外"),
    AuditAction.ASSESS: ja("判定の変更"),
}
DETAILS = {
    "file": ja("ファイル"),
    "container": ja("入っていた ZIP・メール"),
    "department": ja("部局"),
    "version": ja("版"),
    "indicators": ja("指標"),
    "issue": ja("配布回"),
    "sha256": ja("ハッシュ"),
    "checked": ja("検証した指標"),
    "errors": ja("要修正"),
    "warnings": ja("要確認"),
    "reason": ja("理由"),
    "decision": ja("決定"),
    "rule": ja("規則"),
    "count": ja("件数"),
    "rulings": ja("決定"),
    "remarks": ja("疑問・注記"),
    "question": ja("疑問"),
    "field": ja("欄"),
    "year": ja("年度"),
    "unit": ja("単位"),
    "note": ja("脚注の理由"),
    "series": ja("系列"),
    "sheet": ja("シート"),
    "cell": ja("セル"),
    "submission": ja("提出番号"),
    "master_before": ja("訂正前の指標マスタ"),
    "master_after": ja("訂正後の指標マスタ"),
    "before": ja("訂正前"),
    "after": ja("訂正後"),
    "expires": ja("期限"),
    "approver": ja("承認者"),
    "snapshot": ja("スナップショット"),
    "submissions": ja("提出"),
    "states": ja("状態"),
    "findings": ja("指摘"),
    "issues": ja("配布"),
    "files": ja("ファイル"),
}

COUNT = ja("{name}: {count} 件")

# one indicator

TAB_CONTENT = ja("内容")
INDICATOR_PAGE_NAME = ja("指標")
INDICATOR_TABS = ja("指摘・履歴・判断")
BACK_TO_BOARD = ja("← 状況へ")
PREVIOUS_ONE = ja("前の指標")
NEXT_ONE = ja("次の指標")
FIGURES_NAME = ja("実績値と目標値")
CHART_TITLE = ja("実績値の推移")
CHART_NAME = ja("実績値の推移のグラフ　{series}")
CHART_TARGET = ja("目標\n{target}")
CHART_SPOKEN = ja("{years}。目標 {target}。")
NOTHING_WRITTEN = ja("（記入なし）")
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
DIFFERENCES_WHAT = ja("配布時や前の版と違う欄。矢印はこの版で変わったもの。")
NO_DIFFERENCE = ja("配布時からも前の版からも、変わった欄はありません。")
DIFFERENCE_IN_FULL = ja("選んだ欄の全文")
VERSION_COUNTS = ja("有効")
VERSION_OLD = ja("旧版")
NO_VERSION_YET = ja("まだ提出がありません。")
