"""Tables of the open data: one datum a cell, numbers as numbers, marks in a column of their own.

Each table says its columns once, for the CSV, the dictionary and the checks. Nothing internal is in them:
no contacts, findings, remarks, operators or file names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading, ReadingKind
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.indicators.assessment import Verdict
from kpi_desktop.domain.record.audit import AuditAction, AuditEntry
from kpi_desktop.domain.record.master_content import Figure, IndicatorContent, Item, MasterContent

VERDICT_CODES = {
    Verdict.ACHIEVED.value: "achieved",
    Verdict.NOT_ACHIEVED.value: "not-achieved",
    Verdict.PENDING.value: "pending",
    Verdict.UNDECIDABLE.value: "undecidable",
    State.NOT_SUBMITTED.value: "not-submitted",
}
ITEM_CODES = {Item.BASELINE: "baseline", Item.ACTUAL: "actual", Item.TARGET: "target"}
STATE_CODES = {
    ReadingKind.FIGURE: "number",
    ReadingKind.MARK: "mark",
    ReadingKind.TEXT: "text",
    ReadingKind.BLANK: "missing",
}
TEXT_CODES = dict(
    zip((*NARRATIVE_FIELDS, FOOTNOTE_FIELD), ("efforts", "issues", "direction", "footnote"))
)


class Type(Enum):
    """Type of a column, as Table Schema names it."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"


