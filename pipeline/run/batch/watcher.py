"""Who wants to know how a run goes."""

from __future__ import annotations

from typing import Protocol

from pipeline.run.batch.results import Finished


class Watcher(Protocol):
    """Is told of all that happens to the reports of a run."""

    def pages_found(self, pages: int) -> None:
        """So many more pages are to be read."""

    def page_read(self) -> None:
        """One of them is through."""

    def reports_found(self, reports: int) -> None:
        """An input holds so many more reports than one."""

    def report_finished(self, finished: Finished) -> None:
        """One report is through; one of that path that was told before is replaced."""

    def report_dropped(self, path: str) -> None:
        """A report that was told is none: its pages belong to another."""

    def input_done(self) -> None:
        """All reports of an input are through."""
