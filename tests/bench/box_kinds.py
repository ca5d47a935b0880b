"""The kinds of boxes that are measured, and the share of their documents that must come out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.generator.bind import BINDINGS
from tests.generator.box_truth import write_box
from tests.generator.boxes import make_box
from tests.generator.stack import stack_box

_KINDS_A_SEED = 10  # the last digit of the seed of a box says which kind it is for
_BOXES_A_SEED = 1000


@dataclass(frozen=True, slots=True)
class BoxKind:
    """One kind of file that a box becomes."""

    digit: int  # of the seeds of its boxes
    bar: float  # at least; share of documents that are a report of their own, 0 to 1


_BARS = {
    "digital": 0.99, "scan-light": 0.99, "scan-medium": 0.97, "scan-heavy": 0.90,
    "junk-layer": 0.97, "dump-text": 0.90, "dump-eng": 0.90, "dump-fra": 0.90,
}  # fmt: skip
BOX_KINDS = {name: BoxKind(digit, _BARS[name]) for digit, name in enumerate(BINDINGS)}


def box_seeds(kind: BoxKind, seed: int, boxes: int) -> list[int]:
    """Give the seeds of the boxes of one kind."""
    first = seed * _BOXES_A_SEED
    return [(first + number) * _KINDS_A_SEED + kind.digit for number in range(boxes)]


def make_boxes(folder: Path, kinds: Mapping[str, BoxKind], seed: int, boxes: int) -> None:
    """Write boxes of some kinds with their truth, each kind into a folder of its name."""
    orders = [
        (folder / name, name, own_seed)
        for name, kind in kinds.items()
        for own_seed in box_seeds(kind, seed, boxes)
    ]
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for made in [pool.submit(make_one_box, *order) for order in orders]:
            made.result()


def make_one_box(folder: Path, kind: str, own_seed: int) -> None:
    """Write one box with its truth."""
    write_box(stack_box(make_box(own_seed)), BINDINGS[kind], folder, str(own_seed))
