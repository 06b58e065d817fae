Attribute VB_Name = "KpiMasterPlaces"
' 統合マスタのどの数値が、どのファイルのどのセルから来たかを、シート「証跡」の列から読む。列は見出しで探します。
Option Explicit

Private Const EVIDENCE As String = "証跡"
Private Const FINDINGS As String = "指摘一覧"
Private Const HISTORY As String = "提出履歴"
Private Const FORM_PREFIX As String = "No."
Private Const HEADER As String = "A1:AZ1"

' ---- 証跡
' セルの値の元の場所: 原本、写しの名前、シート、セル、言葉。
Public Function EvidencePlace(ByVal cell As Range) As Variant
    Dim sheet As Worksheet, row As Long, words As String
    row = EvidenceRow(cell)
    If row = 0 Then
        EvidencePlace = Array("", "", "", "", "数値か文章のセルを選んでから押してください（総括表、実績データ、取組状況等、個票、証跡で使えます）。")
        Exit Function
    End If
    Set sheet = ThisWorkbook.Worksheets(EVIDENCE)
    words = FORM_PREFIX & Entry(sheet, row, "No") & "　" & Entry(sheet, row, "項目") & "　" & Entry(sheet, row, "値") & vbLf & Entry(sheet, row, "出所") & "　" & Entry(sheet, row, "ファイル") & "　" & Entry(sheet, row, "シート") & "!" & Entry(sheet, row, "セル")
    If Entry(sheet, row, "版") <> "" Then words = words & "　第" & Entry(sheet, row, "版") & "版"
    EvidencePlace = OriginalPlace(Entry(sheet, row, "SHA-256"), Entry(sheet, row, "ファイル"), Entry(sheet, row, "シート"), Entry(sheet, row, "セル"), words)
End Function

' セルの値を説明する、シート「証跡」の行。なければ 0。
Public Function EvidenceRow(ByVal cell As Range) As Long
    Dim sheet As Worksheet, no As String, item As String
    Set sheet = cell.Worksheet
    If sheet.Name = EVIDENCE Then
        If cell.Row > 1 And Entry(sheet, cell.Row, "No") <> "" Then EvidenceRow = cell.Row
        Exit Function
    End If
    If IsForm(sheet) Then
        EvidenceRow = RowOfForm(sheet.Name & "!" & cell.Address(False, False))
        Exit Function
    End If
    EvidenceRow = LinkedRow(cell)
    If EvidenceRow = 0 Then EvidenceRow = RowSaid(TextOf(cell))
    If EvidenceRow > 0 Then Exit Function
    no = NoOf(cell)
    If no = "" Then Exit Function
    item = HeadingOf(cell)
    If ColumnOf(sheet, "年度") > 0 Then item = Entry(sheet, cell.Row, "年度") & "実績値"
    EvidenceRow = RowOf(no, Entry(sheet, cell.Row, "系列番号"), item)
End Function

' 総括表の数値は、証跡の行へのリンクを持っている。
Private Function LinkedRow(ByVal cell As Range) As Long
    On Error GoTo Absent
    If cell.Hyperlinks.Count = 0 Then Exit Function
    LinkedRow = RowSaid(Replace(cell.Hyperlinks(1).SubAddress, "'", ""))
    Exit Function
Absent:
    LinkedRow = 0
End Function

' 「証跡!A5」と書いてあれば 5。
Private Function RowSaid(ByVal words As String) As Long
    If Left(words, Len(EVIDENCE) + 2) <> EVIDENCE & "!A" Then Exit Function
    If IsNumeric(Mid(words, Len(EVIDENCE) + 3)) Then RowSaid = CLng(Mid(words, Len(EVIDENCE) + 3))
End Function

Private Function RowOf(ByVal no As String, ByVal series As String, ByVal item As String) As Long
    Dim sheet As Worksheet, found As Variant, row As Long
    Set sheet = ThisWorkbook.Worksheets(EVIDENCE)
    found = Application.Match(no, sheet.Range("A1:A100000"), 0)
    If IsError(found) Then Exit Function
    row = CLng(found)
    Do While TextOf(sheet.Cells(row, 1)) = no
        If Entry(sheet, row, "項目") = item Then
            If Entry(sheet, row, "系列番号") = series Or Entry(sheet, row, "系列番号") = "" Then
                RowOf = row
                Exit Function
            End If
        End If
        row = row + 1
    Loop
