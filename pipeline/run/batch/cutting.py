"""Pictures of cells, cut out of their page, for whoever decides about them in the workbook."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Page
from pipeline.read.page import show_page
from pipeline.run.batch.cache import Cache
from pipeline.run.batch.steps import Task, cutting_key, page_key

# At 110 dpi type of 8 pt is legible, and a picture takes 3 to 8 kB; at 200 four times that.
_DPI = 110.0
_BESIDE, _ABOVE = 50.0, 9.0  # points shown around a cell: the words before it, half a line
_GRAY = 90  # of the frame: ink is darker


@dataclass(frozen=True, slots=True)
class Cut:
    """The picture of one cell."""

    png: bytes
    width: int  # pixels
    height: int


def cut_cells(task: Task, cache: Cache) -> None:
    """Cut the cells of one page and keep each.

    Raises:
        SolieuError: The file is damaged, another one by now, or its pages have no picture.
    """
    (number,) = task.numbers
    stored = cache.load(page_key(task.file, number), Page)
    if stored is None:
        return
    path = Path(os.fsdecode(task.file.path))
    picture = show_page(path, replace(stored.value, number=number))
    scale = _DPI / picture.dpi
    gray = picture.gray
    if scale < 1:
        small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        gray = np.asarray(small, np.uint8)
    dpi = min(_DPI, picture.dpi)
    for box in task.boxes:
        cache.store(cutting_key(task.file, number, box), _cut(gray, box, dpi), 0.0)


def _cut(gray: NDArray[np.uint8], box: Box, dpi: float) -> Cut:
    scale = dpi / POINTS_PER_INCH
    height, width = gray.shape
    left, right = _range(box.left - _BESIDE, box.right + _BESIDE, scale, width)
    top, bottom = _range(box.top - _ABOVE, box.bottom + _ABOVE, scale, height)
    piece = gray[top:bottom, left:right].copy()
    corners = (
        (round((box.left - 2) * scale) - left, round((box.top - 2) * scale) - top),
        (round((box.right + 2) * scale) - left, round((box.bottom + 2) * scale) - top),
    )
    cv2.rectangle(piece, *corners, _GRAY, 1)
    return Cut(cv2.imencode(".png", piece)[1].tobytes(), right - left, bottom - top)


def _range(low: float, high: float, scale: float, most: int) -> tuple[int, int]:
    """Give first and last pixel, on the page, at least one."""
    first = min(max(0, round(low * scale)), most - 1)
    return first, max(first + 1, min(most, round(high * scale)))
