"""What is said of pages that could not be read, and of the figures beside them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.identify.recognise import choose_form, guess_form
from pipeline.model.finding import UNREAD_PAGE
from pipeline.model.form import Form, Indicator, Kind
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Doubt, Method, Observation, Reading, Source, Status, Support
from pipeline.read.dump import read_dump_page
from pipeline.read.source import count_pages
from pipeline.run.batch.steps import UnreadPage
from pipeline.run.gap import Gap
from pipeline.run.report import make_report
from pipeline.tables.appendix import split_report
from tests.tables.matrix_tables import CIVIL, matrix_form, ruled, table

_ROOT = Path(__file__).parents[2]
_REFORM = load_form(_ROOT / "patterns/cchc-xa.toml", examples=False)
_SOCIO = load_form(_ROOT / "patterns/kt-xh-xa.toml", examples=False)
_MESSAGE = "Máy đọc bị ngắt. Đọc lại. | Engine killed. Read it again."
_TOLD = Indicator("told", "Số hồ sơ", Kind.COUNT, prose=("{value} hồ sơ",))
_ROWS = tuple(
    Indicator(f"I.{n}", f"Chỉ tiêu {n}", Kind.COUNT, section="I", code=str(n)) for n in range(1, 7)
)
_FORM = Form("thu", "Báo cáo thử", ("báo cáo thử",), indicators=(*_ROWS, _TOLD))


def _lost(*numbers: int) -> tuple[UnreadPage, ...]:
    return tuple(UnreadPage(number, _MESSAGE) for number in numbers)


def _document(**pages: str) -> Document:
    """Make pages out of texts; a keyword is the number behind a `p`."""
    return Document(
        tuple(
            Page(int(name[1:]), PageKind.DIGITAL, tuple(map(Line, text.splitlines())))
            for name, text in pages.items()
        )
    )


def _dump(name: str, lost: int) -> Document:
    file = _ROOT / "samples" / name
    numbers = range(1, count_pages(file) + 1)
    return Document(tuple(read_dump_page(file, n) for n in numbers if n != lost))


def _reading(name: str, value: int | None, page: int, pattern: str = "table") -> Reading:
    method = Method.TABLE if pattern == "table" else Method.PROSE
    shown = None if value is None else Decimal(value)
    return Reading(name, shown, Source(page, ""), method, pattern, Support.LAYER)


def _seen(name: str, page: int, status: Status = Status.READ) -> Observation:
    return Observation(name, Decimal(5), status, 0.9, _reading(name, 5, page))


def _missing(name: str) -> Observation:
    return Observation(name, None, Status.MISSING, None)


def test_pages_come_with_reason_and_advice_in_both_languages() -> None:
    (told,) = Gap(_lost(2, 4, 5)).tell()

    vietnamese, english = told.split(" | ")
    assert vietnamese.startswith("Không đọc được trang 2, 4-5: Máy đọc bị ngắt. Đọc lại.")
    assert english.startswith("Pages not read: 2, 4-5. Engine killed. Read it again.")
    assert UNREAD_PAGE in vietnamese


def test_a_whole_report_has_nothing_to_tell() -> None:
    observations = (_seen("I.1", 1), _missing("I.2"))

    gap = Gap()

    assert not list(gap.tell())
    assert gap.mark(observations, _FORM) == (observations, ())


def test_rows_between_two_that_were_surely_seen_on_pages_without_a_gap_are_not_there() -> None:
    observations = (
        _missing("I.1"),
        _seen("I.2", 2),
        _missing("I.3"),
        _seen("I.4", 2),
        _missing("I.5"),
        _seen("I.6", 4),
        _missing("told"),
    )

    marked, (finding,) = Gap(_lost(3)).mark(observations, _FORM)

    concerned = [one.indicator for one in marked if UNREAD_PAGE in one.findings]
    assert concerned == ["I.1", "I.5", "told"]
    assert finding.indicators == ("I.1", "I.5", "told")


def test_a_doubtful_row_encloses_nothing() -> None:
    observations = (
        _seen("I.1", 2),
        _missing("I.2"),
        _seen("I.3", 2, Status.DOUBTFUL),
        _seen("I.4", 4),
    )

    marked, _ = Gap(_lost(3)).mark(observations, _FORM)

    assert marked[1].findings == (UNREAD_PAGE,)


@pytest.mark.parametrize(
    ("reading", "doubted"),
    [
        (_reading("told", 9, 3, "told.count"), True),
        (_reading("told", 9, 3, "told.prose.1"), True),
        (_reading("told", 9, 1, "told.prose.1"), False),
        (_reading("told", 9, 4, "told.prose.1"), False),
        (_reading("I.2", 9, 3), False),
        (_reading("I.2", None, 1), True),
        (_reading("I.2", None, 3), False),
    ],
)
def test_what_may_read_otherwise_with_the_lost_page_is_doubted(
    reading: Reading, doubted: bool
) -> None:
    _, found = Gap(_lost(2)).doubt((_reading("I.1", None, 1), reading), _FORM)

    assert (found.doubt is Doubt.GAP) is doubted
    assert (found.support is Support.WEAK) is doubted


def test_no_sentence_goes_on_across_a_lost_page() -> None:
    torn = _document(p1="BÁO CÁO THỬ\nTrong kỳ đã tiếp nhận 12", p3="hồ sơ của năm trước.")

    report = make_report(torn, _FORM, _lost(2))

    told = report.observations[-1]
    assert (told.status, told.findings) == (Status.MISSING, (UNREAD_PAGE,))
    assert report.message.startswith("Không đọc được trang 2: ")


def test_the_form_is_kept_without_the_page_of_the_title() -> None:
    rest = _dump("dump-kt-xh.txt", lost=1)

    form = guess_form(rest, (_REFORM, _SOCIO, matrix_form()))
    report = make_report(rest, form, _lost(1))

    assert choose_form(rest, (_REFORM, _SOCIO)) is None
    assert form is _SOCIO
    assert {one.status for one in report.observations} == {Status.MISSING, Status.DOUBTFUL}
    assert all(UNREAD_PAGE in one.findings for one in report.observations)
    assert "the form is a guess" in report.message


def test_where_nothing_shows_a_form_that_is_said() -> None:
    rest = _document(p1="Xã đã cấp 12 giấy phép.", p3="Xã đã cấp 15 giấy phép.")

    report = make_report(rest, guess_form(rest, (_REFORM, _SOCIO)), _lost(2))

    assert report.form == "generic"
    assert "The form cannot be told because of what was not read" in report.message
    assert UNREAD_PAGE in report.observations[1].findings
    assert report.observations[1].status is Status.DOUBTFUL
    assert UNREAD_PAGE not in report.observations[0].findings


def test_the_appendix_goes_on_behind_the_page_that_held_its_title() -> None:
    rest = _dump("dump-eng.txt", lost=4)

    parts = split_report(rest, _REFORM, {4})

    assert [page.number for page in parts.appendix.pages] == [5, 6, 7, 8, 9, 10]
    assert not split_report(rest, _REFORM).appendix.pages


def test_lines_of_a_matrix_that_may_be_lost_are_told_and_its_total_is_marked() -> None:
    prose = ("BÁO CÁO", "Công tác kiểm soát thủ tục hành chính", "UBND xã đã tiếp nhận 15 hồ sơ.")
    first = Page(1, PageKind.DIGITAL, tuple(map(Line, prose)))
    (second,) = ruled(table((CIVIL,))).pages
    second = replace(second, number=2, lines=(Line("Biểu số II.06a/VPCP/KSTT"),))

    report = make_report(Document((first, second)), matrix_form(), _lost(3))

    total = [one for one in report.observations if one.indicator.startswith("total.")]
    assert total
    assert all(UNREAD_PAGE in one.findings for one in total)
    assert "Lines that are printed there are not among the results" in report.message
