"""The letters of a text layer, one by one, and what was printed of those that are none."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium_c

from pipeline.read.characters import UNKNOWN, is_unseen

# Share of the height of the font. Blanks have none, hyphens at the end of a line .07 at least; what
# fonts of real files print for a lost letter has .3.
_INK = 0.05

_Bounds = tuple[float, float, float, float]


def read_letters(textpage: Any) -> tuple[list[str], list[_Bounds]]:
    """Give the letters of a page in the order of the file, and left, top, right, bottom of each.

    A font may say that what it prints is a blank, or nothing that is seen. Where it prints ink for
    it, a letter is lost that stands on the paper.
    """
    rect = pdfium_c.FS_RECTF()
    texts = []
    boxes = []
    for index in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage.raw, index)
        pdfium_c.FPDFText_GetLooseCharBox(textpage.raw, index, rect)
        # Code 0 and halves of surrogate pairs: the font does not say what it printed.
        letter = chr(code) if code and not 0xD800 <= code < 0xE000 else UNKNOWN
        if is_unseen(letter) and _shows_ink(textpage, index, abs(rect.top - rect.bottom)):
            letter = UNKNOWN
        texts.append(letter)
        boxes.append((rect.left, rect.top, rect.right, rect.bottom))
    return texts, boxes


def _shows_ink(textpage: Any, index: int, height: float) -> bool:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium_c.FPDFText_GetCharBox(textpage.raw, index, left, right, bottom, top)
    return bool(abs(top.value - bottom.value) > _INK * height > 0)
