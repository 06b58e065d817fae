"""For every rule one form about which it, and nothing else above a notice, has something to say."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.forms.form import CellKind, CellRead
from kpi_desktop.rules.case import IndicatorCase, Opinion, OtherAnswer
from tests.rules.forms import R5, TEXTS, Typed, address, case_of, indicator, line

PEOPLE = line("累計", "人", "1,027", "1,027 1,188 1,592", "1,500")
RATE = line("", "%", "53.9", "55.3 58.6 61.6", "66.6")
ANNUAL = line("単年", "件/年", "24", "31 35 32", "－")
TOTAL = line("累計", "件/4年", "96", "31 66 98", "120")
STATE = line("県", "", "認定なし", "認定なし 認定なし 認定なし", "認定")
WHOLE = line("全項目数", "項目", "5", "－ 4 6", "－")
PART = line("達成項目数", "項目", "1", "－ 1 1", "全て")
CRIMES = line("単年", "件/年", "6,498", "5,081 5,187 4,944", "前年比減")
PENDING = line("単年", "億円/年", "369", "525 708 集計中", "392")
UNKNOWN = line("累計", "", "－", "_ _ _", "完了")
REBUILT = line("累計", "件", "－", "3,666 4,725 5,209", "完了")

NOW = "系列1_実績4"
NOTE = "※錯誤により実績値修正"


def people(typed: Typed, **texts: str) -> IndicatorCase:
    """The form of a cumulative count of people, 1,759 being right."""
    return case_of(indicator(PEOPLE), {NOW: typed}, {**TEXTS, **texts})


def with_cell(kind: CellKind, raw: str, formula: str | None = None) -> IndicatorCase:
    return people(CellRead("No.6", address(NOW), raw, kind, raw, formula))


def with_text(**texts: str) -> IndicatorCase:
    return people(1759, **texts)


def changed(case: IndicatorCase, name: str, raw: str) -> IndicatorCase:
    """*case* with another text in a cell."""
    cell = case.cells[name]._replace(raw=raw, kind=CellKind.TEXT, shown=raw)
    return dataclasses.replace(case, cells={**case.cells, name: cell})


def without(case: IndicatorCase, name: str) -> IndicatorCase:
    """*case* from which a cell did not come back."""
    return dataclasses.replace(case, cells={k: v for k, v in case.cells.items() if k != name})


EXAMPLES: dict[str, tuple[Callable[[], IndicatorCase], str]] = {
    "K101": (lambda: dataclasses.replace(people(1759), latest_issue_no=2), "No"),
    "K102": (lambda: changed(people(1759), "No", "7"), "No"),
    "K103": (lambda: changed(people(1759), "指標名", "受講者数"), "指標名"),
    "K104": (lambda: changed(people(1759), "系列1_区分", "単年"), "系列1_区分"),
    "K105": (lambda: without(people(1759), "課題等"), "課題等"),
    "K106": (lambda: again_issued(people(1759)), "No"),
    "K201": (lambda: people(None), NOW),
    "K202": (lambda: case_of(indicator(UNKNOWN), {}), NOW),
    "K203": (
        lambda: case_of(indicator(PENDING), {"系列1_実績3": None, NOW: "集計中"}),
        "系列1_実績3",
    ),
    "K301": (lambda: with_cell(CellKind.NUMBER, "1759", "=1592+167"), NOW),
    "K302": (lambda: with_cell(CellKind.ERROR, "#REF!"), NOW),
    "K303": (lambda: with_cell(CellKind.DATE, "2024-03-04"), NOW),
    "K304": (lambda: people("別紙のとおり"), NOW),
    "K305": (lambda: people("1,759（見込み）"), NOW),
    "K306": (lambda: case_of(indicator(CRIMES), {NOW: "前年比減"}), NOW),
    "K307": (lambda: case_of(indicator(STATE), {NOW: 1}), NOW),
    "K308": (lambda: people("約1,759"), NOW),
    "K309": (lambda: people("17,59"), NOW),
    "K310": (lambda: with_hidden_digits(), NOW),
    "K311": (lambda: people("１，７５９人"), NOW),
    "K401": (lambda: people("1,759件"), NOW),
    "K402": (lambda: changed(people(1759), "系列1_単位", "世帯"), "系列1_単位"),
    "K501": (lambda: case_of(indicator(PEOPLE), {NOW: 1759, "系列1_実績3": 1529}), "系列1_実績3"),
    "K502": (
        lambda: case_of(indicator(PEOPLE), {NOW: 1759, "系列1_実績3": 1529, "脚注": NOTE}),
        "系列1_実績3",
    ),
    "K503": (lambda: case_of(indicator(PEOPLE), {NOW: 1759, "系列1_目標": 1200}), "系列1_目標"),
    "K504": (
        lambda: case_of(indicator(PEOPLE, footnote=NOTE), {NOW: 1759, "脚注": None}),
        "脚注",
    ),
    "K505": (
        lambda: people(1759, 脚注="※R4実績値1,592は1,529の誤り（集計漏れ）"),
        "系列1_実績3",
    ),
    "K506": (lambda: people(1759, 脚注="※調査方法を変更した。"), "脚注"),
    "K601": (
        lambda: case_of(indicator(ANNUAL, TOTAL), {NOW: 32, "系列2_実績4": 128}),
        "系列2_実績4",
    ),
    "K611": (lambda: people(17590), NOW),
    "K612": (lambda: people(7033), NOW),
    "K613": (lambda: people(0), NOW),
    "K614": (lambda: people("△167"), NOW),
    "K615": (lambda: case_of(indicator(RATE), {NOW: 166.1}), NOW),
    "K616": (lambda: people(1188), NOW),
    "K617": (lambda: people(1592), NOW),
    "K701": (lambda: case_of(indicator(STATE), {NOW: "認定済み"}), NOW),
    "K702": (
        lambda: case_of(
            indicator(line("県", "", "認定なし", "認定なし 認定 認定", "認定")), {NOW: "認定なし"}
        ),
        NOW,
    ),
    "K703": (
        lambda: case_of(indicator(WHOLE, PART), {NOW: 5, "系列2_実績4": 6}),
        "系列2_実績4",
    ),
    "K704": (lambda: people("－"), NOW),
    "K705": (lambda: case_of(indicator(PENDING), {NOW: "集計中"}), NOW),
    "K706": (lambda: case_of(indicator(REBUILT), {NOW: 5480}), NOW),
    "K801": (lambda: with_text(課題等=""), "課題等"),
    "K802": (lambda: with_text(今後の方向性="・同上。"), "今後の方向性"),
    "K803": (lambda: with_text(取組状況="支援に取り組んだ。" * 90), "取組状況"),
    "K804": (lambda: with_text(取組状況="・説明会に○○人が参加した。"), "取組状況"),
    "K805": (
        lambda: dataclasses.replace(with_text(), last_narratives={"課題等": TEXTS["課題等"]}),
        "課題等",
    ),
    "K806": (lambda: with_text(今後の方向性=TEXTS["取組状況"]), "今後の方向性"),
    "K807": (lambda: with_text(取組状況="・令和４年度は、相談会を12回開催した。"), "取組状況"),
    "K901": (lambda: with_text(取組状況="・資格取得者数は1,795人となった。"), "取組状況"),
    "K902": (lambda: with_text(取組状況="・資格取得者数は前年度より176人増えた。"), "取組状況"),
    "K903": (lambda: with_text(課題等="・目標の達成には至らなかった。"), "課題等"),
    "K951": (lambda: with_opinion("単位は件ではないでしょうか。"), "部局名"),
    "K952": (lambda: with_other("1,592"), NOW),
    "K904": (lambda: with_text(課題等="・資格取得者数は前年度から減少した。"), "課題等"),
}


def again_issued(case: IndicatorCase) -> IndicatorCase:
    """*case* after its form has gone out again with nothing new in it."""
    return dataclasses.replace(case, latest_issue_no=2, latest=case.sent)


def with_opinion(text: str) -> IndicatorCase:
    return dataclasses.replace(people(1759), opinions=(Opinion("教育庁", text),))


def with_other(text: str) -> IndicatorCase:
    readings = {(1, R5): parse_reading(text)}
    return dataclasses.replace(
        people(1759), others=(OtherAnswer("健康福祉部", "前の様式.xlsx", readings),)
    )


def with_hidden_digits() -> IndicatorCase:
    cell = CellRead("No.6", address(NOW), "66.14", CellKind.NUMBER, "66.1")
    return case_of(indicator(RATE), {NOW: cell})
