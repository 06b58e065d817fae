"""Charts on sheets.  A chart's name is the name of its frame, which is what files keep."""

from __future__ import annotations

import time
from typing import Any, Dict, Iterator, List, Optional, Tuple

from .desk import (
    FAILED,
    MISSING,
    UNSUPPORTED,
    Address,
    Desk,
    Refused,
    Uno,
    box_of,
    enum,
    file_url,
    properties,
    property_list,
    refuse_protected,
    struct,
)
from .layout import hundredths, points
from .operations import operation

CHART = "12DCAE26-281F-416F-A234-C3086127382E"
TEMPLATE = "com.sun.star.chart2.template."
TYPES: Dict[str, str] = {
    "column_clustered": "Column",
    "column_stacked": "StackedColumn",
    "column_stacked_100": "PercentStackedColumn",
    "3d_column_clustered": "ThreeDColumnFlat",
    "3d_column_stacked": "StackedThreeDColumnFlat",
    "3d_column_stacked_100": "PercentStackedThreeDColumnFlat",
    "3d_column": "ThreeDColumnDeep",
    "bar_clustered": "Bar",
    "bar_stacked": "StackedBar",
    "bar_stacked_100": "PercentStackedBar",
    "3d_bar_clustered": "ThreeDBarFlat",
    "3d_bar_stacked": "StackedThreeDBarFlat",
    "3d_bar_stacked_100": "PercentStackedThreeDBarFlat",
    "line": "Line",
    "line_stacked": "StackedLine",
    "line_stacked_100": "PercentStackedLine",
    "line_markers": "LineSymbol",
    "line_markers_stacked": "StackedLineSymbol",
    "line_markers_stacked_100": "PercentStackedLineSymbol",
    "3d_line": "ThreeDLineDeep",
    "area": "Area",
    "area_stacked": "StackedArea",
    "area_stacked_100": "PercentStackedArea",
    "3d_area": "ThreeDArea",
    "3d_area_stacked": "StackedThreeDArea",
    "3d_area_stacked_100": "PercentStackedThreeDArea",
    "pie": "Pie",
    "pie_exploded": "PieAllExploded",
    "3d_pie": "ThreeDPie",
    "3d_pie_exploded": "ThreeDPieAllExploded",
    "doughnut": "Donut",
    "doughnut_exploded": "DonutAllExploded",
    "radar": "NetLine",
    "radar_markers": "Net",
    "radar_filled": "FilledNet",
    "xy_scatter": "ScatterSymbol",
    "xy_scatter_lines": "ScatterLineSymbol",
    "xy_scatter_lines_no_markers": "ScatterLine",
    "bubble": "Bubble",
    "stock_hlc": "StockLowHighClose",
    "stock_ohlc": "StockOpenLowHighClose",
    "stock_vhlc": "StockVolumeLowHighClose",
    "stock_vohlc": "StockVolumeOpenLowHighClose",
    "combination": "ColumnWithLine",
}
LEGEND = {"top": "TOP", "bottom": "BOTTOM", "left": "LEFT", "right": "RIGHT"}
_EMBEDDED = "com.sun.star.drawing.OLE2Shape"
#: How often, and after how many seconds, something that is embedded is looked at again.
_LOOKS, _PAUSE = 25, 0.02
#: So many looks in a row must find it as it was put.
_CALM = 3
AXES = {
    "category": ("HasXAxis", "XAxis", "HasXAxisTitle", "XAxisTitle"),
    "value": ("HasYAxis", "YAxis", "HasYAxisTitle", "YAxisTitle"),
    "secondary_category": (
        "HasSecondaryXAxis",
        "SecondaryXAxis",
        "HasSecondaryXAxisTitle",
        "SecondXAxisTitle",
    ),
    "secondary_value": (
        "HasSecondaryYAxis",
        "SecondaryYAxis",
        "HasSecondaryYAxisTitle",
        "SecondYAxisTitle",
    ),
}


def _frames(sheet: Uno) -> Iterator[Uno]:
    page = sheet.DrawPage
    for index in range(page.Count):
        shape = page.getByIndex(index)
        if shape.ShapeType == _EMBEDDED and _settled(shape, "CLSID").upper() == CHART:
            yield shape


def _settled(shape: Uno, name: str) -> str:
    """A property of something embedded; LibreOffice does not know it for a moment after a change."""
    for _ in range(_LOOKS):
        found = str(getattr(shape, name, None) or "")
        if found:
            return found
        time.sleep(_PAUSE)
    return ""


