"""Square and cubic metres on scans, whose raised digit the engine takes for any other sign.

Its Vietnamese model has no raised digits: it reads `m³` as m?, m°, m' and m). PP-OCR has them and
read all of them right on five worn pages. It loses the marks of Vietnamese letters, so no more than
the digit is taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.geometry import Box
from pipeline.model.page import Word
from pipeline.read.digits import read_pp_ocr
from pipeline.read.ink import Sheet

_SPOILT = re.compile(
    r"""(?P<head>(?:.*[\d/(])?)    # 10m?, (đ/m?), m'
    (?P<metre>[kc]?m)
    [^\w\s/(]{1,2}?              # what the raised digit was taken for
    (?P<tail>[)\].,:;]*|/.*)""",
    re.VERBOSE,
)
_POWER = re.compile(r"m([²³23])(?!\d)")
_RAISED = {"2": "²", "3": "³"}
_SURE = 0.9  # of PP-OCR
_AROUND = 1.5  # points


def mend_powers(words: Sequence[Word], sheet: Sheet) -> tuple[Word, ...]:
    """Give words with the raised digits behind a metre as PP-OCR reads them.

    Args:
        words: With boxes, as the page's engine read them.
        sheet: What they stand on.
    """
    found = [
        (place, spoilt, word.box)
        for place, word in enumerate(words)
        if word.second is None and word.box and (spoilt := _SPOILT.fullmatch(word.text))
    ]
    crops = [sheet.cut(_wider(box)) for _, _, box in found]
    if not found or not all(crop.size for crop in crops):
        return tuple(words)
    mended = list(words)
    for (place, spoilt, _), reading in zip(found, read_pp_ocr(crops), strict=True):
        powers = _POWER.findall(reading.text)
        if len(powers) == 1 and (reading.score or 0.0) >= _SURE:
            text = _put_together(spoilt, _RAISED.get(powers[0], powers[0]))
            word = words[place]
            mended[place] = replace(word, text=text, raw=word.raw or word.text)
    return tuple(mended)


def _wider(box: Box) -> Box:
    return Box(box.left - _AROUND, box.top - _AROUND, box.right + _AROUND, box.bottom + _AROUND)


def _put_together(spoilt: re.Match[str], power: str) -> str:
    """Give the word with its digit; a bracket that was taken for the digit is put back.

    >>> [_put_together(m, "³") for t in ("(m))", "(đ/m?", "10m?") if (m := _SPOILT.fullmatch(t))]
    ['(m³)', '(đ/m³)', '10m³']
    """
    text = f"{spoilt['head']}{spoilt['metre']}{power}{spoilt['tail']}"
    return f"{text})" if text.count("(") > text.count(")") else text
