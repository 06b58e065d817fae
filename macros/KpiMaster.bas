Attribute VB_Name = "KpiMaster"
' 統合マスタのボタン。どれもなくても統合マスタは使えます。考える仕事は KpiMasterPlaces、ファイルの仕事は KpiMachine にあります。
Option Explicit

Private Const EVIDENCE_TITLE As String = "証跡を開く"
Private Const FINDING_TITLE As String = "指摘へ移動"
Private Const UPDATE_TITLE As String = "統合を更新"
Private Const PRINT_TITLE As String = "個票を印刷"

' 選んでいる数値や文章の元になった、提出ファイルの原本のセルを開く。
Public Sub 証跡を開く()
    On Error GoTo Trouble
    OpenPlace EvidencePlace(ActiveCell), EVIDENCE_TITLE
    Exit Sub
Trouble:
    Tell TroubleText(Err.Description), EVIDENCE_TITLE
End Sub

' 指摘一覧では、その指摘のセルを原本で開く。ほかのシートでは、その指標の指摘の行へ移る。
Public Sub 指摘へ移動()
    On Error GoTo Trouble
    If IsFindingRow(ActiveCell) Then
        OpenPlace FindingPlace(ActiveCell), FINDING_TITLE
    Else
        Tell GoToFindings(ActiveCell), FINDING_TITLE
    End If
    Exit Sub
Trouble:
    Tell TroubleText(Err.Description), FINDING_TITLE
End Sub

' 統合マスタを作り直し、新しいものを同じ場所に開き直す。
Public Sub 統合を更新()
    Dim command As String
    On Error GoTo Trouble
    command = UpdateCommand(Setting("KPI_DESKTOP"))
    If command = "" Then
        Tell "この統合マスタは事業フォルダの「統合」にないため、更新できません。", UPDATE_TITLE
        Exit Sub
    End If
    If Not Agreed("統合マスタを作り直します。このブックに書き込んだことは残りません。よろしいですか？", UPDATE_TITLE) Then Exit Sub
    ReloadAfter command, ActiveSheet.Name, ActiveCell.Address, UPDATE_TITLE
    Exit Sub
Trouble:
    Tell TroubleText(Err.Description), UPDATE_TITLE
End Sub

' 個票（表示中のもの、またはすべて）の印刷の見本を出す。
Public Sub 個票を印刷()
    Dim only As String
    On Error GoTo Trouble
    only = FormSheetFor(ActiveCell)
    If only <> "" Then
        If Not Agreed("「" & only & "」を印刷します。" & vbLf & "（すべての個票を印刷するには、ダッシュボードで押してください）", PRINT_TITLE) Then Exit Sub
    ElseIf Not Agreed("すべての個票（" & UBound(FormSheets(only)) + 1 & "枚）を印刷します。", PRINT_TITLE) Then
        Exit Sub
    End If
    PrintSheets FormSheets(only)
    Exit Sub
Trouble:
    Tell TroubleText(Err.Description), PRINT_TITLE
End Sub

' place は OriginalPlace が返すもの: 原本、写しの名前、シート、セル、言葉。原本がなければ言葉だけ。
Private Sub OpenPlace(ByVal place As Variant, ByVal title As String)
    Dim trouble As String
    If place(0) = "" Then
        Tell CStr(place(4)), title
    ElseIf Not FileThere(CStr(place(0))) Then
        Tell "原本が見つかりません。統合マスタを事業フォルダの「統合」に置いて開いてください。" & vbLf & vbLf & place(4) & vbLf & place(0), title
    Else
        trouble = OpenOriginal(CStr(place(0)), CStr(place(1)), CStr(place(2)), CStr(place(3)))
        If trouble <> "" Then
            Tell trouble & vbLf & vbLf & place(4), title
        Else
            Tell CStr(place(4)), title
        End If
    End If
End Sub