def _name(frame: Uno) -> str:
    return str(frame.Name or _settled(frame, "PersistName"))


def _frame(desk: Desk, at: Address, name: str) -> Uno:
    for again in (True, True, False):
        for frame in _frames(desk.sheet(at)):
            if _name(frame) == name:
                return frame
        time.sleep(_PAUSE * again)
    raise Refused(MISSING, f"the sheet {at['sheet']!r} has no chart {name!r}")


def _table_chart(desk: Desk, at: Address, name: str) -> Uno:
    return desk.sheet(at).Charts.getByName(_frame(desk, at, name).PersistName)


@operation("charts.list")
def charts(desk: Desk, at: Address) -> List[str]:
    return [_name(frame) for frame in _frames(desk.sheet(at))]


@operation("charts.add")
def add(
    desk: Desk, at: Address, name: Optional[str], place: List[float], source: Optional[Address]
) -> str:
    """A new chart at ``place`` (left, top, width, height in points); its name."""
    sheet = desk.sheet(at)
    refuse_protected(sheet)
    taken = set(charts(desk, at)) | set(sheet.Charts.ElementNames)
    number = 1
    while not name or name in taken:
        name = f"Chart {number}"
        number += 1
    left, top, width, height = (hundredths(length) for length in place)
    where = struct("awt.Rectangle", X=left, Y=top, Width=width, Height=height)
    ranges = () if source is None else (desk.cells(source).RangeAddress,)
    sheet.Charts.addNewByName(name, where, ranges, True, True)
    for frame in _frames(sheet):
        if frame.PersistName == name:
            frame.Name = name
            _put(frame, where.X, where.Y, where.Width, where.Height)
    return name


@operation("charts.delete")
def delete(desk: Desk, at: Address, name: str) -> None:
    refuse_protected(desk.sheet(at))
    desk.sheet(at).Charts.removeByName(_frame(desk, at, name).PersistName)


@operation("charts.rename")
def rename(desk: Desk, at: Address, name: str, to: str) -> None:
    _frame(desk, at, name).Name = to


@operation("charts.source")
def source(desk: Desk, at: Address, name: str, source: Address, by: Optional[str]) -> None:
    """Draw from another range; ``by``: ``rows``, ``columns`` or null to leave it."""
    chart = _table_chart(desk, at, name)
    chart.setRanges((desk.cells(source).RangeAddress,))
    if by is not None:
        chart.EmbeddedObject.Diagram.DataRowSource = _row_source(by)


def _row_source(by: str) -> Any:
    return enum("chart.ChartDataRowSource", by.upper())


@operation("charts.ranges")
def ranges(desk: Desk, at: Address, name: str) -> List[Any]:
    """The boxes a chart draws from."""
    return [box_of(address) for address in _table_chart(desk, at, name).getRanges()]


@operation("charts.get_type")
def get_type(desk: Desk, at: Address, name: str) -> str:
    """xlwings' name of the chart's type; ``combination`` for any mixture."""
    model = _frame(desk, at, name).Model
    diagram, templates = model.getFirstDiagram(), model.getChartTypeManager()
    for kind, template in TYPES.items():
        if templates.createInstance(TEMPLATE + template).matchesTemplate(diagram, False):
            return kind
    return "combination"


@operation("charts.set_type")
def set_type(desk: Desk, at: Address, name: str, kind: str) -> None:
    if kind not in TYPES:
        raise Refused(UNSUPPORTED, f"the chart type {kind!r}")
    model = _frame(desk, at, name).Model
    template = model.getChartTypeManager().createInstance(TEMPLATE + TYPES[kind])
    template.changeDiagram(model.getFirstDiagram())


@operation("charts.get_title")
def get_title(desk: Desk, at: Address, name: str) -> Optional[str]:
    model = _frame(desk, at, name).Model
    return str(model.Title.String) if model.HasMainTitle else None


@operation("charts.set_title")
def set_title(desk: Desk, at: Address, name: str, title: Optional[str]) -> None:
    model = _frame(desk, at, name).Model
    model.HasMainTitle = title is not None
    if title is not None:
        model.Title.String = title


@operation("charts.get_legend")
def get_legend(desk: Desk, at: Address, name: str) -> Dict[str, Any]:
    model = _frame(desk, at, name).Model
    if not model.HasLegend:
        return {"visible": False, "position": None}
    theirs = {value: key for key, value in LEGEND.items()}
    return {"visible": True, "position": theirs.get(model.Legend.Alignment.value)}


