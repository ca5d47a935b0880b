"""What a run wrote about each row, as far as the bench needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.measure.truth import read_table
from pipeline.model.errors import SolieuError
from pipeline.model.geometry import Box
from pipeline.model.page import Page
from pipeline.model.reading import Method, Status
from pipeline.read.page import read_page
from pipeline.run.batch.job import make_report_file
from pipeline.run.batch.steps import page_key
from pipeline.run.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the output gives for a row, or where it stands in truth."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Row:
    """One line of `figures.csv`."""

    place: Place | None  # None: without one, or the row was not seen
    derived: bool  # counted or concluded, not printed


Rows = Mapping[str, Row]  # by indicator


def read_rows(out: Path) -> dict[str, Rows]:
    """Read what a run wrote, by report."""
    rows: dict[str, dict[str, Row]] = {}
    for record in read_table(out / "figures.csv").to_dict("records"):
        cells = {str(column): str(value) for column, value in record.items()}
        row = Row(_place(cells), cells["method"] == Method.DERIVED)
        rows.setdefault(cells["report"], {})[cells["indicator"]] = row
    return dict(rows)


def _place(cells: Mapping[str, str]) -> Place | None:
    edges = [cells[edge] for edge in ("left", "top", "right", "bottom")]
    if cells["status"] == Status.MISSING or not cells["page"] or not all(edges):
        return None
    return Place(int(cells["page"]), Box(*map(float, edges)))


def stored_page(out: Path, file: Path, number: int) -> Page | None:
    """Give a page as the last run into a folder read it; None where it could not.

    A page that is not kept is read once more: the program has changed since.
    """
    stored = Workspace(out).cache.load(page_key(make_report_file(file), number), Page)
    if stored:
        return stored.value
    try:
        with TemporaryDirectory() as scratch:
            return read_page(file, number, scratch=Path(scratch))
    except SolieuError:
        return None
