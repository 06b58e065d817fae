"""Apps: running LibreOffice programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from .books import Book, Books
from .completion import completes, refusal
from .errors import LibreOfficeError, LibreOfficeStopped, NoSuchObject
from .native import Native
from .process.session import Session, has_display
from .process.standing import StandingSession

if TYPE_CHECKING:
    from .engine import Engine
    from .ranges import Range

MACRO = re.compile(r"(?:'((?:[^']|'')+)'!|([^'!]+)!)?(?:(\w+)\.)?(\w+)")


@completes(base_classes.Apps)
class Apps:
    """The programs this engine started and that still run, the newest first."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._apps: list[App] = []

    def add(
        self,
        spec: Any = None,
        add_book: bool | None = None,
        xl: Any = None,
        visible: bool | None = None,
    ) -> App:
        if spec is not None:
            raise refusal("App", "spec", "set LIBREOFFICE_SOFFICE instead")
        if visible and not has_display():
            raise LibreOfficeError("there is no display to show LibreOffice on (visible=False)")
        app = App(self, Session(visible=has_display() if visible is None else visible))
        self._apps.insert(0, app)
        if add_book:
            app.books.add()
        return app

    def stand(self, folder: Path, start: bool = True) -> App | None:
        """The LibreOffice that stands for a person, with its profile in ``folder``.

        It is started if it does not run (or None, unless ``start``); it stays when this program
        ends, and is found again by the next.
        """
        try:
            app = App(self, StandingSession(folder, start))
        except LibreOfficeStopped:
            return None
        self._apps.insert(0, app)
        return app

    def __iter__(self) -> Iterator[App]:
        for app in list(self._apps):
            if app.session.alive:
                yield app
            else:
                app.kill()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def keys(self) -> list[int]:
        return [app.pid for app in self]

    def __getitem__(self, pid: int) -> App:
        for app in self:
            if app.pid == pid:
                return app
        raise NoSuchObject(f"no LibreOffice with process id {pid} was started here")

    @staticmethod
    def cleanup() -> None:
        """Nothing to do: programs end with their App or with this process."""

    def bring_forward(self, app: App) -> None:
        self._apps.remove(app)
        self._apps.insert(0, app)

    def forget(self, app: App) -> None:
        if app in self._apps:
            self._apps.remove(app)


@completes(base_classes.App, elsewhere=("xl",))
class App:
    """One LibreOffice with a profile of its own."""

    engine: Engine
    display_alerts: bool
    enable_events: bool
    interactive: bool
    status_bar: Any
    cut_copy_mode: Any

    def __init__(self, apps: Apps, session: Session) -> None:
        self.apps = apps
        self.engine = apps.engine
        self.session = session
        self._visible = self.session.visible
        self._screen_updating = True
        self._books: dict[str, Book] = {}
        self.display_alerts = True
        self.enable_events = False
        self.interactive = True
        self.status_bar = False
        self.cut_copy_mode = False

    def book(self, uid: str) -> Book:
        """The one object for a workbook, so that what it remembers is remembered once."""
        return self._books.setdefault(uid, Book(self, uid))

    @property
    def api(self) -> Native:
        return Native(self.session, {})

    @property
    def pid(self) -> int:
        return self.session.pid

    @property
    def version(self) -> str:
        return str(self.session.call("version"))

    @property
    def path(self) -> str:
        from .process.installation import find_installation

        return str(find_installation().soffice.parent)

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def visible(self) -> bool:
        return self._visible

    @visible.setter
    def visible(self, value: bool) -> None:
        if value and not self.session.visible:
            if has_display():
                raise LibreOfficeError("started without windows: start xw.App(visible=True)")
            return  # nowhere to show it; xlwings itself asks for this with every new App
        if self.session.visible:
            self.session.call("set_visible", visible=bool(value))
            self._visible = bool(value)

    @property
    def screen_updating(self) -> bool:
        return self._screen_updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self.session.call("set_screen_updating", on=bool(value))
        self._screen_updating = bool(value)

    @property
    def calculation(self) -> str:
        return "automatic" if self.session.call("calculation") else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in ("automatic", "manual"):
            raise refusal("App", "calculation", f"{value!r} (only automatic and manual)")
        self.session.call("set_calculation", automatic=value == "automatic")

    def calculate(self) -> None:
        self.session.call("calculate")

    @property
    def selection(self) -> Range | None:
        at = self.session.call("selection")
        return None if at is None else self.book(at["book"]).sheet(at["sheet"]).box(at["box"])

    def activate(self, steal_focus: bool = False) -> None:
        self.apps.bring_forward(self)

    def run(self, macro: str, args: list[Any]) -> Any:
        """Run ``Name``, ``Module.Name`` or ``'book.xlsm'!Module.Name``."""
        match = MACRO.fullmatch(macro)
        if match is None:
            raise ValueError(f"{macro!r} does not name a macro")
        name = (match[1] or match[2] or "").replace("''", "'")
        book = self.books(name) if name else self.books.active
        return self.session.call(
            "macros.run",
            at=book.at,
            module=match[3],
            name=match[4],
            arguments=[arg.at if isinstance(arg, Native) else arg for arg in args],
        )

    def quit(self) -> None:
        self.session.quit()
        self.apps.forget(self)

    def kill(self) -> None:
        self.session.kill()
        self.apps.forget(self)

    def leave(self) -> None:
        """Not in xlwings' interface: quit, unless it stands there for a person."""
        self.session.leave()
        self.apps.forget(self)
