"""Boxes follow from their seeds, and their truth from what lies in them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.model.page import Document, PageKind
from tests.generator.bind import BINDINGS
from tests.generator.box_document import digital_document, dumped_document, read_channel
from tests.generator.box_truth import describe_box, write_box
from tests.generator.boxes import Backs, Box, make_box
from tests.generator.stack import Stack, bind_pages, stack_box

SEEDS = range(40)
SMALL = 16  # seed of a box of few pages


@pytest.fixture(scope="module")
def stack() -> Stack:
    return stack_box(make_box(SMALL))


def _gathered() -> Box:
    return next(box for box in map(make_box, range(200)) if box.gathered is not None)


def test_the_same_seed_gives_the_same_box(stack: Stack) -> None:
    assert make_box(SMALL) == stack.box
    assert make_box(SMALL + 1) != stack.box
    assert bind_pages(stack_box(make_box(SMALL))) == bind_pages(stack)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_box_holds_two_to_twelve_documents_with_a_report_among_them(seed: int) -> None:
    box = make_box(seed)

    assert 2 <= len(box.pieces) <= 12
    assert any(piece.report for piece in box.pieces)


@pytest.mark.parametrize("seed", SEEDS)
def test_only_copies_share_commune_family_and_period(seed: int) -> None:
    reports = [piece for piece in make_box(seed).pieces if piece.report and not piece.copied]

    keys = Counter((one.family, one.report.commune, one.report.period.id)  # type: ignore[union-attr]
                   for one in reports)  # fmt: skip
    assert set(keys.values()) <= {1}


def test_between_them_boxes_hold_all_that_makes_them_hard() -> None:
    boxes = [make_box(seed) for seed in range(120)]
    pieces = [piece for box in boxes for piece in box.pieces]

    kinds = {piece.kind for piece in pieces}
    traits = {trait for piece in pieces for trait in piece.traits}
    assert kinds >= {"báo cáo", "quyết định", "công văn", "kế hoạch", "nghị quyết", "giấy mời"}
    assert traits >= {"copy", "cut", "open number", "open day", "stacked letterhead", "blank form"}
    assert traits >= {"headed plan", "list", "headed appendix", "blank all", "blank inside"}
    assert {piece.family for piece in pieces} == {"", "cchc-xa", "tthc-06", "kt-xh-xa"}
    assert any(box.gathered is not None for box in boxes)


def test_each_printed_page_has_one_owner_and_blank_ones_have_none(stack: Stack) -> None:
    told = describe_box(stack, Path("7.pdf"))
    document = digital_document(stack)

    owners = told["owners"]
    assert len(owners) == len(document.pages)
    blank = [page.kind is PageKind.BLANK for page in document.pages]
    assert blank == [owner == 0 for owner in owners]
    assert {owner for owner in owners if owner} == set(range(1, len(stack.box.pieces) + 1))


def test_documents_lie_one_behind_the_other_unless_appendices_are_gathered(stack: Stack) -> None:
    gathered = stack_box(_gathered())
    first = gathered.box.gathered or 0

    for before, behind in pairwise(range(len(stack.box.pieces))):
        assert max(stack.pages_of(before)) < min(stack.pages_of(behind))
    upper, lower = gathered.pages_of(first), gathered.pages_of(first + 1)
    assert min(upper) < min(lower) < max(upper) < max(lower)


def test_gathered_appendices_name_their_reports() -> None:
    stack = stack_box(_gathered())
    first = stack.box.gathered or 0
    texts = _texts(dumped_document(stack))

    for piece in (first, first + 1):
        number = stack.box.pieces[piece].number
        pages = [texts[page - 1] for page in stack.pages_of(piece)]
        assert sum(f"Kèm theo Báo cáo số {number} ngày" in text for text in pages) == 1


def test_blank_backs_lie_behind_every_page_or_the_odd_last_one() -> None:
    boxes = [stack_box(make_box(seed)) for seed in (0, 3, SMALL)]
    for stack in boxes:
        for number, piece in enumerate(stack.box.pieces):
            pages = stack.pages_of(number)
            if stack.box.gathered in (number, number - 1):
                continue
            if piece.backs is Backs.ALL:
                assert {behind - before for before, behind in pairwise(pages)} <= {2}
            elif piece.backs is Backs.NONE:
                assert {behind - before for before, behind in pairwise(pages)} <= {1}


def test_a_number_left_open_is_no_truth(tmp_path: Path) -> None:
    box = next(
        box for box in map(make_box, range(200))
        if any(piece.report and piece.style.open_day for piece in box.pieces)
    )  # fmt: skip
    path = write_box(stack_box(box), BINDINGS["dump-text"], tmp_path, "7")

    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    open_one = next(one for one in told["documents"] if one["figures"] and not one["date"])
    figures = (tmp_path / open_one["figures"]).read_text(encoding="utf-8-sig")
    assert open_one["number"] == ""
    assert "heading.issuer" in figures
    assert "heading.document_number" not in figures
    assert "heading.document_date" not in figures


def test_a_dump_has_the_pages_of_the_box_and_a_ruined_one_other_letters(stack: Stack) -> None:
    clean, ruined = dumped_document(stack), dumped_document(stack, read_channel())

    assert len(clean.pages) == len(ruined.pages) == len(stack.leaves)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in "\n".join(_texts(clean))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" not in "\n".join(_texts(ruined))


def test_a_blank_last_page_is_a_page_of_a_dump_too() -> None:
    box = make_box(SMALL)
    last = replace(box.pieces[-1], divided=True)
    stack = stack_box(replace(box, pieces=(*box.pieces[:-1], last)))

    assert dumped_document(stack).pages[-1].kind is PageKind.BLANK


def _texts(document: Document) -> list[str]:
    return ["\n".join(line.text for line in page.lines) for page in document.pages]
