"""The rows of the appendix: what stands where the form asks for a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from rapidfuzz import fuzz

from pipeline.model.finding import Finding
from pipeline.model.form import Form, Indicator, Kind
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Document, PageKind
from pipeline.model.reading import Doubt, Method, Reading, Source, Support, UnknownRow
from pipeline.tables.figures.cell_value import Figure, parse_figure, read_cell
from pipeline.tables.listed.align import Block, align, is_heading
from pipeline.tables.listed.likeness import is_like
from pipeline.tables.listed.line_value import LEAST_LIKENESS, read_lines
from pipeline.tables.listed.residue import WORD, is_department
from pipeline.tables.listed.strips import Strip, strips_of
from pipeline.tables.listed.swallowed import find_swallowed
from pipeline.tables.listed.unknown import read_unknown, tell_unknown
from pipeline.vietnamese.alphabet import fold, fold_ocr
from pipeline.vietnamese.numbers import print_number

# A dump that destroyed 1 % of its figures (the seed) reads the rest well; dumps that destroyed 4 to
# 15 % (invented reports, eng and fra) lost a further 2 % without a trace and misread 3 %.
TOLERATED_LOSS = 0.025
HEAVY_LOSS = 0.06
# Of 118 zeros in dumps that lost a fifth and more two were a 3 and a blank, of 2,205 others none.
RUINOUS_LOSS = 0.2
LEGIBLE = 0.9  # share of a row's letters that are read in a row with little damage
# `1 Văn phòng`, `01`: a figure with nothing but the department behind it.
_LONE_FIGURE = re.compile(r"\s*(?P<figure>\d[\d.,]*\d|\d)(?P<behind>(?:\s+[^\d]*)?)$")
_OVERRUN = "số đứng riêng một dòng, không rõ là số liệu của dòng này hay là số thứ tự"
# A section's title under a bad OCR scores 80 and more against itself, names of rows below 60.
SECTION_TITLE = 75


@dataclass(frozen=True, slots=True)
class Rows:
    """All that the appendix gives."""

    readings: tuple[Reading, ...] = ()
    unknown: tuple[UnknownRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    loss: float = 0.0  # share of the figures that an OCR destroyed, 0 to 1; of dumps
    strips: tuple[Strip, ...] = ()  # all that the appendix shows, in its order
    left: tuple[Strip, ...] = ()  # those that are no row, known or not
    shown: Mapping[str, tuple[Strip, ...]] = field(default_factory=dict)  # of each row its own

    def owners(self) -> dict[int, Reading]:
        """Give the row that each strip was taken for, by the strip's `id`."""
        return {
            id(strip): reading
            for reading in self.readings
            for strip in self.shown[reading.indicator]
        }


def read_rows(appendix: Document, form: Form) -> Rows:
    """Read the rows of the appendix.

    Args:
        appendix: The pages from the title of the appendix on; may be empty.
        form: Its rows in printed order.

    Returns:
        One reading for each row of the form that was seen, headings and blank rows too (their
        value is None), and the rows that the form does not know.
    """
    strips = strips_of(appendix, form)
    alignment = align(strips, form)
    titles = {section.code: fold(section.label) for section in form.sections}
    figures = tuple(
        (block, *_read_block(block, block.target.indicator, titles))
        for block in alignment.blocks
        if block.target.indicator is not None
    )
    figures = tuple(_doubt_overrun(figures))
    loss = _share_lost(figure for block, figure, _ in figures if not is_heading(block.target))
    readings = tuple(
        _reading(block, _discount(figure, block, row, loss), box)
        for block, figure, box in figures
        if (row := block.target.indicator) is not None
    )
    passed = [(strip, read_unknown(strip, after)) for after, strip in alignment.skipped]
    unknown = tuple(row for _, row in passed if row)
    left = tuple(strip for strip, row in passed if row is None)
    findings = tuple(map(tell_unknown, unknown))
    shown = {block.target.id: block.strips for block, *_ in figures}
    return Rows(readings, unknown, findings, loss, strips, left, shown)


