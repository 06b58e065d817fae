<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en_US" sourcelanguage="ja_JP">
    <context>
        <name />
        <message>
            <source>ＫＰＩ評価デスク</source>
            <translation>KPI sheet desk</translation>
        </message>
        <message>
            <source>{name} － {app}</source>
            <translation>{name} – {app}</translation>
        </message>
        <message>
            <source>すべて</source>
            <translation>All</translation>
        </message>
        <message>
            <source>閉じる</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>やめる</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>参照…</source>
            <translation>Browse…</translation>
        </message>
        <message>
            <source>コピー</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>詳細をコピー</source>
            <translation>Copy details</translation>
        </message>
        <message>
            <source>最新にする</source>
            <translation>Refresh</translation>
        </message>
        <message>
            <source>もう一度確かめる</source>
            <translation>Check again</translation>
        </message>
        <message>
            <source>読み込んでいます…</source>
            <translation>Reading…</translation>
        </message>
        <message>
            <source>{words}（{key}）</source>
            <translation>{words} ({key})</translation>
        </message>
        <message>
            <source>途中で止めました。続きはもう一度実行すると進みます。</source>
            <translation> Stopped half way. Run it again to go on.</translation>
        </message>
        <message>
            <source>ファイル(&amp;F)</source>
            <translation>&amp;File</translation>
        </message>
        <message>
            <source>新しい事業フォルダ(&amp;N)…</source>
            <translation>&amp;New workspace…</translation>
        </message>
        <message>
            <source>事業フォルダを開く(&amp;O)…</source>
            <translation>&amp;Open workspace…</translation>
        </message>
        <message>
            <source>はじめのページへ(&amp;W)</source>
            <translation>Back to &amp;start</translation>
        </message>
        <message>
            <source>終了(&amp;Q)</source>
            <translation>&amp;Quit</translation>
        </message>
        <message>
            <source>工程(&amp;S)</source>
            <translation>&amp;Steps</translation>
        </message>
        <message>
            <source>このページの処理を実行(&amp;D)</source>
            <translation>&amp;Do what this page is for</translation>
        </message>
        <message>
            <source>検索(&amp;K)</source>
            <translation>&amp;Search</translation>
        </message>
        <message>
            <source>表示(&amp;V)</source>
            <translation>&amp;View</translation>
        </message>
        <message>
            <source>外観：システムに合わせる</source>
            <translation>Appearance: as the system</translation>
        </message>
        <message>
            <source>外観：明るい</source>
            <translation>Appearance: light</translation>
        </message>
        <message>
            <source>外観：暗い</source>
            <translation>Appearance: dark</translation>
        </message>
        <message>
            <source>別記様式２「ＫＰＩ分析シート」の配布・回収・検証・統合を、一つずつ順に進めます。初めての方は見本で試してください。</source>
            <translation>Distribute, collect, check and consolidate KPI analysis sheets, one step at a time. New here? Try the sample first.</translation>
        </message>
        <message>
            <source>サンプルで試す</source>
            <translation>Try the sample</translation>
        </message>
        <message>
            <source>57 指標の見本の計画で、配布から統合までを自分の手で一通り試せます。</source>
            <translation>Do every step yourself, from distribution to consolidation, on a sample plan of 57 indicators.</translation>
        </message>
        <message>
            <source>新しく始める</source>
            <translation>Start anew</translation>
        </message>
        <message>
            <source>指標マスタから、今年度の事業フォルダを作ります。</source>
            <translation>Make this year's workspace from your master data.</translation>
        </message>
        <message>
            <source>事業フォルダを開く</source>
            <translation>Open a workspace</translation>
        </message>
        <message>
            <source>作ってある事業フォルダの続きをします。</source>
            <translation>Go on with a workspace that exists already.</translation>
        </message>
        <message>
            <source>全工程の実演を見る</source>
            <translation>Watch the whole cycle</translation>
        </message>
        <message>
            <source>見本の計画で、配布から統合マスタまでを自動で通します（一分ほど）。</source>
            <translation>Plays every step on the sample plan by itself (about a minute).</translation>
        </message>
        <message>
            <source>最近使った事業フォルダ</source>
            <translation>Recent workspaces</translation>
        </message>
        <message>
            <source>ダブルクリックか Enter で開きます。</source>
            <translation>Open with a double click or Enter.</translation>
        </message>
        <message>
            <source>見本の事業フォルダを置く場所</source>
            <translation>Where to put the sample workspace</translation>
        </message>
        <message>
            <source>KPIサンプル</source>
            <translation>KPI sample</translation>
        </message>
        <message>
            <source>KPI実演</source>
            <translation>KPI demo</translation>
        </message>
        <message>
            <source>見本を作っています</source>
            <translation>Making the sample</translation>
        </message>
        <message>
            <source>{name} は事業フォルダではありません。</source>
            <translation>{name} is not a workspace.</translation>
        </message>
        <message>
            <source>「指標マスタ.xlsx」のあるフォルダを選ぶか、新しく始めてください。</source>
            <translation>Choose the folder that holds the master data workbook, or start anew.</translation>
        </message>
        <message>
            <source>新しい事業フォルダ</source>
            <translation>New workspace</translation>
        </message>
        <message>
            <source>計画と年度ごとに一つのフォルダを使います。すでにあるファイルは上書きしません。</source>
            <translation>One folder for each plan and year. Nothing that exists is overwritten.</translation>
        </message>
        <message>
            <source>置く場所</source>
            <translation>Place</translation>
        </message>
        <message>
            <source>例: 書類/KPI評価_R5</source>
            <translation>e.g. Documents/KPI_R5</translation>
        </message>
        <message>
            <source>指標マスタ</source>
            <translation>Master data</translation>
        </message>
        <message>
            <source>手元の指標マスタを使う</source>
            <translation>Use a master data workbook that I have</translation>
        </message>
        <message>
            <source>空の指標マスタから作る（見出しだけが入っています）</source>
            <translation>Begin with an empty master data workbook (headings only)</translation>
        </message>
        <message>
            <source>見本の計画を入れる（57 指標）</source>
            <translation>Put in the sample plan (57 indicators)</translation>
        </message>
        <message>
            <source>指標マスタのファイル</source>
            <translation>Master data file</translation>
        </message>
        <message>
            <source>指標マスタ.xlsx</source>
            <translation>Master data workbook</translation>
        </message>
        <message>
            <source>事業フォルダを作る</source>
            <translation>Make the workspace</translation>
        </message>
        <message>
            <source>置く場所と指標マスタを選ぶと作れます。</source>
            <translation>Choose a place and the master data first.</translation>
        </message>
        <message>
            <source>{plan}　評価年度 {year}　提出期限 {deadline}　部局 {departments}　指標 {indicators}</source>
            <translation>{plan}　evaluation year {year}　deadline {deadline}　departments {departments}　indicators {indicators}</translation>
        </message>
        <message>
            <source>事業フォルダを作りました。指標マスタはまだ計画として読めません。</source>
            <translation>The workspace is made. Its master data cannot be read as a plan yet.</translation>
        </message>
        <message>
            <source>指標マスタに誤りはありません。年度や期限は、指標マスタの「計画」シートで変えられます。</source>
            <translation>The master data have no errors. Year and deadline can be changed on their first sheet.</translation>
        </message>
        <message>
            <source>指標マスタに誤りが {count} 件あります。下の場所を Excel で直してください。</source>
            <translation>Errors in the master data: {count}. Mend the places below in Excel.</translation>
        </message>
        <message>
            <source>この事業フォルダを開く</source>
            <translation>Open this workspace</translation>
        </message>
        <message>
            <source>直したので読み直す</source>
            <translation>I have mended it, read again</translation>
        </message>
        <message>
            <source>工程</source>
            <translation>Steps</translation>
        </message>
        <message>
            <source>状況</source>
            <translation>Board</translation>
        </message>
        <message>
            <source>１ マスタ</source>
            <translation>1 Master data</translation>
        </message>
        <message>
            <source>２ 配布</source>
            <translation>2 Distribute</translation>
        </message>
        <message>
            <source>３ 回収</source>
            <translation>3 Collect</translation>
        </message>
        <message>
            <source>４ 検証・差戻し</source>
            <translation>4 Check, return</translation>
        </message>
        <message>
            <source>５ 確定</source>
            <translation>5 Finalise</translation>
        </message>
        <message>
            <source>６ 統合・公表</source>
            <translation>6 Consolidate</translation>
        </message>
        <message>
            <source>７ 監査</source>
            <translation>7 Audit</translation>
        </message>
        <message>
            <source>これから</source>
            <translation>to come</translation>
        </message>
        <message>
            <source>進行中</source>
            <translation>under way</translation>
        </message>
        <message>
            <source>済み</source>
            <translation>done</translation>
        </message>
        <message>
            <source>{count} 指標</source>
            <translation>Indicators: {count}</translation>
        </message>
        <message>
            <source>誤り {count} 件</source>
            <translation>Errors: {count}</translation>
        </message>
        <message>
            <source>誤りなし</source>
            <translation>No errors</translation>
        </message>
        <message>
            <source>{count} ブック</source>
            <translation>Workbooks: {count}</translation>
        </message>
        <message>
            <source>{done} / {total} 指標</source>
            <translation>{done} of {total}</translation>
        </message>
        <message>
            <source>要修正 {count} 件</source>
            <translation>To mend: {count}</translation>
        </message>
        <message>
            <source>{count} ファイル</source>
            <translation>Files: {count}</translation>
        </message>
        <message>
            <source>記録 {count} 件</source>
            <translation>Entries: {count}</translation>
        </message>
        <message>
            <source>{plan}　{year} 評価</source>
            <translation>{plan}　{year}</translation>
        </message>
        <message>
            <source>提出期限 {date}（あと {days} 日）</source>
            <translation>Deadline {date} (days left: {days})</translation>
        </message>
        <message>
            <source>提出期限 {date}（{days} 日経過）</source>
            <translation>Deadline {date} (days past: {days})</translation>
        </message>
        <message>
            <source>{who}が作業しています。いまは見るだけです。終わったら「もう一度確かめる」を押してください。</source>
            <translation>{who} is working here. You can look only. Press "Check again" when they have finished.</translation>
        </message>
        <message>
            <source>次にすること</source>
            <translation>What to do next</translation>
        </message>
        <message>
            <source>次にすること：{sentence}</source>
            <translation>Next: {sentence}</translation>
        </message>
        <message>
            <source>{step}へ進む</source>
            <translation>Go to {step}</translation>
        </message>
        <message>
            <source>指標マスタの誤り {count} 件を Excel で直します。</source>
            <translation>Mend the errors in the master data in Excel: {count}.</translation>
        </message>
        <message>
            <source>部局に配る様式を作ります。</source>
            <translation>Make the forms for the departments.</translation>
        </message>
        <message>
            <source>様式を付けた案内メールを作り、部局に送ります。返ってきたら、この窓に落とすだけで受け付けます。</source>
            <translation>Draft the mails with the forms and send them to the departments. Drop what comes back on this window.</translation>
        </message>
        <message>
            <source>「部局の役をして記入」を押して、見本の提出ファイルを作ります。</source>
            <translation>Press "Play the departments" to make sample submissions.</translation>
        </message>
        <message>
            <source>届いている {count} ファイルを受け付けます。</source>
            <translation>Take in the files that have arrived: {count}.</translation>
        </message>
        <message>
            <source>受け付けた様式を検証します。</source>
            <translation>Check the forms that came in.</translation>
        </message>
        <message>
            <source>指摘の残っていない {count} 指標を受理します。</source>
            <translation>Accept the indicators without open findings: {count}.</translation>
        </message>
        <message>
            <source>要修正の {count} 指標を部局に直してもらい、届いたらまた受け付けます。</source>
            <translation>Have the departments mend these indicators and take them in again: {count}.</translation>
        </message>
        <message>
            <source>未提出の {count} 指標の部局に、提出のお願いを送ります。</source>
            <translation>Remind the departments that have not submitted. Indicators: {count}.</translation>
        </message>
        <message>
            <source>受理した {count} 指標を確定します。</source>
            <translation>Finalise the accepted indicators: {count}.</translation>
        </message>
        <message>
            <source>確定した数値で統合マスタを作ります。</source>
            <translation>Make the master workbook from the final figures.</translation>
        </message>
        <message>
            <source>統合マスタができました。証跡を検算して、今年度の作業は終わりです。</source>
            <translation>The master workbook is done. Verify the audit trail, and this year's work is finished.</translation>
        </message>
        <message>
            <source>部局ごとの状況。右の欄は指標</source>
            <translation>State of each department, with a cell for each indicator</translation>
        </message>
        <message>
            <source>指標の一覧</source>
            <translation>Indicators</translation>
        </message>
        <message>
            <source>部局別</source>
            <translation>By department</translation>
        </message>
        <message>
            <source>指標別</source>
            <translation>By indicator</translation>
        </message>
        <message>
            <source>No・指標名・部局で検索</source>
            <translation>Search No, name, department</translation>
        </message>
        <message>
            <source>指標を検索</source>
            <translation>Search indicators</translation>
        </message>
        <message>
            <source>{count} 件</source>
            <translation>{count} found</translation>
        </message>
        <message>
            <source>{when} 第{version}版</source>
            <translation>{when} v{version}</translation>
        </message>
        <message>
            <source>期限内</source>
            <translation>in time</translation>
        </message>
        <message>
            <source>{days} 日遅れ</source>
            <translation>{days} d late</translation>
        </message>
        <message>
            <source>{days} 日超過</source>
            <translation>{days} d overdue</translation>
        </message>
        <message>
            <source>あと {days} 日</source>
            <translation>{days} d left</translation>
        </message>
        <message>
            <source>No {no}　{name}
{state}　要修正 {errors}　要確認 {warnings}</source>
            <translation>No {no}　{name}
{state}　to mend {errors}　to confirm {warnings}</translation>
        </message>
        <message>
            <source>No</source>
            <translation>No</translation>
        </message>
        <message>
            <source>指標名</source>
            <translation>Indicator</translation>
        </message>
        <message>
            <source>部局</source>
            <translation>Department</translation>
        </message>
        <message>
            <source>状態</source>
            <translation>State</translation>
        </message>
        <message>
            <source>達成状況</source>
            <translation>Assessment</translation>
        </message>
        <message>
            <source>要修正</source>
            <translation>To mend</translation>
        </message>
        <message>
            <source>要確認</source>
            <translation>Confirm</translation>
        </message>
        <message>
            <source>提出</source>
            <translation>Submitted</translation>
        </message>
        <message>
            <source>期限</source>
            <translation>Deadline</translation>
        </message>
        <message>
            <source>重さ</source>
            <translation>Severity</translation>
        </message>
        <message>
            <source>シート</source>
            <translation>Sheet</translation>
        </message>
        <message>
            <source>セル</source>
            <translation>Cell</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>What</translation>
        </message>
        <message>
            <source>直し方</source>
            <translation>How to mend</translation>
        </message>
        <message>
            <source>ファイル</source>
            <translation>File</translation>
        </message>
        <message>
            <source>指標</source>
            <translation>Items</translation>
        </message>
        <message>
            <source>配布回</source>
            <translation>Issue</translation>
        </message>
        <message>
            <source>結果</source>
            <translation>Result</translation>
        </message>
        <message>
            <source>大きさ</source>
            <translation>Size</translation>
        </message>
        <message>
            <source>届いた日時</source>
            <translation>Arrived</translation>
        </message>
        <message>
            <source>作った日時</source>
            <translation>Made</translation>
        </message>
        <message>
            <source>版</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>場所</source>
            <translation>Place</translation>
        </message>
        <message>
            <source>指摘</source>
            <translation>Finding</translation>
        </message>
        <message>
            <source>番号</source>
            <translation>No.</translation>
        </message>
        <message>
            <source>日時</source>
            <translation>When</translation>
        </message>
        <message>
            <source>操作者</source>
            <translation>Who</translation>
        </message>
        <message>
            <source>操作</source>
            <translation>Action</translation>
        </message>
        <message>
            <source>事業フォルダ</source>
            <translation>Workspace</translation>
        </message>
        <message>
            <source>区分・単位</source>
            <translation>Series, unit</translation>
        </message>
        <message>
            <source>{year}
