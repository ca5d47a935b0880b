"""Pages of corpus text as offices print them: which text, how set, and where each word stands.

The lines are remembered as printed, so that what an engine reads can be laid beside them. Pillow
draws a page in 0.1 s, word by word; a PDF would have to be drawn in turn, and would not tell where
its lines end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from pipeline.training.corpus import Document, Part

Gray = NDArray[np.uint8]

# The genre is statutes and decisions; a quarter of general language brings names and rare letters.
_SHARES = {
    "phapdien.txt": 0.45,
    "van-ban-2025.txt": 0.2,
    "nghi-quyet-quyet-dinh.txt": 0.1,
    "wikipedia-vi.txt": 0.25,
}
# Faces with the metrics of Times, as Decree 30/2020 asks for, and a little of another face.
_FACES = {
    "Tinos-Regular.ttf": 6.0,
    "Tinos-Bold.ttf": 1.0,
    "Tinos-Italic.ttf": 1.0,
    "Tinos-BoldItalic.ttf": 1.0,
    "DejaVuSerif.ttf": 0.5,
}
_RESOLUTIONS = {120: 0.06, 135: 0.06, 150: 0.15, 200: 0.36, 240: 0.12, 300: 0.25}
_THRESHOLDS = (120, 140, 165)  # grey levels; scanners that give black and white
_WIDTH, _HEIGHT = 595.3, 841.9  # points, A4
_LEFT, _RIGHT, _TOP, _FOOT = 85.0, 57.0, 57.0, 57.0  # points: 3, 2, 2 and 2 cm
_INDENT = 28.0  # points, first line of a paragraph
_LONGEST_HEADING = 80  # characters
_LONGEST_PARAGRAPH = 1200  # characters; a page of one paragraph would show one style only
_PRINTABLE = re.compile(r"[ -~\u00a0-\u024f\u1ea0-\u1ef9\u2013\u2014\u2018-\u201d\u2022\u2026]+")
_MARKED = re.compile(r"[-+•*]|\w{1,3}[.)]|Điều \d")  # paragraphs that have a list mark


@dataclass(frozen=True, slots=True)
class Style:
    """How one page is set and what becomes of it; lengths in pixels are those at 200 dpi."""

    face: str
    size: float  # points
    leading: float  # of the size
    is_justified: bool
    dpi: int
    ink: float  # grey level
    angle: float  # degrees
    blur: float  # sigma, pixels
    noise: float  # standard deviation, grey levels
    warp: float  # pixels either way; 0 on flat pages
    waves: tuple[float, float]  # pixels, length of the warp's waves across and down
    threshold: int  # 0 for a grey page


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be printed on one page."""

    source: str  # name of the corpus file
    paragraphs: tuple[str, ...]
    style: Style
    seed: tuple[int, int]  # of the noise


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of a page."""

    words: tuple[str, ...]
    places: tuple[float, ...]  # pixels, left edge of each word
    base: float  # pixels, from the top
    paragraph: int  # counted from 0 on its page
    face: str

    @property
    def text(self) -> str:
        """What a reader should read."""
        return " ".join(self.words)


Shelf = Mapping[str, Sequence[Document]]  # the documents of one part, by source


def fill_shelf(documents: Iterable[Document], part: Part) -> Shelf:
    """Keep the documents of one part that are long enough to start a page in."""
    shelf: dict[str, list[Document]] = {}
    for document in documents:
        if document.part is part:
            shelf.setdefault(document.source, []).append(document)
    return shelf


def compose_sheet(shelf: Shelf, part: Part, number: int) -> Sheet:
    """Choose text and style of a page.

    A page comes from one document, chosen by length: many instruments of the code are too short
    to fill one.
    """
    seed = (list(Part).index(part), number)
    rng = np.random.default_rng(seed)
    style = _choose_style(rng)
    source = _choose({name: _SHARES.get(name, 0.1) for name in shelf}, rng)
    lengths = np.array([len(document.lines) for document in shelf[source]], float)
    document = shelf[source][int(rng.choice(len(lengths), p=lengths / lengths.sum()))]
    start = int(rng.integers(max(1, len(document.lines) - 12)))
    paragraphs = [
        _cut(line, rng) for line in document.lines[start : start + 60] if _PRINTABLE.fullmatch(line)
    ]
    has_marks = rng.random() < 0.3
    shown = tuple(_dress(paragraph, has_marks, rng) for paragraph in paragraphs)
    return Sheet(source, shown, style, seed)


def _choose_style(rng: np.random.Generator) -> Style:
    return Style(
        face=_choose(_FACES, rng),
        size=float(rng.uniform(13, 14)),
        leading=float(rng.uniform(1.15, 1.5)),
        is_justified=bool(rng.random() < 0.6),
        dpi=int(_choose({str(dpi): share for dpi, share in _RESOLUTIONS.items()}, rng)),
        ink=float(rng.uniform(0, 60)),
        angle=float(rng.uniform(-0.4, 0.4)),
        blur=float(rng.uniform(0.3, 1.1)),
        noise=float(rng.uniform(3, 14)),
        warp=float(rng.uniform(0.5, 2.0)) * bool(rng.random() < 1 / 3),
        waves=(float(rng.uniform(60, 600)), float(rng.uniform(60, 600))),
        threshold=int(rng.choice(_THRESHOLDS)) * bool(rng.random() < 0.5),
    )


def _choose(shares: Mapping[str, float], rng: np.random.Generator) -> str:
    names = sorted(shares)
    weights = np.array([shares[name] for name in names])
    return names[int(rng.choice(len(names), p=weights / weights.sum()))]


def _cut(line: str, rng: np.random.Generator) -> str:
    """Shorten an overlong paragraph to a run of its words, so that any of them may be shown."""
    if len(line) <= _LONGEST_PARAGRAPH:
        return line
    start = int(rng.integers(len(line) - _LONGEST_PARAGRAPH))
    return line[start : start + _LONGEST_PARAGRAPH].partition(" ")[2].rpartition(" ")[0]


def _dress(paragraph: str, has_marks: bool, rng: np.random.Generator) -> str:
    """Make headings of some short lines, and give list marks to others."""
    chance = rng.random()
    is_marked = _MARKED.match(paragraph) is not None
    longest = _LONGEST_HEADING if chance < 0.35 else 0
    if chance < 0.05:
        longest *= 3
    if len(paragraph) <= longest and (paragraph[:1].isupper() or paragraph[:1].isdigit()):
        return paragraph.upper()
    if has_marks and not is_marked and chance > 0.4:
        return f"{rng.choice(['-', '+', '•'])} {paragraph}"
    return paragraph


@lru_cache(maxsize=8)
def _load_font(face: str, pixels: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face, pixels)


def lay_out(sheet: Sheet) -> tuple[PrintedLine, ...]:
    """Break paragraphs into lines until the page is full; headings are bold and centred."""
    style, zoom = sheet.style, sheet.style.dpi / 72
    base = (_TOP + style.size) * zoom
    lines: list[PrintedLine] = []
    for number, paragraph in enumerate(sheet.paragraphs):
        face = style.face
        if paragraph.isupper() and style.face == "Tinos-Regular.ttf":
            face = "Tinos-Bold.ttf"
        font = _load_font(face, style.size * zoom)
        for words, indent, is_last in _break_lines(paragraph.split(), font, zoom):
            if base > (_HEIGHT - _FOOT) * zoom:
                return tuple(lines)
            places = _place_words(words, font, style, indent, is_last and paragraph.isupper())
            if style.is_justified and not is_last:
                places = _justify(words, places, font, zoom)
            lines.append(PrintedLine(words, tuple(places), base, number, face))
            base += style.size * style.leading * zoom
        base += style.size * 0.4 * zoom
    return tuple(lines)


def _break_lines(
    words: Sequence[str], font: ImageFont.FreeTypeFont, zoom: float
) -> list[tuple[tuple[str, ...], float, bool]]:
    """Give the words of each line, its indent in pixels, and whether it is the last."""
    room = (_WIDTH - _LEFT - _RIGHT) * zoom
    indent, start = _INDENT * zoom, 0
    lines: list[tuple[tuple[str, ...], float, bool]] = []
    for stop in range(1, len(words) + 1):
        is_last = stop == len(words)
        if is_last or indent + font.getlength(" ".join(words[start : stop + 1])) > room:
            lines.append((tuple(words[start:stop]), indent, is_last))
            indent, start = 0.0, stop
    return lines


def _place_words(
    words: Sequence[str],
    font: ImageFont.FreeTypeFont,
    style: Style,
    indent: float,
    is_centred: bool,
) -> list[float]:
    zoom, text = style.dpi / 72, " ".join(words)
    left = _LEFT * zoom + indent
    if is_centred:
        left = ((_LEFT + _WIDTH - _RIGHT) * zoom - font.getlength(text)) / 2
    starts = [0, *(match.end() for match in re.finditer(" ", text))]
    return [left + font.getlength(text[:start]) for start in starts]


def _justify(
    words: Sequence[str], places: Sequence[float], font: ImageFont.FreeTypeFont, zoom: float
) -> list[float]:
    slack = (_WIDTH - _RIGHT) * zoom - places[-1] - font.getlength(words[-1])
    gaps = max(1, len(words) - 1)
    return [place + slack * index / gaps for index, place in enumerate(places)]


def draw_page(lines: Sequence[PrintedLine], style: Style) -> Gray:
    """Print lines in black on white."""
    zoom = style.dpi / 72
    picture = Image.new("L", (round(_WIDTH * zoom), round(_HEIGHT * zoom)), 255)
    pen = ImageDraw.Draw(picture)
    for line in lines:
        font = _load_font(line.face, style.size * zoom)
        for word, left in zip(line.words, line.places, strict=True):
            pen.text((left, line.base), word, 0, font, anchor="ls")
    return np.asarray(picture, dtype=np.uint8)
