"""A report whose pages are read: what finishes it, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model.form import GENERIC
from pipeline.model.report import PageOrigin, Report, State
from pipeline.run.batch.steps import Sheets, Step, Task, UnreadPage, Wish
from pipeline.run.batch.versions import finishing_version
from pipeline.vietnamese.document_kinds import may_report


@dataclass(frozen=True, slots=True)
class Ending:
    """A report whose pages are read: what finishes it, and what it is called."""

    path: str  # Report.path
    sha256: str
    sheets: tuple[Sheets, ...]
    origins: tuple[PageOrigin, ...]  # see Report.origins
    kind: str
    doubt: str
    unread: tuple[UnreadPage, ...]
    note: str = ""  # what is odd about the pages
    among_others: bool = False  # one of several documents of a file

    def task(self, wish: Wish) -> Task:
        """Give the step that finishes it."""
        dump = any(sheets.file.is_dump for sheets in self.sheets)
        return Task(
            Step.FINISH,
            self.sheets[0].file,
            sheets=self.sheets,
            unread=self.unread,
            kind=self.kind,
            doubt=self.doubt,
            note=self.note,
            form=self._form(wish.form),
            version=finishing_version(".txt" if dump else ""),
            scanner=wish.scanner if dump else "",
        )

    def _form(self, asked: str) -> str:
        """Give the form that was asked for; a decision, a letter follows none by itself."""
        if may_report(self.kind):
            return asked
        return GENERIC if self.among_others else asked or GENERIC

    @property
    def pages(self) -> int:
        """How many it has."""
        return sum(len(sheets.numbers) for sheets in self.sheets)

    def named(self, report: Report, seconds: float) -> Report:
        """Give a result the name of this report: the cache knows contents only."""
        return replace(
            report,
            path=self.path,
            sha256=self.sha256,
            seconds=round(seconds, 1),
            origins=self.origins,
        )

    def failed(self, message: str) -> Report:
        """Give the report that is left when nothing of it can be read."""
        return self.named(Report("", state=State.FAILED, message=message, pages=self.pages), 0.0)
