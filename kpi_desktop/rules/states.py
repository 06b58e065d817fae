"""Rules on series that hold states, marks, or a part of another series."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_desktop.domain.figures.marks import Mark
from kpi_desktop.domain.figures.readings import ReadingKind, match_key
from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.rules.case import IndicatorCase, Nature, Row
from kpi_desktop.rules.rule import Hit, Rule, Scope


def known_states(row: Row) -> list[str]:
    """The states that a series has had or is to reach, as printed."""
    known = [row.sent.baseline, *row.as_sent.values(), row.sent.target]
    texts = [one.display() for one in known if one.kind is ReadingKind.TEXT]
    return list(dict.fromkeys(texts))


def _unknown_state(case: IndicatorCase) -> Iterator[Hit]:
    for row, year, name in case.open_fields():
        reading = row.actual(year)
        if row.nature is Nature.STATE and reading.kind is ReadingKind.TEXT:
            known = known_states(row)
            if match_key(reading.raw) not in {match_key(one) for one in known}:
                yield Hit(name, expected="」「".join(known), actual=reading.display())


def _fallen_back(case: IndicatorCase) -> Iterator[Hit]:
    for row in case.rows:
        before = row.trusted(row.year.plus(-1))
        goal = row.sent.target
        if row.nature is Nature.STATE and before.same_as(goal) and not goal.is_missing:
            if not row.now.is_missing and not row.now.is_pending and not row.now.same_as(goal):
                yield Hit(row.now_field, expected=goal.display(), actual=row.now.display())


def _part_over_whole(case: IndicatorCase) -> Iterator[Hit]:
    for row in case.rows:
        if row.sent.target.mark is not Mark.ALL:
            continue
        for whole in case.rows:
            part, all_of_it = row.now.value, whole.now.value
            if whole is row or part is None or all_of_it is None or part <= all_of_it:
                continue
            words = {"全体": case.title(whole.now_field), "全体の値": whole.now.display()}
            uses = (whole.now_field,)
            yield Hit(row.now_field, words, whole.now.display(), row.now.display(), uses)


def _no_value(case: IndicatorCase) -> Iterator[Hit]:
    for row in case.rows:
        last = row.trusted(row.year.plus(-1))
        if case.is_input(row.now_field) and row.nature is Nature.FIGURE and last.is_figure:
            if row.now.mark in (Mark.NONE, Mark.ENDED):
                words = {"前": last.display()}
                yield Hit(row.now_field, words, actual=row.now.display())


def _count_for_completion(case: IndicatorCase) -> Iterator[Hit]:
    for row in case.rows:
        if row.sent.target.mark is Mark.COMPLETED and row.now.is_figure:
            yield Hit(row.now_field, expected=Mark.COMPLETED.value, actual=row.now.display())


def _still_pending(case: IndicatorCase) -> Iterator[Hit]:
    for row in case.rows:
        last = row.year.plus(-1)
        if case.is_input(row.now_field) and row.now.is_pending and row.actual(last).is_pending:
            yield Hit(row.now_field, {"前年度": last.short}, actual=row.now.display())


UNKNOWN_STATE = Rule(
    code="K701",
    category=Category.STATE,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="これまでにない状態",
    message="{欄}の「{入力}」は、この系列で使われている「{正}」のどれでもありません。",
    suggestion="「{正}」のどれかで記入してください。新しい状態が必要なときは事務局へ連絡してください。",
    why="言い回しが変わると、達成したかどうかを判定できません。",
    example="「認定」と書くところに「認定済み」と記入した。",
    hint="これまでと同じ言葉から選んで記入してください。",
    check=_unknown_state,
)

FALLEN_BACK = Rule(
    code="K702",
    category=Category.STATE,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="状態の後退",
    message="{欄}が「{入力}」です。前年度は目標の「{正}」に達していました。",
    suggestion="状態を確かめてください。正しければ、後退した理由を課題等に書いてください。",
    why="いったん達した状態が戻るのは珍しく、記入の誤りのことがあるためです。",
    example="前年度に「認定」だった系列が「認定なし」になっている。",
    check=_fallen_back,
)

PART_OVER_WHOLE = Rule(
    code="K703",
    category=Category.STATE,
    severity=Severity.ERROR,
    scope=Scope.SERIES,
    title="内数が全体を超える",
    message="{欄}の「{入力}」が、{全体}の「{全体の値}」を超えています。",
    suggestion="両方の値を確かめて、内数が全体以下になるように直してください。",
    why="目標が「全て」の系列は全体の一部なので、全体を超えることはありません。",
    example="全項目数が5なのに、達成項目数に6と記入した。",
    hint="全体の数を超えない数を記入してください。",
    check=_part_over_whole,
)

NO_VALUE = Rule(
    code="K704",
    category=Category.STATE,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="値がなくなった系列",
    message="{欄}が「{入力}」です（前年度は{前}）。",
    suggestion="未確定なら「集計中」と記入してください。調査の中止・終了などで値がないときは、脚注に理由を書いてください。",
    why="値がない理由が書かれていないと、後から説明できません。",
    example="前年度まで値があった系列に「－」と記入した。",
    check=_no_value,
)

STILL_PENDING = Rule(
    code="K705",
    category=Category.STATE,
    severity=Severity.INFO,
    scope=Scope.CELL,
    title="2年続けて集計中",
    message="{欄}は「集計中」で、{前年度}実績値も「集計中」のままです。",
    suggestion="{前年度}の値が確定していれば、その欄に記入してください。",
    why="確定した過去の値が反映されないまま残るのを防ぎます。",
    example="R4実績値、R5実績値とも「集計中」である。",
    check=_still_pending,
    settles=False,
)

COUNT_FOR_COMPLETION = Rule(
    code="K706",
    category=Category.STATE,
    severity=Severity.INFO,
    scope=Scope.CELL,
    title="完了を目指す系列の数値",
    message="{欄}は「{入力}」ですが、目標は「完了」です。数値だけでは達成したかどうかを判定できません。",
    suggestion="全て終わったときは「完了」と記入してください。まだのときはこのままで差し支えありません"
    "（達成状況は事務局が理由を付けて決めます）。",
    why="全体の数が分からないため、件数が増えても、全て終わったのかどうかは読み取れません。",
    example="目標が「完了」の指標で、R5実績値に「5,480」と記入した。",
    hint="全て終わったときは「完了」と記入してください。",
    check=_count_for_completion,
    settles=False,
)
