"""Finds names of administrative units in running text: a word for the kind, then a name.

`xã Bắc Sơn` shows under a bad OCR as "xi Bic Son", "x3 Béc Son", "xd Bdéc Son"; in a letterhead of
two columns it runs into the motto. Every mention is therefore only a ballot: `tokens` may hold
words behind the name, and the vote over all mentions finds out how long the name is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.places import Level

# The words for the kinds in folded text, under OCR. A single letter must have a blank after it.
_XA = r"x(?:[aiáe3d4&@o9¢]{1,2}l?)?"
_KINDS = (
    (Level.COMMUNE, "đặc khu", r"d[a-z]{1,2}c khu"),
    (Level.COMMUNE, "phường", r"ph[a-z0-9]{2,4}ng"),
    (Level.COMMUNE, "thị trấn", r"th[ij1l]\.? tr[a-z0-9]{1,3}n|tt\."),
    (Level.DISTRICT, "thị xã", rf"th[ij1l]\.? {_XA}|tx\."),
    (Level.DISTRICT, "thành phố", r"th[a-z]{1,2}nh ph[a-z0-9]{1,2}|tp\.?"),
    (Level.DISTRICT, "huyện", r"h[uo][yv¥][a-z0-9¢&]{1,3}n|hu[a-z]{2,3}n"),
    (Level.DISTRICT, "quận", r"qu[a-z0-9]{1,2}n"),
    (Level.PROVINCE, "tỉnh", r"t[ijl1f]{1,2}nh"),
    (Level.COMMUNE, "xã", _XA),
)
_KIND = re.compile(
    r"(?<![a-z0-9&])(?:" + "|".join(f"(?P<k{i}>{k[2]})" for i, k in enumerate(_KINDS)) + r")[ .] ?"
)
_TOKEN = re.compile(r"\S+")
_MOST_TOKENS = 6  # "Văn Miếu - Quốc Tử Giám"
_REACH = 60  # characters a name may take
_NUMBER = re.compile(r"0?[0-9]{1,2}")
_SHORT = ("tt", "tx", "tp")
_NUMBERED = ("phường", "quận")
_ENDING = ',.;:)(/]!?"”'
# What runs into a name when a letterhead of two columns is read line by line.
_MOTTO = re.compile(
    r"c[a-z]{1,2}ng h[a-z]{1,2} x[a-z0-9]{0,2} h[a-z]{1,2}i|d[a-z]{1,2}c l[a-z]{1,2}p ?[-–—]"
    r"|u[a-z] ban nh[a-z]{1,2}n|ubn[dp]|s[o06b]{1,2} ?: ?[0-9]"
)
_PLACE_AND_DATE = re.compile(r", ?n[gq][a-z]{1,3}\b")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One ballot for the name of a unit."""

    start: int  # offset of the word for the kind
    level: Level
    kind: str  # in proper spelling: "xã"
    tokens: tuple[str, ...]  # the name as read, perhaps with words behind it
    capitals: bool = False  # the kind, too, is printed in capitals: letterhead, signature


def find_places(text: str, clear: bool = False) -> tuple[PlaceMention, ...]:
    """Find all names of units that follow a word for their kind.

    Args:
        text: As read, in one line.
        clear: Whether marks can be trusted, so that `quản` and `tính` are no kinds.

    >>> [(m.kind, " ".join(m.tokens)) for m in find_places("UBND x3 Bic Son, huyén An Thi giao xã")]
    [('xã', 'Bic Son'), ('huyện', 'An Thi')]
    >>> [m.tokens for m in find_places("UBND XÃ BẮC SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]
    [('BẮC', 'SƠN')]
    >>> find_places("Phường 12, quận 5")[0].tokens
    ('12',)
    """
    folded = fold(text)
    mottos = [match.span() for match in _MOTTO.finditer(folded)]
    found = []
    for match in _KIND.finditer(folded):
        if any(start < match.start() < end for start, end in mottos):
            continue
        level, kind, _ = _KINDS[int(str(match.lastgroup)[1:])]
        if clear and text[match.start() : match.end()].lower().strip(" .") not in (kind, *_SHORT):
            continue
        end = min(
            (start for start, _ in mottos if start >= match.start()), default=match.end() + _REACH
        )
        tokens = _name_behind(text, match.end(), min(end, match.end() + _REACH), kind)
        if tokens:
            capitals = text[match.start() : match.end()].isupper()
            found.append(PlaceMention(match.start(), level, kind, tokens, capitals))
    return tuple(found)


def find_dateline(text: str) -> tuple[str, ...]:
    """Give the name before ", ngày": the place where a document was signed.

    >>> find_dateline("Số: 68/BC-UBND Bdc Son, ngay 15 thang 9")
    ('Bdc', 'Son')
    >>> find_dateline("không có nơi ký, ngày 15")
    ()
    """
    match = _PLACE_AND_DATE.search(fold(text))
    if not match:
        return ()
    tokens: list[str] = []
    for token in reversed(text[: match.start()].split()[-_MOST_TOKENS:]):
        if not _is_name(token) or token.isupper():
            break
        tokens.insert(0, token)
    return tuple(tokens)


def _name_behind(text: str, start: int, end: int, kind: str) -> tuple[str, ...]:
    tokens: list[str] = []
    for match in _TOKEN.finditer(text, start, end):
        token = match.group()
        bare = token.rstrip(_ENDING)
        if kind in _NUMBERED and not tokens and _NUMBER.fullmatch(bare):
            tokens.append(bare.lstrip("0"))  # "phường 12", "phường 1 Bảo Lộc"
            if bare != token:
                break
            continue
        if tokens and bare in {"-", "–"}:
            tokens.append("-")
            continue
        if tokens and re.fullmatch(r"[0-9]{1,2}|[IVX]{1,4}", bare):
            tokens.append(bare)  # phường Đông Hải 1
            break
        if fold(bare) == "truong" and [fold(word) for word in tokens] == ["nong"]:
            tokens.append(bare)  # thị trấn Nông trường Mộc Châu
            continue
        if not _is_name(bare) or (tokens and not _same_case(bare, tokens[0])):
            break
        tokens.append(bare)
        if bare != token or len(tokens) == _MOST_TOKENS:
            break
    while tokens and tokens[-1] == "-":
        tokens.pop()
    return tuple(tokens)


def _same_case(token: str, first: str) -> bool:
    """Say whether two words are both in capitals or both not; a letter or number is neither."""
    return (
        len(token) == 1 or len(first) == 1 or first.isdigit() or token.isupper() == first.isupper()
    )


def _is_name(token: str) -> bool:
    """Say whether a token can be part of a name: a capital first, mostly letters."""
    letters = sum(map(str.isalpha, token))
    return bool(token) and token[0].isupper() and letters * 2 > len(token)
