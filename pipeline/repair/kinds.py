"""What a token is: a word for the channel, or something that must pass as it is.

The channel mends words by changing letters, so whatever it gets may change. A digit that is lost
there is lost for good: in doubt a token with a digit is protected. Words with digits in them
(`s6`, `x3`, `1a`, `D6NG`) are told from codes (`A4`, `H1N1`, `06a`) and measures (`30m2`, `12h30`)
by their shape alone, because the shape is what an OCR leaves: a digit takes the place of a vowel
(0 3 4 6 8, seen in the seed and in two other scans) or of an `l` or `i` (1), and the rest stays.

What the shape cannot tell is decided for the number: `14m` (làm) stays 14 m, `D01` (Đội) stays a
subject group of an examination, `13` (là) stays 13.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline.vietnamese.alphabet import fold


class Kind(StrEnum):
    """What a token is to the repair."""

    WORD = "word"  # goes to the channel
    NUMBER = "number"  # figures, dates, shares, measures: 17.465, 99,8%, 15/6/2024, 30m2
    SYMBOL = "symbol"  # symbols of documents, codes, addresses: 68/BC-UBND, A4, a@b.vn
    ABBREVIATION = "abbreviation"  # capitals that are no syllable: UBND, TP.HCM, GD&ĐT
    ROMAN = "roman"  # III, also as strokes: Il
    MARK = "mark"  # number or letter of a list at the head of a line or cell: "a)", "3.3.1."
    SIGN = "sign"  # no letter and no digit


# Signs that an OCR puts for letters: hi¢u, K& (Kế), d€, h¢, DA° (ĐÀO), ngu¥n.
LETTER_SIGNS = "&¢€$£¥§©®™µ°²³¹¤†‡@"
VOWELS = frozenset("aeiouy")
# Digits and signs that stand for a vowel inside a word.
VOWEL_SIGNS = frozenset("034689¢€&©°¥")

# Capitals as printed; the OCR gives D for Đ. Such that have the shape of a syllable are not here.
_KNOWN_ABBREVIATIONS = """
UBND HĐND HDND TTHC CCHC VBQPPL QPPL CBCC CCVC CNTT MTTQ BHYT BHXH BQP BQL DVC DVCTT NSNN TW
GDĐT GDDT KTXH QLNN QLVB VPCP NTM THCS THPT LĐTBXH TTLT TTg TTr CTr PCCC ANTT TTATXH KHKT HTX
PAPI ĐBQH VSMT ATGT ATTP DTTS SXKD XDNTM KCN CLB DVHC CSDL ĐVHC VHTT
"""
# Small letters with a dot between them: vân vân.
_DOTTED = frozenset(("v.v", "V.v", "V.V"))
KNOWN_ABBREVIATIONS = frozenset(_KNOWN_ABBREVIATIONS.split())

_ONSET = r"(?:ngh?|gh|gi|[knptc]h|qu|tr|[bcdghklmnpqrstvx])?"
# Folded; with a consonant behind, and without.
_CLOSED = r"(?:uye|uo|uy|ie|ye|oa|oe|oo|ua|ue|[aeiou])(?:ch|ng|nh|[cmnpt])"
_OPEN = (
    r"(?:uyu|uya|oai|oay|oao|oeo|uai|uay|uoi|uou|ieu|yeu|"
    r"ai|ao|au|ay|eo|eu|ia|iu|oa|oe|oi|ua|ue|ui|uo|uu|uy|[aeiouy])"
)
_SYLLABLE = re.compile(_ONSET + rf"(?:{_CLOSED}|{_OPEN})")

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:I[VX]|VI{0,3}|I{1,3}|(?<=X))")
_STROKES = re.compile(r"[1IlL|!]+")
# Letters that numbers show under OCR, for tokens that are mostly digits: 2O24, 1O, 2o2l, l5.
_LOOK_ALIKE = re.compile(r"[0-9l][0-9OolISZ]*(?:[.,/][0-9OolISZ]+)*%?")

_UNITS = """
m km cm mm dm ha kg g mg l ml t kw kwh mw mwh kv kva hp h s m2 m3 km2 cm2 cm3 dm2 dm3 mm2 m² m³
km² cm² usd vnd vnđ đ d tr ty tỷ gb mb tb mbps kb ghz mhz
"""
UNITS = frozenset(_UNITS.split())
_MEASURE = re.compile(r"[0-9][0-9.,/x×-]*%?([^\W\d_]+[23²³]?)")
_CLOCK = re.compile(r"[0-9]{1,2}[hg][0-9]{0,2}(?:[’'p][0-9]{0,2})?", re.IGNORECASE)

# Folded words with one or two digits in them.
_L = "a-z&¢€$£¥§©°'’`.,"  # letters, and signs that stand for them
_DIGIT_WORDS = re.compile(
    rf"""
      1[aeiuy][{_L}]*                          # 1a là, 1y lý, 1am, 1é; 1o is 10 as often
    | 1o[a-z]+                                 # 1oai
    | 1[03468](?:ng|nh|ch|[inp])               # 16i lỗi, 16p lớp; not 14m, 16t, 16c
    | [03468](?:ng|nh|[inpyu])                 # 6n ổn, 4nh ảnh, 4y ấy
    | 9u[a-z]+                                 # 9uy quy
    | [bcdđghklmnpqrstvx][01345689]            # s6 x3 d6
    | [bcdđghklmnprstvx][0346][1i]             # d01 đội, v61 với
    | [{_L}]*[a-z¢][{_L}]*[0134689]{{1,2}}[{_L}]+  # d6ng, th8ng, x1r, s0'
    | [bcdđghklmnpqrstvx]{{2,3}}[0134689]      # th6 thố, ph6 phố
    | (?:qu|gi)[034]                           # qu4 quá, gi4 giá; not xa3, which is xã 3
    | [a-z¢€&]+[aeiou¢€]1                      # doi1, tho1, ndé1: the i is doubled
    | [a-z¢€&]*[eo¢€][06]                      # co6 có, to6 tổ, cé6, c¢6
    """,
    re.VERBOSE,
)
# T6 and P4 may be a month and a ward; these initials are words more often than codes.
_CAPITAL_AND_DIGIT = re.compile(r"[sxdđtc][0346]|[bh][06]")
# D6NG, H6I, CH4T: an onset, a digit for the vowel, what may end a syllable.
_UPPER_WORDS = re.compile(
    r"(?:ngh?|gh|gi|[knptc]h|qu|tr|[bcdđghklmnrstvx])[iuoy]?[0346](?:ng|nh|ch|[imnpty])"
)
# Without any letter: $6 số, ¢6 có, 1€ lệ. No report counts in cents, pounds or euros.
_SIGN_WORDS = re.compile(r"[$§¢€][06]|[¢€&][34]|1[¢€&¥]")
_ADDRESS = re.compile(
    r"(?:https?:|www\.).+|[\w.+-]+@[\w-]+\.[\w.-]+|[\w.+-]{4,}@[\w.-]{4,}|[a-z0-9-]{3,}(?:\.[a-z0-9-]{2,})*\.(?:vn|com|net|org|gov)"
    r"(?:[:/].*)?",
    re.IGNORECASE,
)


def is_syllable_shape(folded: str) -> bool:
    """Say whether folded letters are built like a syllable, tones and marks left aside.

    >>> [is_syllable_shape(letters) for letters in ("nghieng", "quyet", "pieu", "ubnd", "iso")]
    [True, True, True, False, False]
    """
    return _SYLLABLE.fullmatch(folded) is not None


def is_roman(core: str) -> bool:
    """Say whether a token is a Roman numeral up to 39, perhaps with small l for I.

    A single `l` is none: it is a letter of a list as often.

    >>> [is_roman(core) for core in ("III", "Il", "lV", "XIV", "l", "ll", "IIII", "vi", "")]
    [True, True, True, True, False, True, False, False, False]
    """
    return core != "l" and _ROMAN.fullmatch(core.replace("l", "I")) is not None


def is_strokes(core: str) -> bool:
    """Say whether a token is nothing but strokes, one of them read as a digit: 11l, I1, |11."""
    return "1" in core and _STROKES.fullmatch(core) is not None and not core.isdecimal()


def is_measure(core: str) -> bool:
    """Say whether a token is a number with its unit, or a time of the day.

    >>> [is_measure(core) for core in ("5km", "30m2", "12h30", "1.5ha", "2024vé", "1a")]
    [True, True, True, True, False, False]
    """
    match = _MEASURE.fullmatch(core)
    return (match is not None and match[1].lower() in UNITS) or bool(_CLOCK.fullmatch(core))


def is_address(core: str) -> bool:
    """Say whether a token is an e-mail or web address."""
    return _ADDRESS.fullmatch(core) is not None


def kind_of(core: str) -> Kind:
    """Give the kind of a token without its outer punctuation, wherever it stands.

    >>> " ".join(kind_of(core) for core in "dugc x3 1a CONG UBND III 17.465 68/BC-UBND A4".split())
    'word word word word abbreviation roman number symbol symbol'
    """
    if core.isalpha():
        return _kind_of_letters(core)
    digits = any(map(str.isdecimal, core))
    letters = any(map(str.isalpha, core))
    if not letters:
        if digits:
            return Kind.WORD if _SIGN_WORDS.fullmatch(core) else Kind.NUMBER
        # These two currencies never occur: ¥ is ý, ¢ is có (or its ó).
        return Kind.WORD if core in {"¢", "¥"} else Kind.SIGN
    if is_address(core):
        return Kind.SYMBOL
    return _kind_with_digits(core) if digits else _kind_with_signs(core)


def _kind_of_letters(core: str) -> Kind:
    if is_roman(core):
        return Kind.ROMAN
    if core in KNOWN_ABBREVIATIONS:
        return Kind.ABBREVIATION
    if not core.isupper():
        return Kind.WORD
    if len(core) == 1:
        # Ở Ý À are words, and so are O (Ở) and Y; "loại A" is not.
        return (
            Kind.WORD if (not core.isascii() and core != "Đ") or core in "OY" else Kind.ABBREVIATION
        )
    folded = fold(core)
    # CQNG, HQI: Q is what some scans make of Ộ.
    is_word = is_syllable_shape(folded) or (
        len(core) > 2 and not core.startswith("Q") and is_syllable_shape(folded.replace("q", "o"))
    )
    return Kind.WORD if is_word else Kind.ABBREVIATION


def _kind_with_signs(core: str) -> Kind:
    if "/" in core or is_address(core):
        return Kind.SYMBOL
    if core in _DOTTED:
        return Kind.ABBREVIATION
    letters = "".join(filter(str.isalpha, core))
    signs = {sign for sign in core if not sign.isalpha()}
    if letters.isupper() and len(letters) > 1:
        if "-" in signs:
            return Kind.SYMBOL
        if signs == {"."} or (signs == {"&"} and VOWELS.isdisjoint(fold(core))):
            return Kind.ABBREVIATION
    return Kind.WORD


def _kind_with_digits(core: str) -> Kind:
    if "/" in core or is_address(core):
        return Kind.NUMBER if _LOOK_ALIKE.fullmatch(core) else Kind.SYMBOL
    if is_measure(core) or is_strokes(core):
        return Kind.NUMBER
    digits = sum(map(str.isdecimal, core))
    if _is_word_with_digits(core, digits):
        return Kind.WORD
    mostly_digits = digits >= len(core) - digits
    return Kind.NUMBER if mostly_digits and _LOOK_ALIKE.fullmatch(core) else Kind.SYMBOL


def _is_word_with_digits(core: str, digits: int) -> bool:
    folded = fold(core)
    if digits > 2 or folded in UNITS:
        return False
    if core == core.lower() or (core[1:] == core[1:].lower() and any(map(str.islower, core))):
        return _DIGIT_WORDS.fullmatch(folded) is not None
    if digits > 1 or core != core.upper():
        return False
    pattern = _CAPITAL_AND_DIGIT if len(core) == 2 else _UPPER_WORDS
    return pattern.fullmatch(folded) is not None
