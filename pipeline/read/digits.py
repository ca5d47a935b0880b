"""Two unlike readers of figures: PP-OCR and Tesseract's English model.

Read a whole page and every third figure of a table is wrong; cut out of its cell, a figure is read
right 97 times of 100 by PP-OCR and 90 by Tesseract, and where both agreed they were right 508 times
of 508. Both are unlike enough to err differently: that is what "agreed" rests on. The Vietnamese
model reads figures worst of all (72 of 100) and is no third opinion.

The weights of PP-OCR come inside the wheel of rapidocr, whose code is not imported: it would bring
a detector and a classifier along, and cells need neither. Nothing is parsed here; the judge
compares readings as numbers.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.model.errors import EngineError
from pipeline.model.page import CellReading
from pipeline.read.engine import pytesseract
from pipeline.read.picture import Picture
from pipeline.read.quiet_onnx import onnxruntime
from pipeline.read.rules import Pixels
from pipeline.read.tesseract import as_bmp

WEIGHTS = "models/PP-OCRv6_rec_small.onnx"  # inside rapidocr
HEIGHT = 48  # pixels; what the recogniser was trained on
NARROWEST = 32  # pixels; a single digit is read as well at 24
WIDTH_STEP = 8  # pixels; the recogniser looks at every eighth, and its time grows with the width
BATCH = 8  # crops
ENG_DPI = 200.0  # figures cut from 300 dpi are read better at 200: 96 of 100 right against 90

# Look-alikes of the recogniser's Chinese alphabet, never printed in a Vietnamese report.
_LOOK_ALIKES = str.maketrans({"一": "-", "，": ",", "。": ".", "％": "%", "：": ":", "、": ","})


def read_pp_ocr(crops: Sequence[Pixels]) -> tuple[CellReading, ...]:
    """Read crops of single lines with PP-OCR, in the order given.

    Returns:
        One reading for each crop; its score is the mean probability of its characters.
    """
    scaled = [_scale(crop) for crop in crops]
    readings = [CellReading("pp-ocr", "", 0.0)] * len(crops)
    order = sorted(range(len(crops)), key=lambda index: scaled[index].shape[1])
    for start in range(0, len(order), BATCH):
        some = order[start : start + BATCH]
        chances = _run([scaled[index] for index in some])
        for index, chance in zip(some, chances, strict=True):
            readings[index] = _decode(chance)
    return tuple(readings)


def read_eng(crops: Sequence[Picture], scratch: Path, timeout: float) -> tuple[CellReading, ...]:
    """Read crops of single lines with Tesseract's English model, all in one call.

    One process for each crop costs 140 ms, a list of crops 4 ms each. Only crops of pages that were
    scanned at unlike and low resolutions take more than one call.

    Args:
        crops: Dark on light, trimmed; of any pages.
        scratch: An existing folder for temporary files.
        timeout: Seconds for the call.

    Raises:
        EngineError: Tesseract is missing, failed, or took longer than the timeout.
    """
    return _read_by_dpi([_shrink(crop) for crop in crops], scratch, timeout)


def look_again(crops: Sequence[Picture], scratch: Path, timeout: float) -> tuple[CellReading, ...]:
    """Read crops by Tesseract's English model once more, twice as large, all in one call.

    For crops that it read otherwise than PP-OCR. Where it now agreed with PP-OCR, both were right
    60 times of 60 (143 such crops of worn scans, seed 211); where it stuck to what it had read, it
    was right 2 times of 29. Of eight ways to show it the crop anew (smaller, darker, blurred, with
    more paper, without the median) this one settled the most.

    Args:
        crops: As for `read_eng`.
        scratch: An existing folder for temporary files.
        timeout: Seconds for the call.

    Raises:
        EngineError: Tesseract is missing, failed, or took longer than the timeout.
    """
    enlarged = [_enlarge(_shrink(crop)) for crop in crops]
    return tuple(
        replace(reading, reader="eng-large") for reading in _read_by_dpi(enlarged, scratch, timeout)
    )


def looks_like_figure(text: str) -> bool:
    """Say whether a text has digits, and no more letters than a misread figure.

    >>> [looks_like_figure(text) for text in ("17.465", "99,8 %", "(01)", "%", "6 tháng", "")]
    [True, True, True, False, False, False]
    >>> looks_like_figure("o1"), looks_like_figure("S6 lieu")
    (True, False)
    """
    digits = sum(letter.isdigit() for letter in text)
    return digits > 0 and sum(letter.isalpha() for letter in text) <= digits


def _read_by_dpi(
    crops: Sequence[Picture], scratch: Path, timeout: float
) -> tuple[CellReading, ...]:
    calls: dict[int, list[int]] = {}
    for index, crop in enumerate(crops):
        calls.setdefault(round(crop.dpi), []).append(index)
    readings = [CellReading("eng", "")] * len(crops)
    for dpi, some in calls.items():
        read = _read_list([crops[index].gray for index in some], dpi, scratch, timeout)
        for index, reading in zip(some, read, strict=True):
            readings[index] = reading
    return tuple(readings)


def _read_list(
    crops: Sequence[Pixels], dpi: int, scratch: Path, timeout: float
) -> tuple[CellReading, ...]:
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    with TemporaryDirectory(dir=scratch) as folder:
        paths = [Path(folder, f"{number}.bmp").resolve() for number in range(len(crops))]
        for path, crop in zip(paths, crops, strict=True):
            path.write_bytes(as_bmp(crop))
        listing = Path(folder, "cells.txt")
        listing.write_bytes(b"\n".join(map(os.fsencode, paths)))
        return _readings(_call(listing, dpi, timeout), len(crops))


def _call(listing: Path, dpi: int, timeout: float) -> dict[str, list[str]]:
    try:
        return dict(
            pytesseract.image_to_data(
                str(listing),
                lang="eng",
                config=f"--psm 7 --dpi {dpi}",
                output_type=pytesseract.Output.DICT,
                timeout=timeout,
            )
        )
    except (RuntimeError, OSError) as error:  # TesseractError and timeouts are RuntimeErrors
        raise EngineError(
            "Tesseract không đọc được các ô số liệu của bảng. "
            "Hãy kiểm tra Tesseract và gói ngôn ngữ eng, hoặc tăng thời hạn.",
            f"Tesseract could not read the figures of a table ({error}). "
            "Check Tesseract and its language eng, or allow more time.",
        ) from error


def _readings(words: dict[str, list[str]], count: int) -> tuple[CellReading, ...]:
    """Words of Tesseract's table, by crop; its pages count the crops from 1."""
    texts: list[list[str]] = [[] for _ in range(count)]
    scores: list[list[float]] = [[] for _ in range(count)]
    for page, text, score in zip(words["page_num"], words["text"], words["conf"], strict=True):
        if str(text).strip():
            texts[int(page) - 1].append(str(text).strip())
            scores[int(page) - 1].append(float(score) / 100)
    return tuple(
        CellReading("eng", " ".join(text), float(np.mean(score)) if score else None)
        for text, score in zip(texts, scores, strict=True)
    )


