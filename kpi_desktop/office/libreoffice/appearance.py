"""Fonts and borders of a range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from .completion import completes
from .values import Colour, colour, colour_read

if TYPE_CHECKING:
    from .native import Native
    from .ranges import Range

UNSET = base_classes._UNSET  # xlwings' mark for "not given" has no public name

EDGES = ("edge_top", "edge_bottom", "edge_left", "edge_right")


@completes(base_classes.Font)
class Font:
    """The font of a range; None where its cells differ."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def api(self) -> Native | None:
        return self._cells.api

    @property
    def bold(self) -> bool | None:
        found: bool | None = self._cells.look("bold")
        return found

    @bold.setter
    def bold(self, value: bool) -> None:
        self._cells.set_look("bold", bool(value))

    @property
    def italic(self) -> bool | None:
        found: bool | None = self._cells.look("italic")
        return found

    @italic.setter
    def italic(self, value: bool) -> None:
        self._cells.set_look("italic", bool(value))

    @property
    def size(self) -> float | None:
        found: float | None = self._cells.look("size")
        return found

    @size.setter
    def size(self, value: float) -> None:
        self._cells.set_look("size", value)

    @property
    def name(self) -> str | None:
        found: str | None = self._cells.look("name")
        return found

    @name.setter
    def name(self, value: str) -> None:
        self._cells.set_look("name", value)

    @property
    def color(self) -> Colour | None:
        return colour_read(self._cells.look("colour"))

    @color.setter
    def color(self, value: Any) -> None:
        self._cells.set_look("colour", colour(value))


@completes(base_classes.Borders, elsewhere=("clear",))
class Borders:
    """The six borders of a range: its four edges and the lines inside."""

    def __init__(self, cells: Range) -> None:
        self.parent = cells

    @property
    def api(self) -> Native | None:
        return self.parent.api

    def __getitem__(self, side: str) -> Border:
        return Border(self.parent, side)

    def _common(self, what: str) -> Any:
        values = [getattr(self[side], what) for side in self._sides()]
        return values[0] if all(value == values[0] for value in values) else None

    def _sides(self) -> tuple[str, ...]:
        rows, columns = self.parent.shape
        inside = (("inside_vertical", columns), ("inside_horizontal", rows))
        return (*EDGES, *(side for side, number in inside if number > 1))

    @property
    def line_style(self) -> str | None:
        found: str | None = self._common("line_style")
        return found

    @property
    def weight(self) -> str | None:
        found: str | None = self._common("weight")
        return found

    @property
    def color(self) -> Colour | None:
        found: Colour | None = self._common("color")
        return found

    def set(
        self, which: Any, *, line_style: Any = UNSET, weight: Any = UNSET, color: Any = UNSET
    ) -> None:
        changes: dict[str, Any] = {}
        if line_style is not UNSET:
            changes["style"] = line_style
        if weight is not UNSET:
            changes["weight"] = weight
        if color is not UNSET:
            changes["colour"] = color
        diagonal = ("diagonal_up", "diagonal_down")
        sides = [
            side
            for side in which
            if side in self._sides() or (side in diagonal and changes.get("style", "") is not None)
        ]
        self.parent.call("borders.set", sides=sides, changes=changes)


@completes(base_classes.Border)
class Border:
    """One side of a range."""

    def __init__(self, cells: Range, side: str) -> None:
        self._cells = cells
        self._side = side

    @property
    def api(self) -> Native | None:
        return self._cells.api

    def _line(self) -> dict[str, Any]:
        line: dict[str, Any] | None = self._cells.call("borders.get", side=self._side)
        return line or {}

    def _change(self, what: str, value: Any) -> None:
        self._cells.call("borders.set", sides=[self._side], changes={what: value})

    @property
    def line_style(self) -> str | None:
        return self._line().get("style")

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self._change("style", value)

    @property
    def weight(self) -> str | None:
        return self._line().get("weight")

    @weight.setter
    def weight(self, value: str) -> None:
        self._change("weight", value)

    @property
    def color(self) -> Colour | None:
        return colour_read(self._line().get("colour"))

    @color.setter
    def color(self, value: Any) -> None:
        self._change("colour", value)
