"""How clean text looks once it was printed, scanned and read: pairs of printed and read lines.

The repair model must know what an engine makes of Vietnamese letters, above all an engine that was
told another language. No body of such readings with their truth exists, so pages are drawn from
the corpus, worn as scans are, and read. The wear is that of the lab (normaliser.md, section 4),
plus a slight warp and some pages of low resolution: real scans double letters (`Xéac`, `thyuc`)
more often than flat pages do.

A page is named by its part and number, and the same whoever makes it and in whatever order.
`drawn` keeps the pages that the training needs; any others:

    python -m pipeline.training.pages --part training --lang eng --first 0 --last 350 --out a.jsonl
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from pipeline.model.errors import EngineError
from pipeline.training.corpus import Part, read_corpus
from pipeline.training.sheets import (
    Gray,
    Shelf,
    Style,
    compose_sheet,
    draw_page,
    fill_shelf,
    lay_out,
)
from pipeline.vietnamese.alphabet import fold, normal

Light = NDArray[np.float32]  # a page while light and noise are worked out

_PAPER = 255.0  # grey level
# Folded, 999 of 1000 lines and their readings are 0.67 alike or more (26,000 lines, in English and
# French), a line and its neighbour's reading mostly 0.42, one in twenty above 0.57: order decides.
_LEAST_LIKENESS = 0.5
_LONGEST_READING = 180.0  # seconds a page; usual are 1 to 3


def wear_page(page: Gray, style: Style, seed: Sequence[int]) -> Gray:
    """Print with tired ink and scan askew; the size stays."""
    rng = np.random.default_rng((*seed, 1))
    zoom = style.dpi / 200
    worn = np.float32(style.ink) + page * np.float32((_PAPER - style.ink) / 255)
    worn = _bend(worn, style, rng)
    worn = np.asarray(cv2.GaussianBlur(worn, (0, 0), style.blur * zoom), dtype=np.float32)
    worn += rng.standard_normal(worn.shape, np.float32) * np.float32(style.noise)
    if style.threshold:
        worn = np.where(worn > style.threshold, np.float32(_PAPER), np.float32(0))
    return np.asarray(np.clip(worn, 0, _PAPER), dtype=np.uint8)


def _bend(page: Light, style: Style, rng: np.random.Generator) -> Light:
    """Turn a page by its angle, and shift its points along waves: paper that is drawn unevenly."""
    height, width = page.shape
    zoom = style.dpi / 200
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), style.angle, 1).astype(np.float32)
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)[:, None]
    across, down = (2 * np.pi / (length * zoom) for length in style.waves)
    start = rng.uniform(0, 2 * np.pi, 2)
    reach = style.warp * zoom
    shift = (reach * np.sin(down * y + start[0]), reach * np.sin(across * x + start[1]))
    columns = turn[0, 0] * x + turn[0, 1] * y + turn[0, 2] + shift[0].astype(np.float32)
    rows = turn[1, 0] * x + turn[1, 1] * y + turn[1, 2] + shift[1].astype(np.float32)
    bent = cv2.remap(page, columns, rows, cv2.INTER_CUBIC, borderValue=(_PAPER,))
    return np.asarray(bent, dtype=np.float32)


def read_page(page: Gray, lang: str, dpi: int) -> tuple[str, ...]:
    """Have Tesseract read a page as one block of lines.

    Raises:
        EngineError: Tesseract is missing, failed or took too long.
    """
    command = ["tesseract", "stdin", "stdout", "-l", lang, "--psm", "6", "--dpi", str(dpi)]
    _, picture = cv2.imencode(".bmp", page)
    try:
        answer = subprocess.run(
            command,
            input=picture.tobytes(),
            capture_output=True,
            check=True,
            timeout=_LONGEST_READING,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError(
            f"Tesseract không đọc được trang ({lang}). Hãy kiểm tra cài đặt Tesseract.",
            f"Tesseract failed on a page ({lang}): {error}. Check that it is installed.",
        ) from error
    lines = normal(answer.stdout.decode()).splitlines()
    return tuple(" ".join(line.split()) for line in lines if line.strip())


def match_lines(printed: Sequence[str], read: Sequence[str]) -> list[tuple[int, int]]:
    """Pair printed lines with read ones, in order, so that the pairs are most alike in all.

    Marks that the engine read as lines of their own, and lines it lost, stay without a partner.

    >>> match_lines(["Ủy ban nhân dân", "xã Bắc Sơn"], ["~ ¢", "Uy ban nhan dan", "x4 Bac Son"])
    [(0, 1), (1, 2)]
    """
    if not printed or not read:
        return []
    likeness = cdist([*map(fold, printed)], [*map(fold, read)], scorer=fuzz.ratio) / 100
    gain = np.maximum(np.asarray(likeness, dtype=np.float64) - _LEAST_LIKENESS, 0)
    best = np.zeros((len(printed) + 1, len(read) + 1))
    for i in range(len(printed)):
        for j in range(len(read)):
            best[i + 1, j + 1] = max(best[i, j + 1], best[i + 1, j], best[i, j] + gain[i, j])
    pairs, i, j = [], len(printed), len(read)
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def make_page(shelf: Shelf, part: Part, number: int, lang: str) -> dict[str, object]:
    """Print, wear and read one page.

    Returns:
        What one line of the file of pairs holds: `pairs` has printed line, read line and number
        of the paragraph, `unmatched` counts the printed lines without a partner.
    """
    sheet = compose_sheet(shelf, part, number)
    lines = lay_out(sheet)
    page = wear_page(draw_page(lines, sheet.style), sheet.style, sheet.seed)
    read = read_page(page, lang, sheet.style.dpi)
    matches = match_lines([line.text for line in lines], read)
    pairs = [[lines[i].text, read[j], lines[i].paragraph] for i, j in matches]
    return {
        "page": number,
        "source": sheet.source,
        "part": part.value,
        "lang": lang,
        "pairs": pairs,
        "unmatched": len(lines) - len(pairs),
    }


def write_pages(file: Path, shelf: Shelf, part: Part, lang: str, numbers: Iterable[int]) -> None:
    """Make pages and write their pairs, one page a line."""
    with file.open("w", encoding="utf-8") as out:
        for number in numbers:
            page = make_page(shelf, part, number, lang)
            out.write(json.dumps(page, ensure_ascii=False) + "\n")
            out.flush()


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pairs of a range of pages, one page a line."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--part", type=Part, required=True, choices=list(Part))
    parser.add_argument("--lang", required=True)
    parser.add_argument("--first", type=int, required=True)
    parser.add_argument("--last", type=int, required=True, help="one past the last page")
    parser.add_argument("--out", type=Path, required=True)
    call = parser.parse_args(arguments)
    shelf = fill_shelf(read_corpus(call.corpus), call.part)
    write_pages(call.out, shelf, call.part, call.lang, range(call.first, call.last))


if __name__ == "__main__":
    main()