@operation("charts.set_legend")
def set_legend(
    desk: Desk, at: Address, name: str, visible: bool = True, position: Optional[str] = None
) -> None:
    model = _frame(desk, at, name).Model
    model.HasLegend = visible
    if position is None:
        return
    if position not in LEGEND:
        raise Refused(UNSUPPORTED, f"the legend position {position!r}")
    alignment = enum("chart.ChartLegendPosition", LEGEND[position])
    model.Legend.Alignment = alignment


@operation("charts.get_rectangle")
def get_rectangle(desk: Desk, at: Address, name: str) -> Dict[str, float]:
    frame = _frame(desk, at, name)
    return {
        "left": points(frame.Position.X),
        "top": points(frame.Position.Y),
        "width": points(frame.Size.Width),
        "height": points(frame.Size.Height),
    }


@operation("charts.set_rectangle")
def set_rectangle(desk: Desk, at: Address, name: str, **change: float) -> None:
    """Change some of ``left``, ``top``, ``width``, ``height`` (points)."""
    refuse_protected(desk.sheet(at))
    frame = _frame(desk, at, name)
    now = {**get_rectangle(desk, at, name), **change}
    _put(frame, *(hundredths(now[side]) for side in ("left", "top", "width", "height")))


def _put(frame: Uno, left: int, top: int, width: int, height: int) -> None:
    """Bring *frame* there, and see that it stays: a new chart takes its own size once more on loading."""
    calm = 0
    for _ in range(_LOOKS):
        at, size = frame.Position, frame.Size
        found = (at.X, at.Y, size.Width, size.Height)
        if all(abs(one - other) <= 2 for one, other in zip(found, (left, top, width, height))):
            calm += 1
            if calm == _CALM:
                return
        else:
            calm = 0
            frame.Position = struct("awt.Point", X=left, Y=top)
            frame.Size = struct("awt.Size", Width=width, Height=height)
        time.sleep(_PAUSE)


def _axis(desk: Desk, at: Address, name: str, which: str) -> Tuple[Uno, Uno]:
    diagram = _frame(desk, at, name).Model.Diagram
    axis = getattr(diagram, AXES[which][1], None)
    if axis is None:
        raise Refused(MISSING, f"the chart {name!r} has no {which} axis")
    return diagram, axis


@operation("charts.get_axis")
def get_axis(desk: Desk, at: Address, name: str, which: str) -> Dict[str, Any]:
    """``visible``, ``title``, ``minimum``, ``maximum``, ``major``, ``reverse``."""
    diagram, axis = _axis(desk, at, name, which)
    shown, _, has_title, title = AXES[which]
    return {
        "visible": bool(getattr(diagram, shown)),
        "title": getattr(diagram, title).String if getattr(diagram, has_title) else None,
        "minimum": axis.Min,
        "maximum": axis.Max,
        "major": axis.StepMain,
        "reverse": bool(axis.ReverseDirection),
    }


@operation("charts.set_axis")
def set_axis(desk: Desk, at: Address, name: str, which: str, changes: Dict[str, Any]) -> None:
    """Change some of what ``get_axis`` gives; null for a number means automatic."""
    diagram, axis = _axis(desk, at, name, which)
    shown, _, has_title, title = AXES[which]
    if "visible" in changes:
        setattr(diagram, shown, changes["visible"])
    if "title" in changes:
        setattr(diagram, has_title, changes["title"] is not None)
        if changes["title"] is not None:
            getattr(diagram, title).String = changes["title"]
    for key, number, automatic in (
        ("minimum", "Min", "AutoMin"),
        ("maximum", "Max", "AutoMax"),
        ("major", "StepMain", "AutoStepMain"),
    ):
        if key in changes:
            setattr(axis, automatic, changes[key] is None)
            if changes[key] is not None:
                setattr(axis, number, float(changes[key]))
    if "reverse" in changes:
        axis.ReverseDirection = changes["reverse"]


@operation("charts.png")
def png(desk: Desk, at: Address, name: str, path: str) -> None:
    """The chart as a picture, twice its size on the sheet at 96 dots an inch."""
    frame = _frame(desk, at, name)
    pixels = {"PixelWidth": frame.Size.Width * 192 // 2540}
    pixels["PixelHeight"] = frame.Size.Height * 192 // 2540
    export = desk.service("drawing.GraphicExportFilter")
    export.setSourceDocument(frame)
    done = export.filter(
        properties(MediaType="image/png", URL=file_url(path), FilterData=property_list(**pixels))
    )
    if not done:
        raise Refused(FAILED, f"the chart {name!r} could not be written to {path}")
