"""Results of steps come back as they were, or not at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Line, Page, PageKind, Table, Word
from pipeline.model.reading import Method, Observation, Period, Reading, Source, Status, Support
from pipeline.model.report import Heading, Report
from pipeline.run.batch.cache import Cache, step_key

_KEY = step_key("page", "x")
_BOX = Box(1.5, 2, 3.25, 4)
_PAGE = Page(
    1,
    PageKind.JUNK_LAYER,
    (Line("nhận 376", (Word("376", _BOX, 0.93, "37G"),), _BOX),),
    (Table(1, 1, (Cell(0, 0, "376", _BOX, readings=(CellReading("vie", "376", 0.5),)),), _BOX),),
    595.3,
    841.9,
    ("ghi chú",),
)
_READING = Reading(
    "a", Decimal("12.50"), Source(2, "12,50", _BOX), Method.TABLE, "table", Support.AGREED
)
_REPORT = Report(
    "a.pdf",
    heading=Heading(
        document_date=date(2024, 9, 15),
        period=Period("2024-Q3", date(2024, 6, 15), date(2024, 9, 14)),
    ),
    observations=(
        Observation("a", Decimal("12.50"), Status.SURE, 0.998, _READING, (_READING,), ("rate",)),
    ),
)


@pytest.mark.parametrize("value", [_PAGE, _REPORT, 7, "cchc-xa"])
def test_a_result_comes_back_as_it_was(tmp_path: Path, value: object) -> None:
    cache = Cache(tmp_path)

    cache.store(_KEY, value, 1.5)

    stored = cache.load(_KEY, type(value))
    assert stored is not None
    assert stored.value == value
    assert stored.seconds == 1.5


def test_a_result_of_another_type_counts_as_absent(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.store(_KEY, "text", 0)

    found = cache.load(_KEY, Page)

    assert found is None


@pytest.mark.parametrize("place", [0, 70, -1])
def test_one_changed_byte_makes_an_entry_absent(tmp_path: Path, place: int) -> None:
    cache = Cache(tmp_path)
    cache.store(_KEY, _PAGE, 0)
    (file,) = tmp_path.rglob("*.json")
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)

    found = cache.load(_KEY, Page)

    assert found is None


def test_an_empty_entry_counts_as_absent(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.store(_KEY, _PAGE, 0)
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(b"")

    found = cache.load(_KEY, Page)

    assert found is None


def test_what_cannot_be_stored_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(OSError, match="No space"):
        Cache(tmp_path).store(_KEY, _PAGE, 0)

    assert not [file for file in tmp_path.rglob("*") if file.is_file()]
