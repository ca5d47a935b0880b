"""How many documents of a box come out as reports of their own: `--only boxes`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.bench.box_kinds import BoxKind, make_boxes
from tests.bench.box_score import (
    BoxScore,
    BoxTruth,
    Told,
    load_told,
    load_truth,
    score_box,
    tell_box,
)
from tests.bench.kinds import extract
from tests.bench.layout import print_table
from tests.bench.paper import Share
from tests.generator.box_truth import SUFFIX

HEADER = (
    "kind", "boxes", "documents", "bar", "reports", "numbers", "told", "foreign", "bar", "wrong",
    "doubtful",
)  # fmt: skip
LEGEND = """\
boxes: all of whose documents came out; documents: reports of their own with exactly their pages,
  blank pages aside; reports: of these, documents with a form of ours; numbers: of documents that
  came out, under the number that they print; told: reports that were made of the boxes
foreign: figures and blanks that ask nobody to look, on a page of another document
wrong: the same, on a right page, but not what their document says
!: misses its bar"""


def measure_boxes(
    folder: Path, kinds: Mapping[str, BoxKind], seed: int, boxes: int, *, detail: bool
) -> str:
    """Invent, read and score boxes of each kind; give the printed table.

    Args:
        folder: Inputs go to folder/in, outputs to folder/out.
        kinds: By name.
        seed: Other seeds give other boxes, layouts and wear.
        boxes: Of each kind.
        detail: Name what did not come out, and each foreign or wrong figure.
    """
    inputs, out = folder / "in", folder / "out"
    make_boxes(inputs, kinds, seed, boxes)
    extract(inputs, out)
    return score_folder(inputs, out, kinds, detail=detail)


def score_folder(inputs: Path, out: Path, kinds: Mapping[str, BoxKind], *, detail: bool) -> str:
    """Score an output folder; the inputs hold a folder for each kind."""
    truths = {
        name: [load_truth(path, inputs) for path in sorted((inputs / name).glob(f"*{SUFFIX}"))]
        for name in kinds
    }
    told = load_told(out, (truth for own in truths.values() for truth in own))
    scores = {
        name: sum((score_box(truth, told[truth.file]) for truth in own), BoxScore())
        for name, own in truths.items()
    }
    parts = [print_scores(scores, kinds), LEGEND]
    if detail:
        parts += _tell([truth for own in truths.values() for truth in own], told)
    return "\n".join(parts)


def print_scores(scores: Mapping[str, BoxScore], kinds: Mapping[str, BoxKind]) -> str:
    """Print a line for each kind."""
    lines = [list(_print_line(name, score, kinds[name].bar)) for name, score in scores.items()]
    return print_table("Boxes", HEADER, lines)


def _print_line(name: str, score: BoxScore, bar: float) -> Iterator[str]:
    yield name
    yield f"{score.boxes.count} of {score.boxes.of}"
    yield _print_share(score.documents) + (" !" if score.documents.value < bar else "")
    yield f">={100 * bar:g}"
    yield _print_share(score.reports)
    yield _print_share(score.numbers)
    yield str(score.told)
    yield f"{score.foreign}{' !' if score.foreign else ''}"
    yield "0"
    yield f"{score.wrong}{' !' if score.wrong else ''}"
    yield str(score.doubtful)


def _print_share(share: Share) -> str:
    return f"{100 * share.value:.1f} % of {share.of}" if share.of else "-"


def _tell(truths: Sequence[BoxTruth], told: Mapping[str, Sequence[Told]]) -> Iterator[str]:
    for truth in truths:
        yield from (f"  {line}" for line in tell_box(truth, told[truth.file]))
