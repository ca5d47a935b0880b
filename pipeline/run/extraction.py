"""One call of `solieu extract`, from the settings to the files in OUT."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from pipeline.model.errors import SettingError, SolieuError
from pipeline.model.form import Form
from pipeline.model.report import Report, State
from pipeline.model.versioned import all_versions
from pipeline.read.signature import suffix_of
from pipeline.run.checked_forms import load_checked_forms
from pipeline.run.crew import Crew
from pipeline.run.inputs import Input, displayed, find_inputs
from pipeline.run.outputs import Outputs
from pipeline.run.progress import Progress
from pipeline.run.schedule import Finished, Schedule
from pipeline.run.settings import Settings
from pipeline.run.steps import KnownForm, Wish, know_forms
from pipeline.run.task import Workshop
from pipeline.run.versions import reading_version
from pipeline.run.worker import Order
from pipeline.run.workspace import Origin, Workspace
from pipeline.write.names import csv_names

_ADAPTATION = "adaptation.json"  # below OUT; kept with the outputs, as they depend on it
_DUMP_SUFFIX = ".txt"
ALL_READ, SOME_FAILED, INTERRUPTED = 0, 1, 130  # exit codes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to."""

    reports: tuple[Report, ...]  # by path; those that are through
    problems: tuple[SolieuError, ...] = ()  # outputs that could not be written
    interrupted: bool = False

    @property
    def exit_code(self) -> int:
        """The exit code of the command."""
        if self.interrupted:
            return INTERRUPTED
        failed = any(report.state is State.FAILED for report in self.reports)
        return SOME_FAILED if failed or self.problems else ALL_READ


@dataclass(frozen=True, slots=True)
class _Basis:
    """What the results rest on besides the reports."""

    forms: tuple[KnownForm, ...]
    wish: Wish


def extract(settings: Settings, progress: Progress) -> Outcome:
    """Read all reports below the inputs and write the outputs.

    Raises:
        SolieuError: With exit code 2: a setting or a form is wrong, and nothing was started.
    """
    forms = load_checked_forms(settings.patterns)
    _check_form(settings.form, forms)
    entries = find_inputs(settings.inputs, settings.out)
    with Workspace(settings.out) as workspace:
        if settings.force:
            workspace.cache.clear()
        names = csv_names(entry.path for entry in entries if entry.state is not State.SKIPPED)
        basis = _Basis(
            know_forms(forms, settings.patterns),
            Wish(settings.form, _know_scanner(settings, workspace, entries, progress)),
        )
        _note_origins(workspace, entries, basis.wish)
        outputs = Outputs(workspace, forms, names)
        interrupted = False
        try:
            _read_all(settings, workspace, entries, basis, _Watch(outputs, progress))
        except KeyboardInterrupt:
            interrupted = True
        outputs.close(complete=not interrupted)
    return Outcome(outputs.reports, tuple(outputs.problems), interrupted)


def _note_origins(workspace: Workspace, entries: Sequence[Input], wish: Wish) -> None:
    """Keep what `explain` needs; a disk too full for it is told where the figures are written."""
    with suppress(OSError):
        workspace.write_origins(
            Origin(
                entry.path,
                os.fsencode(entry.file),
                reading_version(suffix),
                wish.scanner if suffix == _DUMP_SUFFIX else "",
                suffix,
            )
            for entry in entries
            if entry.state is None
            for suffix in (suffix_of(entry.file),)
        )


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
        if entry.state is None and suffix_of(entry.file) == _DUMP_SUFFIX
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


@dataclass(frozen=True, slots=True)
class _Watch:
    """Passes news on to the files and to the screen."""

    outputs: Outputs
    progress: Progress

    def pages_found(self, pages: int) -> None:
        self.progress.pages_found(pages)

    def page_read(self) -> None:
        self.progress.page_read()

    def report_finished(self, finished: Finished) -> None:
        self.outputs.add(finished)
        self.progress.report_finished(finished.report)


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
    workshop = Workshop(str(workspace.cache.folder), str(workspace.scratch), basis.forms)
    crew = Crew(Order(settings.perform, workshop), settings.workers, workspace.log)
    with watch.progress.expect(len(entries)), crew:
        schedule.run(crew, watch)
