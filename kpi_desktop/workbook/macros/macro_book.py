"""Macro-enabled copies of the form and of the master workbook: which macros, which buttons, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from kpi_desktop.workbook.macros.buttons import Button, PlacedButton
from kpi_desktop.workbook.macros.macro_package import MacroPackage
from kpi_desktop.workbook.macros.vba_project import MacroModule
from kpi_desktop.workbook.ooxml.package.xml_spans import XmlPart
from kpi_desktop.workbook.ooxml.sheet.addresses import (
    address_of,
    column_letters,
    parse_area,
    place_of,
)
from kpi_desktop.workbook.ooxml.sheet.open_workbook import SheetInfo
from kpi_desktop.workbook.template.cover import PREFIX as COVER_PREFIX
from kpi_desktop.workbook.template.field_names import STATUS

_SHARED = ("KpiWords.bas", "KpiMachine.bas")
FORM_FILES = (*_SHARED, "KpiFormFields.bas", "KpiForm.bas")
MASTER_FILES = (*_SHARED, "KpiMasterPlaces.bas", "KpiMaster.bas")
#: The defined name that tells the macros what a submitted file is to be called.
FILE_NAME = "提出ファイル名"

_CHECK = Button(
    "提出前チェック",
    "KpiForm.提出前チェック",
    "直すところと確かめるところへ、押すたびに一つずつ移ります",
)
_BLANK = Button(
    "次の未記入へ", "KpiForm.次の未記入へ", "空いている記入欄へ、押すたびに一つずつ移ります"
)
_SAVE = Button(
    "提出用に保存",
    "KpiForm.提出用に保存",
    "決まった名前の、マクロと個人情報のないファイルを作ります",
)
_EVIDENCE = Button(
    "証跡を開く",
    "KpiMaster.証跡を開く",
    "選んでいる値の元になった、提出ファイルの原本のセルを開きます",
)
_FINDING = Button(
    "指摘へ移動",
    "KpiMaster.指摘へ移動",
    "選んでいる指標の指摘へ移ります。指摘一覧では、原本のセルを開きます",
)
_UPDATE = Button(
    "統合を更新", "KpiMaster.統合を更新", "統合マスタを作り直し、新しいものを開き直します"
)
_PRINT = Button("個票を印刷", "KpiMaster.個票を印刷", "個票の印刷の見本を出します")
_FORM_BUTTONS = (_CHECK, _BLANK, _SAVE)
_FIGURE_BUTTONS = (_EVIDENCE, _FINDING, _PRINT)
_MASTER_BUTTONS = {
    "ダッシュボード": (_UPDATE, _PRINT),
    "達成状況": (_FINDING, _PRINT),
    "総括表": _FIGURE_BUTTONS,
    "実績データ": _FIGURE_BUTTONS,
    "取組状況等": _FIGURE_BUTTONS,
    "指摘一覧": (_FINDING, _PRINT),
    "証跡": _FIGURE_BUTTONS,
}
_PAGE_PREFIX = "No."
#: Rows in which a 個票 of the master has links beside the page.
_LINK_ROWS = 2
_ALL_ROWS = 1_048_576
_PRINT_AREA = "_xlnm.Print_Area"
#: Columns of usual width that a button takes, pixels from one to the next inside a column, and from the page.
_STEP_COLUMNS, _STEP_PIXELS, _GAP = 2, 121, 8


class MacroBooks:
    """Fulfils ``usecases.ports.MacroBooks``. *texts*: file name → text of every ``.bas`` file."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    @cached_property
    def _modules(self) -> dict[str, MacroModule]:
        return {name: MacroModule.parse(text, name) for name, text in self._texts.items()}

    def importable(self) -> dict[str, bytes]:
        """Every macro as a file for Excel's editor."""
        return {name: one.importable for name, one in sorted(self._modules.items())}

    def form(self, data: bytes, file_name: str) -> bytes:
        """The form workbook *data* with macros; *file_name* is what the submitted file is called."""
        package = MacroPackage(data)
        for index, sheet in enumerate(package.book.sheets):
            names = package.book.names[index]
            if sheet.state == "visible" and (STATUS in names or _is_cover(names)):
                _place(package, index, _FORM_BUTTONS)
        package.name_text(FILE_NAME, file_name)
        return package.finished([self._modules[name] for name in FORM_FILES])

    def master(self, data: bytes) -> bytes:
        """The master workbook *data* with macros."""
        package = MacroPackage(data)
        for index, sheet in enumerate(package.book.sheets):
            buttons = _master_buttons(sheet)
            if buttons:
                _place(package, index, buttons)
        return package.finished([self._modules[name] for name in MASTER_FILES])


