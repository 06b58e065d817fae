"""How cells look: number format, fill, font, alignment, borders."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, Optional, Tuple

from .cells import DATE_OR_TIME, format_key
from .desk import FAILED, UNSUPPORTED, Address, Desk, Refused, Uno, enum, refuse_protected, struct
from .operations import operation

Reader = Callable[[Uno], Any]
Writer = Callable[[Uno, Any], None]

SCRIPTS = ("", "Asian", "Complex")  # LibreOffice keeps three fonts a cell, Excel one
ALIGNMENTS = {
    "STANDARD": "general", "LEFT": "left", "CENTER": "center", "RIGHT": "right",
    "BLOCK": "justify", "REPEAT": "fill",
}  # fmt: skip
VERTICAL = {1: "top", 2: "center", 3: "bottom", 4: "justify", 0: "bottom"}
OUTSIDE_QUOTES = re.compile(r'"[^"]*"|\\.|\[[^]]*\]|[^"\\\[]+')
COLOURS = ("BLACK", "BLUE", "CYAN", "GREEN", "MAGENTA", "RED", "WHITE", "YELLOW")


def excel_format(code: str, kind: int, language: str) -> str:
    """LibreOffice's spelling of a number format in Excel's: [Red], yyyy/m/d, [$-411]."""
    parts = []
    for part in OUTSIDE_QUOTES.findall(code):
        if part.startswith("["):
            inner = part[1:-1]
            if inner in COLOURS:
                part = f"[{inner.capitalize()}]"
            elif inner and not inner.upper().strip("HMS"):
                part = part.lower()
        elif kind & DATE_OR_TIME and not part.startswith(('"', "\\")):
            part = re.sub(r"[YMDHSEGN]+(?!/P)", lambda m: m.group().lower(), part)
        parts.append(part)
    text = "".join(parts)
    if language == "ja" and kind & DATE_OR_TIME and "[$-" not in text and "g" in text:
        text = "[$-411]" + text
    return text


def _number_format(desk: Desk, at: Address, cells: Uno) -> Optional[str]:
    if cells.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE":
        return None
    found = desk.number_format(desk.document(at), cells.NumberFormat)
    if found.is_general or found.code == "BOOLEAN":
        return "General"
    return excel_format(found.code, found.kind, found.language)


def _set_number_format(desk: Desk, at: Address, cells: Uno, code: str) -> None:
    try:
        cells.NumberFormat = format_key(desk.document(at), code)
    except Exception as error:
        if "MalformedNumberFormat" not in type(error).__name__:
            raise
        raise Refused(FAILED, f"{code!r} is no number format") from None


def _colour(number: int) -> Optional[List[int]]:
    if number is None or number < 0:
        return None
    return [number >> 16 & 255, number >> 8 & 255, number & 255]


def _number(colour: Optional[List[int]]) -> int:
    return -1 if colour is None else colour[0] << 16 | colour[1] << 8 | colour[2]


def _all_scripts(name: str, convert: Callable[[Any], Any]) -> Writer:
    def write(cells: Uno, value: Any) -> None:
        for script in SCRIPTS:
            setattr(cells, name + script, convert(value))

    return write


def _slant(value: bool) -> Any:
    return enum("awt.FontSlant", "ITALIC" if value else "NONE")


def _set_horizontal(cells: Uno, value: str) -> None:
    theirs = {name: key for key, name in ALIGNMENTS.items()}
    if value not in theirs:
        raise Refused(UNSUPPORTED, f"horizontal alignment {value!r}")
    cells.HoriJustify = enum("table.CellHoriJustify", theirs[value])


def _set_vertical(cells: Uno, value: str) -> None:
    theirs = {name: key for key, name in VERTICAL.items() if key}
    if value not in theirs:
        raise Refused(UNSUPPORTED, f"vertical alignment {value!r}")
    cells.VertJustify = theirs[value]


def _set_locked(cells: Uno, value: bool) -> None:
    protection = cells.CellProtection
    protection.IsLocked = bool(value)
    cells.CellProtection = protection


PROPERTIES: Dict[str, Tuple[Reader, Writer]] = {
    "fill": (
        lambda cells: _colour(cells.CellBackColor),
        lambda cells, value: setattr(cells, "CellBackColor", _number(value)),
    ),
    "bold": (
        lambda cells: cells.CharWeight > 100,
        _all_scripts("CharWeight", lambda value: 150.0 if value else 100.0),
    ),
    "italic": (
        lambda cells: cells.CharPosture.value != "NONE",
        _all_scripts("CharPosture", _slant),
    ),
    "size": (
        lambda cells: round(cells.CharHeight, 2),
        _all_scripts("CharHeight", float),
    ),
    "name": (lambda cells: cells.CharFontName, _all_scripts("CharFontName", str)),
    "colour": (
        lambda cells: _colour(cells.CharColor),
        lambda cells, value: setattr(cells, "CharColor", _number(value)),
    ),
    "wrap": (
        lambda cells: bool(cells.IsTextWrapped),
        lambda cells, value: setattr(cells, "IsTextWrapped", bool(value)),
    ),
    "horizontal": (lambda cells: ALIGNMENTS.get(cells.HoriJustify.value), _set_horizontal),
    "vertical": (lambda cells: VERTICAL.get(cells.VertJustify), _set_vertical),
    "locked": (lambda cells: bool(cells.CellProtection.IsLocked), _set_locked),
}
UNDERLYING = {
    "fill": "CellBackColor", "bold": "CharWeight", "italic": "CharPosture", "size": "CharHeight",
    "name": "CharFontName", "colour": "CharColor", "wrap": "IsTextWrapped",
    "horizontal": "HoriJustify", "vertical": "VertJustify",
    "locked": "CellProtection",
}  # fmt: skip


@operation("formats.get")
def get(desk: Desk, at: Address, what: str) -> Any:
    """One attribute of a range; null where its cells differ."""
    cells = desk.cells(at)
    if what == "number_format":
        return _number_format(desk, at, cells)
    if cells.getPropertyState(UNDERLYING[what]).value == "AMBIGUOUS_VALUE":
        return None
    return PROPERTIES[what][0](cells)


@operation("formats.set")
def put(desk: Desk, at: Address, what: str, value: Any) -> None:
    """Set one attribute of every cell of a range."""
    sheet, cells = desk.sheet(at), desk.cells(at)
    refuse_protected(sheet)
    if what == "number_format":
        _set_number_format(desk, at, cells, value)
    else:
        PROPERTIES[what][1](cells, value)


# -- borders ----------------------------------------------------------------------

EDGES = {
    "edge_top": "TopLine", "edge_bottom": "BottomLine", "edge_left": "LeftLine",
    "edge_right": "RightLine", "inside_horizontal": "HorizontalLine",
    "inside_vertical": "VerticalLine",
}  # fmt: skip
WIDTHS = {"hairline": 2, "thin": 26, "medium": 53, "thick": 88}  # hundredths of a millimetre
LINES = {"continuous": 0, "dot": 1, "dash": 2, "double": 3, "dash_dot": 16, "dash_dot_dot": 17}


def _edge(side: str) -> str:
    if side not in EDGES:
        raise Refused(UNSUPPORTED, f"the border {side!r}")
    return EDGES[side]


@operation("borders.get")
def get_border(desk: Desk, at: Address, side: str) -> Optional[Dict[str, Any]]:
    """``{"style", "weight", "colour"}`` of one side of a range; null for no line."""
    border = desk.cells(at).TableBorder2
    line = getattr(border, _edge(side))
    if not line.LineWidth:
        return None
    style = {number: name for name, number in LINES.items()}.get(line.LineStyle, "continuous")
    weight = min(WIDTHS, key=lambda name: abs(WIDTHS[name] - line.LineWidth))
    return {"style": style, "weight": weight, "colour": _colour(line.Color)}


@operation("borders.set")
def set_border(desk: Desk, at: Address, sides: List[str], changes: Dict[str, Any]) -> None:
    """Change style (null: no line), weight or colour of some sides, keeping the rest."""
    sheet, cells = desk.sheet(at), desk.cells(at)
    refuse_protected(sheet)
    border = cells.TableBorder2
    for side in sides:
        edge = _edge(side)
        line = getattr(border, edge)
        setattr(border, edge, _changed(line, changes))
        setattr(border, f"Is{edge}Valid", True)
    cells.TableBorder2 = border


def _changed(line: Uno, changes: Dict[str, Any]) -> Uno:
    if "style" in changes and changes["style"] is None:
        return struct("table.BorderLine2")
    style = changes.get("style")
    width = WIDTHS[changes["weight"]] if changes.get("weight") else line.LineWidth
    if style is not None and style not in LINES:
        raise Refused(UNSUPPORTED, f"the line style {style!r}")
    return struct(
        "table.BorderLine2",
        Color=_number(changes["colour"]) if changes.get("colour") else line.Color,
        LineStyle=LINES[style] if style else line.LineStyle,
        LineWidth=width or WIDTHS["thin"],
        OuterLineWidth=width or WIDTHS["thin"],
    )
