"""Prints and scans: what ink, paper, light and glass do to a page.

Light, medium and heavy are like the sets on which Tesseract was measured to leave 3, 4 and 41 % of
the letters wrong (heavy: 4 % once the page is cleaned); clean is light at 200 dpi, for dumps.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Gray = NDArray[np.float32]  # the same while light and noise are worked out


@dataclass(frozen=True, slots=True)
class Wear:
    """How badly pages are printed and scanned; lengths in pixels at 200 dpi."""

    dpi: int
    ink: tuple[int, int]  # grey level of print, 0 is black
    paper: tuple[int, int]  # grey level of paper
    blur: tuple[float, float]  # sigma
    noise: tuple[float, float]  # standard deviation, in grey levels
    skew: float  # degrees, either way
    shade: float  # grey levels lost towards the darkest corner
    specks: float  # per 10,000 pixels
    gaps: float  # share of ink that broke away


LEVELS = {
    "clean": Wear(200, (0, 30), (246, 255), (0.3, 0.6), (2, 5), 0.4, 8, 0.02, 0.0),
    "light": Wear(300, (0, 30), (246, 255), (0.3, 0.5), (2, 4), 0.4, 6, 0.02, 0.0),
    "medium": Wear(200, (15, 50), (238, 250), (0.5, 0.8), (5, 8), 0.9, 22, 0.1, 0.02),
    "heavy": Wear(200, (30, 70), (222, 240), (0.8, 1.1), (9, 14), 1.8, 60, 0.5, 0.06),
}


def render_pages(pdf: bytes, dpi: int) -> list[Pixels]:
    """Draw the pages of a PDF as red, green, blue."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            page.render(scale=dpi / 72, rev_byteorder=True).to_numpy().copy() for page in document
        ]
    finally:
        document.close()


def scan_pages(pdf: bytes, wear: Wear | str, seed: int) -> list[Pixels]:
    """Print a PDF and scan it.

    Args:
        pdf: A digital PDF.
        wear: A level, or its name.
        seed: Where all chance comes from.

    Returns:
        One array a page: grey, or red, green, blue where the page has colour.
    """
    level = LEVELS[wear] if isinstance(wear, str) else wear
    rng = np.random.default_rng(seed)
    return [wear_page(drop_colour(page), level, rng) for page in render_pages(pdf, level.dpi)]


def drop_colour(page: Pixels) -> Pixels:
    """Make a page grey, unless it has a red seal."""
    spread = page.max(axis=2) - page.min(axis=2)
    return page if (spread > 60).any() else page[:, :, 1].copy()


def wear_page(page: Pixels, wear: Wear, rng: np.random.Generator) -> Pixels:
    """Wear one page; its size stays."""
    zoom = wear.dpi / 200
    worn = page.astype(np.float32)
    if wear.gaps:
        worn[blotches(worn.shape[:2], wear.gaps, 1.2 * zoom, rng)] = 255
    ink, paper = rng.uniform(*wear.ink), rng.uniform(*wear.paper)
    worn = np.float32(ink) + worn * np.float32((paper - ink) / 255)
    worn = _turn(worn, rng.uniform(-wear.skew, wear.skew), paper)
    worn = _blur(worn, rng.uniform(*wear.blur) * zoom)
    worn -= _shade(worn, wear.shade, rng)
    specks = blotches(worn.shape[:2], wear.specks / 1e4, 0.7 * zoom, rng)
    worn[specks] = rng.uniform(40, 120)
    worn += rng.standard_normal(worn.shape, np.float32) * np.float32(rng.uniform(*wear.noise))
    return np.clip(worn, 0, 255).astype(np.uint8)


def _blur(page: Gray, sigma: float) -> Gray:
    return cv2.GaussianBlur(page, (0, 0), sigma).astype(np.float32)


def _turn(page: Gray, angle: float, paper: float) -> Gray:
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    border = (paper, paper, paper, paper)
    return cv2.warpAffine(
        page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=border
    ).astype(np.float32)


def _shade(page: Gray, depth: float, rng: np.random.Generator) -> Gray:
    """Light falls off from one corner to the opposite one, smoothly."""
    coarse = rng.uniform(0, depth, (3, 3)).astype(np.float32)
    height, width = page.shape[:2]
    smooth: Gray = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC).astype(
        np.float32
    )
    return smooth[:, :, None] if page.ndim == 3 else smooth


def blotches(
    shape: tuple[int, ...], share: float, sigma: float, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Choose small round spots that cover about a share of the page.

    Grain is drawn at half size: it is smooth anyhow, and costs a quarter.
    """
    height, width = shape
    half = rng.random(((height + 1) // 2, (width + 1) // 2), dtype=np.float32)
    grain = cv2.GaussianBlur(half, (0, 0), max(sigma / 2, 0.4))
    grain = cv2.resize(grain, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(grain > np.quantile(grain[::7, ::7], 1 - share))
