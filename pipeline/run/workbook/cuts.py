"""The pictures of cells that the workbook shows: made by the workers, kept like all results."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model.geometry import Box
from pipeline.run.batch.cache import Cache
from pipeline.run.batch.crew import Crew
from pipeline.run.batch.cutting import Cut
from pipeline.run.batch.steps import ReportFile, Sheets, Step, Task, cutting_key

_PATIENCE = 60.0  # seconds for one page; it takes 0.3 to 1
_WAIT = 1.0  # seconds between two looks at the clock


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell on a page of a file."""

    file: ReportFile
    number: int  # of the page in its file
    box: Box

    @property
    def key(self) -> str:
        """The name of its picture."""
        return cutting_key(self.file, self.number, self.box)


def locate(sheets: Sequence[Sheets], page: int, box: Box | None) -> Cell | None:
    """Find the cell that a reading is of.

    Args:
        sheets: The pages of the report.
        page: As the report counts it.
        box: Of the reading; None: it has no place on the page.
    """
    for some in sheets if box else ():
        for number, shown in some.pages:
            if shown == page and box:
                return Cell(some.file, number, box)
    return None


def cut(cells: Iterable[Cell], cache: Cache, crew: Crew) -> Mapping[str, Cut]:
    """Give the pictures of cells, by key; those that cannot be made are not there.

    Nothing that happens to a page may stop the run: a worker that dies or hangs costs its picture.
    """
    wanted = dict.fromkeys(cells)
    found = {cell.key: stored.value for cell in wanted if (stored := cache.load(cell.key, Cut))}
    pages: dict[tuple[ReportFile, int], list[Box]] = {}
    for cell in wanted:
        if cell.key not in found:
            pages.setdefault((cell.file, cell.number), []).append(cell.box)
    if pages:
        tasks = [
            Task(Step.CUT, file, numbers=(number,), boxes=tuple(boxes))
            for (file, number), boxes in pages.items()
        ]
        with crew:
            _work_off(tasks, crew)
        missing = [cell for cell in wanted if cell.key not in found]
        found |= {
            cell.key: stored.value for cell in missing if (stored := cache.load(cell.key, Cut))
        }
    return found


def _work_off(tasks: Iterable[Task], crew: Crew) -> None:
    waiting = deque(enumerate(tasks))
    while waiting or any(crew.running()):
        while waiting and (crew.idle or crew.may_grow):
            crew.give(*waiting.popleft())
        for _ in crew.collect(_WAIT):
            pass  # what it gave is in the cache, or it gave nothing
        for ticket, seconds in tuple(crew.running()):
            if seconds > _PATIENCE:
                crew.stop(ticket)
