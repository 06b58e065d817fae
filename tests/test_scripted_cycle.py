"""Nothing that comes out of the yearly cycle changes unawares: its outputs are those on record."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.steady_digest import steady_digest

ON_RECORD = Path(__file__).with_name("scripted_cycle.sha256")
#: What to do when the difference is wanted.
_RENEW = (
    "Outputs of the yearly cycle are not those on record. When every difference is wanted, say so in\n"
    "the commit and renew the record:\n"
    "  python -m tests.scripted_cycle DIR --long > tests/scripted_cycle.sha256\n"
    "(DIR/画面 keeps what the commands printed; another run on the state before gives the other side.)"
)


def outputs_of_a_run(folder: Path, *options: str) -> list[str]:
    """The manifest that a run of the cycle in *folder* prints."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.scripted_cycle", str(folder), *options],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines()


def outputs_on_record() -> list[str]:
    return ON_RECORD.read_text(encoding="utf-8").splitlines()


def differences(expected: Sequence[str], made: Sequence[str]) -> list[str]:
    """Which outputs are other ones, are missing or are new; how the surroundings differ, if any does."""
    before, after = Counter(_outputs(expected)), Counter(_outputs(made))
    gone, new = {one[66:] for one in before - after}, {one[66:] for one in after - before}
    found = [
        *(f"changed: {name}" for name in sorted(gone & new)),
        *(f"missing: {name}" for name in sorted(gone - new)),
        *(f"new: {name}" for name in sorted(new - gone)),
    ]
    if found and expected[0] != made[0]:
        found += [f"The record was {expected[0][2:]}", f"This run was {made[0][2:]}"]
    return found


def _outputs(lines: Sequence[str]) -> list[str]:
    return [one for one in lines if not one.startswith("#")]


def up_to(last: str, lines: Sequence[str]) -> list[str]:
    """The lines of the steps up to that of the line *last*."""
    return [one for one in lines if one.startswith("#") or one[66:69] <= last[66:69]]


def test_the_cycle_gives_the_outputs_on_record(tmp_path: Path) -> None:
    made = outputs_of_a_run(tmp_path / "run")
    found = differences(up_to(made[-1], outputs_on_record()), made)
    assert not found, "\n".join([_RENEW, *found])


@pytest.mark.long
def test_the_demo_and_the_printed_set_are_those_on_record(tmp_path: Path) -> None:
    found = differences(outputs_on_record(), outputs_of_a_run(tmp_path / "run", "--long"))
    assert not found, "\n".join([_RENEW, *found])


def line(digest: str, name: str) -> str:
    return f"{digest * 64}  001 {name}"


def test_a_difference_is_told_by_the_name_of_the_output() -> None:
    before = ["# made with A", line("a", "same"), line("b", "other"), line("c", "gone")]
    after = ["# made with A", line("a", "same"), line("d", "other"), line("e", "more")]
    assert differences(before, before) == []
    assert differences(before, after) == [
        "changed: 001 other",
        "missing: 001 gone",
        "new: 001 more",
    ]


def test_other_libraries_are_told_when_something_differs() -> None:
    before, after = ["# made with A", line("a", "x")], ["# made with B", line("b", "x")]
    assert differences(before, after)[1:] == [
        "The record was made with A",
        "This run was made with B",
    ]


def packed(method: int, text: str = "本文") -> bytes:
    """An archive with one text in it, and a hash that follows from how something else was packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("xl/a.xml", text + f"{method:064x}" + f"R5-{method:016x}")
    return made.getvalue()


def mailed(attached: bytes) -> bytes:
    mail = EmailMessage()
    mail.set_content("様式を送ります。")
    mail.add_attachment(attached, "application", "zip", filename="様式.xlsx")
    mail.set_boundary(f"=_{len(attached):032x}")
    return bytes(mail)


def test_how_an_archive_is_packed_does_not_count() -> None:
    plain, deflated = packed(zipfile.ZIP_STORED), packed(zipfile.ZIP_DEFLATED)
    assert plain != deflated
    assert steady_digest("a.xlsx", plain) == steady_digest("a.xlsx", deflated)
    assert steady_digest("a.eml", mailed(plain)) == steady_digest("a.eml", mailed(deflated))


def test_what_is_in_an_archive_counts_in_a_mail_too() -> None:
    one, other = packed(zipfile.ZIP_STORED), packed(zipfile.ZIP_STORED, "本又")
    assert steady_digest("a.xlsx", one) != steady_digest("a.xlsx", other)
    assert steady_digest("a.eml", mailed(one)) != steady_digest("a.eml", mailed(other))
