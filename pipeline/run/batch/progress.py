"""How far a run is, for the person who waits: a live bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING, Protocol, TextIO

from pipeline.model.reading import Status
from pipeline.model.report import Report, State
from pipeline.run.inputs.selection import displayed

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_STATES = {State.DONE: "xong", State.FAILED: "LỖI", State.SKIPPED: "bỏ qua"}
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


def choose_progress(stream: TextIO | None = None) -> Progress:
    """Give a bar where somebody can see it move, else lines that a log can keep."""
    stream = stream or sys.stderr
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

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._reports = 0
        self._finished = 0

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
        if unchanged or report.state is State.SKIPPED:  # they would hide the rest
            return
        count = f"[{self._finished}/{self._reports}]"
        say(f"{count} {describe(report)}\n", self._stream)


class LiveBar:
    """One bar for the reports, one for the pages known so far; failures scroll by above."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

        # No markup: a file may be called "[red]".
        console = Console(file=stream, markup=False, highlight=False, emoji=False)
        columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar: Bar = Progress(*columns, console=console)
        self._reports = self._bar.add_task("Báo cáo", total=0)
        self._pages = self._bar.add_task("Trang", total=0)
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
        if report.state is State.FAILED:
            self._bar.console.print(describe(report))

    def _take_off(self) -> None:
        """Make the bar of reports shorter: it shows what is done, not what was done before."""
        self._unchanged += 1
        left = (self._bar.tasks[self._reports].total or 0) - 1
        told = f"Báo cáo (ngoài {self._unchanged} giữ nguyên)"
        self._bar.update(self._reports, total=left, description=told)
