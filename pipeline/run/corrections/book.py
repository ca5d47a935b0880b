"""All decisions of a folder at one moment: which count, and which are a report's.

A folder may hold ten thousand of them, and each new one is asked about at once. So a book grows by
the lines that came, and nothing in it is put together twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.model.correction import Correction
from pipeline.run.corrections.lines import Entry
from pipeline.write.cell import plain_text

Stamp = tuple[int, int, int]  # size, nanoseconds of the change, number of the file

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Book:
    """All that was decided in a folder, without what was taken back."""

    corrections: tuple[Correction, ...] = ()  # in the order of the decisions
    unreadable: tuple[str, ...] = ()  # lines that are no decision
    stamp: Stamp = (0, 0, 0)
    touched: tuple[str, ...] = ()  # the report of each line, those that take back among them
    _known: Mapping[str, Correction] = field(default_factory=dict, compare=False)  # by id, all
    _undone: frozenset[str] = field(default=frozenset(), compare=False)
    _reports: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict, compare=False)
    _contents: Mapping[tuple[str, str], tuple[Correction, ...]] = field(
        default_factory=dict, compare=False
    )

    @staticmethod
    def of(
        entries: Sequence[Entry], unreadable: Sequence[str] = (), stamp: Stamp = (0, 0, 0)
    ) -> Book:
        """Put the lines of a file together; a line that is there twice counts once."""
        return Book(unreadable=tuple(unreadable)).grown(entries, stamp)

    def grown(self, entries: Sequence[Entry], stamp: Stamp) -> Book:
        """Give the book with the lines that came behind the others."""
        new = {entry.correction.id: entry.correction for entry in entries if entry.correction}
        known = {**self._known, **new}
        undone = self._undone | {entry.undoes for entry in entries if entry.undoes}
        changed = [*new.values(), *(known[one] for one in undone - self._undone if one in known)]

        def keep(some: Iterable[Correction]) -> tuple[Correction, ...]:
            return tuple(
                one for one in {one.id: one for one in some}.values() if one.id not in undone
            )

        return Book(
            keep((*self.corrections, *new.values())),
            self.unreadable,
            stamp,
            (*self.touched, *(entry.report for entry in entries)),
            known,
            undone,
            _regroup(self._reports, changed, lambda one: plain_text(one.report), keep),
            _regroup(self._contents, changed, lambda one: content(one.sha256, one.report), keep),
        )

    def of_report(
        self, path: str, sha256: str, is_there: Callable[[str], bool]
    ) -> tuple[Correction, ...]:
        """Give what was decided about a report, in order.

        What was decided about a file that is gone goes to the one with the same bytes: it was
        renamed, or moved.

        Args:
            path: As in Report.path.
            sha256: Of its file.
            is_there: Whether the inputs have a report of a path.
        """
        path = plain_text(path)
        own = self._reports.get(path, ())
        moved = [
            one
            for one in self._contents.get(content(sha256, path), ())
            if one.report != path and not is_there(one.report)
        ]
        return (*moved, *own)

    def find(self, name: str) -> Correction | None:
        """Find a decision by its id; None where there is none, or it was taken back."""
        return None if name in self._undone else self._known.get(name)

    @property
    def state(self) -> str:
        """One state of the file, in words that `touched_since` understands."""
        return f"{len(self.touched)} {' '.join(map(str, self.stamp))}"

    def touched_since(self, state: str) -> tuple[str, ...]:
        """Give the reports of the lines that came after an earlier state; of all if in doubt."""
        count, size, _, file = (*state.split(), "", "", "", "")[:4]
        grew = file == str(self.stamp[2]) and size.isdecimal() and int(size) < self.stamp[0]
        return self.touched[int(count) if grew and count.isdecimal() else 0 :]

    def contents_of(self, path: str) -> frozenset[str]:
        """Give the hashes of the files of a path that something was decided about."""
        return frozenset(one.sha256 for one in self._reports.get(plain_text(path), ()))


def _regroup(
    groups: Mapping[_Key, tuple[Correction, ...]],
    changed: Iterable[Correction],
    key: Callable[[Correction], _Key],
    keep: Callable[[Iterable[Correction]], tuple[Correction, ...]],
) -> Mapping[_Key, tuple[Correction, ...]]:
    """Give groups of decisions anew, as far as some decisions change them."""
    added: dict[_Key, list[Correction]] = {}
    for one in changed:
        added.setdefault(key(one), []).append(one)
    anew = {name: keep((*groups.get(name, ()), *some)) for name, some in added.items()}
    return {**groups, **anew}


def content(sha256: str, path: str) -> tuple[str, str]:
    """Give what two names of one document have in common."""
    return sha256, path.rpartition("#")[2] if "#" in path else ""
