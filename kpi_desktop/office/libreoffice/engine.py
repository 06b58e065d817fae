"""The engine as xlwings sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .apps import Apps
from .values import CellError, Rows, sent


class Engine:
    """LibreOffice as an xlwings engine of type ``desktop``."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Mapping[str, Any]) -> Any:
        """Called by xlwings for every value it writes."""
        if value is None or value != value or type(value).__name__ == "NaTType":
            return None
        if isinstance(value, (str, bool, dt.date, dt.time)):
            return value
        if type(value).__name__ == "datetime64":
            return value.astype("datetime64[us]").item()
        if type(value).__name__ in ("bool", "bool_"):  # numpy's
            return bool(value)
        return sent(value)

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> Rows:
        """Called by xlwings for all values it reads."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, CellError):
                return str(value) if err_to_str else None
            if isinstance(value, dt.datetime):
                return datetime_builder(
                    year=value.year,
                    month=value.month,
                    day=value.day,
                    hour=value.hour,
                    minute=value.minute,
                    second=value.second,
                    microsecond=value.microsecond,
                    tzinfo=None,
                )
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]
