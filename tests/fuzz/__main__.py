"""The long search: `python -m tests.fuzz --seed 1 --minutes 10`.

Half of the time mutants of the samples are read by the program itself; in the other half the
readers of texts are led by coverage (atheris) to what they have not met, or, where atheris is not
installed, get texts by seed. The exit code says whether anything was found; what was found stays
in build/fuzz.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from pipeline.model.report import State
from pipeline.run.batch.progress import PlainLines
from pipeline.run.extraction import extract
from pipeline.run.settings import Settings
from tests.fuzz.files import make_mutants
from tests.fuzz.targets import SEEDS, TARGETS
from tests.fuzz.texts import make_texts

_FOUND = Path(__file__).parents[2] / "build" / "fuzz"
_BATCH = 14  # mutants of one run: two of each kind
_TIME_LIMIT = 120.0  # seconds for one of them
_UNEXPECTED = ("ngoài dự kiến", "đột ngột")  # what a message says of a fault of ours, or a death
_TEXTS = 500  # of one seed


def main() -> int:
    """Search; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10.0)
    call = parser.parse_args()
    half = call.minutes * 30
    shutil.rmtree(_FOUND, ignore_errors=True)
    found = [*_search_files(call.seed, half), *_search_texts(call.seed, half)]
    print("\n".join(found) or "nothing was found")
    return bool(found)


def _search_files(seed: int, seconds: float) -> Iterator[str]:
    end = time.monotonic() + seconds
    for batch in count(seed):
        if time.monotonic() > end:
            return
        folder, out = _FOUND / f"mutants-{batch}", _FOUND / "out"
        files = {file.name: file for file in make_mutants(folder, batch, _BATCH)}
        outcome = extract(
            Settings((folder,), out, time_limit=_TIME_LIMIT, force=True, allow_empty=True),
            PlainLines(sys.stderr),
        )
        if outcome.left:  # somebody stopped it
            return
        told = {report.path: report for report in outcome.reports}
        bad = {path: report.message for path, report in told.items() if _is_fault(report.message)}
        heard = {path.partition("#")[0].partition("/")[0] for path in told}
        bad |= dict.fromkeys(files.keys() - heard, "no line")
        bad |= {str(problem): "an output failed" for problem in outcome.problems}
        done = sum(report.state is State.DONE for report in told.values())
        print(f"seed {batch}: {len(told)} reports, {done} read, {len(bad)} found", flush=True)
        yield from (f"{folder / path}: {message}" for path, message in bad.items())
        if not bad:
            shutil.rmtree(folder)


def _is_fault(message: str) -> bool:
    return any(words in message for words in _UNEXPECTED)


def _search_texts(seed: int, seconds: float) -> Iterator[str]:
    for name in TARGETS:
        share = seconds / len(TARGETS)
        if importlib.util.find_spec("atheris"):
            yield from _search_guided(name, seed, share)
        else:
            yield from _search_by_seed(name, seed, share)


def _search_guided(name: str, seed: int, seconds: float) -> Iterator[str]:
    folder = _FOUND / name
    folder.mkdir(parents=True)
    for number, text in enumerate(SEEDS[name]):
        (folder / f"seed-{number}").write_bytes(text.encode())
    options = (f"-max_total_time={max(1, int(seconds))}", f"-seed={seed}", "-timeout=60")
    command = [sys.executable, "-m", "tests.fuzz.guided", name, *options, "-rss_limit_mb=2500"]
    ended = subprocess.run(
        [*command, f"-artifact_prefix={folder}/found-", str(folder)], check=False
    )
    if ended.returncode:
        yield f"{name}: see {folder}/found-*"


def _search_by_seed(name: str, seed: int, seconds: float) -> Iterator[str]:
    end = time.monotonic() + seconds
    for some in count(seed):
        for text in make_texts(SEEDS[name], some, _TEXTS):
            if time.monotonic() > end:
                return
            try:
                TARGETS[name](text)
            except Exception as error:
                yield f"{name}: {text!r}: {type(error).__name__}: {error}"
                return


if __name__ == "__main__":
    sys.exit(main())
