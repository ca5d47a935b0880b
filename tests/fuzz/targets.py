"""The readers of texts, each as a function of any text: what they say of it must hold.

A text that is none of theirs has no answer, or one of our errors; anything else is a fault.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pipeline.forms import load_form
from pipeline.model.errors import FormError, SourceError
from pipeline.read.dump import read_dump
from pipeline.vietnamese.alphabet import fold, normal
from pipeline.vietnamese.dates import find_dates, find_ranges
from pipeline.vietnamese.numbers import find_numbers, parse_number, print_number
from pipeline.vietnamese.period_parts import build_period, parse_period
from pipeline.vietnamese.periods import find_periods


def read_numbers(text: str) -> None:
    """A number that is printed and read again is the same; figures stand where they are said to."""
    if number := parse_number(text):
        again = parse_number(print_number(number.value))
        if again is None or number.value not in (again.value, again.other):
            raise AssertionError(f"{text!r} is {number.value}, and printed {again}")
    before = 0
    for start, end, _ in find_numbers(text):
        if not before <= start < end <= len(text):
            raise AssertionError(f"{text!r} has a figure from {start} to {end}")
        before = end


def read_dates(text: str) -> None:
    """Dates and ranges are found or not."""
    find_dates(text)
    find_ranges(text)


def read_periods(text: str) -> None:
    """Periods that are found can be written and read again."""
    for found in find_periods(normal(text)):
        if found.year:
            period = build_period(found.year, found.part)
            if parse_period(period.id) != period:
                raise AssertionError(f"{text!r} gives {period}")
    with suppress(ValueError):
        parse_period(text)


def read_folded(text: str) -> None:
    """Folding keeps the length, and folds no further."""
    if len(fold(text)) != len(text) or fold(fold(text)) != fold(text):
        raise AssertionError(f"{text!r} folds to {fold(text)!r}")


def read_form(text: str) -> None:
    """A form file is good, or has faults that are told."""
    _with_file(".toml", text, _load)


def read_text(text: str) -> None:
    """A text dump has pages, or a message that says why not."""
    _with_file(".txt", text, _read)


def _load(file: Path) -> None:
    with suppress(FormError):
        load_form(file)


def _read(file: Path) -> None:
    with suppress(SourceError):
        read_dump(file)


def _with_file(suffix: str, text: str, read: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"a{suffix}")
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        read(file)


TARGETS: dict[str, Callable[[str], None]] = {
    "numbers": read_numbers,
    "dates": read_dates,
    "periods": read_periods,
    "folded": read_folded,
    "form": read_form,
    "text": read_text,
}
# What each looks for; a search that begins with these is not lost among letters.
SEEDS: dict[str, tuple[str, ...]] = {
    "numbers": ("1.234,5", "12 345 678", "-3,2%", "1,5 triệu", "(12)", "0,05"),
    "dates": ("ngày 05 tháng 6 năm 2024", "từ 15/6/2024 đến 14/9/2024", "tháng 02/2024"),
    "periods": (
        "6 tháng đầu năm 2023",
        "quý III năm 2024",
        "2024-9M",
        "tuần 38 năm 2024",
        "năm 2023",
    ),
    "folded": ("Tỷ lệ hộ NGHÈO", "ﬁ İ ƣ Ð"),
    "form": (
        'id = "a"\nlabel = "A"\ntitles = ["báo cáo"]\n\n[[indicator]]\nid = "b"\nlabel = "B"\n'
        'kind = "count"\nprose = ["hồ sơ {value}"]\nexamples = [{ text = "hồ sơ 5", value = 5 }]\n'
        'rejects = ["x"]\n',
    ),
    "text": ("BÁO CÁO\nTiếp nhận 12 hồ sơ.\f1 | 2 | 3\n", "B\u00b8o c\u00b8o", "\ufeffa"),
}
