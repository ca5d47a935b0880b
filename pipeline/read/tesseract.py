"""Tesseract: one call for many pages, words with boxes.

pytesseract is given paths of PGM files, because it turns arrays into PNG first, and on noisy scans
the packing costs as much as the reading (lab: 2.72 against 1.47 CPU s a page at 300 dpi). Starting
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
SCATTERED = 11  # words wherever they are; the lab's best for names in cells without rules

# Without it each call starts a thread per core and burns 3.4 times the CPU (lab, section 4).
os.environ["OMP_THREAD_LIMIT"] = "1"

# The engine brings each line to one height, so more pixels make nothing but its layout slower: a
# table page takes 1.85 CPU s at 300 dpi and 1.31 at 200, and no less below that.
_TEXT_DPI = 200.0
_DENSE_DPI = 240.0  # below this, scaling would blur more than it saves

_LEVEL_WORD = "5"
_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A page, or a part of one, and how it is to be read."""

    picture: Picture  # clean and upright
    mode: int  # `PROSE` or `SCATTERED`
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
    pictures = [_shrink(part.picture) for part in parts]
    calls: dict[tuple[int, int], list[int]] = {}
    for index, (part, picture) in enumerate(zip(parts, pictures, strict=True)):
        calls.setdefault((part.mode, round(picture.dpi)), []).append(index)
    lines: list[tuple[Line, ...]] = [()] * len(parts)
    for (mode, dpi), some in calls.items():
        with _written([pictures[index].gray for index in some], scratch) as path:
            rows = _call(path, mode, dpi, timeout)
        for number, index in enumerate(some, start=1):
            scale = POINTS_PER_INCH / pictures[index].dpi
            lines[index] = tuple(_parse_lines(rows.get(number, []), scale, parts[index].corner))
    return tuple(lines)


def _shrink(picture: Picture) -> Picture:
    if picture.dpi <= _DENSE_DPI:
        return picture
    scale = _TEXT_DPI / picture.dpi
    height, width = (max(1, round(length * scale)) for length in picture.gray.shape)
    small = cv2.resize(picture.gray, (width, height), interpolation=cv2.INTER_AREA)
    return Picture(np.asarray(small, dtype=np.uint8), _TEXT_DPI)


def _call(path: Path, mode: int, dpi: int, timeout: float) -> dict[int, list[list[str]]]:
    """Give the words of Tesseract's table by image, counted from 1."""
    with _explained(timeout):
        table = pytesseract.image_to_data(
            str(path),
            lang="vie",
            config=f"--psm {mode} --dpi {dpi}",  # left to guess, it guesses badly
            timeout=timeout,
        )
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
        except pytesseract.TesseractError:
            return 0  # too few characters to tell
    # "rotate" is clockwise, as Tesseract says it.
    return -int(found["rotate"]) // 90 % 4


@contextmanager
def _written(images: Sequence[Gray], scratch: Path) -> Iterator[Path]:
    """Write images; give the path of a single one, of several that of a list of them."""
    with TemporaryDirectory(dir=scratch) as folder:
        paths = [Path(folder, f"{number}.pgm").resolve() for number in range(len(images))]
        for path, gray in zip(paths, images, strict=True):
            height, width = gray.shape
            with path.open("wb") as file:
                file.write(b"P5\n%d %d\n255\n" % (width, height))
                file.write(np.ascontiguousarray(gray).data)
        listing = Path(folder, "pages.txt")
        listing.write_bytes(b"\n".join(map(os.fsencode, paths)))
        yield paths[0] if len(paths) == 1 else listing


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
