"""Letters that only look right: taken apart, from other alphabets, or from a neighbouring place.

Keyboards, fonts and converters leave text that prints well and matches nothing: `trƣờng` with the
letter gha for ư, Ð of Iceland for Đ, a Cyrillic с in `cấp`, marks apart from their letters.
Mending changes lengths (marks join their letter, ligatures are spelled out), so it belongs
where text comes in, before any span is taken; from there on `fold` keeps lengths. It comes behind
`encodings`: in old encodings Ð, ð and the soft hyphen stand for other letters.

Left alone on purpose: digits of other alphabets and of full width (a digit changes only with a
finding), no-break blanks (`fold` reads them as blanks), words wholly in Cyrillic or Greek, soft
hyphens where hyphens are printed (`68/BC-UBND`: `read` knows those), and two different tones on one
letter, of which nothing tells the right one.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.vietnamese.syllable import is_syllable

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: they belong to the letter
_MARKS = _SHAPES + _TONES

# No language of the reports has these letters.
_ALWAYS = str.maketrans(
    {
        "\u01a2": "Ư",  # Ƣ: fonts draw Ư and ư in the places of gha
        "\u01a3": "ư",
        "\u00d0": "Đ",  # eth of Iceland and of Windows-1252
        "\u00f0": "đ",
        "\u0189": "Đ",  # of African alphabets
        "\u0256": "đ",
        **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
        **{chr(0xFF21 + place): chr(ord("A") + place) for place in range(26)},  # full width
        **{chr(0xFF41 + place): chr(ord("a") + place) for place in range(26)},
    }
)
# Shaped like a Latin letter in upright type; κ, τ and the like are not.
_SHAPED_LATIN = (
    dict(zip("аеорсухіјѕԁһ", "aeopcyxijsdh", strict=True))
    | dict(zip("АВЕЅІЈКМНОРСТУХ", "ABESIJKMHOPCTYX", strict=True))
    | dict(zip("ον", "ov", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True))
)
_TO_LATIN = str.maketrans(_SHAPED_LATIN)
_LATIN = "A-Za-zđĐ"  # of decomposed text
_OTHER = "\u0370-\u03ff\u0400-\u052f"  # Greek and Cyrillic
_WORD = re.compile(f"[{_LATIN}{_OTHER}\u0300-\u036f]+")
_HAS_LATIN = re.compile(f"[{_LATIN}]")
_OTHER_LETTERS = re.compile(f"[{_OTHER}]")

_IN_WORD = rf"[^\W\d_]|[{_MARKS}]"
# Zero-width blanks, joiners, marks of direction between letters or between a letter and its mark.
_UNSEEN = re.compile(rf"(?<={_IN_WORD})[\u200b-\u200f\u2060-\u2064\ufeff]+(?={_IN_WORD})")
_LETTER = r"[^\W\d_]"
_SOFT = re.compile(
    rf"(?<!{_LETTER})(?<!\u00ad)({_LETTER}{{1,7}})\u00ad({_LETTER}{{1,7}})(?!{_LETTER}|\u00ad)"
)
# A vowel of any of the alphabets with the marks on it, and those that a blank has cut off.
_VOWELS = "aeiouyAEIOUY" + "".join(
    other for other, latin in _SHAPED_LATIN.items() if latin in "aeiouyAEIOUY"
)
_BUNDLE = re.compile(rf"([{_VOWELS}])([{_MARKS}]*)((?:[ \u00a0][{_MARKS}]+)*)")


def mend_letters(text: str) -> str:
    r"""Give each letter as the one Vietnamese has for it, in NFC; digits and lines stay.

    Doing it twice changes nothing more. The length may change.

    >>> mend_letters("Đa\u0323i hô\u0323i, trƣờng, Ðồng, xa \u0303")
    'Đại hội, trường, Đồng, xã'
    >>> mend_letters("\u0441ông \u0441hức, Москва, ng\u200bày")
    'công chức, Москва, ngày'
    """
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.translate(_ALWAYS))
    # Marks first: a word goes on behind a mark that comes back to its vowel.
    bundled = _BUNDLE.sub(_bundle, _UNSEEN.sub("", apart))
    mended = unicodedata.normalize("NFC", _WORD.sub(_use_latin, bundled))
    return _SOFT.sub(_join_soft, mended)


def _use_latin(match: re.Match[str]) -> str:
    """Give a word in Latin letters, if it has some and the others are all shaped like some."""
    word = match[0]
    others = _OTHER_LETTERS.findall(word)
    if not others or not _HAS_LATIN.search(word) or not _SHAPED_LATIN.keys() >= set(others):
        return word
    return word.translate(_TO_LATIN)


def _bundle(match: re.Match[str]) -> str:
    """Put the marks of a vowel in the order that can be composed, each once."""
    vowel, near, apart = match.groups()
    joined = _order(vowel, near + apart.replace(" ", "").replace("\u00a0", ""))
    if apart and len(unicodedata.normalize("NFC", joined.translate(_TO_LATIN))) > 1:
        return _order(vowel, near) + apart  # marks of something else
    return joined


def _order(vowel: str, marks: str) -> str:
    once = dict.fromkeys(marks)
    return vowel + "".join(sorted(once, key=lambda mark: mark in _TONES))


def _join_soft(match: re.Match[str]) -> str:
    """Drop a soft hyphen inside a syllable; symbols in capitals have one that was printed."""
    joined = match[1] + match[2]
    return joined if is_syllable(joined) and joined[1:].islower() else match[0]
