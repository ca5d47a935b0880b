"""Writes what is true of a box: which pages are whose, what each document is, and its figures.

Beside `7.pdf` lie `7.json` and, for the third document if it is a report whose figures are known,
`7.3.csv`, as `truth` writes it. Blank pages belong to nobody: either neighbour may have them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.generator.bind import Binding, bind
from tests.generator.boxes import Piece
from tests.generator.stack import Stack
from tests.generator.truth import write_truth

SUFFIX = ".json"


def write_box(stack: Stack, binding: Binding, folder: Path, name: str) -> Path:
    """Write the file of a box with its truth; give the path of the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}{binding.suffix}"
    path.write_bytes(bind(stack, binding))
    write_box_truth(stack, path)
    return path


def write_box_truth(stack: Stack, path: Path) -> None:
    """Write what is true of a box beside its file."""
    told = json.dumps(describe_box(stack, path), ensure_ascii=False, indent=1)
    path.with_suffix(SUFFIX).write_text(told + "\n", encoding="utf-8")
    for number, piece in enumerate(stack.box.pieces, 1):
        if piece.report:
            write_truth(piece.report, _figures(path, number), unprinted=tuple(_unprinted(piece)))


def describe_box(stack: Stack, path: Path) -> dict[str, Any]:
    """Say what is true of a box, in what JSON can tell.

    `documents` come in the order of their first pages; `owners` has for each page of the file the
    number of its document, 0 where it is blank.
    """
    return {
        "file": path.name,
        "gathered": stack.box.gathered is not None,
        "documents": [
            _describe(stack, piece, number, path)
            for number, piece in enumerate(stack.box.pieces, 1)
        ],
        "owners": [0 if leaf.piece is None else leaf.piece + 1 for leaf in stack.leaves],
    }


def _describe(stack: Stack, piece: Piece, number: int, path: Path) -> dict[str, Any]:
    return {
        "document": number,
        "pages": print_pages(stack.pages_of(number - 1)),
        "kind": piece.kind,
        "number": piece.number,
        "date": piece.signed.isoformat() if piece.signed else "",
        "issuer": piece.issuer,
        "family": piece.family,
        "figures": _figures(path, number).name if piece.report else "",
        "traits": list(piece.traits),
    }


def _figures(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}.{number}.csv")


def _unprinted(piece: Piece) -> Iterator[str]:
    if not piece.number:
        yield "document_number"
    if not piece.signed:
        yield "document_date"


def print_pages(pages: Sequence[int]) -> str:
    """Print page numbers as ranges.

    >>> print_pages((1, 2, 3, 5, 8, 9))
    '1-3,5,8-9'
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
