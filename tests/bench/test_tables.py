"""What the bench prints, and how it measures."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.model.page import Cell, CellReading, Line, Page, PageKind, Table, Word
from tests.bench.accuracy import print_accuracy
from tests.bench.clock import CommandFailedError, run, take_turns, watch_memory
from tests.bench.counts import Accuracy
from tests.bench.kinds import NO_BARS, Bars
from tests.bench.paper import Share
from tests.bench.real import Figures, count_figures, measure_real

COUNTS = Accuracy(
    7, Share(98, 100), Share(2, 100), Share(0, 1100), 0, Share(121, 121), Share(50, 50)
)


def test_a_missed_bar_is_marked_beside_its_count() -> None:
    bars = Bars(0.99, 0.03, 0, 0.99, 0.9)

    line = print_accuracy("Accuracy", [("scan", COUNTS, bars)]).splitlines()[-1]

    assert line.count("!") == 1
    assert "98.00 % of 100 !" in line
    assert "0 of 1100  0 in 1000" in line


def test_a_table_without_bars_has_no_columns_for_them() -> None:
    header = print_accuracy("Unseen", [("fax", COUNTS, NO_BARS)]).splitlines()[1]

    assert "bar" not in header


def test_a_command_costs_its_cpu_and_not_its_sleep() -> None:
    busy = [sys.executable, "-c", "sum(range(20_000_000))"]
    asleep = [sys.executable, "-c", "import time; time.sleep(0.3)"]

    work, sleep = take_turns([busy, busy], [asleep], rounds=1)

    assert work.cpu > sleep.cpu
    assert sleep.clock > 0.3


def test_a_command_that_fails_is_not_taken_for_a_quick_one() -> None:
    with pytest.raises(CommandFailedError, match="no such page"):
        run([[sys.executable, "-c", "raise SystemExit('no such page')"]])


def test_the_memory_of_a_worker_is_found_below_the_command(tmp_path: Path) -> None:
    module = tmp_path / "pipeline.run.batch.worker.py"
    module.write_text("import time\nheld = b'x' * 60_000_000\ntime.sleep(2)\n")
    parent = f"import subprocess; subprocess.run([{sys.executable!r}, {str(module)!r}])"

    peak = watch_memory([sys.executable, "-c", parent])

    assert 60 < peak.worker < 120
    assert peak.engine == 0


def test_figures_are_told_apart_by_what_their_readers_say() -> None:
    readings = (("12", "12,0"), ("12", "72"), ("12",), ("xã", "xa"))
    cells = tuple(
        Cell(0, column, texts[0], readings=tuple(CellReading("eng", text) for text in texts))
        for column, texts in enumerate(readings)
    )
    word = Word("376", None, second=CellReading("pp-ocr", "376"))
    page = Page(1, PageKind.SCAN, (Line("376", (word,)),), (Table(1, 4, cells),))

    assert count_figures([page]) == Figures(agree=2, differ=1, alone=1)


def test_without_real_files_the_bench_says_where_it_looked(tmp_path: Path) -> None:
    assert "nowhere" in measure_real(tmp_path, tmp_path / "nowhere")
