"""Gives appendices to the report of the same file that they name.

In boxes the texts of several reports often lie together and their tables behind them. A table says
whose it is: `(Kèm theo Báo cáo số 68/BC-UBND ngày 15/9/2024 của UBND xã Bắc Sơn)`. Number, day and
unit are compared with each letterhead; one of the three may be misread, or wrong on the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from pipeline.identify.trace import PageTrace
from pipeline.vietnamese.citations import Citation

# Of 100: names of one unit under OCR score 80 to 100, names of two 20 to 70.
_SAME_NAME = 80
_OTHER_NAME = 65
_NAME = 3  # last words of a unit that are its name: "pham ngu lao" without its kind
# A name in a line of a letterhead that is that one and no other: communes share syllables, so of
# 3,000 invented pairs 6 % of the others reach 80, and 2 % reach this.
_NO_OTHER_NAME = 90
_KIND = re.compile(r".*\b(?:xa|phuong|tran|huyen|quan|tinh|pho) (?=\S)")
_CLEAR = 2  # of number, day and unit; so many must fit, or speak against a report
_UNSAID = "Phụ lục ở trang {page} không nói rõ của báo cáo nào."
_STRANGE = "Phụ lục ở trang {page} ghi đơn vị khác ({unit})."


@dataclass(slots=True)
class Growing:
    """A document while its pages are found; places among the pages of the file, from 0."""

    pages: list[int]
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Block:
    """An appendix: the page that opens it and those behind."""

    pages: tuple[int, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class _Head:
    """What a document says of itself."""

    number: str = ""
    day: object = None  # date | None
    place: str = ""
    issuer: str = ""


def give_back_appendices(
    parts: Sequence[Growing], traces: Sequence[PageTrace]
) -> tuple[Growing, ...]:
    """Move appendices to the document that they name; one that names none stays.

    An appendix that names another document than its own, and none of this file, stands for itself.

    Args:
        parts: In the order of the file.
        traces: Of all pages.
    """
    heads = [_head(part.pages, traces) for part in parts]
    kept = [Growing([], list(part.doubts)) for part in parts]
    alone: list[Growing] = []
    for at, part in enumerate(parts):
        main, blocks = _cut_blocks(part.pages, traces)
        kept[at].pages[:0] = main
        homes = [_find_home(block.citation, at, heads) for block in blocks]
        strays = any(home != at for home in homes)
        for block, home in zip(blocks, homes, strict=True):
            if home is None:
                alone.append(Growing(list(block.pages)))
                continue
            kept[home].pages.extend(block.pages)
            rivals = [head for head in heads if head is not heads[home]]
            doubts = _doubt(block, heads[home], rivals, among_strays=strays, moved=home != at)
            kept[home].doubts.extend(doubts)
    whole = [part for part in (*kept, *alone) if part.pages]
    return tuple(sorted(whole, key=lambda part: min(part.pages)))


def _cut_blocks(
    pages: Sequence[int], traces: Sequence[PageTrace]
) -> tuple[list[int], list[_Block]]:
    """Divide the pages of a document into its text and its appendices."""
    main: list[int] = []
    blocks: list[tuple[list[int], Citation]] = []
    for page in pages:
        trace = traces[page]
        opens = not trace.number and (trace.label or (trace.enclosed and trace.enclosed.number))
        if opens and (main or blocks):
            blocks.append(([page], trace.enclosed or Citation()))
        elif blocks:
            blocks[-1][0].append(page)
        else:
            main.append(page)
    return main, [_Block(tuple(pages), citation) for pages, citation in blocks]


def _find_home(citation: Citation, own: int, heads: Sequence[_Head]) -> int | None:
    """Give the document that an appendix belongs to; None for one that is not here."""
    scores = [_agreement(citation, head) for head in heads]
    best = max(range(len(heads)), key=lambda at: (scores[at], at == own, -abs(at - own)))
    if scores[best] > 0 and scores[best] - scores[own] >= _CLEAR:
        return best
    return None if scores[own] <= -_CLEAR and _unit(citation, heads[own]) < 0 else own


def _agreement(citation: Citation, head: _Head) -> int:
    """Count what fits of number, day and unit, less what speaks against it."""
    days = _compare(citation.day, head.day)
    return _compare_numbers(citation, head) + days + _unit(citation, head)


def _compare_numbers(citation: Citation, head: _Head) -> int:
    return _compare(citation.number.split("/")[0].lstrip("0"), head.number.split("/")[0])


def _compare(cited: object, own: object) -> int:
    return 0 if not cited or not own else 1 if cited == own else -1


def _unit(citation: Citation, head: _Head) -> int:
    """Compare the unit that issued a document, by its name alone: kinds are abbreviated."""
    words = citation.unit.split()
    if len(words) < 2 or not (head.place or head.issuer):
        return 0
    name = " ".join(words[-_NAME:])
    scores = [fuzz.partial_ratio(name, head.issuer)] if head.issuer else []
    if head.place:
        scores.append(fuzz.partial_ratio(head.place, citation.unit))
    best = max(scores)
    return 1 if best >= _SAME_NAME else -1 if best < _OTHER_NAME else 0


def _doubt(
    block: _Block, head: _Head, rivals: Sequence[_Head], *, among_strays: bool, moved: bool
) -> Iterator[str]:
    page = block.pages[0] + 1
    score = _agreement(block.citation, head)
    enough = score if _unit(block.citation, head) < 0 else score + 1  # of another report
    if _is_strange(block.citation, head, score):
        yield _STRANGE.format(page=page, unit=block.citation.unit)
    elif (
        (score <= 0 and among_strays)
        or (moved and score < _CLEAR)
        or any(_agreement(block.citation, rival) >= enough for rival in rivals)
    ):
        yield _UNSAID.format(page=page)


def _is_strange(citation: Citation, head: _Head, score: int) -> bool:
    """Say whether an appendix names another unit, or may do so beside another number."""
    if score < 0 and _unit(citation, head) < 0:
        return True
    name = _KIND.sub("", citation.unit)
    if _compare_numbers(citation, head) >= 0 or len(citation.unit.split()) < 2:
        return False
    in_line = fuzz.partial_ratio(name, head.issuer) if head.issuer else 0.0
    return in_line < _NO_OTHER_NAME and fuzz.ratio(name, head.place) < _SAME_NAME


def _head(pages: Iterable[int], traces: Sequence[PageTrace]) -> _Head:
    """Take what the first page with text says of its document."""
    first = next((traces[page] for page in pages if not traces[page].blank), PageTrace())
    return _Head(
        first.number.number.lstrip("0") if first.number else "",
        first.dateline.day if first.dateline else None,
        first.dateline.place if first.dateline else "",
        first.issuer,
    )
