"""One way through the schedule: from inputs to the files in OUT.

A run over a folder and a merge of what several machines read go the same way, so they give the
same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from pipeline.model.errors import SolieuError
from pipeline.model.report import Report, State
from pipeline.run.batch.crew import Crew
from pipeline.run.batch.cutting import Cut
from pipeline.run.batch.progress import Progress
from pipeline.run.batch.results import Finished, Results
from pipeline.run.batch.schedule import Schedule
from pipeline.run.batch.seen import Seen
from pipeline.run.batch.steps import KnownForm, Wish
from pipeline.run.batch.task import Workshop
from pipeline.run.batch.worker import Order
from pipeline.run.corrections.workbook import take_edits
from pipeline.run.inputs.archives import SUFFIX
from pipeline.run.inputs.selection import Input
from pipeline.run.inputs.unit_list import is_unit_list, read_unit_lists
from pipeline.run.outputs import Outputs
from pipeline.run.settings import Settings
from pipeline.run.workbook.cuts import Cell, cut
from pipeline.run.workspace import Workspace
from pipeline.vietnamese.places import Place
from pipeline.write.names import csv_names
from pipeline.write.summary import Left

ALL_READ, SOME_FAILED, INTERRUPTED = 0, 1, 130  # exit codes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to."""

    reports: tuple[Report, ...]  # by path; those that are through
    problems: tuple[SolieuError, ...] = ()  # outputs that could not be written
    unchanged: int = 0  # reports for which this run did nothing, as an earlier one had
    left: Left | None = None  # None: the run went to its end
    notes: tuple[str, ...] = ()  # of what people corrected
    refused: tuple[str, ...] = ()  # of the notes, those on what people typed and no run took
    summary: str = ""  # what is told; empty: it is made of the reports

    @property
    def exit_code(self) -> int:
        """The exit code of the command; a report without all of its pages is not read."""
        if self.left:
            return INTERRUPTED
        failed = any(report.state is State.FAILED or report.unread_pages for report in self.reports)
        return SOME_FAILED if failed or self.problems else ALL_READ


@dataclass(frozen=True, slots=True)
class Basis:
    """What the results rest on besides the reports."""

    forms: tuple[KnownForm, ...]
    wish: Wish


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done."""

    entries: Sequence[Input]  # that are read here
    archive: Sequence[Input]  # all that there are: they say what the outputs are called
    basis: Basis
    seen: Seen


def work_through(
    settings: Settings, workspace: Workspace, work: Work, progress: Progress
) -> Outcome:
    """Read what is to be read, and write all outputs.

    Raises:
        SettingError: What people typed into the workbook could not be kept, or a list of units
            cannot be read; nothing was started.
    """
    forms = [known.form for known in work.basis.forms]
    listed, edits = _read_unit_lists(work.archive), take_edits(settings.out, forms=forms)
    named = (entry for entry in work.archive if _may_have_csv(entry))
    names = csv_names(path for entry in named for path in entry.paths)
    outputs = Outputs(workspace, forms, names, work.basis.wish.scanner)
    watch = _Watch(outputs, progress, workspace)
    left = None
    try:
        _read_all(settings, workspace, work, watch)
    except KeyboardInterrupt:
        left = Left(len(work.entries) - watch.inputs_done, watch.pages_left)
    # A person who stopped the run does not wait for pictures.
    cutter = partial(_cut, settings, workspace, work.basis) if left is None else None
    outputs.close(complete=left is None, cut=cutter, listed=listed)
    return Outcome(
        outputs.reports,
        tuple(outputs.problems),
        len(watch.unchanged),
        left,
        (*edits.tell(), *outputs.tell_corrections(complete=left is None)),
        tuple(edits.tell_refused()),
    )


def _may_have_csv(entry: Input) -> bool:
    """Say whether a CSV has this name now, or when the report can be read; a zip never gets one."""
    return entry.state is not State.SKIPPED and not entry.path.lower().endswith(SUFFIX)


def _read_unit_lists(entries: Sequence[Input]) -> tuple[Place, ...]:
    """Give the units that lists among the inputs name; one inside of a zip is not unpacked."""
    lists = (entry.file for entry in entries if entry.state and is_unit_list(entry.path))
    return read_unit_lists(file for file in lists if file.is_file())


@dataclass(slots=True)
class _Watch:
    """Passes news on to the files and to the screen, and counts."""

    outputs: Outputs
    progress: Progress
    workspace: Workspace
    unchanged: set[str] = field(default_factory=set)  # paths of reports
    inputs_done: int = 0
    pages_left: int = 0  # of reports that were begun; those of failed ones are left too

    def pages_found(self, pages: int) -> None:
        self.pages_left += pages
        self.progress.pages_found(pages)

    def page_read(self) -> None:
        self.pages_left -= 1
        self.progress.page_read()

    def reports_found(self, reports: int) -> None:
        self.progress.reports_found(reports)

    def report_finished(self, finished: Finished) -> None:
        report = self.outputs.add(finished)
        # Its result was there when this run began: nothing was read, and nothing computed.
        space, result = self.workspace, finished.result
        unchanged = bool(result) and space.cache.was_there(result, space.begin)
        if unchanged:
            self.unchanged.add(finished.report.path)
        self.progress.report_finished(report, unchanged=unchanged)

    def report_dropped(self, path: str) -> None:
        self.outputs.drop(path)
        self.unchanged.discard(path)

    def input_done(self) -> None:
        self.inputs_done += 1


def _read_all(settings: Settings, workspace: Workspace, work: Work, watch: _Watch) -> None:
    schedule = Schedule(
        work.entries,
        Results(workspace.cache, work.basis.forms, work.basis.wish),
        time_limit=settings.time_limit,
        seen=work.seen,
    )
    crew = _hire(settings, workspace, work.basis)
    with watch.progress.expect(len(work.entries)), crew:
        schedule.run(crew, watch)


def _hire(settings: Settings, workspace: Workspace, basis: Basis) -> Crew:
    cache = workspace.cache
    workshop = Workshop(str(cache.folder), str(workspace.scratch), basis.forms, cache.key)
    return Crew(Order(settings.perform, workshop), settings.workers, workspace.log)


def _cut(
    settings: Settings, workspace: Workspace, basis: Basis, cells: Sequence[Cell]
) -> Mapping[str, Cut]:
    return cut(cells, workspace.cache, _hire(settings, workspace, basis))
