"""The tasks of a run that wait or are at work, in the order of the inputs they are for."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.run.batch.cost import cost_of
from pipeline.run.batch.job import Job
from pipeline.run.batch.steps import Task
from pipeline.run.ending import Ending


@dataclass(frozen=True, slots=True)
class Errand:
    """What a task is for."""

    job: Job
    ending: Ending | None = None  # the report it finishes; None for all other steps


class TaskQueue:
    """Hands out tickets for tasks, and remembers what each is for."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, int, Task]] = []  # input, page, ticket, task
        self._errands: dict[int, Errand] = {}  # by ticket: waiting or at work
        self._last_ticket = 0

    def __len__(self) -> int:
        """Number of tasks that wait, those that were taken back included."""
        return len(self._heap)

    @property
    def is_done(self) -> bool:
        """Whether nothing waits and nothing is at work."""
        return not self._errands

    @property
    def cost(self) -> float:
        """Guess the seconds of work that wait."""
        return sum(cost_of(task) for *_, task in self._heap)

    def put(self, job: Job, task: Task, ending: Ending | None = None) -> None:
        """Let a task wait for a worker."""
        self._last_ticket += 1
        self._errands[self._last_ticket] = Errand(job, ending)
        job.tickets.add(self._last_ticket)
        first = min(task.numbers, default=0)
        heapq.heappush(self._heap, (job.index, first, self._last_ticket, task))

    def spent(self, running: Iterable[tuple[int, float]]) -> list[tuple[Job, float]]:
        """Give the inputs at work with the seconds spent on them, on all workers together.

        Args:
            running: The tickets at work, each with the seconds it took so far.
        """
        spent: dict[int, tuple[Job, float]] = {}
        for ticket, seconds in running:
            job = self.job_of(ticket)
            spent[id(job)] = (job, spent.get(id(job), (job, job.spent))[1] + seconds)
        return list(spent.values())

    def pop(self) -> tuple[int, Task] | None:
        """Give the next task to a worker; None where none waits."""
        while self._heap:
            _, _, ticket, task = heapq.heappop(self._heap)
            if ticket in self._errands:
                return ticket, task
        return None

    def job_of(self, ticket: int) -> Job:
        """Give the input that a task at work is for."""
        return self._errands[ticket].job

    def take(self, ticket: int) -> Errand | None:
        """Take a task out that is through; None where it was taken back."""
        errand = self._errands.pop(ticket, None)
        if errand:
            errand.job.tickets.discard(ticket)
        return errand

    def take_back(self, job: Job, path: str = "") -> Iterator[int]:
        """Take out all tasks for an input, or those that finish one of its reports.

        Yields:
            The tickets; a worker may be at one of them.
        """
        for ticket in list(job.tickets):
            ending = self._errands[ticket].ending
            if not path or (ending and ending.path == path):
                self.take(ticket)
                yield ticket
