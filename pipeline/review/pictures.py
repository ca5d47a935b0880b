"""Pictures of pages and of rows: from the inputs as they were when they were read, or none.

A page is painted once (.3 to 1 s) and kept beside the results, so that the next row of it is there
in milliseconds. Only pages that the catalogue names are shown, and only while their file has the
bytes that were read: the address of a picture is no path.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model.errors import SettingError, SourceError
from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Page
from pipeline.read.page import show_page
from pipeline.review.inputs import Inputs
from pipeline.review.refusals import GoneError, UnknownError
from pipeline.run.batch.cache import Cache
from pipeline.run.batch.steps import ReportFile, page_key
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.run.workspace import IndexEntry

Gray = NDArray[np.uint8]

_FOLDER = "pictures"
_MOST_DPI = 200.0  # type of 8 pt is crisp at 150
_MOST_BYTES = 2**30  # of kept pictures; the oldest go first
_HELD = 4  # decoded pages in memory, 4 MB each
_ABOVE = 26.0  # points of the page around a cell: the row before and the one after
_FRAME = (36, 36, 210)  # blue, green, red
_FAST = (cv2.IMWRITE_PNG_COMPRESSION, 1)

_NO_PICTURE = UnknownError("Trang này không có hình.", "This page has no picture.")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page with its resolution."""

    gray: Gray
    dpi: float


class Pictures:
    """The pictures of one output folder; to be used by one thread at a time."""

    def __init__(self, out: Path, cache: Cache, inputs: Inputs) -> None:
        self._folder = out / OWN_FOLDER / _FOLDER
        self._cache = cache
        self._held: OrderedDict[str, _Sheet] = OrderedDict()
        self._inputs = inputs

    def page(self, entry: IndexEntry, number: int) -> bytes:
        """Give the PNG of a whole page.

        Args:
            entry: Of the report.
            number: Of the page, from 1, as the report counts them.

        Raises:
            UnknownError: The report has no such page, or the page has no picture.
            GoneError: Its file is another one by now.
        """
        name, sheet = self._sheet(entry, number)
        kept = self._file(name)  # to pack a page again takes .2 s
        return kept.read_bytes() if kept else _encode(sheet.gray)

    def row(self, entry: IndexEntry, number: int, box: Box | None, *, wide: bool = False) -> bytes:
        """Give the PNG of a row, cut from its page over all its width, the cell framed.

        Args:
            entry: Of the report.
            number: Of the page.
            box: Of the cell, in points; None: the whole page.
            wide: Whether to show what stands around it too.

        Raises:
            UnknownError: As of `page`, as is the other.
            GoneError: As of `page`.
        """
        if box is None:
            return self.page(entry, number)
        _, sheet = self._sheet(entry, number)
        scale = sheet.dpi / POINTS_PER_INCH
        margin = _ABOVE * (5 if wide else 1)
        height = sheet.gray.shape[0]
        top = min(max(0, round((box.top - margin) * scale)), height - 1)
        bottom = max(top + 1, min(height, round((box.bottom + margin) * scale)))
        colours = cv2.cvtColor(sheet.gray[top:bottom], cv2.COLOR_GRAY2BGR)
        corners = (
            (round((box.left - 1) * scale), round((box.top - 1) * scale) - top),
            (round((box.right + 1) * scale), round((box.bottom + 1) * scale) - top),
        )
        cv2.rectangle(colours, *corners, _FRAME, max(2, round(scale)))
        return _encode(colours)

    def _sheet(self, entry: IndexEntry, number: int) -> tuple[str, _Sheet]:
        """Give a page with the name that it is kept under."""
        file, page = self._find(entry, number)
        self._inputs.check(file)
        name = hashlib.sha256(page_key(file, page).encode()).hexdigest()[:40]
        sheet = self._held.pop(name, None) or self._load(name) or self._paint(file, page, name)
        self._held[name] = sheet
        while len(self._held) > _HELD:
            self._held.popitem(last=False)
        return name, sheet

    def _file(self, name: str) -> Path | None:
        return next(self._folder.glob(f"{name}-*.png"), None)

    def _find(self, entry: IndexEntry, number: int) -> tuple[ReportFile, int]:
        for sheets in entry.sheets:
            for page, shown in sheets.pages:
                if shown == number:
                    return sheets.file, page
        raise _NO_PICTURE

    def _load(self, name: str) -> _Sheet | None:
        """Load a kept picture; one that a kill cut short counts as none."""
        file = self._file(name)
        content = np.frombuffer(file.read_bytes() if file else b"", np.uint8)
        if file is None or not content.size:
            return None
        gray = cv2.imdecode(content, cv2.IMREAD_GRAYSCALE)
        if gray is None:
            file.unlink(missing_ok=True)
            return None
        return _Sheet(np.asarray(gray, np.uint8), float(file.stem.partition("-")[2]))

    def _paint(self, file: ReportFile, number: int, name: str) -> _Sheet:
        stored = self._cache.load(page_key(file, number), Page)
        if stored is None:
            raise _NO_PICTURE
        try:
            path = Path(os.fsdecode(file.path))
            picture = show_page(path, replace(stored.value, number=number))
        except (SettingError, SourceError) as error:
            raise GoneError(error.vietnamese, error.english) from error
        sheet = _shrink(_Sheet(picture.gray, picture.dpi))
        self._keep(sheet, name)
        return sheet

    def _keep(self, sheet: _Sheet, name: str) -> None:
        target = self._folder / f"{name}-{sheet.dpi!r}.png"
        part = target.with_suffix(f".{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_encode(sheet.gray))
            part.replace(target)
        except OSError:  # a full disk: it is painted again the next time
            part.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Let go of the oldest pictures where they take too much of the disk."""
        files = [(file.stat(), file) for file in self._folder.glob("*")]
        left = sum(status.st_size for status, _ in files)
        for status, file in sorted(files, key=lambda one: one[0].st_mtime_ns):
            if left <= _MOST_BYTES:
                return
            file.unlink(missing_ok=True)
            left -= status.st_size


def _shrink(sheet: _Sheet) -> _Sheet:
    if sheet.dpi <= _MOST_DPI:
        return sheet
    scale = _MOST_DPI / sheet.dpi
    gray = cv2.resize(sheet.gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return _Sheet(np.asarray(gray, np.uint8), _MOST_DPI)


def _encode(pixels: cv2.typing.MatLike) -> bytes:
    return cv2.imencode(".png", pixels, _FAST)[1].tobytes()
