"""How an anchor of a pattern may be spelt in text that an OCR of the wrong language made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.syllable import is_syllable

# Letters that may be wrong in an anchor of so many letters. Of 52 anchors in one dump by an English
# OCR 38 had none wrong, 11 one, 3 two; a wrong word of equal length differs in more.
_EDITS = ((3, 0), (8, 1), (14, 2), (24, 3))
_MOST_EDITS = 4
# What such an OCR makes of marked letters is no edit: được dugc, chức chirc, trước trude, năm nim,
# phấn phén, số sb, đạt pat (confusions that occur ten times or more in one dump of 30 kB, or that
# were seen in dumps of two languages).
_LOOKS = {
    **dict.fromkeys("ưứừửữự", "[uyivw][rt]?"),
    **dict.fromkeys("ơớờởỡợ", "[odgeq]"),
    **dict.fromkeys("ôốồổỗộ", "[odbe]"),
    **dict.fromkeys("ăắằẳẵặ", "[aied]"),
    **dict.fromkeys("âấầẩẫậ", "[aeid]"),
    **dict.fromkeys("áàảãạ", "[aide]"),
    **dict.fromkeys("óòỏõọ", "[ode]"),
    **dict.fromkeys("lí", "[li]"),
    "đ": "[dpb]",
    "c": "[ce]",
}
# What a wrong letter may be: a digit or a % sign there belongs to a figure, a comma ends a clause.
_LETTER = r"[^\d%/.,:;()§]"


def edit_budget(anchor: str) -> int:
    """Say how many letters may be wrong in an anchor.

    >>> [edit_budget(anchor) for anchor in ("là", "hồ sơ", "tiếp nhận", "bộ phận một cửa")]
    [0, 1, 1, 2]
    """
    letters = sum(map(str.isalpha, anchor))
    return next((edits for most, edits in _EDITS if letters <= most), _MOST_EDITS)


@lru_cache(maxsize=4096)
def may_be_damaged(anchor: str, printed: str) -> bool:
    """Say whether words with all their marks may be a damaged form of an anchor.

    The right OCR, or a person, writes syllables: one that differs in its letters is another word
    (`đã giải` is no `hòa giải`), and what is no syllable may be anything.

    >>> may_be_damaged("hòa giải", "đã giải"), may_be_damaged("hồ sơ", "hồ sợ")
    (False, True)
    >>> may_be_damaged("giải quyết", "giảỉ quyêl"), may_be_damaged("tờ rơi", "tờ rời khai")
    (True, False)
    """
    wanted, found = fold(anchor).split(), fold(printed).split()
    if len(wanted) != len(found):
        return not all(map(is_syllable, printed.split()))
    return not any(
        one != other and is_syllable(word)
        for one, other, word in zip(wanted, found, printed.split(), strict=True)
    )


@lru_cache(maxsize=4096)
def compile_anchor(anchor: str) -> regex.Pattern[str]:
    """Give the fuzzy expression for an anchor on folded text; it begins and ends with a word.

    >>> match = compile_anchor("được giao").match("dugc giad 9")
    >>> match.group(), sum(match.fuzzy_counts)
    ('dugc giad', 1)
    """
    letters = "".join(_LOOKS.get(letter) or regex.escape(fold(letter)) for letter in anchor)
    edits = edit_budget(anchor)
    core = f"(?b)(?:{letters}){{e<={edits}:{_LETTER}}}" if edits else letters
    compiled: regex.Pattern[str] = regex.compile(f"(?<![a-z])(?=[a-z]){core}(?![a-z])")
    return compiled


def find_anchor(
    anchor: str, text: str, words: Sequence[int], *, damaged: bool
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Give where an anchor stands in a folded text: its start, then its end and its wrong letters.

    Args:
        anchor: In proper Vietnamese.
        text: Folded.
        words: Where the words of the text start.
        damaged: Whether an OCR made it: only then letters may be wrong.
    """
    if damaged and not edit_budget(anchor):
        for found in compile_anchor(anchor).finditer(text):
            yield found.start(), (found.end(), 0)
        return
    if damaged:
        match = compile_anchor(anchor).match
        for start in words:
            if found := match(text, start):
                yield start, (found.end(), sum(found.fuzzy_counts))
        return
    folded = fold(anchor)
    for start in words:
        end = start + len(folded)
        if text.startswith(folded, start) and not text[end : end + 1].isalpha():
            yield start, (end, 0)
