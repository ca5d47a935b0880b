"""What is to be done next, for all reports of a run.

Each report goes through count, pages, finish; a step whose result is in the cache is not done
again. Tasks wait in the order of the reports, so that reports get finished one after the other and
a run that is killed has whole ones to show. Which worker did what never shows in the results.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.model.page import Page
from pipeline.model.report import Report, State
from pipeline.run.cache import Cache
from pipeline.run.crew import Crew, Event, Loss
from pipeline.run.inputs import Input, explain_refusal
from pipeline.run.job import (
    WORKER_COST,
    Job,
    cost_of,
    cost_of_report,
    explain_lateness,
    explain_loss,
    make_report_file,
)
from pipeline.run.steps import (
    KnownForm,
    Step,
    Task,
    UnreadPage,
    Wish,
    choice_key,
    count_key,
    find_known,
    open_choice,
    page_key,
    report_key,
)

# Pages; starting the engines for six costs .07 CPU s a page. More save little, and are more to lose
# when a run is killed.
_LONGEST_RUN = 6
# Seconds of the time limit for each page of a run, or a late report would get no further the next
# time; a dense page takes 2 on a quiet machine, and 8 on a busy one.
_PAGE_PATIENCE = 10.0
_LONGEST_WAIT = 1.0  # seconds between two looks at the time limits


@dataclass(frozen=True, slots=True)
class Finished:
    """A report that is through, and where its result is kept."""

    report: Report
    result: str = ""  # key in the cache; empty where there is none


class Watcher(Protocol):
    """Who wants to know how it goes."""

    def pages_found(self, pages: int) -> None:
        """So many more pages are to be read."""

    def page_read(self) -> None:
        """One of them is through."""

    def report_finished(self, finished: Finished) -> None:
        """One report is through."""


def divide_pages(numbers: Sequence[int], workers: int, longest: int) -> list[tuple[int, ...]]:
    """Divide the pages of a report into runs that are read together, as much for each worker.

    >>> divide_pages(range(1, 11), 1, 6), divide_pages([1, 2, 5], 2, 6)
    ([(1, 2, 3, 4, 5), (6, 7, 8, 9, 10)], [(1, 2), (5,)])
    >>> divide_pages([], 2, 6)
    []
    """
    rounds = -(-len(numbers) // (longest * workers))
    length = -(-len(numbers) // max(1, rounds * workers))
    return [tuple(numbers[at : at + length]) for at in range(0, len(numbers), max(1, length))]


class Schedule:
    """The reports of one run, in their order."""

    def __init__(
        self,
        entries: Sequence[Input],
        cache: Cache,
        forms: Sequence[KnownForm],
        *,
        wish: Wish,
        time_limit: float,
    ) -> None:
        self._entries = deque(enumerate(entries))
        self._cache = cache
        self._forms = tuple(forms)
        self._wish = wish
        self._time_limit = time_limit  # seconds of work on one report
        self._queue: list[tuple[int, int, int, Task]] = []  # report, page, ticket, task
        self._jobs: dict[int, Job] = {}  # by ticket: waiting or at work
        self._last_ticket = 0
        self._ready: deque[Job] = deque()  # held back until now
        self._twins: dict[tuple[str, str], deque[Job]] = {}

    def run(self, crew: Crew, watcher: Watcher) -> None:
        """Do all that is not done yet; tell of each report as soon as it is through."""
        self._crew, self._watcher = crew, watcher
        while self._entries or self._ready or self._jobs:
            self._open_reports()
            self._hand_out()
            if self._jobs:
                self._listen()

    def _open_reports(self) -> None:
        """Look at the next files while there is too little to do; some need no work at all."""
        while (self._entries or self._ready) and len(self._queue) <= self._crew.room:
            if self._ready:
                self._count(self._ready.popleft())
                continue
            index, entry = self._entries.popleft()
            if entry.state is not None:
                self._tell(Report(entry.path, state=entry.state, message=entry.message))
                continue
            try:
                job = Job(index, entry, make_report_file(entry.file), self._wish)
            except OSError as error:
                message = str(explain_refusal(error))
                self._tell(Report(entry.path, state=State.FAILED, message=message))
                continue
            # The same bytes under another name wait for the first, whose results they share.
            twins = self._twins.setdefault(job.content, deque())
            twins.append(job)
            if len(twins) == 1:
                self._count(job)

    def _count(self, job: Job) -> None:
        stored = self._cache.load(count_key(job.file), int)
        if stored:
            self._read(job, stored.value)
        else:
            self._put(job, Task(Step.COUNT, job.file))

    def _read(self, job: Job, pages: int) -> None:
        job.pages = pages
        if self._take_finished(job):
            return
        unread = [
            number
            for number in range(1, pages + 1)
            if self._cache.load(page_key(job.file, number), Page) is None
        ]
        job.waiting.update(unread)
        for numbers in self._divide(unread):
            self._put(job, Task(Step.PAGE, job.file, numbers=numbers))
        self._watcher.pages_found(len(job.waiting))
        if not job.waiting:
            self._finish(job)

    def _divide(self, numbers: Sequence[int]) -> list[tuple[int, ...]]:
        """Divide pages so that all workers have some, if there is nothing else for them."""
        longest = max(1, min(_LONGEST_RUN, int(self._time_limit / _PAGE_PATIENCE)))
        return divide_pages(numbers, 1 if self._entries else self._crew.size, longest)

    def _finish(self, job: Job) -> None:
        if len(job.unread) == job.pages:
            self._fail(job, job.finishing.unread[0].message)
        elif not (job.unread and self._take_finished(job)):
            self._put(job, job.finishing)

    def _take_finished(self, job: Job) -> bool:
        """Use a finished report that is in the cache."""
        key = self._result_key(job)
        stored = self._cache.load(key, Report) if key else None
        if stored is None:
            return False
        self._close(job, Finished(job.named(stored.value, stored.seconds), key))
        return True

    def _result_key(self, job: Job) -> str:
        """Name the finished report; empty while it is not known which form fits."""
        form = self._wish.form
        choice_of = open_choice(self._forms, form)
        if choice_of:
            key = choice_key(job.finishing, choice_of)
            choice = self._cache.load(key, str)
            if choice is None:
                return ""
            form = choice.value
        return report_key(job.finishing, find_known(self._forms, form))

    def _put(self, job: Job, task: Task) -> None:
        self._last_ticket += 1
        self._jobs[self._last_ticket] = job
        job.tickets.add(self._last_ticket)
        first = min(task.numbers, default=0)
        heapq.heappush(self._queue, (job.index, first, self._last_ticket, task))

    def _hand_out(self) -> None:
        while self._queue and (self._crew.idle or (self._crew.may_grow and self._growth_pays())):
            _, _, ticket, task = heapq.heappop(self._queue)
            if ticket in self._jobs:
                self._crew.give(ticket, task)

    def _growth_pays(self) -> bool:
        """Say whether what waits is worth one more worker."""
        if self._crew.is_empty:
            return True
        waiting = sum(cost_of(task) for *_, task in self._queue)
        unopened = sum(cost_of_report(entry.file) for _, entry in self._entries if not entry.state)
        return waiting + unopened >= WORKER_COST

    def _listen(self) -> None:
        """Wait for answers, but never longer than until the next time limit ends."""
        left = [self._time_limit - spent for _, spent in self._running()]
        for event in self._crew.collect(max(0.0, min([_LONGEST_WAIT, *left]))):
            job = self._jobs.pop(event.ticket, None)
            if job:
                job.tickets.discard(event.ticket)
                job.spent += event.seconds
                self._hear(job, event)
        for job, spent in self._running():
            if spent >= self._time_limit and job.tickets:
                self._fail(job, str(explain_lateness(self._time_limit)))

    def _running(self) -> list[tuple[Job, float]]:
        """Give the reports at work with the seconds spent on them, on all workers together."""
        spent: dict[int, tuple[Job, float]] = {}
        for ticket, seconds in self._crew.running():
            job = self._jobs[ticket]
            _, before = spent.get(job.index, (job, job.spent))
            spent[job.index] = (job, before + seconds)
        return list(spent.values())

    def _hear(self, job: Job, event: Event) -> None:
        task, outcome = event.task, event.outcome
        if isinstance(outcome, Loss):
            self._lose(job, task, str(explain_loss(outcome.reason)))
        elif outcome.failure:
            self._fail(job, outcome.failure)
        elif task.step is Step.PAGE:
            self._take_pages(job, task, outcome.unread)
        else:
            self._go_on(job, task.step)

    def _take_pages(self, job: Job, task: Task, unread: Sequence[UnreadPage]) -> None:
        """Take what became of pages; those to be tried once more are read one by one."""
        again = job.take_pages(task.numbers, unread)
        for number in again:
            self._put(job, Task(Step.PAGE, job.file, numbers=(number,)))
        for _ in range(len(task.numbers) - len(again)):
            self._watcher.page_read()
        if not job.waiting:
            self._finish(job)

    def _lose(self, job: Job, task: Task, message: str) -> None:
        """Do again, once, what killed a worker; a page that does so twice costs itself alone."""
        if task.step is Step.PAGE:
            lost = [UnreadPage(number, message, by_chance=True) for number in task.numbers]
            self._take_pages(job, task, lost)
        elif job.may_try_again(task.step):
            self._put(job, task)
        else:
            self._fail(job, message)

    def _go_on(self, job: Job, done: Step) -> None:
        """Take what a step left in the cache."""
        if done is Step.FINISH:
            found = self._take_finished(job)
        else:
            stored = self._cache.load(count_key(job.file), int)
            found = stored is not None
            if stored:
                self._read(job, stored.value)
        if not found:
            self._fail(job, str(explain_loss("no result")))

    def _fail(self, job: Job, message: str) -> None:
        for ticket in job.tickets:
            self._jobs.pop(ticket)
            self._crew.stop(ticket)
        job.tickets.clear()
        self._close(job, Finished(job.failed(message)))

    def _close(self, job: Job, finished: Finished) -> None:
        self._watcher.report_finished(finished)
        twins = self._twins[job.content]
        twins.popleft()
        if twins:
            self._ready.append(twins[0])

    def _tell(self, report: Report) -> None:
        self._watcher.report_finished(Finished(report))
