"""What stands in cells: values and formulas, whole ranges at a time.

A value travels as JSON: numbers, texts, true/false, null for an empty cell,
``{"d": serial}`` for a date or time (days since 1899-12-30), ``{"e": "#N/A"}`` for an error.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Callable, Dict, Iterable, Iterator, List, Set, Tuple

from . import formula_text
from .desk import UNSUPPORTED, Address, Desk, Refused, Uno, box_of, refuse_locked, struct
from .operations import operation

Rows = List[List[Any]]
Spot = Tuple[int, int]  # row and column inside the range, counted from 0
Block = Tuple[int, int, int, int]  # first row, first column, last row, last column; the same

DATE_OR_TIME = 2 | 4
NUMBER = 16
LOGICAL = 1024
CONTENT = 1 | 2 | 4 | 16  # values, dates, texts, formulas
FORMATS = 32 | 64  # cell style's own attributes and the rest
EVERYTHING = 1023
ERRORS = {
    502: "#VALUE!", 503: "#NUM!", 504: "#REF!", 508: "#NAME?", 519: "#VALUE!",
    521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A",
}  # fmt: skip
ERROR_TEXTS = frozenset(ERRORS.values())
TEXT_FORMAT, DATE, DATE_AND_TIME, TIME = "@", "yyyy/m/d", "yyyy/m/d h:mm", "h:mm:ss"


def days_before_1900(document: Uno) -> int:
    """What to add to this document's day numbers to count from 1899-12-30."""
    zero = document.NullDate
    return (date(zero.Year, zero.Month, zero.Day) - date(1899, 12, 30)).days


def format_key(document: Uno, code: str) -> int:
    """The key of a number format written in the English manner, as Excel's are."""
    locale, known = struct("lang.Locale", Language="en", Country="US"), document.NumberFormats
    key = known.queryKey(code, locale, False)
    return int(known.addNew(code, locale) if key == -1 else key)


# -- reading ----------------------------------------------------------------------


@operation("cells.read")
def read(desk: Desk, at: Address) -> Rows:
    """The values of a range, row by row."""
    cells = desk.cells(at)
    rows: Rows = [list(row) for row in cells.getDataArray()]
    numbers = errors = False
    for row in rows:
        for index, value in enumerate(row):
            if value is None:
                errors = True
            elif value == "":
                row[index] = None
            elif isinstance(value, float):
                numbers = True
    if errors:
        _name_errors(cells, rows)
    if numbers:
        _read_dates_and_logicals(desk, desk.document(at), cells, rows)
    return rows


def _name_errors(cells: Uno, rows: Rows) -> None:
    row0, column0, _, _ = box_of(cells.RangeAddress)
    for address in cells.queryFormulaCells(4).RangeAddresses:
        row1, column1, height, width = box_of(address)
        for i in range(row1 - row0, row1 - row0 + height):
            for j in range(column1 - column0, column1 - column0 + width):
                number = cells.getCellByPosition(j, i).getError()
                rows[i][j] = {"e": ERRORS.get(number, f"#ERR{number}")}


def _read_dates_and_logicals(desk: Desk, document: Uno, cells: Uno, rows: Rows) -> None:
    """Numbers whose format says date, time or truth value become such."""
    shift = days_before_1900(document)
    for group, blocks in _format_groups(cells):
        kind = desk.number_format(document, group.NumberFormat).kind
        if not kind & (DATE_OR_TIME | LOGICAL):
            continue
        for i, j in _spots(blocks):
            value = rows[i][j]
            if isinstance(value, float):
                rows[i][j] = bool(value) if kind & LOGICAL else {"d": value + shift}


def _format_groups(cells: Uno) -> Iterator[Tuple[Uno, List[Block]]]:
    """The cells of a range by equal format, each group with its places in the range."""
    row0, column0, _, _ = box_of(cells.RangeAddress)
    groups = cells.getUniqueCellFormatRanges()
    for index in range(groups.Count):
        group = groups.getByIndex(index)
        blocks = []
        for address in group.RangeAddresses:
            row, column, height, width = box_of(address)
            top, left = row - row0, column - column0
            blocks.append((top, left, top + height - 1, left + width - 1))
        yield group, blocks


def _spots(blocks: Iterable[Block]) -> Iterator[Spot]:
    for top, left, bottom, right in blocks:
        for i in range(top, bottom + 1):
            for j in range(left, right + 1):
                yield i, j


@operation("cells.read_formulas")
def read_formulas(desk: Desk, at: Address) -> List[List[str]]:
    """Each cell as it would be typed in Excel: a formula, or the constant as text."""
    cells = desk.cells(at)
    typed, values = cells.getFormulaArray(), cells.getDataArray()
    return [[_typed(text, value) for text, value in zip(*pair)] for pair in zip(typed, values)]


def _typed(text: str, value: Any) -> str:
    if text.startswith("{="):
        text = text[1:-1]
    if text.startswith("="):
        return formula_text.to_excel(text)
    return value if isinstance(value, str) else text


