"""The pages of a report with the readings of its figures marked: what was chosen, and what not.

Of one figure everything that `explain` tells is marked: the reading that won, the other mentions,
the cells of its row, what comes near. Of a whole report the readings are, so that people see at a
glance which part of a page gave figures and which of them are doubtful.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline.model.errors import SettingError
from pipeline.model.form import Kind
from pipeline.model.geometry import Box
from pipeline.model.reading import Method, Observation, Reading, Status
from pipeline.read.page import see_page
from pipeline.run.inputs.selection import displayed
from pipeline.run.tell.drawing import name_pictures
from pipeline.run.tell.evidence import Evidence, PlacedPage, find_pages
from pipeline.run.tell.question import Case
from pipeline.run.workspace import Workspace
from pipeline.vietnamese.numbers import print_number
from pipeline.write.overlay import Look, Mark, paint_marks
from pipeline.write.replace import replacing

if TYPE_CHECKING:
    from pipeline.tables.listed.whereabouts import Whereabouts

Marks = dict[int, list[Mark]]  # by page

# Points between what was read and its frame: frames of cells stand inside of them, as the next cell
# may have one, those of words around them.
_CELL_INSET, _WORD_OUTSET = 1.2, 2.0
_LABEL_SHOWN = 60  # letters of the name in the caption
_DOUBTED = {Status.DOUBTFUL, Status.MISSING}


def draw_case(case: Case, png: Path) -> Iterator[Path]:
    """Write a picture of each page that has something of the case, and give its name.

    Raises:
        SettingError: The report has no pictures or moved, no place on its pages is known, or the
            name of the picture is none.
        SourceError: The file cannot be read, or has no pictures.
        EngineError: Tesseract failed.
    """
    pages = _find_pages(case)
    first = next(iter(pages.values()))
    for page in pages.values():
        name_pictures(page.file, png, [1])  # says what is wrong with the file or the name
    marks = mark_case(case)
    if not marks:
        name = displayed(case.indicator or case.report.path)
        raise SettingError(
            f"Không biết chỗ nào trên trang cho {name} nên không có gì để vẽ. Hãy bỏ --draw.",
            f"No place on a page is known for {name}, so nothing can be drawn. Leave out --draw.",
        )
    with TemporaryDirectory(prefix="solieu-") as scratch:
        for number, target in name_pictures(first.file, png, sorted(marks)).items():
            page = pages[number]
            _, picture = see_page(page.file, page.number, scratch=Path(scratch))
            caption = _caption(case, page.file.name, page.number)
            drawn = paint_marks(picture.gray, picture.dpi, marks[number], caption)
            with replacing(target) as stream:
                drawn.save(stream, "PNG")
            yield target


def _find_pages(case: Case) -> dict[int, PlacedPage]:
    pages = find_pages(Workspace(case.out), case.report)
    if not pages:
        name = displayed(case.report.path)
        raise SettingError(
            f"Tệp {name} không còn ở chỗ cũ hoặc đã thay đổi. Hãy chạy lại solieu extract rồi vẽ.",
            f"The file {name} has moved or changed. Run solieu extract again, then draw.",
        )
    return pages


def _caption(case: Case, name: str, number: int) -> list[str]:
    lines = [f"{name}: trang | page {number}"]
    for one in case.report.observations:
        if one.indicator == case.indicator:
            label = case.form.by_id[one.indicator].label if case.form else ""
            value = _print_value(one.value)
            lines.append(f"{one.indicator} {label[:_LABEL_SHOWN]} = {value} [{one.status}]")
    return lines


def mark_case(case: Case) -> Marks:
    """Give the marks of each page that has some."""
    marks: Marks = defaultdict(list)
    for one in case.report.observations:
        if one.indicator == case.indicator or not (case.indicator or _is_heading(case, one)):
            for page, mark in _mark_observation(one, alone=bool(case.indicator)):
                marks[page].append(mark)
    if case.evidence:
        for page, mark in _mark_evidence(case.evidence):
            marks[page].append(mark)
    return dict(marks)


def _is_heading(case: Case, one: Observation) -> bool:
    row = case.form.by_id.get(one.indicator) if case.form else None
    return row is not None and row.kind is Kind.HEADING


def _mark_observation(one: Observation, *, alone: bool) -> Iterator[tuple[int, Mark]]:
    doubted = one.status in _DOUBTED
    if one.reading and one.reading.source.box:
        # Of one figure the caption says it; a label would hide the figures around.
        text = "" if alone or not doubted else f"{one.indicator} = {_print_value(one.value)}"
        yield _mark(Look.DOUBTED if doubted else Look.CHOSEN, one.reading, text)
    for mention in one.mentions:
        if mention.source.box:
            period = f" ({mention.period})" if mention.period else ""
            text = f"{_print_value(mention.value)}{period}" if alone else ""
            yield _mark(Look.MENTION, mention, text)


def _mark(look: Look, reading: Reading, text: str) -> tuple[int, Mark]:
    source = reading.source
    box = source.box or Box(0, 0, 0, 0)
    outset = -_CELL_INSET if reading.method is Method.TABLE else _WORD_OUTSET
    return source.page, Mark(look, _grow(box, outset), text)


def _mark_evidence(evidence: Evidence) -> Iterator[tuple[int, Mark]]:
    if evidence.row:
        yield from _mark_row(evidence.row)
    for miss in evidence.prose.misses:
        if miss.source.box:
            yield (
                miss.source.page,
                Mark(Look.NEAR, _grow(miss.source.box, _WORD_OUTSET), f"mẫu {miss.number}"),
            )


def _mark_row(row: Whereabouts) -> Iterator[tuple[int, Mark]]:
    for strip in row.block.strips if row.block else ():
        cells = strip.cells
        parts = (cells.code, cells.name, cells.unit, cells.value, cells.remark) if cells else ()
        boxes = (*(cell.box for cell in parts if cell), None if cells else strip.box)
        yield from ((strip.page, Mark(Look.ROW, box)) for box in boxes if box)
    for near in row.near:
        if near.strip.box:
            owner = near.owner or f"{near.likeness:.0%}"
            yield near.strip.page, Mark(Look.NEAR, near.strip.box, owner)


def _print_value(value: Decimal | None) -> str:
    return "(trống)" if value is None else print_number(value)


def _grow(box: Box, by: float) -> Box:
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)