策定</source>
            <translation>{year}
base</translation>
        </message>
        <message>
            <source>{year}
目標</source>
            <translation>{year}
target</translation>
        </message>
        <message>
            <source>変更</source>
            <translation>Changes</translation>
        </message>
        <message>
            <source>欄</source>
            <translation>Field</translation>
        </message>
        <message>
            <source>配布時</source>
            <translation>As sent</translation>
        </message>
        <message>
            <source>前の版</source>
            <translation>Before</translation>
        </message>
        <message>
            <source>この版</source>
            <translation>This one</translation>
        </message>
        <message>
            <source>処理の進み具合</source>
            <translation>Progress</translation>
        </message>
        <message>
            <source>{done} / {total}</source>
            <translation>{done} of {total}</translation>
        </message>
        <message>
            <source>あと約 {minutes} 分</source>
            <translation>about {minutes} min left</translation>
        </message>
        <message>
            <source>あと約 {seconds} 秒</source>
            <translation>about {seconds} s left</translation>
        </message>
        <message>
            <source>中止する</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>区切りの良いところで止めています…</source>
            <translation>Stopping after the present item…</translation>
        </message>
        <message>
            <source>いまの処理が終わるか、中止してからにしてください。</source>
            <translation>Wait until the present work is done, or stop it first.</translation>
        </message>
        <message>
            <source>お知らせ</source>
            <translation>Notice</translation>
        </message>
        <message>
            <source>画面がないので窓を開けません。命令で使ってください。
