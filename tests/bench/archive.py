"""What a known archive costs: runs over many small reports that were read before.

The reports are short texts of real communes, so that reading them costs next to nothing and what is
measured is the house around: looking inputs up, keeping the outputs, the workbook.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.identify.gazetteer import legacy_gazetteer
from pipeline.vietnamese.places import Place

_QUARTERS = {"I": ("04", "2"), "II": ("07", "1"), "III": ("10", "3"), "IV": ("12", "28")}
_TEXT = """ỦY BAN NHÂN DÂN
{place}
Số: {number}/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{name}, ngày {day} tháng {month} năm {year}
BÁO CÁO
Tình hình kinh tế - xã hội quý {quarter} năm {year}
UBND {place}, {district}, {province} báo cáo kết quả như sau:
Tổng diện tích gieo trồng đạt {a},5 ha. Tổng đàn lợn là {b} con, đàn gia cầm {c} con.
Tổng số hộ là {d} hộ, trong đó số hộ nghèo còn {e} hộ.
Đã đăng ký khai sinh {f} trường hợp, khai tử {g} trường hợp, chứng thực {h} trường hợp.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of the command."""

    seconds: float
    work: float  # CPU seconds, of its workers too: other programs on the machine change it little
    memory: float  # MB of the largest process


# Runs a command and tells what it took; a process knows that of its own children alone.
_WRAPPER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def write_archive(folder: Path, reports: int, seed: int) -> None:
    """Write the reports, by year, quarter and district."""
    choose = random.Random(seed)
    communes = legacy_gazetteer().communes
    at = 0
    while at < reports:
        place = communes[at // 8 % len(communes)]
        year = 2012 + at // 8 // len(communes) * 2 + at % 8 // 4
        quarter = tuple(_QUARTERS)[at % 4]
        file = folder / str(year) / quarter / f"{place.code}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_text(place, year, quarter, choose), encoding="utf-8")
        at += 1


def _text(place: Place, year: int, quarter: str, choose: random.Random) -> str:
    month, day = _QUARTERS[quarter]
    figures = {letter: choose.randint(10, 900) for letter in "abcdefgh"}
    return _TEXT.format(
        place=place.full,
        name=place.name,
        district=place.district,
        province=place.province,
        number=choose.randint(1, 400),
        year=year,
        quarter=quarter,
        month=month,
        day=day,
        **figures,
    )


def measure_archive(folder: Path, reports: int, seed: int) -> str:
    """Read an archive, read it again unchanged, and once more with one new report."""
    inputs, out = folder / "in", folder / "out"
    write_archive(inputs, reports, seed)
    first = _run(inputs, out)
    again = _run(inputs, out)
    (inputs / "new.txt").write_text(
        _text(legacy_gazetteer().communes[-1], 2024, "IV", random.Random(seed)), encoding="utf-8"
    )
    new = _run(inputs, out)
    (inputs / "new.txt").unlink()
    kept = sum(file.stat().st_size for file in (out / ".solieu" / "steps").rglob("*.json"))
    book = (out / "figures.xlsx").stat().st_size
    lines = [
        f"Archive of {reports} reports | s | CPU s | CPU ms a report | MB of a process",
        *(
            f"{name} | {run.seconds:.1f} | {run.work:.1f} | {1000 * run.work / reports:.2f} | "
            f"{run.memory:.0f}"
            for name, run in (("first", first), ("unchanged", again), ("one new", new))
        ),
        f"results of steps: {kept / reports / 1000:.1f} kB a report; workbook {book / 1e6:.1f} MB",
    ]
    return "\n".join(lines)


def _run(inputs: Path, out: Path) -> _Run:
    call = [sys.executable, "-P", "-m", "pipeline.cli", "extract", "--out", str(out)]
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _WRAPPER, *call, "--workers", "1", "--", str(inputs)],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - begin
    work, memory = map(float, done.stdout.split())
    return _Run(seconds, work, memory / 1000)
