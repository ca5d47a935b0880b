"""One report on its way through the steps."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.model.errors import SolieuError
from pipeline.model.report import Report, State
from pipeline.read.signature import suffix_of
from pipeline.run.inputs import Input
from pipeline.run.steps import ReportFile, Step, Task, UnreadPage, Wish
from pipeline.run.versions import finishing_version, reading_version

# Seconds of work, to decide whether one more worker pays.
_TEXT_COST = 0.02  # counting or reading pages of a text dump
_PAGE_COST = 1.0  # a digital page takes up to 0.25, a scanned one 4 to 8
_COUNT_COST = 0.1
_FINISH_COST = 0.4
WORKER_COST = 1.5  # until a worker is ready, most of it imports


@dataclass(slots=True)
class Job:
    """One report on its way; it changes with each step."""

    index: int  # place among the reports of the run
    entry: Input
    file: ReportFile
    wish: Wish
    pages: int = 0
    waiting: set[int] = field(default_factory=set)  # pages that are not read yet
    unread: list[UnreadPage] = field(default_factory=list)
    spent: float = 0.0  # seconds of work in this run
    tickets: set[int] = field(default_factory=set)  # of its tasks, waiting or at work

    @property
    def content(self) -> tuple[str, str]:
        """What two files have in common that are read alike."""
        return self.file.sha256, self.file.suffix

    @property
    def finishing(self) -> Task:
        """The task that ends it."""
        unread = tuple(sorted(self.unread, key=lambda page: page.number))
        return Task(
            Step.FINISH,
            self.file,
            pages=self.pages,
            unread=unread,
            form=self.wish.form,
            version=finishing_version(self.file.suffix),
            scanner=self.wish.scanner if self.file.suffix == ".txt" else "",
        )

    def named(self, report: Report, seconds: float) -> Report:
        """Give a result the name of this file: the cache knows contents only."""
        return replace(
            report, path=self.entry.path, sha256=self.file.sha256, seconds=round(seconds, 1)
        )

    def failed(self, message: str) -> Report:
        """Give the report that is left when nothing can be read."""
        report = Report("", state=State.FAILED, message=message, pages=self.pages)
        return self.named(report, self.spent)


def make_report_file(file: Path) -> ReportFile:
    """Hash a file.

    Raises:
        OSError: It cannot be opened or read.
    """
    with file.open("rb") as stream:
        status = os.fstat(stream.fileno())
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    suffix = suffix_of(file)
    return ReportFile(
        os.fsencode(file),
        suffix,
        digest,
        status.st_size,
        status.st_mtime_ns,
        reading_version(suffix),
    )


def cost_of(task: Task) -> float:
    """Guess the seconds a task takes."""
    if task.step is Step.FINISH:
        return _FINISH_COST
    if task.file.suffix == ".txt":
        return _TEXT_COST
    return _PAGE_COST * len(task.numbers) if task.step is Step.PAGE else _COUNT_COST


def cost_of_report(file: Path) -> float:
    """Guess the seconds a report takes that nobody opened yet."""
    return _FINISH_COST + (_TEXT_COST if file.suffix.lower() == ".txt" else _PAGE_COST)


def explain_loss(reason: str) -> SolieuError:
    """Say that a worker died, and what to do."""
    return SolieuError(
        f"Tiến trình đọc tệp này bị dừng đột ngột ({reason}). "
        "Tệp có thể bị hỏng hoặc quá lớn: hãy quét hoặc in lại thành PDF mới.",
        f"The process that read this file died ({reason}). "
        "The file may be damaged or too large: scan it or print it to a new PDF.",
    )


def explain_lateness(limit: float) -> SolieuError:
    """Say that the time limit is over, and what to do."""
    return SolieuError(
        f"Quá giới hạn {limit:g} giây cho một báo cáo. Các trang đã đọc được giữ lại: "
        "hãy chạy lại lệnh, hoặc tăng --time-limit.",
        f"The limit of {limit:g} seconds for one report is over. The pages read so far are kept: "
        "run again, or raise --time-limit.",
    )
