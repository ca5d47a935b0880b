"""What stands where on the paper of an invented report, and what of it the program found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2

from pipeline.model.geometry import Box
from pipeline.vietnamese.numbers import parse_number
from tests.bench.kinds import Kind, invent
from tests.bench.outputs import Place, Rows, stored_page
from tests.generator.compose import InventedReport
from tests.generator.dossiers import DossiersReport
from tests.generator.dossiers_draw import draw_any
from tests.generator.places import RowPlace
from tests.generator.style import choose_style

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """As a share, 0 to 1; nothing of nothing is 0."""
        return self.count / self.of if self.of else 0.0

    def __add__(self, other: Share) -> Share:
        """Count both."""
        return Share(self.count + other.count, self.of + other.of)


@dataclass(frozen=True, slots=True)
class PaperTruth:
    """What is true of the paper of one report."""

    rows: Mapping[str, tuple[Place, ...]]  # by indicator; more than one where a page breaks it
    numbers: Counter[str]  # of the prose
    prose_pages: int  # before the appendix


def paper_truth(own_seed: int, kind: Kind) -> PaperTruth:
    """Draw a report once more, and note where its rows come to stand."""
    report = invent(own_seed, kind.sample)
    pdf, places = draw_any(report, choose_style(report.seed, **kind.sample.style))
    return PaperTruth(
        _rows_by_indicator(report, places),
        count_numbers(prose_texts(report)),
        places[0].page - 1 if places else _count_pages(pdf),
    )


def _count_pages(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _rows_by_indicator(
    report: InventedReport, places: Sequence[RowPlace]
) -> dict[str, tuple[Place, ...]]:
    parts: dict[tuple[int, int], list[Box]] = {}
    for place in places:
        parts.setdefault((place.row, place.page), []).append(place.box)
    rows: dict[str, tuple[Place, ...]] = {}
    for (row, page), boxes in parts.items():
        around = Box.around(boxes)
        for name in _names_of(report, row):
            if name and around:
                rows[name] = (*rows.get(name, ()), Place(page, around))
    return rows


def _names_of(report: InventedReport, row: int) -> tuple[str, ...]:
    """Name what stands in a line of the paper: a row of the appendix, or the cells of a matrix."""
    if isinstance(report, DossiersReport):
        return report.cells_of(row)
    return (report.rows[row].indicator,)


# Rows found at their place ----------------------------------------------------------------------


def count_codes(truth: PaperTruth, given: Rows, *, bent: bool = False) -> Share:
    """Count the rows of the appendix whose code was understood.

    A code is what ties a line of the paper to an indicator, so it is right when the place given
    for the indicator is that of its line: the same page, and the middle of the box between the
    upper and the lower edge of the printed row. A value taken from a neighbour's row fails here
    even where it happens to be the same figure. Counted is every row that is printed with a code
    of the form: those without a figure and those that only head others too. A row that a page
    break divides may be found in either part; one without a place, or not seen, is not found.

    Args:
        truth: Where the rows stand.
        given: What the output says of each indicator.
        bent: The pages are photographs: places are compared after the straight line that fits
            those of a page best.
    """
    fits = _fit_pages(truth, given) if bent else {}
    right = 0
    for name, places in truth.rows.items():
        found = place_of(given, name)
        right += found is not None and any(_lies_in(found, place, fits) for place in places)
    return Share(right, len(truth.rows))


def place_of(given: Rows, indicator: str) -> Place | None:
    """Give where the output says that a row stands."""
    row = given.get(indicator)
    return row.place if row else None


def _lies_in(found: Place, true: Place, fits: Mapping[int, tuple[float, float]]) -> bool:
    slope, start = fits.get(found.page, (1.0, 0.0))
    middle = slope * found.box.center[1] + start
    return found.page == true.page and true.box.top <= middle <= true.box.bottom


def _fit_pages(truth: PaperTruth, given: Rows) -> dict[int, tuple[float, float]]:
    pairs: dict[int, list[tuple[float, float]]] = {}
    for name, places in truth.rows.items():
        found = place_of(given, name)
        for true in places:
            if found is not None and found.page == true.page:
                middles = found.box.center[1], true.box.center[1]
                pairs.setdefault(true.page, []).append(middles)
    fits: dict[int, tuple[float, float]] = {}
    for page, known in pairs.items():
        if len(known) > 2:
            found_middles, true_middles = zip(*known, strict=True)
            slope, start = np.polyfit(found_middles, true_middles, 1)
            fits[page] = float(slope), float(start)
    return fits


# Numbers of the prose ---------------------------------------------------------------------------


def prose_texts(report: InventedReport) -> Iterator[str]:
    """Give all texts of a report in front of its appendix, page numbers aside."""
    yield from report.letterhead
    yield report.number
    yield f"ngày {report.signed.day} tháng {report.signed.month} năm {report.signed.year}"
    yield report.subject
    yield from (paragraph.text for paragraph in report.paragraphs)
    yield from (report.commune.name, report.commune.district, report.commune.signer)


def count_numbers(texts: Iterable[str]) -> Counter[str]:
    """Count the numbers in texts; dates and symbols count as a whole.

    Two spellings of one number are the same.

    >>> sorted(count_numbers(["ngày 05/02/2024: 17.465 hộ, 99,80 %; 17465 hộ"]).items())
    [('17465', 2), ('5/2/2024', 1), ('99.8', 1)]
    """
    return Counter(_normal(match.group()) for text in texts for match in _NUMBER.finditer(text))


def _normal(token: str) -> str:
    return "/".join(_normal_number(part) for part in token.split("/"))


def _normal_number(part: str) -> str:
    number = parse_number(part)
    return f"{number.value.normalize():f}" if number else part


def count_found(true: Counter[str], read: Counter[str]) -> Share:
    """Count the numbers that were found, each as often as it is printed.

    >>> count_found(Counter("112"), Counter("1223"))
    Share(count=2, of=3)
    """
    return Share((true & read).total(), true.total())


def read_prose(out: Path, file: Path, pages: int) -> Counter[str]:
    """Count the numbers in the first pages of a file as the last run into a folder read them."""
    read = (stored_page(out, file, number) for number in range(1, pages + 1))
    return count_numbers(line.text for page in read if page for line in page.lines)
