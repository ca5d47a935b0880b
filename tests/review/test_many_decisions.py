"""Thousands of decisions, undos and kills, from two windows: nothing lost, nothing twice."""

from __future__ import annotations

import csv
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.model.correction import Decision
from pipeline.review.desk import Desk
from pipeline.review.opened import Asked
from pipeline.review.refusals import RefusalError
from pipeline.run.checked_forms import load_checked_forms
from pipeline.run.corrections.ledger import Ledger
from pipeline.run.settings import PATTERNS
from tests.review.conftest import SAMPLES, run

# Of each window. With SOLIEU_DECISIONS=5000 the two make ten thousand.
_DECISIONS = int(os.environ.get("SOLIEU_DECISIONS", "20"))
_ROUNDS = 2
_REPORTS = ("digital-kt-xh.pdf", "dump-kt-xh.txt")  # small: ten thousand decisions take minutes


@dataclass
class _Window:
    """One person at one window, in a process that may be killed at any time."""

    out: Path
    seed: int
    told: list[str] = field(default_factory=list)

    def start(self, count: int) -> subprocess.Popen[str]:
        """Begin to decide."""
        command = [sys.executable, "-m", "tests.review.test_many_decisions"]
        return subprocess.Popen(
            [*command, str(self.out), str(self.seed), str(count)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )


def _decide_at_random(out: Path, seed: int, count: int) -> Iterator[str]:
    """Decide, take back, and decide again; tell each as soon as it is kept."""
    chance = random.Random(seed)
    desk = Desk(out, load_checked_forms(PATTERNS), f"người {seed}")
    desk.open()
    paths = [str(line["report"]) for line in desk.reports(_all(), 100, 0)[0]]
    mine: list[str] = []
    for _ in range(count):
        if mine and chance.random() < 0.3:
            name = mine.pop(chance.randrange(len(mine)))
            desk.take_back(name)
            yield f"-{name}"
            continue
        row = chance.choice(desk.find(chance.choice(paths)).teller.rows)
        value = Decimal(chance.randrange(100)) if chance.random() < 0.8 else None
        decision = Decision.BLANK if value is None else Decision.VALUE
        try:
            told = desk.decide(Asked(row.report, row.indicator, row.value, value, decision))
        except RefusalError:  # the other window was faster, or it is no figure of that unit
            continue
        mine.append(str(told["id"]))
        yield f"+{told['id']}"


def _all() -> Any:
    from pipeline.run.catalogue.filters import Filter

    return Filter()


def _figures(out: Path) -> dict[tuple[str, str], dict[str, str]]:
    with (out / "figures.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {(row["report"], row["indicator"]): row for row in csv.DictReader(stream)}


@pytest.mark.slow
def test_nothing_is_lost_and_nothing_applied_twice(tmp_path: Path) -> None:
    inputs, out = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    for name in _REPORTS:
        shutil.copy(SAMPLES / name, inputs / name)
    assert run(inputs, out) == 0
    machine = _figures(out)
    chance = random.Random(11)
    told: list[str] = []

    for turn in range(_ROUNDS):
        windows = [_Window(out, 2 * turn + number) for number in (1, 2)]
        started = [window.start(_DECISIONS // _ROUNDS) for window in windows]
        if turn % 2:
            assert started[0].stdout
            told += [started[0].stdout.readline().strip() for _ in range(chance.randrange(1, 9))]
            started[0].send_signal(signal.SIGKILL)
        told += [line for one in started for line in one.communicate()[0].split()]
        assert run(inputs, out) == 0
        _check(out, told, machine)


def _check(out: Path, told: list[str], machine: dict[tuple[str, str], dict[str, str]]) -> None:
    book = Ledger(out).read()
    kept = {one.id for one in book.corrections}
    undone = {line[1:] for line in told if line.startswith("-")}
    added = {line[1:] for line in told if line.startswith("+")}
    assert book.unreadable == ()
    assert not kept & undone
    # A killed window may have taken one back that it could not tell of.
    assert len(added - undone - kept) <= _ROUNDS
    expected = _expect(out, machine)
    for key, row in _figures(out).items():
        if key in expected:
            value, status = expected[key]
            assert (row["value"], row["status"]) == (value, status), key
        else:
            assert (row["value"], row["status"] != "corrected") == (machine[key]["value"], True)


def _expect(
    out: Path, machine: dict[tuple[str, str], dict[str, str]]
) -> dict[tuple[str, str], tuple[str, str]]:
    """Work out from the file alone what each decided row must be."""
    with (out / "corrections.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    undone = {line["decision"].split()[1] for line in lines if line["decision"].startswith("undo")}
    standing: dict[tuple[str, str], str] = {}
    expected: dict[tuple[str, str], tuple[str, str]] = {}
    for line in lines:
        key = line["report"], line["indicator"]
        if line["decision"].startswith("undo") or line["id"] in undone:
            continue
        printed = machine[key]["value"]
        if line["was"] in (printed, standing.get(key, printed)):
            standing[key] = line["value"]
            expected[key] = line["value"], "corrected"
        else:
            expected[key] = printed, "doubtful"
    return expected


if __name__ == "__main__":
    for line in _decide_at_random(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])):
        print(line, flush=True)
