"""Where a run without blanks is two tokens: `2024vé`, `8/11d6ng`, `I.CONG`, `hien.Cac`.

OCR loses blanks, most of all behind digits and full stops. It also puts stops, brackets and
apostrophes into the middle of words (`ti.r` tư, `dé)ng` đồng, `t'çr` từ), so a stop divides only
what has a vowel on both sides: half a word without one is no word. Runs that are not divided
here go to the channel or past it in one piece, and the decoder may still read two words in one.
"""

from __future__ import annotations

import re

from pipeline.repair.kinds import (
    KNOWN_ABBREVIATIONS,
    UNITS,
    VOWEL_SIGNS,
    VOWELS,
    Kind,
    is_address,
    is_measure,
    is_roman,
    is_syllable_shape,
    kind_of,
)
from pipeline.vietnamese.alphabet import fold, has_own_letters
from pipeline.vietnamese.syllable import is_syllable

_LETTER = r"[^\W\d_]"
# "1.Cong", "2.1.Ket", "1)Ve", "I.CONG", "III.Ket", "b.Ve", "a)Cong"
_NUMBERING = re.compile(
    rf"[(]?(?:(?P<number>[0-9]{{1,2}}(?:\.[0-9]{{1,2}})*)[.)]+|(?P<roman>[IVXl]{{1,5}})[.)-]"
    rf"|(?P<letter>[a-zđ])[.),])(?={_LETTER}{{2}})"
)
_NUMBER_FIRST = re.compile(
    r"(?P<number>[^\w]*[0-9]+(?:[.,:/-][0-9]+)*%?)(?P<stop>[,;:.)/+=-]*)(?P<rest>[^\W\d_].*)",
    re.DOTALL,
)
_NUMBER_LAST = re.compile(
    rf"(?P<word>\W*{_LETTER}(?:\w|[&¢€'])*?)(?P<joint>[=:;,(><./“\"-]*)(?P<number>[0-9].*)",
    re.DOTALL,
)
_LABEL = re.compile(rf"({_LETTER}[\w&¢€]{{1,5}}):(?=[0-9])")  # "S6:68/BC-UBND"
_JOINT = re.compile(r"[.,;:!?…)\]”\"“(\[_/–—-]+")
_OPENING = "(“["
_GLUED_CAPITALS = re.compile(r"([A-ZĐ]{2,7})([a-zà-ỹđ]{2,})")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\b")


def cut_point(run: str) -> int:
    """Give where the first token of a run ends; 0 where the run is one token.

    Args:
        run: No blanks, and at most some dozens of characters: the search is quadratic.

    >>> [run[: cut_point(run)] for run in ("2024vé", "8/11d6ng", "I.CONG", "nam,thang", "Co=1;")]
    ['2024', '8/11', 'I.', 'nam,', 'Co=']
    >>> [cut_point(run) for run in ("TP.HCM", "17.465", "ti.r", "dé)ng", "30m2", "68/BC-UBND")]
    [0, 0, 0, 0, 0, 0]
    """
    if is_address(run.strip("(),;.<>")):
        return 0
    numbering = _NUMBERING.match(run)
    if numbering and _is_numbering(numbering, run):
        return numbering.end()
    first = _NUMBER_FIRST.fullmatch(run)
    if first:
        return first.start("rest") if _is_number_and_word(first) else _cut_joint(run)
    label = _LABEL.match(run)
    if label and kind_of(label[1]) is Kind.WORD:
        return label.end()
    last = _NUMBER_LAST.fullmatch(run)
    if last and _is_word_and_number(last):
        opening = last["joint"] and last["joint"][-1] in _OPENING
        return last.start("number") - (1 if opening else 0)
    return _cut_joint(run) or _cut_capitals(run)


def _is_numbering(match: re.Match[str], run: str) -> bool:
    rest = run[match.end() :]
    if match["letter"]:
        return rest[0].isupper() and _has_vowel(rest)
    if match["roman"]:
        return is_roman(match["roman"]) and (rest[0].isupper() or match["roman"] != "l")
    return _has_vowel(rest)


