"""How far a run is, for the person who waits: a live bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TextIO

from pipeline.model.reading import Status
from pipeline.model.report import Report, State
from pipeline.run.inputs.selection import displayed

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_STATES = {State.DONE: "xong", State.FAILED: "LỖI", State.SKIPPED: "bỏ qua"}
_LEAST_DONE = 3  # reports, before anything is said of the rest
_TOLD_EACH = 20.0  # seconds between two times that is said
_LOOK = (Status.DOUBTFUL, Status.MISSING)


class Progress(Protocol):
    """Shows how far a run is."""

    def note(self, text: str) -> None:
        """Something happens that is no report."""

    def expect(self, reports: int) -> AbstractContextManager[object]:
        """Begin: so many reports are to be done."""

    def reports_found(self, reports: int) -> None:
        """There are so many more reports: a file holds several."""

    def pages_found(self, pages: int) -> None:
        """So many more pages are to be read."""

    def page_read(self) -> None:
        """One of them is through."""

    def report_finished(self, report: Report, *, unchanged: bool = False) -> None:
        """One report is through; unchanged: it was before this run, and nothing was done for it."""


class Talk(StrEnum):
    """How much a run says while it is at work."""

    USUAL = "usual"
    QUIET = "quiet"  # nothing; the exit code tells
    VERBOSE = "verbose"  # a line for each report, those that are left as they are too
    JSON = "json"  # a line of JSON for each event, on standard output


def choose_progress(stream: TextIO | None = None, talk: Talk = Talk.USUAL) -> Progress:
    """Give a bar where somebody can see it move, else lines that a log can keep."""
    if talk is Talk.QUIET:
        return PlainLines(None)
    if talk is Talk.JSON:
        return JsonLines(sys.stdout)
    stream = stream or sys.stderr
    if talk is Talk.VERBOSE:
        return PlainLines(stream, every=True)
    try:
        is_watched = stream is not None and stream.isatty()
    except ValueError:  # it was closed
        is_watched = False
    return LiveBar(stream) if is_watched else PlainLines(stream)


def describe(report: Report) -> str:
    """Say in one line what became of a report.

    >>> describe(Report("sub/a.pdf", state=State.FAILED, message="Tệp rỗng."))
    'sub/a.pdf: LỖI. Tệp rỗng.'
    """
    name = f"{displayed(report.path)}: {_STATES[report.state]}"
    if report.state is not State.DONE:  # what is odd about one that is done, the summary says
        return f"{name}. {displayed(report.message)}"
    look = sum(observation.status in _LOOK for observation in report.observations)
    return f"{name}, {report.pages} trang, {look} dòng cần xem lại, {report.seconds:.1f} giây"


def say(text: str, stream: TextIO | None) -> None:
    """Print; nothing that hinders it may stop the work that goes to files.

    A listener may have left (`| head`), the disk of a log may be full, a stream may be closed.
    """
    if stream is None:  # so Python calls a stream that was closed when it started
        return
    try:
        print(text, end="", file=stream, flush=True)
    except (OSError, ValueError):
        # What is still in the buffer must have somewhere to go when the interpreter ends.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class PlainLines:
    """One line for each report."""

    def __init__(self, stream: TextIO | None, *, every: bool = False) -> None:
        self._stream = stream
        self._every = every  # those that nothing was done for too
        self._reports = 0
        self._finished = 0
        self._pace = Pace()

    def note(self, text: str) -> None:
        """Print it."""
        say(f"{displayed(text)}\n", self._stream)

    def expect(self, reports: int) -> AbstractContextManager[object]:
        """Remember how many there are."""
        self._reports = reports
        return nullcontext()

    def reports_found(self, reports: int) -> None:
        """Remember that there are more."""
        self._reports += reports

    def pages_found(self, pages: int) -> None:
        """Pages are not worth a line."""

    def page_read(self) -> None:
        """Pages are not worth a line."""

    def report_finished(self, report: Report, *, unchanged: bool = False) -> None:
        """Print its line, if anything was done for it; the summary tells of the others."""
        self._finished += 1
        if not self._every and (unchanged or report.state is State.SKIPPED):
            return  # they would hide the rest
        count = f"[{self._finished}/{self._reports}]"
        rest = "" if unchanged else self._pace.tell(self._reports - self._finished)
        say(f"{count} {describe(report)}{rest}\n", self._stream)


class Pace:
    """How long the rest may take, as far as what was done so far tells."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begin = self._told = clock()
        self._done = 0

    def tell(self, left: int) -> str:
        """Count a report that took work; say now and then what is left.

        Reports that are left as they are take no time, and which those are shows only when their
        turn comes: so it is the most that is said.

        Args:
            left: Reports whose turn has not come.
        """
        self._done += 1
        now = self._clock()
        if self._done < _LEAST_DONE or not left or now - self._told < _TOLD_EACH:
            return ""
        self._told = now
        minutes = (now - self._begin) / self._done * left / 60
        hours = f"{minutes / 60:.1f} giờ" if minutes > 90 else f"{max(1, round(minutes))} phút"
        return f" (còn nhiều nhất khoảng {hours})"


