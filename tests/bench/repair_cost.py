"""What the repair costs: words a second once it is warm, and a fresh process from start to end.

CPU seconds, the least of some rounds: on a shared machine they swing by 30 %.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from pipeline.repair.model import RepairModel
from pipeline.repair.restore import Restorer
from tests.bench.clock import Command, take_turns
from tests.bench.repair_rows import Bar, Row
from tests.bench.repair_texts import Pairs
from tests.seed import SEED

_COLD: Command = [sys.executable, "-m", "tests.bench.repair_cold", SEED / "report.txt"]
_COMMAND: Command = [sys.executable, "-m", "pipeline.cli", "repair", SEED / "report.txt"]
_FEWEST_ROUNDS = 3


def cost_rows(model: RepairModel, pages: Pairs, rounds: int) -> Iterator[Row]:
    """Time the repair.

    Args:
        model: As it is committed.
        pages: Read by an OCR; the first half warms up, the second is timed.
        rounds: Of each timing.
    """
    rounds = max(rounds, _FEWEST_ROUNDS)
    half = len(pages.read) // 2
    first, second = pages.read[:half], pages.read[half:]
    speed = max(_speed(model, first, second) for _ in range(rounds))
    yield Row("warm, text not seen before, words a CPU s", f"{speed:.0f}", Bar(least=20_000)(speed))
    again = max(_speed(model, second, second) for _ in range(rounds))
    yield Row("  the same text once more", f"{again:.0f}")
    took = [json.loads(subprocess.check_output(_COLD)) for _ in range(rounds)]
    for what, name, most in (
        ("whole seed in a fresh process, CPU s", "cpu", 1.2),
        ("  of it reading the model", "load", 0.2),
        ("  peak memory, MB", "peak", 200.0),
    ):
        least = min(float(one[name]) for one in took)
        yield Row(what, f"{least:.2f}" if most < 10 else f"{least:.0f}", Bar(most=most)(least))
    (cost,) = take_turns([_COMMAND], rounds=rounds)
    yield Row("solieu repair of the seed, CPU s", f"{cost.cpu:.2f}")


def _speed(model: RepairModel, before: Sequence[str], lines: Sequence[str]) -> float:
    """Give words a CPU second of a restorer that has restored other lines before."""
    restorer = Restorer(model)
    _exhaust(restorer, before)
    start = time.process_time()
    _exhaust(restorer, lines)
    return sum(len(line.split()) for line in lines) / (time.process_time() - start)


def _exhaust(restorer: Restorer, lines: Sequence[str]) -> None:
    for _ in restorer.restore(lines):
        pass
