"""Inputs that could not be read: nobody pays for the same bytes twice.

Within a run that holds for all of them. From one run to the next only those are remembered that
took all of their time and came to nothing: until the bytes, the program, the forms or the limit
change, or all is read anew (`--force`). What failed fast may as well be tried again, and where
pages were read meanwhile, the next run goes on with the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model.errors import SourceError
from pipeline.run.batch.cache import Cache, step_key
from pipeline.run.batch.clock import explain_lateness
from pipeline.run.batch.job import Job
from pipeline.run.batch.steps import KnownForm
from pipeline.run.batch.versions import finishing_version


@dataclass(frozen=True, slots=True)
class Failures:
    """What failed in this run and before."""

    cache: Cache
    forms: Sequence[KnownForm]
    limit: float  # seconds of work on one report
    known: dict[tuple[tuple[str, str], ...], tuple[str, str]] = field(default_factory=dict)

    def note(self, job: Job, message: str) -> None:
        """Remember for this run that inputs with these bytes cannot be read."""
        if job.files:
            self.known[job.content] = (job.entry.file.name, message)

    def note_lateness(self, job: Job) -> str:
        """Remember that all the time was used; give the message."""
        if job.advanced or not job.files:
            return str(explain_lateness(self.limit))
        message = str(_explain_hopelessness(self.limit))
        try:
            self.cache.store(self._key(job), message, self.limit)
        except OSError:  # a full disk; the next run will try again
            return str(explain_lateness(self.limit))
        return message

    def find(self, job: Job) -> str:
        """Give why an input with these bytes failed; empty: none did."""
        if job.content in self.known:
            name, message = self.known[job.content]
            return message.replace(name, job.entry.file.name)
        stored = self.cache.load(self._key(job), str)
        return stored.value if stored else ""

    def _key(self, job: Job) -> str:
        files = (
            part
            for file in job.files
            for part in (file.sha256, file.suffix, file.reader, finishing_version(file.suffix))
        )
        forms = (known.digest for known in self.forms)
        return step_key("late", f"{self.limit:g}", repr(job.wish), *files, *forms)


def _explain_hopelessness(limit: float) -> SourceError:
    return SourceError(
        f"Quá giới hạn {limit:g} giây mà không đọc thêm được trang nào. "
        "Hãy tăng --time-limit, hoặc quét hay in lại thành PDF mới.",
        f"The limit of {limit:g} seconds is over, and not one more page was read. "
        "Raise --time-limit, or scan it or print it to a new PDF.",
    )
