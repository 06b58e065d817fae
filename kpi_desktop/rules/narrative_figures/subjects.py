"""What a sentence is about, told from its topics (…は, …が): the indicator, or another thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.narrative_figures.sentences import MASK, fold


class About(Enum):
    """What a topic names."""

    INDICATOR = "指標"
    CHANGE = "指標の増減"
    OTHER = "別のもの"
    OPEN = "言っていない"


@dataclass(frozen=True)
class Topic:
    """A topic that ends at ``end``; one marked が holds only up to the end of its clause.

    ``foreign``: it holds words that the indicator's name does not have. ``short``: it is only the name's
    last word, which other things may be called by too.
    """

    start: int
    end: int
    about: About
    lasting: bool
    foreign: bool = False
    short: bool = False


#: Nouns that are written without kanji.
_KANA = (
    "障がい|子ども|子育て|がん|ひとり親|みかん|かんきつ|すいか|ぶどう|お茶|きのこ|かんしょ|えび|あさり|ごみ|いじめ|こども"
    "|たばこ|いちご|しいたけ|ひきこもり|いのしし|まち"
)
#: A noun phrase before は or が: back to the last comma, bracket or topic.
_TOPIC = re.compile(
    r"(?P<phrase>[^、。:\0]*?(?:[一-龥々ァ-ヶーA-Za-z0-9%」]|[一-龥][みせけれりいちびきめ]|ども|もの"
    rf"|{_KANA}))"
    rf"{MASK}*(?P<mark>は|(?<![上下広挙曲拡転障])が(?!ん)|(?<!障)が(?![りるらっれん])|も)"
)
_CHUNK = re.compile(
    rf"(?:{_KANA}|(?<![一-龥])[一-龥][きりみけげめ](?=[一-龥])|[一-龥々〇ァ-ヶーA-Za-z%/])+"
)
#: A noun of one character right before the mark: 犬は.
_SHORT = re.compile(r"(?<![一-龥々ァ-ヶーA-Za-z0-9])[一-龥]$")
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
#: A part of the year that a figure of its own is of: 10月の…, 上半期の….
_PART_OF_YEAR = re.compile(
    r"\d月(?:の|に|は|では|期|単月|から\d)|[上下]半?期|四半期|単月|月別|月間|連休|年末年始|夏休み|期間中"
)
#: A part of the whole, or the whole with something else: 30代の…, …を除く….
_PART = re.compile(r"\d代|\d歳|のうち|を除|を含|に限|以外の")
#: Behind these the whole clause is of parts: 年代別では…, その内訳は….
_BY_PART = re.compile(
    r"[一-龥々ァ-ヶー](?<!個)(?<!特)別(?:に(?:見|み)ると|で(?:見|み)ると|では|には|で|に)?は?、|内訳|のうち、"
)
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
        self._name = "".join(word for word, _ in _chunks(name.partition("(")[0]))
        self._words = words + "".join(more for short, more in _SCHOOLS.items() if short in words)

    def about(self, phrase: str) -> About:
        """What a noun phrase names. OPEN when it is made of generic words only."""
        if _ITSELF.search(phrase):
            return About.INDICATOR
        short = _SHORT.search(phrase)
        if short and not _generic(short[0]):
            return About.OTHER
        if any(one not in self._words for one in _PART.findall(phrase)):
            return About.OTHER
        said = [word for word, _ in _chunks(phrase) if not _generic(word)]
        whole = said and re.search(f"({_WHO}){re.escape(said[-1])}", self._words)
        if whole and whole[1] not in phrase:
            return About.OTHER
        share = _SHARE.search(phrase)
        phrase = f"{share[2]}{share[1]}の割合" if share else phrase
        changes = bool(_CHANGE.search(phrase)) and not _CHANGE.search(self._words)
        about = self._names(list(_chunks(phrase)))
        return About.CHANGE if changes and about in (About.INDICATOR, About.OPEN) else about

    def holds(self, phrase: str) -> bool:
        """Whether all words of a phrase are the indicator's own."""
        said = [word for word, _ in _chunks(phrase) if not _generic(word)]
        return all(self._covers(one, Share.HEAD) for one in said)

    def is_short(self, phrase: str) -> bool:
        """Whether a phrase is only the last word of the name (参加者数は), which may be of another thing."""
        said = [_COUNTS.sub("", word) for word, _ in _chunks(phrase) if not _generic(word)]
        if _ITSELF.search(phrase):
            return False
        return sum(map(len, said)) <= SHORT < len(self._name)

    def _names(self, chunks: list[tuple[str, bool]]) -> About:
        who = bool(chunks) and chunks[-1][0] in _DOERS
        share = bool(chunks) and chunks[-1][0] in ("割合", "比率")
        while chunks and (_generic(chunks[-1][0]) or len(chunks[-1][0]) == 1):
            chunks.pop()
        if all(verbal for _, verbal in chunks):
            done = [word for word, _ in chunks if not _generic(word)]
            known = all(self._covers(one, Share.MODIFIER) for one in done)
            return About.OPEN if known or not who else About.OTHER
        word = chunks[-1][0]
        head = _COUNTS.sub("", word)
        head = head if len(head) > 1 else word
        if not self._covers(head, Share.HEAD) or not self._ends_in(head):
            if not (share or self._covers(head, Share.HEAD)) or not self._done(chunks[:-1]):
                return About.OTHER
        for modifier, verbal in chunks[:-1]:
            told = verbal or _generic(modifier) or len(modifier) == 1
            if not told and not self._covers(modifier, Share.MODIFIER):
                return About.OTHER
        return About.INDICATOR

    def _done(self, chunks: list[tuple[str, bool]]) -> bool:
        """Whether a verb among *chunks* is what the indicator counts: 補修が完了した(橋梁)."""
        deeds = [word for word, verbal in chunks if verbal]
        return any(self._covers(one, Share.HEAD) and self._ends_in(one) for one in deeds)

    def _covers(self, word: str, share: float) -> bool:
        return self._covered(word) >= share * len(word)

    def _ends_in(self, head: str) -> bool:
        """Whether the indicator's words have *head* where a name ends: 集積 of 農地集積面積, but not 農地.

        Nor the 橋梁 of 橋梁の補修数. Of a short word that is a name of its own (水産物), the words must hold no
        more in front (農林水産物).
        """
        ends = rf"{re.escape(head[-2:])}(?:{_COUNT}|及|(?!{_SOLID}))(?!{_OF})"
        if not re.search(ends, self._words):
            return False
        whole = len(head) != 3 or head not in self._words
        return whole or bool(re.search(rf"(?<!{_SOLID}){re.escape(head)}", self._words))

    def _covered(self, word: str) -> int:
        """Characters of *word* that lie in pieces of two or more that the indicator's words hold."""
        covered, at = 0, 0
        while at < len(word):
            size = max(
                (n for n in range(2, len(word) - at + 1) if word[at : at + n] in self._words),
                default=0,
            )
            covered += size
            at += size or 1
        return covered