class JsonLines:
    """One object for each event, for programs that start a run and watch it."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def _tell(self, event: str, **told: object) -> None:
        line = json.dumps({"event": event, **told}, ensure_ascii=False)
        say(line + "\n", self._stream)

    def note(self, text: str) -> None:
        """Tell it."""
        self._tell("note", text=text)

    def expect(self, reports: int) -> AbstractContextManager[object]:
        """Tell how many there are."""
        self._tell("begin", reports=reports)
        return nullcontext()

    def reports_found(self, reports: int) -> None:
        """Tell that there are more."""
        self._tell("more", reports=reports)

    def pages_found(self, pages: int) -> None:
        """Tell how many pages are to be read."""
        self._tell("pages", pages=pages)

    def page_read(self) -> None:
        """Tell that one of them is through."""
        self._tell("page")

    def report_finished(self, report: Report, *, unchanged: bool = False) -> None:
        """Tell what became of a report."""
        look = sum(observation.status in _LOOK for observation in report.observations)
        self._tell(
            "report",
            report=report.path,
            state=report.state,
            message=report.message,
            form=report.form,
            pages=report.pages,
            look=look,
            seconds=report.seconds,
            unchanged=unchanged,
        )


class LiveBar:
    """One bar for the reports, one for the pages known so far; failures scroll by above."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

        # No markup: a file may be called "[red]".
        console = Console(file=stream, markup=False, highlight=False, emoji=False)
        columns = (
            *("{task.description}", BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()),
            "{task.fields[rest]}",
        )
        self._bar: Bar = Progress(*columns, console=console)
        self._reports = self._bar.add_task("Báo cáo", total=0, rest="")
        self._pages = self._bar.add_task("Trang", total=0, rest="")
        self._pace = Pace()
        self._unchanged = 0

    def note(self, text: str) -> None:
        """Print a line that stays."""
        self._bar.console.print(displayed(text))

    def expect(self, reports: int) -> AbstractContextManager[object]:
        """Show the bars until the context ends."""
        self._bar.update(self._reports, total=reports)
        return self._bar

    def reports_found(self, reports: int) -> None:
        """Make the bar of reports longer."""
        known = self._bar.tasks[self._reports].total or 0
        self._bar.update(self._reports, total=known + reports)

    def pages_found(self, pages: int) -> None:
        """Make the bar of pages longer."""
        known = self._bar.tasks[self._pages].total or 0
        self._bar.update(self._pages, total=known + pages)

    def page_read(self) -> None:
        """Move the bar of pages."""
        self._bar.advance(self._pages)

    def report_finished(self, report: Report, *, unchanged: bool = False) -> None:
        """Move the bar of reports; a failure gets a line that stays."""
        if unchanged:
            self._take_off()
            return
        self._bar.advance(self._reports)
        task = self._bar.tasks[self._reports]
        if rest := self._pace.tell(int((task.total or 0) - task.completed)):
            self._bar.update(self._reports, rest=rest.strip())
        if report.state is State.FAILED:
            self._bar.console.print(describe(report))

    def _take_off(self) -> None:
        """Make the bar of reports shorter: it shows what is done, not what was done before."""
        self._unchanged += 1
        left = (self._bar.tasks[self._reports].total or 0) - 1
        told = f"Báo cáo (ngoài {self._unchanged} giữ nguyên)"
        self._bar.update(self._reports, total=left, description=told)
