"""Where the tone mark stands: `hòa` and `hoà` are one word, and one of them is written.

The older place (hòa, hóa, thủy) is the one written here: the codified law and most communes print
it. Only `oa`, `oe` and `uy` without a consonant behind them have two places; with one behind them
(hoàn, quyết) there is one right place, and the other is a slip of the keyboard that is mended too.
"""

from __future__ import annotations

import re

_TONES = {
    "o": "òóỏõọ",
    "u": "ùúủũụ",
    "a": "àáảãạ",
    "e": "èéẻẽẹ",
    "y": "ỳýỷỹỵ",
}
_LETTERS = "a-zà-ỹđA-ZÀ-ỸĐ"
_PAIRS = (("o", "a"), ("o", "e"), ("u", "y"))
_SECOND = "".join(_TONES["a"] + _TONES["e"] + _TONES["y"])
_FIRST = "".join(_TONES["o"] + _TONES["u"])


def _both_cases(letters: str) -> str:
    return letters + letters.upper()


def _table() -> dict[str, str]:
    """Map each pair with its tone on the second letter to the pair with it on the first."""
    table = {}
    for first, second in _PAIRS:
        for on_first, on_second in zip(_TONES[first], _TONES[second], strict=True):
            for one, other in (
                (first + on_second, on_first + second),
                ((first + on_second).upper(), (on_first + second).upper()),
                (first.upper() + on_second, on_first.upper() + second),
            ):
                table[one] = other
    return table


_OLDER = _table()
_NEWER = {older: newer for newer, older in _OLDER.items()}
# `quý`: the u belongs to the consonant, so its tone stays where it is (and `qúy` is a slip).
_OPEN = re.compile(rf"(?<![qQ])[oOuU][{_both_cases(_SECOND)}](?![{_LETTERS}])", re.UNICODE)
_CLOSED = re.compile(
    rf"[{_both_cases(_FIRST)}][aAeEyY](?=[{_LETTERS}])|(?<=[qQ])[{_both_cases(_TONES['u'])}][yY]"
)


def place_tones(text: str) -> str:
    """Put each tone mark where it is written here; the length and all else stay.

    >>> place_tones("hoà thuỷ KHOẺ hòan qúy quý hoạt của")
    'hòa thủy KHỎE hoàn quý quý hoạt của'
    """
    text = _OPEN.sub(lambda match: _OLDER.get(match[0], match[0]), text)
    return _CLOSED.sub(lambda match: _NEWER.get(match[0], match[0]), text)
