"""The window: start page or workspace, menus, notices, work at the foot, files dropped anywhere."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget, QWidget

from kpi_desktop.ui.pages.start_page import StartPage
from kpi_desktop.ui.pages.work_panel import WorkPanel
from kpi_desktop.ui.parts.notices import Notice
from kpi_desktop.ui.parts.theme import Scheme, set_theme
from kpi_desktop.ui.parts.trouble import Trouble, trouble_of
from kpi_desktop.ui.parts.widgets import column
from kpi_desktop.ui.session.memory import Memory, free_folder
from kpi_desktop.ui.session.work import Work
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr

# Everything else is imported when it is first needed, so that the start page is there at once.
if TYPE_CHECKING:
    from kpi_desktop.ui.pages.new_workspace import NewWorkspace
    from kpi_desktop.ui.pages.workspace_page import WorkspacePage
    from kpi_desktop.ui.session.session import Session


class Window(QMainWindow):
    """The launcher."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.memory = memory
        self.work = Work(self)
        self.session: Session | None = None
        self.desk_page: WorkspacePage | None = None
        self.new_page: NewWorkspace | None = None
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(900, 480))
        self.resize(1200, 760)
        self.start_page = StartPage()
        self.notice = Notice()
        self.panel = WorkPanel(self.work)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start_page)
        centre = QWidget()
        centre.setLayout(column(self.notice, self.stack, self.panel, spacing=0, wide=1))
        self.setCentralWidget(centre)
        self._build_menus()
        self.work.failed.connect(self._show_trouble)
        self.work.started.connect(lambda _: self.notice.hide())
        self.work.started.connect(lambda _: self._show_state())
        self.work.finished.connect(self._show_state)
        page = self.start_page
        page.sample_asked.connect(self.ask_for_sample)
        page.demo_asked.connect(self.ask_for_demo)
        page.new_asked.connect(self.ask_for_new)
        page.open_asked.connect(self.ask_for_workspace)
        page.chosen.connect(self.open_workspace)
        if not memory.geometry.isEmpty():
            self.restoreGeometry(memory.geometry)
        self.show_start()

    # menus

    def _build_menus(self) -> None:
        bar = self.menuBar()
        files = bar.addMenu(tr(text.MENU_FILE))
        self._action(files, text.MENU_NEW, "Ctrl+N", self.ask_for_new)
        self._action(files, text.MENU_OPEN, "Ctrl+O", self.ask_for_workspace)
        self.close_action = self._action(files, text.MENU_START, "Ctrl+W", self.show_start)
        files.addSeparator()
        quit_action = self._action(files, text.MENU_QUIT, "Ctrl+Q", self.close)
        quit_action.setMenuRole(QAction.MenuRole.QuitRole)
        self._build_step_menu()
        view = bar.addMenu(tr(text.MENU_VIEW))
        looks = QActionGroup(self)
        for scheme, words in text.SCHEMES.items():
            one = self._action(view, words, "", lambda s=scheme: self.set_scheme(Scheme(s)))
            one.setCheckable(True)
            one.setChecked(self.memory.scheme.value == scheme)
            looks.addAction(one)
        view.addSeparator()
        languages = QActionGroup(self)
        for code, name in text.LANGUAGES.items():
            one = self._action(view, name, "", lambda c=code: self.set_language(c))
            one.setCheckable(True)
            one.setChecked(self.memory.language == code)
            languages.addAction(one)

    def _build_step_menu(self) -> None:
        self.step_menu = self.menuBar().addMenu(tr(text.MENU_STEPS))
        self.step_actions = []
        for position, (value, words) in enumerate(text.STEP_TITLES.items()):
            action = self._action(
                self.step_menu, words, f"Ctrl+{position}", lambda v=value: self._go(v)
            )
            self.step_actions.append(action)
        self.step_menu.addSeparator()
        self.do_action = self._action(self.step_menu, text.MENU_DO, "Ctrl+Return", self._do_main)
        self.search_action = self._action(self.step_menu, text.MENU_SEARCH, "Ctrl+F", self._search)
        self.refresh_action = self._action(self.step_menu, text.REFRESH, "F5", self._refresh)
        self.cancel_action = self._action(
            self.step_menu, text.CANCEL_WORK, "Ctrl+.", self.work.cancel
        )

    def actions_with_keys(self) -> list[QAction]:
        """Every entry of the menus that has a shortcut."""
        return [one for one in self.findChildren(QAction) if not one.shortcut().isEmpty()]

    def _action(self, menu: object, words: str, keys: str, run: object) -> QAction:
        action = QAction(tr(words), self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: run())  # type: ignore[operator]
        menu.addAction(action)  # type: ignore[attr-defined]
        return action

    def _show_state(self) -> None:
        inside = self.desk_page is not None and self.stack.currentWidget() is self.desk_page
        for one in (*self.step_actions, self.do_action, self.search_action, self.refresh_action):
            one.setEnabled(inside)
        self.close_action.setEnabled(self.stack.currentWidget() is not self.start_page)
        self.cancel_action.setEnabled(self.work.busy)
        self.start_page.set_busy(self.work.busy)

    # the ways in

    def show_start(self) -> None:
        """Back to the first page; a workspace that was open is let go."""
        if self.work.busy:
            self.notice.show_words(tr(text.WAIT_FOR_WORK), tone="caution")
            return
        self._leave()
        self.setWindowTitle(tr(text.APP_NAME))
        self.start_page.show_recent(self.memory.recent())
        self.stack.setCurrentWidget(self.start_page)
        self._show_state()

    def ask_for_workspace(self) -> None:
        """Choose a folder and open it."""
        found = QFileDialog.getExistingDirectory(self, tr(text.START_OPEN), str(Path.home()))
        if found:
            self.open_workspace(Path(found))

    def ask_for_sample(self) -> None:
        """Choose where the sample goes and make it there."""
        found = QFileDialog.getExistingDirectory(self, tr(text.SAMPLE_WHERE), str(Path.home()))
        if found:
            self.make_sample(free_folder(Path(found), tr(text.SAMPLE_FOLDER)))

    def make_sample(self, directory: Path) -> None:
        """Make the sample workspace in *directory* and open it."""
        from kpi_desktop.ui.pages.new_workspace import Choice, make

        choice = Choice(directory, sample=True, master=None)
        self.work.start(
            tr(text.SAMPLE_MAKING),
            lambda _: make(choice),
            lambda _: self.open_workspace(directory),
        )

    def ask_for_demo(self) -> None:
        """Choose where the whole cycle is played, and play it."""
        found = QFileDialog.getExistingDirectory(self, tr(text.SAMPLE_WHERE), str(Path.home()))
        if found:
            self.make_demo(free_folder(Path(found), tr(text.DEMO_FOLDER)))

    def make_demo(self, directory: Path) -> None:
        """Play the whole cycle in *directory* and open it."""
        from kpi_desktop.ui.session.demo import play

        self.work.start(
            tr(text.START_DEMO),
            lambda progress: play(directory, progress),
            lambda _: self.open_workspace(directory),
        )

    def ask_for_new(self) -> None:
        """Show the page on which a workspace is made."""
        from kpi_desktop.ui.pages.new_workspace import NewWorkspace

        if self.work.busy:
            self.notice.show_words(tr(text.WAIT_FOR_WORK), tone="caution")
            return
        if self.new_page is None:
            self.new_page = NewWorkspace(self.work)
            self.new_page.made.connect(self.open_workspace)
            self.new_page.left.connect(self.show_start)
            self.stack.addWidget(self.new_page)
        self._leave()
        self.new_page.start()
        self.stack.setCurrentWidget(self.new_page)
        self._show_state()

    def open_workspace(self, directory: Path) -> None:
        """Open *directory*; a notice says so when it is not a workspace."""
        from kpi_desktop.ui.pages.workspace_page import WorkspacePage
        from kpi_desktop.ui.session.session import Session

        if not (directory / ".kpi").is_dir():
            self.notice.show_words(
                tr(text.NO_WORKSPACE, name=directory), tr(text.NO_WORKSPACE_REMEDY), "caution"
            )
            return
        self._leave()
        self.notice.hide()
        self.memory.remember(directory)
        self.session = Session(directory, self.work, self.memory, self)
        self.session.notice.connect(self.notice.show_words)
        self.session.moved.connect(self.open_workspace, Qt.ConnectionType.QueuedConnection)
        self.desk_page = WorkspacePage(self.session)
        self.stack.addWidget(self.desk_page)
        self.stack.setCurrentWidget(self.desk_page)
        self.setWindowTitle(tr(text.TITLE_WITH_NAME, name=directory.name, app=tr(text.APP_NAME)))
        self._show_state()
        self.session.refresh()

    def _leave(self) -> None:
        if self.desk_page is not None and self.session is not None:
            self.session.close()
            self.stack.removeWidget(self.desk_page)
            self.desk_page.deleteLater()
            self.session.deleteLater()
            self.desk_page = self.session = None

    # what menus and keys do in a workspace

    def _go(self, step: str) -> None:
        from kpi_desktop.ui.session.steps import Step

        if self.desk_page is not None:
            self.desk_page.go_to_step(Step(step))

    def _do_main(self) -> None:
        """Press the one main button of the page."""
        from PySide6.QtWidgets import QPushButton

        for one in self.stack.findChildren(QPushButton):
            if one.property("role") == "main" and one.isVisible() and one.isEnabled():
                one.click()
                return

    def _search(self) -> None:
        if self.desk_page is not None:
            self.desk_page.focus_search()

    def _refresh(self) -> None:
        if self.session is not None:
            self.session.refresh()

    def set_scheme(self, scheme: Scheme) -> None:
        """Change the looks now and for next time."""
        self.memory.scheme = scheme
        set_theme(scheme)
        if self.session is not None:
            self.session.changed.emit()

    def set_language(self, code: str) -> None:
        """Change the language for next time."""
        self.memory.language = code
        self.notice.show_words(text.LANGUAGE_NEXT_TIME[code])

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.desk_page is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.desk_page.show_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self.desk_page is not None:
            self.desk_page.show_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile()]
        if self.desk_page is None or not paths:
            return
        event.acceptProposedAction()
        self.desk_page.show_hot(False)
        if not self.desk_page.take(paths):
            self.notice.show_words(tr(step_text.CANNOT_TAKE_NOW), tone="caution")

    # trouble and the end

    def _show_trouble(self, trouble: Trouble) -> None:
        self.notice.show_trouble(trouble)

    def show_unexpected(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """The last resort (``sys.excepthook``): log it and say so calmly."""
        if not isinstance(error, Exception):
            self.close()
            return
        try:
            raise error
        except Exception as raised:
            self.notice.show_trouble(trouble_of(raised, self.work.directory))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.memory.geometry = self.saveGeometry()
        self.work.close()
        self._leave()
        super().closeEvent(event)
