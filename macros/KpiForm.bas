Attribute VB_Name = "KpiForm"
' 様式２のボタン。どれもなくても様式は使えます。考える仕事は KpiFormFields、ファイルの仕事は KpiMachine にあります。
Option Explicit

Private Const CHECK_TITLE As String = "提出前チェック"
Private Const BLANK_TITLE As String = "次の未記入へ"
Private Const SAVE_TITLE As String = "提出用に保存"

' 直すところ（▲）と確かめるところ（△）を、押すたびに一つずつ順に示す。
Public Sub 提出前チェック()
    On Error GoTo Trouble
    Tell GoToNextFault(), CHECK_TITLE
    Exit Sub
Trouble:
    Tell TroubleText(Err.Description), CHECK_TITLE
End Sub

' 空いている記入欄へ、押すたびに一つずつ順に移る。移れたときは何も言わない。
Public Sub 次の未記入へ()
    On Error GoTo Trouble
    If GoToNextBlank() = "" Then Tell "未記入の欄はありません。", BLANK_TITLE
    Exit Sub
Trouble:
    Tell TroubleText(Err.Description), BLANK_TITLE
End Sub

' 決まった名前の .xlsx（マクロなし、個人情報なし）を、同じフォルダに作る。
Public Sub 提出用に保存()
    Dim doubt As String, target As String
    On Error GoTo Trouble
    doubt = SubmissionDoubt()
    If doubt <> "" Then
        If Not Agreed(doubt, SAVE_TITLE) Then Exit Sub
    End If
    target = SubmissionPath()
    If target = "" Then
        Tell "保存する場所が分かりません。このファイルを一度どこかに保存してから、もう一度押してください。", SAVE_TITLE
        Exit Sub
    End If
    If FileThere(target) Then
        If Not Agreed("同じ名前のファイルがあります。置き換えますか？" & vbLf & vbLf & target, SAVE_TITLE) Then Exit Sub
    End If
    Tell SaveClean(target), SAVE_TITLE
    Exit Sub
Trouble:
    Tell TroubleText(Err.Description), SAVE_TITLE
End Sub
