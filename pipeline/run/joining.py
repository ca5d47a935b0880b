"""One report in several files: its text in one, its appendix in another.

Known only when all inputs are through: then reports with one number are looked at. A file that
holds an appendix alone says whose it is; two files with one number, day and issuer are copies of a
report where their rows overlap, and its two halves where they complete each other. Halves are
finished once more, together, so that prose and appendix are checked against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import PurePosixPath

from pipeline.judge.copies import complete_each_other, may_be_one
from pipeline.model.form import GENERIC
from pipeline.model.report import Heading, PageOrigin, Report, State
from pipeline.run.batch.job import Job
from pipeline.run.batch.results import Finished, Results
from pipeline.run.batch.steps import Sheets, UnreadPage
from pipeline.run.ending import Ending
from pipeline.run.inputs.selection import Input
from pipeline.vietnamese.document_kinds import APPENDIX
from pipeline.vietnamese.places import name_key


@dataclass(frozen=True, slots=True)
class _Known:
    """As much of a finished report as tells what belongs together."""

    job: Job
    ending: Ending
    heading: Heading
    result: str  # key in the cache

    @property
    def is_appendix(self) -> bool:
        """Whether it begins with the title of an appendix, without a letterhead."""
        return self.ending.kind == APPENDIX

    @property
    def folder(self) -> str:
        """Where it lies below IN."""
        return str(PurePosixPath(self.ending.path).parent)


@dataclass(frozen=True, slots=True)
class Joint:
    """A report of several files, to be finished together."""

    index: int  # place of the text among the inputs of the run
    entry: Input  # the text
    ending: Ending
    halves: tuple[str, ...]  # paths of the reports that are none by themselves, without the text's


class Joiner:
    """Remembers the finished reports of a run by their numbers."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._known: dict[str, dict[str, _Known]] = {}  # by number, by path

    def add(self, job: Job, ending: Ending, finished: Finished) -> None:
        """Remember a report that is through."""
        report = finished.report
        number = report.heading.document_number.casefold()
        self.drop(ending.path)
        if report.state is State.DONE and finished.result and number:
            known = _Known(job, ending, report.heading, finished.result)
            self._known.setdefault(number, {})[ending.path] = known

    def drop(self, path: str) -> None:
        """Forget a report that was told and is none."""
        for group in self._known.values():
            group.pop(path, None)

    def find(self) -> Iterator[Joint]:
        """Give the reports that stand in several files, in the order of their paths."""
        for group in self._known.values():
            reports = sorted(group.values(), key=lambda one: one.ending.path)
            if len(reports) > 1:
                yield from self._join(reports)

    def _join(self, reports: Sequence[_Known]) -> Iterator[Joint]:
        """Join the reports of one number."""
        halves: dict[str, list[_Known]] = {}  # by path of the text
        texts = [one for one in reports if not one.is_appendix]
        for appendix in (one for one in reports if one.is_appendix):
            text = _the_one([one for one in texts if _encloses(one, appendix)], appendix)
            others = halves.get(text.ending.path, []) if text else []
            if text and all(self._complete(one, appendix) for one in (text, *others)):
                halves[text.ending.path] = [*others, appendix]
        if len(texts) == 2 and not halves:
            text, table = self._order(*texts)
            if _is_one_report(text, table) and self._complete(text, table, of_one_form=True):
                halves[text.ending.path] = [table]
        for text in texts:
            if found := halves.get(text.ending.path):
                yield _make_joint(text, found)

    def _order(self, one: _Known, other: _Known) -> tuple[_Known, _Known]:
        """Give the half with the sentences first."""
        reports = [self._load(one), self._load(other)]
        sentences = [_count_sentences(report) if report else 0 for report in reports]
        return (one, other) if sentences[0] >= sentences[1] else (other, one)

    def _complete(self, text: _Known, table: _Known, *, of_one_form: bool = False) -> bool:
        """Say whether two files show different rows.

        Args:
            text: The one.
            table: The other.
            of_one_form: Nothing but the rows tells that they are no copies, so they must be named
                by a form: a report without one names its own, in each copy otherwise.
        """
        one, other = self._load(text), self._load(table)
        if one is None or other is None:
            return False
        if of_one_form and (one.form != other.form or one.form == GENERIC):
            return False
        return complete_each_other(one, other)

    def _load(self, known: _Known) -> Report | None:
        stored = self._results.cache.load(known.result, Report)
        return stored.value if stored else None


def _count_sentences(report: Report) -> int:
    from pipeline.model.reading import Method

    return sum(
        one.reading is not None and one.reading.method is Method.PROSE
        for one in report.observations
    )


def _the_one(texts: Sequence[_Known], appendix: _Known) -> _Known | None:
    """Give the only text that an appendix can belong to, or the only one of its folder."""
    beside = [text for text in texts if text.folder == appendix.folder]
    for found in (beside, texts):
        if len(found) == 1:
            return found[0]
    return None


def _encloses(text: _Known, appendix: _Known) -> bool:
    """Say whether an appendix names a text, whose number it has, with nothing against it."""
    one, other = text.heading, appendix.heading
    days = one.document_date, other.document_date
    same_day = not all(days) or days[0] == days[1]
    same_place = not (one.place and other.place) or name_key(one.place) == name_key(other.place)
    said = (all(days) and same_day) or bool(one.place and other.place and same_place)
    return said and same_day and same_place and may_be_one(one, other)


def _is_one_report(one: _Known, other: _Known) -> bool:
    """Say whether two files with letterheads name one report: number, day and issuer."""
    headings = one.heading, other.heading
    whole = all(heading.document_date and heading.issuer for heading in headings)
    same = one.heading.document_date == other.heading.document_date
    issuer = name_key(one.heading.issuer) == name_key(other.heading.issuer)
    return whole and same and issuer and may_be_one(*headings)


def _make_joint(text: _Known, appendices: Sequence[_Known]) -> Joint:
    """Put the pages of a text and its appendices behind each other and count them anew."""
    numbers = count(1)
    sheets: list[Sheets] = []
    origins: list[PageOrigin] = []
    unread: list[UnreadPage] = []
    for one in (text.ending, *(known.ending for known in appendices)):
        printed = {origin.number: origin for origin in one.origins}
        lost = {page.number: page for page in one.unread}
        for some in one.sheets:
            shown = tuple(next(numbers) for _ in some.numbers)
            sheets.append(replace(some, shown=shown))
            for (number, before), now in zip(some.pages, shown, strict=True):
                origin = printed.get(before) or PageOrigin(before, one.path, number)
                origins.append(replace(origin, number=now))
                if before in lost:
                    unread.append(replace(lost[before], number=now))
    endings = (text.ending, *(known.ending for known in appendices))
    joined = replace(
        text.ending,
        sheets=tuple(sheets),
        origins=tuple(origins),
        unread=tuple(unread),
        doubt=" ".join(filter(None, (ending.doubt for ending in endings))),
        note=" ".join(filter(None, (ending.note for ending in endings))),
    )
    return Joint(
        text.job.index, text.job.entry, joined, tuple(known.ending.path for known in appendices)
    )