End Function

' セルの上にある見出しを、証跡の「項目」と同じ言葉にしたもの。
Private Function HeadingOf(ByVal cell As Range) As String
    HeadingOf = Replace(TextOf(cell.Worksheet.Cells(1, cell.Column)), vbLf, "")
End Function

' 個票のセルを言う、証跡の行。なければ 0。
Private Function RowOfForm(ByVal place As String) As Long
    Dim sheet As Worksheet, column As Long, found As Variant
    Set sheet = ThisWorkbook.Worksheets(EVIDENCE)
    column = ColumnOf(sheet, "個票")
    If column = 0 Then Exit Function
    found = Application.Match(place, sheet.Range(sheet.Cells(1, column), sheet.Cells(100000, column)), 0)
    If Not IsError(found) Then RowOfForm = CLng(found)
End Function

Private Function IsForm(ByVal sheet As Worksheet) As Boolean
    IsForm = Left(sheet.Name, Len(FORM_PREFIX)) = FORM_PREFIX
End Function

' ---- 指摘
Public Function IsFindingRow(ByVal cell As Range) As Boolean
    If cell.Worksheet.Name <> FINDINGS Or cell.Row = 1 Then Exit Function
    IsFindingRow = Entry(cell.Worksheet, cell.Row, "ファイル") <> ""
End Function

' 指摘の行が言うセルの、原本での場所。
Public Function FindingPlace(ByVal cell As Range) As Variant
    Dim sheet As Worksheet, row As Long, words As String
    Set sheet = cell.Worksheet
    row = cell.Row
    words = "【" & Entry(sheet, row, "重さ") & "】" & FORM_PREFIX & Entry(sheet, row, "No") & "　" & Entry(sheet, row, "年度") & Entry(sheet, row, "欄") & vbLf & Entry(sheet, row, "内容") & vbLf & "直し方: " & Entry(sheet, row, "直し方")
    FindingPlace = OriginalPlace(HashOf(Entry(sheet, row, "部局"), Entry(sheet, row, "ファイル")), Entry(sheet, row, "ファイル"), Entry(sheet, row, "シート"), Entry(sheet, row, "セル"), words)
End Function

' その指標の最初の指摘の行を選び、いくつあるかを返す。
Public Function GoToFindings(ByVal cell As Range) As String
    Dim sheet As Worksheet, no As String, row As Long, first As Long, count As Long
    no = NoOf(cell)
    If no = "" Then
        GoToFindings = "指標の行か個票を選んでから押してください。"
        Exit Function
    End If
    Set sheet = ThisWorkbook.Worksheets(FINDINGS)
    row = 2
    Do While Entry(sheet, row, "重さ") <> ""
        If Entry(sheet, row, "No") = no Then
            count = count + 1
            If first = 0 Then first = row
        End If
        row = row + 1
    Loop
    If count = 0 Then
        GoToFindings = FORM_PREFIX & no & " に指摘はありません。"
        Exit Function
    End If
    sheet.Activate
    sheet.Cells(first, ColumnOf(sheet, "内容")).Select
    GoToFindings = FORM_PREFIX & no & " の指摘は" & count & "件です。ここでもう一度押すと、原本のセルを開きます。"
End Function

' その部局のそのファイルのうち、値を採ったもの（なければ最後に受け付けたもの）のハッシュ。
Private Function HashOf(ByVal department As String, ByVal file As String) As String
    Dim sheet As Worksheet, row As Long
    Set sheet = ThisWorkbook.Worksheets(HISTORY)
    row = 2
    Do While Entry(sheet, row, "ファイル") <> ""
        If Entry(sheet, row, "ファイル") = file And Entry(sheet, row, "部局") = department Then
            HashOf = Entry(sheet, row, "SHA-256")
            If Entry(sheet, row, "採用") = "採用" Then Exit Function
        End If
        row = row + 1
    Loop
End Function

