"""Lines of a table into its rows: names over several lines are one, others are sections."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.open.stub import Piece, pitch_of, style_of
from pipeline.extract.open.table import Entry
from pipeline.extract.tables.mark import split_mark
from pipeline.model.geometry import Box

_NEXT = 1.32  # of the size: from the first line of a name to its second
_OF_PITCH = 0.92  # of the distance of two rows; names apart by as much are two
_BESIDE = 1.05  # of the size: half a line, where a name is centred beside its figures
_EVEN = 0.12  # of the size by which gaps above and below differ when they are the same
_BANDED = 0.6  # of the neighbouring rows that a rule divides
_ENDS = (":",)


def make_entries(
    pieces: Sequence[Piece], page: int, rules: Sequence[Box], left: float
) -> list[Entry]:
    """Make the rows of a table.

    Args:
        pieces: The lines of it, from top to bottom.
        page: From 1.
        rules: Level ones as wide as the table, or most of it; where they divide the rows they say
            which lines are one.
        left: Where names begin, in points.
    """
    groups = _by_bands(pieces, rules)
    if groups is None:
        groups = _by_gaps(pieces)
    return [_entry(group, page, left) for group in groups]


def _by_bands(pieces: Sequence[Piece], rules: Sequence[Box]) -> list[list[Piece]] | None:
    levels = sorted(rule.top for rule in rules)
    filled = [piece for piece in pieces if piece.filled]
    parted = [
        any(one.level < level < two.level for level in levels) for one, two in pairwise(filled)
    ]
    if len(filled) < 2 or sum(parted) < _BANDED * len(parted):
        return None
    groups: list[list[Piece]] = []
    for piece in pieces:
        last = groups[-1][-1] if groups else None
        if last and not any(last.level < level < piece.level for level in levels):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    found: list[list[Piece]] = []
    for group in groups:
        # Lines of one band are one row, but for a band that has several.
        single = sum(piece.filled for piece in group) <= 1
        found += [group] if single else _by_gaps(group)
    return found


def _by_gaps(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Join each line without figures to the row it is a part of, if it is of any."""
    pitch = pitch_of(pieces)
    coded = sum(bool(piece.code) for piece in pieces) >= 0.3 * len(pieces)
    ties = [_tie(pieces, place, pitch, coded=coded) for place in range(len(pieces))]
    groups: list[list[Piece]] = []
    for place, piece in enumerate(pieces):
        above = place > 0 and (ties[place] < 0 or ties[place - 1] > 0)
        if above and groups and not (piece.filled and any(one.filled for one in groups[-1])):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _tie(pieces: Sequence[Piece], place: int, pitch: float, *, coded: bool) -> int:
    """Say whether a line belongs to the one above (-1), the one below (1) or to none (0)."""
    piece = pieces[place]
    if piece.filled and piece.name:
        return 0
    above = pieces[place - 1] if place else None
    below = pieces[place + 1] if place + 1 < len(pieces) else None
    up = piece.level - above.level if above else 1e6
    down = below.level - piece.level if below else 1e6
    if piece.filled:  # figures without a name stand beside one that is centred
        near = min(up, down) <= _NEXT * piece.size
        return (-1 if up < down else 1) if near and not piece.code else 0
    if below and _is_lower(piece, below) and down <= max(1.6 * piece.size, 1.15 * pitch):
        return 1
    beside = [(up, -1, above), (down, 1, below)]
    for gap, way, other in sorted(beside, key=lambda one: one[0]):
        if other and other.filled and not other.name and gap <= _BESIDE * piece.size:
            return way  # figures, perhaps with their number, beside a name of several lines
    if below and _is_long_title(piece, below) and down <= max(1.6 * piece.size, 1.15 * pitch):
        return 1
    if above and up <= _BESIDE * piece.size and not piece.code:
        return -1
    if below and down <= _BESIDE * piece.size and not below.code and not piece.code:
        return 1
    if piece.name[:1].islower() and above and up <= 1.2 * _NEXT * piece.size and not piece.code:
        return -1
    if (
        below
        and _begins(piece, below, down, pitch)
        and not _leans_up(piece, above, up, down, coded)
    ):
        return 1
    return -1 if above and _goes_on(piece, above, up, down, coded=coded) else 0


def _is_lower(piece: Piece, below: Piece) -> bool:
    """Say whether the line below goes on in lower case with what a line begins."""
    if piece.name.endswith(_ENDS) or (piece.code and below.code) or not below.names:
        return False
    return below.name[:1].islower() and style_of(piece.names) == style_of(below.names)


def _is_long_title(piece: Piece, below: Piece) -> bool:
    """Say whether two lines in capitals without figures are one title."""
    if below.filled or below.code or piece.name.endswith(_ENDS) or not below.names:
        return False
    style = style_of(piece.names)
    return style.capitals and style == style_of(below.names) and not split_mark(below.name)[0]


def _begins(piece: Piece, below: Piece, down: float, pitch: float) -> bool:
    """Say whether a line is the first of the name that the line below goes on with."""
    if piece.name.endswith(_ENDS) or (below.code and piece.code) or not below.names:
        return False
    near = down <= _NEXT * piece.size and (not pitch or down < _OF_PITCH * pitch)
    return near and style_of(piece.names) == style_of(below.names)


def _leans_up(piece: Piece, above: Piece | None, up: float, down: float, coded: bool) -> bool:
    """Say whether a line without a number is nearer to the numbered row above."""
    return bool(coded and above and not piece.code and up < down - _EVEN * piece.size)


def _goes_on(piece: Piece, above: Piece, up: float, down: float, *, coded: bool) -> bool:
    """Say whether a line goes on with the name of the numbered row above."""
    if not coded or piece.code or not above.names or piece.name.endswith(_ENDS):
        return False
    same = style_of(piece.names) == style_of(above.names)
    return same and up <= _NEXT * piece.size and up <= down + _EVEN * piece.size


def _entry(group: Sequence[Piece], page: int, left: float) -> Entry:
    filled = next((piece for piece in group if piece.filled), group[0])
    names = [token for piece in group for token in piece.names]
    code = next((piece.code for piece in group if piece.code), "")
    named = next((piece for piece in group if piece.names), filled)
    return Entry(
        page,
        " ".join(piece.name for piece in group if piece.name),
        filled.cells,
        code,
        next((piece.unit for piece in group if piece.unit), ""),
        named.left - left,
        style_of(names),
    )
