"""Rules on the three narrative boxes, as texts; figures in them are the matter of narrative_figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.domain.forms.form import CellKind
from kpi_desktop.domain.forms.print_box import box_rooms
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.reported_year import last_year_reported_as_this
from kpi_desktop.rules.rule import Hit, Rule, Scope

#: Texts shorter than this may well be equal by chance.
_SHORTEST_TEXT = 20

_PLACEHOLDERS = frozenset(
    "同上 上記同様 同左 未定 なし 無し 無 特になし 特に無し 特段なし 該当なし 該当無し 後日 後日提出 後日記入 "
    "別紙 別紙参照 別紙のとおり 別途提出 作成中 調整中 検討中 確認中 記入中 集計中 未記入 未記載 未入力 "
    "前年度と同じ 前年度同様 前年と同じ 昨年度と同じ 昨年度同様 前回と同じ 変更なし 継続 "
    "テスト ダミー サンプル test tbd na n/a xxx xx ああああ ここに記入 ここに入力".split()
)
_TRIM = re.compile(
    r"^[\s・○●◯〇①\-－―ー〜~*※()（）「」。、.,:：]+|[\s。、.,です()（）「」\-－ー]+$"
)
_BLANKED = re.compile(r"[○〇●◯△▲□■×]{2,}|[XＸ]{2,}|\?{2,}|？{2,}|【要確認】|（要確認）|（仮）")


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    return match_key(_TRIM.sub("", plain)).lower()


def is_placeholder(text: str) -> bool:
    """Whether *text* only stands in for a text that is still to come."""
    bare = _bare(text)
    return bool(text) and (not bare or bare in _PLACEHOLDERS)


def _written(case: IndicatorCase) -> Iterator[tuple[str, str]]:
    for name, text in case.narratives.items():
        cell = case.cell(name)
        if cell is not None and cell.kind is not CellKind.ERROR and text:
            yield name, text


def _missing(case: IndicatorCase) -> Iterator[Hit]:
    for name, text in case.narratives.items():
        if case.cell(name) is not None and not text:
            yield Hit(name)


def _placeholder(case: IndicatorCase) -> Iterator[Hit]:
    for name, text in _written(case):
        if is_placeholder(text):
            yield Hit(name, actual=text)


def _too_long(case: IndicatorCase) -> Iterator[Hit]:
    """Every box whose text does not print whole on the form as it was sent."""
    rooms = box_rooms(case.sent)
    for name, text in _written(case):
        if not rooms[name].holds(text):
            limit = rooms[name].capacity // 10 * 10
            words = {"字数": f"{len(text):,}", "上限": f"{limit:,}"}
            yield Hit(name, words, expected=str(limit), actual=str(len(text)))


def _blanked(case: IndicatorCase) -> Iterator[Hit]:
    for name, text in _written(case):
        if match := _BLANKED.search(text):
            yield Hit(name, {"箇所": excerpt(text, match.start())}, actual=match[0])


def excerpt(text: str, position: int, width: int = 12) -> str:
    """The words around *position*, on one line."""
    start = max(0, position - width)
    return " ".join(text[start : position + width].split())


def _last_years_text(case: IndicatorCase) -> Iterator[Hit]:
    for name, text in _written(case):
        before = case.last_narratives.get(name, "") or case.sent.narratives.get(name, "")
        if len(text) >= _SHORTEST_TEXT and match_key(before) == match_key(text):
            yield Hit(name)


def _same_twice(case: IndicatorCase) -> Iterator[Hit]:
    seen: dict[str, str] = {}
    for name, text in _written(case):
        first = seen.setdefault(match_key(text), name)
        if first != name and len(text) >= _SHORTEST_TEXT:
            yield Hit(name, {"もう一方": first}, uses=(first,))


def _wrong_year(case: IndicatorCase) -> Iterator[Hit]:
    for name, sentence, year in last_year_reported_as_this(
        dict(_written(case)), case.evaluation_year
    ):
        words = {"文": sentence, "書かれた年度": year.full, "評価年度": case.evaluation_year.full}
        yield Hit(name, words, expected=case.evaluation_year.full, actual=year.full)


NO_TEXT = Rule(
    code="K801",
    category=Category.NARRATIVE,
    severity=Severity.ERROR,
    scope=Scope.NARRATIVE,
    title="文章の記入漏れ",
    message="{欄}が空欄です。",
    suggestion="{欄}を記入してください。",
    why="数値だけでは、取組の内容も課題も分かりません。",
    example="「課題等」の欄が空欄のまま提出された。",
    hint="空欄のままにせず、文章で記入してください。",
    check=_missing,
)

PLACEHOLDER = Rule(
    code="K802",
    category=Category.NARRATIVE,
    severity=Severity.ERROR,
    scope=Scope.NARRATIVE,
    title="仮の記入",
    message="{欄}が「{入力}」だけになっています。",
    suggestion="「同上」「未定」「なし」などで済ませず、内容を文章で記入してください。",
    why="個票は1枚で読まれるため、ほかの欄や前年度を見ないと分からない書き方はできません。",
    example="今後の方向性に「同上」とだけ記入した。",
    hint="「同上」「未定」「なし」だけの記入は受け付けられません。",
    check=_placeholder,
)

TOO_LONG = Rule(
    code="K803",
    category=Category.NARRATIVE,
    severity=Severity.WARNING,
    scope=Scope.NARRATIVE,
    title="欄に収まらない文章",
    message="{欄}が{字数}字あり、様式の印刷の枠（およそ{上限}字）に収まりません。",
    suggestion="要点に絞り、およそ{上限}字以内に縮めてください。改行を減らしても収まることがあります。",
    why="枠に収まらない部分は、部局で様式を印刷しても見えません。公表する個票では字を小さくして全文を載せますが、"
    "長いほど読みにくくなります。",
    example="取組状況に1,500字の文章を記入した。",
    hint="印刷の枠に収まる長さで記入してください。",
    check=_too_long,
    settles=False,
)

BLANKED = Rule(
    code="K804",
    category=Category.NARRATIVE,
    severity=Severity.WARNING,
    scope=Scope.NARRATIVE,
    title="伏せ字の残り",
    message="{欄}に、書きかけと思われる箇所「{入力}」があります（…{箇所}…）。",
    suggestion="正しい言葉や数値に置き換えてください。",
    why="後で埋めるつもりの印が、そのまま公表されることがあります。",
    example="「参加者は○○人」と書かれたままになっている。",
    check=_blanked,
    settles=False,
)

LAST_YEARS_TEXT = Rule(
    code="K805",
    category=Category.NARRATIVE,
    severity=Severity.WARNING,
    scope=Scope.NARRATIVE,
    title="前年度と同じ文章",
    message="{欄}が前年度の文章とまったく同じです。",
    suggestion="評価年度の内容に書き改めてください。",
    why="前年度の文章を写したままでは、今年度の取組や課題が伝わりません。",
    example="取組状況に前年度の文章がそのまま残っている。",
    check=_last_years_text,
)

SAME_TWICE = Rule(
    code="K806",
    category=Category.NARRATIVE,
    severity=Severity.WARNING,
    scope=Scope.NARRATIVE,
    title="二つの欄が同じ文章",
    message="{欄}が「{もう一方}」の欄と同じ文章です。",
    suggestion="貼り付けの誤りがないか確かめ、それぞれの欄の内容を記入してください。",
    why="別の欄の文章を貼り付けた誤りのことが多いためです。",
    example="課題等の文章が今後の方向性にも貼られている。",
    check=_same_twice,
)

WRONG_YEAR = Rule(
    code="K807",
    category=Category.NARRATIVE,
    severity=Severity.WARNING,
    scope=Scope.NARRATIVE,
    title="年度の書き誤りの疑い",
    message="{欄}の「{文}」は{書かれた年度}のこととして書かれていますが、評価年度は{評価年度}です。",
    suggestion="年度を確かめてください。前年度の文章が残っているときは、評価年度の内容に書き改めてください。",
    why="前年度の文章を直して使うと、年度だけが古いまま残ることがあります。",
    example="令和５年度の様式の取組状況に「令和４年度は12回開催した」とだけ書かれている。",
    check=_wrong_year,
    settles=False,
)
