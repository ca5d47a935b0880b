"""One input on its way through the steps, and the reports that come out of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby
from pathlib import Path

from pipeline.identify.division import Division, Part, divide, divide_images, keep_whole
from pipeline.identify.trace import PageTrace
from pipeline.model.errors import SolieuError
from pipeline.model.report import PageOrigin, Report, State
from pipeline.read.signature import suffix_of
from pipeline.run.batch.clock import Clock, hash_file
from pipeline.run.batch.steps import ReportFile, Sheets, Step, Task, UnreadPage, Wish
from pipeline.run.batch.versions import reading_version, tracing_version
from pipeline.run.ending import Ending
from pipeline.run.inputs.selection import Input


@dataclass(slots=True)
class Job:
    """One input on its way; it changes with each step.

    Places are those of the pages of all its files one after the other, from 0.
    """

    index: int  # place among the inputs of the run
    entry: Input
    files: tuple[ReportFile, ...]
    wish: Wish
    counts: dict[int, int] = field(default_factory=dict)  # pages of each file that was counted
    traces: dict[int, PageTrace] = field(default_factory=dict)  # of pages read, by place
    waiting: set[int] = field(default_factory=set)  # places of pages that are not read yet
    unread: dict[int, UnreadPage] = field(default_factory=dict)  # by place
    failed_once: set[tuple[Step, str, int]] = field(default_factory=set)  # path, place
    seconds: dict[int, float] = field(default_factory=dict)  # of work on a page, by place
    spent: float = 0.0  # seconds of work in this run, those of finished reports left out
    advanced: bool = False  # some page was read in this run
    tickets: set[int] = field(default_factory=set)  # of its tasks, waiting or at work
    ended: dict[str, Ending] = field(default_factory=dict)  # by path: finished, or at work
    halves: tuple[str, ...] = ()  # of a report of several files: the reports that are none
    told: set[str] = field(default_factory=set)  # paths of reports that people were told of

    @property
    def content(self) -> tuple[tuple[str, str], ...]:
        """What two inputs have in common that are read alike."""
        return tuple((file.sha256, file.suffix) for file in self.files)

    @property
    def sha256(self) -> str:
        """The hash of the one file, or of those of all of its files."""
        if len(self.files) == 1:
            return self.files[0].sha256
        return hashlib.sha256("".join(file.sha256 for file in self.files).encode()).hexdigest()

    @property
    def pages(self) -> int:
        """Number of pages; of files that were counted."""
        return sum(self.counts.values())

    def places(self, file: ReportFile, numbers: Sequence[int]) -> tuple[int, ...]:
        """Give the places of pages of one of its files."""
        at = self.files.index(file)
        before = sum(self.counts[one] for one in range(at))
        return tuple(before + number - 1 for number in numbers)

    def locate(self, place: int) -> tuple[int, int]:
        """Give which file a page is of, and its number there, from 1."""
        ends = list(accumulate(self.counts[at] for at in range(len(self.files))))
        at = next(at for at, end in enumerate(ends) if place < end)
        return at, place + 1 - (ends[at - 1] if at else 0)

    def may_try_again(self, step: Step, path: str = "", place: int = 0) -> bool:
        """Note that a step failed by chance; say whether it was for the first time."""
        known = (step, path, place) in self.failed_once
        self.failed_once.add((step, path, place))
        return not known

    def lose_file(self, at: int) -> bool:
        """Take a file that cannot be opened for a page, if it may be one; that cannot be read."""
        if self.entry.images:
            self.counts[at] = 1
        return bool(self.entry.images)

    def take_pages(self, task: Task, unread: Sequence[UnreadPage]) -> tuple[int, ...]:
        """Take pages that are through; give the numbers of those that failed by chance once.

        Together they may have been too many, and a machine that is short of memory for a moment
        kills an engine that will read the page the next time.
        """
        lost = dict(
            zip(self.places(task.file, [page.number for page in unread]), unread, strict=True)
        )
        again = {
            place: page
            for place, page in lost.items()
            if page.by_chance and self.may_try_again(Step.PAGE, place=place)
        }
        self.advanced = self.advanced or len(lost) < len(task.numbers)
        self.unread.update((at, page) for at, page in lost.items() if at not in again)
        self.waiting.difference_update(set(self.places(task.file, task.numbers)) - set(again))
        return tuple(page.number for page in again.values())

    def spend(self, task: Task, seconds: float) -> None:
        """Note the work that a task took; that of pages goes with the report they are of."""
        if self.entry.images:
            return  # each may be a report of its own, with a limit of its own
        self.spent += seconds
        for place in self.places(task.file, task.numbers) if task.numbers else ():
            share = seconds / len(task.numbers)
            self.seconds[place] = self.seconds.get(place, 0.0) + share

    def settle(self, ending: Ending) -> None:
        """Take the work on the pages of a report off: each report has a time limit of its own."""
        for sheets in ending.sheets:
            for place in self.places(sheets.file, sheets.numbers):
                self.spent -= self.seconds.pop(place, 0.0)

    # Reports ----------------------------------------------------------------------------------

    def divide(self) -> Division:
        """Divide all pages into documents; pages that could not be read show nothing."""
        traces = self._traces(self.pages)
        if not self.wish.split:
            return keep_whole(traces)
        return divide_images(traces) if self.entry.images else divide(traces)

    def settled(self) -> tuple[Part, ...]:
        """Give the documents that certainly end before the pages that are still waiting.

        The last page that is known is left out: what comes behind it can speak for a cut before
        it. Of a folder of images it shows only in the end whether they are pages of one report.
        """
        known = min(self.waiting, default=self.pages)
        if not self.wish.split or len(self.files) > 1 or known < 2:
            return ()
        parts = divide(self._traces(known)).parts
        is_open = parts[-1].pages[0] == known - 1  # the cut in front of the last known page
        return parts[: -2 if is_open else -1]

    def _traces(self, known: int) -> list[PageTrace]:
        return [self.traces.get(place, PageTrace(unread=True)) for place in range(known)]

    def endings(self, division: Division) -> tuple[Ending, ...]:
        """Name the reports that the documents of a division are."""
        return tuple(self.ending(part, at, division) for at, part in enumerate(division.parts))

    def ending(self, part: Part, at: int, division: Division | None) -> Ending:
        """Name the report that a document is.

        Args:
            part: The document.
            at: Its place among those of the input, from 0.
            division: All of them; None while only some are known.
        """
        sheets, unread = self._sheets(part)
        path = self._path(part, at, division)
        whole = path == self.entry.path and len(self.files) == 1
        origins = () if whole or self._is_file(path) else tuple(self._origins(sheets))
        sha256 = sheets[0].file.sha256 if self._is_file(path) else self.sha256
        return Ending(
            path,
            sha256,
            sheets,
            origins,
            part.kind,
            part.doubt,
            unread,
            part.note,
            among_others=path != self.entry.path,
        )

    def _is_file(self, path: str) -> bool:
        """Say whether a path is that of one of several files."""
        return any(path == image.path for image in self.entry.images)

    def _path(self, part: Part, at: int, division: Division | None) -> str:
        if division is not None and len(division.parts) == 1:
            return self.entry.path
        if division is not None and self.entry.images and _are_single(division.parts):
            return self.entry.images[self.locate(part.pages[0])[0]].path
        return f"{self.entry.path}#{at + 1}"

    def _sheets(self, part: Part) -> tuple[tuple[Sheets, ...], tuple[UnreadPage, ...]]:
        """Give the pages of a document by file; those of several files are counted anew."""
        several = len(self.files) > 1
        located = [(*self.locate(place), place) for place in part.pages]
        shown = {
            place: rank if several else number
            for rank, (_, number, place) in enumerate(located, start=1)
        }
        sheets = tuple(
            Sheets(
                self.files[at],
                tuple(number for _, number, _ in pages),
                tuple(shown[place] for *_, place in pages),
            )
            for at, group in groupby(located, key=lambda one: one[0])
            for pages in [list(group)]
        )
        unread = tuple(
            replace(self.unread[place], number=shown[place])
            for place in part.pages
            if place in self.unread
        )
        return sheets, unread

    def _origins(self, sheets: Sequence[Sheets]) -> Iterator[PageOrigin]:
        for some in sheets:
            at = self.files.index(some.file)
            file = self.entry.images[at].path if self.entry.images else self.entry.path
            for number, shown in some.pages:
                yield PageOrigin(shown, file, number)

    def failed(self, message: str) -> Report:
        """Give the report that is left when nothing can be read."""
        return Report(
            self.entry.path,
            sha256=self.sha256,
            state=State.FAILED,
            message=message,
            pages=self.pages,
            seconds=round(self.spent, 1),
        )


def _are_single(parts: Sequence[Part]) -> bool:
    return all(len(part.pages) == 1 for part in parts)


def make_report_file(file: Path, clock: Clock | None = None) -> ReportFile:
    """Hash a file.

    Raises:
        SourceError: It is no report, or there is no time left for it.
        OSError: It cannot be opened or read.
    """
    digest, status = hash_file(file, clock or Clock())
    suffix = suffix_of(file)
    return ReportFile(
        os.fsencode(file),
        suffix,
        digest,
        status.st_size,
        status.st_mtime_ns,
        reading_version(suffix),
        tracing_version(),
    )


def explain_loss(reason: str) -> SolieuError:
    """Say that a worker died, and what to do."""
    return SolieuError(
        f"Tiến trình đọc tệp này bị dừng đột ngột ({reason}). "
        "Tệp có thể bị hỏng hoặc quá lớn: hãy quét hoặc in lại thành PDF mới.",
        f"The process that read this file died ({reason}). "
        "The file may be damaged or too large: scan it or print it to a new PDF.",
    )
