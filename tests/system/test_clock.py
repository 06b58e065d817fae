"""Now, and who works here."""

from __future__ import annotations

import getpass

import pytest

from kpi_desktop.system.clock import SystemClock


def test_the_time_is_local_aware_and_to_the_second() -> None:
    now = SystemClock().now()
    assert now.microsecond == 0
    assert now.utcoffset() == now.astimezone().utcoffset()


def test_the_operator_is_the_name_given() -> None:
    assert SystemClock("企画 花子").operator() == "企画 花子"


def test_without_a_name_the_account_stands_for_the_operator() -> None:
    assert SystemClock(" ").operator()


def test_an_account_without_a_name_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert SystemClock().operator() == "不明"
