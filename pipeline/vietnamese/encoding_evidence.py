"""One word under one old encoding: what it becomes, and what it says of the encoding."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from pipeline.vietnamese.encoding_tables import TABLES, Encoding
from pipeline.vietnamese.syllable import is_syllable
from pipeline.vietnamese.tcvn3 import find_hyphened, raise_capitals

_FEWEST_GAINS = 3  # words; fewer may be chance
# Different ones in the words that gain. A French OCR reads ả as ä in a whole line, and VISCII has ả
# in that place.
_FEWEST_LETTERS = 3
# Of the words that tell. True texts have .99 and more in each encoding, real pages read by a French
# or an English OCR .55 at most (VISCII and TCVN3; the others next to nothing).
_GAIN_SHARE = 0.8
# Of all marked words. VISCII and Windows-1258 share most letters with Latin-1: true texts gain .68;
# a real layer of an English OCR, whose few odd letters all fitted VISCII, .06; a French OCR .3.
_MARKED_SHARE = 0.4
_LONGEST = 24  # characters; no syllable has as many in any encoding
_SIGNS = "\xa1-\xaa\xac\xae-\xb1\xb4-\xb8\xba\xbf\xd7\xf7"  # letters somewhere; quotes left out
_FRACTIONS = "\xb2\xb3\xb9\xbc\xbd\xbe"  # and superscripts, which Python takes for letters
# Letters that are words by themselves (ở, ý), or name a point of a list (đ).
_LONE = frozenset("áđởổýủừứôơêăâưÁĐỞỔÝỦỪỨÔƠÊĂÂƯ")
# At the ends of words these letters of VISCII are what they look like, unless they make a syllable.
_PUNCTUATION = "\xa0\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2039\u203a"
_VOWELS = frozenset("AEIOUY")
_ETH = str.maketrans("\xd0\xf0", "Đđ")


class Verdict(Enum):
    """What a word says of an encoding."""

    SILENT = auto()  # nothing: it is without marks, or an abbreviation
    GAIN = auto()  # a syllable only when converted
    EITHER = auto()  # a syllable as it stands, and when converted (perhaps to the same)
    KEPT = auto()  # a syllable only as it stands
    LOSS = auto()  # no syllable either way
    UNICODE = auto()  # a syllable with letters that only Unicode has


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the words of a text say of an encoding; counts of words."""

    gains: int
    either: int
    kept: int
    losses: int
    unicode: int
    letters: frozenset[str]  # that the words that gain would have changed

    @property
    def balance(self) -> int:
        """Words for the encoding less words against it."""
        return self.gains - self.kept - self.losses

    @property
    def is_enough(self) -> bool:
        """Whether the encoding can be believed."""
        telling = self.gains + self.kept + self.losses
        return (
            self.gains >= _FEWEST_GAINS
            and len(self.letters) >= _FEWEST_LETTERS
            and self.gains >= _GAIN_SHARE * telling
            and self.gains >= _MARKED_SHARE * (telling + self.either)
        )


@dataclass(frozen=True, slots=True)
class _Code:
    """An encoding, prepared for searching."""

    letters: dict[str, str]
    letter: re.Pattern[str]
    word: re.Pattern[str]  # letters, and what stands for letters
    whole: re.Pattern[str]  # a word in this encoding from end to end
    foreign: re.Pattern[str]  # a character that neither this encoding nor Latin-1 shows


def _prepare(encoding: Encoding) -> _Code:
    table = TABLES[encoding].items()
    letters = {code: letter for code, letter in table if not code.isascii() or code < " "}
    shown = re.escape("".join(sorted(set("".join(letters)))))
    letter = "|".join(map(re.escape, sorted(letters, key=len, reverse=True)))
    return _Code(
        letters,
        re.compile(letter),
        re.compile(rf"(?:[^\W\d_{_FRACTIONS}]|[\u0300-\u036f{_SIGNS}{shown}])+"),
        re.compile(rf"(?:[A-Za-z]|{letter})+"),
        re.compile(rf"[^\x00-\xff{shown}]"),
    )


_CODES = {encoding: _prepare(encoding) for encoding in Encoding}


def convert_line(line: str, encoding: Encoding) -> str:
    """Give a line in Unicode; words with letters that only Unicode has stay.

    >>> convert_line("ViÖt Nam - được 5 × 3", Encoding.TCVN3)
    'Việt Nam - được 5 × 3'
    """
    if encoding is Encoding.TCVN3:
        line = find_hyphened(line)
    converted = _CODES[encoding].word.sub(lambda word: _convert_match(word, encoding), line)
    return raise_capitals(converted) if encoding is Encoding.TCVN3 else converted


