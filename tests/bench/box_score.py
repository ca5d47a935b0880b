"""Scores what came out of a box: are its documents reports of their own, and is each figure theirs.

A document came out when one row of `reports.csv` has exactly its pages; blank ones are nobody's and
do not count. A figure is foreign when it stands, with a status that asks nobody to look, on a page
of another document than the one its report is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path

from pipeline.measure.truth import read_table, read_truth
from pipeline.model.reading import Method, Status
from pipeline.model.report import State
from tests.bench.paper import Share
from tests.generator.box_truth import print_pages

_QUIET = (Status.SURE, Status.READ, Status.BLANK)
_PRINTED = (Method.TABLE, Method.PROSE)
_SHOWN = 60  # letters of the text that was read
_NONE = Share(0, 0)

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TrueDocument:
    """One document of a box."""

    place: int  # in the box, from 1
    pages: frozenset[int]
    kind: str
    number: str  # empty where none is printed
    family: str  # empty where its figures are not known
    figures: Mapping[str, Decimal | None]
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoxTruth:
    """What is true of one box."""

    file: str  # below the folder of inputs
    documents: tuple[TrueDocument, ...]
    owners: tuple[int, ...]  # of each page the place of its document; 0: blank


@dataclass(frozen=True, slots=True)
class Told:
    """One report that a run made of a box or a part of it."""

    report: str  # "box.pdf#2"
    pages: frozenset[int]
    number: str
    rows: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class BoxScore:
    """The counts of one box, or of all of a kind."""

    boxes: Share = _NONE  # of which every document came out
    documents: Share = _NONE
    reports: Share = _NONE  # documents whose figures are known
    numbers: Share = _NONE  # of documents that came out, under their printed number
    told: int = 0
    foreign: int = 0
    wrong: int = 0
    doubtful: int = 0

    def __add__(self, other: BoxScore) -> BoxScore:
        """Count both."""
        names = [field.name for field in fields(self)]
        return BoxScore(*(getattr(self, name) + getattr(other, name) for name in names))


def load_truth(path: Path, inputs: Path) -> BoxTruth:
    """Read the truth of a box from the JSON beside it and the CSVs that this names."""
    known = json.loads(path.read_text(encoding="utf-8"))
    documents = [
        TrueDocument(
            one["document"], parse_pages(one["pages"]), one["kind"], one["number"], one["family"],
            _true_figures(path.parent / one["figures"]) if one["figures"] else {},
            tuple(one["traits"]),
        )
        for one in known["documents"]
    ]  # fmt: skip
    file = (path.parent / known["file"]).relative_to(inputs).as_posix()
    return BoxTruth(file, tuple(documents), tuple(known["owners"]))


def _true_figures(path: Path) -> dict[str, Decimal | None]:
    return {figure.indicator: figure.value for figure in read_truth(path).figures}


def load_told(out: Path, truths: Iterable[BoxTruth]) -> dict[str, tuple[Told, ...]]:
    """Read what a run made of some boxes, by their files."""
    rows: dict[str, list[Cells]] = {}
    for row in _records(out / "figures.csv"):
        rows.setdefault(row["report"], []).append(row)
    reports = [one for one in _records(out / "reports.csv") if one["state"] != State.SKIPPED]
    return {
        truth.file: tuple(
            Told(one["report"], _pages_of(one, truth), one["document_number"],
                 tuple(rows.get(one["report"], ())))
            for one in reports
            if one["report"].partition("#")[0] == truth.file
        )
        for truth in truths
    }  # fmt: skip


def _records(path: Path) -> list[dict[str, str]]:
    return [
        {str(column): str(value) for column, value in record.items()}
        for record in read_table(path).to_dict("records")
    ]


def _pages_of(report: Cells, truth: BoxTruth) -> frozenset[int]:
    """Give the pages that a report says it has of a box; all of them where it is not split."""
    parts = report.get("parts", "")
    if not parts:
        return frozenset(range(1, len(truth.owners) + 1)) if "#" not in report["report"] else _NO
    names = (truth.file, Path(truth.file).name)
    pages = _NO
    for part in parts.split(";"):
        file, _, ranges = part.strip().rpartition(":")
        if file in names:
            pages |= parse_pages(ranges)
    return pages


_NO: frozenset[int] = frozenset()


def parse_pages(ranges: str) -> frozenset[int]:
    """Read page ranges.

    >>> sorted(parse_pages("1-3,7"))
    [1, 2, 3, 7]
    """
    pages: set[int] = set()
    for one in filter(None, ranges.split(",")):
        first, _, last = one.strip().partition("-")
        pages.update(range(int(first), int(last or first) + 1))
    return frozenset(pages)


def score_box(truth: BoxTruth, told: Sequence[Told]) -> BoxScore:
    """Count what came out of one box."""
    came = [document for document in truth.documents if _find(document, truth, told)]
    known = [document for document in truth.documents if document.family]
    numbered = [document for document in came if document.number]
    pairs = [(one, _own(one, truth)) for one in told]
    return BoxScore(
        Share(int(len(came) == len(truth.documents)), 1),
        Share(len(came), len(truth.documents)),
        Share(sum(document in came for document in known), len(known)),
        Share(sum(_bears_number(document, truth, told) for document in numbered), len(numbered)),
        len(told),
        sum(len(list(_foreign(one, own, truth))) for one, own in pairs),
        sum(len(list(_wrong(one, own, truth))) for one, own in pairs),
        sum(row["status"] == Status.DOUBTFUL for one in told for row in one.rows),
    )


def _printed(pages: Iterable[int], truth: BoxTruth) -> frozenset[int]:
    """Leave out blank pages, and such as the file does not have."""
    owners = truth.owners
    return frozenset(page for page in pages if 1 <= page <= len(owners) and owners[page - 1])


def _find(document: TrueDocument, truth: BoxTruth, told: Sequence[Told]) -> Told | None:
    return next((one for one in told if _printed(one.pages, truth) == document.pages), None)


def _bears_number(document: TrueDocument, truth: BoxTruth, told: Sequence[Told]) -> bool:
    found = _find(document, truth, told)
    return found is not None and found.number == document.number


def _own(one: Told, truth: BoxTruth) -> TrueDocument | None:
    """Give the document that a report is, or has most pages of; None: it has no printed page."""
    pages = _printed(one.pages, truth)
    best = max(truth.documents, key=lambda document: len(document.pages & pages), default=None)
    return best if best and best.pages & pages else None


def _quiet(one: Told) -> Iterator[Cells]:
    for row in one.rows:
        if row["status"] in _QUIET and (row["status"] == Status.BLANK or row["method"] in _PRINTED):
            yield row


def _is_foreign(row: Cells, own: TrueDocument, truth: BoxTruth) -> bool:
    page = int(row["page"]) if row["page"] else 0
    return 1 <= page <= len(truth.owners) and truth.owners[page - 1] not in (0, own.place)


def _foreign(one: Told, own: TrueDocument | None, truth: BoxTruth) -> Iterator[Cells]:
    if own:
        yield from (row for row in _quiet(one) if _is_foreign(row, own, truth))


def _wrong(one: Told, own: TrueDocument | None, truth: BoxTruth) -> Iterator[Cells]:
    """Give the rows that stand where they may and say something else than is printed."""
    for row in _quiet(one) if own else ():
        if own and row["indicator"] in own.figures and not _is_foreign(row, own, truth):
            given = Decimal(row["value"]) if row["value"] else None
            if given != own.figures[row["indicator"]]:
                yield row


def tell_box(truth: BoxTruth, told: Sequence[Told]) -> Iterator[str]:
    """Name each document that did not come out, and each figure that is foreign or wrong."""
    for document in truth.documents:
        if not _find(document, truth, told):
            touching = [one for one in told if one.pages & document.pages]
            came = ", ".join(f"{print_pages(sorted(one.pages))}" for one in touching)
            kind = f"{document.kind} {document.number} {document.family}".strip()
            pages = print_pages(sorted(document.pages))
            traits = f" ({', '.join(document.traits)})" if document.traits else ""
            yield f"{truth.file} {pages} {kind}{traits}: came as {came or 'nothing'}"
    for one in told:
        own = _own(one, truth)
        yield from (f"foreign {_tell_row(row)}" for row in _foreign(one, own, truth))
        yield from (f"wrong {_tell_row(row)}" for row in _wrong(one, own, truth))


def _tell_row(row: Cells) -> str:
    shown = f"{row['value'] or '-'} ({row['status']}) page {row['page']} {row['text'][:_SHOWN]!r}"
    return f"{row['report']} {row['indicator']}: {shown}"