#: A topic of no more characters, 数 and the like left out, does not say whose it is.
SHORT = 2


class Share:
    """How much of a word the indicator's own words must hold."""

    HEAD = 0.7
    MODIFIER = 0.45


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    plain = fold(text).replace("取り組", "取組").replace("(*)", "").replace("*", "")
    plain = _GRADE.sub(lambda match: match[1] + match[2], plain)
    return plain.replace("(", "/").replace(")", "/")


def _chunks(phrase: str) -> Iterator[tuple[str, bool]]:
    """Content words of a phrase, each with whether it is a verb there (実施している)."""
    plain = _AMOUNT.sub("、", _TIME.sub("、", _plain(phrase.replace(MASK, ""))))
    for match in _CHUNK.finditer(plain):
        yield match[0], bool(_VERBAL.match(plain[match.end() :]))


def _generic(word: str) -> bool:
    return word in _GENERIC


#: A comma that ends a clause: after a verb or a copula, not after a particle.
CLAUSE_END = re.compile(r"(?<=[しりれてでたいるきびみえけめせずくがらほ])、|ものの、|一方、|ため、")


#: 管理職に占める女性の割合 is 女性管理職の割合.
_SHARE = re.compile(r"([^、。の]+)に占める([^、。]+)の割合$")
#: Something that was held, of which what follows may be told: 研修会を３回開催し、….
_EVENT = re.compile(
    r"(?:会|講座|研修|セミナー|イベント|フェア|ツアー|体験|訓練|調査|アンケート|キャンペーン|事業)[^、。を]{0,4}"
    r"を[^、。]{0,12}(?:開催|実施|開き)[^、。]{0,6}、"
)
#: What was named just before, not the indicator: 築40年以上の住戸が53％を占め、その空家率は….
_THAT = re.compile("その|これらの|同(?![規社])")
#: How far behind its topic a figure still proves what the topic is.
_BEHIND = 14


