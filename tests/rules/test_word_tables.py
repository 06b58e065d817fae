"""The words by which narratives are read: units, points in time, and what a phrase names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.rules.narrative_figures.form_figures import FormFigures
from kpi_desktop.rules.narrative_figures.points_in_time import anchors
from kpi_desktop.rules.narrative_figures.sentences import clause_start, fold, paragraphs, sentences
from kpi_desktop.rules.narrative_figures.subjects import About, Subject
from kpi_desktop.rules.narratives import excerpt, is_placeholder
from kpi_desktop.rules.typed_values import is_remark
from kpi_desktop.rules.units import accepts
from tests.rules.forms import case_of, indicator, line


@pytest.mark.parametrize(
    ("unit", "spelt"),
    [
        ("人/年", "人 名"),
        ("万人/年", "人 名"),
        ("カ所", "カ所 か所 ヶ所 ケ所 箇所 ヵ所"),
        ("ha", "ha ヘクタール"),
        ("千ha/年", "ha ヘクタール"),
        ("t", "t トン"),
        ("km", "km キロメートル キロ"),
        ("m3", "m3 立方メートル"),
        ("㎥/年", "m3 立方メートル"),
        ("%", "% パーセント"),
        ("企業・団体等", "企業・団体等 企業・団体 団体"),
        ("台/日", "台/日 台"),
        ("百万円", "円"),
        ("千万円", "円"),
        ("十億円", "円"),
        ("kg/10a/年", "kg"),
        ("", ""),
    ],
)
def test_a_unit_is_known_as_sentences_spell_it(unit: str, spelt: str) -> None:
    case = case_of(indicator(line("単年", unit, "1", "1 2 3", "5"), name="何か"), {})
    assert " ".join(FormFigures(case).units) == spelt


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("百万円", "5000000"),
        ("千万円", "50000000"),
        ("十億円", "5000000000"),
        ("兆円", "5000000000000"),
        ("億円", "500000000"),
        ("万人", "50000"),
        ("千人", "5000"),
        ("人", "5"),
    ],
)
def test_figures_of_the_form_are_held_in_base_units(unit: str, value: str) -> None:
    case = case_of(indicator(line("単年", unit, "5", "5 5 5", "5")), {})
    found = list(FormFigures(case).everything())
    assert {one.value for one in found} == {Decimal(value)}
    assert [one.field for one in found] == [
        *("系列1_実績1", "系列1_実績2", "系列1_実績3", "系列1_策定時", "系列1_目標")
    ]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("前年度から", [("LAST", None, True, 0)]),
        ("前年の1,592人に比べ", [("LAST", None, True, 0)]),
        ("昨年度は", [("LAST", None, False, 0)]),
        ("対前年度比", [("LAST", None, True, 0)]),
        ("策定時より", [("BASELINE", None, True, 0)]),
        ("計画策定当初の", [("BASELINE", None, False, 0)]),
        ("基準値", [("BASELINE", None, False, 0)]),
        ("基準年度", [("BASELINE", None, False, 0)]),
        ("目標値を", [("TARGET", None, False, 0)]),
        ("目標の1,500人に対し", [("TARGET", None, True, 0)]),
        ("目標に5人", [("TARGET", None, True, 0)]),
        ("目標にはあと5人", [("TARGET", None, True, 0)]),
        ("目標達成率", []),
        ("目標設定", []),
        ("目標管理", []),
        ("目標年度", []),
        ("目標地図", []),
        ("令和4年度と比べ", [("YEAR", "R4", True, 0)]),
        ("R4年度末の", [("YEAR", "R4", False, 0)]),
        ("2022年度", [("WESTERN", "R4", False, 0)]),
        ("平成元年度", [("YEAR", "H1", False, 0)]),
        ("令和6年3月末", [("MARCH", "R5", False, 0)]),
        ("R6.3.31", [("MARCH", "R5", False, 0)]),
        ("令和6年4月", []),
        ("今年度は", [("THIS", None, False, 0)]),
        ("評価年度", [("THIS", None, False, 0)]),
        ("3年前の", [("AGO", None, False, 3)]),
        ("4年間で", [("SPAN", None, True, 4)]),
        ("この3か年間に", [("SPAN", None, True, 3)]),
        ("前年同期に比べ", []),
        ("令和6年3月末で5人、前年同期に比べ", [("MARCH", "R5", False, 0), ("LAST", None, True, 0)]),
        ("前年度(令和4年度)に比べ", [("LAST", None, True, 0), ("YEAR", "R4", True, 0)]),
        ("令和0年度", []),
    ],
)
def test_points_in_time_are_known_by_their_words(
    text: str, points: list[tuple[str, str | None, bool, int]]
) -> None:
    found = [
        (one.point.name, one.year.short if one.year else None, one.compared, one.span)
        for one in anchors(text)
    ]
    expected = [("YEAR" if n in ("MARCH", "WESTERN") else n, *rest) for n, *rest in points]
    assert found == expected


@pytest.mark.parametrize(
    ("name", "phrase", "about"),
    [
        ("防災士の資格取得者数", "資格取得者数", About.INDICATOR),
        ("防災士の資格取得者数", "取得者の累計", About.INDICATOR),
        ("防災士の資格取得者数", "女性の資格取得者", About.OTHER),
        ("防災士の資格取得者数", "受講者数", About.OTHER),
        ("防災士の資格取得者数", "令和5年度の実績値", About.INDICATOR),
        ("防災士の資格取得者数", "本指標", About.INDICATOR),
        ("防災士の資格取得者数", "前年度", About.OPEN),
        ("防災士の資格取得者数", "資格取得者の増加数", About.CHANGE),
        ("防災士の資格取得者数", "新たな資格取得者", About.CHANGE),
        ("防災士の資格取得者数", "30代の資格取得者", About.OTHER),
        ("防災士の資格取得者数", "資格取得者を除く者", About.OTHER),
        ("防災士の資格取得者数", "犬", About.OTHER),
        ("女性消防団員数", "消防団員数", About.OTHER),
        ("女性消防団員数", "女性消防団員数", About.INDICATOR),
        ("女性管理職の割合", "管理職に占める女性の割合", About.INDICATOR),
        ("農林水産物の輸出額", "水産物の輸出額", About.INDICATOR),
        ("農林水産物の輸出額", "水産物", About.OTHER),
        ("授業が分かる児童生徒の割合(高3)", "高等学校", About.INDICATOR),
        ("授業が分かる児童生徒の割合(中3)", "中学校", About.INDICATOR),
        ("授業が分かる児童生徒の割合(中3)", "高等学校", About.OTHER),
        ("授業が分かる児童の割合(小)", "小学校", About.INDICATOR),
        ("授業が分かる児童の割合(小)", "中学校", About.OTHER),
    ],
)
def test_a_phrase_names_the_indicator_or_another_thing(
    name: str, phrase: str, about: About
) -> None:
    assert Subject(name).about(phrase) is about


@pytest.mark.parametrize(
    ("phrase", "short"),
    [
        ("取得者数", True),
        ("資格取得者数", False),
        ("本指標", False),
        ("数", True),
        ("防災士", False),
    ],
)
def test_the_last_word_of_a_name_alone_is_short(phrase: str, short: bool) -> None:
    assert Subject("防災士の資格取得者数").is_short(phrase) is short


@pytest.mark.parametrize(
    ("text", "folded"),
    [("１２　人", "12人"), ("①と㈠", "・と・"), ("−5", "-5"), ("㎡", "m2"), ("a\nb", "ab")],
)
def test_text_is_folded_for_reading(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一。\n二", ["一。", "二"]),
        ("一\n二", ["一二"]),
        ("一\r\n\r\n二", ["一", "二"]),
        ("一\n・二\n①三\n(1)四\n1.五\n※六", ["一", "・二", "①三", "(1)四", "1.五", "※六"]),
        ("  一 \n 二 ", ["一二"]),
        ("", []),
    ],
)
def test_a_paragraph_begins_at_a_point_or_behind_a_full_stop(text: str, found: list[str]) -> None:
    assert paragraphs(text) == found


def test_a_sentence_is_quoted_as_written_and_masked_in_its_brackets() -> None:
    first, second, third = sentences("課題等", "・１人（前年(2人)）増。 次。\n・三")
    assert (first.box, first.paragraph, first.quote) == ("課題等", 0, "・１人（前年(2人)）増。")
    assert (first.text, len(first.masked)) == ("・1人(前年(2人))増。", len(first.text))
    assert first.masked.replace("\0", "") == "・1人増。"
    assert (second.quote, second.paragraph, third.paragraph) == ("次。", 0, 1)


@pytest.mark.parametrize(
    ("text", "position", "start"),
    [("増えたため、次", 6, 6), ("増えたため、次", 5, 0), ("一つに、次", 4, 0), ("増し、次", 3, 3)],
)
def test_a_clause_begins_behind_a_verb_and_a_comma(text: str, position: int, start: int) -> None:
    assert clause_start(text, position) == start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("同上", True),
        ("・同上。", True),
        ("※ 未定です。", True),
        ("ＴＢＤ", True),
        ("なし", True),
        ("特に　なし", True),
        ("-", True),
        ("", False),
        ("なしの花が咲いた", False),
        ("同上のとおり支援する", False),
    ],
)
def test_words_that_stand_in_for_a_text(text: str, expected: bool) -> None:
    assert is_placeholder(text) is expected


def test_an_excerpt_has_twelve_characters_on_each_side_on_one_line() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(40))
    assert excerpt(text, 20) == text[8:32]
    assert excerpt(text, 3) == text[:15]
    assert excerpt("一\n二", 0) == "一 二"
    assert excerpt(text, 20, 2) == text[18:22]


@pytest.mark.parametrize(
    ("suffix", "remark"),
    [
        ("人", False),
        ("（見込み）", True),
        ("※", True),
        ("、", True),
        ("あ" * 10, False),
        ("あ" * 11, True),
    ],
)
def test_a_remark_is_long_or_has_brackets(suffix: str, remark: bool) -> None:
    assert is_remark(suffix) is remark


@pytest.mark.parametrize(
    ("unit", "suffix", "same"),
    [
        ("人", "名", True),
        ("人/年", "名", True),
        ("%", "ポイント", True),
        ("%", "％", True),
        ("名", "人", False),
        ("件", "名", False),
    ],
)
def test_another_counter_of_the_same_is_accepted(unit: str, suffix: str, same: bool) -> None:
    assert accepts(Unit(unit), suffix) is same
