"""The catalogue made from what a run stored, and kept up with what people decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pipeline.judge.corrected import judge_undecided
from pipeline.judge.verdict import Verdict
from pipeline.model.correction import Correction
from pipeline.model.errors import SettingError
from pipeline.model.form import Form
from pipeline.model.page import Page
from pipeline.model.report import Report, State
from pipeline.run.batch.steps import page_key
from pipeline.run.catalogue.catalogue import Catalogue, write_catalogue
from pipeline.run.corrections.applying import apply_corrections, form_of, settle
from pipeline.run.corrections.book import Book
from pipeline.run.corrections.ledger import Ledger
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.run.inputs.selection import displayed
from pipeline.run.workspace import IndexEntry, Workspace

_HELD = 32  # reports in memory, each with what it depends on

_Held = TypeVar("_Held")


@dataclass(frozen=True, slots=True)
class _Stored:
    """A report as the machine read it, with the verdict on it."""

    key: tuple[object, ...]
    report: Report
    verdict: Verdict | None


class Results:
    """The reports of a folder as they are now: as stored, with what people decided."""

    def __init__(self, out: Path, forms: Mapping[str, Form]) -> None:
        """Take a folder.

        Raises:
            SettingError: No run wrote into it: perhaps it holds reports.
        """
        if not (out / OWN_FOLDER).is_dir():
            raise _no_results(out)
        self.catalogue = Catalogue(out)
        self.ledger = Ledger(out)
        self.forms = forms
        self._workspace = Workspace(out)
        self._book = Book()
        self._held: dict[str, tuple[object, Report]] = {}
        self._stored: dict[str, _Stored] = {}
        self._file = 0  # number of the file that is open

    def replaced(self) -> bool:
        """Say whether a run wrote another catalogue since this one was opened."""
        return self.catalogue.number() != self._file

    def state(self) -> str:
        """One state of the results, as far as reports are concerned."""
        return f"{self._file} {self._book.state}"

    def open(self) -> None:
        """Make the catalogue where no run left one, and put in what was decided since.

        Raises:
            SettingError: `corrections.csv` cannot be read.
        """
        self.catalogue.close()
        if not self.catalogue.is_whole():
            self.catalogue.close()
            self._make()
        self._file = self.catalogue.number()
        self.keep_up()

    def _make(self) -> None:
        self._book = self.ledger.read()
        entries = self._workspace.read_index()
        paths = {entry.report.path for entry in entries}
        found = (
            (
                self._correct(entry, _Stored((), self.stored(entry), None), paths.__contains__),
                self.form_of(entry),
                entry,
            )
            for entry in entries
        )
        write_catalogue(self._workspace.out, found, self._book.state)

    def form_of(self, entry: IndexEntry) -> Form | None:
        """Give the form of a report, as its file says it today."""
        return self.forms.get(entry.report.form)

    @property
    def book(self) -> Book:
        """All decisions, as far as `keep_up` knows them."""
        return self._book

    def keep_up(self) -> None:
        """Put in what this or another process decided since the last time."""
        if self._book.stamp != self.ledger.stamp() or not self._book.state:
            self._book = self.ledger.read()
        known = self.catalogue.note("stamp")
        if known == self._book.state:
            return
        for path in dict.fromkeys(self._book.touched_since(known)):
            for entry in self._entries(path):
                self.catalogue.update(self.corrected(entry), self.form_of(entry))
        self.catalogue.set_note("stamp", self._book.state)

    def _entries(self, path: str) -> Iterator[IndexEntry]:
        """Give the reports that decisions about a path may concern."""
        entry = self.catalogue.entry(path)
        if entry:
            yield entry
            return
        for moved in self.catalogue.paths_of(self._book.contents_of(path)):
            entry = self.catalogue.entry(moved)
            if entry:
                yield entry

    def corrected(self, entry: IndexEntry) -> Report:
        """Give a report with all its readings, and with what people decided.

        To judge one anew takes longer than all else a decision costs, so the last ones are held.
        """
        known = entry.report
        decided = self._book.of_report(known.path, known.sha256, self.catalogue.has)
        state = entry.result, known.findings, decided
        held = self._held.pop(known.path, None)
        if held is None or held[0] != state:
            stored = self._judged(entry) if decided else _Stored((), self.stored(entry), None)
            held = state, self._correct(entry, stored, self.catalogue.has)
        _hold(self._held, known.path, held)
        return held[1]

    def _judged(self, entry: IndexEntry) -> _Stored:
        """Give a report with the verdict on it: who decides once decides again."""
        known = entry.report
        key = entry.result, known.findings, known.message, known.sha256
        held = self._stored.pop(known.path, None)
        if held is None or held.key != key:
            report, form = self.stored(entry), self.form_of(entry)
            verdict = judge_undecided(report, form_of(report, form))
            held = _Stored(key, report, verdict)
        _hold(self._stored, known.path, held)
        return held

    def _correct(
        self, entry: IndexEntry, stored: _Stored, is_there: Callable[[str], bool]
    ) -> Report:
        if stored.report.state is not State.DONE:
            return stored.report
        form = self.form_of(entry)
        return apply_corrections(stored.report, form, self._book, is_there, stored.verdict)

    def decided(self) -> Iterator[tuple[Report, Form, Mapping[str, Correction]]]:
        """Give each report that something was decided about, without it, and what holds."""
        made = self._book.corrections
        moved = self.catalogue.paths_of({one.sha256 for one in made})
        for path in dict.fromkeys((*(one.report for one in made), *moved)):
            entry = self.catalogue.entry(path)
            if entry is None or entry.report.state is not State.DONE:
                continue
            report = self.stored(entry)
            decided = self._book.of_report(report.path, report.sha256, self.catalogue.has)
            values = {one.indicator: one.value for one in report.observations}
            held = settle(report, values, decided).held
            if held:
                yield report, form_of(report, self.form_of(entry)), held

    def pages(self, entry: IndexEntry, near: int = 0) -> Iterator[Page]:
        """Give the pages of a report as they were read, with the numbers that it gives them.

        Args:
            entry: Of the report.
            near: The number of a page: only this and its neighbours; 0: all.
        """
        for sheets in entry.sheets:
            for number, shown in sheets.pages:
                if near and abs(shown - near) > 1:
                    continue
                stored = self._workspace.cache.load(page_key(sheets.file, number), Page)
                if stored:
                    yield replace(stored.value, number=shown)

    def stored(self, entry: IndexEntry) -> Report:
        """Give a report as the machine read it; without figures where its result is gone."""
        known = entry.report
        found = self._workspace.cache.load(entry.result, Report) if entry.result else None
        if found is None:
            return known
        return replace(
            found.value,
            path=known.path,
            sha256=known.sha256,
            origins=known.origins,
            seconds=known.seconds,
            message=known.message,
            findings=(*found.value.findings, *known.findings),
        )


def _hold(held: dict[str, _Held], path: str, one: _Held) -> None:
    """Keep what was asked for last, and let go of what was not asked for the longest."""
    held[path] = one
    while len(held) > _HELD:
        del held[next(iter(held))]


def _no_results(out: Path) -> SettingError:
    name = displayed(str(out))
    return SettingError(
        f"{name} không phải thư mục kết quả. Hãy chạy solieu extract trước, hoặc ghi đúng thư mục.",
        f"{name} is no folder of results. Run solieu extract first, or name the right folder.",
    )
