"""A clock that stands still."""

from __future__ import annotations

import datetime

JST = datetime.timezone(datetime.timedelta(hours=9))


class FixedClock:
    """Always the same time and person, until somebody moves it."""

    def __init__(self, operator: str = "企画 花子") -> None:
        self.time = datetime.datetime(2024, 5, 7, 9, 30, tzinfo=JST)
        self.person = operator

    def now(self) -> datetime.datetime:
        """The time."""
        return self.time

    def operator(self) -> str:
        """The person."""
        return self.person
