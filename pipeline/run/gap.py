"""Pages that could not be read: what is said of them, and of the figures beside the gap.

A page may hold anything, so nothing that rests on its silence may look certain. Rows that were not
seen may stand there; a count over the whole report may be too low; a row at the foot of the page
before may go on there; and what stands behind it may lack its heading, its subject or its unit.
Missing rows stay missing and say why, the others become doubtful. To give up the whole report was
the alternative: it throws away nine pages for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.judge.evidence import UNSURE
from pipeline.model.errors import SolieuError
from pipeline.model.finding import UNREAD_PAGE, Finding, Severity
from pipeline.model.form import Form, Kind
from pipeline.model.ranges import print_ranges
from pipeline.model.reading import Doubt, Method, Observation, Reading, Status, Support
from pipeline.run.batch.steps import UnreadPage

_BESIDE = "trang liền kề không đọc được, có thể thiếu phần ở đó"
_ANYWHERE = "có trang không đọc được, số đếm có thể thiếu"
_GUESSED = "biểu mẫu được đoán vì có trang không đọc được"
_CERTAIN = (Status.SURE, Status.READ)
_COUNTED = ".count"  # ends the pattern of what is counted over the whole report


@dataclass(frozen=True, slots=True)
class Gap:
    """The pages of one report that could not be read; none: nothing here says or does anything."""

    unread: tuple[UnreadPage, ...] = ()  # by number
    guessed: bool = False  # the form shows in traces only
    names_own: bool = False  # the report says itself which lines it has, so lost ones have no row

    @property
    def numbers(self) -> frozenset[int]:
        """Which pages, from 1."""
        return frozenset(page.number for page in self.unread)

    def tell(self) -> Iterator[str]:
        """Say which pages, why, and what to do; one message for the whole report."""
        if not self.unread:
            return
        reasons: dict[str, list[int]] = {}
        for page in self.unread:
            reasons.setdefault(page.message, []).append(page.number)
        told = [_tell_pages(reason, numbers) for reason, numbers in reasons.items()]
        vietnamese = [one.vietnamese for one in told]
        english = [one.english for one in told]
        for more in self._consequences():
            vietnamese.append(more.vietnamese)
            english.append(more.english)
        yield str(SolieuError(" ".join(vietnamese), " ".join(english)))

    def _consequences(self) -> Iterator[SolieuError]:
        if 1 in self.numbers:
            yield SolieuError(
                "Đơn vị, kỳ báo cáo, số và ngày lấy từ các trang còn lại, hãy xem lại.",
                "Place, period, number and date come from the other pages: look at them again.",
            )
        if self.guessed:
            yield SolieuError(
                "Không thấy tên báo cáo: biểu mẫu là đoán theo các trang còn lại.",
                "The title was not seen: the form is a guess from the other pages.",
            )
        if self.names_own:
            yield SolieuError(
                "Các dòng in ở đó không có trong kết quả.",
                "Lines that are printed there are not among the results.",
            )
        yield SolieuError(
            f"Dòng có thể nằm ở đó mang mã {UNREAD_PAGE} trong cột findings. "
            "Hãy chạy lại lệnh để đọc lại trang, hoặc xem trên giấy.",
            f"Rows that may stand there have {UNREAD_PAGE} in their findings. "
            "Run the same command again to try the page once more, or look at the paper.",
        )

    def remark(self) -> Iterator[Finding]:
        """Give a finding for each page."""
        for page in self.unread:
            message = f"Không đọc được trang {page.number}: {page.message}"
            yield Finding(UNREAD_PAGE, Severity.ERROR, message, page=page.number)

    def doubt(self, readings: Sequence[Reading], form: Form) -> tuple[Reading, ...]:
        """Doubt what may read otherwise with the lost pages, in a report with a form."""
        if not self.unread:
            return tuple(readings)
        torn = _find_torn(readings, form, self.numbers)
        return tuple(_doubt(one, self._reason(one, torn)) for one in readings)

    def _reason(self, reading: Reading, torn: Sequence[Reading]) -> str:
        if self.guessed:
            return _GUESSED
        if reading.pattern.endswith(_COUNTED):
            return _ANYWHERE
        follows = reading.method is not Method.TABLE and reading.source.page - 1 in self.numbers
        return _BESIDE if follows or reading in torn else ""

    def doubt_unnamed(self, readings: Sequence[Reading]) -> tuple[Reading, ...]:
        """Doubt what stands behind a lost page in a report that names its figures itself.

        Titles, headers and units hold until others take their place, so all that follows may be
        named wrongly.
        """
        first = min(self.numbers, default=0)
        return tuple(
            _doubt(one, _BESIDE if self.unread and one.source.page > first else "")
            for one in readings
        )

    def mark(
        self, observations: Sequence[Observation], form: Form
    ) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
        """Name the gap with each row that it concerns, and give the finding about them."""
        concerned = set(self._find_concerned(observations, form)) if self.unread else set()
        if not concerned:
            return tuple(observations), ()
        marked = tuple(
            replace(one, findings=tuple(sorted({*one.findings, UNREAD_PAGE})))
            if one.indicator in concerned
            else one
            for one in observations
        )
        pages = print_ranges(sorted(self.numbers))
        message = f"Có thể nằm ở trang không đọc được, hoặc thiếu phần ở đó (trang {pages})."
        names = tuple(one.indicator for one in observations if one.indicator in concerned)
        return marked, (Finding(UNREAD_PAGE, Severity.WARNING, message, names),)

    def _find_concerned(self, observations: Sequence[Observation], form: Form) -> Iterator[str]:
        impossible = self._find_enclosed(observations, {row.id for row in form.rows})
        for one in observations:
            if one.status is Status.MISSING:
                if one.indicator not in impossible:
                    yield one.indicator
            elif one.reading and one.reading.doubt is Doubt.GAP:
                yield one.indicator

    def _find_enclosed(self, observations: Sequence[Observation], rows: set[str]) -> set[str]:
        """Give the missing rows that cannot stand on a lost page.

        Rows stand in the order of the form. Between two that were certainly seen there is no place
        on any page but theirs and those between them.
        """
        enclosed: set[str] = set()
        open_rows: list[str] = []
        above: int | None = None  # page of the last row that was certainly seen
        for one in observations:
            if one.indicator not in rows:
                continue
            if one.status is Status.MISSING:
                open_rows.append(one.indicator)
            elif one.status in _CERTAIN and one.reading and one.reading.method is Method.TABLE:
                below = one.reading.source.page
                if above is not None and not any(above < lost < below for lost in self.numbers):
                    enclosed.update(open_rows)
                open_rows, above = [], below
        return enclosed


def _tell_pages(reason: str, numbers: Sequence[int]) -> SolieuError:
    vietnamese, _, english = reason.partition(" | ")
    pages = print_ranges(numbers)
    return SolieuError(
        f"Không đọc được trang {pages}: {vietnamese}",
        f"Pages not read: {pages}. {english or vietnamese}",
    )


def _doubt(reading: Reading, reason: str) -> Reading:
    if not reason or reading.support in UNSURE:
        return reading
    return replace(reading, support=Support.WEAK, reason=reason, doubt=Doubt.GAP)


def _find_torn(readings: Sequence[Reading], form: Form, lost: Iterable[int]) -> tuple[Reading, ...]:
    """Give the empty cells at the foot of the pages before: their row may go on behind the break.

    Of a matrix those of the whole last line, of other forms the last row; titles hold nothing.
    """
    torn: list[Reading] = []
    for page in lost:
        above = [
            one
            for one in readings
            if one.method is Method.TABLE
            and one.source.page == page - 1
            and (row := form.by_id.get(one.indicator)) is not None
            and row.kind is not Kind.HEADING
        ]
        last = _line_of(above[-1], form) if above else ""
        torn += [one for one in above if one.value is None and _line_of(one, form) == last]
    return tuple(torn)


def _line_of(reading: Reading, form: Form) -> str:
    if form.is_cell(reading.indicator):
        return reading.indicator.partition(".")[0]
    return reading.indicator
