"""Writes what is known so far: report CSVs as they come, the collective files at the end.

What only the reports together show is known when the last one is through. The CSVs of the reports
it concerns are then written once more; a run that was killed before that leaves whole CSVs without
those findings, and the same command adds them. Nothing of it is kept in the cache.

A file that cannot be written is a problem to be told of, not a reason to stop reading: what was
read is in the cache, and the same command writes it when there is room again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from pipeline.model.errors import SolieuError
from pipeline.model.form import Form
from pipeline.model.report import Report, State
from pipeline.model.versioned import all_versions
from pipeline.run.batch.cutting import Cut
from pipeline.run.batch.results import Finished
from pipeline.run.catalogue.harm import LOOKED_AT
from pipeline.run.comparing import across, compare
from pipeline.run.corrections.decisions import Decisions
from pipeline.run.corrections.workbook import BOOK, note_workbook
from pipeline.run.strangers import check_way
from pipeline.run.workbook.cuts import Cell
from pipeline.run.workbook.looks import Cutter
from pipeline.run.workspace import IndexEntry, Workspace
from pipeline.vietnamese.places import Place
from pipeline.write.datapackage import write_datapackage
from pipeline.write.names import csv_name
from pipeline.write.tidy import (
    Row,
    other_rows,
    report_rows,
    write_figures_csv,
    write_report_csv,
    write_reports_csv,
)
from pipeline.write.workbook import write_workbook


class Outputs:
    """The files of one run."""

    def __init__(
        self,
        workspace: Workspace,
        forms: Iterable[Form],
        csv_names: Mapping[str, str],
        scanner: str = "",
    ) -> None:
        self._workspace = workspace
        self._forms = all_versions(forms)
        self._csv_names = csv_names  # path of an input -> CSV below OUT
        self._scanner = scanner  # key of what was learned of the scanner of dumps
        self._decisions = Decisions(workspace, self._forms, csv_names)
        self._finished: dict[str, Finished] = {}
        self._written: dict[str, str] = {}  # report path -> CSV
        self.problems: list[SolieuError] = []

    def add(self, finished: Finished) -> Report:
        """Take a report that is through; write its CSV. Give it with what people corrected."""
        self._workspace.note_seconds(finished.report)
        report = self._decisions.apply(finished.report)
        if report.state is State.DONE:
            self._attempt(partial(self._write_report, report))
        self._finished[report.path] = replace(finished, report=_without_mentions(report))
        return report

    def drop(self, path: str) -> None:
        """Take back a report whose pages turned out to be another one's."""
        self._finished.pop(path, None)
        csv = self._written.pop(path, None)
        if csv:
            (self._workspace.out / csv).unlink(missing_ok=True)

    def _write_report(self, report: Report) -> None:
        csv = csv_name(report.path, self._csv_names)
        check_way(self._workspace.out, csv)
        self._workspace.note_written(csv)
        write_report_csv(self._rows(report), self._workspace.out / csv)
        self._written[report.path] = csv

    def _rows(self, report: Report) -> tuple[Row, ...]:
        return report_rows(report, self._forms.get(report.form))

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports that are through, by path."""
        return tuple(self._finished[path].report for path in sorted(self._finished))

    def close(
        self, *, complete: bool, cut: Cutter | None = None, listed: Sequence[Place] = ()
    ) -> None:
        """Write the collective files.

        Args:
            complete: The run went to its end; only then are CSVs of vanished reports known to be
                stale, and removed.
            cut: Makes pictures of cells for the workbook; None: it shows none.
            listed: The units that are to report, where a list of the inputs names them.
        """
        for finished in self._decisions.renew(tuple(self._finished.values())):
            self.add(finished)
        self._compare()
        out = self._workspace.out
        reports = self.reports
        done = [report for report in reports if report.state is State.DONE]
        self._attempt(partial(write_figures_csv, self._all_rows(done), out / "figures.csv"))
        others = (row for report in done for row in other_rows(report))
        self._attempt(partial(write_figures_csv, others, out / "others.csv"))
        self._attempt(partial(write_reports_csv, reports, out / "reports.csv"))
        self._attempt(partial(self._write_workbook, reports, done, cut or _cut_nothing, listed))
        if not self.problems:
            self._attempt(partial(write_datapackage, out, sorted(self._written.values())))
        kept = [] if complete else self._index_of_others()
        self._attempt(partial(self._workspace.write_index, [*self._index(), *kept]))
        self._attempt(partial(self._write_catalogue, complete=complete))
        if complete and not self.problems:
            self._attempt(partial(self._workspace.remove_stale, self._written.values()))

    def tell_corrections(self, *, complete: bool) -> tuple[str, ...]:
        """Say what people decided that no report of this run takes."""
        return self._decisions.tell_left(self.reports if complete else ())

    def _compare(self) -> None:
        """Add what the reports say of each other."""
        for report in compare(self.reports, self._forms):
            finished = self._finished[report.path]
            self._finished[report.path] = replace(finished, report=report)
            if report.observations != finished.report.observations:
                self._attempt(partial(self._write_report, report))

    def _all_rows(self, reports: Sequence[Report]) -> Iterator[Row]:
        for report in reports:
            yield from self._rows(report)

    def _index(self) -> Iterator[IndexEntry]:
        for path in sorted(self._finished):
            finished = self._finished[path]
            slim = replace(
                finished.report,
                observations=(),
                unknown_rows=(),
                indicators=(),
                others=(),
                other_indicators=(),
                findings=across(finished.report.findings),
            )
            csv = self._written.get(path, "")
            yield IndexEntry(slim, finished.result, csv, finished.sheets, self._scanner)

    def _write_workbook(
        self,
        reports: Sequence[Report],
        done: Sequence[Report],
        cut: Cutter,
        listed: Sequence[Place],
    ) -> None:
        # Here, as the tables of all units take a moment to load.
        from pipeline.run.workbook.answers import find_answers

        out = self._workspace.out
        finished = [self._finished[path] for path in sorted(self._finished)]
        answers = find_answers(finished, self._forms, listed, cut)
        write_workbook(reports, self._all_rows(done), out / BOOK, answers)
        note_workbook(out, self._decisions.state)

    def _write_catalogue(self, *, complete: bool) -> None:
        """Write what the review page looks up; after half a run it makes that itself."""
        # Here, as its data base takes a moment to load.
        from pipeline.run.catalogue.catalogue import remove_catalogue, write_catalogue

        if not complete:
            remove_catalogue(self._workspace.out)
            return
        found = (
            (report, self._forms.get(report.form), entry)
            for report, entry in zip(self.reports, self._index(), strict=True)
        )
        write_catalogue(self._workspace.out, found, self._decisions.state)

    def _index_of_others(self) -> list[IndexEntry]:
        """Give what is known of reports that this run did not get to; their CSVs are there."""
        earlier = self._workspace.read_index()
        return [entry for entry in earlier if entry.report.path not in self._finished]

    def _attempt(self, write: Callable[[], None]) -> None:
        try:
            write()
        except SolieuError as error:
            self.problems.append(error)
        except OSError as error:
            self.problems.append(_not_written(error))


def _cut_nothing(_: Sequence[Cell]) -> Mapping[str, Cut]:
    return {}


def _without_mentions(report: Report) -> Report:
    """Drop what only `explain` shows: it would fill the memory over thousands of reports."""
    slim = tuple(
        one if one.status in LOOKED_AT else replace(one, mentions=()) for one in report.observations
    )
    others = tuple(replace(observation, mentions=()) for observation in report.others)
    return replace(report, observations=slim, others=others)


def _not_written(error: OSError) -> SolieuError:
    reason = error.strerror or type(error).__name__
    return SolieuError(
        f"Không ghi được kết quả ({reason}). Hãy kiểm tra ổ đĩa rồi chạy lại lệnh.",
        f"The outputs could not be written ({reason}). Check the disk and run again.",
    )