def doubt_prose(readings: Sequence[Reading], loss: float) -> tuple[Reading, ...]:
    """Make the figures of the prose weak in a dump whose table lost a fifth of its figures.

    In 35 dumps of noise that nothing was tuned on three figures of sentences were misread without a
    trace (`61 may in` for 01 máy in), all of them in such dumps; in 157 others none.
    """
    if loss <= RUINOUS_LOSS:
        return tuple(readings)
    return tuple(
        replace(reading, support=Support.WEAK, reason=_tell_loss(loss), doubt=Doubt.LOSSY)
        if reading.support is Support.SINGLE and reading.value
        else reading
        for reading in readings
    )


def _tell_loss(loss: float) -> str:
    percent = round(100 * loss)
    return f"bản chữ này làm hỏng khoảng {percent} % số liệu, cần có gì khác xác nhận"


def _read_block(
    block: Block, row: Indicator, titles: Mapping[str, str]
) -> tuple[Figure, Box | None]:
    cells = _value_cells(block)
    if is_heading(block.target):
        return _read_heading(block, cells), None
    if cells:
        figure, box = _read_cells(cells, row, block.strips[0].kind)
        return _doubt_swallowed(_doubt_stray_blank(figure, block, row), block, row), box
    return _doubt_title(read_lines(block, row), block, titles.get(row.section, "")), None


_Read = tuple[Block, Figure, Box | None]


def _doubt_overrun(figures: Sequence[_Read]) -> Iterator[_Read]:
    """Doubt a blank row where a figure stands alone with the department, as its code may.

    A legend that was wrapped leaves its figure on a line by itself, `1 Văn phòng`, which looks like
    the code of this row or of the one below (3 of 63 documents in dumps that a program wrote).
    """
    below = (*(block for block, *_ in figures[1:]), None)
    for (block, figure, box), following in zip(figures, below, strict=False):
        row = block.target.indicator
        blank = figure.value is None and not figure.reason
        if row is None or is_heading(block.target) or not blank:
            yield block, figure, box
            continue
        overrun = following.strips[:1] if following and len(following.strips) > 1 else ()
        lone = (
            _lone_figure(strip, row, own=strip not in overrun)
            for strip in (*block.strips[1:], *overrun)
        )
        value = next((number for number in lone if number is not None), None)
        yield block, Figure(value, Support.WEAK, _OVERRUN) if value is not None else figure, box


def _lone_figure(strip: Strip, row: Indicator, *, own: bool) -> Decimal | None:
    """Give the figure of a line that holds nothing else but the department; None: there is none."""
    found = _LONE_FIGURE.match(strip.text)
    if strip.cells or not found:
        return None
    behind = found["behind"].strip()
    if not is_department(behind, row.department) and (behind or own):
        return None
    number = parse_figure(found["figure"])
    return number.value if number else None


def _doubt_title(figure: Figure, block: Block, title: str) -> Figure:
    """Doubt a blank row that is rather the title of its section: its own line was not legible."""
    text = fold_ocr(" ".join(strip.text for strip in block.strips))
    if figure.value is not None or figure.reason or not title:
        return figure
    if fuzz.partial_ratio(title, text) < SECTION_TITLE:
        return figure
    reason = "dòng này giống tiêu đề của phần, dòng của chỉ tiêu có thể không đọc được"
    return replace(figure, support=Support.WEAK, reason=reason)


def _value_cells(block: Block) -> list[Cell]:
    return [strip.cells.value for strip in block.strips if strip.cells and strip.cells.value]


def _reading(block: Block, figure: Figure, box: Box | None) -> Reading:
    text = " / ".join(strip.line_text for strip in block.strips)
    place = box or Box.around(strip.box for strip in block.strips[:1])
    return Reading(
        block.target.id,
        figure.value,
        Source(_page_of(block, _value_cells(block)), text, place),
        Method.TABLE,
        "table",
        figure.support,
        figure.reason,
        figure.alternatives,
        doubt=figure.doubt,
    )


def _share_lost(figures: Iterable[Figure]) -> float:
    """Measure on this very report how many of its figures the OCR destroyed, 0 to 1."""
    known = list(figures)
    lost = sum(figure.destroyed for figure in known)
    read = sum(figure.support is Support.SINGLE and figure.value is not None for figure in known)
    return lost / (lost + read) if lost + read else 0.0