# -- writing ----------------------------------------------------------------------


class _Plan:
    """The values of one write, sorted by how LibreOffice takes them."""

    def __init__(self, rows: Rows, shift: int) -> None:
        self.plain: Rows = []
        self.formulas: Dict[Spot, str] = {}
        self.dates: Dict[str, Set[Spot]] = {}
        self.logicals: Set[Spot] = set()
        self._shift = shift
        for i, row in enumerate(rows):
            self.plain.append([self._sort(value, (i, j)) for j, value in enumerate(row)])

    def _sort(self, value: Any, spot: Spot) -> Any:
        if value is None:
            return ""
        if isinstance(value, bool):
            self.logicals.add(spot)
            return float(value)
        if isinstance(value, dict):
            serial = float(value["d"])
            whole, part = serial == int(serial), serial < 1
            code = DATE if whole else TIME if part else DATE_AND_TIME
            self.dates.setdefault(code, set()).add(spot)
            return serial - self._shift
        if isinstance(value, str):
            if value.startswith("=") and len(value) > 1:
                self.formulas[spot] = _translated(value)
                return ""
            if value in ERROR_TEXTS:
                self.formulas[spot] = "=" + value
                return ""
            return value[1:] if value.startswith("'") else value
        return float(value)


def _translated(formula: str) -> str:
    try:
        return formula_text.from_excel(formula)
    except formula_text.NotTranslatable as error:
        raise Refused(UNSUPPORTED, f"{formula}: {error} cannot be written") from None


@operation("cells.write")
def write(desk: Desk, at: Address, rows: Rows) -> None:
    """Write values and formulas; notes stay, locked cells are refused."""
    document, sheet, cells = desk.document(at), desk.sheet(at), desk.cells(at)
    refuse_locked(sheet, cells)
    plan = _Plan(rows, days_before_1900(document))
    _write_plan(sheet, cells, plan)
    for code, spots in (*plan.dates.items(), ("BOOLEAN", plan.logicals)):
        if spots:
            _format_if_general(desk, document, cells, spots, format_key(document, code))


@operation("cells.write_formula")
def write_formula(desk: Desk, at: Address, formula: str) -> None:
    """One formula for a whole range, its relative references moving along as in Excel."""
    sheet, cells = desk.sheet(at), desk.cells(at)
    refuse_locked(sheet, cells)
    _, _, height, width = at["box"]
    rows: Rows = [
        [formula_text.shifted(formula, i, j) for j in range(width)] for i in range(height)
    ]
    _write_plan(sheet, cells, _Plan(rows, 0))


def _write_plan(sheet: Uno, cells: Uno, plan: _Plan) -> None:
    """setDataArray and setFormulaArray drop notes, so cells with notes are written singly."""
    noted = _noted_spots(sheet, cells)
    height, width = len(plan.plain), len(plan.plain[0])
    for top, left, bottom, right in _without(noted, height, width):
        data = tuple(tuple(row[left : right + 1]) for row in plan.plain[top : bottom + 1])
        cells.getCellRangeByPosition(left, top, right, bottom).setDataArray(data)
    for top, left, bottom, right in rectangles(set(plan.formulas) - noted, height, width):
        texts = tuple(
            tuple(plan.formulas[i, j] for j in range(left, right + 1))
            for i in range(top, bottom + 1)
        )
        cells.getCellRangeByPosition(left, top, right, bottom).setFormulaArray(texts)
    for i, j in noted:
        if i < height and j < width:
            _write_single(cells.getCellByPosition(j, i), plan, (i, j))


def _without(noted: Set[Spot], height: int, width: int) -> List[Block]:
    whole = (0, 0, height - 1, width - 1)
    if not noted:
        return [whole]
    return rectangles({spot for spot in _spots([whole]) if spot not in noted}, height, width)


def _write_single(cell: Uno, plan: _Plan, spot: Spot) -> None:
    value = plan.plain[spot[0]][spot[1]]
    if spot in plan.formulas:
        cell.setFormula(plan.formulas[spot])
    elif isinstance(value, str):
        cell.setString(value)
    else:
        cell.setValue(value)


def _noted_spots(sheet: Uno, cells: Uno) -> Set[Spot]:
    row0, column0, height, width = box_of(cells.RangeAddress)
    notes, spots = sheet.Annotations, set()
    for index in range(notes.Count):
        place = notes.getByIndex(index).Position
        spot = (place.Row + 1 - row0, place.Column + 1 - column0)
        if 0 <= spot[0] < height and 0 <= spot[1] < width:
            spots.add(spot)
    return spots


