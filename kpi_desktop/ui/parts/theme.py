"""Colours, fonts and spacing. Text has a contrast of 4.5 or more with its ground (a test says so)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.submission import State

#: Distances in logical pixels: between related things, between things, around things.
TIGHT, GAP, ROOM = 6, 12, 24
ROW_HEIGHT, FIELD_HEIGHT = 32, 32

FONTS = (
    "Yu Gothic UI",
    "Meiryo UI",
    "Hiragino Sans",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "IPAPGothic",
    "sans-serif",
)
POINT_SIZE = 10


class Scheme(Enum):
    """外観."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Tone:
    """A meaning's colours: ``ink`` for text and signs, ``ground`` behind them."""

    ink: str
    ground: str


@dataclass(frozen=True)
class Theme:
    """One set of colours."""

    is_dark: bool
    window: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    field_line: str
    accent: str
    accent_hover: str
    on_accent: str
    neutral: Tone
    info: Tone
    good: Tone
    final: Tone
    caution: Tone
    danger: Tone

    def of_state(self, state: State) -> Tone:
        """Colours of a state; its sign says the same without colour."""
        return {
            State.NOT_SUBMITTED: self.neutral,
            State.SUBMITTED: self.info,
            State.NEEDS_FIX: self.danger,
            State.ACCEPTED: self.good,
            State.FINALISED: self.final,
        }[state]

    def of_severity(self, severity: Severity) -> Tone:
        """Colours of a severity."""
        return {
            Severity.ERROR: self.danger,
            Severity.WARNING: self.caution,
            Severity.INFO: self.info,
        }[severity]


LIGHT = Theme(
    is_dark=False,
    window="#f4f6f9",
    surface="#ffffff",
    raised="#eef2f7",
    text="#1b2129",
    muted="#566170",
    line="#d9dfe7",
    field_line="#7d8896",
    accent="#0b5cad",
    accent_hover="#094b8e",
    on_accent="#ffffff",
    neutral=Tone("#525c69", "#e9edf2"),
    info=Tone("#0b57a4", "#e2eefb"),
    good=Tone("#17663a", "#e0f3e7"),
    final=Tone("#4d3b94", "#ebe8f9"),
    caution=Tone("#804600", "#fdf0d8"),
    danger=Tone("#a8201a", "#fde8e6"),
)
DARK = Theme(
    is_dark=True,
    window="#14171c",
    surface="#1d2127",
    raised="#272c34",
    text="#e9ecf0",
    muted="#aab3bf",
    line="#363d47",
    field_line="#7f8a98",
    accent="#7db5f2",
    accent_hover="#9cc7f7",
    on_accent="#0b1622",
    neutral=Tone("#b7c0cb", "#2b313a"),
    info=Tone("#93c4f9", "#1b334d"),
    good=Tone("#80d9a0", "#183828"),
    final=Tone("#c8bcff", "#332c55"),
    caution=Tone("#ffc977", "#402f16"),
    danger=Tone("#ffa39a", "#47201d"),
)


def theme_of(widget: QWidget) -> Theme:
    """The theme that *widget* is shown in."""
    return DARK if widget.palette().window().color().lightness() < 128 else LIGHT


