"""The figures in the sentences of a scan, read a second time by an unlike reader.

The Vietnamese model takes a worn leading zero for a 2 or a 9 ("95 người" was 05) and scores the
word as high as its right ones, so neither its score nor the sentence shows it. PP-OCR, on the crop
of the word alone, errs otherwise. Only figures are read twice: its alphabet lacks 44 Vietnamese
letters. Both readings are kept. Where they differ PP-OCR's is the better one: of 36 such words on
heavily worn pages it was right in 30 and `vie` in 3 (seed 211).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import CellReading, Line, Word
from pipeline.read.digits import read_pp_ocr
from pipeline.read.ink import MARGIN_ACROSS, Sheet
from pipeline.read.lines import make_line
from pipeline.read.picture import Picture
from pipeline.vietnamese.numbers import same_figures

# Inches of paper above and below a word; its box already holds the height of the line's marks.
_MARGIN_DOWN = 0.02
# 04/10, (376), 99,8%, and what a worn 02 or 12 looks like: 0¡, ¡2, 2€; not 18/KH-UBND
_FIGURE = re.compile(r"[(\[\"“+-]*(?=\D?\d)[\d.,/:OoQIl|!¡ïSZB€]+%?[)\]\"”.,;:]*")
_NUMERIC = re.compile(r"[(\[\"“+-]*\d[\d.,/:]*%?[)\]\"”.,;:]*")
_PART = re.compile(r"[\d€¡ïOoQIl|!SZB](?:.*[\d%€¡ïOoQIl|!SZB])?")  # without brackets and stops
_LIST_MARK = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]")
_YEAR = re.compile(r"\D*((?:19|20)\d\d)\D*")
_DATE = re.compile(r"\D*(\d{1,2})/(\d{1,2})/(\d{4})\D*")
_FRACTION = re.compile(r"\D*\d+(?:\.\d{3})*/\d+(?:\.\d{3})*\D*")


def read_figures_again(
    page: Picture, lines: Sequence[Line], outlines: Sequence[Box]
) -> tuple[Line, ...]:
    """Give the lines of a page with second readings of their figures.

    Args:
        page: Upright and level, as the lines were read from it.
        lines: With words and boxes in points.
        outlines: Of tables; what stands inside them has its second reading elsewhere.
    """
    sheet = Sheet(page.gray, page.dpi, 255, 128)
    year = _usual_year(word.text for line in lines for word in line.words)
    boxes = {
        (number, place): word.box
        for number, line in enumerate(lines)
        for place, word in enumerate(line.words)
        if word.box is not None
        and is_figure(word, first=place == 0)
        and not is_usual_date(word.text, year)
        and not any(outline.contains(*word.box.center) for outline in outlines)
    }
    readings = read_pp_ocr([sheet.cut(_widen(box)) for box in boxes.values()])
    second = dict(zip(boxes, readings, strict=True))
    return tuple(
        make_line(
            _with_second(word, second.get((number, place))) for place, word in enumerate(line.words)
        )
        if line.words
        else line
        for number, line in enumerate(lines)
    )


def _usual_year(texts: Iterable[str]) -> str:
    years = Counter(year[1] for text in texts if (year := _YEAR.fullmatch(text)))
    return years.most_common(1)[0][0] if years else ""


def is_usual_date(text: str, year: str) -> bool:
    """Say whether a word is the year most often named on its page, or a day of it.

    Such words are many, and one that was misread is hardly ever among them.

    >>> [is_usual_date(text, "2024") for text in ("2024;", "15/6/2024", "2924", "08/91/2024")]
    [True, True, False, False]
    """
    if found := _DATE.fullmatch(text):
        return int(found[1]) <= 31 and int(found[2]) <= 12 and found[3] == year
    found = _YEAR.fullmatch(text)
    return found is not None and found[1] == year


def _with_second(word: Word, reading: CellReading | None) -> Word:
    """Add the second reading; where it differs and can be trusted, the first becomes the second.

    >>> both = _with_second(Word("(92", confidence=0.9), CellReading("pp-ocr", "02", 0.99))
    >>> both.text, both.raw, both.second.text
    ('(02', '(92', '(92')
    """
    if reading is None:
        return word
    if same_figures(word.text, reading.text):
        return replace(word, second=reading)
    first, other = _PART.search(word.text), _PART.search(reading.text)
    if first is None or other is None or not _is_better(first.group(), other.group()):
        return replace(word, second=reading)
    text = word.text[: first.start()] + other.group() + word.text[first.end() :]
    return replace(
        word, text=text, raw=word.text, second=CellReading("vie", word.text, word.confidence)
    )


def _is_better(first: str, second: str) -> bool:
    """Say whether PP-OCR's reading is to be given.

    Not where it is no number, where it is one end of the other reading, as it is of a word whose
    box was too narrow, or where it is no date and the other one is.

    >>> _is_better("92", "02"), _is_better("052", "05"), _is_better("2/9", "2./9")
    (True, False, False)
    >>> _is_better("15/6/2023", "15/6/2028"), _is_better("15/6/2023", "15/612023")
    (True, False)
    """
    if not _NUMERIC.fullmatch(second) or first.startswith(second) or first.endswith(second):
        return False
    shapes = [shape for shape in (_DATE, _YEAR, _FRACTION) if shape.fullmatch(first)]
    return not shapes or shapes[0].fullmatch(second) is not None


def is_figure(word: Word, *, first: bool) -> bool:
    """Say whether a word can be a figure that a sentence states, or a date.

    >>> [is_figure(Word(text), first=False) for text in ("04/10", "1.404", "¡2", "18/KH", "m2")]
    [True, True, True, False, False]
    >>> is_figure(Word("4."), first=True), is_figure(Word("4."), first=False)
    (False, True)
    """
    if not _FIGURE.fullmatch(word.text):
        return False
    return not (first and _LIST_MARK.fullmatch(word.text))


def _widen(box: Box) -> Box:
    across, down = MARGIN_ACROSS * POINTS_PER_INCH, _MARGIN_DOWN * POINTS_PER_INCH
    return Box(box.left - across, box.top - down, box.right + across, box.bottom + down)
