"""Rules on what was already settled: past values, baseline and target, and how to correct them."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_desktop.domain.figures.readings import Reading, match_key
from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, FieldName
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.rule import Hit, Rule, Scope


def changes(case: IndicatorCase) -> Iterator[tuple[str, Reading, Reading]]:
    """Figure fields that were not open for input and differ from the copy as sent.

    Where a correction was approved since, the value that it gave is no change; before is that value.
    """
    open_names = {name for _, _, name in case.open_fields()}
    for name, sent in case.sent.figures().items():
        if name in open_names or case.cell(name) is None or case.is_settled(name):
            continue
        after = case.reading(name)
        if not after.same_as(sent):
            yield name, case.corrected.get(name, sent), after


def footnote_explains(case: IndicatorCase) -> bool:
    """Whether the footnote was written or changed by the department."""
    return bool(case.footnote) and match_key(case.footnote) != match_key(case.sent.footnote)


def _hit(name: str, before: Reading, after: Reading) -> Hit:
    values = {"前": before.display() or "空欄", "後": after.display() or "空欄"}
    return Hit(name, values, expected=before.display(), actual=after.raw)


def _past_value(case: IndicatorCase) -> Iterator[Hit]:
    if not footnote_explains(case):
        for name, before, after in changes(case):
            if FieldName.parse(name).kind != "目標":
                yield _hit(name, before, after)


def _proposed(case: IndicatorCase) -> Iterator[Hit]:
    if footnote_explains(case):
        for name, before, after in changes(case):
            if FieldName.parse(name).kind != "目標":
                yield _hit(name, before, after)


def _target(case: IndicatorCase) -> Iterator[Hit]:
    for name, before, after in changes(case):
        if FieldName.parse(name).kind == "目標":
            yield _hit(name, before, after)


def _footnote_erased(case: IndicatorCase) -> Iterator[Hit]:
    if case.sent.footnote and case.cell(FOOTNOTE_FIELD) is not None and not case.footnote:
        yield Hit(FOOTNOTE_FIELD, expected=case.sent.footnote)


PAST_VALUE = Rule(
    code="K501",
    category=Category.PAST_VALUE,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="過去の値の変更",
    message="{欄}が、配布時の「{前}」から「{後}」に変わっています。脚注に理由がありません。",
    suggestion="誤って変えたときは「{前}」に戻してください。訂正が必要なときは、"
    "脚注に「※」で訂正の理由を書いてください。",
    why="公表済みの値は、理由と承認がなければ変えられません。",
    example="公表済みのR4実績値「1,592」が「1,529」になっている。",
    check=_past_value,
)

CORRECTION = Rule(
    code="K502",
    category=Category.CORRECTION,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="訂正の申し出",
    message="{欄}を「{前}」から「{後}」に訂正する申し出です（脚注に理由の記載あり）。",
    suggestion="事務局が訂正を承認するか判断します。部局で直す必要はありません。",
    why="過去の値の訂正は、一度だけ判断し、理由とともに記録に残します。",
    example="R4実績値を35から36に改め、脚注に「※錯誤により実績値修正」と書いた。",
    check=_proposed,
    settles=False,
)

TARGET_CHANGED = Rule(
    code="K503",
    category=Category.PAST_VALUE,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="目標値の変更",
    message="{欄}が、配布時の「{前}」から「{後}」に変わっています。",
    suggestion="「{前}」に戻してください。目標の変更は計画の変更として事務局へ申し出てください。",
    why="目標値は計画で定めたもので、様式では変えられません。",
    example="目標値「1,500」が「1,200」になっている。",
    check=_target,
)

FOOTNOTE_ERASED = Rule(
    code="K504",
    category=Category.CORRECTION,
    severity=Severity.WARNING,
    scope=Scope.FORM,
    title="脚注の消去",
    message="配布時にあった脚注「{正}」が消えています。",
    suggestion="消してよい脚注か確かめ、必要なときは元に戻してください。",
    why="脚注は、過去の訂正や調査方法の変更を説明する記録です。",
    example="「※錯誤により実績値修正」の脚注が消えている。",
    check=_footnote_erased,
)
