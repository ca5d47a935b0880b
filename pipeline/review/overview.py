"""What is asked about all reports of a folder: where they stand, how far the review is."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model.form import Kind
from pipeline.model.version import split_id
from pipeline.review.desk import Desk
from pipeline.review.refusals import UnknownError
from pipeline.review.told import Told
from pipeline.review.told_lines import tell_cell
from pipeline.run.catalogue.filters import Filter
from pipeline.run.catalogue.series import Over, Series, find_series
from pipeline.vietnamese.alphabet import fold

_FOUND = 40  # indicators that a search gives


class Overview:
    """The reports that lie on a desk, looked at together."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._results = desk.results

    def grid(self, wanted: Filter, limit: int, offset: int) -> Told:
        """Give the reports of some places, by place and period; and what can be asked for."""
        self._desk.refresh()
        catalogue = self._results.catalogue
        places: dict[tuple[str, str, str], dict[str, list[Told]]] = {}
        for line in catalogue.by_place(wanted, limit, offset):
            periods = places.setdefault((line.province, line.district, line.place), {})
            periods.setdefault(line.period, []).append(tell_cell(line))
        return {
            "periods": sorted({period for one in places.values() for period in one}),
            "places": [
                {"province": province, "district": district, "place": place, "reports": periods}
                for (province, district, place), periods in places.items()
            ],
            "all_periods": list(catalogue.periods(Filter())),
            "forms": sorted({split_id(form)[0] for form in catalogue.forms()}),
        }

    def series(self, path: str, indicator: str, over: Over) -> Series:
        """Give what other reports say of a figure.

        Raises:
            UnknownError: There is no such report or figure, or it names no place or period.
        """
        self._desk.refresh()
        found = find_series(self._results, self._desk.find(path).entry, indicator, over)
        if found is None:
            raise UnknownError("Không so sánh được số này.", "Nothing to compare this figure with.")
        return found

    def indicators(self, text: str) -> list[Told]:
        """Give indicators of the forms whose name or id holds all words of a text."""
        self._desk.refresh()
        words = fold(text).lower().split()
        forms = set(self._results.catalogue.forms())
        found = {
            (split_id(form.id)[0], one.id): one
            for form in self._results.forms.values()
            if form.id in forms
            for one in form.indicators
            if one.kind is not Kind.HEADING
            and all(word in fold(f"{one.id} {one.label}").lower() for word in words)
        }
        return [
            {"form": form, "indicator": name, "label": one.label, **self._example(form, name)}
            for (form, name), one in list(found.items())[:_FOUND]
        ]

    def _example(self, form: str, indicator: str) -> Told:
        """Give a report of a form and how many of its rows are to be looked at."""
        catalogue = self._results.catalogue
        lines = catalogue.lines(Filter(form=form), 1, 0)
        count = catalogue.count_places(Filter(form=form, indicator=indicator))
        return {"report": lines[0].path if lines else "", "open": count}

    def progress(self) -> Mapping[str, object]:
        """Say how far the review is, and who decided how much on which day."""
        self._desk.refresh()
        days: dict[tuple[str, str], int] = {}
        for one in self._results.book.corrections:
            key = one.by, one.at[:10]
            days[key] = days.get(key, 0) + 1
        people = [{"by": by, "day": day, "count": count} for (by, day), count in days.items()]
        counts = self._results.catalogue.count_by_harm()
        return {
            "open": {harm.name.lower(): counts.get(harm, 0) for harm in counts},
            "decided": len(self._results.book.corrections),
            "people": people,
            "unreadable": len(self._results.book.unreadable),
        }
