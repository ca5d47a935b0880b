"""The evidence for one figure in words, the most telling first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model.geometry import Box
from pipeline.model.page import CellReading
from pipeline.model.reading import Reading, Source
from pipeline.run.inputs.selection import displayed
from pipeline.run.tell.evidence import Evidence
from pipeline.vietnamese.numbers import print_number

if TYPE_CHECKING:
    from pipeline.prose.near_misses import ProseTrace
    from pipeline.tables.listed.align import Block
    from pipeline.tables.listed.columns import RowCells
    from pipeline.tables.listed.whereabouts import NearStrip, Whereabouts

Values = Mapping[str, Decimal | None]  # of the report, by indicator

_SHOWN = 90  # letters of a text
_PATTERN_SHOWN = 110  # letters of a pattern
# Below this a code that was read says nothing, or that it is another's: see codes.code_fit.
_CODE_FITS = 0.3


def tell_source(source: Source) -> str:
    """Say where a text stands, and what it is."""
    return f'"{" ".join(source.text.split())}" (trang {source.page}{tell_box(source.box)})'


def tell_box(box: Box | None) -> str:
    """Print a box for people.

    >>> tell_box(Box(72, 100.25, 90, 112))
    ', ô 72,100–90,112 pt'
    """
    if box is None:
        return ""
    return f", ô {box.left:.0f},{box.top:.0f}–{box.right:.0f},{box.bottom:.0f} pt"


def tell_readers(reading: Reading, evidence: Evidence | None) -> Iterator[str]:
    """Say what each reader of a place saw, where there were several."""
    if evidence is None:
        return
    seen = evidence.readers_of(reading.source.page, reading.source.box)
    if seen:
        yield displayed(f"máy đọc: {'; '.join(map(_tell_reader, seen))}")


def _tell_reader(reading: CellReading) -> str:
    score = "" if reading.score is None else f" ({reading.score:.2f})"
    return f"{reading.reader} “{_shorten(reading.text)}”{score}"


def tell_row(row: Whereabouts, values: Values) -> Iterator[str]:
    """Say which line was taken for the row, and what stands around it."""
    if row.block:
        yield from _tell_block(row.block)
    neighbours = (("trên", row.above), ("dưới", row.below))
    known = [f"{word} là {_tell_neighbour(block, values)}" for word, block in neighbours if block]
    if known:
        yield f"dòng {'; '.join(known)}"
    if row.block is None:
        yield "không dòng nào của phụ lục được nhận là dòng này"
        yield from (f"gần giống: {_tell_near(near)}" for near in row.near)


def _tell_block(block: Block) -> Iterator[str]:
    page = block.strips[0].page
    code = "mã khớp" if block.code >= _CODE_FITS else "mã không rõ"
    if block.code < 0:
        code = "mã in khác"
    lines = "" if len(block.strips) == 1 else f", {len(block.strips)} dòng chữ"
    yield f"dòng: trang {page}{lines}; tên giống {block.likeness:.0%}, {code}"
    for strip in block.strips:
        if strip.cells:
            yield displayed(f"ô:   {' | '.join(_tell_cells(strip.cells))}")
        elif len(block.strips) > 1:
            yield displayed(f"chữ: “{_shorten(strip.text)}”{tell_box(strip.box)}")


def _tell_cells(cells: RowCells) -> Iterator[str]:
    named = {
        "mã": cells.code,
        "tên": cells.name,
        "đơn vị": cells.unit,
        "số liệu": cells.value,
        "ghi chú": cells.remark,
    }
    for name, cell in named.items():
        if cell:
            ink = "" if cell.text.strip() else " (có mực)" if cell.ink else " (trống)"
            yield f"{name} “{_shorten(cell.text)}”{ink}"


def _tell_neighbour(block: Block, values: Values) -> str:
    value = values.get(block.target.id)
    printed = "(trống)" if value is None else print_number(value)
    return f"{block.target.id} = {printed} (trang {block.strips[0].page})"


def _tell_near(near: NearStrip) -> str:
    strip = near.strip
    taken = f"đã nhận là {near.owner}" if near.owner else "không nhận là dòng nào"
    why = "mã in khác" if near.code < 0 else f"giống {near.likeness:.0%}"
    place = f"trang {strip.page}{tell_box(strip.box)}"
    return displayed(f"“{_shorten(strip.text)}” ({place}): {why}, {taken}")


def tell_prose(prose: ProseTrace) -> Iterator[str]:
    """Say which patterns were tried, and which sentences come near."""
    for miss in prose.misses:
        yield displayed(f"suýt khớp mẫu {miss.number}: {tell_source(miss.source)}")
        yield displayed(f"    {miss.reason}")
    if prose.tried and not prose.misses:
        yield "không có câu nào khác gần khớp"
    for one in prose.tried:
        found = f"{one.figures} số" if one.figures else "không khớp"
        yield displayed(f"mẫu {one.number} ({found}): {_shorten(one.text, _PATTERN_SHOWN)}")


def _shorten(text: str, most: int = _SHOWN) -> str:
    r"""Put a text on one line and cut it.

    >>> _shorten("hai\n dòng"), _shorten("rất dài", 4)
    ('hai dòng', 'rất …')
    """
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"
