"""What the page can ask for: the queue, one report, a decision, its taking back."""

from __future__ import annotations

import getpass
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.judge.bounds import find_fault
from pipeline.model.correction import Correction
from pipeline.model.form import Form, Indicator
from pipeline.model.geometry import Box
from pipeline.model.report import Report
from pipeline.model.versioned import all_versions
from pipeline.review.opened import Asked, Opened, has_pictures
from pipeline.review.pages import tell_excerpt, tell_pages
from pipeline.review.refusals import OutdatedError, UnknownError, WrongValueError
from pipeline.review.told import Teller, Told
from pipeline.review.told_lines import tell_correction, tell_line
from pipeline.run.catalogue.filters import Filter
from pipeline.run.catalogue.harm import LOOKED_AT
from pipeline.run.catalogue.making import Results
from pipeline.run.corrections.giving import find_sentence, name_spot, parse_figure
from pipeline.run.corrections.ledger import new_id, now
from pipeline.run.workspace import IndexEntry
from pipeline.write.report_line import print_parts
from pipeline.write.tidy import Row

_HELD = 32  # reports in memory


class Desk:
    """One output folder as one person or several look at it."""

    def __init__(self, out: Path, forms: Iterable[Form], by: str = "") -> None:
        self.out = out
        self.results = Results(out, all_versions(forms))
        self.by = by or _who()
        self._opened: OrderedDict[str, Opened] = OrderedDict()

    def open(self) -> None:
        """Get ready; see `Results.open`."""
        self.results.open()

    def refresh(self) -> None:
        """See what others decided, or a run wrote, since the last question."""
        self.results.open() if self.results.replaced() else self.results.keep_up()

    def reports(self, wanted: Filter, limit: int, offset: int) -> tuple[list[Told], int]:
        """Give reports, and how many there are."""
        self.refresh()
        catalogue = self.results.catalogue
        lines = catalogue.lines(wanted, limit, offset)
        return [tell_line(line) for line in lines], catalogue.count_lines(wanted)

    def queue(self, wanted: Filter, limit: int, offset: int) -> tuple[list[Told], int]:
        """Give rows to look at, the most harmful first, and how many there are."""
        self.refresh()
        catalogue = self.results.catalogue
        told = []
        for place in catalogue.places(wanted, limit, offset):
            opened = self.find(place.path)
            row = opened.teller.find(place.indicator)
            if row:
                told.append(self._tell(opened, row) | {"harm": place.harm.name.lower()})
        return told, catalogue.count_places(wanted)

    def rows(self, path: str) -> list[Told]:
        """Give all rows of a report, with the ids of their decisions."""
        self.refresh()
        teller = self.find(path).teller
        decided = {one.indicator: one.id for one in self._decided(teller.report)}
        return [
            teller.tell_short(row) | {"correction": decided.get(row.indicator)}
            for row in teller.rows
        ]

    def row(self, path: str, indicator: str) -> Told:
        """Give one row with all that is known of it."""
        self.refresh()
        opened = self.find(path)
        return self._tell(opened, self._row(opened.teller, indicator))

    def _tell(self, opened: Opened, row: Row) -> Told:
        """Tell a row, with the lines around it where its page has no picture."""
        source = opened.teller.source_near(row)
        own = row.indicator in opened.teller.sources
        told = opened.teller.tell(row) | {"lines": []}
        if source and not opened.teller.pictured:
            near = self.results.pages(opened.entry, source.page)
            page = next((one for one in near if one.number == source.page), None)
            told["lines"] = tell_excerpt(page, source, own=own) if page else []
        return told

    def others(self, path: str) -> list[Told]:
        """Give the figures of a report that no indicator takes."""
        self.refresh()
        return list(self.find(path).teller.tell_others())

    def pages(self, path: str) -> list[Told]:
        """Give the pages of a report with the figures that stand on them."""
        self.refresh()
        opened = self.find(path)
        pages = self.results.pages(opened.entry)
        return list(tell_pages(path, pages, pictured=opened.teller.pictured))

    def find(self, path: str) -> Opened:
        """Give a report as it stands.

        Raises:
            UnknownError: There is none of that path.
        """
        entry = self.results.catalogue.entry(path)
        if entry is None:
            raise _no_report(path)
        report, form = self.results.corrected(entry), self.results.form_of(entry)
        known = self._opened.get(path)
        if known and known.report is report and known.entry == entry:
            self._opened.move_to_end(path)
            return known
        teller = Teller.of(report, form, pictured=has_pictures(entry))
        self._opened[path] = Opened(entry, report, form, teller)
        while len(self._opened) > _HELD:
            self._opened.popitem(last=False)
        return self._opened[path]

    def _row(self, teller: Teller, indicator: str) -> Row:
        row = teller.find(indicator)
        if row is None:
            raise UnknownError(
                "Báo cáo không có chỉ tiêu này.", "The report has no such indicator."
            )
        return row

    def place(self, path: str, indicator: str) -> tuple[IndexEntry, int, Box | None]:
        """Give where a row stands: page and cell, or the page where it would stand."""
        opened = self.find(path)
        row = self._row(opened.teller, indicator)
        source = opened.teller.sources.get(indicator)
        page = opened.teller.page_of(row)
        if page is None:
            raise UnknownError("Không biết dòng này ở trang nào.", "No page is known for this row.")
        return opened.entry, page, source.box if source else None

    def decide(self, asked: Asked) -> Told:
        """Keep a decision; when this returns it is on the disk.

        Raises:
            UnknownError: There is no such report or row.
            OutdatedError: The row has another value by now.
            WrongValueError: The value is none of the row's unit.
            SettingError: It could not be written.
        """
        self.refresh()
        opened = self.find(asked.report)
        row = self._row(opened.teller, asked.indicator)
        if asked.was != row.value:
            raise OutdatedError(
                "Số liệu này vừa đổi. Hãy xem lại rồi quyết định.",
                "This figure has another value by now. Look at it again, then decide.",
            )
        self._check(opened, row, asked)
        if asked.other and asked.other not in opened.teller.others:
            raise UnknownError("Báo cáo không có số này.", "The report has no such figure.")
        one = Correction(
            id=new_id(),
            report=opened.report.path,
            sha256=opened.report.sha256,
            indicator=row.indicator,
            was=row.value,
            value=asked.value,
            decision=asked.decision,
            note=asked.note,
            by=asked.by or self.by,
            at=now(),
            parts=print_parts(opened.report),
            other=asked.other,
            text=self._sentence(opened, asked),
        )
        self.results.ledger.add(one)
        return self._follow(opened, one.id, row.indicator) | {"sentence": one.text}

    def _check(self, opened: Opened, row: Row, asked: Asked) -> None:
        if asked.value is None or asked.value == row.value:
            return
        indicator = opened.teller.form.by_id.get(row.indicator)
        one = opened.teller.seen.get(row.indicator)
        seen = {reading.value for reading in (one.reading, *one.mentions) if reading} if one else ()
        fault = find_fault(indicator, asked.value) if isinstance(indicator, Indicator) else None
        if fault and asked.value not in seen:
            raise WrongValueError(f"Số này {fault[1]}.", f"No figure of this unit ({fault[0]}).")

    def _sentence(self, opened: Opened, asked: Asked) -> str:
        """Give the sentence that shows a value; empty where it is no figure of one."""
        given = opened.teller.others.get(asked.other)
        name = name_spot(given.spots[0]) if given and given.spots else asked.figure
        place = parse_figure(name)
        shown = place and find_sentence(tuple(self.results.pages(opened.entry, place[0])), name)
        return shown.text if shown and asked.value in shown.values else ""

    def take_back(self, name: str, by: str = "") -> Told:
        """Take a decision back.

        Raises:
            UnknownError: There is none of that id, or it was taken back before.
        """
        self.refresh()
        one = self.results.book.find(name)
        if one is None:
            raise UnknownError("Không có quyết định này.", "There is no such decision.")
        opened = self.find(one.report) if self.results.catalogue.has(one.report) else None
        self.results.ledger.take_back(one, by or self.by)
        return self._follow(opened, name, one.indicator)

    def _follow(self, opened: Opened | None, name: str, indicator: str) -> Told:
        """Tell what a decision changed: the row itself, and what hangs on it."""
        before = opened.teller.rows if opened else ()
        self.refresh()
        if opened is None:
            return {"id": name}
        after = self.find(opened.report.path).teller
        changed = _changed(before, after.rows)
        row = after.find(indicator)
        return {
            "id": name,
            **(after.tell_short(row) if row else {}),
            "changed": [after.tell_short(one) for one in changed],
            "cleared": [
                one.indicator
                for one, was in zip(after.rows, before, strict=False)
                if was.status in LOOKED_AT and one.status not in LOOKED_AT
            ],
        }

    def corrections(self, path: str = "") -> list[Told]:
        """Give the decisions, of one report or all, the last one first."""
        self.refresh()
        found = self.results.book.corrections
        return [tell_correction(one) for one in reversed(found) if path in ("", one.report)]

    def _decided(self, report: Report) -> Sequence[Correction]:
        has = self.results.catalogue.has
        return self.results.book.of_report(report.path, report.sha256, has)


def _changed(before: Sequence[Row], after: Sequence[Row]) -> list[Row]:
    known = {row.indicator: (row.value, row.status) for row in before}
    return [row for row in after if known.get(row.indicator) != (row.value, row.status)]


def _no_report(path: str) -> UnknownError:
    return UnknownError(f"Không có báo cáo {path}.", f"There is no report {path}.")


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a system that does not know who is there
        return ""