@lru_cache(maxsize=1024)
def topics(masked: str, subject: Subject, inherited: About = About.OPEN) -> tuple[Topic, ...]:
    """Every topic of a sentence, in order. Behind another topic a short one (参加者数は) is of that.

    Every rule asks this of every sentence, so the answers are kept for a while.
    """
    found: list[Topic] = []
    ends = list(CLAUSE_END.finditer(masked))
    for match in _TOPIC.finditer(masked):
        about = subject.about(match["phrase"])
        clause = max((one.end() for one in ends if one.end() <= match.start()), default=0)
        before = masked[clause : match.end()]
        if _THAT.match(match["phrase"]) and masked[: match.start()].strip("・"):
            about = About.OTHER
        if _PART_OF_YEAR.search(before) or _BY_PART.search(before):
            about = About.OTHER
        short = subject.is_short(match["phrase"])
        if about is About.INDICATOR and short:
            others = any(one.foreign and one.lasting for one in found)
            if others or inherited is About.OTHER or _EVENT.search(masked[: match.start("mark")]):
                about = About.OTHER
        behind = masked[match.end() : match.end() + _BEHIND]
        if about is About.OTHER and any(one in behind for one in subject.prints):
            about = About.INDICATOR
        foreign = about is About.OTHER and not subject.holds(match["phrase"])
        found.append(
            Topic(match.start(), match.end(), about, match["mark"] != "が", foreign, short)
        )
    return tuple(found)


def topic_at(masked: str, position: int, found: tuple[Topic, ...]) -> Topic | None:
    """The nearest topic before *position* that still holds there and says something."""
    ends = [match.end() for match in CLAUSE_END.finditer(masked) if match.end() <= position]
    clause = max(ends, default=0)
    for topic in reversed([one for one in found if one.end <= position]):
        holds = topic.lasting or topic.end > clause
        if holds and topic.about is not About.OPEN:
            return topic
    return None


def about_at(masked: str, position: int, found: tuple[Topic, ...], inherited: About) -> About:
    """What is spoken of at *position*: its topic, or what the sentence before has left."""
    topic = topic_at(masked, position, found)
    return inherited if topic is None else topic.about


def subject_of(case: IndicatorCase) -> Subject:
    """The indicator's own words."""
    labels = tuple(row.sent.label for row in case.rows)
    shown = [one.display() for row in case.rows for one in row.as_series().actuals.values()]
    prints = tuple(one for one in shown if sum(char.isdigit() for char in one) >= 4)
    return _subject(case.indicator.name + case.indicator.name_note, labels, prints)


#: The same words give the same subject, so that ``topics`` knows it again.
_subject = lru_cache(maxsize=256)(Subject)
