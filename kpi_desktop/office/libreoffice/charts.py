"""Charts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from .appearance import UNSET
from .completion import completes, refusal
from .errors import NoSuchObject
from .native import Native

if TYPE_CHECKING:
    from .ranges import Range
    from .sheets import Sheet

AXIS_KEYS = {
    "title": "title",
    "minimum_scale": "minimum",
    "maximum_scale": "maximum",
    "major_unit": "major",
    "visible": "visible",
    "reverse_order": "reverse",
}


@completes(base_classes.Charts, elsewhere=("_wrap",))
class Charts:
    """The charts of one sheet."""

    parent: Sheet

    def __init__(self, sheet: Sheet) -> None:
        self.parent = sheet

    @property
    def api(self) -> Native:
        return self.parent.api

    def _names(self) -> list[str]:
        names: list[str] = self.parent.call("charts.list")
        return names

    def __len__(self) -> int:
        return len(self._names())

    def __iter__(self) -> Iterator[Chart]:
        for name in self._names():
            yield Chart(self.parent, name)

    def __contains__(self, name: str) -> bool:
        return name in self._names()

    def __call__(self, key: int | str) -> Chart:
        names = self._names()
        if isinstance(key, int) and 1 <= key <= len(names):
            return Chart(self.parent, names[key - 1])
        if key in names:
            return Chart(self.parent, str(key))
        raise NoSuchObject(f"the sheet {self.parent.name!r} has no chart {key!r}")

    def add(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        chart_type: str | None = None,
        source: Range | None = None,
        plot_by: str | None = None,
        name: str | None = None,
        anchor: Any = None,
        style: int | None = None,
    ) -> Chart:
        """``style`` is Excel's own and is passed over."""
        if anchor is not None:
            left, top = anchor.left, anchor.top
        made = self.parent.call(
            "charts.add",
            name=name,
            place=[left, top, width, height],
            source=None if source is None else source.at,
        )
        chart = Chart(self.parent, made)
        if chart_type is not None:
            chart.chart_type = chart_type
        if source is not None and plot_by is not None:
            chart.set_source_data(source, plot_by)
        return chart


@completes(base_classes.Chart)
class Chart:
    """One chart, known by its name."""

    parent: Sheet

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.parent = sheet
        self._name = name

    def call(self, op: str, **args: Any) -> Any:
        return self.parent.call("charts." + op, name=self._name, **args)

    @property
    def api(self) -> Native:
        return self.parent.api

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.call("rename", to=value)
        self._name = value

    def set_source_data(self, rng: Range, plot_by: str | None = None) -> None:
        self.call("source", source=rng.at, by=plot_by)

    @property
    def chart_type(self) -> str:
        return str(self.call("get_type"))

    @chart_type.setter
    def chart_type(self, value: str) -> None:
        self.call("set_type", kind=value)

    @property
    def title(self) -> str | None:
        title: str | None = self.call("get_title")
        return title

    @title.setter
    def title(self, value: str | None) -> None:
        self.call("set_title", title=value)

    @property
    def legend(self) -> Legend:
        return Legend(self)

    category_axis = property(lambda self: Axis(self, "category"))
    value_axis = property(lambda self: Axis(self, "value"))
    secondary_category_axis = property(lambda self: Axis(self, "secondary_category"))
    secondary_value_axis = property(lambda self: Axis(self, "secondary_value"))

    def _length(self, which: str) -> float:
        return float(self.call("get_rectangle")[which])

    @property
    def left(self) -> float:
        return self._length("left")

    @left.setter
    def left(self, value: float) -> None:
        self.call("set_rectangle", left=value)

    @property
    def top(self) -> float:
        return self._length("top")

    @top.setter
    def top(self, value: float) -> None:
        self.call("set_rectangle", top=value)

    @property
    def width(self) -> float:
        return self._length("width")

    @width.setter
    def width(self, value: float) -> None:
        self.call("set_rectangle", width=value)

    @property
    def height(self) -> float:
        return self._length("height")

    @height.setter
    def height(self, value: float) -> None:
        self.call("set_rectangle", height=value)

    def delete(self) -> None:
        self.call("delete")

    def to_png(self, path: str) -> None:
        self.call("png", path=os.path.realpath(path))


@completes(base_classes.ChartLegend)
class Legend:
    def __init__(self, chart: Chart) -> None:
        self._chart = chart

    @property
    def api(self) -> Native:
        return self._chart.api

    @property
    def visible(self) -> bool:
        return bool(self._chart.call("get_legend")["visible"])

    @visible.setter
    def visible(self, value: bool) -> None:
        self._chart.call("set_legend", visible=value)

    @property
    def position(self) -> str | None:
        position: str | None = self._chart.call("get_legend")["position"]
        return position

    @position.setter
    def position(self, value: str) -> None:
        self._chart.call("set_legend", position=value)


@completes(base_classes.ChartAxis)
class Axis:
    """One axis of a chart."""

    def __init__(self, chart: Chart, which: str) -> None:
        self._chart = chart
        self._which = which

    @property
    def api(self) -> Native:
        return self._chart.api

    def _read(self, key: str) -> Any:
        return self._chart.call("get_axis", which=self._which)[key]

    title = property(lambda self: self._read("title"))
    minimum_scale = property(lambda self: self._read("minimum"))
    maximum_scale = property(lambda self: self._read("maximum"))
    major_unit = property(lambda self: self._read("major"))
    visible = property(lambda self: self._read("visible"))
    reverse_order = property(lambda self: self._read("reverse"))

    def set(self, **given: Any) -> None:
        """xlwings sets every attribute of an axis through here."""
        given = {name: value for name, value in given.items() if value is not UNSET}
        for name in given:
            if name not in AXIS_KEYS:
                raise refusal("ChartAxis", name)
        changes = {
            AXIS_KEYS[name]: None if value == "auto" else value for name, value in given.items()
        }
        self._chart.call("set_axis", which=self._which, changes=changes)
