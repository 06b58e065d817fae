"""Putting the engine into xlwings and taking it out again."""

from __future__ import annotations

from typing import Any


def register(activate: bool = True) -> Any:
    """Add the engine ``libreoffice`` to xlwings (once) and make it the active one.

    Returns the ``xlwings.main.Engine``.  xlwings is imported here, not before.
    """
    import xlwings

    from .engine import Engine

    if Engine.name not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.main.Engine(impl=Engine()))
    engine = xlwings.engines[Engine.name]
    if activate:
        engine.activate()
    return engine


def unregister() -> None:
    """Quit every LibreOffice the engine started for itself and remove it from xlwings."""
    import xlwings

    from .engine import Engine

    engine = xlwings.engines.engines_by_name.pop(Engine.name, None)
    if engine is None:
        return
    for app in list(engine.impl.apps):
        app.leave()
    xlwings.engines.engines.remove(engine)
    if xlwings.engines.active is engine:
        xlwings.engines.active = xlwings.engines.engines_by_name.get("excel")
