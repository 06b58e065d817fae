Attribute VB_Name = "KpiMachine"
Option Explicit
Private there As Boolean
Private trouble As String
Private notes As String
Public Sub Arrange(ByVal exists As String, ByVal words As String)
    there = (exists = "there")
    trouble = words
End Sub
Public Function Notes_() As String
    Notes_ = notes
End Function
Public Function SeparatorOf(ByVal folder As String) As String
    SeparatorOf = "/"
End Function
Public Function FileThere(ByVal path As String) As Boolean
    FileThere = there
End Function
Public Function SaveClean(ByVal path As String) As String
    notes = notes & "save " & Mid(path, InStrRev(path, "/") + 1)
    SaveClean = "保存しました。"
End Function
Public Function OpenOriginal(ByVal original As String, ByVal name As String, ByVal sheet As String, ByVal cell As String) As String
    notes = notes & "open " & sheet & "!" & cell
    OpenOriginal = trouble
End Function
Public Sub PrintSheets(ByVal names As Variant)
    notes = notes & "print " & (UBound(names) + 1) & " " & names(0)
End Sub
Public Function Setting(ByVal name As String) As String
    Setting = ""
End Function
Public Sub ReloadAfter(ByVal command As String, ByVal sheet As String, ByVal cell As String, ByVal title As String)
    notes = notes & "reload " & sheet & "!" & cell
End Sub
