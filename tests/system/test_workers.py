"""Whatever a file does to its reader, the program lives on and says why."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from kpi_desktop.domain.errors import NotAForm, UnreadableFile
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.system.isolation import Limits, Reason
from kpi_desktop.system.workers import Workers
from tests.system import strains

MIB = 1 << 20


LIMITS = Limits(seconds=60.0, memory=200 * MIB, output=2 * MIB)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(LIMITS) as running:
        yield running


@pytest.fixture(scope="module")
def hurried() -> Iterator[Workers]:
    """Workers that have a second; on a busy machine other troubles may need longer."""
    with Workers(dataclasses.replace(LIMITS, seconds=1.0)) as running:
        yield running


def test_a_value_comes_back(workers: Workers) -> None:
    assert workers.run(strains.length, b"form").get() == 4
    assert workers.run(strains.read, "2兆8,461").get() == parse_reading("2兆8,461")
    assert workers.run(strains.nothing).get() is None


def test_one_worker_stays_for_many_calls(workers: Workers) -> None:
    ours = {workers.run(strains.process).get() for _ in range(5)}
    assert len(ours) == 1 and os.getpid() not in ours


def test_a_refusal_comes_back_as_it_was_and_the_worker_stays(workers: Workers) -> None:
    before = workers.run(strains.process).get()
    outcome = workers.run(strains.refuse, "メモ.xlsx")
    with pytest.raises(NotAForm, match="「メモ.xlsx」は様式ではありません。様式を出してください。"):
        outcome.get()
    assert workers.run(strains.process).get() == before


STRAINS: list[tuple[Callable[..., object], tuple[object, ...], Reason]] = [
    (strains.eat, (2000,), Reason.MEMORY),
    (strains.flood, (4,), Reason.OUTPUT),
    (strains.crash, (), Reason.CRASH),
    (strains.abort, (), Reason.CRASH),
    (strains.leave, (), Reason.CRASH),
    (strains.fail, (), Reason.ERROR),
    (strains.panic, (), Reason.ERROR),
    (strains.strange, (), Reason.ERROR),
    (strains.make_function, (), Reason.ERROR),
]


@pytest.mark.parametrize("strain", [strains.loop, strains.sleep_deaf])
def test_what_takes_too_long_is_stopped_and_the_next_call_works(
    hurried: Workers, strain: Callable[..., object]
) -> None:
    outcome = hurried.run(strain)
    assert outcome.reason is Reason.TIME
    assert hurried.run(strains.length, b"form").get() == 4


@pytest.mark.parametrize(("strain", "arguments", "reason"), STRAINS)
def test_trouble_has_a_reason_and_the_next_call_works(
    workers: Workers,
    strain: Callable[..., object],
    arguments: tuple[object, ...],
    reason: Reason,
) -> None:
    outcome = workers.run(strain, *arguments)
    assert outcome.reason is reason
    with pytest.raises(UnreadableFile, match=reason.value) as told:
        outcome.get()
    assert told.value.remedy and "secret" not in str(told.value)
    assert workers.run(strains.length, b"form").get() == 4


def test_what_fits_in_the_limits_is_not_refused(workers: Workers) -> None:
    assert workers.run(strains.eat, 100).get() == 100
    assert len(workers.run(strains.flood, 1).get()) == MIB


def test_memory_is_watched_from_outside_too() -> None:
    with Workers(Limits(memory=4000 * MIB)) as running:
        running.run(strains.process).get()
        worker = running._free.queue[0]
        worker._limits = Limits(memory=100 * MIB)  # the worker itself still allows 4000
        assert running.run(strains.eat_slowly, 3000).reason is Reason.MEMORY


def test_an_answer_cannot_make_the_program_do_anything(workers: Workers, tmp_path: Path) -> None:
    mark = tmp_path / "made"
    assert workers.run(strains.malicious, str(mark)).reason is Reason.ERROR
    assert not mark.exists()


def test_a_worker_writes_no_file(workers: Workers, tmp_path: Path) -> None:
    assert workers.run(strains.write_file, str(tmp_path / "x")).get() == "refused"
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


def test_a_worker_makes_no_noise(workers: Workers, capfd: pytest.CaptureFixture[str]) -> None:
    assert workers.run(strains.shout).reason is None
    assert capfd.readouterr() == ("", "")


def test_a_worker_that_was_killed_between_two_calls_is_replaced(workers: Workers) -> None:
    pid = workers.run(strains.process).get()
    os.kill(pid, signal.SIGKILL)
    while psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    assert workers.run(strains.process).get() != pid


def test_a_worker_that_dies_of_an_earlier_file_is_not_held_against_the_next(
    workers: Workers, tmp_path: Path
) -> None:
    workers.run(strains.process).get()
    (tmp_path / "first").touch()
    assert workers.run(strains.crash_once, str(tmp_path / "first")).get() == "second"


def test_outcomes_come_in_the_order_of_the_items() -> None:
    with Workers(count=2) as running:
        outcomes = running.map(strains.double, range(30))
        assert [one.get() for one in outcomes] == [2 * number for number in range(30)]


def test_only_a_few_items_are_taken_ahead() -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    with Workers(count=1) as running:
        next(running.map(strains.double, items()))
        assert len(taken) <= 3


def test_no_worker_outlives_its_block() -> None:
    with Workers(count=2) as running:
        pids = [one.get() for one in running.map(which_process, range(4))]
    assert not any(psutil.pid_exists(pid) for pid in pids)


def which_process(_: int) -> int:
    return os.getpid()


ORPHAN = """
import sys
from kpi_desktop.system.isolation import Limits
from kpi_desktop.system.workers import Workers
from tests.system import strains
if __name__ == "__main__":
    with Workers(Limits(seconds=0.5)) as workers:
        print(workers.run(strains.process).get(), flush=True)
        workers.run(strains.loop) if sys.argv[1] == "busy" else sys.stdin.readline()
"""


@pytest.mark.parametrize("how", ["idle", "busy"])
def test_a_worker_ends_when_its_program_is_killed(tmp_path: Path, how: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(ORPHAN)
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, str(program), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as running:
        assert running.stdout is not None
        worker = psutil.Process(int(running.stdout.readline()))
        running.kill()
        running.wait()
    worker.wait(timeout=20)


def test_a_call_costs_well_under_a_millisecond(workers: Workers) -> None:
    form = b"x" * 100_000
    workers.run(strains.length, form)
    spent = []
    for _ in range(200):
        began = time.perf_counter()
        workers.run(strains.length, form)
        spent.append(time.perf_counter() - began)
    usual = sorted(spent)[50]
    print(f"{usual * 1000:.3f} ms a call")
    assert usual < 0.001