@dataclass(frozen=True)
class Field:
    """One column. ``required`` ones are never empty; ``codes`` lists the only values allowed."""

    name: str
    meaning: str
    type: Type = Type.TEXT
    required: bool = True
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One CSV file: ``file`` without its ending, rows of text, the columns that name a row."""

    file: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_NO = Field("指標番号", "指標の番号（文字を含む）")
_GRADE = Field("判定", "計画の判定基準による判定")


def tables(content: MasterContent) -> tuple[Table, ...]:
    """Every table of the open data."""
    return (
        _indicators(content),
        _owners(content),
        _relistings(content),
        _figures(content),
        _narratives(content),
        _revisions(content),
    )


def number_text(value: Decimal | None) -> str:
    """*value* in plain digits with the decimals it was printed with; empty for None."""
    return "" if value is None else f"{value:f}"


def mark_text(reading: Reading) -> str:
    """What stands in the place of a number."""
    return reading.display() if reading.kind in (ReadingKind.MARK, ReadingKind.TEXT) else ""


def _indicators(content: MasterContent) -> Table:
    fields = (
        _NO,
        Field("柱番号", "計画の柱の番号。番号のない柱は空", required=False),
        Field("柱名", "計画の柱の名称"),
        Field("主管部局", "所管する部局（先頭の部局）"),
        Field("指標名", "指標の名称"),
        Field("注記", "指標名の語の説明", required=False),
        Field("評価年度_西暦", "評価の対象とした年度", Type.INTEGER),
        Field("評価年度_和暦", "評価の対象とした年度"),
        Field("達成状況コード", "達成状況の符号", codes=tuple(VERDICT_CODES.values())),
        Field("達成状況", "達成状況の名称", codes=tuple(VERDICT_CODES)),
        *((_GRADE,) if content.has_own_scheme else ()),
        Field("判定理由", "達成状況の根拠", required=False),
        Field(
            "進捗率_パーセント",
            "（実績値－策定時）÷（目標値－策定時）×100。求められないときは空",
            Type.NUMBER,
            required=False,
        ),
        Field("進捗率の区分", "前年度以前の実績値で求めたときは「暫定」", required=False),
    )
    rows = tuple(_indicator_row(content, one) for one in content.indicators)
    return Table("indicators", "指標一覧", fields, ("指標番号",), rows)


def _indicator_row(content: MasterContent, indicator: IndicatorContent) -> tuple[str, ...]:
    known, assessment = indicator.indicator, indicator.assessment
    return (
        known.no,
        indicator.pillar.number,
        indicator.pillar.name,
        known.lead,
        known.name,
        flat(known.name_note),
        str(content.year.western),
        content.year.full,
        VERDICT_CODES[indicator.verdict],
        indicator.verdict,
        *((indicator.grade,) if content.has_own_scheme else ()),
        assessment.public_reason if assessment else "",
        number_text(assessment.progress) if assessment else "",
        "暫定" if assessment and assessment.provisional else "",
    )


_KINDS = {"department": "部局", "division": "課"}


def _owners(content: MasterContent) -> Table:
    """The departments and divisions of every indicator, one a row, in their order."""
    fields = (
        _NO,
        Field("所管の種類コード", "部局か課かの符号", codes=tuple(_KINDS)),
        Field("所管の種類", "部局か課か", codes=tuple(_KINDS.values())),
        Field("順番", "種類ごとの並び順（1から）", Type.INTEGER),
        Field("名称", "部局または課の名称"),
        Field("役割", "部局の役割。課は空", required=False, codes=("主管", "共管")),
    )
    rows = [
        (one.indicator.no, code, _KINDS[code], str(number), name, role)
        for one in content.indicators
        for code, names in (
            ("department", one.indicator.departments),
            ("division", one.indicator.divisions),
        )
        for number, name in enumerate(names, 1)
        for role in (("主管" if number == 1 else "共管") if code == "department" else "",)
    ]
    key = ("指標番号", "所管の種類コード", "順番")
    return Table("owners", "所管する部局と課", fields, key, tuple(rows))


def _relistings(content: MasterContent) -> Table:
    """The pillars under which an indicator is listed, its own first; 再掲 once more each."""
    fields = (
        _NO,
        Field("柱番号", "計画の柱の番号。番号のない柱は空", required=False),
        Field("柱名", "計画の柱の名称"),
        Field("掲載区分", "main は本掲、relisted は再掲", codes=("main", "relisted")),
    )
    rows = []
    for one in content.indicators:
        rows.append((one.indicator.no, one.pillar.number, one.pillar.name, "main"))
        for key in one.indicator.relisted_under:
            pillar = content.plan.pillar(key)
            rows.append((one.indicator.no, pillar.number, pillar.name, "relisted"))
    return Table("listings", "柱ごとの掲載", fields, ("指標番号", "柱名"), tuple(rows))


def _figures(content: MasterContent) -> Table:
    fields = (
        _NO,
        Field("系列番号", "指標の中での系列の番号", Type.INTEGER),
        Field("区分", "系列の見出し（単年、累計など）", required=False),
        Field("単位", "数値の単位", required=False),
        Field("値の種類コード", "値の種類の符号", codes=tuple(ITEM_CODES.values())),
        Field("値の種類", "値の種類の名称", codes=tuple(item.value for item in ITEM_CODES)),
        Field("年度_西暦", "値の年度", Type.INTEGER),
        Field("年度_和暦", "値の年度"),
        Field("状態コード", "数値・記号・文字・欠測の別", codes=tuple(STATE_CODES.values())),
        Field("数値", "単位の列の単位による数値。数値でないときは空", Type.NUMBER, required=False),
        Field("記号・文字", "数値の代わりの記号（集計中、－など）または文字", required=False),
        Field("印刷表記", "資料に印刷するとおりの表記（桁区切りや兆・億を含む）", required=False),
    )
    rows = tuple(
        _figure_row(one.series.label, one.series.unit.text, figure)
        for one in content.series
        for figure in one.figures
    )
    key = ("指標番号", "系列番号", "値の種類コード", "年度_西暦")
    return Table("figures", "策定時実績値・実績値・目標値", fields, key, rows)


def _figure_row(label: str, unit: str, figure: Figure) -> tuple[str, ...]:
    reading = figure.reading
    return (
        figure.no,
        str(figure.series),
        label,
        unit,
        ITEM_CODES[figure.item],
        figure.item.value,
        str(figure.year.western),
        figure.year.full,
        STATE_CODES[reading.kind],
        number_text(reading.value),
        mark_text(reading),
        flat(reading.display()),
    )


def _narratives(content: MasterContent) -> Table:
    fields = (
        _NO,
        Field("項目コード", "欄の符号", codes=tuple(TEXT_CODES.values())),
        Field("項目", "欄の名称", codes=tuple(TEXT_CODES)),
        Field("段落番号", "欄の中での段落の番号（1から）", Type.INTEGER),
        Field("文", "段落の文。行頭・行末の空白は除く"),
    )
    rows = tuple(
        (one.indicator.no, TEXT_CODES[text.field], text.field, str(number), paragraph)
        for one in content.indicators
        for text in one.texts
        for number, paragraph in enumerate(paragraphs(text.text), 1)
    )
    return Table(
        "narratives", "取組状況等の文", fields, ("指標番号", "項目コード", "段落番号"), rows
    )


_REVISIONS: dict[str, str] = {
    AuditAction.FINALISE: "確定",
    AuditAction.REOPEN: "再開",
    AuditAction.CORRECT: "訂正",
    AuditAction.ASSESS: "判定の変更",
    AuditAction.PUBLISH: "公表",
}
_TAKEN_BACK = "訂正の取消"
_CORRECTED = (Item.ACTUAL.value, Item.BASELINE.value)


def _revisions(content: MasterContent) -> Table:
    """What changed the published content and when; who did it and the office's own reasons stay inside."""
    fields = (
        Field("記録番号", "記録の番号", Type.INTEGER),
        Field("日付", "記録した日（年-月-日）"),
        Field("操作", "変えたこと", codes=(*_REVISIONS.values(), _TAKEN_BACK)),
        Field("対象の指標番号", "対象の指標。空はすべて", required=False),
        Field("系列番号", "訂正した値の系列の番号", Type.INTEGER, required=False),
        Field("値の種類", "訂正した値の種類", required=False, codes=_CORRECTED),
        Field("年度_西暦", "訂正した値の年度", Type.INTEGER, required=False),
        Field("年度_和暦", "訂正した値の年度", required=False),
        Field("訂正前", "訂正する前の印刷表記。空は値なし", required=False),
        Field("訂正後", "訂正した後の印刷表記。空は値なし", required=False),
        Field("理由", "訂正の理由（脚注として公表するもの）", required=False),
    )
    rows = tuple(
        (
            str(one.seq),
            one.at.date().isoformat(),
            _operation(one),
            str(no),
            *_changed_value(one),
        )
        for one in content.audit
        if one.action in _REVISIONS and _is_public(one)
        for no in one.details.get("indicators") or ("",)
    )
    return Table("revisions", "改訂履歴", fields, ("記録番号", "対象の指標番号"), rows)


