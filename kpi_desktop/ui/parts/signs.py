"""Signs: small drawn shapes that say the same as the colours do, at any scale and without a font."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.submission import State


class Sign(Enum):
    """The shapes."""

    RING = "ring"
    DOT = "dot"
    TRIANGLE = "triangle"
    CHECK = "check"
    LOCK = "lock"
    DIAMOND = "diamond"
    INFO = "info"
    ARROW = "arrow"


OF_STATE = {
    State.NOT_SUBMITTED: Sign.RING,
    State.SUBMITTED: Sign.DOT,
    State.NEEDS_FIX: Sign.TRIANGLE,
    State.ACCEPTED: Sign.CHECK,
    State.FINALISED: Sign.LOCK,
}
OF_SEVERITY = {
    Severity.ERROR: Sign.TRIANGLE,
    Severity.WARNING: Sign.DIAMOND,
    Severity.INFO: Sign.INFO,
}

_KNOWN: dict[tuple[Sign, str], QIcon] = {}


def icon(sign: Sign, ink: str) -> QIcon:
    """*sign* in the colour *ink*, for item views and buttons."""
    found = _KNOWN.get((sign, ink))
    if found is None:
        found = QIcon()
        for size in (16, 20, 32, 48, 64):
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            paint(painter, QRectF(0, 0, size, size), sign, QColor(ink))
            painter.end()
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Disabled):
                found.addPixmap(pixmap, mode)
        _KNOWN[sign, ink] = found
    return found


def paint(painter: QPainter, box: QRectF, sign: Sign, ink: QColor) -> None:
    """Draw *sign* in the square *box*."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 16, box.height() / 16)
    pen = QPen(ink, 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    _SHAPES[sign](painter, ink)
    painter.restore()


def _ring(painter: QPainter, _: QColor) -> None:
    painter.drawEllipse(QPointF(8, 8), 5.2, 5.2)


def _dot(painter: QPainter, ink: QColor) -> None:
    painter.drawEllipse(QPointF(8, 8), 5.6, 5.6)
    painter.setBrush(ink)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(8, 8), 2.9, 2.9)


def _triangle(painter: QPainter, ink: QColor) -> None:
    painter.drawPolygon(QPolygonF([QPointF(8, 2.2), QPointF(14.2, 13.4), QPointF(1.8, 13.4)]))
    painter.drawLine(QPointF(8, 6.4), QPointF(8, 9.2))
    painter.setBrush(ink)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(8, 11.5), 0.9, 0.9)


def _check(painter: QPainter, _: QColor) -> None:
    painter.setPen(_bolder(painter.pen(), 2.4))
    painter.drawPolyline(QPolygonF([QPointF(2.6, 8.6), QPointF(6.4, 12.4), QPointF(13.6, 4.2)]))


def _lock(painter: QPainter, ink: QColor) -> None:
    shackle = QPainterPath(QPointF(5, 8))
    shackle.lineTo(5, 5.6)
    shackle.arcTo(QRectF(5, 2.4, 6, 6), 180, -180)
    shackle.lineTo(11, 8)
    painter.drawPath(shackle)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(3.4, 7.6, 9.2, 6.2), 1.2, 1.2)


def _diamond(painter: QPainter, ink: QColor) -> None:
    corners = [QPointF(8, 1.6), QPointF(14.4, 8), QPointF(8, 14.4), QPointF(1.6, 8)]
    painter.drawPolygon(QPolygonF(corners))
    painter.drawLine(QPointF(8, 5.2), QPointF(8, 8.6))
    painter.setBrush(ink)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(8, 11), 0.9, 0.9)


def _info(painter: QPainter, ink: QColor) -> None:
    painter.drawEllipse(QPointF(8, 8), 6.2, 6.2)
    painter.drawLine(QPointF(8, 7.6), QPointF(8, 11.2))
    painter.setBrush(ink)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(8, 4.9), 0.9, 0.9)


def _arrow(painter: QPainter, ink: QColor) -> None:
    painter.setPen(_bolder(painter.pen(), 2.2))
    painter.drawPolyline(QPolygonF([QPointF(6, 3.4), QPointF(10.8, 8), QPointF(6, 12.6)]))


def _bolder(pen: QPen, width: float) -> QPen:
    pen.setWidthF(width)
    return pen


_SHAPES = {
    Sign.RING: _ring,
    Sign.DOT: _dot,
    Sign.TRIANGLE: _triangle,
    Sign.CHECK: _check,
    Sign.LOCK: _lock,
    Sign.DIAMOND: _diamond,
    Sign.INFO: _info,
    Sign.ARROW: _arrow,
}
