"""What one run is told: by the command line, by the environment, else by what stands here."""

from __future__ import annotations

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
    perform: str = PERFORM  # "module:function" that does a task


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
