"""Tesseract: one call for many pages, words with boxes.

pytesseract is given paths of BMP files, because it turns arrays into PNG first, and on noisy scans
the packing costs as much as the reading (lab: 2.72 against 1.47 CPU s a page at 300 dpi). Of PGM
files the engine takes single bytes, which costs .08 CPU s a page at 200 dpi more. Starting
the engine costs .13 CPU s, a tenth of a page, so the pages of a report go in together; each is read
as if it were alone (measured: the same table, whatever stands before it in the list).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

from pipeline.model.errors import EngineError
from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Line, Word
from pipeline.read.characters import clean_text
from pipeline.read.engine import pytesseract
from pipeline.read.lines import make_line
from pipeline.read.picture import Gray, Picture

PROSE = 3  # page segmentation: columns and paragraphs found by the engine
BLOCK = 6  # one block of even lines; finds every figure of an open table and keeps its lines whole
SCATTERED = 11  # words wherever they are; the lab's best for names in cells without rules

# Without it each call starts a thread per core and burns 3.4 times the CPU (lab, section 4).
os.environ["OMP_THREAD_LIMIT"] = "1"

# The engine brings each line to one height, so more pixels make nothing but its layout slower: a
# table page takes 1.85 CPU s at 300 dpi and 1.31 at 200, and no less below that.
_TEXT_DPI = 200.0
_DENSE_DPI = 240.0  # below this, scaling would blur more than it saves
# Prose in the 13 to 14 pt that Decree 30/2020 asks for is read as well at 160 dpi, for a tenth less
# (22 medium and 22 heavy pages: 638 and 601 numbers right, 640 and 594 at 200 dpi). Type of 9 pt
# loses 5 of 330 numbers.
_LARGE_TYPE_DPI = 160.0
_LARGE_TYPE = 5.9  # points: height of an x; 13 pt Times has 6.1, 11 pt 5.0
_INK_LEVEL = 160  # of 255 on clean paper
_LOWEST_LINE = 2.0  # points; rows of ink that are lower are dots and rules

_LEVEL_WORD = "5"
_COLUMNS = 12
_HEADER = "level\t"  # what its table begins with, also that of an empty page


@dataclass(frozen=True, slots=True)
class Part:
    """A page, or a part of one, and how it is to be read."""

    picture: Picture  # clean and upright
    mode: int  # `PROSE`, `BLOCK` or `SCATTERED`
    corner: tuple[float, float] = (0.0, 0.0)  # of the part on its page, in points


def read_lines(
    parts: Sequence[Part], scratch: Path, timeout: float
) -> tuple[tuple[Line, ...], ...]:
    """Read parts of pages in Vietnamese, all of one mode and resolution in one call.

    Args:
        parts: In any order, of any pages.
        scratch: A folder for the images while they are read.
        timeout: Seconds for one call; the engine is killed then.

    Returns:
        The lines of each part, in the engine's reading order.

    Raises:
        EngineError: Tesseract is missing, failed or took too long.
    """
    pictures = [_shrink(part) for part in parts]
    calls: dict[tuple[int, int], list[int]] = {}
    for index, (part, picture) in enumerate(zip(parts, pictures, strict=True)):
        calls.setdefault((part.mode, round(picture.dpi)), []).append(index)
    lines: list[tuple[Line, ...]] = [()] * len(parts)
    for (mode, dpi), some in calls.items():
        with _written([pictures[index].gray for index in some], scratch) as path:
            rows = _call(path, mode, dpi, timeout)
        for number, index in enumerate(some, start=1):
            scale = POINTS_PER_INCH / pictures[index].dpi
            with _explained(timeout):
                lines[index] = tuple(_parse_lines(rows.get(number, []), scale, parts[index].corner))
    return tuple(lines)


def _shrink(part: Part) -> Picture:
    picture = part.picture
    dpi = _TEXT_DPI if picture.dpi > _DENSE_DPI else picture.dpi
    if part.mode == PROSE and dpi > _LARGE_TYPE_DPI and height_of_x(picture) >= _LARGE_TYPE:
        dpi = _LARGE_TYPE_DPI
    if dpi == picture.dpi:
        return picture
    scale = dpi / picture.dpi
    height, width = (max(1, round(length * scale)) for length in picture.gray.shape)
    small = cv2.resize(picture.gray, (width, height), interpolation=cv2.INTER_AREA)
    return Picture(np.asarray(small, dtype=np.uint8), dpi)


def height_of_x(picture: Picture) -> float:
    """Measure the usual height of small letters in points; 0 on a page without lines of text.

    Rows of pixels through the small letters of a line hold most of its ink.
    """
    ink = np.count_nonzero(picture.gray < _INK_LEVEL, axis=1)
    if not ink.any():
        return 0.0
    strong = ink >= np.percentile(ink[ink > 0], 90) / 2
    edges = np.flatnonzero(np.diff(np.r_[False, strong, False]))
    heights = (edges[1::2] - edges[::2]) * POINTS_PER_INCH / picture.dpi
    lines = heights[heights >= _LOWEST_LINE]
    return float(np.median(lines)) if len(lines) else 0.0


def _call(path: Path, mode: int, dpi: int, timeout: float) -> dict[int, list[list[str]]]:
    """Give the words of Tesseract's table by image, counted from 1."""
    with _explained(timeout):
        table = pytesseract.image_to_data(
            str(path),
            lang="vie",
            config=f"--psm {mode} --dpi {dpi}",  # left to guess, it guesses badly
            timeout=timeout,
        )
        if not table.startswith(_HEADER):
            raise ValueError(table[: len(_HEADER)])
        rows: dict[int, list[list[str]]] = {}
        for row in table.split("\n")[1:]:
            fields = row.split("\t", _COLUMNS - 1)
            if fields[0] == _LEVEL_WORD and len(fields) == _COLUMNS:
                rows.setdefault(int(fields[1]), []).append(fields)
    return rows