def _is_number_and_word(match: re.Match[str]) -> bool:
    """Tell `2024vé` from `30m2`, `1a`, `06a` and `19/QD-UBND`."""
    number, stop, rest = match.group("number", "stop", "rest")
    letters = _leading_word(rest)
    if "/" in stop or "-" in stop:  # 30/thang, but 68/BC-UBND and 15-CT
        return len(letters) > 2 and letters.islower() and _has_vowel(letters)
    if len(letters) < 2 or (letters.isupper() and not is_syllable_shape(fold(letters))):
        return False
    if stop:
        return _has_vowel(letters)
    return _is_glued_figure(number.strip("(“\"'"), rest.rstrip("().,;:“”\"'"), letters)


def _is_glued_figure(number: str, rest: str, letters: str) -> bool:
    """Decide on a figure with letters directly behind it."""
    if fold(letters) in UNITS or is_measure(number + rest):
        return False
    if not number.isdecimal() or len(number) > 3:
        return True
    if kind_of(number + rest) is Kind.WORD or not _has_vowel(letters):
        return False
    # One digit before a vowel is more often half a letter (9ui, 4i) than a figure.
    return len(number) > 1 or fold(letters[0]) not in VOWELS


def _is_word_and_number(match: re.Match[str]) -> bool:
    """Tell `nam2024` and `Co=1` from `doi1`, `TCVN3` and `Q.3`."""
    word, joint, number = match.group("word", "joint", "number")
    letters = "".join(filter(str.isalpha, word))
    if joint.startswith("=") or joint.endswith((">", "<")):
        return True
    if "/" in joint or "-" in joint:
        return "/" in joint and len(letters) > 2 and letters.islower() and _has_vowel(word)
    if len(letters) < 2 or not _has_vowel(word):
        return False
    if letters.isupper():
        # NAM2024; codes have shorter numbers, or no vowel where a syllable has it.
        return bool(_YEAR.match(number)) and is_syllable_shape(fold(letters))
    return bool(joint) or _is_figure_behind(word.strip("(“\"'"), letters, number)


def _is_figure_behind(word: str, letters: str, number: str) -> bool:
    """Decide on a figure directly behind a word."""
    tail = number.rstrip("().,;:“”\"'")
    if any(map(str.isalpha, tail)):
        return False
    # An OCR that doubles letters (doi1) has no ụ; behind a sound syllable the digit is a footnote.
    sound = has_own_letters(letters) and is_syllable(letters)
    return sound or kind_of(word + tail) is not Kind.WORD


def _cut_joint(run: str) -> int:
    """Give the end of the first word that a stop, bracket or dash glues to a second one."""
    start = 0
    for joint in _JOINT.finditer(run):
        left, right = run[start : joint.start()], _leading_word(run[joint.end() :])
        if left and len(right) > 1 and _divides(left, joint[0], right):
            return joint.end() - (1 if joint[0][-1] in _OPENING else 0)
        start = joint.end()
    return 0


def _divides(left: str, joint: str, right: str) -> bool:
    if "/" in joint or joint in {"-", "–", "—"}:
        words = left + right
        if not words.isalpha() or left.isupper() or right.isupper():
            return False
        return len(left) > 1 and is_syllable_shape(fold(left)) and is_syllable_shape(fold(right))
    if left.isupper() and len(left) < 4 and joint == ".":  # KT.CHU TICH, TP.Ha Noi, not TP.HCM
        return right[0].isupper() and is_syllable_shape(fold(right))
    if len(left) < 2 or not _has_vowel(left) or not _has_word_shape(right):
        return False
    if joint == ".":
        return right[0].isupper() or min(len(left), len(right)) > 2
    return True


def _cut_capitals(run: str) -> int:
    """Divide UBNDxa; unknown capitals before small letters are case noise (DPang)."""
    match = _GLUED_CAPITALS.match(run)
    if match and match[1] in KNOWN_ABBREVIATIONS and _has_vowel(match[2]):
        return match.end(1)
    return 0


def _leading_word(text: str) -> str:
    """Give the letters at the start, with digits and signs between them that stand for vowels."""
    end = 0
    while end < len(text) and (text[end].isalpha() or (end and text[end] in VOWEL_SIGNS)):
        end += 1
    while end and not text[end - 1].isalpha():
        end -= 1
    return text[:end]


def _has_vowel(text: str) -> bool:
    folded = fold(text)
    return not VOWELS.isdisjoint(folded) or not VOWEL_SIGNS.isdisjoint(folded[1:])


def _has_word_shape(text: str) -> bool:
    """Say whether text may be a word or an abbreviation (`phong(PAKN)`)."""
    return _has_vowel(text) or (text.isupper() and len(text) > 2)
