"""Rules on what is missing among the figures."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.rules.case import IndicatorCase, Row
from kpi_desktop.rules.rule import Hit, Rule, Scope


def _missing(case: IndicatorCase) -> Iterator[Row]:
    for row in case.rows:
        came_back = case.cell(row.now_field) is not None
        if case.is_input(row.now_field) and came_back and row.now.is_missing:
            yield row


def _never_known(row: Row) -> bool:
    """Whether the form has earlier years and every one of them is blank (the source lost them)."""
    earlier = [reading for year, reading in row.as_sent.items() if year < row.year]
    return bool(earlier) and all(one.is_missing for one in earlier)


def _no_actual(case: IndicatorCase) -> Iterator[Hit]:
    for row in _missing(case):
        if not _never_known(row):
            yield Hit(row.now_field)


def _no_actual_as_before(case: IndicatorCase) -> Iterator[Hit]:
    for row in _missing(case):
        if _never_known(row):
            yield Hit(row.now_field)


def _pending_erased(case: IndicatorCase) -> Iterator[Hit]:
    for row, year, name in case.open_fields():
        before = row.as_sent[year] if year in row.as_sent else None
        if year != row.year and before is not None and before.is_pending:
            if case.cell(name) is not None and row.typed[year].is_missing:
                yield Hit(name, expected=before.display())


NO_ACTUAL = Rule(
    code="K201",
    category=Category.MISSING,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="実績値の記入漏れ",
    message="{欄}が空欄です。",
    suggestion="実績値を記入してください。まだ確定していないときは「集計中」と記入してください。",
    why="評価年度の実績値がないと、達成状況を判定できません。",
    example="R5実績値が空欄のまま提出された。",
    hint="実績値は数値で記入します。確定していないときは「集計中」と記入してください。",
    check=_no_actual,
)

NO_ACTUAL_AS_BEFORE = Rule(
    code="K202",
    category=Category.MISSING,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="過去から値のない系列",
    message="{欄}が空欄です。この系列は過去の年度にも値がありません。",
    suggestion="値があれば記入してください。数値で表せない指標のときは、その状況を短く記入してください。",
    why="元の資料に値がない系列では空欄も認めますが、記入漏れと区別するため確認します。",
    example="過去の年度がすべて空欄の指標で、R5実績値も空欄である。",
    check=_no_actual_as_before,
)

PENDING_ERASED = Rule(
    code="K203",
    category=Category.MISSING,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="集計中の欄が空欄",
    message="{欄}は配布時に「{正}」でしたが、空欄になっています。",
    suggestion="確定した実績値を記入するか、まだ確定していないときは「集計中」に戻してください。",
    why="空欄では、集計中なのか記入漏れなのかを区別できません。",
    example="「集計中」だったR4実績値が消されている。",
    check=_pending_erased,
)
