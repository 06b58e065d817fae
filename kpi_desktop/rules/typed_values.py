"""Rules on the kind of what was typed where a figure (or a state) is expected."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.marks import Mark
from kpi_desktop.domain.figures.readings import Note, Reading, ReadingKind, parse_reading
from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.domain.forms.form import CellKind, CellRead
from kpi_desktop.rules.case import IndicatorCase, Nature, Row
from kpi_desktop.rules.rule import Hit, Rule, Scope

_BRACKETS = "()（）[]［］、。,※"
_LONGEST_UNIT = 10
_GOALS = (Mark.COMPLETED, Mark.ALL, Mark.BELOW_LAST_YEAR, Mark.ABOVE_LAST_YEAR)
_ACCEPTED = (Note.FULL_WIDTH, Note.SPACES, Note.UNIT_SUFFIX, Note.NEGATIVE_SIGN)
_KIND_WORDS = {CellKind.DATE: "日付", CellKind.BOOLEAN: "TRUE／FALSE"}


def is_remark(suffix: str) -> bool:
    """Whether what stands behind a figure is a remark (見込み) rather than a unit."""
    return len(suffix) > _LONGEST_UNIT or any(char in _BRACKETS for char in suffix)


def _formula(case: IndicatorCase) -> Iterator[Hit]:
    for name in sorted(case.sent.inputs):
        cell = case.cell(name)
        if cell is not None and cell.formula is not None:
            yield Hit(name, {"式": cell.formula}, actual=cell.formula)


def _error_cell(case: IndicatorCase) -> Iterator[Hit]:
    for name in sorted(case.sent.inputs):
        cell = case.cell(name)
        if cell is not None and cell.kind is CellKind.ERROR:
            yield Hit(name, actual=cell.raw)


def _open(
    case: IndicatorCase, nature: Nature | None = None
) -> Iterator[tuple[Row, FiscalYear, str, CellRead, Reading]]:
    """Open figure fields that came back, with cell and reading; of series of one nature only."""
    for row, year, name in case.open_fields():
        cell = case.cell(name)
        if cell is not None and nature in (None, row.nature):
            yield row, year, name, cell, row.typed[year]


def _date_or_boolean(case: IndicatorCase) -> Iterator[Hit]:
    for _, _, name, cell, _ in _open(case):
        if cell.kind in _KIND_WORDS:
            yield Hit(name, {"種類": _KIND_WORDS[cell.kind]}, actual=cell.shown or cell.raw)


def _unreadable(case: IndicatorCase) -> Iterator[Hit]:
    for _, _, name, cell, reading in _open(case, Nature.FIGURE):
        if reading.kind is ReadingKind.TEXT:
            yield Hit(name, actual=cell.raw)


def _remark(case: IndicatorCase) -> Iterator[Hit]:
    for _, _, name, cell, reading in _open(case, Nature.FIGURE):
        if reading.unit_text and is_remark(reading.unit_text):
            yield Hit(name, {"注釈": reading.unit_text}, reading.display(), cell.raw)


def _goal_word(case: IndicatorCase) -> Iterator[Hit]:
    for row, _, name, cell, reading in _open(case, Nature.FIGURE):
        if reading.mark in _GOALS and reading.mark is not row.sent.target.mark:
            yield Hit(name, actual=cell.raw)
        elif reading.mark in _GOALS[1:]:
            yield Hit(name, actual=cell.raw)


def _figure_for_state(case: IndicatorCase) -> Iterator[Hit]:
    for row, _, name, cell, reading in _open(case, Nature.STATE):
        if reading.is_figure:
            words = dict.fromkeys((row.sent.baseline.display(), row.sent.target.display()))
            expected = "".join(f"「{word}」" for word in words if word)
            yield Hit(name, expected=expected, actual=cell.shown or cell.raw)


def _approximate(case: IndicatorCase) -> Iterator[Hit]:
    for _, _, name, cell, reading in _open(case, Nature.FIGURE):
        if Note.APPROXIMATE in reading.notes:
            yield Hit(name, expected=reading.display(), actual=cell.raw)


def _grouping(case: IndicatorCase) -> Iterator[Hit]:
    for _, _, name, cell, reading in _open(case, Nature.FIGURE):
        if Note.GROUPING in reading.notes:
            yield Hit(name, expected=f"{reading.value:,}", actual=cell.raw)


def _normalised(case: IndicatorCase) -> Iterator[Hit]:
    for _, _, name, cell, reading in _open(case, Nature.FIGURE):
        notes = [one.value for one in reading.notes if one in _ACCEPTED]
        if notes and cell.kind is CellKind.TEXT:
            words = {"読み方": "。".join(notes)}
            yield Hit(name, words, expected=reading.display(), actual=cell.raw)


def _hidden_digits(case: IndicatorCase) -> Iterator[Hit]:
    for row, _, name, cell, reading in _open(case, Nature.FIGURE):
        shown = parse_reading(cell.shown, row.sent.unit)
        if cell.kind is CellKind.NUMBER and shown.is_figure and shown.value != reading.value:
            yield Hit(name, expected=shown.display(), actual=reading.display())


FORMULA = Rule(
    code="K301",
    category=Category.KIND,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="記入欄の数式",
    message="{欄}に数式「{式}」が入っています。",
    suggestion="計算した結果を値として記入してください（コピーして「値の貼り付け」でも直せます）。",
    why="数式は開くパソコンや参照先によって結果が変わり、提出時の値を証明できません。",
    example="R5実績値に「=R4実績値+3」のような計算式を入れている。",
    check=_formula,
)

ERROR_CELL = Rule(
    code="K302",
    category=Category.KIND,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="エラー値",
    message="{欄}がエラー値「{入力}」になっています。",
    suggestion="エラーを消して、正しい値を記入してください。",
    why="エラー値からは実績値を読み取れません。",
    example="R5実績値が「#REF!」になっている。",
    check=_error_cell,
)

DATE_OR_BOOLEAN = Rule(
    code="K303",
    category=Category.KIND,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="日付などの値",
    message="{欄}が{種類}（{入力}）になっています。",
    suggestion="実績値を数値で記入してください。「3-4」のような入力は日付に変わることがあります。",
    why="Excelが自動で日付に変えた値は、元の実績値とは別の数になっています。",
    example="「5-1」と入力した欄が「5月1日」になっている。",
    check=_date_or_boolean,
)

UNREADABLE = Rule(
    code="K304",
    category=Category.KIND,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="数値として読めない",
    message="{欄}の「{入力}」は数値として読めません。",
    suggestion="数値だけを記入してください。確定していないときは「集計中」、該当がないときは「－」とし、"
    "説明は取組状況などの欄に書いてください。",
    why="数値として読めない値は、集計やグラフに使えません。",
    example="R5実績値に「別紙のとおり」と記入した。",
    hint="数値、「集計中」、「－」のいずれかを記入してください。",
    check=_unreadable,
)

REMARK = Rule(
    code="K305",
    category=Category.KIND,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="数値に添え書き",
    message="{欄}の「{入力}」は、数値の後ろに「{注釈}」が付いています。",
    suggestion="欄には「{正}」のように数値だけを記入し、添え書きは脚注の欄に書いてください。",
    why="添え書きが付くと、確定した値かどうかが分からなくなります。",
    example="R5実績値に「80（見込み）」と記入した。",
    hint="数値だけを記入し、補足は脚注の欄に書いてください。",
    check=_remark,
)

GOAL_WORD = Rule(
    code="K306",
    category=Category.KIND,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="目標の言葉が実績値にある",
    message="{欄}に、目標を表す言葉「{入力}」が入っています。",
    suggestion="実績値を数値で記入してください。",
    why="「前年比減」などは目標の表し方で、実績値にはなりません。",
    example="目標が「前年比減」の指標で、R5実績値にも「前年比減」と記入した。",
    hint="目標が「前年比減」などの言葉でも、実績値は数値で記入してください。",
    check=_goal_word,
)

FIGURE_FOR_STATE = Rule(
    code="K307",
    category=Category.KIND,
    severity=Severity.ERROR,
    scope=Scope.CELL,
    title="状態の系列に数値",
    message="{欄}に数値「{入力}」が入っています。この系列は{正}のような状態で記入します。",
    suggestion="{正}のどれに当たるかを言葉で記入してください。",
    why="認定の有無などの状態は、数値にすると意味が伝わりません。",
    example="「認定なし」「認定」で表す系列に「1」と記入した。",
    check=_figure_for_state,
)

APPROXIMATE = Rule(
    code="K308",
    category=Category.KIND,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="約の付いた数値",
    message="{欄}の「{入力}」に「約」が付いています。「{正}」として読みました。",
    suggestion="確定した値を「約」を付けずに記入してください。概数しかないときは脚注にその旨を書いてください。",
    why="概数のままでは、目標の達成を正しく判定できないことがあります。",
    example="R5実績値に「約1,700」と記入した。",
    hint="単位や「約」は付けないでください。",
    check=_approximate,
    settles=False,
)

GROUPING = Rule(
    code="K309",
    category=Category.KIND,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="桁区切りの位置",
    message="{欄}の「{入力}」は、桁区切りのコンマが3桁ごとになっていません。「{正}」として読みました。",
    suggestion="数字の脱落がないか確かめ、正しい値を記入してください。",
    why="コンマの位置のずれは、桁の打ち間違いのことが多いためです。",
    example="「1,759」のつもりで「17,59」と記入した。",
    check=_grouping,
)

HIDDEN_DIGITS = Rule(
    code="K310",
    category=Category.KIND,
    severity=Severity.INFO,
    scope=Scope.CELL,
    title="表示されない端数",
    message="{欄}は「{正}」と表示されていますが、「{入力}」が記入されています。",
    suggestion="端数まで公表するのでなければ、公表する桁に丸めて記入してください。",
    why="表示と記入された値が違うと、公表値と計算の結果が合わなくなることがあります。",
    example="66.14と記入した欄が66.1と表示されている。",
    check=_hidden_digits,
    settles=False,
)

NORMALISED = Rule(
    code="K311",
    category=Category.KIND,
    severity=Severity.INFO,
    scope=Scope.CELL,
    title="読み替えた値",
    message="{欄}の「{入力}」は、{読み方}。読み取った値は「{正}」です。",
    suggestion="読み取った値で正しければ、直す必要はありません。",
    why="全角の数字や単位付きの記入も受け付けますが、読み替えたことを必ずお知らせします。",
    example="「１，７５９人」を「1,759」と読んだ。",
    check=_normalised,
    settles=False,
)
