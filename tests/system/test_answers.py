"""What is taken from a worker's answer, and what is not."""

import pickle

import pytest

from kpi_desktop.domain.forms.form import CellKind
from kpi_desktop.system.isolation import unpack


def as_older_python_pickles(kind: str, member: str) -> bytes:
    """``getattr(kind, member)`` in protocol 0, as an enum is pickled before Python 3.11.4."""
    module, _, name = kind.rpartition(".")
    return f"cbuiltins\ngetattr\n(c{module}\n{name}\nV{member}\ntR.".encode()


def test_an_enum_of_an_older_python_is_taken() -> None:
    kind = "kpi_desktop.domain.forms.form.CellKind"
    assert unpack(as_older_python_pickles(kind, "NUMBER")) is CellKind.NUMBER


def test_getattr_reaches_nothing_but_members_of_an_enum() -> None:
    with pytest.raises(pickle.UnpicklingError, match="not allowed"):
        unpack(as_older_python_pickles("kpi_desktop.domain.forms.form.CellRead", "__init__"))
    with pytest.raises(KeyError):
        unpack(as_older_python_pickles("kpi_desktop.domain.forms.form.CellKind", "mro"))
