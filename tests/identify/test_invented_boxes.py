"""Invented boxes, with what is true of them: all documents come out, and no figure is foreign."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.identify.division import divide
from pipeline.identify.trace import trace_page
from pipeline.model.page import Document
from pipeline.repair.hands import Hand
from tests.bench.box_score import load_told, load_truth, tell_box
from tests.generator.bind import BINDINGS
from tests.generator.box_document import digital_document, dumped_document, read_channel
from tests.generator.box_truth import SUFFIX, write_box
from tests.generator.boxes import make_box
from tests.generator.stack import Stack, stack_box

# The second has its appendices gathered behind two reports; `bench --only boxes` tries many more.
SEEDS = (7001, 7014)
SMALL = {"digital": 7007, "dump-text": 7004}
# What reads a box: as drawn, and as the OCRs of other languages leave it.
READERS: dict[str, Callable[[Stack], Document]] = {
    "digital": digital_document,
    "dump": dumped_document,
    "dump-eng": lambda stack: dumped_document(stack, read_channel(Hand.ENG)),
    "dump-fra": lambda stack: dumped_document(stack, read_channel(Hand.FRA)),
}


@pytest.fixture(scope="module", params=SEEDS)
def stack(request: pytest.FixtureRequest) -> Stack:
    """A box with its pages drawn."""
    return stack_box(make_box(request.param))


def _divide(stack: Stack, document: Document) -> list[set[int]]:
    """Give the printed pages of each document, from 1."""
    division = divide([trace_page(page) for page in document.pages])
    printed = {number for number, leaf in enumerate(stack.leaves, 1) if leaf.piece is not None}
    return [{page + 1 for page in part.pages} & printed for part in division.parts]


@pytest.mark.parametrize("way", READERS)
def test_all_documents_of_a_box_come_out(stack: Stack, way: str) -> None:
    document = READERS[way](stack)

    assert len(document.pages) == len(stack.leaves)
    assert sorted(_divide(stack, document), key=min) == [
        set(stack.pages_of(piece)) for piece in range(len(stack.box.pieces))
    ]


def test_no_figure_of_a_box_is_foreign_or_wrong(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    for kind, seed in SMALL.items():
        write_box(stack_box(make_box(seed)), BINDINGS[kind], folder / kind, str(seed))

    code = cli.main(["extract", str(folder), "--out", str(out), "--workers", "1"])

    assert code == 0
    truths = [load_truth(file, folder) for file in sorted(folder.rglob(f"*{SUFFIX}"))]
    told = load_told(out, truths)
    for truth in truths:
        assert list(tell_box(truth, told[truth.file])) == []
        assert len(told[truth.file]) == len(truth.documents)
