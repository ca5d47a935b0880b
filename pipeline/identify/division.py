"""Where one document ends and the next begins, and to which report an appendix belongs.

Cuts are decided from the first page on, each with what the document before it has shown so far.
Then appendices that name another report of the same file go to it: in boxes the texts often lie
together and their tables behind them. Blank pages go with what stands before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.identify.appendices import Growing, give_back_appendices
from pipeline.identify.cuts import Cut, weigh_cut
from pipeline.identify.page_order import remark_page_numbers
from pipeline.identify.trace import PageTrace, trace_page
from pipeline.model.page import Document
from pipeline.vietnamese.document_kinds import APPENDIX, LETTER, TABLES, kind_of_symbol

# Share of images without a letterhead that must print their page numbers to be one report.
_NUMBERED = 0.5
_INNER = "Giữa trang {page} có đầu của một văn bản khác."
_KEPT = "Tệp được lấy trọn là một báo cáo (--no-split) dù có nhiều đầu văn bản."


@dataclass(frozen=True, slots=True)
class Part:
    """The pages of one document."""

    pages: tuple[int, ...]  # places among the pages that were divided, from 0; appendices last
    kind: str = ""  # "báo cáo", "quyết định" ...; empty where nothing tells
    doubt: str = ""  # why it is not certain that these pages are one document; empty: it is
    note: str = ""  # what is odd about the pages themselves


@dataclass(frozen=True, slots=True)
class Division:
    """The documents of one file, in the order of their first pages."""

    parts: tuple[Part, ...]


def divide(traces: Sequence[PageTrace]) -> Division:
    """Divide the pages of one file into documents.

    Args:
        traces: Of all pages, in their order.

    >>> from pipeline.vietnamese.number_line import Number
    >>> head = PageTrace(motto=True, number=Number("68", "bc-ubnd"), kind="báo cáo")
    >>> [part.pages for part in divide([head, PageTrace(ended=True), head, PageTrace()]).parts]
    [(0, 1), (2, 3)]
    """
    parts: list[Growing] = []
    for at, trace in enumerate(traces):
        if not parts or all(traces[page].blank for page in parts[-1].pages) or trace.blank:
            _grow(parts, at)
            continue
        before = [traces[page] for page in parts[-1].pages]
        cut = weigh_cut(before, trace, traces[at + 1] if at + 1 < len(traces) else None)
        if cut.is_made:
            parts.append(Growing([at], []))
        if not cut.is_certain:
            _doubt(parts, at, cut)
        if not cut.is_made:
            parts[-1].pages.append(at)
    return Division(tuple(_as_part(part, traces) for part in give_back_appendices(parts, traces)))


def divide_images(traces: Sequence[PageTrace]) -> Division:
    """Divide the images of one folder: pages of reports, or each a document of its own.

    They are pages where one image begins a document and the others do not, or where they print
    page numbers one after the other. Otherwise each image stands for itself.

    Args:
        traces: Of all images, in the order of the numbers in their names.
    """
    found = divide(traces)
    if any(len(part.pages) > 1 for part in found.parts) and (
        len(found.parts) > 1 or _begins(traces[0]) or _are_numbered(traces)
    ):
        return Division(tuple(_with_note(part, traces) for part in found.parts))
    return Division(tuple(Part((at,), name_kind(trace)) for at, trace in enumerate(traces)))


def _begins(first: PageTrace) -> bool:
    return first.motto or first.number is not None or bool(first.kind) or first.label


def _are_numbered(traces: Sequence[PageTrace]) -> bool:
    """Say whether images print the numbers of pages that follow each other."""
    offsets = [trace.printed - at for at, trace in enumerate(traces) if trace.printed]
    return len(offsets) >= _NUMBERED * len(traces) and len(set(offsets)) == 1


def _with_note(part: Part, traces: Sequence[PageTrace]) -> Part:
    return replace(part, note=remark_page_numbers([traces[page] for page in part.pages]))


def keep_whole(traces: Sequence[PageTrace]) -> Division:
    """Take all pages for one document, as somebody asked for who knows.

    Her word settles what is a question; where the pages show a second letterhead past doubt, the
    figures stay to be looked at.
    """
    found = divide(traces).parts
    first = next((trace for trace in traces if not trace.blank), PageTrace())
    doubt = "" if len(found) == 1 or any(part.doubt for part in found) else _KEPT
    return Division((Part(tuple(range(len(traces))), name_kind(first), doubt),))


def _grow(parts: list[Growing], at: int) -> None:
    if not parts:
        parts.append(Growing([], []))
    parts[-1].pages.append(at)


def _doubt(parts: list[Growing], at: int, cut: Cut) -> None:
    told = cut.tell()
    share = f"{100 * cut.chance:.0f} %"
    reason = f"trang {at + 1}: {told}" if told else f"trang {at + 1}"
    if cut.is_made:
        message = f"Không chắc văn bản này bắt đầu ở đâu ({reason}; khả năng {share})."
        parts[-2].doubts.append(message)
    else:
        message = f"Có thể một văn bản khác bắt đầu ở đây ({reason}; khả năng {share})."
    parts[-1].doubts.append(message)


def _as_part(part: Growing, traces: Sequence[PageTrace]) -> Part:
    first = next((traces[page] for page in part.pages if not traces[page].blank), PageTrace())
    inner = [_INNER.format(page=page + 1) for page in part.pages if traces[page].inner]
    doubts = dict.fromkeys((*part.doubts, *inner))
    return Part(tuple(part.pages), name_kind(first), " ".join(doubts))


def find_document_kind(document: Document) -> str:
    """Give the kind of a document that stands alone, by its first page with text."""
    traces = (trace_page(page) for page in document.pages)
    return name_kind(next((trace for trace in traces if not trace.blank), PageTrace()))


def name_kind(first: PageTrace) -> str:
    """Give the kind of a document by its first page with text."""
    if first.kind:
        return first.kind
    if first.number:
        return kind_of_symbol(first.number.symbol, letter=first.letter)
    if first.letter:
        return LETTER
    if first.label or first.enclosed:
        return APPENDIX
    return first.opening or (TABLES if first.tabular and not first.motto else "")
