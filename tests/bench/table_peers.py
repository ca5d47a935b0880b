"""Reads printed tables with other programs: `python -m tests.bench.table_peers PRINTED OUT`.

PRINTED holds `digital/*.pdf` and `scan/*.pdf`. Writes `OUT/PEER/NAME.csv`, one row for each cell
with a figure. The programs give bare grids: what is heading, name and figure is told here, in the
plainest way, and where in doubt for them.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.table_peer import READERS, Tables

_PYTHON = Path(__file__).parents[2] / ".venv-peers" / "bin" / "python"
_WORKER = Path(__file__).with_name("table_peer.py")
_COLUMNS = ("label", "value", "status", "page", "method")

_FIGURE = re.compile(r"[-+]?\(?\d+(?:[.,]\d+)*\)?\s*%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# What tells a decimal comma from a point: one or two digits after it, three after the other.
_COMMA = re.compile(r",\d\d?(?!\d)|\.\d{3}(?!\d)")
_POINT = re.compile(r"\.\d\d?(?!\d)|,\d{3}(?!\d)")

_COLUMN_NUMBER = re.compile(r"[A-ZĐ]|\(?\d\d?\)?(?:\s*=.*)?")

Row = Sequence[str | None]


def _is_figure(cell: str | None) -> bool:
    return bool(_FIGURE.fullmatch((cell or "").strip()))


def _decimal_mark(tables: Tables) -> str:
    """Tell how a document writes decimals, by most of its figures."""
    cells = [c for _, rows in tables for row in rows for c in row if c and _is_figure(c)]
    commas = sum(bool(_COMMA.search(cell)) for cell in cells)
    return "," if commas >= sum(bool(_POINT.search(cell)) for cell in cells) else "."


def _value(cell: str, mark: str) -> str:
    digits = re.sub(r"[^\d.,]", "", cell).replace("." if mark == "," else ",", "")
    negative = cell.strip().startswith(("-", "("))
    return ("-" if negative else "") + digits.replace(mark, ".")


def _split(row: Row) -> tuple[str, list[int]]:
    """Give the name of a row and the indices of its figures; a number before the name is of it."""
    lettered = (i for i, cell in enumerate(row) if re.search(r"[^\W\d_]", cell or ""))
    start = next(lettered, 0)
    figures = [i for i in range(start, len(row)) if _is_figure(row[i])]
    name = row[: figures[0]] if figures else row
    return " ".join(" ".join(cell.split()) for cell in name if cell), figures


def _is_numbering(row: Row) -> bool:
    """Say whether a row numbers the columns: A, B, 1, 2, 3=1+2."""
    return all(_COLUMN_NUMBER.fullmatch(cell.strip()) for cell in row if cell)


def _is_heading(row: Row) -> bool:
    """Say whether a row has no figures but years, or the numbers of the columns."""
    figures = ((row[i] or "").strip() for i in _split(row)[1])
    return _is_numbering(row) or all(_YEAR.fullmatch(figure) for figure in figures)


def _columns(heading: Sequence[Row]) -> list[str]:
    """Join the rows of a heading; a cell of a merged one takes what stands left of it."""
    names: list[list[str]] = [[] for _ in heading[0]]
    for r, row in enumerate(heading):
        left = ""
        for c, cell in enumerate(row):
            hanging = cell is None and r > 0 and heading[r - 1][c] is not None
            left = "" if hanging else left if cell is None else " ".join(cell.split())
            if left and left not in names[c][-1:]:
                names[c].append(left)
    return [" > ".join(parts) for parts in names]


def _cells(tables: Tables) -> Iterator[tuple[str, str, str, int, str]]:
    mark, columns = _decimal_mark(tables), [""]
    for page, rows in tables:
        first = next((i for i, row in enumerate(rows) if not _is_heading(row)), len(rows))
        if first:
            columns = _columns([row for row in rows[:first] if not _is_numbering(row)] or rows[:1])
        elif rows and len(columns) != len(rows[0]):  # else it goes on from the table before
            columns = [""] * len(rows[0])
        for row in rows[first:]:
            name, figures = _split(row)
            for i in figures:
                yield f"{name} | {columns[i]}", _value(row[i] or "", mark), "read", page, "table"


def read_tables(peer: str, path: Path, seconds: float) -> Tables:
    """Have a peer read a document.

    Raises:
        subprocess.SubprocessError: It failed, or took longer.
    """
    done = subprocess.run(
        [_PYTHON, _WORKER, peer, path],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONUTF8": "1", "OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"},
        timeout=seconds,
        check=True,
    )
    last = done.stdout.splitlines()[-1]  # tesseract prints as well
    return [(page, rows) for page, rows in json.loads(last)]


def write_peer(peer: str, printed: Path, out: Path, seconds: float) -> None:
    """Write what a peer reads, small documents first; those it does not get to are said."""
    end = time.monotonic() + seconds
    paths = (printed / ("scan" if peer.startswith("img2table") else "digital")).glob("*.pdf")
    (out / peer).mkdir(parents=True, exist_ok=True)
    for path in sorted(paths, key=lambda path: path.stat().st_size):
        try:
            tables = read_tables(peer, path, max(end - time.monotonic(), 0))
        except subprocess.SubprocessError as error:
            print(f"{peer} {path.name}: {type(error).__name__}")
            continue
        with (out / peer / f"{path.stem}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_COLUMNS, *_cells(tables)])


def main() -> None:
    """Run the peers, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.table_peers")
    parser.add_argument("printed", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seconds", type=float, default=3600, help="the most a peer may take")
    parser.add_argument("--only", choices=READERS, nargs="*", default=list(READERS))
    args = parser.parse_args()
    for peer in args.only:
        write_peer(peer, args.printed, args.out, args.seconds)


if __name__ == "__main__":
    main()
