Attribute VB_Name = "KpiMachine"
' ファイル、ほかのプログラム、印刷。機械に触れる仕事はすべてここにあります。
Option Explicit

Private Const XLSX As Long = 51
Private Const NO_MACROS As Long = 3
Private Const UNKNOWN_SECURITY As Long = -1
Private Const WAIT_SECONDS As Long = 600

Public Function SeparatorOf(ByVal folder As String) As String
    SeparatorOf = "/"
    If InStr(folder, "\") > 0 Then SeparatorOf = "\"
End Function

Public Function FileThere(ByVal path As String) As Boolean
    On Error GoTo Absent
    FileThere = (FileLen(path) >= 0)
    Exit Function
Absent:
    FileThere = False
End Function

' このブックを、マクロと個人情報のない .xlsx として保存し、結果を言葉で返す。
Public Function SaveClean(ByVal path As String) As String
    If Not PersonRemoved() Then
        SaveClean = "このプログラムでは、個人情報を除いて保存できません。「名前を付けて保存」で、Excel ブック（.xlsx）として保存してください。" & vbLf & vbLf & path
        Exit Function
    End If
    On Error GoTo Trouble
    Application.DisplayAlerts = False
    ThisWorkbook.SaveAs Filename:=path, FileFormat:=XLSX
    Application.DisplayAlerts = True
    SaveClean = "提出用に保存しました。このファイルをお送りください（マクロと個人情報は入っていません）。" & vbLf & vbLf & path
    Exit Function
Trouble:
    Application.DisplayAlerts = True
    SaveClean = "保存できませんでした。同じ名前のファイルを開いていれば閉じて、もう一度押してください。" & vbLf & vbLf & path
End Function

' 作成者と最終更新者を消し、保存のたびに消えるようにする。できないプログラムでは False。
Private Function PersonRemoved() As Boolean
    On Error GoTo Impossible
    ThisWorkbook.RemovePersonalInformation = True
    PersonRemoved = True
    On Error Resume Next
    ThisWorkbook.BuiltinDocumentProperties("Author").Value = ""
    ThisWorkbook.BuiltinDocumentProperties("Last Author").Value = ""
    ThisWorkbook.BuiltinDocumentProperties("Manager").Value = ""
    ThisWorkbook.BuiltinDocumentProperties("Company").Value = ""
    Exit Function
Impossible:
    PersonRemoved = False
End Function

' 原本の写しを読み取り専用で開き、セルを選ぶ。原本には触れず、原本のマクロは動かさない。困ったときはその言葉を返す。
Public Function OpenOriginal(ByVal original As String, ByVal name As String, ByVal sheet As String, ByVal cell As String) As String
    Dim book As Workbook, path As String
    On Error GoTo Trouble
    Set book = OpenedBook(name)
    If book Is Nothing Then
        path = TemporaryFolder() & name
        If FileThere(path) Then SetAttr path, vbNormal
        FileCopy original, path
        SetAttr path, vbReadOnly
        If Not MayOpen(path) Then
            OpenOriginal = "この原本にはマクロが入っているおそれがあるため、ここからは開きません。" & vbLf & vbLf & path
            Exit Function
        End If
        Set book = OpenedQuietly(path)
    End If
    book.Activate
    book.Worksheets(sheet).Activate
    book.Worksheets(sheet).Range(cell).Select
    Exit Function
Trouble:
    OpenOriginal = "原本を開けませんでした。" & vbLf & vbLf & original
End Function

Private Function OpenedBook(ByVal name As String) As Workbook
    Dim book As Workbook
    For Each book In Workbooks
        If book.Name = name Then Set OpenedBook = book
    Next book
End Function

' マクロを止められないプログラムでは、マクロの入らない形式（.xlsx）だけを開いてよい。
Private Function MayOpen(ByVal path As String) As Boolean
    MayOpen = (LCase(Right(path, 5)) = ".xlsx") Or (Security() <> UNKNOWN_SECURITY)
End Function

' これから開くブックのマクロの扱い。分からないプログラムでは UNKNOWN_SECURITY。
Private Function Security() As Long
    On Error GoTo Unknown
    Security = Application.AutomationSecurity
    Exit Function
Unknown:
    Security = UNKNOWN_SECURITY
End Function

' マクロを止め、読み取り専用で開く。止めたことは、開けても開けなくても元に戻す。
Private Function OpenedQuietly(ByVal path As String) As Workbook
    Dim before As Long, failed As Long
    before = Security()
    If before <> UNKNOWN_SECURITY Then Application.AutomationSecurity = NO_MACROS
    On Error Resume Next
    Set OpenedQuietly = Workbooks.Open(Filename:=path, UpdateLinks:=0, ReadOnly:=True)
    failed = Err.Number
    On Error GoTo 0
    If before <> UNKNOWN_SECURITY Then Application.AutomationSecurity = before
    If failed <> 0 Then Err.Raise failed
End Function

Private Function TemporaryFolder() As String
    TemporaryFolder = Environ("TEMP")
    If TemporaryFolder = "" Then TemporaryFolder = Environ("TMPDIR")
    If TemporaryFolder = "" Then TemporaryFolder = "/tmp"
    If Right(TemporaryFolder, 1) <> SeparatorOf(TemporaryFolder) Then
        TemporaryFolder = TemporaryFolder & SeparatorOf(TemporaryFolder)
    End If
End Function

' 印刷の見本を出し、そこから印刷してもらう。Linux の LibreOffice では、見本を待たずに印刷する。
Public Sub PrintSheets(ByVal names As Variant)
    If Application.OperatingSystem = "Unix" Then
        ThisWorkbook.Worksheets(names).PrintOut
    Else
        ThisWorkbook.Worksheets(names).PrintOut Preview:=True
    End If
End Sub

' ---- 命令
Public Function Setting(ByVal name As String) As String
    Setting = Environ(name)
End Function

' 命令を終わりまで行い、このブックを開き直して、前のシートとセルを選ぶ。
' ブックは開いている間は書き換えられないので、いったん別の名前になって場所をあける。
Public Sub ReloadAfter(ByVal command As String, ByVal sheet As String, ByVal cell As String, ByVal title As String)
    Dim original As String, report As String, done As Boolean, book As Workbook, aside As Boolean
    original = ThisWorkbook.Path & SeparatorOf(ThisWorkbook.Path) & ThisWorkbook.Name
    report = TemporaryFolder() & "kpi-desktop-report.txt"
    aside = OnWindows()
    If aside Then StepAside
    done = (Ran(command, report) = 0)
    If Not done Then Tell "更新できませんでした。" & vbLf & vbLf & Content(report), title
    If Not aside Then
        If done Then Tell "更新しました。このブックを閉じて開き直すと、新しい内容になります。", title
        Exit Sub
    End If
    Set book = Workbooks.Open(Filename:=original)
    On Error Resume Next
    book.Worksheets(sheet).Activate
    book.Worksheets(sheet).Range(cell).Select
    On Error GoTo 0
    ThisWorkbook.Close SaveChanges:=False
End Sub

Private Sub StepAside()
    Application.DisplayAlerts = False
    ThisWorkbook.SaveAs Filename:=TemporaryFolder() & "更新中_" & ThisWorkbook.Name, FileFormat:=52
    Application.DisplayAlerts = True
End Sub

' 命令を終わりまで行い、終了コードを返す（0 = 済んだ）。言葉はファイル report に残る。
Public Function Ran(ByVal command As String, ByVal report As String) As Long
    Dim host As Object, ended As String, waited As Long
    If OnWindows() Then
        Set host = CreateObject("WScript.Shell")
        Ran = host.Run("cmd /d /s /c ""(" & command & ") > """ & report & """ 2>&1""", 0, True)
        Exit Function
    End If
    Ran = -1
    If InStr(command & report, "'") > 0 Then Exit Function
    ended = report & ".end"
    If FileThere(ended) Then Kill ended
    Shell "/bin/sh -c '(" & command & ") > """ & report & """ 2>&1; echo $? > """ & ended & """'", vbHide
    Do While waited < WAIT_SECONDS
        If FileThere(ended) Then Exit Do
        Application.Wait Now + TimeSerial(0, 0, 1)
        waited = waited + 1
    Loop
    If FileThere(ended) Then Ran = CLng(Content(ended))
End Function

Private Function OnWindows() As Boolean
    OnWindows = InStr(Application.OperatingSystem, "Windows") > 0
End Function

Private Function Content(ByVal path As String) As String
    Dim number As Integer, line As String
    On Error GoTo Absent
    number = FreeFile
    Open path For Input As #number
    Do While Not EOF(number)
        Line Input #number, line
        Content = Content & line & vbLf
    Loop
    Close #number
    Content = Left(Content, 800)
    Exit Function
Absent:
    Content = "（kpi-desktop が見つからないか、動きませんでした。企画課の PC で kpi-desktop consolidate を実行してください。）"
End Function