def weigh(line: str, encoding: Encoding) -> Evidence:
    """Count what the words of a line say of an encoding.

    >>> weigh("Céng hoµ x· héi ViÖt Nam", Encoding.TCVN3).gains
    5
    """
    if encoding is Encoding.TCVN3:
        line = find_hyphened(line)
    counts: Counter[Verdict] = Counter()
    letters: set[str] = set()
    for match in _CODES[encoding].word.finditer(line):
        verdict = judge_word(match[0], encoding)
        counts[verdict] += 1
        if verdict is Verdict.GAIN:
            letters.update(_changed_letters(match[0], encoding))
    return Evidence(
        counts[Verdict.GAIN],
        counts[Verdict.EITHER],
        counts[Verdict.KEPT],
        counts[Verdict.LOSS],
        counts[Verdict.UNICODE],
        frozenset(letters),
    )


def add_up(parts: Iterable[Evidence]) -> Evidence:
    """Take the evidence of several lines together."""
    gains = either = kept = losses = unicode = 0
    letters: set[str] = set()
    for part in parts:
        gains += part.gains
        either += part.either
        kept += part.kept
        losses += part.losses
        unicode += part.unicode
        letters |= part.letters
    return Evidence(gains, either, kept, losses, unicode, frozenset(letters))


def judge_word(word: str, encoding: Encoding) -> Verdict:
    """Tell what a word says of an encoding.

    >>> [judge_word(word, Encoding.TCVN3).name for word in ("x·", "sè", "tiép", "và", "Q§", "được")]
    ['GAIN', 'EITHER', 'LOSS', 'KEPT', 'SILENT', 'UNICODE']
    """
    if word.isascii() and word.isprintable():
        return Verdict.SILENT
    return Verdict.LOSS if len(word) > _LONGEST else _judge_short(word, encoding)


@lru_cache(maxsize=1 << 16)
def _judge_short(word: str, encoding: Encoding) -> Verdict:
    code = _CODES[encoding]
    composed = unicodedata.normalize("NFC", word)
    before = _is_written(composed)
    if code.foreign.search(word):
        return Verdict.UNICODE if before else Verdict.SILENT
    if _is_sign(word):
        return Verdict.SILENT
    if not code.whole.fullmatch(word):
        return Verdict.KEPT if before else Verdict.LOSS
    converted = convert_line(word, encoding)
    # Ð for Đ is a slip of Unicode texts too, and the same letter in two of the encodings.
    slip = converted != word and converted == word.translate(_ETH)
    if slip or _is_abbreviation(converted):
        return Verdict.SILENT
    if _is_written(converted):
        return Verdict.EITHER if before else Verdict.GAIN
    return Verdict.KEPT if before else Verdict.LOSS


def _changed_letters(word: str, encoding: Encoding) -> Iterator[str]:
    code = _CODES[encoding]
    return (shown for shown in code.letter.findall(word) if code.letters[shown] != shown)


def _convert_match(match: re.Match[str], encoding: Encoding) -> str:
    if not _is_sign(match[0]):
        return _convert_word(match[0], encoding)
    letter = _CODES[encoding].letters.get(match[0], "")
    return letter if letter in _LONE and not _is_among_digits(match) else match[0]


def _is_among_digits(sign: re.Match[str]) -> bool:
    """Tell whether a sign touches a digit or stands between two, as in `5 × 3` and `±2`."""
    before, behind = (
        sign.string[max(0, sign.start() - 2) : sign.start()],
        sign.string[sign.end() : sign.end() + 2],
    )
    touches = before[-1:].isdecimal() or behind[:1].isdecimal()
    return touches or (before.strip().isdecimal() and behind.strip().isdecimal())


def _convert_word(word: str, encoding: Encoding) -> str:
    return word if len(word) > 8 * _LONGEST else _convert_short(word, encoding)


@lru_cache(maxsize=1 << 16)
def _convert_short(word: str, encoding: Encoding) -> str:
    code = _CODES[encoding]
    if code.foreign.search(word):
        return word
    converted = code.letter.sub(lambda letter: code.letters[letter[0]], word)
    if is_syllable(converted):
        return converted
    before, middle, behind = _split_punctuation(word)
    if before or behind:
        return before + _convert_word(middle, encoding) + behind
    if "\xa0" in word:
        return "\xa0".join(_convert_word(part, encoding) for part in word.split("\xa0"))
    return converted if any(map(str.isalpha, word)) else word


def _split_punctuation(word: str) -> tuple[str, str, str]:
    head = word.lstrip(_PUNCTUATION)
    middle = head.rstrip(_PUNCTUATION)
    return word[: len(word) - len(head)], middle, head[len(middle) :]


def _is_sign(word: str) -> bool:
    return len(word) == 1 and not word.isalpha()


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and _VOWELS.isdisjoint(unicodedata.normalize("NFD", word))


def _is_written(word: str) -> bool:
    """Tell whether a word is a syllable with its capitals where capitals can be."""
    cased = word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())
    return cased and is_syllable(word)
