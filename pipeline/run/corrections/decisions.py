"""What people decided, as one run puts it into its reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.model.correction import Correction
from pipeline.model.form import Form
from pipeline.model.report import Report, State
from pipeline.run.batch.results import Finished
from pipeline.run.corrections.applying import apply_corrections
from pipeline.run.corrections.book import Book
from pipeline.run.corrections.ledger import FILE, Ledger
from pipeline.run.inputs.selection import displayed
from pipeline.run.workspace import Workspace

_SHOWN = 5  # of one list in the terminal


class Decisions:
    """The decisions of one output folder during a run."""

    def __init__(
        self, workspace: Workspace, forms: Mapping[str, Form], paths: Mapping[str, str]
    ) -> None:
        """Read them.

        Args:
            workspace: The folder.
            forms: By id, versions too.
            paths: The inputs are its keys.

        Raises:
            SettingError: The file cannot be read; nothing is to be written without it.
        """
        self._cache = workspace.cache
        self._ledger = Ledger(workspace.out)
        self._forms = forms
        self._paths = paths
        self._book = self._ledger.read()

    def apply(self, report: Report) -> Report:
        """Give a report, as its stored result has it, with what people decided about it."""
        if report.state is not State.DONE:
            return report
        form = self._forms.get(report.form)
        return apply_corrections(report, form, self._book, self._is_there)

    @property
    def state(self) -> str:
        """The state of the file whose decisions were put in."""
        return self._book.state

    def _is_there(self, path: str) -> bool:
        return path in self._paths or path.rpartition("#")[0] in self._paths

    def renew(self, finished: Sequence[Finished]) -> Iterator[Finished]:
        """Give the reports that something was decided about while the run was at work."""
        before = self._book
        if self._ledger.stamp() == before.stamp:
            return
        self._book = self._ledger.read()
        for one in finished:
            report = one.report
            if one.result and self._decided(before, report) != self._decided(self._book, report):
                stored = self._cache.load(one.result, Report)
                if stored:
                    yield replace(one, report=_named(stored.value, report))

    def _decided(self, book: Book, report: Report) -> tuple[object, ...]:
        return book.of_report(report.path, report.sha256, self._is_there)

    def tell_left(self, reports: Sequence[Report]) -> tuple[str, ...]:
        """Say which decisions no report takes, and which lines of the file are none.

        Args:
            reports: Of the run; none where it did not come to its end.
        """
        told = []
        if reports:
            taken = {one.id for report in reports for one in self._taken(report)}
            left = [one for one in self._book.corrections if one.id not in taken]
            names = [f"{displayed(one.report)} {displayed(one.indicator)}" for one in left]
            told += _list("sửa đổi của báo cáo không còn trong đầu vào, vẫn giữ", names)
        told += _list(
            "dòng không hiểu được, không áp dụng", list(map(displayed, self._book.unreadable))
        )
        return tuple(told)

    def _taken(self, report: Report) -> Sequence[Correction]:
        if report.state is not State.DONE:
            return ()
        return self._book.of_report(report.path, report.sha256, self._is_there)


def _named(stored: Report, known: Report) -> Report:
    return replace(
        stored,
        path=known.path,
        sha256=known.sha256,
        seconds=known.seconds,
        origins=known.origins,
    )


def _list(what: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    more = f" và {len(names) - _SHOWN} mục nữa" if len(names) > _SHOWN else ""
    return [f"{FILE}: {len(names)} {what}: {'; '.join(names[:_SHOWN])}{more}."]
