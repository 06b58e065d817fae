"""For everybody: contrast, names for screen readers, the keyboard, one place for words, English."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.ui.app import translate
from kpi_desktop.ui.parts import signs
from kpi_desktop.ui.parts.theme import DARK, LIGHT, Scheme, Theme, Tone
from kpi_desktop.ui.session.memory import Memory
from kpi_desktop.ui.window import Window
from kpi_desktop.ui.words import step_text, text
from tests.checkout import ROOT
from tests.ui.conftest import Opener
from tests.ui.hands import desk_of, settle

UI = Path(text.__file__).parents[1]
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    one = QColor(colour)
    red, green, blue = (linear(part) for part in (one.redF(), one.greenF(), one.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_a_contrast_of_four_and_a_half_or_more(theme: Theme) -> None:
    grounds = (theme.window, theme.surface, theme.raised)
    pairs = [(ink, ground) for ink in (theme.text, theme.muted) for ground in grounds]
    pairs += [(theme.accent, theme.window), (theme.accent, theme.surface)]
    pairs += [(theme.on_accent, theme.accent), (theme.on_accent, theme.accent_hover)]
    for tone in vars(theme).values():
        if isinstance(tone, Tone):
            pairs += [(tone.ink, tone.ground), (tone.ink, theme.surface)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
    assert contrast(theme.field_line, theme.surface) >= 3


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK], ids=["light", "dark"])
def test_an_open_choice_can_be_seen_before_it_is_taken(window: Window, scheme: Scheme) -> None:
    window.set_scheme(scheme)
    try:
        window.ask_for_new()
        QApplication.processEvents()
        choice = next(one for one in window.findChildren(QRadioButton) if not one.isChecked())
        image = choice.grab().toImage()
        ground = image.pixelColor(image.width() - 2, image.height() // 2).name()
        sign = {image.pixelColor(x, image.height() // 2).name() for x in range(20)}
        assert max(contrast(one, ground) for one in sign) >= 3
    finally:
        window.set_scheme(Scheme.LIGHT)


def test_every_state_and_severity_has_a_sign_of_its_own_shape() -> None:
    assert len({signs.OF_STATE[one] for one in State}) == len(State)
    assert len({signs.OF_SEVERITY[one] for one in Severity}) == len(Severity)


def within_a_field(one: QWidget) -> bool:
    """Whether *one* is the inside of a combo box or a spin box."""
    outer = one.parentWidget()
    while outer is not None and not isinstance(outer, (QComboBox, QAbstractSpinBox)):
        outer = outer.parentWidget()
    return outer is not None


def widgets(window: Window) -> Iterator[QWidget]:
    """Everything that can be reached with the keyboard, on every page."""
    for one in window.findChildren(QWidget):
        if one.objectName().startswith("qt_") or within_a_field(one):
            continue
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield one


def spoken_name(one: QWidget) -> str:
    if one.accessibleName():
        return one.accessibleName()
    return one.text() if isinstance(one, QAbstractButton) else ""


def test_everything_that_takes_the_focus_has_a_name(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    window.ask_for_new()
    window.open_workspace(next(iter(window.memory.recent())))
    settle(qtbot, window)
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QTextEdit, QAbstractSpinBox)
    nameless = [
        f"{type(one).__name__} in {type(one.parent()).__name__}"
        for one in widgets(window)
        if isinstance(one, kinds) and not spoken_name(one)
    ]
    assert nameless == []


def test_tab_reaches_every_control_of_a_page_from_top_to_bottom(
    opened: Opener, generated_once: Path
) -> None:
    window = opened(generated_once)
    for page in desk_of(window).steps.values():
        desk_of(window).show_step(page.step)
        QApplication.processEvents()
        wanted = [one for one in widgets(window) if page.isAncestorOf(one) and one.isVisible()]
        wanted = [one for one in wanted if one.isEnabled()]
        seen: list[QWidget] = []
        one: QWidget | None = window.nextInFocusChain()
        while one is not None and one is not window:
            if one in wanted:
                seen.append(one)
            one = one.nextInFocusChain()
        assert {id(each) for each in seen} == {id(each) for each in wanted}
        buttons = [each for each in seen if each.property("command")]
        heights = [each.mapTo(window, each.rect().topLeft()).y() for each in buttons]
        assert heights == sorted(heights), page.step


def test_every_menu_entry_has_its_own_shortcut(opened: Opener, generated_once: Path) -> None:
    window = opened(generated_once)
    keys = [one.shortcut().toString() for one in window.actions_with_keys()]
    assert len(keys) == len(set(keys)) >= 16


def literals(path: Path) -> Iterator[str]:
    """String literals of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in documents:
                yield node.value


def test_words_for_people_stand_in_one_place_only() -> None:
    #: Names of fields and punctuation between data are no words of the window.
    allowed = {"系列", "目標", "策定時", "・", "、", "　", "（", "）"}
    found = [
        (path.name, words)
        for path in UI.rglob("*.py")
        if path.name not in ("text.py", "step_text.py")
        for words in literals(path)
        if JAPANESE.search(words) and not any(words.startswith(one) for one in allowed)
    ]
    assert found == []


def test_every_action_of_the_log_has_a_word() -> None:
    assert step_text.ACTIONS.keys() == set(AuditAction)


def catalogue() -> dict[str, str]:
    tree = ElementTree.parse(ROOT / "kpi_desktop" / "ui" / "translations" / "kpi_desktop_en.ts")
    return {
        one.findtext("source", ""): one.findtext("translation", "") for one in tree.iter("message")
    }


def test_every_word_has_an_english_one_with_the_same_places() -> None:
    english = catalogue()
    marked = {
        ast.literal_eval(node.args[0])
        for name in ("text.py", "step_text.py")
        for node in ast.walk(ast.parse((UI / "words" / name).read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ja"
    }
    assert marked and marked - english.keys() == set()
    assert {one for one in marked if not english[one]} == set()
    places = re.compile(r"{\w+}")
    unlike = [
        one for one in marked if set(places.findall(one)) != set(places.findall(english[one]))
    ]
    assert unlike == []
    assert [one for one in marked if JAPANESE.search(english[one])] == []


@pytest.fixture
def in_english(qapp: QApplication) -> Iterator[None]:
    """The launcher in English for one test."""
    before = set(qapp.findChildren(QTranslator))
    translate(qapp, "en")
    yield
    for one in set(qapp.findChildren(QTranslator)) - before:
        QCoreApplication.removeTranslator(one)
        one.deleteLater()


@pytest.mark.usefixtures("in_english")
def test_the_english_window_shows_no_japanese_but_the_plan_s_own(
    qapp: QApplication, qtbot: QtBot, memory: Memory, generated_once: Path
) -> None:
    window = Window(memory)
    qtbot.addWidget(window)
    window.open_workspace(generated_once)
    settle(qtbot, window)
    own = {desk_of(window).plan.text()}
    shown = [
        one.text() for one in window.findChildren(QAbstractButton) if JAPANESE.search(one.text())
    ]
    assert set(shown) - own == set()
    titles = [one.text() for one in window.menuBar().actions()]
    assert not any(JAPANESE.search(one) for one in titles)
    window.close()
