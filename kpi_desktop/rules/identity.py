"""Rules on identity: is this the form that was sent out, unaltered where it is locked?"""

from __future__ import annotations

from collections.abc import Iterator

from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS, FieldName, FormSheet
from kpi_desktop.rules.case import IndicatorCase, with_figures
from kpi_desktop.rules.rule import Hit, Rule, Scope

_OWN_RULE = ("No", "指標名", "単位", FOOTNOTE_FIELD, *NARRATIVE_FIELDS)
_YEARS = ("策定時年度", "目標年度", "年度")


def _old_issue(case: IndicatorCase) -> Iterator[Hit]:
    if not _asks_the_same(case):
        yield from _earlier_issue(case)


def _old_issue_same_content(case: IndicatorCase) -> Iterator[Hit]:
    if _asks_the_same(case):
        yield from _earlier_issue(case)


def _earlier_issue(case: IndicatorCase) -> Iterator[Hit]:
    if case.issue_no < case.latest_issue_no:
        newest = str(case.latest_issue_no)
        yield Hit("No", {"最新": newest}, expected=newest, actual=str(case.issue_no))


def _asks_the_same(case: IndicatorCase) -> bool:
    """Whether the newest form has the same for this indicator, but for corrections that are known."""
    return case.latest is not None and _content(case.latest) == _content(
        with_figures(case.sent, case.corrected)
    )


def _content(sheet: FormSheet) -> tuple[object, ...]:
    texts = {
        name: match_key(text) for name, text in sheet.texts().items() if name != FOOTNOTE_FIELD
    }
    figures = {
        name: (one.kind, one.value, one.mark, "" if one.is_figure else match_key(one.raw))
        for name, one in sheet.figures().items()
    }
    return texts, figures, sheet.inputs


def _altered(case: IndicatorCase, name: str) -> Iterator[Hit]:
    """A locked text that is no longer what was sent; a year may have words around it."""
    cell = case.cell(name)
    sent = case.sent.texts().get(name)
    if cell is None or sent is None:
        return
    before, after = match_key(sent), match_key(cell.raw)
    if before == after or (name.startswith(_YEARS) and before and before in after):
        return
    yield Hit(name, expected=sent, actual=cell.raw)


def _altered_no(case: IndicatorCase) -> Iterator[Hit]:
    yield from _altered(case, "No")


def _altered_name(case: IndicatorCase) -> Iterator[Hit]:
    yield from _altered(case, "指標名")


def _altered_label(case: IndicatorCase) -> Iterator[Hit]:
    for name in case.sent.texts():
        if FieldName.parse(name).kind not in _OWN_RULE:
            yield from _altered(case, name)


def _altered_unit(case: IndicatorCase) -> Iterator[Hit]:
    for name in case.sent.texts():
        if FieldName.parse(name).kind == "単位":
            yield from _altered(case, name)


def _lost_input(case: IndicatorCase) -> Iterator[Hit]:
    for name in sorted(case.sent.inputs):
        if case.cell(name) is None:
            yield Hit(name)


OLD_ISSUE = Rule(
    code="K101",
    category=Category.IDENTITY,
    severity=Severity.ERROR,
    scope=Scope.SUBMISSION,
    title="古い様式",
    message="第{入力}回に配布した様式です。その後、第{最新}回の様式を配布しています。",
    suggestion="最新の様式（第{最新}回配布）に記入して、提出し直してください。",
    why="指標や目標の変更が反映されていない様式では、正しい評価ができません。",
    example="第2回の様式を配布した後に、第1回の様式が提出された。",
    check=_old_issue,
    settles=False,
)

OLD_ISSUE_SAME_CONTENT = Rule(
    code="K106",
    category=Category.IDENTITY,
    severity=Severity.INFO,
    scope=Scope.SUBMISSION,
    title="前に配布した様式",
    message="第{入力}回に配布した様式です。第{最新}回の様式と、この指標の内容は変わりません。",
    suggestion="このままで差し支えありません。",
    why="配り直した後に、前の様式で提出されたことが分かるようにするためです。",
    example="ほかの指標の目標が変わって配り直した後に、前の様式が提出された。",
    check=_old_issue_same_content,
    settles=False,
)

ALTERED_NO = Rule(
    code="K102",
    category=Category.IDENTITY,
    severity=Severity.ERROR,
    scope=Scope.FORM,
    title="Noの書換え",
    message="Noが「{正}」から「{入力}」に書き換えられています。",
    suggestion="Noを「{正}」に戻してください。別の指標の様式が必要なときは事務局へ連絡してください。",
    why="Noは指標を見分ける番号です。書き換えると別の指標として扱われるおそれがあります。",
    example="No「12」のシートで、Noの欄が「13」になっている。",
    check=_altered_no,
)

ALTERED_NAME = Rule(
    code="K103",
    category=Category.IDENTITY,
    severity=Severity.ERROR,
    scope=Scope.FORM,
    title="指標名の書換え",
    message="指標名が配布時の「{正}」から「{入力}」に書き換えられています。",
    suggestion="指標名を配布時のものに戻してください。名称の変更は事務局へ申し出てください。",
    why="指標名は計画で定めたものです。様式の上だけで変えることはできません。",
    example="「企業立地件数」が「企業誘致件数」になっている。",
    check=_altered_name,
)

ALTERED_LABEL = Rule(
    code="K104",
    category=Category.IDENTITY,
    severity=Severity.ERROR,
    scope=Scope.FORM,
    title="見出しの書換え",
    message="{欄}の欄が、配布時の「{正}」から「{入力}」に書き換えられています。",
    suggestion="配布時の「{正}」に戻してください。変更が必要なときは事務局へ申し出てください。",
    why="部局名・課名・年度・区分などの見出しは、数値の意味を決めるものです。",
    example="年度の見出し「R4」が「R5」になり、数値の年度がずれている。",
    check=_altered_label,
)

LOST_INPUT = Rule(
    code="K105",
    category=Category.IDENTITY,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="記入欄がない",
    message="{欄}の欄が見つかりません。行や列の削除、名前の定義の削除が考えられます。",
    suggestion="配布した様式をもう一度開き、行や列を削除せずに記入して提出し直してください。",
    why="記入欄が失われると、そこに書かれた内容を読み取れません。",
    example="「課題等」の行が削除されている。",
    check=_lost_input,
)

ALTERED_UNIT = Rule(
    code="K402",
    category=Category.UNIT,
    severity=Severity.ERROR,
    scope=Scope.SERIES,
    title="単位の書換え",
    message="単位が配布時の「{正}」から「{入力}」に書き換えられています。",
    suggestion="単位を「{正}」に戻し、実績値をその単位で記入してください。",
    why="単位が途中で変わると、過去の実績値や目標値と比べられません。",
    example="単位「億円/年」が「百万円/年」になっている。",
    check=_altered_unit,
)
