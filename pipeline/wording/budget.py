"""Steps that searches may take: no text and no pattern holds up a report, on whatever machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Steps of one search for one pattern in one sentence. One that takes more, 0.2 seconds, finds
# nothing there; `solieu forms check` names such patterns. On their examples those of the project
# take 198 at most, on a page-long line 14,679; groups that repeat inside each other take millions.
GIVE_UP = 100_000


class TooManyStepsError(Exception):
    """The steps that were allowed are taken."""


class Budget:
    """Steps that may be taken."""

    def __init__(self, most: float) -> None:
        self.most = most
        self.taken = 0.0

    def take(self, steps: float) -> None:
        """Take steps.

        Raises:
            TooManyStepsError: No more are left.
        """
        self.taken += steps
        if self.taken > self.most:
            raise TooManyStepsError


_ALLOWED: ContextVar[Budget | None] = ContextVar("allowed", default=None)


@contextmanager
def allowance(steps: float) -> Iterator[None]:
    """Let all searches in a block take so many steps together.

    Raises:
        TooManyStepsError: They would take more.
    """
    token = _ALLOWED.set(Budget(steps))
    try:
        yield
    finally:
        _ALLOWED.reset(token)


def note_search(steps: float) -> None:
    """Count a search that is over towards what is allowed, if anything is.

    Raises:
        TooManyStepsError: It was too much.
    """
    if allowed := _ALLOWED.get():
        allowed.take(1 + steps)  # one that was not begun has looked for its anchors