def _is_public(entry: AuditEntry) -> bool:
    """Whether what is published changed: a correction that was rejected changes nothing."""
    if entry.action != AuditAction.CORRECT:
        return True
    details = entry.details
    return bool(
        details["decision"] == "承認" or details["master_before"] != details["master_after"]
    )


def _operation(entry: AuditEntry) -> str:
    taken_back = entry.action == AuditAction.CORRECT and entry.details["decision"] != "承認"
    return _TAKEN_BACK if taken_back else _REVISIONS[entry.action]


def _changed_value(entry: AuditEntry) -> tuple[str, ...]:
    """Series, kind, year, value before and after, and the published reason of a correction."""
    if entry.action != AuditAction.CORRECT:
        return ("",) * 7
    details, year = entry.details, FiscalYear.parse(entry.details["year"])
    values = flat(str(details["before"])), flat(str(details["after"]))
    if _operation(entry) == _TAKEN_BACK:
        values = values[::-1]
    kind = _CORRECTED[details["field"] == "策定時"]
    reason = flat(str(details["note"]))
    return str(details["series"]), kind, str(year.western), year.full, *values, reason


def paragraphs(text: str) -> Iterator[str]:
    """The lines of *text* that say something, without white space at their ends."""
    for line in text.splitlines():
        if line.strip():
            yield line.strip()


def flat(text: str) -> str:
    """*text* on one line."""
    return " ".join(paragraphs(text))


def rows_by_name(table: Table) -> Sequence[dict[str, str]]:
    """Rows as column name → text."""
    names = [one.name for one in table.fields]
    return [dict(zip(names, row, strict=True)) for row in table.rows]