def _is_cover(names: Mapping[str, str]) -> bool:
    return any(name.startswith(COVER_PREFIX) for name in names)


def _master_buttons(sheet: SheetInfo) -> Sequence[Button]:
    if sheet.state != "visible":
        return ()
    if sheet.name.startswith(_PAGE_PREFIX):
        return _FIGURE_BUTTONS
    return _MASTER_BUTTONS.get(sheet.name, ())


def _place(package: MacroPackage, index: int, buttons: Sequence[Button]) -> None:
    """Put *buttons* on a sheet: in its check panel or under its links if there is room, else right of the
    page.
    """
    sheet, names = package.book.sheets[index], package.book.names[index]
    part = package.part(sheet.part)
    placed = _in_panel(buttons, names, part)
    if not placed:
        area = names.get(_PRINT_AREA)
        rows, columns = _extent(part)
        if area is None and rows:
            package.print_only(index, f"$A$1:${column_letters(columns)}${rows}")
        last = _last_printed(area) or columns
        placed = _under_links(buttons, last, part) if sheet.name.startswith(_PAGE_PREFIX) else []
        placed = placed or _right_of_page(buttons, last, part)
    package.add_buttons(sheet.part, placed)


def _in_panel(
    buttons: Sequence[Button], names: Mapping[str, str], part: XmlPart
) -> list[PlacedButton]:
    """Above the panel's first line, where the heads of the table leave two rows free; else nothing."""
    if STATUS not in names or "年度1" not in names:
        return []
    row = place_of(_address(names["年度1"]))[0] - 1
    column = place_of(_address(names[STATUS]))[1]
    if row < 1 or any(_filled(part, one, column) for one in (row, row + 1)):
        return []
    return _side_by_side(buttons, row, column)


def _under_links(buttons: Sequence[Button], last: int, part: XmlPart) -> list[PlacedButton]:
    """Under the links that a 個票 has beside the page, which ends with column *last*."""
    column = _extent(part, rows=_LINK_ROWS)[1]
    row = _LINK_ROWS + 1
    if column <= last or any(_filled(part, one, column) for one in (row, row + 1, row + 2)):
        return []
    return _side_by_side(buttons, row, column)


def _side_by_side(buttons: Sequence[Button], row: int, column: int) -> list[PlacedButton]:
    return [
        PlacedButton(one, row, column, right=number * _STEP_PIXELS, down=3)
        for number, one in enumerate(buttons)
    ]


def _right_of_page(buttons: Sequence[Button], last: int, part: XmlPart) -> list[PlacedButton]:
    """Right of column *last* and of what stands in the first two rows."""
    column = max(last, _extent(part, rows=2)[1]) + 1
    return [
        PlacedButton(one, 1, column + number * _STEP_COLUMNS, right=_GAP, down=3)
        for number, one in enumerate(buttons)
    ]


def _last_printed(area: str | None) -> int:
    """The last column of one printed area; 0 for several, or for one whose cells are gone."""
    if area is None or "," in area:
        return 0
    try:
        return parse_area(_address(area)).last_column
    except ValueError:
        return 0


def _address(reference: str) -> str:
    return reference.rpartition("!")[2]


def _filled(part: XmlPart, row: int, column: int) -> bool:
    address = address_of((row, column))
    cells = part.root.all("sheetData/row/c")
    return any(one.children for one in cells if one.attributes.get("r") == address)


def _extent(part: XmlPart, rows: int = _ALL_ROWS) -> tuple[int, int]:
    """The last row and the last column with a cell, in the first *rows* rows."""
    last, columns = 0, 0
    for cell in part.root.all("sheetData/row/c"):
        row, column = place_of(cell.attributes["r"])
        if row <= rows:
            last, columns = max(last, row), max(columns, column)
    return last, columns
