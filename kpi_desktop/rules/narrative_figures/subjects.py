"""Whether words name the indicator, how it moved, or another thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.narrative_figures.sentences import MASK, fold


class About(Enum):
    """What words name."""

    INDICATOR = "指標"
    CHANGE = "指標の増減"
    OTHER = "別のもの"
    OPEN = "言っていない"


class Word(NamedTuple):
    """A content word of a phrase; ``is_deed`` when it is a verb there (実施している)."""

    text: str
    is_deed: bool

    @property
    def is_generic(self) -> bool:
        """Whether it says when, how much or in what form, not of what."""
        return self.text in _GENERIC

    @property
    def says_nothing(self) -> bool:
        """Whether it tells no thing from another: a generic word, or a single character."""
        return self.is_generic or len(self.text) == 1


#: Nouns that are written without kanji.
KANA_NOUNS = (
    "障がい|子ども|子育て|がん|ひとり親|みかん|かんきつ|すいか|ぶどう|お茶|きのこ|かんしょ|えび|あさり|ごみ|いじめ|こども"
    "|たばこ|いちご|しいたけ|ひきこもり|いのしし|まち"
)
_WORD = re.compile(
    rf"(?:{KANA_NOUNS}|(?<![一-龥])[一-龥][きりみけげめ](?=[一-龥])|[一-龥々〇ァ-ヶーA-Za-z%/])+"
)
#: A noun of one character right before the mark: 犬は.
_ONE_CHARACTER = re.compile(r"(?<![一-龥々ァ-ヶーA-Za-z0-9])[一-龥]$")
_AMOUNT = re.compile(r"[\d,.]+[兆億万千]?(?:%|[A-Za-z]+|[人件社回台戸歩名校円]+|世帯)?")
_TIME = re.compile(
    r"(?:令和|平成|昭和|(?<![A-Za-z])[RHS])?(?:元|\d+)(?:か?年|月|日)?度?(?:末|中|間|時点|当初)*"
)
#: Whoever does what is said before: 活動している者.
_DOERS = ("者", "人", "方", "例")
#: Words that say when, how much or in what form, not of what.
_GENERIC = frozenset(
    """年度 年度末 前年度 前年度末 前年 昨年度 昨年 今年度 本年度 当年度 今年 年間 年 年末 年中 前期 期間 間 現在 時点 末 最終
    累計 合計 総数 総計 総額 計 全体 全県 県 県内 県全体 本県 県計 実績 実績値 値 数値 数 件数 人数 者数 率 割合 額 量 面積 比率
    増加 減少 増加率 減少率 伸 伸率 増減率 増加数 増加面積 増加件数 増加幅 減少幅 幅 達成率 進捗率 進捗 結果 水準 状況 推移
    差 幅 開 目標 目標値 目標額 策定時 戦略策定時 計画策定時 基準値 最終目標 評価 指標 本指標 今回 当該 新規 新 次 以上 以下 約 率 同 共 一方 前回
    対 比 的 中 内 別 等 以降 以来 以前 取組 取組状況 件 人 名 者""".split()
)
#: Grades as labels abbreviate them, and as sentences write them.
_SCHOOLS = {"小": "/小学校", "中3": "/中学校", "高3": "/高校/高等学校"}
#: 中学３年生, 高校３年生 as labels abbreviate them.
_GRADE = re.compile(r"(中|高)(?:学|学校|校|等学校)?([1-3])(?:年生?)?")
#: Endings that count something: 移転数 is about 移転.
_COUNT = "(?:件数|人数|者数|総数|総額|割合|比率|面積|数|率|額|量|者)"
_COUNTS = re.compile(_COUNT + "$")
#: What a compound is made of.
_SOLID = "[一-龥々ァ-ヶーA-Za-z]"
#: A part of the whole, or the whole with something else: 30代の…, …を除く….
_PART = re.compile(r"\d代|\d歳|のうち|を除|を含|に限|以外の")
#: A topic that is not the figure itself but how it moved, or what came on top.
_CHANGE = re.compile(
    r"増加|減少|伸び|増分|の幅|の差|純増|新たな|新たに|新規|(?:前年|昨年)度?末?からの"
)
#: The form's own word for its figure.
_ITSELF = re.compile(
    r"^・?(?:(?:令和|R)\d{1,2}年?度?の|今年度の|本年度の)?(?:実績値|本指標|指標値)$"
)
#: Those of whom a name counts; without the word all of them are meant: 消防団員数, but 女性消防団員数.
_WHO = "女性|男性|女子|男子|若年|若手|高齢|外国人"
#: What makes a word of a topic a deed, not what it is narrowed to (正規雇用での…, 県南における…).
_VERBAL = re.compile(r"^(?:し|す|さ|せ|て|に(?:対|よ|向)|が)")
#: What stands behind a word of a name that only says whose or of what: 登録者における…, 橋梁の補修….
_OF = (
    "(?:にお|のうち|に係|に関|による|での|からの|への|」(?:、|及び|・|「)"
    "|の(?!数|割合|比率|率|件数|状況|水準|合計|総))"
)
#: 管理職に占める女性の割合 is 女性管理職の割合.
_SHARE = re.compile(r"([^、。の]+)に占める([^、。]+)の割合$")
#: Heads of a phrase that put a share in the place of what it is of.
_SHARES = ("割合", "比率")
#: A topic of no more characters, 数 and the like left out, does not say whose it is.
_SHORTEST = 2
#: How much of a word the indicator's own words must hold: of what a phrase is about, and of what narrows it.
_HEAD, _MODIFIER = 0.7, 0.45


class Subject:
    """The indicator's own words: its name with notes, and the labels of its series.

    ``prints`` are long figures of the form as printed: a topic that one of them follows is the indicator,
    whatever its words.
    """

    def __init__(
        self,
        name: str,
        labels: tuple[str, ...] = (),
        prints: tuple[str, ...] = (),
    ) -> None:
        self.prints = prints
        words = _plain(name + "/" + "/".join(labels))
        self._name = "".join(word.text for word in _words(name.partition("(")[0]))
        self._own = words + "".join(more for short, more in _SCHOOLS.items() if short in words)

    def about(self, phrase: str) -> About:
        """What a noun phrase names. OPEN when it is made of generic words only."""
        if _ITSELF.search(phrase):
            return About.INDICATOR
        if _is_a_short_noun(phrase) or self._names_a_part(phrase) or self._names_more(phrase):
            return About.OTHER
        share = _SHARE.search(phrase)
        phrase = f"{share[2]}{share[1]}の割合" if share else phrase
        moves = bool(_CHANGE.search(phrase)) and not _CHANGE.search(self._own)
        about = self._named_by(list(_words(phrase)))
        return About.CHANGE if moves and about in (About.INDICATOR, About.OPEN) else about

    def holds(self, phrase: str) -> bool:
        """Whether all words of a phrase are the indicator's own."""
        return all(self._covers(word, _HEAD) for word in _telling_words(phrase))

    def is_short(self, phrase: str) -> bool:
        """Whether a phrase is only the last word of the name (参加者数は), which may be of another thing."""
        if _ITSELF.search(phrase):
            return False
        things = [_COUNTS.sub("", word) for word in _telling_words(phrase)]
        return sum(map(len, things)) <= _SHORTEST < len(self._name)

    def _names_a_part(self, phrase: str) -> bool:
        """Whether it is of a part, or of more, in words that the indicator does not have: 30代の…, …を除く…."""
        return any(words not in self._own for words in _PART.findall(phrase))

    def _names_more(self, phrase: str) -> bool:
        """Whether it is of all where the indicator is of some: 消防団員数 beside 女性消防団員数."""
        words = _telling_words(phrase)
        some = re.search(f"({_WHO}){re.escape(words[-1])}", self._own) if words else None
        return some is not None and some[1] not in phrase

    def _named_by(self, words: list[Word]) -> About:
        """What is named by the words of a phrase: the last one that says something is what it is about."""
        last = words[-1].text if words else ""
        while words and words[-1].says_nothing:
            words.pop()
        if all(word.is_deed for word in words):
            return self._done_by(words, last)
        *modifiers, head = words
        fits = self._is_head(head.text, modifiers, last in _SHARES)
        fits = fits and all(self._may_narrow(word) for word in modifiers)
        return About.INDICATOR if fits else About.OTHER

    def _done_by(self, deeds: list[Word], last: str) -> About:
        """What a phrase of deeds alone names: nothing yet, unless it is people who do another thing."""
        known = all(word.is_generic or self._covers(word.text, _MODIFIER) for word in deeds)
        return About.OTHER if last in _DOERS and not known else About.OPEN

    def _is_head(self, word: str, modifiers: list[Word], is_share: bool) -> bool:
        """Whether *word* is what the indicator counts, or is measured by a deed that it counts."""
        bare = _COUNTS.sub("", word)
        bare = bare if len(bare) > 1 else word
        covered = self._covers(bare, _HEAD)
        if covered and self._ends_in(bare):
            return True
        return (is_share or covered) and self._counts_a_deed(modifiers)

    def _counts_a_deed(self, words: list[Word]) -> bool:
        """Whether a verb among *words* is what the indicator counts: 補修が完了した(橋梁)."""
        deeds = [word.text for word in words if word.is_deed]
        return any(self._covers(deed, _HEAD) and self._ends_in(deed) for deed in deeds)

    def _may_narrow(self, word: Word) -> bool:
        """Whether the indicator may have *word* before its own head."""
        return word.is_deed or word.says_nothing or self._covers(word.text, _MODIFIER)

    def _covers(self, word: str, share: float) -> bool:
        return self._covered(word) >= share * len(word)

    def _ends_in(self, head: str) -> bool:
        """Whether the indicator's words have *head* where a name ends: 集積 of 農地集積面積, but not 農地.

        Nor the 橋梁 of 橋梁の補修数. Of a short word that is a name of its own (水産物), the words must hold no
        more in front (農林水産物).
        """
        ends = rf"{re.escape(head[-2:])}(?:{_COUNT}|及|(?!{_SOLID}))(?!{_OF})"
        if not re.search(ends, self._own):
            return False
        whole = len(head) != 3 or head not in self._own
        return whole or bool(re.search(rf"(?<!{_SOLID}){re.escape(head)}", self._own))

    def _covered(self, word: str) -> int:
        """Characters of *word* that lie in pieces of two or more that the indicator's words hold."""
        covered, at = 0, 0
        while at < len(word):
            size = max(
                (n for n in range(2, len(word) - at + 1) if word[at : at + n] in self._own),
                default=0,
            )
            covered += size
            at += size or 1
        return covered


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    plain = fold(text).replace("取り組", "取組").replace("(*)", "").replace("*", "")
    plain = _GRADE.sub(lambda match: match[1] + match[2], plain)
    return plain.replace("(", "/").replace(")", "/")


def _words(phrase: str) -> Iterator[Word]:
    """Content words of a phrase."""
    plain = _AMOUNT.sub("、", _TIME.sub("、", _plain(phrase.replace(MASK, ""))))
    for match in _WORD.finditer(plain):
        yield Word(match[0], bool(_VERBAL.match(plain[match.end() :])))


def _telling_words(phrase: str) -> list[str]:
    """The content words that are not generic."""
    return [word.text for word in _words(phrase) if not word.is_generic]


def _is_a_short_noun(phrase: str) -> bool:
    """Whether a phrase ends in a noun of one character that is the name of a thing: 犬."""
    noun = _ONE_CHARACTER.search(phrase)
    return noun is not None and noun[0] not in _GENERIC


def subject_of(case: IndicatorCase) -> Subject:
    """The indicator's own words."""
    labels = tuple(row.sent.label for row in case.rows)
    shown = [one.display() for row in case.rows for one in row.as_series().actuals.values()]
    prints = tuple(one for one in shown if sum(char.isdigit() for char in one) >= 4)
    return _subject(case.indicator.name + case.indicator.name_note, labels, prints)


#: The same words give the same subject, so that ``topics`` knows it again.
_subject = lru_cache(maxsize=256)(Subject)
