"""A workspace in the window: head, rail, what to do next, and the page at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from kpi_desktop.ui.pages.board import Board
from kpi_desktop.ui.pages.indicator_page import IndicatorPage
from kpi_desktop.ui.pages.rail import Rail
from kpi_desktop.ui.pages.steps.audit import AuditPage
from kpi_desktop.ui.pages.steps.collect import CollectPage
from kpi_desktop.ui.pages.steps.decide import DecidePage
from kpi_desktop.ui.pages.steps.distribute import DistributePage
from kpi_desktop.ui.pages.steps.master import MasterPage
from kpi_desktop.ui.pages.steps.publish import PublishPage
from kpi_desktop.ui.pages.steps.review import ReviewPage
from kpi_desktop.ui.pages.steps.step_page import StepPage
from kpi_desktop.ui.parts.notices import SignLabel
from kpi_desktop.ui.parts.signs import Sign
from kpi_desktop.ui.parts.theme import GAP, ROOM
from kpi_desktop.ui.parts.widgets import button, column, label, restyle, row, set_role
from kpi_desktop.ui.session.session import Session
from kpi_desktop.ui.session.steps import Step, facts, next_step
from kpi_desktop.ui.words import text
from kpi_desktop.ui.words.text import tr

PAGES: tuple[type[StepPage], ...] = (
    MasterPage,
    DistributePage,
    CollectPage,
    ReviewPage,
    DecidePage,
    PublishPage,
    AuditPage,
)


class WorkspacePage(QWidget):
    """Everything that is shown of one workspace."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.rail = Rail()
        self.board = Board()
        self.indicator = IndicatorPage(session)
        self.steps: dict[Step, StepPage] = {one.step: one(session) for one in PAGES}
        self.pages = QStackedWidget()
        self.board_page = self._board_page()
        self.pages.addWidget(self.board_page)
        self.pages.addWidget(self.indicator)
        for page in self.steps.values():
            self.pages.addWidget(page)
        right = column(self._head(), self._next_bar(), self.pages, spacing=0, wide=2)
        self.setLayout(row(self.rail, right, spacing=0, wide=1))
        self.rail.asked.connect(self.show_step)
        self.board.opened.connect(self.show_indicator)
        self._connect_review()
        self.indicator.left.connect(lambda: self.show_step(Step.BOARD))
        self.indicator.turned.connect(self._turn)
        session.changed.connect(self._renew)
        session.state_changed.connect(self._show_holder)
        self.show_step(Step.BOARD)
        self._show_holder()

    def _connect_review(self) -> None:
        page = self.steps[Step.REVIEW]
        assert isinstance(page, ReviewPage)
        page.indicator_asked.connect(self.show_indicator)
        page.compare_asked.connect(self._compare)

    def _compare(self, no: str) -> None:
        self.show_indicator(no)
        self.indicator.show_tab(self.indicator.history)

    def _board_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName(Step.BOARD.value)
        page.setLayout(column(self.board, margins=(ROOM, GAP, ROOM, GAP)))
        return page

    def _head(self) -> QFrame:
        self.plan = label(tr(text.READING), "heading")
        self.deadline = label(role="muted")
        self.refresh_button = button(tr(text.REFRESH), self.session.refresh, "plain", "status")
        made = QFrame()
        made.setLayout(
            row(
                self.plan,
                self.deadline,
                None,
                self.refresh_button,
                spacing=GAP,
                margins=(ROOM, 8, ROOM, 0),
            )
        )
        return made

    def _next_bar(self) -> QWidget:
        """What to do next, and below it who else works here."""
        self.next_words = label(wrap=True)
        self.next_button = button("", self._go_next)
        inner = row(
            SignLabel(Sign.ARROW, "info"),
            self.next_words,
            self.next_button,
            spacing=GAP,
            margins=8,
            wide=1,
        )
        self.next_bar = QFrame()
        self.next_bar.setProperty("role", "notice")
        self.next_bar.setProperty("tone", "info")
        self.next_bar.setAccessibleName(tr(text.NEXT_NAME))
        self.next_bar.setLayout(inner)
        self.holder_words = label(wrap=True)
        again = button(tr(text.TRY_AGAIN), self.session.try_again)
        lower = row(
            SignLabel(Sign.LOCK, "caution"),
            self.holder_words,
            again,
            spacing=GAP,
            margins=8,
            wide=1,
        )
        self.holder_bar = QFrame()
        self.holder_bar.setProperty("role", "notice")
        self.holder_bar.setProperty("tone", "caution")
        self.holder_bar.setLayout(lower)
        both = QWidget()
        both.setLayout(
            column(self.holder_bar, self.next_bar, spacing=8, margins=(ROOM, 8, ROOM, 0))
        )
        return both

    # going about

    def show_step(self, step: Step) -> None:
        """Show the page of *step*."""
        self.pages.setCurrentWidget(self.steps.get(step, self.board_page))
        self.rail.show_here(step)
        self._show_next()

    def go_to_step(self, step: Step) -> None:
        """Show it with the focus on its main button, for those who came by key or by the next button."""
        self.show_step(step)
        if step in self.steps:
            self.steps[step].focus_main()
        else:
            self.rail.buttons[step].setFocus()

    def show_indicator(self, no: str) -> None:
        """Show one indicator."""
        self.indicator.open(no)
        self.pages.setCurrentWidget(self.indicator)
        self._show_next()
        self.indicator.back.setFocus()

    @property
    def here(self) -> Step | None:
        """The step that is shown; None on the page of one indicator."""
        page = self.pages.currentWidget()
        return next((one for one in Step if page and page.objectName() == one.value), None)

    def take(self, paths: Sequence[Path]) -> bool:
        """Take in files that were dropped; False when that is not possible now."""
        page = self.steps[Step.COLLECT]
        assert isinstance(page, CollectPage)
        self.show_step(Step.COLLECT)
        return self.session.may_act and page.take(paths)

    def show_hot(self, hot: bool) -> None:
        """Something is being dragged over the window."""
        page = self.steps[Step.COLLECT]
        assert isinstance(page, CollectPage)
        page.show_hot(hot)

    def focus_search(self) -> None:
        """Put the cursor where one searches: in the findings while they are shown, else on the board."""
        if self.here is Step.REVIEW:
            page = self.steps[Step.REVIEW]
            assert isinstance(page, ReviewPage)
            page.findings.search.setFocus()
            return
        self.show_step(Step.BOARD)
        self.board.search.setFocus()
        self.board.search.selectAll()

    def _turn(self, way: int) -> None:
        shown = [one.status.no for one in self.board.indicator_model.lines]
        if self.indicator.no in shown:
            position = (shown.index(self.indicator.no) + way) % len(shown)
            self.show_indicator(shown[position])

    def _go_next(self) -> None:
        if self.session.overview is not None:
            self.go_to_step(next_step(self.session.overview).step)

    # showing

    def _renew(self) -> None:
        now = self.session.overview
        if now is None:
            return
        self.rail.show_facts(facts(now))
        self.board.show_overview(now)
        if now.plan is not None:
            year = now.plan.evaluation_year
            self.plan.setText(tr(text.PLAN_AND_YEAR, plan=now.plan.name, year=year.short))
        else:
            self.plan.setText(self.session.directory.name)
        self._show_deadline()
        self._show_next()

    def _show_deadline(self) -> None:
        now = self.session.overview
        board = now.board if now else None
        if board is None or board.deadline is None or board.days_left is None:
            self.deadline.setText("")
            return
        late = board.days_left < 0
        words = text.DEADLINE_PASSED if late else text.DEADLINE_AHEAD
        self.deadline.setText(
            tr(words, date=board.deadline.strftime("%Y-%m-%d"), days=abs(board.days_left))
        )
        restyle(self.deadline, tone="caution" if late else "neutral")

    def _show_next(self) -> None:
        now = self.session.overview
        self.next_bar.setVisible(now is not None)
        if now is None:
            return
        found = next_step(now)
        here = self.here is found.step
        self.next_words.setText(tr(text.NEXT, sentence=found.sentence))
        self.next_button.setText(found.button)
        self.next_button.setVisible(not here)
        set_role(self.next_button, "main" if self.here is Step.BOARD else "")
        self.next_bar.setAccessibleDescription(found.sentence)

    def _show_holder(self) -> None:
        self.holder_bar.setVisible(self.session.read_only)
        if self.session.holder is not None:
            self.holder_words.setText(tr(text.HELD_BY, who=str(self.session.holder)))
        self.refresh_button.setEnabled(not self.session.busy)
