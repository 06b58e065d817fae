"""The sheets of the master workbook that show the plan itself: 達成状況, 総括表, 実績データ, 取組状況等."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS
from kpi_desktop.domain.record.master_content import IndicatorContent, Item, MasterContent
from kpi_desktop.usecases.record.forms import sheet_name
from kpi_desktop.workbook.master_book.cell_links import (
    ACHIEVEMENT,
    ACTUALS,
    FORM_CELL,
    NARRATIVES,
    SUMMARY,
    ActualLine,
    Places,
    SeriesLine,
    figure_key,
)
from kpi_desktop.workbook.ooxml.sheet.addresses import column_letters
from kpi_desktop.workbook.tables.table_sheet import (
    MISSING,
    Column,
    Formula,
    Link,
    TableSheet,
    Value,
)

T = TypeVar("T")
#: Verdicts that somebody has to look after.
OPEN_VERDICTS = ("集計中", "判定不能", "未提出")
#: Column of a plan that has its own scheme, or grades that were set by hand.
GRADE, _GRADED = "判定", "計画の判定基準による判定。事務局が理由を付けて変えたものは「手で変更」"
BY_HAND = "（手で変更）"
#: Helper columns of 達成状況, on which the dashboard rests.
SHOWN, RANK, OPEN = "表示", "順位用", "要確認行"


def pillar_label(row: IndicatorContent) -> str:
    """``1　名称``; the name alone where the pillar has no number."""
    return f"{row.pillar.number}　{row.pillar.name}" if row.pillar.number else row.pillar.name


def _owners(row: IndicatorContent) -> str:
    return "・".join(row.indicator.departments)


def _divisions(row: IndicatorContent) -> str:
    return "・".join(row.indicator.divisions)


def progress_of(row: IndicatorContent) -> float | None:
    """進捗率 as a share: 1.071 for 107.1 %."""
    progress = row.assessment.progress if row.assessment else None
    return None if progress is None else float(progress / 100)


def _grade(row: IndicatorContent) -> str:
    by_hand = row.assessment is not None and row.assessment.overridden
    return f"{row.grade}{BY_HAND}" if by_hand else row.grade


def _series_grade(line: SeriesLine) -> str:
    return _grade(line.of) if line.content is line.of.lead_series else ""


def _changed(line: SeriesLine) -> str:
    """Why the grade was set by hand, beside the series that stands for the indicator."""
    found = line.of.assessment
    own = line.content is line.of.lead_series
    return found.reason if found is not None and found.overridden and own else ""


def _letters(columns: Sequence[Column[T]]) -> dict[str, str]:
    """Title → letter of the column."""
    return {one.title: column_letters(number) for number, one in enumerate(columns, 1)}


def _changes(content: MasterContent) -> tuple[Column[SeriesLine], ...]:
    """The column 判定の変更, where the office has set a grade by hand."""
    meaning = "判定を手で変えた指標だけに付く。その理由、変えた人、基準による判定"
    by_hand = any(one.assessment and one.assessment.overridden for one in content.indicators)
    return (Column("判定の変更", meaning, 34, _changed, "wrap"),) if by_hand else ()


def _graded(content: MasterContent, value: Callable[[T], str]) -> tuple[Column[T], ...]:
    """The column 判定, where grades say more than verdicts."""
    return (Column(GRADE, _GRADED, 18, value, "centre"),) if content.has_grades else ()


def reason_of(row: IndicatorContent) -> str:
    """Why the verdict is what it is."""
    return row.assessment.reason if row.assessment else "様式が提出されていません"


def rank_value(content: IndicatorContent, row: int) -> float | None:
    """What the helper column RANK holds: the progress, made different in every row."""
    progress = progress_of(content)
    return None if progress is None else progress - row / 10**9


def _here(column: str) -> str:
    """The cell of *column* in the row of the formula, as the file format spells it."""
    return f"表_{ACHIEVEMENT}[[#This Row],[{column}]]"


def achievement(content: MasterContent) -> TableSheet[IndicatorContent]:
    """達成状況: a row an indicator, and the helper columns that let the dashboard follow filters."""
    rows = {one.indicator.no: row for row, one in enumerate(content.indicators, 2)}

    def rank(row: IndicatorContent) -> Value:
        value = rank_value(row, rows[row.indicator.no])
        rate = _here("進捗率")
        text = f'=IF(AND(ISNUMBER({rate}),{_here(SHOWN)}=1),{rate}-ROW()/10^9,"")'
        return Formula(text, "" if value is None else value)

    def is_open(row: IndicatorContent) -> Value:
        tests = ",".join(f'{_here("達成状況")}="{verdict}"' for verdict in OPEN_VERDICTS)
        text = f'=IF(AND({_here(SHOWN)}=1,OR({tests})),ROW(),"")'
        return Formula(text, rows[row.indicator.no] if row.verdict in OPEN_VERDICTS else "")

    def provisional(row: IndicatorContent) -> str:
        return "暫定" if row.assessment and row.assessment.provisional else ""

    Of = Column[IndicatorContent]
    columns = (
        Of("No", "指標の番号", 7, lambda one: one.indicator.no, "centre"),
        Of("柱", "柱番号と柱名", 26, pillar_label, "wrap"),
        Of("指標名", "指標の名称", 44, lambda one: one.indicator.name, "wrap"),
        Of("主管部局", "所管する部局（先頭の部局）", 14, lambda one: one.indicator.lead),
        Of(
            "共管部局",
            "主管とともに所管する部局",
            20,
            lambda one: "・".join(one.indicator.co_owners),
            "wrap",
        ),
        Of("課", "所管する課", 26, _divisions, "wrap"),
        Of(
            "達成状況",
            "達成／未達成／集計中／判定不能／未提出",
            10,
            lambda one: one.verdict,
            "verdict",
        ),
        *_graded(content, _grade),
        Of(
            "理由",
            "達成状況の根拠",
            34,
            reason_of,
            "wrap",
        ),
        Of(
            "進捗率",
            "（実績値－策定時）÷（目標値－策定時）。求められないときは空欄",
            9,
            progress_of,
            "percent",
        ),
        Of("暫定", "評価年度より前の実績値で求めた進捗率", 7, provisional, "centre"),
        Of(
            "状態",
            "様式の処理状態（未提出／要修正／提出済／受理／確定）",
            9,
            lambda one: one.state.value,
            "centre",
        ),
        Of(
            SHOWN,
            "この行が絞り込みで表示されていれば1。ダッシュボードが数える",
            6,
            lambda one: Formula(f"=SUBTOTAL(103,{_here('No')})", 1),
            "centre",
        ),
        Of(RANK, "進捗率の順位を付けるための値（同じ率を行で分ける）", 9, rank, "value"),
        Of(OPEN, "集計中・判定不能・未提出の行番号", 9, is_open, "centre"),
    )
    return TableSheet(
        ACHIEVEMENT,
        "指標ごとの達成状況。絞り込むとダッシュボードの数とグラフも変わる。",
        columns,
        content.indicators,
        frozen=3,
        group=lambda one: (one.pillar.name, one.indicator.no),
        helpers=3,
    )


def _form_link(line: SeriesLine) -> Link:
    no = line.of.indicator.no
    return Link(no, f"{sheet_name(no)}!A1")


def summary(content: MasterContent, places: Places) -> TableSheet[SeriesLine]:
    """総括表: a row a series, figures as printed, each leading to its origin."""

    def actual(year: FiscalYear) -> Callable[[SeriesLine], Value]:
        def value(line: SeriesLine) -> Value:
            figure = line.content.actual(year)
            return Link(figure, places.evidence_of(figure_key(figure))) if figure else None

        return value

    def ends(item: Item) -> Callable[[SeriesLine], Value]:
        def value(line: SeriesLine) -> Value:
            figure = line.content.baseline if item is Item.BASELINE else line.content.target
            return Link(figure, places.evidence_of(figure_key(figure)))

        return value

    def verdict(line: SeriesLine) -> str:
        if line.content.assessment is not None:
            return line.content.assessment.verdict.value
        return line.of.verdict if line.of.submission is None else ""

    def progress(line: SeriesLine) -> Value:
        found = line.content.assessment
        return None if found is None or found.progress is None else found.progress / 100

    Of = Column[SeriesLine]
    columns = [
        Of("No", "指標の番号。個票へ移る", 7, _form_link, "centre"),
        Of("柱", "柱番号と柱名", 20, lambda line: pillar_label(line.of), "wrap"),
        Of("部局", "所管する部局。先頭が主管", 16, lambda line: _owners(line.of), "wrap"),
        Of("課", "所管する課", 18, lambda line: _divisions(line.of), "wrap"),
        Of("指標名", "指標の名称", 38, lambda line: line.of.indicator.name, "wrap"),
        Of(
            "系列番号",
            "指標の中での系列の番号",
            6,
            lambda line: line.content.series.number,
            "centre",
        ),
        Of(
            "区分",
            "系列の見出し（単年、累計など）",
            13,
            lambda line: line.content.series.label,
            "wrap",
        ),
        Of("単位", "数値の単位", 13, lambda line: line.content.series.unit.text, "wrap"),
        Of(
            "策定時年度",
            "策定時実績値の年度",
            7,
            lambda line: line.content.baseline.year.short,
            "centre",
        ),
        Of("策定時実績値", "計画を策定したときの値", 12, ends(Item.BASELINE)),
    ]
    for year in content.years:
        title = f"{year.short}実績値"
        columns.append(Of(title, f"{year.full}（{year.western}年度）の実績値", 12, actual(year)))
    columns += [
        Of("目標年度", "目標値の年度", 7, lambda line: line.content.target.year.short, "centre"),
        Of("目標値", "目標とする値または言葉", 12, ends(Item.TARGET)),
        Of("達成状況", "評価対象の系列だけに付く", 10, verdict, "verdict"),
        *_graded(content, _series_grade),
        Of("進捗率", "（実績値－策定時）÷（目標値－策定時）", 9, progress, "percent"),
        Of("状態", "様式の処理状態", 9, lambda line: line.of.state.value, "centre"),
        *_changes(content),
    ]
    letters = _letters(columns)
    for row, line in enumerate(places.lines, 2):
        for figure in line.content.figures:
            title = figure.item.value
            if figure.item is Item.ACTUAL:
                title = f"{figure.year.short}{title}"
            places.summary_cell[figure_key(figure)] = f"{SUMMARY}!{letters[title]}{row}"
    return TableSheet(
        SUMMARY,
        "１行に１系列。数値を選ぶと証跡（出所）へ移る。",
        columns,
        places.lines,
        frozen=5,
        group=lambda line: (line.of.pillar.name, line.of.indicator.no),
    )


def actuals(content: MasterContent, places: Places) -> TableSheet[ActualLine]:
    """実績データ: one row = indicator × series × year, ready for a pivot."""

    def printed(line: ActualLine) -> str:
        reading = line.figure.reading
        return MISSING[line.figure.origin.source] if reading.is_missing else reading.display()

    def kind(line: ActualLine) -> str:
        reading = line.figure.reading
        return "欠測" if reading.is_missing else reading.kind.value

    def evidence(line: ActualLine) -> Link:
        target = places.evidence_of(figure_key(line.figure))
        return Link(target, target)

    def form_cell(line: ActualLine) -> Value:
        target = places.form_of(figure_key(line.figure))
        return Link(target, target) if target else None

    def corrected(line: ActualLine) -> Value:
        found = places.correction_of(figure_key(line.figure))
        return Link(*found) if found else None

    Of = Column[ActualLine]
    columns = (
        Of("No", "指標の番号", 7, lambda one: one.line.of.indicator.no, "centre"),
        Of("指標名", "指標の名称", 52, lambda one: one.line.of.indicator.name, "wrap"),
        Of("柱番号", "柱の番号", 7, lambda one: one.line.of.pillar.number, "centre"),
        Of("柱名", "柱の名称", 40, lambda one: one.line.of.pillar.name, "wrap"),
        Of("主管部局", "所管する部局（先頭の部局）", 14, lambda one: one.line.of.indicator.lead),
        Of("系列番号", "系列の番号", 8, lambda one: one.line.content.series.number, "centre"),
        Of("区分", "系列の見出し", 20, lambda one: one.line.content.series.label, "wrap"),
        Of("単位", "数値の単位", 16, lambda one: one.line.content.series.unit.text, "wrap"),
        Of("年度", "実績の年度（和暦）", 7, lambda one: one.figure.year.short, "centre"),
        Of("西暦", "実績の年度（西暦）", 7, lambda one: one.figure.year.western, "plain number"),
        Of("実績値", "印刷するとおりの文字", 14, printed, "right"),
        Of(
            "数値",
            "単位の列の単位による数値。数値でないときは空欄",
            13,
            lambda one: one.figure.reading.value,
            "value",
        ),
        Of("種別", "数値／記号（集計中、－など）／文字／欠測", 8, kind, "centre"),
        Of("備考", "値についての覚え", 20, lambda one: one.figure.remark, "wrap"),
        Of("訂正", "訂正の申し出の決定。シート「訂正履歴」の行へ移る", 9, corrected),
        Of(
            "出所",
            "提出された様式か、指標マスタか",
            11,
            lambda one: one.figure.origin.source.value,
            "centre",
        ),
        Of("証跡", "出所を示すシート「証跡」の行", 12, evidence),
        Of(FORM_CELL, "個票でのセル。個票より前の年度は空欄", 11, form_cell),
    )
    places.value_column[ACTUALS] = _letters(columns)["実績値"]
    return TableSheet(
        ACTUALS,
        "１行に１指標×１系列×１年度。集計（ピボットテーブル）用。",
        columns,
        places.actuals,
        2,
    )


def narratives(content: MasterContent, places: Places) -> TableSheet[IndicatorContent]:
    """取組状況等: the three boxes and the footnote side by side."""

    def box(name: str) -> Callable[[IndicatorContent], Value]:
        def value(row: IndicatorContent) -> Value:
            if row.submission is None and name != FOOTNOTE_FIELD:
                return "（未提出）"
            return row.text(name)

        return value

    def evidence(row: IndicatorContent) -> Link:
        target = places.evidence_of((row.indicator.no, 0, NARRATIVE_FIELDS[0]))
        return Link(target, target)

    Of = Column[IndicatorContent]
    columns = [
        Of("No", "指標の番号", 7, lambda one: one.indicator.no, "centre"),
        Of("指標名", "指標の名称", 26, lambda one: one.indicator.name, "wrap"),
        Of("部局", "所管する部局", 13, _owners, "wrap"),
        Of("達成状況", "達成状況", 9, lambda one: one.verdict, "verdict"),
        *(Of(name, f"部局が記入した{name}", 52, box(name), "wrap") for name in NARRATIVE_FIELDS),
        Of(FOOTNOTE_FIELD, "表の下の注（※）", 20, box(FOOTNOTE_FIELD), "wrap"),
        Of("証跡", "出所を示すシート「証跡」の行", 11, evidence),
    ]
    places.value_column |= _letters(columns)
    return TableSheet(
        NARRATIVES, "部局が記入した文章を指標ごとに並べたもの。", columns, content.indicators, 2
    )
