Attribute VB_Name = "KpiFormFields"
' 様式の欄と点検欄を読み、次に見るところを決める。検証の決まりは様式の点検欄（名前「点検_…」）にだけ書いてあり、
' ここではその答え（▲ △ ○）を読むだけです。セルの番地は持たず、名前の定義で探します。
Option Explicit

Private Const MUST As String = "▲"
Private Const ASK As String = "△"
Private Const REFERENCE As String = "参照"
Private Const FILE_NAME As String = "提出ファイル名"
Private Const SERIES_COUNT As Long = 6
Private Const YEAR_COUNT As Long = 5

Private hereKey As Double
Private nextKey As Double
Private nextSheet As String
Private nextAddress As String
Private nextWords As String
Private firstKey As Double
Private firstSheet As String
Private firstAddress As String
Private firstWords As String
Private mustCount As Long
Private askCount As Long

' 次に直すところを選び、それを言葉で返す。
Public Function GoToNextFault() As String
    Dim sheet As Worksheet
    Application.Calculate
    StartLooking
    For Each sheet In ThisWorkbook.Worksheets
        If IsOwnForm(sheet) Then LookForFaults sheet
    Next sheet
    If firstKey = 0 Then
        GoToNextFault = "直すところはありません。「提出用に保存」へ進んでください。"
    Else
        GoToNextFault = Arrive() & vbLf & vbLf & CountText()
    End If
End Function

' 次の空いている欄を選び、その名前を返す。なければ空文字列。
Public Function GoToNextBlank() As String
    Dim sheet As Worksheet
    StartLooking
    For Each sheet In ThisWorkbook.Worksheets
        If IsOwnForm(sheet) Then
            LookForBlanks sheet
        Else
            LookForPerson sheet
        End If
    Next sheet
    If firstKey > 0 Then GoToNextBlank = Arrive()
End Function

' 直すところが残っているときの問い。なければ空文字列。
Public Function SubmissionDoubt() As String
    Dim sheet As Worksheet
    Application.Calculate
    StartLooking
    For Each sheet In ThisWorkbook.Worksheets
        If IsOwnForm(sheet) Then LookForFaults sheet
    Next sheet
    If mustCount = 0 Then Exit Function
    SubmissionDoubt = "直すところが" & mustCount & "か所残っています。このまま提出用に保存しますか？"
End Function

' 提出用のファイルの場所。このブックがまだどこにも保存されていなければ空文字列。
Public Function SubmissionPath() As String
    Dim folder As String
    folder = ThisWorkbook.Path
    If folder = "" Then Exit Function
    SubmissionPath = folder & SeparatorOf(folder) & SubmissionName()
End Function

