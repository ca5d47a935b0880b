"""What one run is told: by the command line, by the environment, else by what stands here."""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.errors import SettingError

# Seconds of work on one report, on whatever processes. A scanned page takes 4 to 8 s, so this is
# enough for 75 pages at least; what was read until then is kept, and the next run goes on there.
TIME_LIMIT = 600.0
TIME_LIMIT_VARIABLE = "SOLIEU_TIME_LIMIT"

# Pattern files lie beside the package of a checkout, where analysts edit them; a wheel has them in
# the package (`setup.py`), as beside an installed one lies whatever somebody else called so.
_PACKAGE = Path(__file__).resolve().parents[1]
_INSTALLED = _PACKAGE / "patterns"
PATTERNS = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "patterns"

# What a worker is told to run; tests put readers there that crash and hang.
PERFORM = "pipeline.run.batch.task:perform"


@dataclass(frozen=True, slots=True)
class Shard:
    """One part of the inputs, for one of several machines."""

    number: int  # from 1
    count: int

    def holds(self, path: str) -> bool:
        """Say whether an input is of this part; new inputs do not move the others.

        >>> sum(Shard(number, 3).holds("a.pdf") for number in (1, 2, 3))
        1
        """
        digest = hashlib.sha256(path.encode(errors="surrogatepass")).digest()
        return int.from_bytes(digest[:8]) % self.count == self.number - 1


@dataclass(frozen=True, slots=True)
class Settings:
    """One call of `solieu extract`."""

    inputs: tuple[Path, ...]
    out: Path
    form: str = ""  # id of the form for all reports; empty: recognised for each
    workers: int = 1  # processes at most
    force: bool = False  # forget the stored results of steps
    split: bool = True  # a file may hold several reports
    adapt: bool = False  # learn what the scanner of the text dumps does, or use what was learned
    allow_empty: bool = False  # results of reports that vanished are given up, however many
    time_limit: float = TIME_LIMIT  # seconds of work on one report
    patterns: Path = PATTERNS
    shard: Shard | None = None  # the part of the inputs that is read here; None: all
    perform: str = PERFORM  # "module:function" that does a task


def choose_shard(asked: str) -> Shard | None:
    """Read `2/4`, the second of four parts; None where nothing was asked for.

    Raises:
        SettingError: It is no part.
    """
    if not asked:
        return None
    number, _, count = asked.partition("/")
    digits = number.isdecimal() and count.isdecimal()
    if not digits or not 1 <= int(number) <= int(count):
        raise SettingError(
            f"--shard {asked} không hợp lệ. Hãy viết như 2/4: phần thứ hai trong bốn phần.",
            f"--shard {asked} is not valid. Write 2/4 for the second of four parts.",
        )
    return Shard(int(number), int(count))


def choose_workers(asked: int | None) -> int:
    """Give the number of worker processes: what was asked for, else one for each core."""
    if asked is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else _cores()
    if asked < 1:
        raise SettingError(
            f"--workers {asked} không hợp lệ. Hãy cho một số từ 1 trở lên.",
            f"--workers {asked} is not valid. Give a number from 1 up.",
        )
    return asked


def _cores() -> int:
    return os.cpu_count() or 1


def choose_time_limit(asked: float | None, environment: Mapping[str, str]) -> float:
    """Give the seconds of work a report may take: what was asked for, else the environment's.

    >>> choose_time_limit(None, {}), choose_time_limit(None, {"SOLIEU_TIME_LIMIT": "30"})
    (600.0, 30.0)
    >>> choose_time_limit(5, {"SOLIEU_TIME_LIMIT": "30"})
    5
    """
    if asked is None:
        asked = _number(environment.get(TIME_LIMIT_VARIABLE, "").strip() or TIME_LIMIT)
    if not math.isfinite(asked) or asked <= 0:
        raise SettingError(
            f"Giới hạn thời gian không hợp lệ. Hãy cho --time-limit hoặc {TIME_LIMIT_VARIABLE} "
            "một số giây lớn hơn 0.",
            f"The time limit is not valid. Give --time-limit or {TIME_LIMIT_VARIABLE} a number "
            "of seconds above 0.",
        )
    return asked


def _number(printed: str | float) -> float:
    try:
        return float(printed)
    except ValueError:
        return math.nan
