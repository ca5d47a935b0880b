"""Where in the appendix a row was looked for: for people who ask, never for a run."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.form import Form
from pipeline.model.page import Document
from pipeline.tables.listed.align import Block, Target, align, targets_of
from pipeline.tables.listed.likeness import is_like
from pipeline.tables.listed.strips import Strip, strips_of
from pipeline.vietnamese.codes import code_fit, first_piece

MOST_NEAR = 3
_LEAST_LIKENESS = 0.35  # share of the letters of name, unit and department; chance gives 0.1 to 0.3


@dataclass(frozen=True, slots=True)
class NearStrip:
    """A line or row of a table that is somewhat like a row of the form."""

    strip: Strip
    likeness: float  # share of the row's letters that it shows, 0 to 1
    code: float  # see codes.code_fit
    owner: str  # id of the row it was taken for; empty: none


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What the alignment made of one row of the form."""

    block: Block | None  # None: no line is it
    above: Block | None  # the nearest rows of the form that were seen
    below: Block | None
    near: tuple[NearStrip, ...] = ()  # the most alike first; only where there is no block


def find_row(appendix: Document, form: Form, row: str) -> Whereabouts | None:
    """Say which line of the appendix is a row of the form; None where it has no such row.

    Args:
        appendix: The pages from the title of the appendix on; may be empty.
        form: Its rows in printed order.
        row: Id of the row.
    """
    targets = {target.id: number for number, target in enumerate(targets_of(form))}
    if row not in targets:
        return None
    strips = strips_of(appendix, form)
    blocks = align(strips, form).blocks
    here = targets[row]
    seen = [block for block in blocks if block.target.indicator is not None]
    block = next((one for one in seen if one.target.id == row), None)
    above = [one for one in seen if targets[one.target.id] < here]
    below = [one for one in seen if targets[one.target.id] > here]
    near: tuple[NearStrip, ...] = ()
    if block is None:
        owners = {id(strip): one.target.id for one in blocks for strip in one.strips}
        target = targets_of(form)[here]
        alike = (_compare(strip, target, owners.get(id(strip), "")) for strip in strips)
        near = tuple(
            sorted(
                (one for one in alike if one.likeness >= _LEAST_LIKENESS),
                key=lambda one: (one.likeness + 0.2 * one.code, not one.owner),
                reverse=True,
            )[:MOST_NEAR]
        )
    return Whereabouts(block, above[-1] if above else None, below[0] if below else None, near)


def _compare(strip: Strip, target: Target, owner: str) -> NearStrip:
    shown = sum(
        weight
        for word, weight in zip(target.words, target.weights, strict=True)
        if is_like(word, strip.words)
    )
    code = strip.cells.code if strip.cells else None
    piece = code.text if code else first_piece(strip.text)
    likeness = shown / sum(target.weights) if target.weights else 0.0
    return NearStrip(strip, likeness, code_fit(piece, target.code), owner)