' 提出用のファイルの名前。様式を作ったときの名前で、なければ今の名前から作る。
Public Function SubmissionName() As String
    Dim words As String, dot As Long
    words = BookName(FILE_NAME)
    If Len(words) > 4 Then
        SubmissionName = Replace(Mid(words, 3, Len(words) - 3), """""", """")
        Exit Function
    End If
    words = ThisWorkbook.Name
    dot = InStrRev(words, ".")
    If dot > 0 Then words = Left(words, dot - 1)
    SubmissionName = words & ".xlsx"
End Function

' ---- 探す
Private Sub StartLooking()
    hereKey = 0
    If ActiveWorkbook.Name = ThisWorkbook.Name Then
        hereKey = KeyOf(ActiveSheet, ActiveCell.Row, ActiveCell.Column)
    End If
    nextKey = 0
    firstKey = 0
    mustCount = 0
    askCount = 0
End Sub

Private Function KeyOf(ByVal sheet As Worksheet, ByVal row As Long, ByVal column As Long) As Double
    KeyOf = sheet.Index * 1000000000# + row * 1000# + column
End Function

Private Sub Consider(ByVal sheet As Worksheet, ByVal address As String, ByVal words As String)
    Dim key As Double
    key = KeyOf(sheet, sheet.Range(address).Row, sheet.Range(address).Column)
    If key > hereKey And (nextKey = 0 Or key < nextKey) Then
        nextKey = key
        nextSheet = sheet.Name
        nextAddress = address
        nextWords = words
    End If
    If firstKey = 0 Or key < firstKey Then
        firstKey = key
        firstSheet = sheet.Name
        firstAddress = address
        firstWords = words
    End If
End Sub

' 今いるところより後の最初のもの、なければ一番前のものを選ぶ。
Private Function Arrive() As String
    If nextKey = 0 Then
        nextSheet = firstSheet
        nextAddress = firstAddress
        nextWords = firstWords
    End If
    ThisWorkbook.Worksheets(nextSheet).Activate
    ThisWorkbook.Worksheets(nextSheet).Range(nextAddress).Select
    Arrive = nextSheet & "　" & nextWords
End Function

Private Function CountText() As String
    If mustCount = 0 Then
        CountText = "直すところ（▲）はありません。確かめるところ（△）が" & askCount & "か所あります。正しければ、そのままで提出できます。"
    Else
        CountText = "直すところ（▲）" & mustCount & "か所、確かめるところ（△）" & askCount & "か所。もう一度押すと、次へ移ります。"
    End If
End Function

Private Sub LookForFaults(ByVal sheet As Worksheet)
    Dim number As Long, field As Variant
    For number = 1 To SERIES_COUNT
        TakeFault sheet, "系列" & number
    Next number
    For Each field In Narratives()
        TakeFault sheet, CStr(field)
    Next field
End Sub

Private Sub TakeFault(ByVal sheet As Worksheet, ByVal group As String)
    Dim panel As String, words As String, mark As String, target As String
    panel = Place(sheet, "点検_" & group)
    If panel = "" Then Exit Sub
    words = TextAt(sheet, panel)
    mark = Left(words, 1)
    If mark <> MUST And mark <> ASK Then Exit Sub
    target = FieldOf(sheet, group, words)
    If target = "" Then Exit Sub
    If mark = MUST Then mustCount = mustCount + 1 Else askCount = askCount + 1
    Consider sheet, target, LabelOf(group) & vbLf & words
End Sub

' 点検欄の言葉が指す記入欄。系列の行に記入欄がいくつもあるときは、言葉の頭の年度で選ぶ。
Private Function FieldOf(ByVal sheet As Worksheet, ByVal group As String, ByVal words As String) As String
    Dim index As Long, found As String, head As String
    If Left(group, 2) <> "系列" Then
        FieldOf = Place(sheet, group)
        Exit Function
    End If
    For index = 1 To YEAR_COUNT
        found = Place(sheet, group & "_実績" & index)
        If IsInput(sheet, found) Then
            FieldOf = found
            head = TextAt(sheet, Place(sheet, "年度" & index)) & "実績値："
            If InStr(words, " " & head) = 2 Then Exit Function
        End If
    Next index
End Function

Private Sub LookForBlanks(ByVal sheet As Worksheet)
    Dim number As Long, index As Long, field As Variant
    For number = 1 To SERIES_COUNT
        For index = 1 To YEAR_COUNT
            TakeBlank sheet, "系列" & number & "_実績" & index, TextAt(sheet, Place(sheet, "年度" & index)) & "実績値"
        Next index
    Next number
    For Each field In Narratives()
        TakeBlank sheet, CStr(field), CStr(field)
    Next field
End Sub

Private Sub LookForPerson(ByVal sheet As Worksheet)
    Dim field As Variant
    For Each field In Array("所属", "氏名", "電話", "メール")
        TakeBlank sheet, "提出票_記入者" & field, "記入した人の" & field
    Next field
End Sub

Private Sub TakeBlank(ByVal sheet As Worksheet, ByVal name As String, ByVal label As String)
    Dim found As String
    found = Place(sheet, name)
    If Not IsInput(sheet, found) Then Exit Sub
    If Replace(Trim(TextAt(sheet, found)), "　", "") <> "" Then Exit Sub
    Consider sheet, found, label
End Sub

Private Function Narratives() As Variant
    Narratives = Array("取組状況", "課題等", "今後の方向性")
End Function

Private Function LabelOf(ByVal group As String) As String
    LabelOf = group
    If Left(group, 2) = "系列" Then LabelOf = "実績値（" & Mid(group, 3) & "行目）"
End Function

' ---- 様式を読む
' 主管する指標のシートか。点検欄がないシートと、共管の参照用のシートは違う。
Private Function IsOwnForm(ByVal sheet As Worksheet) As Boolean
    Dim panel As String
    If sheet.Visible <> xlSheetVisible Then Exit Function
    panel = Place(sheet, "点検")
    If panel = "" Then Exit Function
    IsOwnForm = Left(TextAt(sheet, panel), 2) <> REFERENCE
End Function

Private Function IsInput(ByVal sheet As Worksheet, ByVal address As String) As Boolean
    If address <> "" Then IsInput = Not sheet.Range(address).Cells(1, 1).Locked
End Function

Private Function TextAt(ByVal sheet As Worksheet, ByVal address As String) As String
    Dim content As Variant
    If address = "" Then Exit Function
    content = sheet.Range(address).Cells(1, 1).Value
    If Not IsError(content) Then TextAt = CStr(content)
End Function

' シートの名前の定義が指す番地。なければ空文字列。
Private Function Place(ByVal sheet As Worksheet, ByVal name As String) As String
    Dim words As String
    On Error GoTo Absent
    words = sheet.Names(name).RefersTo
    If InStr(words, "#REF") = 0 Then Place = Mid(words, InStrRev(words, "!") + 1)
    Exit Function
Absent:
    Place = ""
End Function

Private Function BookName(ByVal name As String) As String
    On Error GoTo Absent
    BookName = ThisWorkbook.Names(name).RefersTo
    Exit Function
Absent:
    BookName = ""
End Function