def _discount(figure: Figure, block: Block, row: Indicator, loss: float) -> Figure:
    """Make the single readings of a report weak whose OCR lost many others.

    A 100 % stays, and a 0 mostly: in dumps that lost more than others, three of 115 zeros beside
    damaged names were 10, 10 and 26 on paper, and none of 500 elsewhere was anything else. Of other
    figures 4 in 100 were misread, and 14 of 100 blank rows were not blank on paper.
    """
    legible = loss <= HEAVY_LOSS or (block.likeness >= LEGIBLE and loss <= RUINOUS_LOSS)
    safe = figure.value == 0 and legible and row.kind is not Kind.CHOICE
    safe = safe or (figure.value == 100 and row.kind is Kind.PERCENT)
    safe = safe or row.kind is Kind.HEADING
    if figure.support is not Support.SINGLE or loss <= TOLERATED_LOSS or safe:
        return figure
    return replace(figure, support=Support.WEAK, reason=_tell_loss(loss), doubt=Doubt.LOSSY)


def _read_heading(block: Block, cells: Sequence[Cell]) -> Figure:
    """Say that a heading was seen; a figure in its value cell is against the form, and is told."""
    for cell in cells:
        number = parse_figure(cell.text) if cell.ink else None
        if number:
            reason = "dòng tiêu đề không có số liệu, nhưng ở đây có số"
            return Figure(number.value, Support.WEAK, reason)
    digital = block.strips[0].kind is PageKind.DIGITAL
    return Figure(None, Support.LAYER if digital else Support.SINGLE)


def _read_cells(cells: Sequence[Cell], row: Indicator, kind: PageKind) -> tuple[Figure, Box | None]:
    """Read the value cells of a row; a row that a page break cuts has two, one of them empty."""
    inked = [cell for cell in cells if cell.ink]
    if not inked:
        return read_cell(cells[0], row, kind), cells[0].box
    figures = [read_cell(cell, row, kind) for cell in inked]
    first = figures[0]
    if len({figure.value for figure in figures}) > 1:
        seen = tuple(cell.text for cell in inked)
        reason = "dòng này có nhiều ô số liệu khác nhau"
        return Figure(first.value, Support.DISPUTED, reason, seen), inked[0].box
    return first, inked[0].box


def _doubt_stray_blank(figure: Figure, block: Block, row: Indicator) -> Figure:
    """Doubt a blank cell with no name beside it, or with one that is hardly this row's.

    Where a merged cell swallowed the name, a heading stands in for the row, and its empty cell
    would hide a printed figure (2 of 1,410 blanks of worn scans). What the lines around show of the
    name does not count: they are what tempted the alignment.
    """
    if figure.value is not None or figure.reason:
        return figure
    label = WORD.findall(fold(row.label))
    rows = [strip.cells for strip in block.strips if strip.cells and strip.cells.value]
    names = " ".join(cells.name.text for cells in rows if cells.name)
    seen = tuple(WORD.findall(fold_ocr(names)))
    shown = sum(len(word) for word in label if is_like(word, seen))
    if shown >= LEAST_LIKENESS * sum(map(len, label)):
        return figure
    reason = "ô trống, nhưng tên bên cạnh không rõ, có thể là ô của dòng khác"
    return replace(figure, support=Support.WEAK, reason=reason)


def _doubt_swallowed(figure: Figure, block: Block, row: Indicator) -> Figure:
    """Doubt a blank cell of a row that shows a figure elsewhere, and give that figure."""
    digital = block.strips[0].kind is PageKind.DIGITAL  # an engine sees figures in specks
    if figure.value is not None or figure.reason or not digital:
        return figure
    swallowed = find_swallowed(block, row)
    if not swallowed:
        return figure
    reason = "ô trống, nhưng trong dòng có số không thuộc tên (dòng bị cắt hoặc ô bị gộp)"
    others = tuple(map(print_number, swallowed[1:]))
    return Figure(swallowed[0], Support.WEAK, reason, others)


def _page_of(block: Block, cells: Sequence[Cell]) -> int:
    """Give the page of the value; of a row that a page break cuts, that of its code."""
    for strip in block.strips:
        value = strip.cells.value if strip.cells else None
        if value is not None and value.ink and value in cells:
            return strip.page
    return block.strips[0].page
