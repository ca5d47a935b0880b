"""Lines of a table into its rows: names over several lines are one, others are sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model.geometry import Box
from pipeline.tables.layout.mark import split_mark
from pipeline.tables.open.stub import Piece, pitch_of, style_of
from pipeline.tables.open.table import Entry

_NEXT = 1.32  # of the size: from the first line of a name to its second
_LEADED = 1.5  # of the size, where the row below is much further
_NEARER = 0.75  # of the way to it
_OF_PITCH = 0.92  # of the distance of two rows; names apart by as much are two
_BESIDE = 1.25  # of the size: where a name of two lines is centred beside its figures
_HALF = 0.85  # of the size: half a line
_FAR = 1e6  # points; no neighbour
_EVEN = 0.12  # of the size by which gaps above and below differ when they are the same
_BANDED = 0.6  # of the neighbouring rows that a rule divides
_ENDS = (":",)


def make_entries(pieces: Sequence[Piece], page: int, rules: Sequence[Box]) -> list[Entry]:
    """Make the rows of a table.

    Args:
        pieces: The lines of it, from top to bottom.
        page: From 1.
        rules: Level ones as wide as the table, or most of it; where they divide the rows they say
            which lines are one.
    """
    groups = _by_bands(pieces, rules)
    if groups is None:
        groups = _by_gaps(pieces)
    return [_entry(group, page) for group in groups]


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


@dataclass(frozen=True, slots=True)
class _Place:
    """A line between its neighbours."""

    piece: Piece
    above: Piece | None
    below: Piece | None
    pitch: float  # points between rows of figures
    coded: bool  # rows of the table have numbers

    @property
    def up(self) -> float:
        """Points to the line above."""
        return self.piece.level - self.above.level if self.above else _FAR

    @property
    def down(self) -> float:
        """Points to the line below."""
        return self.below.level - self.piece.level if self.below else _FAR

    @property
    def close(self) -> float:
        """How far apart, in points, the lines of a name are that goes on visibly."""
        return max(1.6 * self.piece.size, 1.15 * self.pitch)


def _tie(pieces: Sequence[Piece], place: int, pitch: float, *, coded: bool) -> int:
    """Say whether a line belongs to the one above (-1), the one below (1) or to none (0)."""
    piece = pieces[place]
    above = pieces[place - 1] if place else None
    below = pieces[place + 1] if place + 1 < len(pieces) else None
    at = _Place(piece, above, below, pitch, coded)
    if piece.filled:
        return 0 if piece.name or piece.code else _tie_figures(at)
    return _tie_beside(at) or _tie_name(at)


def _tie_figures(at: _Place) -> int:
    """Tie figures without a name to the nearer line of a name that is centred beside them."""
    if min(at.up, at.down) > _NEXT * at.piece.size:
        return 0
    return -1 if at.up < at.down else 1


def _tie_beside(at: _Place) -> int:
    """Tie a line of a name that goes on below in lower case, or has nameless figures beside it."""
    if at.below and _is_lower(at.piece, at.below) and at.down <= at.close:
        return 1
    beside = [(at.up, -1, at.above), (at.down, 1, at.below)]
    for gap, way, other in sorted(beside, key=lambda one: one[0]):
        if other and other.filled and not other.name and gap <= _BESIDE * at.piece.size:
            return way
    if at.below and _is_long_title(at.piece, at.below) and at.down <= at.close:
        return 1
    return 0


def _tie_name(at: _Place) -> int:
    """Tie a line of a name by the gaps around it and by how it is set."""
    piece, above, below = at.piece, at.above, at.below
    if above and not piece.code:
        near = _NEXT * 1.2 if piece.name[:1].islower() else _HALF
        if at.up <= near * piece.size:
            return -1
    if below and not below.code and not piece.code and at.down <= _HALF * piece.size:
        return 1
    if _begins(at) and not _leans_up(at):
        return 1
    return -1 if _goes_on(at) else 0


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


def _begins(at: _Place) -> bool:
    """Say whether a line is the first of the name that the line below goes on with."""
    piece, below = at.piece, at.below
    if below is None or piece.name.endswith(_ENDS) or not below.names:
        return False
    near = at.down <= _NEXT * piece.size and (not at.pitch or at.down < _OF_PITCH * at.pitch)
    both = bool(below.code and piece.code)
    return near and not both and style_of(piece.names) == style_of(below.names)


def _leans_up(at: _Place) -> bool:
    """Say whether a line without a number is nearer to the numbered row above."""
    nearer = at.up < at.down - _EVEN * at.piece.size
    return at.coded and at.above is not None and not at.piece.code and nearer


def _goes_on(at: _Place) -> bool:
    """Say whether a line goes on with the name of the numbered row above."""
    piece, above = at.piece, at.above
    if above is None or not at.coded or piece.code or not above.names:
        return False
    same = style_of(piece.names) == style_of(above.names) and not piece.name.endswith(_ENDS)
    near = _NEXT if at.up > _NEARER * at.down else _LEADED
    return same and at.up <= near * piece.size and at.up <= at.down + _EVEN * piece.size


def _entry(group: Sequence[Piece], page: int) -> Entry:
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
        named.left,
        style_of(names),
        next((piece.doubt for piece in group if piece.doubt), ""),
    )
