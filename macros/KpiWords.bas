Attribute VB_Name = "KpiWords"
' 人に見せる言葉。ここだけが窓を出します。
Option Explicit

Public Sub Tell(ByVal words As String, ByVal title As String)
    MsgBox words, vbInformation, title
End Sub

Public Function Agreed(ByVal words As String, ByVal title As String) As Boolean
    Agreed = (MsgBox(words, vbQuestion + vbOKCancel, title) = vbOK)
End Function

' 思わぬことが起きたときの言葉。ファイルは変えていないこと、代わりの手があることを伝える。
Public Function TroubleText(ByVal reason As String) As String
    TroubleText = "うまく進めませんでした。記入した内容はそのまま残っています。" & vbLf & "このボタンを使わなくても、手で同じことができます。" & vbLf & vbLf & "（内容: " & reason & "）"
End Function
