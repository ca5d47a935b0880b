"""Which characters of a text layer are bold or italic, by the names of their fonts."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium_c

BOLD, ITALIC = 1, 2
_BOLD_NAME = re.compile(rb"bold|black|heavy|-bd|,bd", re.IGNORECASE)
_ITALIC_NAME = re.compile(rb"italic|oblique|-it\b", re.IGNORECASE)
_FONT_NAME = 128  # bytes; the longest name of a font in real files has 43
_FORCE_BOLD, _SLANTED = 1 << 18, 1 << 6  # flags of a font's description


def read_styles(textpage: Any, texts: list[str]) -> list[int]:
    """Tell of each character whether it is bold or italic, by the name of its font.

    Only the first one of a word is asked: a call costs as much as that for the letter itself.
    """
    name = ctypes.create_string_buffer(_FONT_NAME)
    flags = ctypes.c_int()
    known: dict[tuple[bytes, int], int] = {}
    styles: list[int] = []
    for index, letter in enumerate(texts):
        if index and not texts[index - 1].isspace():
            styles.append(styles[-1])
        elif letter.isspace():
            styles.append(styles[-1] if styles else 0)
        else:
            size = pdfium_c.FPDFText_GetFontInfo(textpage.raw, index, name, _FONT_NAME, flags)
            font = name.value if size else b"", flags.value if size else 0
            if font not in known:
                known[font] = _style_of(*font)
            styles.append(known[font])
    return styles


def _style_of(name: bytes, flags: int) -> int:
    bold = bool(_BOLD_NAME.search(name)) or bool(flags & _FORCE_BOLD)
    return BOLD * bold + ITALIC * (bool(_ITALIC_NAME.search(name)) or bool(flags & _SLANTED))
