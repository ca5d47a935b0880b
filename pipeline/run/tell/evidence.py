"""What a run saw of one figure and did not choose, found again in the pages that it kept.

Nothing of it is kept with the results: near misses cost more than the reading of the figures, and
few figures are ever asked about.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.errors import SourceError
from pipeline.model.form import Form, Indicator
from pipeline.model.geometry import Box
from pipeline.model.page import CellReading, Document, Page
from pipeline.model.reading import Source
from pipeline.model.report import Report
from pipeline.run.batch.steps import page_key
from pipeline.run.workspace import IndexEntry, Workspace

if TYPE_CHECKING:
    from pipeline.prose.near_misses import ProseTrace
    from pipeline.tables.listed.whereabouts import Whereabouts
    from pipeline.wording.mended import Mend


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the pages of a report say about one figure."""

    document: Document  # as read
    prose: ProseTrace
    row: Whereabouts | None  # None: the figure has no row in the appendix

    def readers_of(self, page: int, box: Box | None) -> tuple[CellReading, ...]:
        """Give what each reader saw in a place; nothing where there was one reader alone."""
        if box is None:
            return ()
        found = (one for one in self.document.pages if one.number == page)
        return tuple(reading for one in found for reading in _readers_on(one, box))

    def words_elsewhere(self, source: Source) -> str:
        """Give the words by which a figure is another period's or unit's; empty where it is not."""
        found = (one.words for one in self.prose.elsewhere if one.source == source)
        return next(found, "")


def gather_evidence(out: Path, report: Report, form: Form, indicator: Indicator) -> Evidence | None:
    """Look again for one figure; None where the pages are no longer kept as they were read.

    Args:
        out: The output folder.
        report: As `find_report` gives it.
        form: Its form.
        indicator: The figure.
    """
    workspace = Workspace(out)
    entry = workspace.find_entry(report.path)
    document = load_pages(workspace, entry) if entry else None
    if entry is None or document is None:
        return None
    # Here, as they bring numpy along, and a report is told without them.
    from pipeline.prose.near_misses import trace_prose
    from pipeline.tables.appendix import split_report
    from pipeline.tables.listed.whereabouts import find_row
    from pipeline.tables.matrix import split_matrix

    lost = report.unread_pages
    parts = split_matrix(document, form) if form.matrix else split_report(document, form, lost)
    mend = _mend(workspace, entry)
    return Evidence(
        document,
        trace_prose(parts.prose, form, indicator, report.heading.period, mend),
        find_row(parts.appendix, form, indicator.id),
    )


def load_pages(workspace: Workspace, entry: IndexEntry) -> Document | None:
    """Give the pages of a report as the last run read them; None where some are not kept."""
    unread = entry.report.unread_pages
    pages = []
    for sheets in entry.sheets:
        for number, shown in sheets.pages:
            stored = workspace.cache.load(page_key(sheets.file, number), Page)
            if stored:
                pages.append(replace(stored.value, number=shown))
            elif shown not in unread:
                return None
    return Document(tuple(pages)) if pages else None


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """Where a page of a report lies."""

    file: Path
    number: int  # from 1, in the file


def find_pages(workspace: Workspace, report: Report) -> dict[int, PlacedPage]:
    """Give where the pages of a report lie, by their numbers in it.

    None are given where a file is no longer where the last run found it, or not the same.
    """
    entry = workspace.find_entry(report.path)
    if entry is None:
        return {}
    # Here, as it hashes with the packages of the engines.
    from pipeline.run.batch.job import make_report_file

    found: dict[int, PlacedPage] = {}
    for sheets in entry.sheets:
        file = Path(os.fsdecode(sheets.file.path))
        try:
            changed = make_report_file(file).sha256 != sheets.file.sha256
        except (OSError, SourceError):
            changed = True
        if changed:
            return {}
        found.update((shown, PlacedPage(file, number)) for number, shown in sheets.pages)
    return found


def _mend(workspace: Workspace, entry: IndexEntry) -> Mend:
    from pipeline.run.repair_service import Scanner, mend_texts

    dump = any(sheets.file.is_dump for sheets in entry.sheets)
    if not (dump and entry.scanner):
        return mend_texts
    return partial(mend_texts, scanner=Scanner(workspace.cache, entry.scanner))


def _readers_on(page: Page, box: Box) -> Iterator[CellReading]:
    """Give what readers saw in a cell, whole or where its ink is, or in a word."""
    cells = [cell for table in page.tables for cell in table.cells if cell.box is not None]
    for cell in cells:
        whole = cell.box == box
        if whole or (cell.readings and cell.box and cell.box.contains(*box.center)):
            yield from cell.readings
            return
    words = [word for line in page.lines for word in line.words]
    for word in (*(word for cell in cells for word in cell.words), *words):
        if word.second and word.box and box.contains(*word.box.center):
            # Of figures the better reader's text goes first, whatever the other one was.
            own = "vie" if word.second.reader == "pp-ocr" else "pp-ocr"
            yield CellReading(own, word.text, word.confidence if own == "vie" else None)
            yield word.second
            return
