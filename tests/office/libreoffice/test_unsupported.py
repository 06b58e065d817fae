"""What is not there says so in words, and the README lists it."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
import xlwings as xw

from kpi_desktop.office import libreoffice
from kpi_desktop.office.libreoffice import NotSupported
from kpi_desktop.office.libreoffice.completion import LIST, completes, unsupported_members

ROOMS = "apps books sheets ranges tables appearance names notes charts".split()
README = Path(libreoffice.__file__).with_name("README.md")


def completed_classes() -> dict[str, type]:
    return {
        name: found
        for room in ROOMS
        for name, found in vars(import_module(f"{libreoffice.__name__}.{room}")).items()
        if isinstance(found, type) and hasattr(found, LIST)
    }


CALLS: dict[str, Callable[[xw.Book], object]] = {
    "Range.comment": lambda book: book.sheets[0]["A1"].comment,
    "Range.data_validation": lambda book: book.sheets[0]["A1"].data_validation.type,
    "Range.autofilter": lambda book: book.sheets[0]["A1:B2"].autofilter,
    "Range.sort": lambda book: book.sheets[0]["A1:B2"].sort(1),
    "Range.copy": lambda book: book.sheets[0]["A1"].copy(),
    "Sheet.pictures": lambda book: book.sheets[0].pictures,
    "Sheet.pivot_tables": lambda book: book.sheets[0].pivot_tables,
    "Sheet.show_gridlines": lambda book: setattr(book.sheets[0], "show_gridlines", False),
    "App.alert": lambda book: book.app.alert("?"),
    "App.calculation": lambda book: setattr(book.app, "calculation", "semiautomatic"),
    "Books.open": lambda book: book.app.books.open(__file__, delimiter=";"),
}


@pytest.mark.parametrize("member", CALLS)
def test_a_member_that_is_not_there_is_named(book: xw.Book, member: str) -> None:
    with pytest.raises(NotSupported, match=f"{member}.* is not supported by the LibreOffice"):
        CALLS[member](book)


def test_saving_with_a_password_is_refused(book: xw.Book, folder: Path) -> None:
    with pytest.raises(NotSupported, match="password"):
        book.save(folder / "鍵.xlsx", password="秘密")


def test_a_formula_that_leads_to_another_workbook_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(NotSupported, match="another workbook"):
        sheet["A1"].value = "='[他.xlsx]S'!A1"


def test_the_readme_lists_exactly_what_is_not_supported() -> None:
    listed: dict[str, tuple[str, ...]] = {}
    for objects, members in re.findall(
        r"^\| ([A-Z][\w, ]*) \|([^|]*)\|$", README.read_text(encoding="utf-8"), re.M
    ):
        for name in objects.split(", "):
            listed[name] = tuple(re.findall(r"`([^`]+)`", members))
    actual = {name: unsupported_members(found) for name, found in completed_classes().items()}
    assert {name: listed.get(name) for name in actual} == actual


def test_a_class_is_completed_with_refusals_and_keeps_defaults() -> None:
    class Base:
        def missing(self) -> None:
            raise NotImplementedError()

        def default(self) -> str:
            return "xlwings' own"

        @property
        def half(self) -> int:
            raise NotImplementedError()

        @half.setter
        def half(self, value: int) -> None:
            raise NotImplementedError()

    class Own:
        @property
        def half(self) -> int:
            return 1

    own = completes(Base, "extra")(Own)()
    assert own.half == 1
    assert own.default() == "xlwings' own"  # type: ignore[attr-defined]
    for use in ("missing", "extra"):
        with pytest.raises(NotSupported, match=f"Own.{use}"):
            getattr(own, use)()
    with pytest.raises(NotSupported, match="Own.half"):
        setattr(own, "half", 2)  # noqa: B010
    assert unsupported_members(Own) == ("missing", "half (setting)", "extra")
