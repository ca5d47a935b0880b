"""What earlier steps left in the cache: counts, traces, divisions, finished reports."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.identify.division import Division
from pipeline.identify.trace import PageTrace
from pipeline.model.report import Report
from pipeline.run.batch.cache import Cache
from pipeline.run.batch.job import Job
from pipeline.run.batch.steps import (
    KnownForm,
    ReportFile,
    Sheets,
    Task,
    Wish,
    choice_key,
    count_key,
    division_key,
    find_known,
    open_choice,
    page_key,
    report_key,
    trace_key,
)
from pipeline.run.ending import Ending


@dataclass(frozen=True, slots=True)
class Finished:
    """A report that is through, and where its result is kept."""

    report: Report
    result: str = ""  # key in the cache; empty where there is none
    sheets: tuple[Sheets, ...] = ()  # its pages; none where there is no result


@dataclass(frozen=True, slots=True)
class Results:
    """The results of all steps, as the parent of the workers looks them up."""

    cache: Cache
    forms: tuple[KnownForm, ...]
    wish: Wish

    def take_count(self, job: Job, at: int) -> bool:
        """Take the number of pages of a file of an input; say whether it is known."""
        stored = self.cache.load(count_key(job.files[at]), int)
        if stored:
            job.counts[at] = stored.value
        return bool(stored)

    def take_trace(self, job: Job, file: ReportFile, number: int) -> bool:
        """Take the trace of a page that was read; say whether page and trace are there."""
        stored = self.cache.load(trace_key(file, number), PageTrace)
        if stored is None or not self.cache.holds(page_key(file, number)):
            return False
        (place,) = job.places(file, [number])
        job.traces[place] = stored.value
        return True

    def take_traces(self, job: Job, at: int) -> list[int]:
        """Take the traces of a file of an input; give the numbers of pages that are not read."""
        numbers = range(1, job.counts[at] + 1)
        return [number for number in numbers if not self.take_trace(job, job.files[at], number)]

    def keep_division(self, job: Job, division: Division) -> None:
        """Keep what the documents of an input are; with all pages read it will not change."""
        if not job.unread:
            self.cache.store(self._division_key(job), division, 0.0)

    def find_division(self, job: Job) -> Division | None:
        """Find what the documents of an input are."""
        stored = self.cache.load(self._division_key(job), Division)
        return stored.value if stored else None

    def _division_key(self, job: Job) -> str:
        counts = [job.counts[at] for at in range(len(job.files))]
        return division_key(job.files, counts, split=self.wish.split)

    def find_all(self, job: Job) -> tuple[tuple[Ending, Finished], ...]:
        """Find the finished reports of an input; none where one of them is not there."""
        division = self.find_division(job)
        endings = job.endings(division) if division else ()
        found = tuple((ending, self.find(ending)) for ending in endings)
        whole = tuple((ending, finished) for ending, finished in found if finished)
        return whole if len(whole) == len(found) else ()

    def find(self, ending: Ending) -> Finished | None:
        """Find a finished report."""
        key = self._result_key(ending.task(self.wish))
        stored = self.cache.load(key, Report) if key else None
        if stored is None:
            return None
        return Finished(ending.named(stored.value, stored.seconds), key, ending.sheets)

    def _result_key(self, task: Task) -> str:
        """Name the finished report; empty while it is not known which form fits."""
        form = task.form
        choice_of = open_choice(self.forms, form, task.kind)
        if choice_of:
            choice = self.cache.load(choice_key(task, choice_of), str)
            if choice is None:
                return ""
            form = choice.value
        return report_key(task, find_known(self.forms, form))
