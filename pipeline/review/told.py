"""One row as the interface tells it: JSON, and nothing in it is markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

from pipeline.judge.choices import Choice, Choices
from pipeline.judge.reasons import explain_status
from pipeline.judge.rules import rule_names
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form, Kind
from pipeline.model.reading import Observation, Reading, Source
from pipeline.model.report import Report
from pipeline.run.corrections.applying import form_of
from pipeline.run.corrections.giving import name_spot
from pipeline.write.tidy import Row, other_rows, report_rows, unknown_ids

Told = dict[str, object]
Number = int | float | str | None

_BESIDE = 2  # rows shown before and after
_UNKNOWN = ("Dòng này không có trong biểu mẫu.", "The form does not know this row.")
_DIGITS = 15  # that a number of JSON surely holds


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells rows of one report."""

    report: Report
    form: Form
    rows: tuple[Row, ...]
    seen: Mapping[str, Observation]
    sources: Mapping[str, Source]  # of the rows that were seen
    pictured: bool  # its pages have pictures
    others: Mapping[str, Source]  # of the figures that no indicator takes, by their ids
    _places: Mapping[str, int]  # of the rows, by indicator
    _choices: Choices
    _told: dict[str, Told] = field(default_factory=dict)  # what was told before
    _all_told: dict[str, Told] = field(default_factory=dict)

    @staticmethod
    def of(report: Report, form: Form | None, *, pictured: bool) -> Teller:
        """Prepare what all rows of a report share."""
        known = form_of(report, form)
        rows = report_rows(report, known if form else None)
        seen = {one.indicator: one for one in report.observations}
        sources = {name: one.reading.source for name, one in seen.items() if one.reading}
        names = unknown_ids(report, known.by_id)
        sources |= {
            name: unknown.source for name, unknown in zip(names, report.unknown_rows, strict=True)
        }
        places = {row.indicator: place for place, row in enumerate(rows)}
        choices = Choices(known, report)
        others = {one.indicator: one.reading.source for one in report.others if one.reading}
        return Teller(report, known, rows, seen, sources, pictured, others, places, choices)

    def find(self, indicator: str) -> Row | None:
        """Find a row; None where there is none of that id."""
        place = self._places.get(indicator)
        return None if place is None else self.rows[place]

    def tell(self, row: Row) -> Told:
        """Tell all that a person needs to decide about a row."""
        if row.indicator not in self._all_told:
            self._all_told[row.indicator] = self._tell_all(row)
        return self._all_told[row.indicator]

    def _tell_all(self, row: Row) -> Told:
        one = self.seen.get(row.indicator)
        choices = self._choices.of(one) if one else ()
        findings = self._findings(row.indicator)
        why = self._why(one)
        return self.tell_short(row) | {
            "readings": list(_readings(row, one)),
            "choices": list(map(self._tell_choice, choices)),
            "proposals": list(map(self._tell_choice, filter(_is_proposal, choices))),
            "findings": [_tell_finding(finding) for finding in findings],
            "why": why[0],
            "why_english": why[1],
            "equation": [self._tell_member(other) for other in self._equation(findings)],
            "neighbours": [self.tell_short(other) for other in self._beside(row)],
        }

    def _tell_member(self, row: Row) -> Told:
        """Tell one figure of an equation, with what the others ask of it."""
        one = self.seen.get(row.indicator)
        choices = filter(_is_proposal, self._choices.of(one) if one else ())
        return self.tell_short(row) | {"proposals": list(map(self._tell_choice, choices))}

    def _tell_choice(self, choice: Choice) -> Told:
        return {
            "value": number(choice.value),
            "origin": choice.origin,
            "clears": list(choice.clears),
            "breaks": list(choice.breaks),
            "clears_told": list(map(self._name_relation, choice.clears)),
            "breaks_told": list(map(self._name_relation, choice.breaks)),
        }

    def _name_relation(self, name: str) -> str:
        """Give what a check asks for, in Vietnamese; a rate goes by its row."""
        check = next((one for one in self.form.checks if one.id == name), None)
        row = self.form.by_id.get(name)
        return check.label if check and check.label else f"{name} {row.label}" if row else name

    def tell_others(self) -> Iterator[Told]:
        """Tell the figures that no indicator takes; a person may give them to one."""
        for row in other_rows(self.report):
            spots = self.others[row.indicator].spots if row.indicator in self.others else ()
            yield {
                "other": row.indicator,
                "label": row.label,
                "value": number(row.value),
                "unit": row.unit,
                "text": row.text,
                "table": row.table,
                "page_number": self.others[row.indicator].page if spots else row.page,
                "figure": name_spot(spots[0]) if spots else "",
            }

    def tell_short(self, row: Row) -> Told:
        """Tell what a row is and where it stands."""
        if row.indicator not in self._told:
            self._told[row.indicator] = self._tell_place(row)
        return self._told[row.indicator]

    def _tell_place(self, row: Row) -> Told:
        page = self.page_of(row)
        shown = self.pictured and page is not None
        asked = urlencode({"report": self.report.path, "indicator": row.indicator})
        return {
            "report": row.report,
            "form": row.form,
            "indicator": row.indicator,
            "code": row.code,
            "section": row.section,
            "label": row.label,
            "place": row.place,
            "period": row.period,
            "value": number(row.value),
            "unit": row.unit,
            "status": row.status,
            "method": row.method or "",
            "text": row.text,
            "checks": row.findings.split(),
            "page_number": page,
            "figure": self._figure_of(row.indicator),
            "box": [row.left, row.top, row.right, row.bottom] if row.left is not None else None,
            "crop": f"/api/crop?{asked}" if shown else None,
            "page": self._page_address(page) if shown else None,
        }

    def _figure_of(self, indicator: str) -> str:
        """Give the name of the figure that a row has; empty where it is none of a line."""
        source = self.sources.get(indicator)
        return name_spot(source.spots[0]) if source and source.spots else ""

    def _page_address(self, page: int | None) -> str:
        return f"/api/page?{urlencode({'report': self.report.path, 'page': page or 0})}"

    def page_of(self, row: Row) -> int | None:
        """Give the page of the report that shows a row, or where it would stand.

        A row that was not seen would stand behind the last one before it that was.
        """
        source = self.source_near(row)
        return source.page or None if source else None

    def source_near(self, row: Row) -> Source | None:
        """Give where a row was seen, or the last one before it that was."""
        if row.indicator in self.sources:
            return self.sources[row.indicator]
        before = self._seen_before(row)
        return self.sources[before.indicator] if before else None

    def _seen_before(self, row: Row) -> Row | None:
        at = self._places[row.indicator]
        return next(
            (one for one in reversed(self.rows[:at]) if one.indicator in self.sources), None
        )

    def _findings(self, indicator: str) -> list[Finding]:
        return [one for one in self.report.findings if indicator in one.indicators]

    def _why(self, one: Observation | None) -> tuple[str, str]:
        if one is None or one.indicator not in self.form.by_id:
            return _UNKNOWN
        period = self.report.heading.period
        observations, findings = self.report.observations, self.report.findings
        why = explain_status(self.form, observations, findings, one, period)
        return why.vietnamese, why.english

    def _equation(self, findings: Sequence[Finding]) -> Iterator[Row]:
        """Give the figures that cannot all be right together with this one."""
        failed = [one for one in findings if one.severity is Severity.ERROR]
        if not failed:
            return
        names = set(failed[0].indicators) | set(rule_names(self.form, failed[0].check))
        if len(names) > 1:
            yield from (other for other in self.rows if other.indicator in names)

    def _beside(self, row: Row) -> tuple[Row, ...]:
        at = self._places[row.indicator]
        kept = [*self.rows[max(0, at - _BESIDE) : at], *self.rows[at + 1 : at + 1 + _BESIDE]]
        return tuple(one for one in kept if not self._is_heading(one))

    def _is_heading(self, row: Row) -> bool:
        known = self.form.by_id.get(row.indicator)
        return known is not None and known.kind is Kind.HEADING


def number(value: Decimal | None) -> Number:
    """Give a figure as JSON can hold it; of too many digits as text.

    >>> number(Decimal("12.50")), number(Decimal(7)), number(None)
    (12.5, 7, None)
    """
    if value is None:
        return None
    if value == value.to_integral_value():
        return int(value) if abs(value) < 10**_DIGITS else format(value, "f")
    short = len(value.as_tuple().digits) <= _DIGITS
    return float(value) if short else format(value, "f")


def _readings(row: Row, one: Observation | None) -> Iterator[Told]:
    if one is None:
        yield {"value": number(row.value), "text": row.text, "page_number": row.page}
        return
    for reading in (one.reading, *one.mentions):
        if reading:
            yield _tell_reading(reading)


def _tell_reading(reading: Reading) -> Told:
    return {
        "value": number(reading.value),
        "text": reading.source.text,
        "page_number": reading.source.page or None,
        "method": reading.method,
        "support": reading.support,
        "reason": reading.reason,
        "alternatives": list(reading.alternatives),
        "period": reading.period,
    }


def _is_proposal(choice: Choice) -> bool:
    return choice.origin == "arithmetic" or bool(choice.clears)


def _tell_finding(finding: Finding) -> Told:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "indicators": list(finding.indicators),
    }
