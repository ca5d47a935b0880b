"""Inputs with the same bytes: all but the first wait for its results, which they share."""

from __future__ import annotations

from collections import deque

from pipeline.run.batch.job import Job


class Twins:
    """The inputs that are on their way, by their bytes."""

    def __init__(self) -> None:
        self._groups: dict[tuple[tuple[str, str], ...], deque[Job]] = {}
        self.ready: deque[Job] = deque()  # held back until now

    def add(self, job: Job) -> bool:
        """Note an input; say whether it is the first with its bytes, and may go on."""
        group = self._groups.setdefault(job.content, deque())
        group.append(job)
        return len(group) == 1

    def release(self, job: Job) -> None:
        """Let the next input with the same bytes go on."""
        group = self._groups[job.content]
        group.popleft()
        if group:
            self.ready.append(group[0])
