"""What changed between two output folders: `python -m tests.bench.compare BEFORE AFTER`.

Freeze the outputs of samples, real documents and fresh invented reports before anything moves, run
the same inputs afterwards, and read what this prints: rows gone, rows new, and columns of rows that
stayed. `seconds` differs from run to run and is left out. Ends with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.measure.truth import read_table

_FILES = {
    "figures.csv": ("report", "indicator"),
    "others.csv": ("report", "indicator"),
    "reports.csv": ("report",),
}
_UNSTEADY = frozenset(("seconds",))
_GONE, _NEW = "gone", "new"

Key = tuple[str, ...]
Line = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is not what it was."""

    file: str
    key: Key
    what: str  # `gone`, `new`, or the column that differs
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """Give a line for people."""
        told = f"{self.before!r} -> {self.after!r}" if self.what not in (_GONE, _NEW) else ""
        return " ".join(filter(None, (self.file, *self.key, self.what, told)))


def compare(before: Path, after: Path) -> Iterator[Change]:
    """Give all changes, in the order of the rows before, then the new ones.

    Args:
        before: An output folder of `solieu extract`.
        after: Another one, of the same inputs.
    """
    for file, names in _FILES.items():
        old, new = _index(before / file, names), _index(after / file, names)
        for key, line in old.items():
            if key not in new:
                yield Change(file, key, _GONE)
                continue
            for column, value in line.items():
                now = new[key].get(column, "")
                if column not in _UNSTEADY and now != value:
                    yield Change(file, key, column, value, now)
        for key in new:
            if key not in old:
                yield Change(file, key, _NEW)


def _index(file: Path, names: Key) -> dict[Key, Line]:
    """Give the rows of a file by what names them; rows of one name are numbered."""
    if not file.is_file():
        return {}
    rows: dict[Key, Line] = {}
    seen: Counter[Key] = Counter()
    for record in read_table(file).to_dict("records"):
        line = {str(column): str(value) for column, value in record.items()}
        key = tuple(line[name] for name in names)
        seen[key] += 1
        rows[key if seen[key] == 1 else (*key, f"({seen[key]})")] = line
    return rows


def main() -> None:
    """Print the changes, then how many there are of each kind."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.compare", description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    arguments = parser.parse_args()
    changes = list(compare(arguments.before, arguments.after))
    for change in changes:
        print(change)
    for (file, what), count in Counter((one.file, one.what) for one in changes).most_common():
        print(f"{count:8} {file} {what}")
    sys.exit(1 if changes else 0)


if __name__ == "__main__":
    main()
