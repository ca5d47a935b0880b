"""What is to be done next, for all reports of a run.

Each input goes through count and pages; what documents they are is decided here, from the traces
of the pages, and each document is finished by itself, those at the front of a box while the rest is
read. A step whose result is in the cache is not done again. Tasks wait in the order of the inputs,
so that a run that is killed has whole reports to show. Which worker did what never shows.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence

from pipeline.model.errors import SolieuError
from pipeline.model.report import Report, State
from pipeline.run.batch.clock import Clock
from pipeline.run.batch.cost import WORKER_COST, cost_of_report, divide_pages
from pipeline.run.batch.crew import Crew, Event, Loss
from pipeline.run.batch.failures import Failures
from pipeline.run.batch.job import Job, explain_loss
from pipeline.run.batch.results import Finished, Results
from pipeline.run.batch.seen import Seen
from pipeline.run.batch.steps import ReportFile, Step, Task, UnreadPage
from pipeline.run.batch.task_queue import TaskQueue
from pipeline.run.batch.twins import Twins
from pipeline.run.batch.watcher import Watcher
from pipeline.run.ending import Ending
from pipeline.run.inputs.selection import Input
from pipeline.run.joining import Joiner, Joint

_NO_RESULT = str(explain_loss("no result"))
_LONGEST_WAIT = 1.0  # seconds between two looks at the time limits


class Schedule:
    """The reports of one run, in their order."""

    def __init__(
        self,
        entries: Sequence[Input],
        results: Results,
        *,
        time_limit: float,
        seen: Seen | None = None,
    ) -> None:
        self._entries = deque(enumerate(entries))
        self._results = results
        self._wish = results.wish
        self._time_limit = time_limit  # seconds of work on one report
        self._queue = TaskQueue()
        self._joiner = Joiner(self._results)
        self._twins = Twins()
        self._seen = seen or Seen()
        self._failures = Failures(results.cache, results.forms, time_limit, self._seen.failed)

    def run(self, crew: Crew, watcher: Watcher) -> None:
        """Do all that is not done yet; tell of each report as soon as it is through."""
        self._crew, self._watcher = crew, watcher
        self._work_off()
        for joint in tuple(self._joiner.find()):
            self._begin_joint(joint)
        self._work_off()

    def _begin_joint(self, joint: Joint) -> None:
        """Finish a report of several files; its halves were finished by themselves."""
        job = Job(joint.index, joint.entry, (), self._wish, halves=joint.halves)
        if finished := self._results.find(joint.ending):
            self._tell_finished(job, finished)
        else:
            self._queue.put(job, joint.ending.task(self._wish), joint.ending)

    def _work_off(self) -> None:
        while self._entries or self._twins.ready or not self._queue.is_done:
            self._open_reports()
            self._hand_out()
            self._listen()

    def _open_reports(self) -> None:
        """Look at the next inputs while there is too little to do; some need no work at all."""
        while (self._entries or self._twins.ready) and len(self._queue) <= self._crew.room:
            if self._twins.ready:
                self._count(self._twins.ready.popleft())
            else:
                self._open(*self._entries.popleft())

    def _open(self, index: int, entry: Input) -> None:
        if entry.state is not None:
            self._tell(Report(entry.path, state=entry.state, message=entry.message))
            return
        clock = Clock(self._time_limit)
        try:
            files = tuple(self._seen.open(file, clock) for file in entry.files)
        except SolieuError as error:
            self._tell(Report(entry.path, state=State.FAILED, message=str(error)))
            return
        job = Job(index, entry, files, self._wish)
        if self._twins.add(job):
            self._count(job)

    def _count(self, job: Job) -> None:
        unknown = [at for at in range(len(job.files)) if not self._results.take_count(job, at)]
        if failure := self._failures.find(job):
            self._fail(job, failure)
            return
        for at in unknown:
            self._queue.put(job, Task(Step.COUNT, job.files[at]))
        if len(job.counts) == len(job.files):
            self._read(job)

    def _read(self, job: Job) -> None:
        if job.entry.images and set(job.counts.values()) != {1}:
            # Files of several pages are no page images: each stands for itself.
            self._entries.extendleft((job.index, image) for image in reversed(job.entry.images))
            self._watcher.reports_found(len(job.files) - 1)
            self._twins.release(job)
            return
        if self._take_finished(job):
            return
        # All workers have some, if there is nothing else for them.
        workers = 1 if self._entries else self._crew.size
        for at, file in enumerate(job.files):
            unread = self._seen.take_unread(job, at, self._results.take_traces(job, at))
            job.waiting.update(job.places(file, unread))
            for some in divide_pages(unread, workers, self._time_limit):
                self._queue.put(job, Task(Step.PAGE, file, numbers=some))
        self._watcher.pages_found(len(job.waiting))
        self._go_on(job)

    def _go_on(self, job: Job) -> None:
        """Finish what can be finished now."""
        if job.waiting:
            for at, part in enumerate(job.settled()):
                self._end(job, job.ending(part, at, None))
            return
        if len(job.unread) == job.pages:
            self._fail(job, job.unread[0].message)
            return
        division = job.divide()
        self._results.keep_division(job, division)
        endings = job.endings(division)
        for path in set(job.ended) - {ending.path for ending in endings}:
            self._drop(job, path)
        for ending in endings:
            self._end(job, ending)
        self._close_finished(job)

    def _take_finished(self, job: Job) -> bool:
        """Use finished reports that are in the cache, if all of an input are."""
        found = self._results.find_all(job)
        for ending, finished in found:
            job.ended[ending.path] = ending
            self._tell_finished(job, finished, ending)
        if found:
            self._close(job)
        return bool(found)

    def _end(self, job: Job, ending: Ending) -> None:
        """Finish a report, if that is not done or under way."""
        if job.ended.get(ending.path) == ending:
            return
        self._take_back(job, ending.path)
        job.ended[ending.path] = ending
        job.settle(ending)
        if len(ending.unread) == ending.pages:
            self._tell_finished(job, Finished(ending.failed(ending.unread[0].message)))
        elif finished := self._results.find(ending):
            self._tell_finished(job, finished, ending)
        else:
            self._queue.put(job, ending.task(self._wish), ending)

    def _tell_finished(self, job: Job, finished: Finished, ending: Ending | None = None) -> None:
        path = finished.report.path
        if job.halves:
            if finished.report.state is State.DONE:  # if not, they stand as they are
                self._watcher.reports_found(1)
                self._watcher.report_finished(finished)
                for half in job.halves:
                    self._watcher.report_dropped(half)
            return
        if job.told:
            self._watcher.reports_found(1)
        job.told.add(path)
        self._watcher.report_finished(finished)
        if ending:
            self._joiner.add(job, ending, finished)

    def _drop(self, job: Job, path: str) -> None:
        """Forget a report that was finished too early: its pages belong to others."""
        self._take_back(job, path)
        del job.ended[path]
        if path in job.told:
            job.told.remove(path)
            self._joiner.drop(path)
            self._watcher.report_dropped(path)

    def _take_back(self, job: Job, path: str = "") -> None:
        for ticket in self._queue.take_back(job, path):
            self._crew.stop(ticket)

    def _hand_out(self) -> None:
        while len(self._queue) and (self._crew.idle or self._may_grow()):
            if waiting := self._queue.pop():
                self._crew.give(*waiting)

    def _may_grow(self) -> bool:
        """Say whether there may be one more worker, and what waits is worth it."""
        if self._crew.is_empty or not self._crew.may_grow:
            return self._crew.may_grow
        unopened = sum(cost_of_report(entry.file) for _, entry in self._entries if not entry.state)
        return self._queue.cost + unopened >= WORKER_COST

    def _listen(self) -> None:
        """Wait for answers, but never longer than until the next time limit ends."""
        if self._queue.is_done:
            return
        left = [self._time_limit - spent for _, spent in self._queue.spent(self._crew.running())]
        for event in self._crew.collect(max(0.0, min([_LONGEST_WAIT, *left]))):
            if errand := self._queue.take(event.ticket):
                errand.job.spend(event.task, event.seconds)
                self._hear(errand.job, errand.ending, event)
        for job, spent in self._queue.spent(self._crew.running()):
            if spent >= self._time_limit and job.tickets:
                self._fail(job, self._failures.note_lateness(job))

    def _hear(self, job: Job, ending: Ending | None, event: Event) -> None:
        task, outcome = event.task, event.outcome
        if isinstance(outcome, Loss):
            self._lose(job, task, ending, str(explain_loss(outcome.reason)))
        elif ending is not None:
            self._hear_ending(job, ending, outcome.failure)
        elif task.step is Step.COUNT:
            self._take_count(job, task.file, outcome.failure)
        elif outcome.failure:
            self._fail(job, outcome.failure)
        else:
            self._take_pages(job, task, outcome.unread)

    def _take_pages(self, job: Job, task: Task, unread: Sequence[UnreadPage]) -> None:
        """Take what became of pages; those to be tried once more are read one by one."""
        again = job.take_pages(task, unread)
        lost = {page.number for page in unread}
        for number in again:
            self._queue.put(job, Task(Step.PAGE, task.file, numbers=(number,)))
        for number in task.numbers:
            if number not in lost and not self._results.take_trace(job, task.file, number):
                self._fail(job, _NO_RESULT)
                return
        for _ in range(len(task.numbers) - len(again)):
            self._watcher.page_read()
        self._go_on(job)

    def _take_count(self, job: Job, file: ReportFile, failure: str) -> None:
        at = job.files.index(file)
        if not (job.lose_file(at) if failure else self._results.take_count(job, at)):
            self._fail(job, failure or _NO_RESULT)
        elif len(job.counts) == len(job.files):
            self._read(job)

    def _lose(self, job: Job, task: Task, ending: Ending | None, message: str) -> None:
        """Do again, once, what killed a worker; a page that does so twice costs itself alone."""
        if task.step is Step.PAGE:
            lost = [UnreadPage(number, message, by_chance=True) for number in task.numbers]
            self._take_pages(job, task, lost)
        elif job.may_try_again(task.step, ending.path if ending else os.fsdecode(task.file.path)):
            self._queue.put(job, task, ending)
        elif ending:
            self._hear_ending(job, ending, message)
        else:
            self._take_count(job, task.file, message)

    def _hear_ending(self, job: Job, ending: Ending, failure: str) -> None:
        """Take a finished report; one that cannot be finished costs itself alone."""
        finished = None if failure else self._results.find(ending)
        if finished is None:
            finished = Finished(ending.failed(failure or _NO_RESULT))
        self._tell_finished(job, finished, ending)
        self._close_finished(job)

    def _close_finished(self, job: Job) -> None:
        if not job.tickets and not job.waiting:
            self._close(job)

    def _fail(self, job: Job, message: str) -> None:
        self._take_back(job)
        self._failures.note(job, message)
        self._tell_finished(job, Finished(job.failed(message)))
        self._close(job)

    def _close(self, job: Job) -> None:
        self._seen.note(job)
        if not job.halves:
            self._watcher.input_done()
            self._twins.release(job)

    def _tell(self, report: Report) -> None:
        """Tell of an input that is not read."""
        self._watcher.report_finished(Finished(report))
        self._watcher.input_done()
