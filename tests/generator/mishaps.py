"""Wear of other kinds than the levels: books, faxes, photographs, stamps, rules that print badly.

Nothing in the program was tuned on these, so they show what happens on paper that it never saw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np

from tests.generator.wear import (
    LEVELS,
    Gray,
    Pixels,
    Wear,
    blotches,
    drop_colour,
    render_pages,
    wear_page,
)

# From a page and its resolution to what became of it.
Change = Callable[[Pixels, int, np.random.Generator], Pixels]

_INK = 200  # grey level; thin rules are drawn no darker than this
_RULE = 0.6  # inch; no stroke of a letter is so long


@dataclass(frozen=True, slots=True)
class Mishap:
    """What happens to pages besides an ordinary scan."""

    wear: Wear
    printed: Change | None = None  # before the scan, in red, green, blue
    scanned: Change | None = None  # after it


def scan_with(pdf: bytes, mishap: Mishap, seed: int) -> list[Pixels]:
    """Print a PDF and scan it, with a mishap; as `wear.scan_pages` otherwise."""
    rng = np.random.default_rng(seed)
    dpi = mishap.wear.dpi
    images = []
    for drawn in render_pages(pdf, dpi):
        page = mishap.printed(drawn, dpi, rng) if mishap.printed else drawn
        worn = wear_page(drop_colour(page), mishap.wear, rng)
        images.append(mishap.scanned(worn, dpi, rng) if mishap.scanned else worn)
    return images


# Rules ------------------------------------------------------------------------------------------


def _find_rules(page: Pixels, dpi: int) -> tuple[Pixels, Pixels]:
    """Find the pixels of horizontal and of vertical rules, as 0 and 1."""
    ink = (page.min(axis=2) < _INK).astype(np.uint8)
    length = int(_RULE * dpi)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    # The pale pixels beside a rule belong to it.
    across = cv2.dilate(across, np.ones((3, 1), np.uint8))
    down = cv2.dilate(down, np.ones((1, 3), np.uint8))
    return across.astype(np.uint8), down.astype(np.uint8)


def drop_horizontals(page: Pixels, dpi: int, _: np.random.Generator) -> Pixels:
    """Leave only the vertical rules."""
    across, down = _find_rules(page, dpi)
    kept = page.copy()
    kept[(across > 0) & (down == 0)] = 255
    return kept


def break_rules(page: Pixels, dpi: int, rng: np.random.Generator) -> Pixels:
    """Let pieces of a quarter of an inch and less fall out of a third of the rules."""
    across, down = _find_rules(page, dpi)
    kept = page.copy()
    kept[((across | down) > 0) & blotches(page.shape[:2], 0.33, dpi / 30, rng)] = 255
    return kept


def fade_rules(page: Pixels, dpi: int, _: np.random.Generator) -> Pixels:
    """Leave a quarter of the rules' ink."""
    across, down = _find_rules(page, dpi)
    kept = page.copy()
    rules = (across | down) > 0
    kept[rules] = 255 - (255 - kept[rules]) // 4
    return kept