def set_theme(scheme: Scheme) -> Theme:
    """Dress the whole application; gives the theme in use."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dark = scheme is Scheme.DARK
    if scheme is Scheme.SYSTEM:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    theme = DARK if dark else LIGHT
    app.setStyle("Fusion")
    font = QFont()
    font.setFamilies(list(FONTS))
    font.setPointSizeF(POINT_SIZE)
    app.setFont(font)
    app.setPalette(_palette(theme))
    app.setStyleSheet(_sheet(theme))
    return theme


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for one, colour in {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.raised,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Link: theme.accent,
        role.Mid: theme.line,
    }.items():
        palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(theme.muted))
    return palette


def _sheet(theme: Theme) -> str:
    tones = "".join(
        f'QFrame[tone="{name}"] {{ background: {tone.ground}; border-color: {tone.ink}; }}'
        f'QLabel[tone="{name}"] {{ color: {tone.ink}; background: {tone.ground};'
        " border-radius: 4px; padding: 3px 8px; }"
        f'QFrame[tone="{name}"] QLabel {{ color: {tone.ink}; }}'
        for name, tone in vars(theme).items()
        if isinstance(tone, Tone)
    )
    return f"""
    QToolTip {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.line}; }}
    QLabel[role="display"] {{ font-size: 20pt; font-weight: 600; }}
    QLabel[role="title"] {{ font-size: 15pt; font-weight: 600; }}
    QLabel[role="heading"] {{ font-size: 11pt; font-weight: 600; }}
    QLabel[role="muted"] {{ color: {theme.muted}; }}
    QFrame[role="card"] {{ background: {theme.surface}; border: 1px solid {theme.line};
        border-radius: 8px; }}
    QFrame[role="drop"] {{ background: {theme.surface}; border: 2px dashed {theme.field_line};
        border-radius: 8px; }}
    QFrame[role="drop"][hot="true"] {{ background: {theme.info.ground};
        border-color: {theme.accent}; }}
    QFrame[role="notice"] {{ border: 1px solid; border-radius: 8px; }}
    QFrame[role="side"] {{ background: {theme.surface}; border: none;
        border-right: 1px solid {theme.line}; }}
    QFrame[role="foot"] {{ background: {theme.surface}; border: none;
        border-top: 1px solid {theme.line}; }}
    {tones}
    QPushButton {{ background: {theme.surface}; color: {theme.text}; padding: 6px 14px;
        border: 1px solid {theme.field_line}; border-radius: 6px; min-height: 20px; }}
    QPushButton:hover {{ background: {theme.raised}; }}
    QPushButton:focus {{ border: 2px solid {theme.accent}; padding: 5px 13px; }}
    QPushButton:disabled {{ color: {theme.muted}; background: {theme.raised};
        border-color: {theme.line}; }}
    QPushButton[role="main"] {{ background: {theme.accent}; color: {theme.on_accent};
        border-color: {theme.accent}; font-weight: 600; padding: 8px 22px; }}
    QPushButton[role="main"]:hover {{ background: {theme.accent_hover}; }}
    QPushButton[role="main"]:focus {{ border: 2px solid {theme.text}; padding: 7px 21px; }}
    QPushButton[role="main"]:disabled {{ background: {theme.raised}; color: {theme.muted};
        border-color: {theme.line}; }}
    QPushButton[role="plain"] {{ background: transparent; border-color: transparent;
        color: {theme.accent}; padding: 6px 8px; }}
    QPushButton[role="plain"]:hover {{ background: {theme.raised}; }}
    QPushButton[role="plain"]:focus {{ border: 2px solid {theme.accent}; padding: 5px 7px; }}
    QPushButton[role="plain"]:disabled {{ color: {theme.muted}; }}
    QPushButton[role="choice"] {{ text-align: left; padding: 12px 16px; background: {theme.surface};
        border: 1px solid {theme.line}; border-radius: 8px; }}
    QPushButton[role="choice"]:hover {{ background: {theme.raised}; }}
    QPushButton[role="choice"]:focus {{ border: 2px solid {theme.accent}; padding: 11px 15px; }}
    QPushButton[role="filter"] {{ border-radius: 14px; padding: 3px 12px;
        border: 1px solid {theme.line}; }}
    QPushButton[role="filter"]:checked {{ background: {theme.info.ground}; color: {theme.info.ink};
        border-color: {theme.info.ink}; font-weight: 600; }}
    QPushButton[role="filter"]:focus {{ border: 2px solid {theme.accent}; padding: 2px 11px; }}
    QPushButton[role="rail"] {{ text-align: left; border: none; border-radius: 6px;
        padding: 8px 10px; background: transparent; }}
    QPushButton[role="rail"]:hover {{ background: {theme.raised}; }}
    QPushButton[role="rail"]:checked {{ background: {theme.info.ground}; color: {theme.info.ink};
        font-weight: 600; }}
    QPushButton[role="rail"]:focus {{ border: 2px solid {theme.accent}; padding: 6px 8px; }}
    QLineEdit, QPlainTextEdit, QTextBrowser {{ background: {theme.surface};
        color: {theme.text}; border: 1px solid {theme.field_line}; border-radius: 6px;
        padding: 5px 8px; min-height: 20px;
        selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextBrowser:focus {{
        border: 2px solid {theme.accent}; padding: 4px 7px; }}
    QRadioButton {{ border: 2px solid transparent; border-radius: 6px; padding: 2px;
        spacing: 8px; }}
    QRadioButton:focus {{ border-color: {theme.accent}; }}
    QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {theme.muted};
        border-radius: 8px; background: {theme.surface}; }}
    QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {theme.accent}; }}
    QPlainTextEdit[readOnly="true"], QTextBrowser {{ border-color: {theme.line}; }}
    QAbstractItemView {{ background: {theme.surface}; color: {theme.text};
        border: 1px solid {theme.line}; border-radius: 6px; outline: none;
        selection-background-color: {theme.info.ground}; selection-color: {theme.info.ink}; }}
    QAbstractItemView:focus {{ border: 2px solid {theme.accent}; }}
    QAbstractItemView::item:selected {{ background: {theme.info.ground};
        color: {theme.info.ink}; }}
    QTableView::item {{ padding: 0 6px; }}
    QHeaderView {{ border: none; background: {theme.raised}; }}
    QHeaderView::section {{ background: {theme.raised}; color: {theme.muted}; border: none;
        border-bottom: 1px solid {theme.line}; padding: 6px 8px; }}
    QTabWidget::pane {{ border: 1px solid {theme.line}; border-radius: 6px;
        background: {theme.surface}; top: -1px; }}
    QTabBar::tab {{ padding: 7px 16px; color: {theme.muted}; background: transparent;
        border: none; border-bottom: 3px solid transparent; }}
    QTabBar::tab:selected {{ color: {theme.text}; font-weight: 600;
        border-bottom: 3px solid {theme.accent}; }}
    QTabBar::tab:focus {{ background: {theme.info.ground}; }}
    QProgressBar {{ border: 1px solid {theme.line}; border-radius: 5px; background: {theme.raised};
        min-height: 8px; max-height: 8px; }}
    QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}
    QMenuBar {{ background: {theme.surface}; border-bottom: 1px solid {theme.line}; }}
    QMenuBar::item {{ padding: 5px 10px; }}
    QMenuBar::item:selected, QMenu::item:selected {{ background: {theme.info.ground};
        color: {theme.info.ink}; }}
    QMenu {{ background: {theme.surface}; border: 1px solid {theme.line}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px; }}
    QMenu::item:disabled {{ color: {theme.muted}; }}
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: 12px; }}
    QScrollBar:horizontal {{ height: 12px; }}
    QScrollBar::handle {{ background: {theme.field_line}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {theme.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QScrollArea {{ border: none; background: transparent; }}
    QSplitter::handle {{ background: transparent; }}
    """
