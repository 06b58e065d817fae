"""Rules on what another department has said of the same indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.rule import Hit, Rule, Scope

#: 意見なし、異議はありません、特になし、同意します、－: words that ask for nothing.
_NOTHING = re.compile(
    r"(?:特に|当課|当部|共管|として|から|の|は|、)*(?:意見|異議|異存|問題|修正|指摘|追加)?(?:等|事項)*(?:は|も)?"
    r"(?:特に)?(?:なし|無し|無|ない|ありません|ございません|ないです|なしです)"
    r"|(?:数値|内容|記載)?(?:は|も)?(?:妥当|適切|適当)(?:です|である|と考えます)?"
    r"|(?:同意|了解|了承|承知|確認)(?:します|しました|いたしました|致しました|済み?|です)?"
    r"|[-－―ー]*"
)


def asks_for_nothing(text: str) -> bool:
    """Whether an opinion says that there is none.

    >>> asks_for_nothing("特に意見はありません。"), asks_for_nothing("単位を確認してください。")
    (True, False)
    """
    return _NOTHING.fullmatch(match_key(text).rstrip("。.")) is not None


def _opinion(case: IndicatorCase) -> Iterator[Hit]:
    for one in case.opinions:
        if not asks_for_nothing(one.text):
            words = " ".join(one.text.split()).removesuffix("。")
            yield Hit("部局名", {"部局": one.department, "意見": words}, actual=one.text)


def _other_answer(case: IndicatorCase) -> Iterator[Hit]:
    for other in case.others:
        for row, year, name in case.open_fields():
            theirs, own = other.readings.get((row.sent.number, year)), row.actual(year)
            if theirs is None or theirs.is_missing or own.is_missing or theirs.same_as(own):
                continue
            words = {"部局": other.department, "ファイル": other.file}
            yield Hit(name, words, expected=theirs.display(), actual=own.display())


OPINION = Rule(
    code="K951",
    category=Category.JOINT,
    severity=Severity.WARNING,
    scope=Scope.JOINT,
    title="共管部局の意見",
    message="共管の{部局}から意見があります：「{意見}」。",
    suggestion="意見を確かめ、要れば様式を直してください。直さないときは、{部局}にその旨を伝えてください。",
    why="共管の指標は、所管するすべての部局が納得した内容で公表するためです。",
    example="共管の部局が、様式の共管意見の欄に「単位は人ではなく件です」と書いた。",
    check=_opinion,
    settles=False,
)

OTHER_ANSWER = Rule(
    code="K952",
    category=Category.JOINT,
    severity=Severity.WARNING,
    scope=Scope.JOINT,
    title="部局どうしの回答の食違い",
    message="{欄}の「{入力}」は、{部局}の回答（{ファイル}）の「{正}」と異なります。",
    suggestion="どちらが正しいか両方の部局で確かめてください。正しくないほうの提出は、事務局が除外します。",
    why="一つの指標に二つの値があると、どちらを公表するのかが決まりません。",
    example="所管が変わった指標に、前の部局が1,592、新しい部局が1,759と回答した。",
    check=_other_answer,
    settles=False,
)
