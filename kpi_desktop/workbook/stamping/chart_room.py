"""Room in the form's chart: for a legend of several lines, labels of many columns, very large figures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import ROUND_FLOOR, Decimal

from kpi_desktop.domain.forms.print_box import text_width
from kpi_desktop.workbook.ooxml.package.xml_spans import Patches, XmlPart, escape_attribute
from kpi_desktop.workbook.stamping.shape import Shape

PLOT_HEIGHT, AXIS_FORMAT = "@高さ", "@軸の書式"
#: From so many series on, columns stand too close for level labels and one legend entry more for each target.
_MANY = 4
#: Points across a chart, for the sample of a legend entry, and for a full-width character.
_ACROSS, _SAMPLE, _CHARACTER = 480.0, 45.0, 8.0
#: What a line of the legend takes of the chart's height, and what the plot keeps at least.
_LINE, _LEAST = 0.065, 0.3
#: So many lines of the legend are taken from the plot; for more of them the chart gets higher, in points.
_TAKEN, _HIGHER = 3, 11.0
#: Length of a digit and of the gap before it in an upright label, in points; steps of an axis.
_DIGIT, _GAP, _STEPS = 4.0, 5.0, 6
_UPRIGHT = {"rot": "-5400000", "vert": "horz"}
_UPRIGHT_SIZE = "700"
#: Figures so large are shown in 兆 or 百万 of their unit: from, format of the axis, format of a label.
_LARGE = (
    (Decimal(10) ** 12, '#,##0.0,,,,"兆"', '#,##0.00,,,,"兆"'),
    (Decimal(10) ** 9, '#,##0,,"百万"', '#,##0,,"百万"'),
)
LARGE_FORMATS = tuple(label for _, _, label in _LARGE)


def more_height(legend: Sequence[str]) -> float:
    """Points by which a chart with that *legend* is to be higher than in the template."""
    if len(legend) <= _TAKEN:
        return 0.0
    return max(0, _lines(legend) - _TAKEN) * _HIGHER


def has_many_series(shape: Shape) -> bool:
    """Whether the legend names a target beside its series instead of on its own."""
    return sum(shape.bars) >= _MANY


def large_label(numbers: Sequence[str]) -> str | None:
    """Number format of the labels of a series with very large figures, None for an ordinary one."""
    if not any([is_long(number) for number in numbers]):
        return None
    most = max(abs(Decimal(number)) for number in numbers)
    return next((label for least, _, label in _LARGE if most >= least), None)


def fitting_label(number: str | None, label: str | None) -> str | None:
    """Format of one label of a series that has *label* for its largest figures: 1,027 is no 0百万."""
    if label is None or number is None:
        return label
    size = abs(Decimal(number))
    codes = _LARGE[LARGE_FORMATS.index(label) :]
    return next((code for least, _, code in codes if size >= least / 100), None)


class ChartRoom:
    """What a chart part of the template allows: the height of its plot, the number format of its axis."""

    def __init__(self, part: XmlPart) -> None:
        self._part = part
        position = part.root.find("chart/legend/legendPos")
        below = position is not None and position.attributes.get("val") == "b"
        self._height = part.root.find("chart/plotArea/layout/manualLayout/h") if below else None
        self._axes = [
            axis
            for axis in part.root.all("chart/plotArea/valAx/numFmt")
            if axis.attributes.get("sourceLinked") in ("0", "false")
        ]
        self._usual = self._axes[0].attributes["formatCode"] if self._axes else ""
        self._code = escape_attribute(self._usual).encode()

    def patch(self, patches: Patches, shape: Shape) -> None:
        """Holes for the height of the plot and the format of its axis; upright labels when there are many."""
        p = self._part.prefix
        if self._height is not None:
            height = self._height
            patches.replace(height.start, height.end, b"<" + p + b'h val="', PLOT_HEIGHT, b'"/>')
        for axis in self._axes:
            tag = b"<" + p + b'numFmt formatCode="'
            patches.replace(axis.start, axis.end, tag, AXIS_FORMAT, b'" sourceLinked="0"/>')
        if has_many_series(shape):
            _stand_labels_up(self._part, patches)
            _leave_targets_out(self._part, patches, shape)

    def holes(
        self, legend: Sequence[str], numbers: Collection[str], grown: float = 1.0
    ) -> dict[str, bytes]:
        """What goes into the holes for a chart with that *legend* and those *numbers*.

        *grown*: how many times as high as in the template the chart is.
        """
        found = {AXIS_FORMAT: self._code}
        if any([is_long(number) or number.startswith("-") for number in numbers]):
            wanted = _axis_format(self._usual, [Decimal(number) for number in numbers])
            found[AXIS_FORMAT] = escape_attribute(wanted).encode()
        if self._height is not None:
            height, lines = self._height.attributes["val"], _lines(legend)
            if lines > 1:
                kept = (float(height) - _LINE * (min(lines, _TAKEN) - 1)) / grown
                height = f"{max(kept, _LEAST):.3f}"
            found[PLOT_HEIGHT] = height.encode()
        return found


def depth(numbers: Collection[str], height: float) -> tuple[Decimal, Decimal] | None:
    """(lowest value, step) of an axis on which upright labels below negative columns have room.

    *height*: points of the plot. None when no figure is negative.
    """
    found = [Decimal(number) for number in numbers]
    most = max([*found, Decimal(0)])
    lowest = Decimal(0)
    for number in found:
        if number < 0:
            length = len(f"{number:,f}") * _DIGIT + _GAP
            share = min(Decimal(length / height), Decimal("0.5"))
            lowest = min(lowest, (number - share * most) / (1 - share))
    if not lowest:
        return None
    rough = (most - lowest) / _STEPS
    power = Decimal(10) ** rough.adjusted()
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    return (lowest / step).to_integral_value(ROUND_FLOOR) * step, step


def _axis_format(code: str, numbers: Sequence[Decimal]) -> str:
    """*code*, or what suits very large figures; LibreOffice drops the sign of what meets no condition."""
    most = max(abs(number) for number in numbers)
    for least, axis, _ in _LARGE:
        if most >= least:
            return axis
    if code.startswith("[>=1000]") and min(numbers) < 0:
        return "#,##0" if most >= 1000 else "General"
    return code


def is_long(number: str) -> bool:
    """Whether a number has so many digits that it may be a very large one."""
    return len(number) > 9


def _lines(legend: Sequence[str]) -> int:
    """Lines of the legend: one when it fits, else columns as wide as the widest entry."""
    if len(legend) * _SAMPLE + sum(map(len, legend)) * _CHARACTER <= _ACROSS:
        return 1
    widths = [_SAMPLE + text_width(text) * _CHARACTER for text in legend]
    if sum(widths) <= _ACROSS:
        return 1
    columns = max(1, int(_ACROSS // max(widths)))
    return -(-len(widths) // columns)


def _stand_labels_up(part: XmlPart, patches: Patches) -> None:
    for labels in part.root.all("chart/plotArea/barChart/ser/dLbls/txPr"):
        for body in labels.all("bodyPr"):
            patches.attributes(body, _UPRIGHT)
        for font in labels.all("p/pPr/defRPr"):
            patches.attributes(font, {"sz": _UPRIGHT_SIZE})


def _leave_targets_out(part: XmlPart, patches: Patches, shape: Shape) -> None:
    """The lines of the targets have no entry in the legend: it names the target beside its series."""
    position = part.root.find("chart/legend/legendPos")
    if position is None:
        return
    p, first = part.prefix.decode(), sum(shape.bars)
    entries = "".join(
        f'<{p}legendEntry><{p}idx val="{first + at}"/><{p}delete val="1"/></{p}legendEntry>'
        for at in range(sum(shape.goals))
    )
    patches.replace(position.end, position.end, entries.encode())
