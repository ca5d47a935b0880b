"""A line of text into tokens, each of them either for the channel or to be left alone.

Blanks are the only sure borders, so a line is cut at them first; a run without blanks is cut
again only where two tokens are surely glued (`unglue`). Each character of the line is in a token or
is white space, and a token knows its place, so a repaired line is the old one with some cores
exchanged. `|` is a table rule and always a token of its own.

What a run is depends on the run alone, but for what only its neighbours tell: the mark of a list
stands at the head of a line or cell, `VI` in a line of capitals is a word, `&` may be `ở`, and `1a`
behind `Mẫu` is no `là`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.repair.kinds import LETTER_SIGNS, Kind, is_roman, kind_of
from pipeline.repair.unglue import cut_point

__all__ = ["Kind", "Token", "numeric_tokens", "tokenize"]

# A longer run is no word; it passes as it is, so that no rule has to be fast on it. Characters.
_LONGEST_RUN = 80

_RUN = re.compile(r"\|+|[^\s|]+")
_MARK = re.compile(
    r"""
      [(\[]? [0-9]{1,2} (?:\.[0-9]{1,2}){0,5} [.)\],:/-]{1,2}   # 1. 2.1. 3.3.1. 1) (1) 23, 1/
    | [(\[]? [0-9]{1,2} (?:\.[0-9]{1,2}){2,5}                   # 3.3.1
    | [(\[]? [a-zA-ZđĐ¢] (?:[.)]{1,2}|(?<=[a-eghđ¢]),)          # a) a.) đ) a, ¢,
    | [(\[]? [a-zđ] [0-9] [.]?[)]                               # b1)
    """,
    re.VERBOSE,
)
# A sign in front belongs to the core when it stands for a letter: ¢6, &y, $6.
_CORE = re.compile(
    rf"[^\W_]|[{re.escape(LETTER_SIGNS)}](?=[^\W\d_])|[$§](?=[06]\b)|¢(?=[06]\b)|[¢¥]"
)
_SIGNS_BEHIND_DIGITS = "%‰°²³&¢€"
_DIGITS = re.compile(r"[0-9]+(?:[.,/:-][0-9]+)*%?")
_LONE_SIGNS = frozenset("&@©")
_IN_DOUBT = frozenset(("VI", "XI", "1a")) | _LONE_SIGNS
# Mẫu, Biểu, Bảng, Khoản, Điều, Phụ lục (số); the capital tells them from `tiêu biểu là`.
_BEFORE_A_CODE = re.compile(
    r"(?:^| )(?:M\S{1,2}u|B(?:i\S{1,2}u|\S{1,2}ng)|Kho\S{1,2}n|[DĐP]i\S{1,3}u|Ph\S l\S{1,2}c)"
    r"(?: [sS]\S)?$"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line between blanks, or one of the pieces that were glued there."""

    start: int  # offsets in the line, in characters
    end: int
    prefix: str  # outer punctuation; prefix + core + suffix is the whole piece
    core: str
    suffix: str
    kind: Kind


# Offsets in the run, and the rest of a token.
_Part = tuple[int, int, str, str, str, Kind]


def tokenize(line: str) -> tuple[Token, ...]:
    """Cut a line into tokens; whatever is in none of them is white space.

    Args:
        line: NFC, without its line break; any length.

    >>> [(token.core, token.kind.value) for token in tokenize("- K& hoach s6 05/KH-UBND 2024vé,")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('-', 'sign'), ('K&', 'word'), ('hoach', 'word'), ('s6', 'word'), ('05/KH-UBND', 'symbol'),
     ('2024', 'number'), ('vé', 'word')]
    """
    tokens: list[Token] = []
    append = tokens.append
    heads = True
    doubt = False
    for match in _RUN.finditer(line):
        run, offset = match[0], match.start()
        parts: tuple[_Part, ...]
        if len(run) > _LONGEST_RUN:
            parts = (_part(run, 0, len(run)),)
        else:
            parts = _head_parts(run) if heads else _parts(run)
        for start, end, prefix, core, suffix, kind in parts:
            append(Token(offset + start, offset + end, prefix, core, suffix, kind))
            if core in _IN_DOUBT or suffix[:1] == "?":
                doubt = True
        heads = run[0] == "|"
    if doubt:
        _settle(tokens)
    return tuple(tokens)


def numeric_tokens(text: str) -> tuple[str, ...]:
    """Give the figures of a text that no repair may change, in their order.

    Those are the cores of numbers (dates, shares and measures among them) and the groups of
    digits in symbols, codes and marks of lists, whose letters may be mended. A digit in a
    word (`s6`) is a letter that was read wrong, and no figure. Roman numerals are none either;
    strokes that count as a number here (`quý 11`) are changed by `numerals`, which announces it.

    >>> numeric_tokens("s6 61/2018/NP-CP ngay 23/4/2018, dat 99,8% (x3 12h30 2024vé)")
    ('61/2018', '23/4/2018', '99,8%', '12h30', '2024')
    """
    found: list[str] = []
    for line in text.splitlines():
        for token in tokenize(line):
            if token.kind is Kind.NUMBER:
                found.append(token.core)
            elif token.kind in {Kind.SYMBOL, Kind.MARK}:
                found.extend(_DIGITS.findall(token.core))
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _parts(run: str) -> tuple[_Part, ...]:
    """Cut and name a run that stands inside a line."""
    if run.isalpha() and run[1:].islower():
        return ((0, len(run), "", run, "", kind_of(run)),)
    parts: list[_Part] = []
    start = 0
    while start < len(run):
        length = cut_point(run[start:])
        end = start + length if length else len(run)
        parts.append(_part(run, start, end))
        start = end
    return tuple(parts)


@lru_cache(maxsize=1 << 14)
def _head_parts(run: str) -> tuple[_Part, ...]:
    """Cut and name a run at the head of a line or cell, where the mark of a list may stand."""
    length = cut_point(run)
    head = run[:length] if length else run
    core = head.strip("([.)],:/-")
    if not _MARK.fullmatch(head) or is_roman(core):
        return _parts(run)
    begin = head.index(core)
    mark: _Part = (0, len(head), head[:begin], core, head[begin + len(core) :], Kind.MARK)
    rest = _parts(run[length:]) if length else ()
    return (mark, *(_shift(part, length) for part in rest))


def _shift(part: _Part, by: int) -> _Part:
    start, end, prefix, core, suffix, kind = part
    return start + by, end + by, prefix, core, suffix, kind


def _part(run: str, start: int, end: int) -> _Part:
    """Divide a token into its core and what stands around it."""
    text = run[start:end]
    match = _CORE.search(text)
    if not match:
        return start, end, "", text, "", Kind.SIGN
    first = match.start()
    last = len(text)
    while last > match.end() and not text[last - 1].isalnum():
        last -= 1
    # Signs behind the core that belong to it: K& and h¢, 99,8% and 37°.
    signs = LETTER_SIGNS if text[last - 1].isalpha() else _SIGNS_BEHIND_DIGITS
    while last < len(text) and text[last] in signs:
        last += 1
    core = text[first:last]
    kind = Kind.SYMBOL if len(core) > _LONGEST_RUN else kind_of(core)
    return start, end, text[:first], core, text[last:], kind


def _settle(tokens: list[Token]) -> None:
    """Decide what only the neighbours tell."""
    for index, token in enumerate(tokens):
        behind = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.core in _IN_DOUBT:
            kind = _kind_between(token, tokens[max(0, index - 2) : index], behind)
            tokens[index] = replace(token, kind=kind)
        elif token.kind is Kind.WORD and token.suffix[:1] == "?" and behind:
            tokens[index] = _take_question(token, behind)


def _take_question(token: Token, behind: Token) -> Token:
    """Make a letter of a question mark before a small letter: `chi? viét` is `chữ viết`."""
    if not behind.core[0].islower():
        return token
    return replace(token, core=token.core + "?", suffix=token.suffix[1:])


def _kind_between(token: Token, before: list[Token], behind: Token | None) -> Kind:
    following = behind.core if behind else ""
    if token.core in _LONE_SIGNS:
        # "& cap xa", "nha @ va" are "ở cấp xã", "nhà ở và"; between capitals they are signs.
        return Kind.WORD if following[:1].islower() else Kind.SIGN
    if token.core == "1a":
        near = " ".join(other.core for other in before)
        return Kind.SYMBOL if _BEFORE_A_CODE.search(near) else token.kind
    in_capitals = before and before[-1].kind is not Kind.SIGN and not token.suffix
    if in_capitals and following.isupper() and len(following) > 1:
        return Kind.WORD  # VI PHAM, VI TRI
    return token.kind
