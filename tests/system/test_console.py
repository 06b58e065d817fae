"""Letters that a code page lacks are printed as something that can be read."""

from __future__ import annotations

import io
import sys

import pytest

from kpi_desktop.system.console import accept_every_letter


def printed(monkeypatch: pytest.MonkeyPatch, encoding: str, text: str) -> str:
    """What arrives of *text* on a stdout of that encoding."""
    arrived = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(arrived, encoding))
    accept_every_letter()
    sys.stdout.write(text)
    sys.stdout.flush()
    return arrived.getvalue().decode(encoding)


@pytest.mark.parametrize(
    ("encoding", "text", "shown"),
    [
        ("cp932", "CO₂の排出量", "CO2の排出量"),
        ("cp932", "１㎥あたり", "１m3あたり"),
        ("cp932", "令和元—五年", "令和元―五年"),
        ("cp932", "一〜三か月", "一～三か月"),
        ("cp932", "−0.3", "－0.3"),
        ("shift_jis", "一～三か月", "一〜三か月"),
        ("cp932", "か\u3099んばる", "か゛んばる"),
        ("cp932", "葛\U000e0100城", "葛城"),
        ("cp932", "𠮷野 ✓", "\\U00020bb7野 \\u2713"),
        ("cp1252", "CO₂ 様式", "CO2 \\u69d8\\u5f0f"),
        ("ascii", "CO₂ ①", "CO2 1"),
        ("iso2022_jp", "様式₂様式", "様式2様式"),
        ("utf-8", "CO₂ 𠮷 \udc83", "CO₂ 𠮷 \\udc83"),
    ],
)
def test_a_letter_that_is_lacking_is_shown_in_another_way(
    monkeypatch: pytest.MonkeyPatch, encoding: str, text: str, shown: str
) -> None:
    assert printed(monkeypatch, encoding, text) == shown


def test_letters_that_the_code_page_has_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    every = "".join(
        letter for letter in map(chr, range(0x20, 0x10000)) if letter.encode("cp932", "ignore")
    )
    assert len(every) > 9000
    assert printed(monkeypatch, "cp932", every).count("\\") == 1
    same = "～―∥－①㈱髙﨑"
    assert printed(monkeypatch, "cp932", same) == same


def test_a_program_without_any_stdout_starts_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    accept_every_letter()
