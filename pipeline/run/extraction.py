"""One call of `solieu extract`, from the settings to the files in OUT."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from pipeline.model.errors import SettingError, SolieuError
from pipeline.model.form import Form
from pipeline.model.report import Report, State
from pipeline.model.versioned import all_versions
from pipeline.read.formats import DUMP_SUFFIXES
from pipeline.read.signature import suffix_of
from pipeline.run.batch.crew import Crew
from pipeline.run.batch.cutting import Cut
from pipeline.run.batch.interruption import stoppable
from pipeline.run.batch.progress import Progress
from pipeline.run.batch.results import Finished
from pipeline.run.batch.schedule import Schedule
from pipeline.run.batch.steps import KnownForm, Wish, know_forms
from pipeline.run.batch.task import Workshop
from pipeline.run.batch.worker import Order
from pipeline.run.checked_forms import load_checked_forms
from pipeline.run.corrections.workbook import take_edits
from pipeline.run.inputs.archives import SUFFIX, remove_unpacked
from pipeline.run.inputs.page_images import gather_page_images
from pipeline.run.inputs.selection import Input, check_paths, displayed, find_inputs
from pipeline.run.inputs.unit_list import is_unit_list, read_unit_lists
from pipeline.run.outputs import Outputs
from pipeline.run.settings import Settings
from pipeline.run.vanished import check_nothing_vanished
from pipeline.run.workbook.cuts import Cell, cut
from pipeline.run.workspace import Workspace
from pipeline.vietnamese.places import Place
from pipeline.write.names import csv_names
from pipeline.write.summary import Left

_ADAPTATION = "adaptation.json"  # below OUT; kept with the outputs, as they depend on it
ALL_READ, SOME_FAILED, INTERRUPTED = 0, 1, 130  # exit codes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to."""

    reports: tuple[Report, ...]  # by path; those that are through
    problems: tuple[SolieuError, ...] = ()  # outputs that could not be written
    unchanged: int = 0  # reports for which this run did nothing, as an earlier one had
    left: Left | None = None  # None: the run went to its end
    notes: tuple[str, ...] = ()  # of what people corrected

    @property
    def exit_code(self) -> int:
        """The exit code of the command; a report without all of its pages is not read."""
        if self.left:
            return INTERRUPTED
        failed = any(report.state is State.FAILED or report.unread_pages for report in self.reports)
        return SOME_FAILED if failed or self.problems else ALL_READ


@dataclass(frozen=True, slots=True)
class _Basis:
    """What the results rest on besides the reports."""

    forms: tuple[KnownForm, ...]
    wish: Wish


@stoppable()
def extract(settings: Settings, progress: Progress) -> Outcome:
    """Read all reports below the inputs and write the outputs.

    Raises:
        SolieuError: With exit code 2: a setting or a form is wrong, or reports of the last run are
            gone by accident; nothing was started, and nothing was removed.
    """
    forms = load_checked_forms(settings.patterns)
    _check_form(settings.form, forms)
    check_paths(settings.inputs, settings.out)
    with Workspace(settings.out) as workspace:
        found = find_inputs(settings.inputs, settings.out, _teller(progress), settings.time_limit)
        entries = gather_page_images(found)
        if not settings.allow_empty:
            check_nothing_vanished(workspace, entries)
        listed, edits = _read_unit_lists(entries), take_edits(settings.out)
        if settings.force:
            workspace.cache.clear()
        names = csv_names(path for entry in entries if _may_have_csv(entry) for path in entry.paths)
        scanner = _know_scanner(settings, workspace, entries, progress)
        wish = Wish(settings.form, scanner, settings.split)
        basis = _Basis(know_forms(forms, settings.patterns), wish)
        outputs = Outputs(workspace, forms, names, basis.wish.scanner)
        watch = _Watch(outputs, progress, workspace)
        left = None
        try:
            _read_all(settings, workspace, entries, basis, watch)
        except KeyboardInterrupt:
            left = Left(len(entries) - watch.inputs_done, watch.pages_left)
        # A person who stopped the run does not wait for pictures.
        cut = partial(_cut, settings, workspace, basis) if left is None else None
        outputs.close(complete=left is None, cut=cut, listed=listed)
        if not left:
            remove_unpacked(workspace.out, (file for entry in entries for file in entry.files))
    return Outcome(
        outputs.reports,
        tuple(outputs.problems),
        len(watch.unchanged),
        left,
        (*edits.tell(), *outputs.tell_corrections(complete=left is None)),
    )


def _teller(progress: Progress) -> Callable[[str], None]:
    return lambda name: progress.note(f"Đang giải nén {name} | Unpacking {name}")


def _may_have_csv(entry: Input) -> bool:
    """Say whether a CSV has this name now, or when the report can be read; a zip never gets one."""
    return entry.state is not State.SKIPPED and not entry.path.lower().endswith(SUFFIX)


def _check_form(asked: str, forms: Sequence[Form]) -> None:
    ids = list(all_versions(forms))
    if asked and asked not in ids:
        raise SettingError(
            f"Không có biểu mẫu {displayed(asked)}. Các biểu mẫu hiện có: {', '.join(ids)}.",
            f"There is no form {displayed(asked)}. The forms are: {', '.join(ids)}.",
        )


def _know_scanner(
    settings: Settings, workspace: Workspace, entries: Sequence[Input], progress: Progress
) -> str:
    """Give the key of what is known of the scanner of the dumps; empty: nothing, or not asked.

    Raises:
        SettingError: What was learned before is broken, or what is learned now cannot be written.
    """
    if not settings.adapt:
        return ""
    dumps = [
        entry.file
        for entry in entries
        if entry.state is None and suffix_of(entry.file) in DUMP_SUFFIXES
    ]
    if not dumps:
        return ""
    from pipeline.run.adapting import know_scanner  # here, as scans do without the repair

    file = workspace.out / _ADAPTATION
    return know_scanner(
        file,
        dumps,
        workspace.cache,
        lambda vietnamese, english: progress.note(f"{vietnamese} | {english}"),
    )


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


def _read_all(
    settings: Settings,
    workspace: Workspace,
    entries: Sequence[Input],
    basis: _Basis,
    watch: _Watch,
) -> None:
    schedule = Schedule(
        entries, workspace.cache, basis.forms, wish=basis.wish, time_limit=settings.time_limit
    )
    crew = _hire(settings, workspace, basis)
    with watch.progress.expect(len(entries)), crew:
        schedule.run(crew, watch)


def _hire(settings: Settings, workspace: Workspace, basis: _Basis) -> Crew:
    cache = workspace.cache
    workshop = Workshop(str(cache.folder), str(workspace.scratch), basis.forms, cache.key)
    return Crew(Order(settings.perform, workshop), settings.workers, workspace.log)


def _cut(
    settings: Settings, workspace: Workspace, basis: _Basis, cells: Sequence[Cell]
) -> Mapping[str, Cut]:
    return cut(cells, workspace.cache, _hire(settings, workspace, basis))


def _read_unit_lists(entries: Sequence[Input]) -> tuple[Place, ...]:
    """Give the units that lists among the inputs name; one inside of a zip is not unpacked."""
    lists = (entry.file for entry in entries if entry.state and is_unit_list(entry.path))
    return read_unit_lists(file for file in lists if file.is_file())
