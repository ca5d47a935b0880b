"""Prints invented tables as PDFs, in many ways, and notes where each cell came to stand.

A look is drawn from the seed: rules, letters, indents, room, what stands around a table.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import getAscentDescent, stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.model.geometry import Box
from tests.bench.sheets import Cell, Column, Line, Sheet
from tests.generator.style import register_family

_LEADING = 1.2  # of the size
_MARGIN = 50.0  # points
_FACES = {"": "", "*": "-Bold", "/": "-Italic"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet is printed."""

    rules: str = "grid"  # grid, hair, level, heading, box, none
    font: str = "Tinos"
    size: float = 10.0
    indent: float = 8.0  # points a level
    room: float = 3.0  # points above and below the letters of a row
    pad: float = 4.0  # points beside them
    centred: bool = False  # figures are; else they end at the right
    repeat: bool = True  # the heading, on each page
    cut: bool = False  # a page break may cut a row
    middle: bool = True  # figures stand in the middle of a row of several lines, else at its top
    wide: bool = False  # landscape
    letterhead: bool = False
    foot: bool = False  # "Trang 1/2"


FONTS = ("Tinos", "Tinos", "Arimo", "DejaVu Serif")
RULES = ("grid", "grid", "hair", "level", "heading", "box", "none")


def choose_look(rng: random.Random, rules: str = "") -> Look:
    """Draw a look."""
    return Look(
        rules or rng.choice(RULES),
        rng.choice(FONTS),
        rng.choice((8.0, 9.0, 10.0, 11.0)),
        rng.choice((6.0, 9.0, 12.0)),
        rng.choice((1.0, 2.5, 4.0)),
        rng.choice((3.0, 4.5)),
        rng.random() < 0.15,
        rng.random() < 0.6,
        rng.random() < 0.3,
        rng.random() < 0.7,
        rng.random() < 0.25,
        rng.random() < 0.4,
        rng.random() < 0.4,
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell on the paper."""

    sheet: Sheet
    line: Line
    column: Column
    cell: Cell
    page: int
    box: Box


@dataclass
class Printer:
    """One PDF while it is drawn."""

    look: Look
    drawn: list[Drawn] = field(default_factory=list)
    page: int = 1
    y: float = _MARGIN  # points from the top
    family: str = ""

    def __post_init__(self) -> None:
        self.family = register_family(self.look.font)
        self.size = landscape(A4) if self.look.wide else A4
        self.target = io.BytesIO()
        self.canvas = Canvas(self.target, pagesize=self.size, invariant=1)

    @property
    def bottom(self) -> float:
        """Where the page ends, in points from its top."""
        return float(self.size[1]) - _MARGIN

    def font(self, style: str = "") -> str:
        """Give the name of the letters."""
        return self.family + _FACES[style]

    def wrap(self, text: str, width: float, style: str = "", scale: float = 1.0) -> list[str]:
        """Break a text at blanks, and where it says so."""
        lines: list[str] = []
        for part in text.split("\n"):
            lines.append("")
            for word in part.split(" "):
                more = f"{lines[-1]} {word}" if lines[-1] else word
                if lines[-1] and self.width(more, style, scale) > width:
                    lines.append(word)
                else:
                    lines[-1] = more
        return lines

    def width(self, text: str, style: str = "", scale: float = 1.0) -> float:
        """Give how wide a text is, in points."""
        return float(stringWidth(text, self.font(style), self.look.size * scale))

    def write(
        self, lines: Sequence[str], left: float, top: float, width: float, align: str,
        style: str = "", scale: float = 1.0,
    ) -> Box:  # fmt: skip
        """Write lines into a column; give where they stand."""
        size = self.look.size * scale
        up, down = getAscentDescent(self.font(style), size)
        self.canvas.setFont(self.font(style), size)
        boxes = []
        for place, text in enumerate(lines):
            own = self.width(text, style, scale)
            x = {"left": left, "right": left + width - own, "centre": left + (width - own) / 2}[
                align
            ]
            base = top + place * size * _LEADING + up
            self.canvas.drawString(x, self.size[1] - base, text)
            boxes.append(Box(x, base - up, x + own, base - down))
        return Box.around(boxes) or Box(left, top, left, top)

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, dotted: bool = False) -> None:
        """Draw a rule."""
        self.canvas.setLineWidth(0.5)
        self.canvas.setDash(*((1, 1) if dotted else ((), 0)))
        self.canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1)

    def turn(self) -> None:
        """Begin the next page."""
        if self.look.foot:
            text = f"Trang {self.page}"
            self.write([text], _MARGIN, self.bottom + 12, self.size[0] - 2 * _MARGIN, "right")
        self.canvas.showPage()
        self.page += 1
        self.y = _MARGIN

    def say(self, text: str, align: str, style: str = "", scale: float = 1.0) -> None:
        """Write a paragraph over the width of the page."""
        width = self.size[0] - 2 * _MARGIN
        for line in self.wrap(text, width, style, scale):
            if self.y + self.look.size * 2 > self.bottom:
                self.turn()
            self.write([line], _MARGIN, self.y, width, align, style, scale)
            self.y += self.look.size * scale * _LEADING * 1.1

    def beside(self, left: Sequence[str], right: Sequence[str], style: str = "") -> None:
        """Write two columns: a letterhead, or recipients and a signature."""
        half = (self.size[0] - 2 * _MARGIN) / 2
        self.write(left, _MARGIN, self.y, half, "centre", style)
        self.write(right, _MARGIN + half, self.y, half, "centre", style)
        self.y += max(len(left), len(right)) * self.look.size * _LEADING + 14

    def finish(self) -> bytes:
        """End the last page; give the PDF."""
        self.turn()
        self.canvas.save()
        return self.target.getvalue()