' ---- 個票
' 個票を一つ選んでいるとき、または指標の行にいるときは、その個票のシート名。ダッシュボードなどでは空文字列。
Public Function FormSheetFor(ByVal cell As Range) As String
    Dim no As String
    no = NoOf(cell)
    If no <> "" And SheetThere(FORM_PREFIX & no) Then FormSheetFor = FORM_PREFIX & no
End Function

' 印刷する個票のシート名。only が空文字列ならすべて。
Public Function FormSheets(ByVal only As String) As Variant
    Dim sheet As Worksheet, names() As String, count As Long
    If only <> "" Then
        FormSheets = Array(only)
        Exit Function
    End If
    ReDim names(0 To ThisWorkbook.Worksheets.Count - 1)
    For Each sheet In ThisWorkbook.Worksheets
        If IsForm(sheet) Then
            names(count) = sheet.Name
            count = count + 1
        End If
    Next sheet
    If count > 0 Then ReDim Preserve names(0 To count - 1)
    FormSheets = names
End Function

' ---- 更新
' 統合マスタを作り直す命令。事業フォルダの「統合」に置かれていなければ空文字列。
Public Function UpdateCommand(ByVal program As String) As String
    Dim folder As String
    folder = Workspace()
    If folder = "" Then Exit Function
    If program = "" Then program = "kpi-desktop"
    UpdateCommand = program & " consolidate """ & folder & """ && " & program & " build-macros """ & folder & """ --only master"
End Function

' このブックが置かれた「統合」の上のフォルダ。
Private Function Workspace() As String
    Dim folder As String, cut As Long
    folder = ThisWorkbook.Path
    If folder = "" Then Exit Function
    cut = InStrRev(folder, SeparatorOf(folder))
    If Mid(folder, cut + 1) = "統合" Then Workspace = Left(folder, cut - 1)
End Function

' ---- 表を読む
Private Function OriginalPlace(ByVal hash As String, ByVal file As String, ByVal sheet As String, ByVal cell As String, ByVal words As String) As Variant
    Dim folder As String, mark As String
    folder = ThisWorkbook.Path
    mark = SeparatorOf(folder)
    If Len(hash) < 64 Or sheet = "" Or cell = "" Then
        OriginalPlace = Array("", "", "", "", words & vbLf & "元になったセルはありません。")
        Exit Function
    End If
    folder = Left(folder, InStrRev(folder, mark)) & ".kpi" & mark & "evidence" & mark & Left(hash, 2) & mark & hash
    OriginalPlace = Array(folder, EVIDENCE & "_" & Left(hash, 8) & "_" & LastPart(file), sheet, cell, words)
End Function

Private Function LastPart(ByVal file As String) As String
    LastPart = Replace(file, "\", "/")
    LastPart = Mid(LastPart, InStrRev(LastPart, "/") + 1)
End Function

' セルがある行または個票の指標の番号。
Private Function NoOf(ByVal cell As Range) As String
    Dim sheet As Worksheet
    Set sheet = cell.Worksheet
    If IsForm(sheet) Then
        NoOf = Mid(sheet.Name, Len(FORM_PREFIX) + 1)
    ElseIf cell.Row > 1 Then
        NoOf = Entry(sheet, cell.Row, "No")
    End If
End Function

Private Function Entry(ByVal sheet As Worksheet, ByVal row As Long, ByVal title As String) As String
    Dim column As Long
    column = ColumnOf(sheet, title)
    If column > 0 Then Entry = TextOf(sheet.Cells(row, column))
End Function

Private Function ColumnOf(ByVal sheet As Worksheet, ByVal title As String) As Long
    Dim found As Variant
    found = Application.Match(title, sheet.Range(HEADER), 0)
    If Not IsError(found) Then ColumnOf = CLng(found)
End Function

Private Function TextOf(ByVal cell As Range) As String
    If Not IsError(cell.Value) Then TextOf = CStr(cell.Value)
End Function

Private Function SheetThere(ByVal name As String) As Boolean
    Dim sheet As Worksheet
    For Each sheet In ThisWorkbook.Worksheets
        If sheet.Name = name Then SheetThere = True
    Next sheet
End Function
