"""The figure of a cell, and the unit printed behind it: `50.000 đồng/m³`, `-5,2 %`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.model.form import Indicator, Kind
from pipeline.model.page import Cell, PageKind
from pipeline.model.reading import Support
from pipeline.tables.figures.cell_value import Figure, is_dash, parse_figure, read_cell
from pipeline.tables.figures.marked import find_marked
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.numbers import NUMBER_PATTERN
from pipeline.vietnamese.units import read_unit

# The sign counts only right before the digits: alone it is the dash that says "nothing".
_FIGURE = re.compile(rf"(?P<sign>[-–−] ?)?(?P<number>{NUMBER_PATTERN}) ?(?P<unit>%|\D[^()]*)?")
_SPECKS = " .,;:'`\"|_~*"
_ANY_NUMBER = Indicator("", "", Kind.AMOUNT)
# 7 519 of a scan: the blank may stand where 7,519 lost its comma.
GAP = re.compile(r"\d \d")
# An OCR that cannot read a lone figure prints something else there, as short as a figure.
_SHORT_SPOILT = 5  # letters
GAP_REASON = "giữa các chữ số có khoảng trắng: có thể mất dấu phẩy"
_ALMOST = 75  # of 100; déng, dông, dồng for đồng


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as one reader saw it."""

    number: str
    negative: bool
    unit: str  # properly spelt; empty where none is printed


@dataclass(frozen=True, slots=True)
class CellFigure:
    """What a cell says."""

    figure: Figure
    unit: str = ""


def find_figure(text: str, spoilt: bool = False) -> Printed | None:
    """Read a text that is one figure, perhaps with a unit behind it; None for anything else.

    Args:
        text: Of one cell, or one reading of it.
        spoilt: Whether a unit with strange letters still counts as one, `đồng/m°`: a reader's
            fault in a column where the others show what it was.

    >>> find_figure("50.000 đồng/m³").unit, find_figure("-5,2").negative
    ('đồng/m³', True)
    >>> find_figure("6 tháng"), find_figure("15/6/2024"), find_figure("Nhóm 1")
    (None, None, None)
    """
    found = _FIGURE.fullmatch(" ".join(text.split()).strip(_SPECKS))
    if found is None or parse_figure(found["number"]) is None:
        return None
    behind = (found["unit"] or "").strip(_SPECKS)
    unit = read_unit(behind)
    if behind and not unit and not (spoilt and _is_almost_unit(behind)):
        return None
    return Printed(found["number"], bool(found["sign"]), unit)


def _is_almost_unit(behind: str) -> bool:
    first = fold(behind).split("/")[0].strip()
    return "/" in behind and fuzz.ratio(first, "dong") >= _ALMOST


def read_figure(cell: Cell, kind: PageKind) -> CellFigure | None:
    """Give the figure of a cell of a column of figures; None where it holds words.

    A cell that shows digits and is no figure is doubtful, with the value that it most likely says
    where there is one.

    >>> read_figure(Cell(0, 0, "-5,2"), PageKind.DIGITAL).figure.value
    Decimal('-5.2')
    """
    if not cell.ink:
        return CellFigure(Figure(None, Support.SINGLE))
    texts = [reading.text for reading in cell.readings] or [cell.text]
    printed = [find_figure(text, kind.is_recognised) for text in texts]
    if not any(printed) and not all(map(is_dash, texts)) and _is_words(texts, kind):
        return None
    bare = replace(
        cell,
        text=_number(printed[0], cell.text),
        readings=tuple(
            replace(reading, text=_number(one, reading.text))
            for reading, one in zip(cell.readings, printed, strict=False)
        ),
    )
    seen = [one for one in printed if one]
    figure = _signed(read_cell(bare, _ANY_NUMBER, kind), seen)
    if figure.value is None and not seen:
        figure = _take_marked(figure, texts)
    if kind.is_recognised and any(GAP.search(one.number) for one in seen):
        figure = _doubt_gap(figure)
    return CellFigure(figure, next((one.unit for one in seen if one.unit), ""))


def _take_marked(figure: Figure, texts: list[str]) -> Figure:
    marked = [find_marked(text) for text in texts]
    if not marked[0] or any(one != marked[0] for one in marked):
        return figure
    value, reason = marked[0].value, marked[0].reason
    support = Support.WEAK if reason else Support.SINGLE
    return Figure(value, support, reason)


def _number(printed: Printed | None, text: str) -> str:
    return printed.number if printed else text


def _is_words(texts: list[str], kind: PageKind) -> bool:
    if any(sign.isdigit() for text in texts for sign in text):
        return False
    return not (kind.is_recognised and all(len(text.strip()) <= _SHORT_SPOILT for text in texts))


def _doubt_gap(figure: Figure) -> Figure:
    if figure.value is None or figure.reason:
        return figure
    return replace(figure, support=Support.WEAK, reason=GAP_REASON)


def _signed(figure: Figure, seen: list[Printed]) -> Figure:
    """Give a figure its sign; a scan's stroke that only one reader saw may be a speck."""
    if figure.value is None or not any(one.negative for one in seen):
        return figure
    if all(one.negative for one in seen):
        return replace(figure, value=-figure.value)
    return replace(figure, support=Support.WEAK, reason="không rõ có dấu âm hay không")
