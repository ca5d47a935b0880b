"""How boxes are scored, on output folders that are made up."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.bench.box_kinds import BOX_KINDS
from tests.bench.box_score import BoxScore, load_told, load_truth, score_box, tell_box
from tests.bench.boxes import score_folder
from tests.bench.paper import Share
from tests.generator.box_truth import write_box_truth
from tests.generator.boxes import Box, make_box
from tests.generator.stack import Leaf, Stack

# Report, blank, letter, report: 1-2, 3, 4, 5-6.
LEAVES = (Leaf(0, 0), Leaf(0, 1), Leaf(None), Leaf(1), Leaf(2, 0), Leaf(2, 1))
RIGHT = ("1-3", "4", "5-6")
FILE = "digital/7.pdf"
_FIGURE = ("report", "indicator", "value", "status", "method", "page", "text")


@pytest.fixture(scope="module")
def stack() -> Stack:
    """A report, a letter, a report."""
    boxes = [box for box in map(make_box, range(12)) if box.gathered is None]
    pieces = [piece for box in boxes for piece in box.pieces if not piece.style.open_number]
    reports = [piece for piece in pieces if piece.family == "cchc-xa"]
    letter = next(piece for piece in pieces if piece.kind == "công văn")
    return Stack(Box(7, (reports[0], letter, reports[1])), (), LEAVES)


@pytest.fixture
def inputs(stack: Stack, tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "digital").mkdir(parents=True)
    write_box_truth(stack, folder / FILE)
    return folder


def _write(path: Path, header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _score(
    inputs: Path, stack: Stack, parts: Sequence[str], figures: Sequence[Mapping[str, str]] = ()
) -> BoxScore:
    """Score an output with such parts; without any, the box was not split."""
    out = inputs.parent / "out"
    numbers = [piece.number for piece in stack.box.pieces]
    reports = [
        {"report": f"{FILE}#{place}", "state": "done", "parts": f"{FILE}:{pages}",
         "document_number": number}
        for place, (pages, number) in enumerate(zip(parts, [*numbers, ""], strict=False), 1)
    ] or [{"report": FILE, "state": "done", "document_number": numbers[0]}]  # fmt: skip
    reports.append({"report": "digital/7.json", "state": "skipped"})
    _write(out / "reports.csv", ("report", "state", "document_number", "parts"), reports)
    _write(out / "figures.csv", _FIGURE, figures)
    truth = load_truth(inputs / "digital" / "7.json", inputs)
    told = load_told(out, [truth])[truth.file]
    tell = list(tell_box(truth, told))
    score = score_box(truth, told)
    missed = score.documents.of - score.documents.count
    assert len(tell) == missed + score.foreign + score.wrong
    return score


def row(place: int, stack: Stack, **more: str) -> dict[str, str]:
    """A right row of a report of the box, counted from 1, as one of its pages shows it."""
    report = stack.box.pieces[place - 1].report
    assert report
    figure = next(one for one in report.figures if one.value)
    return {
        "report": f"{FILE}#{place}", "indicator": figure.indicator, "value": str(figure.value),
        "status": "read", "method": "table", "page": str(stack.pages_of(place - 1)[0]), **more,
    }  # fmt: skip


def test_all_right_is_all_right(inputs: Path, stack: Stack) -> None:
    score = _score(inputs, stack, RIGHT, [row(1, stack), row(3, stack)])

    assert score.boxes == Share(1, 1)
    assert (score.documents, score.reports, score.numbers) == (
        Share(3, 3), Share(2, 2), Share(3, 3),
    )  # fmt: skip
    assert (score.told, score.foreign, score.wrong, score.doubtful) == (3, 0, 0, 0)


@pytest.mark.parametrize(
    "parts", [("1-2", "4", "5-6"), ("1-2", "3-4", "5-6"), ("1-2", "3,4", "5-9")]
)
def test_blank_pages_may_go_to_either_side(
    inputs: Path, stack: Stack, parts: Sequence[str]
) -> None:
    assert _score(inputs, stack, parts).documents == Share(3, 3)


@pytest.mark.parametrize(
    ("parts", "came"), [(("1-4", "5-6"), 1), (("1", "2-3", "4", "5-6"), 2), (("1-3", "4-6"), 1)]
)
def test_documents_that_were_cut_or_joined_did_not_come_out(
    inputs: Path, stack: Stack, parts: Sequence[str], came: int
) -> None:
    assert _score(inputs, stack, parts).documents == Share(came, 3)


def test_a_box_that_is_not_split_has_foreign_figures(inputs: Path, stack: Stack) -> None:
    score = _score(inputs, stack, (), [row(1, stack, report=FILE), row(3, stack, report=FILE)])

    assert score.documents == Share(0, 3)
    assert (score.told, score.foreign) == (1, 1)


@pytest.mark.parametrize(
    ("status", "method", "foreign"),
    [("sure", "prose", 1), ("blank", "", 1), ("read", "derived", 0), ("doubtful", "table", 0)],
)
def test_only_what_nobody_will_look_at_is_foreign(
    inputs: Path, stack: Stack, status: str, method: str, foreign: int
) -> None:
    given = row(1, stack, status=status, method=method, page="5")

    score = _score(inputs, stack, RIGHT, [given])

    assert (score.foreign, score.doubtful) == (foreign, int(status == "doubtful"))


@pytest.mark.parametrize(
    ("more", "wrong"),
    [({"value": "77777"}, 1), ({"value": "", "status": "blank"}, 1), ({"page": ""}, 0),
     ({"page": "", "value": "77777"}, 1), ({"indicator": "of_no_form", "value": "5"}, 0)],
)  # fmt: skip
def test_a_figure_that_its_report_does_not_print_is_wrong(
    inputs: Path, stack: Stack, more: dict[str, str], wrong: int
) -> None:
    score = _score(inputs, stack, RIGHT, [row(3, stack, **more)])

    assert (score.foreign, score.wrong) == (0, wrong)


def test_the_table_says_where_a_bar_is_missed(inputs: Path, stack: Stack) -> None:
    _score(inputs, stack, ("1-4", "5-6"), [row(1, stack, page="5")])

    table = score_folder(
        inputs, inputs.parent / "out", {"digital": BOX_KINDS["digital"]}, detail=True
    )

    assert "33.3 % of 3 !" in table
    assert "1 !" in table
    assert "came as 1-4" in table
