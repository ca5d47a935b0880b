"""What a run saw of its inputs that no stored result says: their bytes, and what could not be read.

A merge of shards has the results and may not have the inputs. With this it goes through the same
schedule as a run, and comes to the same.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.model.errors import SolieuError, SourceError
from pipeline.run.batch.clock import Clock
from pipeline.run.batch.job import Job, make_report_file
from pipeline.run.batch.steps import ReportFile, UnreadPage
from pipeline.run.inputs.selection import explain_refusal

Content = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Seen:
    """Inputs by what identifies them."""

    kept: bool = False  # for a merge; else nothing is remembered, as it grows with the archive
    files: dict[str, ReportFile] = field(default_factory=dict)  # by path
    refused: dict[str, str] = field(default_factory=dict)  # why a file cannot be opened, by path
    # By hash and suffix of the file, then by number.
    unread: dict[str, dict[int, UnreadPage]] = field(default_factory=dict)
    # Name and message of those that failed as a whole, by their content.
    failed: dict[Content, tuple[str, str]] = field(default_factory=dict)

    def open(self, file: Path, clock: Clock) -> ReportFile:
        """Hash a file, unless that was done.

        Raises:
            SolieuError: It cannot be opened, or it is no report.
        """
        path = os.fsdecode(file)
        if path in self.refused:
            vietnamese, _, english = self.refused[path].partition(" | ")
            raise SolieuError(vietnamese, english)
        if path in self.files:
            return self.files[path]
        try:
            found = make_report_file(file, clock)
        except (OSError, SourceError) as error:
            known = explain_refusal(error) if isinstance(error, OSError) else error
            if self.kept:
                self.refused[path] = str(known)
            raise known from error
        if self.kept:
            self.files[path] = found
        return found

    def take_unread(self, job: Job, at: int, numbers: Sequence[int]) -> list[int]:
        """Take the pages of a file that could not be read; give the others."""
        known = self.unread.get(_name(job.files[at]), {})
        for number in numbers:
            if number in known:
                (place,) = job.places(job.files[at], [number])
                job.unread[place] = known[number]
        return [number for number in numbers if number not in known]

    def note(self, job: Job) -> None:
        """Remember the pages of an input that could not be read."""
        for place, page in job.unread.items() if self.kept else ():
            at, number = job.locate(place)
            self.unread.setdefault(_name(job.files[at]), {})[number] = page


def _name(file: ReportFile) -> str:
    return f"{file.sha256}{file.suffix}"