→ kpi-desktop --help</source>
            <translation>There is no screen to open a window on. Use the commands instead.
→ kpi-desktop --help</translation>
        </message>
        <message>
            <source>ファイル {name} を扱えませんでした（{reason}）。</source>
            <translation>The file {name} could not be used ({reason}).</translation>
        </message>
        <message>
            <source>ほかのプログラムで開いていれば閉じ、場所と空き容量を確かめて、もう一度試してください。</source>
            <translation>Close it in other programs, check its place and the free space, and try again.</translation>
        </message>
        <message>
            <source>思いがけない不具合で、この処理は止まりました。データは壊れていません。</source>
            <translation>Something unexpected stopped this. Your data are whole.</translation>
        </message>
        <message>
            <source>「{page}」の処理</source>
            <translation>"{page}"</translation>
        </message>
        <message>
            <source>未提出</source>
            <translation>not submitted</translation>
        </message>
        <message>
            <source>提出済</source>
            <translation>submitted</translation>
        </message>
        <message>
            <source>受理</source>
            <translation>accepted</translation>
        </message>
        <message>
            <source>確定</source>
            <translation>final</translation>
        </message>
        <message>
            <source>達成</source>
            <translation>achieved</translation>
        </message>
        <message>
            <source>未達成</source>
            <translation>not achieved</translation>
        </message>
        <message>
            <source>集計中</source>
            <translation>pending</translation>
        </message>
        <message>
            <source>判定不能</source>
            <translation>undecidable</translation>
        </message>
        <message>
            <source>受付</source>
            <translation>taken in</translation>
        </message>
        <message>
            <source>旧版</source>
            <translation>superseded</translation>
        </message>
        <message>
            <source>受付済みと同じ</source>
            <translation>duplicate</translation>
        </message>
        <message>
            <source>様式と認められない</source>
            <translation>not a form</translation>
        </message>
        <message>
            <source>受け付けない</source>
            <translation>rejected</translation>
        </message>
        <message>
            <source>取組状況</source>
            <translation>Efforts</translation>
        </message>
        <message>
            <source>課題等</source>
            <translation>Issues</translation>
        </message>
        <message>
            <source>今後の方向性</source>
            <translation>Direction</translation>
        </message>
        <message>
            <source>脚注</source>
            <translation>Footnote</translation>
        </message>
        <message>
            <source>前回の結果</source>
            <translation>Last result</translation>
        </message>
        <message>
            <source>まだ実行していません。</source>
            <translation>Not run yet.</translation>
        </message>
        <message>
            <source>命令か、ほかのパソコンで実行されています（{who}）。</source>
            <translation>Run from the command line or another computer ({who}).</translation>
        </message>
        <message>
            <source>{name} がありません。</source>
            <translation>{name} is not there.</translation>
        </message>
        <message>
            <source>まだ作られていないか、移されています。事業フォルダを確かめてください。</source>
            <translation>It has not been made yet, or was moved. Look into the workspace.</translation>
        </message>
        <message>
            <source>{name} を開くプログラムが見つかりません。次の場所にあります。</source>
            <translation>No program was found to open {name}. It lies here:</translation>
        </message>
        <message>
            <source>{name} を開いています。</source>
            <translation>Opening {name}.</translation>
        </message>
        <message>
            <source>{name} の写しを開きました。</source>
            <translation>A copy of {name} is open.</translation>
        </message>
        <message>
            <source>{program} で {name} を開きました。</source>
            <translation>{name} is open in {program}.</translation>
        </message>
        <message>
            <source>シート「{sheet}」のセル {cell} を見てください。</source>
            <translation> Look at cell {cell} of the sheet “{sheet}”.</translation>
        </message>
        <message>
            <source>指標マスタ.xlsx を読み、誤りをシートとセルで示します。直すのは Excel です。</source>
            <translation>Reads the master data workbook and shows its errors by sheet and cell. You mend them in Excel.</translation>
        </message>
        <message>
            <source>指標マスタを点検する</source>
            <translation>Check the master data</translation>
        </message>
        <message>
            <source>指標マスタを開く</source>
            <translation>Open the master data</translation>
        </message>
        <message>
            <source>様式を開く</source>
            <translation>Open the template</translation>
        </message>
        <message>
            <source>指標マスタの問題</source>
            <translation>Problems of the master data</translation>
        </message>
        <message>
            <source>指摘するところはありません。</source>
            <translation>Nothing to report.</translation>
        </message>
        <message>
            <source>柱 {pillars}、部局 {departments}、指標 {indicators}、系列 {series}。</source>
            <translation>Pillars {pillars}, departments {departments}, indicators {indicators}, series {series}.</translation>
        </message>
        <message>
            <source>様式を作れます。</source>
            <translation>Forms can be made.</translation>
        </message>
        <message>
            <source>誤りが {count} 件あります。直してから、もう一度点検してください。</source>
            <translation>Errors: {count}. Mend them and check again.</translation>
        </message>
        <message>
            <source>過去の値を入れた様式を、配布フォルダに作ります。内容が同じ様式は作り直しません。</source>
            <translation>Makes forms with the past figures in place. Forms with the same content are left alone.</translation>
        </message>
        <message>
            <source>様式を作る</source>
            <translation>Make the forms</translation>
        </message>
        <message>
            <source>選んだ部局だけ作る</source>
            <translation>Only the chosen ones</translation>
        </message>
        <message>
            <source>配布フォルダを開く</source>
            <translation>Open the folder</translation>
        </message>
        <message>
            <source>ブックの単位</source>
            <translation>One workbook for each</translation>
        </message>
        <message>
            <source>部局ごと</source>
            <translation>department</translation>
        </message>
        <message>
            <source>課ごと</source>
            <translation>division</translation>
        </message>
        <message>
            <source>指標ごと</source>
            <translation>indicator</translation>
        </message>
        <message>
            <source>配布する様式</source>
            <translation>Forms to distribute</translation>
        </message>
        <message>
            <source>まだ作っていません</source>
            <translation>Not made yet</translation>
        </message>
        <message>
            <source>作成</source>
            <translation>written</translation>
        </message>
        <message>
            <source>変更なし</source>
            <translation>unchanged</translation>
        </message>
        <message>
            <source>{written} ブックを作りました。変更のない {same} ブックはそのままです。</source>
            <translation>Workbooks made: {written}. Left alone, being unchanged: {same}.</translation>
        </message>
        <message>
            <source>返ってきた様式を受け付けます。名前が変わっていても、同じものが二度届いても大丈夫です。</source>
            <translation>Takes in what came back. Renamed files and duplicates do no harm.</translation>
        </message>
        <message>
            <source>提出フォルダから受け付ける</source>
            <translation>Take in the submission folder</translation>
        </message>
        <message>
            <source>ファイルを選ぶ…</source>
            <translation>Choose files…</translation>
        </message>
        <message>
            <source>フォルダを選ぶ…</source>
            <translation>Choose a folder…</translation>
        </message>
        <message>
            <source>提出フォルダを開く</source>
            <translation>Open the submission folder</translation>
        </message>
        <message>
            <source>ファイル・フォルダ・ZIP・メール（.eml）を、この窓のどこにでも落としてください</source>
            <translation>Drop files, folders, archives and mails (.eml) anywhere on this window</translation>
        </message>
        <message>
            <source>提出ファイル (*.xlsx *.xlsm *.xls *.ods *.zip *.eml);;すべてのファイル (*)</source>
            <translation>Submissions (*.xlsx *.xlsm *.xls *.ods *.zip *.eml);;All files (*)</translation>
        </message>
        <message>
            <source>Excel ブック (*.xlsx);;すべてのファイル (*)</source>
            <translation>Excel workbooks (*.xlsx);;All files (*)</translation>
        </message>
        <message>
            <source>見本の計画なので、部局の代わりに記入した提出ファイルを作れます。</source>
            <translation>This is the sample plan, so submissions can be made in the departments' place.</translation>
        </message>
        <message>
            <source>部局の役をして記入</source>
            <translation>Play the departments</translation>
        </message>
        <message>
            <source>混ぜる誤り</source>
            <translation>Mistakes to mix in</translation>
        </message>
        <message>
            <source>{count} ファイルに記入し、誤りを {defects} か所混ぜました。</source>
            <translation>Forms filled in: {count}. Mistakes mixed in: {defects}.</translation>
        </message>
        <message>
            <source>提出フォルダのファイル</source>
            <translation>Files in the submission folder</translation>
        </message>
        <message>
            <source>受け付けの結果</source>
            <translation>What was taken in</translation>
        </message>
        <message>
            <source>届いているファイル</source>
            <translation>Arrived</translation>
        </message>
        <message>
            <source>提出フォルダは空です。部局から届いたファイルをここに落としてください。</source>
            <translation>The submission folder is empty. Drop what the departments send here.</translation>
        </message>
        <message>
            <source>受け付けると、ファイルごとの結果と理由がここに出ます。</source>
            <translation>Each file's result and reason will stand here.</translation>
        </message>
        <message>
            <source>新着</source>
            <translation>new</translation>
        </message>
        <message>
            <source>受付済み</source>
            <translation>taken in</translation>
        </message>
        <message>
            <source>配布フォルダに、今回の様式ではない以前の様式が {count} あります（{first} など）。部局に送る前に取り除いてください。</source>
            <translation> The folder holds {count} earlier forms that are none of these ({first} …). Remove them before you send the forms.</translation>
        </message>
        <message>
            <source>案内メールを作る</source>
            <translation>Draft mails</translation>
        </message>
        <message>
            <source>様式を添付したメールの下書きを配布フォルダに作ります。部局を選ぶと、その部局だけ。送るのは、開いて確かめてからです。</source>
            <translation>Drafts a mail with the form for each department (or for the chosen ones) in the distribution folder. You look through it and send it.</translation>
        </message>
        <message>
            <source>メールの下書き {count} 通をそろえました。配布フォルダの .eml を開いて送ってください。</source>
            <translation>Mail drafts: {count}. Open the .eml files in the distribution folder and send them.</translation>
        </message>
        <message>
            <source>まだ届いていない部局はありません。</source>
            <translation>Every department has submitted.</translation>
        </message>
        <message>
            <source>{name} の下書きを作れません。{reason}</source>
            <translation> No draft for {name}: {reason}</translation>
        </message>
        <message>
            <source>届いたので要らなくなった下書きが {count} 通あります（{first} など）。送らないでください。</source>
            <translation> Drafts that are needed no more: {count} ({first} …). Do not send them.</translation>
        </message>
        <message>
            <source>宛先のないものが {count} 通あります（指標マスタの「部局」にメールがありません）。</source>
            <translation> Without an address: {count} (the master data have no mail address for the department).</translation>
        </message>
        <message>
            <source>提出のお願いを作る</source>
            <translation>Draft reminders</translation>
        </message>
        <message>
            <source>まだ届いていない部局に、届いていない指標を挙げて様式を添付したメールの下書きを、配布フォルダに作ります。</source>
            <translation>Drafts a mail to every department of which something is missing, with the list and the form, in the distribution folder.</translation>
        </message>
        <message>
            <source>入っていた ZIP・メール</source>
            <translation>archive or mail</translation>
        </message>
        <message>
            <source>差し戻した {count} 指標が直されて届いたら、受け付けます。</source>
            <translation>Take in what was sent back once it is mended. Indicators: {count}.</translation>
        </message>
        <message>
            <source>受け付けず</source>
            <translation>not taken in</translation>
        </message>
        <message>
            <source>{count} 件を調べました（{counts}）。</source>
            <translation>Files looked at: {count} ({counts}).</translation>
        </message>
        <message>
            <source>受け付けるファイルがありません。</source>
            <translation>There is nothing to take in.</translation>
        </message>
        <message>
            <source>ほかの処理が終わってから、もう一度落としてください。</source>
            <translation>Drop it again when the present work is done.</translation>
        </message>
        <message>
            <source>受け付けた様式を規則で調べ、指摘を場所と直し方とともに示します。</source>
            <translation>Checks the forms by rule, and shows each finding with its place and how to mend it.</translation>
        </message>
        <message>
            <source>検証する</source>
            <translation>Check</translation>
        </message>
        <message>
            <source>{indicators} 指標を検証しました。要修正 {errors}、要確認 {warnings}、お知らせ {infos}。</source>
            <translation>Indicators checked: {indicators}. To mend {errors}, to confirm {warnings}, for information {infos}.</translation>
        </message>
        <message>
            <source>差戻しの資料を作る</source>
            <translation>Prepare the returns</translation>
        </message>
        <message>
            <source>{count} 部局分の差戻しの資料を作りました（印を付けたブック、一覧、メールの下書き）。</source>
            <translation>Returns prepared for {count} departments (marked workbooks, lists, mail drafts).</translation>
        </message>
        <message>
            <source>差し戻す指摘はありません。</source>
            <translation>There is nothing to send back.</translation>
        </message>
        <message>
            <source>途中で止めました。指摘は前のままです。</source>
            <translation>Stopped half way. The findings are as they were.</translation>
        </message>
        <message>
            <source>差戻しフォルダを開く</source>
            <translation>Open the returns folder</translation>
        </message>
        <message>
            <source>指摘の一覧</source>
            <translation>Findings</translation>
        </message>
        <message>
            <source>指摘はありません。</source>
            <translation>No findings.</translation>
        </message>
        <message>
            <source>まとめ方</source>
            <translation>Group by</translation>
        </message>
        <message>
            <source>部局でまとめる</source>
            <translation>Group by department</translation>
        </message>
        <message>
            <source>規則でまとめる</source>
            <translation>Group by rule</translation>
        </message>
        <message>
            <source>指標でまとめる</source>
            <translation>Group by indicator</translation>
        </message>
        <message>
            <source>{name}　{count} 件</source>
            <translation>{name}　({count})</translation>
        </message>
        <message>
            <source>指摘を検索</source>
            <translation>Search findings</translation>
        </message>
        <message>
            <source>直し方：{words}</source>
            <translation>How to mend: {words}</translation>
        </message>
        <message>
            <source>この場所を開く</source>
            <translation>Open this place</translation>
        </message>
        <message>
            <source>No {no} の提出ファイルがありません。</source>
            <translation>There is no submitted file for No {no}.</translation>
        </message>
        <message>
            <source>受け付けてから開いてください。</source>
            <translation>Take it in first.</translation>
        </message>
        <message>
            <source>指摘の残っていないものを受理し、受理したものを確定します。指標を選ぶと、選んだものだけが対象です。</source>
            <translation>Accepts what has no open findings, and finalises what is accepted. Choose rows to decide only those.</translation>
        </message>
        <message>
            <source>受理する</source>
            <translation>Accept</translation>
        </message>
        <message>
            <source>受理する（{count} 指標）</source>
            <translation>Accept ({count})</translation>
        </message>
        <message>
            <source>{count} 指標を受理しました。できないもの {refused} 指標。</source>
            <translation>Accepted: {count}. Not possible: {refused}.</translation>
        </message>
        <message>
            <source>確定する</source>
            <translation>Finalise</translation>
        </message>
        <message>
            <source>確定する（{count} 指標）</source>
            <translation>Finalise ({count})</translation>
        </message>
        <message>
            <source>{count} 指標を確定しました。できないもの {refused} 指標。</source>
            <translation>Finalised: {count}. Not possible: {refused}.</translation>
        </message>
        <message>
            <source>再開する</source>
            <translation>Reopen</translation>
        </message>
        <message>
            <source>再開する（{count} 指標）</source>
            <translation>Reopen ({count})</translation>
        </message>
        <message>
            <source>{count} 指標を再開しました。できないもの {refused} 指標。</source>
            <translation>Reopened: {count}. Not possible: {refused}.</translation>
        </message>
        <message>
            <source>理由（記録に残ります）</source>
            <translation>Reason (kept on record)</translation>
        </message>
        <message>
            <source>決定の理由</source>
            <translation>Reason for the decision</translation>
        </message>
        <message>
            <source>要修正の指摘が残っているので、受理できません。</source>
            <translation>Open findings keep it from being accepted.</translation>
        </message>
        <message>
            <source>まだ提出されていません。</source>
            <translation>Not submitted yet.</translation>
        </message>
        <message>
            <source>内容を確かめて受理します。</source>
            <translation>Look through it, then accept it.</translation>
        </message>
        <message>
            <source>直したものを受け付け、検証してから受理します。</source>
            <translation>Take in the mended form and check it before accepting.</translation>
        </message>
        <message>
            <source>公表する数値として確定します。やり直すときは理由を書いて再開します。</source>
            <translation>Finalise it for publication. To change it, reopen it with a reason.</translation>
        </message>
        <message>
            <source>確定しています。直すときは理由を書いて再開します。</source>
            <translation>It is final. To change it, reopen it with a reason.</translation>
        </message>
        <message>
            <source>No {no} を「{state}」にしました。</source>
            <translation>No {no} is now "{state}".</translation>
        </message>
        <message>
            <source>No {no}：{reason}</source>
            <translation>No {no}: {reason}</translation>
        </message>
        <message>
            <source>再開する…</source>
            <translation>Reopen…</translation>
        </message>
        <message>
            <source>No {no} を再開する</source>
            <translation>Reopen No {no}</translation>
        </message>
        <message>
            <source>提出済に戻り、直したものをまた受け付けられます。もう一度受理・確定できます。</source>
            <translation>It goes back to submitted; corrected files are taken in again, and it can be accepted and finalised again.</translation>
        </message>
        <message>
            <source>部局に差し戻す</source>
            <translation>Send back to the department</translation>
        </message>
        <message>
            <source>すべての数値を、出所のセルとグラフとともに一つの統合マスタにまとめます。何度でも作り直せます。</source>
            <translation>Puts every figure, with the cell it came from and charts, into one master workbook. Repeat it at will.</translation>
        </message>
        <message>
            <source>統合マスタを作る</source>
            <translation>Make the master workbook</translation>
        </message>
        <message>
            <source>{file} を作りました。指標 {indicators}、系列 {series}、未提出 {missing}。</source>
            <translation>Made {file}. Indicators {indicators}, series {series}, not submitted {missing}.</translation>
        </message>
        <message>
            <source>{file} は変わりありません。指標 {indicators}、系列 {series}、未提出 {missing}。</source>
            <translation>{file} is unchanged. Indicators {indicators}, series {series}, not submitted {missing}.</translation>
        </message>
        <message>
            <source>統合マスタを開く</source>
            <translation>Open the master workbook</translation>
        </message>
        <message>
            <source>統合フォルダを開く</source>
            <translation>Open the folder</translation>
        </message>
        <message>
            <source>まだ何も作っていません。</source>
            <translation>Nothing has been made yet.</translation>
        </message>
        <message>
            <source>公表データを作る</source>
            <translation>Make the open data</translation>
        </message>
        <message>
            <source>オープンデータと公開ページを統合フォルダに作ります。</source>
            <translation>Makes open data and a web page in the results folder.</translation>
        </message>
        <message>
            <source>公表するファイル {count} 個をそろえました（新しいもの {written}）。</source>
            <translation>Files to publish: {count}, new among them: {written}.</translation>
        </message>
        <message>
            <source>公表の決まりに合わないところが {count} 件あるので、作りませんでした。</source>
            <translation>Not made, because rules of publication are broken: {count}.</translation>
        </message>
        <message>
            <source>確定していない指標が {count} あります。</source>
            <translation> Indicators not final yet: {count}.</translation>
        </message>
        <message>
            <source>様式のひな形を点検する</source>
            <translation>Check the template</translation>
        </message>
        <message>
            <source>直した様式2.xlsx に、足りない名前や二つある名前がないか調べます。何も変えません。</source>
            <translation>Looks for names that the template lacks or has twice. Changes nothing.</translation>
        </message>
        <message>
            <source>様式のひな形に、指摘するところはありません。</source>
            <translation>There is nothing to mend in the template.</translation>
        </message>
        <message>
            <source>様式のひな形に注意が {count} 件あります。様式は作れます。</source>
            <translation>Points to note in the template: {count}. Forms can be made.</translation>
        </message>
        <message>
            <source>様式のひな形に誤りが {count} 件あります。直してから様式を作ってください。</source>
            <translation>Errors in the template: {count}. Mend them before making forms.</translation>
        </message>
        <message>
            <source>以前のものと比べる…</source>
            <translation>Compare with an earlier one…</translation>
        </message>
        <message>
            <source>前の年や前の版の 証跡_（年度）.json と比べ、違いを 比較_….xlsx に作ります。</source>
            <translation>Compares with the provenance file (JSON) of another year or of an earlier state, and writes the differences to a workbook.</translation>
        </message>
        <message>
            <source>比べる 証跡 を選ぶ</source>
            <translation>Choose the provenance file to compare with</translation>
        </message>
        <message>
            <source>証跡 (証跡*.json);;すべて (*)</source>
            <translation>Provenance (*.json);;All files (*)</translation>
        </message>
        <message>
            <source>{file} を作りました。違いは {changes} 件です。</source>
            <translation>Made {file}: {changes} differences.</translation>
        </message>
        <message>
            <source>マクロ付きの写しを作る</source>
            <translation>Make copies with macros</translation>
        </message>
        <message>
            <source>様式と統合マスタの隣に .xlsm を作ります。マクロがなくても、すべて使えます。</source>
            <translation>Makes .xlsm copies beside the forms and the master workbook. Everything works without macros.</translation>
        </message>
        <message>
            <source>マクロ付きの写し {count} 個をそろえました（新しいもの {written}）。</source>
            <translation>{count} copies with macros are in place ({written} new).</translation>
        </message>
        <message>
            <source>マクロ付きの写し {count} 個を作れませんでした。</source>
            <translation>{count} copies with macros could not be made.</translation>
        </message>
        <message>
            <source>統合フォルダのファイル</source>
            <translation>Files in the results folder</translation>
        </message>
        <message>
            <source>Excel・LibreOffice を確かめる</source>
            <translation>Check Excel and LibreOffice</translation>
        </message>
        <message>
            <source>セルを開く・PDF にするときに使うプログラムがあるか、起動して調べます。</source>
            <translation>Starts the program that opens cells and makes PDFs, to see that it is there.</translation>
        </message>
        <message>
            <source>{name} {version} が使えます。</source>
            <translation>{name} {version} can be used.</translation>
        </message>
        <message>
            <source>記録のつながりと、保管した提出ファイルを検算します。何も変えません。</source>
            <translation>Recomputes the chain of records and every stored submission. It changes nothing.</translation>
        </message>
        <message>
            <source>証跡を検算する</source>
            <translation>Verify the audit trail</translation>
        </message>
        <message>
            <source>記録 {entries} 件と提出ファイル {files} 件は、すべて元のままです。</source>
            <translation>Records: {entries}, submitted files: {files}. All are as they were.</translation>
        </message>
        <message>
            <source>証跡に異常が {count} 件あります。</source>
            <translation>Something is wrong with the audit trail: {count}.</translation>
        </message>
        <message>
            <source>翌年度を始める…</source>
            <translation>Begin next year…</translation>
        </message>
        <message>
            <source>すべて確定すると、計画・数値・様式を引き継いだ翌年度の事業フォルダを作れます。</source>
            <translation>When everything is final: a workspace for next year with plan, figures and template carried over.</translation>
        </message>
        <message>
            <source>翌年度の事業フォルダを置く場所</source>
            <translation>Where to put next year's workspace</translation>
        </message>
        <message>
            <source>KPI評価_{year}</source>
            <translation>KPI_{year}</translation>
        </message>
        <message>
            <source>翌年度（{year}）の事業フォルダ「{folder}」を作りました。</source>
            <translation>Made the workspace "{folder}" for next year ({year}).</translation>
        </message>
        <message>
            <source>証跡のフォルダを開く</source>
            <translation>Open the audit folder</translation>
        </message>
        <message>
            <source>操作の記録。新しい順</source>
            <translation>Log, newest first</translation>
        </message>
        <message>
            <source>配布</source>
            <translation>distributed</translation>
        </message>
        <message>
            <source>検証</source>
            <translation>checked</translation>
        </message>
        <message>
            <source>再開</source>
            <translation>reopened</translation>
        </message>
        <message>
            <source>統合</source>
            <translation>consolidated</translation>
        </message>
        <message>
            <source>差戻し</source>
            <translation>returned</translation>
        </message>
        <message>
            <source>内容の控え</source>
            <translation>content kept</translation>
        </message>
        <message>
            <source>公表</source>
            <translation>published</translation>
        </message>
        <message>
            <source>ハッシュ</source>
            <translation>hash</translation>
        </message>
        <message>
            <source>検証した指標</source>
            <translation>indicators checked</translation>
        </message>
        <message>
            <source>スナップショット</source>
            <translation>snapshot</translation>
        </message>
        <message>
            <source>{name}: {count} 件</source>
            <translation>{name}: {count}</translation>
        </message>
        <message>
            <source>指摘・履歴・判断</source>
            <translation>Findings, history, decisions</translation>
        </message>
        <message>
            <source>← 状況へ</source>
            <translation>← Overview</translation>
        </message>
        <message>
            <source>前の指標</source>
            <translation>Previous</translation>
        </message>
        <message>
            <source>次の指標</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>実績値と目標値</source>
            <translation>Actuals and targets</translation>
        </message>
        <message>
            <source>実績値の推移</source>
            <translation>Actuals over the years</translation>
        </message>
        <message>
            <source>実績値の推移のグラフ　{series}</source>
            <translation>Chart of actuals　{series}</translation>
        </message>
        <message>
            <source>目標
{target}</source>
            <translation>Target
{target}</translation>
        </message>
        <message>
            <source>{years}。目標 {target}。</source>
            <translation>{years}. Target {target}.</translation>
        </message>
        <message>
            <source>（記入なし）</source>
            <translation>(nothing written)</translation>
        </message>
        <message>
            <source>まだ提出されていません。過去の値は指標マスタのものです。</source>
            <translation>Not submitted yet. Past figures are those of the master data.</translation>
        </message>
        <message>
            <source>達成状況：{verdict}（{reason}）</source>
            <translation>Assessment: {verdict} ({reason})</translation>
        </message>
        <message>
            <source>　進捗率 {percent}%</source>
            <translation>　progress {percent}%</translation>
        </message>
        <message>
            <source>履歴</source>
            <translation>History</translation>
        </message>
        <message>
            <source>判断</source>
            <translation>Decisions</translation>
        </message>
        <message>
            <source>{year}実績{label}</source>
            <translation>{year} actual{label}</translation>
        </message>
        <message>
            <source>策定時{label}</source>
            <translation>baseline{label}</translation>
        </message>
        <message>
            <source>目標{label}</source>
            <translation>target{label}</translation>
        </message>
        <message>
            <source>第{number}版</source>
            <translation>v{number}</translation>
        </message>
        <message>
            <source>提出の履歴。新しい順</source>
            <translation>Submissions, newest first</translation>
        </message>
        <message>
            <source>変わった欄</source>
            <translation>Changed fields</translation>
        </message>
        <message>
            <source>配布時や前の版と違う欄。矢印はこの版で変わったもの。</source>
            <translation>Fields that differ from the form as sent or the version before. An arrow marks what this version changed.</translation>
        </message>
        <message>
            <source>配布時からも前の版からも、変わった欄はありません。</source>
            <translation>No field differs from the form as sent or the version before.</translation>
        </message>
        <message>
            <source>選んだ欄の全文</source>
            <translation>The chosen field in full</translation>
        </message>
        <message>
            <source>有効</source>
            <translation>Counts</translation>
        </message>
        <message>
            <source>まだ提出がありません。</source>
            <translation>Nothing submitted yet.</translation>
        </message>
        <message>
            <source>疑問を確認済みにする</source>
            <translation>Settle questions</translation>
        </message>
        <message>
            <source>疑問を確認済みにする（{count} 件）</source>
            <translation>Settle questions ({count})</translation>
        </message>
        <message>
            <source>疑問 {count} 件の確認を記録しました。</source>
            <translation>Recorded that {count} questions were looked into.</translation>
        </message>
        <message>
            <source>疑問の確認</source>
            <translation>Questions settled</translation>
        </message>
        <message>
            <source>訂正の申し出</source>
            <translation>Corrections asked for</translation>
        </message>
        <message>
            <source>過去の値の訂正の申し出</source>
            <translation>Requests to correct past values</translation>
        </message>
        <message>
            <source>訂正の申し出はありません。</source>
            <translation>No corrections are asked for.</translation>
        </message>
        <message>
            <source>（脚注に理由なし）</source>
            <translation>(no reason in the footnote)</translation>
        </message>
        <message>
            <source>{decision}：{when}　{who}　{reason}</source>
            <translation>{decision}: {when}  {who}  {reason}</translation>
        </message>
        <message>
            <source>{what}：{no}　{change}</source>
            <translation>{what}: {no}  {change}</translation>
        </message>
        <message>
            <source>承認する…</source>
            <translation>Approve…</translation>
        </message>
        <message>
            <source>訂正を承認する</source>
            <translation>Approve the correction</translation>
        </message>
        <message>
            <source>新しい値と脚注が指標マスタ.xlsx に入ります。いまの指標マスタは原本として残します。</source>
            <translation>The new value and its footnote go into the master data file, which is kept as it is now as evidence.</translation>
        </message>
        <message>
            <source>却下する…</source>
            <translation>Reject…</translation>
        </message>
        <message>
            <source>訂正を却下する</source>
            <translation>Reject the correction</translation>
        </message>
        <message>
            <source>指標マスタの値のままにします。部局が同じ値を出しても、もう申し出とはしません。</source>
            <translation>The value of the master data stays. The same value, sent again, is no new request.</translation>
        </message>
        <message>
            <source>決定を取り消す…</source>
            <translation>Take the decision back…</translation>
        </message>
        <message>
            <source>訂正の決定を取り消す</source>
            <translation>Take the decision back</translation>
        </message>
        <message>
            <source>申し出は未決に戻ります。承認で入れた値は、指標マスタで元に戻します。</source>
            <translation>The request is open again. A value that was approved goes back to what it was in the master data.</translation>
        </message>
        <message>
            <source>訂正の申し出 {count} 件を決めました。未決は {left} 件です。</source>
            <translation>{count} requests to correct were decided. {left} are open.</translation>
        </message>
        <message>
            <source>訂正の申し出を承認するか却下すると、確定できます。</source>
            <translation>Approve or reject the corrections asked for; then it can be finalised.</translation>
        </message>
        <message>
            <source>免除</source>
            <translation>Waivers</translation>
        </message>
        <message>
            <source>免除の一覧</source>
            <translation>Waivers that stand</translation>
        </message>
        <message>
            <source>免除はありません。指摘を選んで「免除する…」を押すと、理由と期限を付けて免除できます。</source>
            <translation>There are no waivers. Choose a finding and press “Waive…” to set it aside with a reason and an end.</translation>
        </message>
        <message>
            <source>期限切れ</source>
            <translation>Expired</translation>
        </message>
        <message>
            <source>免除する…</source>
            <translation>Waive…</translation>
        </message>
        <message>
            <source>指摘を免除する</source>
            <translation>Waive the finding</translation>
        </message>
        <message>
            <source>この指標のこの規則の指摘は残りますが、受理の妨げになりません。今年度限りなら、この年度の欄だけを免除します。</source>
            <translation>The finding of this rule stays in sight but no longer keeps the indicator from being accepted. For this year only, just the field of this year is waived.</translation>
        </message>
        <message>
            <source>{year} の評価まで</source>
            <translation>Up to the evaluation of {year}</translation>
        </message>
        <message>
            <source>免除の期限</source>
            <translation>End of the waiver</translation>
        </message>
        <message>
            <source>No {no} の指摘を {until} の評価まで免除しました。</source>
            <translation>The finding of No {no} is waived up to the evaluation of {until}.</translation>
        </message>
        <message>
            <source>免除を解く…</source>
            <translation>Lift the waiver…</translation>
        </message>
        <message>
            <source>免除を解く</source>
            <translation>Lift the waiver</translation>
        </message>
        <message>
            <source>指摘はまた受理の妨げになります。</source>
            <translation>The finding keeps the indicator from being accepted again.</translation>
        </message>
        <message>
            <source>No {no} の免除を解きました。</source>
            <translation>The waiver of No {no} is lifted.</translation>
        </message>
        <message>
            <source>決定済</source>
            <translation>Ruled on</translation>
        </message>
        <message>
            <source>決定：{words}</source>
            <translation>Ruling: {words}</translation>
        </message>
        <message>
            <source>見比べる</source>
            <translation>Compare</translation>
        </message>
        <message>
            <source>指標のページで、配布時・前の版・この版を見比べます。</source>
            <translation>Shows the indicator as it was sent, the version before and this one.</translation>
        </message>
        <message>
            <source>Excel に書き出す…</source>
            <translation>Export to Excel…</translation>
        </message>
        <message>
            <source>いま見えている指摘を、提出ファイルのセルへのリンク付きの一覧にします。</source>
            <translation>Writes the findings in sight into a list with links to the cells of the submitted files.</translation>
        </message>
        <message>
            <source>指摘一覧_{year}.xlsx</source>
            <translation>findings_{year}.xlsx</translation>
        </message>
        <message>
            <source>指摘 {count} 件を {file} に書き出しました。</source>
            <translation>{count} findings were written into {file}.</translation>
        </message>
        <message>
            <source>除外</source>
            <translation>Left out</translation>
        </message>
        <message>
            <source>この版を開く</source>
            <translation>Open this version</translation>
        </message>
        <message>
            <source>この提出を除外する…</source>
            <translation>Leave this out…</translation>
        </message>
        <message>
            <source>提出を除外する</source>
            <translation>Leave the submission out</translation>
        </message>
        <message>
            <source>このファイルの指標すべてで、一つ前の提出が有効になります。なければ未提出に戻ります。</source>
            <translation>For every indicator in this file the submission before counts; where there is none, nothing is submitted.</translation>
        </message>
        <message>
            <source>除外をやめる…</source>
            <translation>Count it again…</translation>
        </message>
        <message>
            <source>除外をやめる</source>
            <translation>Count it again</translation>
        </message>
        <message>
            <source>この提出が、また有効になる順に並びます。</source>
            <translation>This submission counts again if it is the newest.</translation>
        </message>
        <message>
            <source>{what}：{name}</source>
            <translation>{what}: {name}</translation>
        </message>
        <message>
            <source>{department} の第{version}版を除外しました。</source>
            <translation>Version {version} of {department} is left out.</translation>
        </message>
        <message>
            <source>{department} の第{version}版の除外をやめました。</source>
            <translation>Version {version} of {department} counts again.</translation>
        </message>
        <message>
            <source>除外の理由：{reason}</source>
            <translation>Left out because: {reason}</translation>
        </message>
        <message>
            <source>訂正前</source>
            <translation>Before</translation>
        </message>
        <message>
            <source>訂正後</source>
            <translation>After</translation>
        </message>
        <message>
            <source>規則</source>
            <translation>Rule</translation>
        </message>
        <message>
            <source>承認者</source>
            <translation>Approved by</translation>
        </message>
        <message>
            <source>該当</source>
            <translation>Covers</translation>
        </message>
        <message>
            <source>過去の値の訂正の申し出 {count} 件を、承認するか却下します。</source>
            <translation>Approve or reject {count} requests to correct past values.</translation>
        </message>
        <message>
            <source>未決</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>承認</source>
            <translation>Approved</translation>
        </message>
        <message>
            <source>却下</source>
            <translation>Rejected</translation>
        </message>
        <message>
            <source>食い違い</source>
            <translation>Conflict</translation>
        </message>
        <message>
            <source>訂正</source>
            <translation>Correction</translation>
        </message>
        <message>
            <source>提出の除外</source>
            <translation>Submission left out</translation>
        </message>
        <message>
            <source>決定</source>
            <translation>Decision</translation>
        </message>
        <message>
            <source>年度</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>単位</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>脚注の理由</source>
            <translation>Reason in the footnote</translation>
        </message>
        <message>
            <source>系列</source>
            <translation>Series</translation>
        </message>
        <message>
            <source>提出番号</source>
            <translation>Submission</translation>
        </message>
        <message>
            <source>訂正前の指標マスタ</source>
            <translation>Master data before</translation>
        </message>
        <message>
            <source>訂正後の指標マスタ</source>
            <translation>Master data after</translation>
        </message>
        <message>
            <source>指摘を Excel に書き出す</source>
            <translation>Export the findings to Excel</translation>
        </message>
        <message>
            <source>判定を変える…</source>
            <translation>Change the grade…</translation>
        </message>
        <message>
            <source>判定を変える</source>
            <translation>Change the grade</translation>
        </message>
        <message>
            <source>No {no} の判定「{grade}」を変える</source>
            <translation>Change the grade “{grade}” of No {no}</translation>
        </message>
        <message>
            <source>選んだ判定が統合マスタと公表に出ます。理由は記録に残り、公表しません。</source>
            <translation>The chosen grade is shown in the master workbook and in what is published. The reason stays on record and is not published.</translation>
        </message>
        <message>
            <source>新しい判定</source>
            <translation>New grade</translation>
        </message>
        <message>
            <source>判定基準に従う（変更をやめる）</source>
            <translation>As the scheme says (no change by hand)</translation>
        </message>
        <message>
            <source>No {no} の判定を「{grade}」にしました。</source>
            <translation>The grade of No {no} is now “{grade}”.</translation>
        </message>
        <message>
            <source>判定の変更</source>
            <translation>Grade by hand</translation>
        </message>
        <message>
            <source>件数</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>パスワード</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>「{name}」はパスワードで保護されています。</source>
            <translation>“{name}” is protected by a password.</translation>
        </message>
        <message>
            <source>このファイルを読むためだけに使い、どこにも残しません。開けたものは、次のファイルにも試します。</source>
            <translation>Used only to read this file, and kept nowhere. What opened one file is tried on the next ones.</translation>
        </message>
        <message>
            <source>このパスワードで開く</source>
            <translation>Open with this password</translation>
        </message>
        <message>
            <source>このファイルを飛ばす</source>
            <translation>Leave this file out</translation>
        </message>
        <message>
            <source>個票集（PDF）を作る</source>
            <translation>Make the printed set</translation>
        </message>
        <message>
            <source>表紙・目次・すべての個票を一つの PDF にします。Excel か LibreOffice を使い、数分かかることがあります。</source>
            <translation>Cover, contents and every form in one PDF. Uses Excel or LibreOffice and may take some minutes.</translation>
        </message>
        <message>
            <source>疑問を確認済みにする…</source>
            <translation>Settle the questions…</translation>
        </message>
        <message>
            <source>回収で生じた疑問：{questions}</source>
            <translation>Asked when it came in: {questions}</translation>
        </message>
        <message>
            <source>No {no} の疑問を確認済みにする</source>
            <translation>Settle the questions about No {no}</translation>
        </message>
        <message>
            <source>回収で生じた疑問を確かめると、受理できます。</source>
            <translation>Settle what was asked when it came in; then it can be accepted.</translation>
        </message>
        <message>
            <source>回収で生じた疑問のある {count} 指標を、確かめて確認済みにします。</source>
            <translation>Look into the questions about {count} indicators and settle them.</translation>
        </message>
        <message>
            <source>疑問・注記</source>
            <translation>Questions and notes</translation>
        </message>
        <message>
            <source>疑問</source>
            <translation>Question</translation>
        </message>
    </context>
</TS>