def _shrink(crop: Picture) -> Picture:
    if crop.dpi <= ENG_DPI:
        return crop
    scale = ENG_DPI / crop.dpi
    height, width = (max(1, round(length * scale)) for length in crop.gray.shape)
    small = cv2.resize(crop.gray, (width, height), interpolation=cv2.INTER_AREA)
    return Picture(np.asarray(small, np.uint8), ENG_DPI)


def _enlarge(crop: Picture) -> Picture:
    # The resolution stays as it is told to the engine: it was measured so.
    large = cv2.resize(crop.gray, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return Picture(np.asarray(large, np.uint8), crop.dpi)


@cache
def _recogniser() -> tuple[onnxruntime.InferenceSession, tuple[str, ...]]:
    """The session and its alphabet: the blank first, the space last."""
    found = importlib.util.find_spec("rapidocr")
    folders = list(found.submodule_search_locations or ()) if found else []
    weights = [Path(folder, WEIGHTS) for folder in folders]
    if not weights or not weights[0].exists():
        raise EngineError(
            "Không tìm thấy bộ đọc chữ số PP-OCR. Hãy cài lại chương trình bằng lệnh make extract.",
            "The PP-OCR reader of figures is missing. Install the program again by make extract.",
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(weights[0]), options, providers=["CPUExecutionProvider"]
    )
    characters = session.get_modelmeta().custom_metadata_map["character"].split("\n")
    return session, ("", *characters, " ")


def _scale(crop: Pixels) -> Pixels:
    width = max(1, round(crop.shape[1] * HEIGHT / crop.shape[0]))
    return np.asarray(cv2.resize(crop, (width, HEIGHT), interpolation=cv2.INTER_CUBIC), np.uint8)


def _run(crops: Sequence[Pixels]) -> npt.NDArray[np.float32]:
    """Probabilities by crop, step along the line, and character."""
    session, _ = _recogniser()
    widest = max(NARROWEST, *(crop.shape[1] for crop in crops))
    width = -(-widest // WIDTH_STEP) * WIDTH_STEP
    batch = np.zeros((len(crops), 3, HEIGHT, width), np.float32)  # 0 is mid-grey, its padding
    for index, crop in enumerate(crops):
        batch[index, :, :, : crop.shape[1]] = (crop.astype(np.float32) / 255 - 0.5) / 0.5
    return np.asarray(session.run(None, {session.get_inputs()[0].name: batch})[0])


def _decode(chance: npt.NDArray[np.float32]) -> CellReading:
    """The most likely character at each step; repeats and blanks fall away."""
    _, alphabet = _recogniser()
    best = chance.argmax(-1)
    seen = (best != 0) & (np.diff(best, prepend=-1) != 0)
    text = "".join(alphabet[index] for index in best[seen])
    score = float(chance.max(-1)[seen].mean()) if seen.any() else 0.0
    return CellReading("pp-ocr", text.translate(_LOOK_ALIKES).strip(), score)