def rectangles(spots: Set[Spot], height: int, width: int) -> List[Block]:
    """Cover the spots with few rectangles: runs in a row, equal runs below one another."""
    if len(spots) == height * width:
        return [(0, 0, height - 1, width - 1)] if spots else []
    done: List[Block] = []
    growing: Dict[Tuple[int, int], int] = {}  # run -> row in which its rectangle begins
    by_row: Dict[int, List[int]] = {}
    for i, j in spots:
        by_row.setdefault(i, []).append(j)
    for i in range(height + 1):
        runs = set(_runs(sorted(by_row.get(i, ()))))
        for run in [run for run in growing if run not in runs]:
            done.append((growing.pop(run), run[0], i - 1, run[1]))
        for run in runs:
            growing.setdefault(run, i)
    return done


def _runs(columns: List[int]) -> Iterator[Tuple[int, int]]:
    first = last = None
    for column in columns:
        if last is not None and column == last + 1:
            last = column
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = column
    if first is not None and last is not None:
        yield first, last


def _format_if_general(desk: Desk, document: Uno, cells: Uno, spots: Set[Spot], key: int) -> None:
    """Give the format to those cells that have none of their own, as Excel does on entry."""
    top, left = min(i for i, _ in spots), min(j for _, j in spots)
    bottom, right = max(i for i, _ in spots), max(j for _, j in spots)
    part = cells.getCellRangeByPosition(left, top, right, bottom)
    general: Set[Spot] = set()
    for group, blocks in _format_groups(part):
        if desk.number_format(document, group.NumberFormat).is_general:
            general.update((i + top, j + left) for i, j in _spots(blocks))
    for a, b, c, d in rectangles(spots & general, bottom + 1, right + 1):
        cells.getCellRangeByPosition(b, a, d, c).NumberFormat = key


# -- the rest ---------------------------------------------------------------------


@operation("cells.clear")
def clear(desk: Desk, at: Address, what: str) -> None:
    """``what``: ``contents``, ``formats`` or ``all``."""
    sheet, cells = desk.sheet(at), desk.cells(at)
    refuse_locked(sheet, cells)
    cells.clearContents({"contents": CONTENT, "formats": FORMATS, "all": EVERYTHING}[what])


@operation("cells.has_array")
def has_array(desk: Desk, at: Address) -> bool:
    return bool(desk.cells(at).getArrayFormula())


@operation("cells.read_array_formula")
def read_array_formula(desk: Desk, at: Address) -> str:
    text = str(desk.cells(at).getArrayFormula())
    return formula_text.to_excel(text[1:-1]) if text else ""


@operation("cells.write_array_formula")
def write_array_formula(desk: Desk, at: Address, formula: str) -> None:
    sheet, cells = desk.sheet(at), desk.cells(at)
    refuse_locked(sheet, cells)
    cells.setArrayFormula(_translated(formula))


@operation("cells.end")
def end(desk: Desk, at: Address, direction: str) -> List[int]:
    """Row and column where Ctrl+arrow leads from the first cell of the range."""
    sheet = desk.sheet(at)
    row, column = at["box"][:2]
    used = sheet.createCursor()
    used.gotoEndOfUsedArea(False)
    last = used.RangeAddress
    vertical = direction in ("up", "down")
    edge, used_edge, here = (
        (sheet.Rows.Count, last.EndRow + 1, row)
        if vertical
        else (sheet.Columns.Count, last.EndColumn + 1, column)
    )
    reach = max(1, min(used_edge, edge))
    line = (
        sheet.getCellRangeByPosition(column - 1, 0, column - 1, reach - 1)
        if vertical
        else sheet.getCellRangeByPosition(0, row - 1, reach - 1, row - 1)
    )
    texts = line.getFormulaArray()
    filled = [bool(r[0]) for r in texts] if vertical else [bool(text) for text in texts[0]]
    found = jump(lambda n: n <= len(filled) and filled[n - 1], here, edge, direction, len(filled))
    return [found, column] if vertical else [row, found]


def jump(filled: Callable[[int], bool], here: int, edge: int, direction: str, last: int) -> int:
    """Excel's Ctrl+arrow along one line, counted from 1; nothing is filled beyond ``last``."""
    back = direction in ("up", "left")
    start = min(here, last + 1) if back else here
    ahead = range(start - 1, 0, -1) if back else range(start + 1, min(edge, last) + 1)
    if start == here and ahead and filled(here) and filled(ahead[0]):
        return _last_filled(filled, ahead)
    return next((place for place in ahead if filled(place)), 1 if back else edge)


def _last_filled(filled: Callable[[int], bool], ahead: range) -> int:
    """Where the block ends in which ``ahead`` begins."""
    gap = next((place for place in ahead if not filled(place)), ahead.stop)
    return gap - ahead.step


@operation("cells.region")
def region(desk: Desk, at: Address) -> Tuple[int, int, int, int]:
    """The box of the filled block around the range."""
    sheet, cells = desk.sheet(at), desk.cells(at)
    cursor = sheet.createCursorByRange(cells)
    cursor.collapseToCurrentRegion()
    return box_of(cursor.RangeAddress)