def find_quarter_turns(picture: Picture, scratch: Path, timeout: float) -> int:
    """Tell how many quarter turns counterclockwise make the page upright, 0 to 3.

    It costs half as much as reading the page, so it is asked for only where that gave nothing.
    """
    with _written([picture.gray], scratch) as path, _explained(timeout):
        try:
            found = pytesseract.image_to_osd(
                str(path),
                config=f"--psm 0 --dpi {round(picture.dpi)}",
                timeout=timeout,
                output_type=pytesseract.Output.DICT,
            )
        except pytesseract.TesseractError as error:
            if error.status < 0:  # killed by that signal: it did not look
                raise
            return 0  # too few characters to tell
        # "rotate" is clockwise, as Tesseract says it.
        return -int(found["rotate"]) // 90 % 4


@contextmanager
def _written(images: Sequence[Gray], scratch: Path) -> Iterator[Path]:
    """Write images; give the path of a single one, of several that of a list of them."""
    with TemporaryDirectory(dir=scratch) as folder:
        paths = [Path(folder, f"{number}.bmp").resolve() for number in range(len(images))]
        for path, gray in zip(paths, images, strict=True):
            path.write_bytes(as_bmp(gray))
        listing = Path(folder, "pages.txt")
        listing.write_bytes(b"\n".join(map(os.fsencode, paths)))
        yield paths[0] if len(paths) == 1 else listing


def as_bmp(gray: Gray) -> bytes:
    """Give an image as an uncompressed file, in the format that the engine reads fastest."""
    return bytes(cv2.imencode(".bmp", gray)[1])


@contextmanager
def _explained(timeout: float) -> Iterator[None]:
    try:
        yield
    except pytesseract.TesseractNotFoundError as error:
        raise EngineError(
            "Không tìm thấy Tesseract. Hãy cài tesseract-ocr và tesseract-ocr-vie.",
            "Tesseract was not found. Install tesseract-ocr and tesseract-ocr-vie.",
        ) from error
    except pytesseract.TesseractError as error:
        raise EngineError(
            f"Tesseract báo lỗi: {error.message}. Hãy kiểm tra gói tesseract-ocr-vie và thử lại.",
            f"Tesseract failed: {error.message}. Check tesseract-ocr-vie and try again.",
        ) from error
    # An engine whose version it does not understand pytesseract answers by ending the program.
    except (FileNotFoundError, ValueError, LookupError, SystemExit) as error:
        raise EngineError(
            "Tesseract trả về kết quả không đọc được. Hãy cài lại gói tesseract-ocr.",
            "Tesseract gave nothing that can be read. Install tesseract-ocr anew.",
        ) from error
    except RuntimeError as error:  # pytesseract's only way to say that the time is over
        raise EngineError(
            f"Tesseract chạy quá {timeout:g} giây ở một trang. Hãy quét lại trang rõ hơn.",
            f"Tesseract took more than {timeout:g} seconds on a page. Scan it again, cleaner.",
        ) from error


def _parse_lines(
    rows: Sequence[list[str]], scale: float, corner: tuple[float, float]
) -> Iterator[Line]:
    """Join words; those of one block, paragraph and line follow each other."""
    for _, line in groupby(rows, key=lambda fields: fields[2:5]):
        words = [_parse_word(fields, scale, corner) for fields in line]
        if any(word.text for word in words):
            yield make_line(word for word in words if word.text)


def _parse_word(fields: list[str], scale: float, corner: tuple[float, float]) -> Word:
    left, top, width, height = (int(field) * scale for field in fields[6:10])
    left, top = left + corner[0], top + corner[1]
    raw = fields[11].strip()
    text = clean_text(raw).replace(" ", "")
    box = Box(left, top, left + width, top + height)
    return Word(text, box, float(fields[10]) / 100, "" if raw == text else raw)