def dot_rules(page: Pixels, dpi: int, _: np.random.Generator) -> Pixels:
    """Make all rules dotted: a third of their length is left."""
    across, down = _find_rules(page, dpi)
    height, width = page.shape[:2]
    step = max(dpi // 100, 1)  # pixels; dots are a hundredth of an inch long
    along = np.add.outer(np.arange(height), np.arange(width)) // step
    kept = page.copy()
    kept[((across | down) > 0) & (along % 3 != 0)] = 255
    return kept


# Stamps and paper -------------------------------------------------------------------------------


def stamp_grey(page: Pixels, dpi: int, rng: np.random.Generator) -> Pixels:
    """Put a round seal in grey over the middle of the page, whatever stands there."""
    height, width = page.shape[:2]
    ink = np.zeros((height, width), np.uint8)
    centre = (
        int(width * rng.uniform(0.35, 0.7)),
        int(height * rng.uniform(0.25, 0.75)),
    )
    radius = int(0.7 * dpi)  # inch; 36 mm across
    thick = max(dpi // 33, 1)
    cv2.circle(ink, centre, radius, 255, thick, cv2.LINE_AA)
    cv2.circle(ink, centre, int(radius * 0.68), 255, max(thick // 2, 1), cv2.LINE_AA)
    angles = np.radians(90 + 144 * np.arange(5))
    star = np.stack([np.cos(angles), -np.sin(angles)], axis=1) * radius * 0.3 + centre
    cv2.fillPoly(ink, [star.astype(np.int32)], 255)
    for angle in np.radians(np.arange(200, 341, 14)):  # letters around the upper edge, as strokes
        ray = np.array([np.cos(angle), np.sin(angle)])
        start, end = (ray * radius * share + centre for share in (0.75, 0.93))
        cv2.line(ink, start.astype(int).tolist(), end.astype(int).tolist(), 255, thick)
    strength = rng.uniform(0.35, 0.55)
    shade = 1 - strength * (ink.astype(np.float32) / 255)
    return (page * shade[:, :, None]).astype(np.uint8)


def colour_green(page: Pixels, _: int, rng: np.random.Generator) -> Pixels:
    """Scan in colour what is printed on greenish paper."""
    grey = page if page.ndim == 3 else np.dstack([page] * 3)
    tint = np.array([0.80, 0.94, 0.82]) * rng.uniform(0.94, 1.0)
    return (grey * tint).astype(np.uint8)


# Scanners and cameras ---------------------------------------------------------------------------


def bind(page: Pixels, dpi: int, rng: np.random.Generator) -> Pixels:
    """Scan from a book: lines bend and light fades towards the gutter, on either side."""
    height, width = page.shape[:2]
    x = np.arange(width, dtype=np.float32)
    if rng.random() < 0.5:
        x = x[::-1]
    bend = 0.08 * dpi * np.exp(-x / (0.08 * width))  # inch
    rows = np.arange(height, dtype=np.float32)[:, None] + bend[None, :].astype(np.float32)
    columns = np.broadcast_to(np.arange(width, dtype=np.float32), (height, width))
    bent = cv2.remap(page, columns.copy(), rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    fading = (1 - 0.75 * np.exp(-x / (0.04 * width))) * (0.78 + 0.22 * x / width)
    light: Gray = np.broadcast_to(fading, (height, width)).astype(np.float32)
    return _darken(bent.astype(np.uint8), light)


def fax(page: Pixels, _: int, rng: np.random.Generator) -> Pixels:
    """Send by fax: ordered dither to black and white, then salt and pepper from the line."""
    grey = page if page.ndim == 2 else page[:, :, 1]
    height, width = grey.shape
    steps = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]])
    screen = np.tile(40 + steps * 11, (height // 4 + 1, width // 4 + 1))[:height, :width]
    sent = np.where(grey > screen, 255, 0).astype(np.uint8)
    hit = rng.random(grey.shape, dtype=np.float32)
    sent[hit < 0.003] = 0
    sent[hit > 0.994] = 255
    return sent


def lay_askew(page: Pixels, _: int, rng: np.random.Generator) -> Pixels:
    """Lay the sheet on the glass 4 to 5 degrees off, either way."""
    height, width = page.shape[:2]
    angle = rng.uniform(4, 5) * rng.choice((-1, 1))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    paper = float(np.median(page))
    border = (paper, paper, paper, paper)
    return cv2.warpAffine(
        page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=border
    ).astype(np.uint8)


def turn_page(page: Pixels, _: int, rng: np.random.Generator) -> Pixels:
    """Feed the sheet sideways or upside down."""
    return np.ascontiguousarray(np.rot90(page, int(rng.integers(1, 4))))


def photograph(page: Pixels, dpi: int, rng: np.random.Generator) -> Pixels:
    """Take a picture by hand: perspective, a dark desk around, light from one side, some blur."""
    height, width = page.shape[:2]
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    seen = corners + inward * rng.uniform(0.005, 0.035, (4, 2)).astype(np.float32)
    size = np.array([width, height], np.float32)
    view = cv2.getPerspectiveTransform(corners * size, (seen * size).astype(np.float32))
    desk = (70, 60, 55, 0)
    taken = cv2.warpPerspective(
        page if page.ndim == 3 else np.dstack([page] * 3),
        view,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderValue=desk,
    )
    blurred = cv2.GaussianBlur(taken, (0, 0), rng.uniform(0.6, 0.9) * dpi / 200)
    warm = np.array([1.0, 0.97, 0.90])
    coloured: Pixels = np.clip(blurred * warm, 0, 255).astype(np.uint8)
    return _darken(coloured, _lamp(height, width, rng))


def _lamp(height: int, width: int, rng: np.random.Generator) -> Gray:
    """Light from one side: from 1 there down to two thirds at the far end."""
    side, depth = rng.uniform(0, 2 * np.pi), rng.uniform(0.25, 0.4)
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    far = (np.cos(side) * x + np.sin(side) * y) / np.sqrt(2)  # -1 to 1
    light: Gray = (1 - depth * (0.5 + 0.5 * far)).astype(np.float32)
    return light


def _darken(page: Pixels, light: Gray) -> Pixels:
    shade = light if page.ndim == 2 else light[:, :, None]
    darkened: Pixels = (page * shade).astype(np.uint8)
    return darkened


_MEDIUM = LEVELS["medium"]
MISHAPS: Mapping[str, Mishap] = {
    "gutter": Mishap(_MEDIUM, scanned=bind),
    "fax-dither": Mishap(LEVELS["clean"], scanned=fax),
    "grey-seal": Mishap(_MEDIUM, printed=stamp_grey),
    "150-dpi": Mishap(replace(_MEDIUM, dpi=150)),
    "400-dpi": Mishap(replace(LEVELS["light"], dpi=400)),
    "askew": Mishap(replace(_MEDIUM, skew=0), scanned=lay_askew),
    "turned": Mishap(_MEDIUM, scanned=turn_page),
    "green-paper": Mishap(_MEDIUM, scanned=colour_green),
    "photograph": Mishap(LEVELS["clean"], scanned=photograph),
    "broken-rules": Mishap(_MEDIUM, printed=break_rules),
    "faded-rules": Mishap(_MEDIUM, printed=fade_rules),
    "dotted-rules": Mishap(_MEDIUM, printed=dot_rules),
    "no-horizontals": Mishap(_MEDIUM, printed=drop_horizontals),
    "jpeg-20": Mishap(_MEDIUM),
}
