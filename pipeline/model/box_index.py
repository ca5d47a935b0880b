"""What stands where on a page with thousands of things, found without asking each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from pipeline.model.geometry import Box

_SIDE = 40.0  # points of a square of the page

Thing = TypeVar("Thing")


class BoxIndex(Generic[Thing]):
    """Things with boxes, by the squares of the page that they reach into.

    >>> index = BoxIndex([(Box(0, 0, 10, 10), "a"), (Box(90, 0, 99, 10), "b")])
    >>> index.near(5, 5), index.near(60, 5), index.around(Box(0, 0, 95, 1))
    (['a'], [], ['a', 'b'])
    """

    def __init__(self, placed: Iterable[tuple[Box, Thing]]) -> None:
        self._squares: dict[tuple[int, int], list[tuple[int, Thing]]] = {}
        for number, (box, thing) in enumerate(placed):
            for square in _squares(box):
                self._squares.setdefault(square, []).append((number, thing))

    def near(self, x: float, y: float) -> Sequence[Thing]:
        """Give what may stand at a point, in the order it was given."""
        found = self._squares.get((int(y // _SIDE), int(x // _SIDE)), ())
        return [thing for _, thing in found]

    def around(self, box: Box) -> Sequence[Thing]:
        """Give what may meet a box, in the order it was given."""
        found = {n: thing for square in _squares(box) for n, thing in self._squares.get(square, ())}
        return [found[number] for number in sorted(found)]


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    for down in range(int(box.top // _SIDE), int(box.bottom // _SIDE) + 1):
        for across in range(int(box.left // _SIDE), int(box.right // _SIDE) + 1):
            yield down, across
