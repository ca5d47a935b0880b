"""What a person sees while it runs."""

from __future__ import annotations

import io
from decimal import Decimal

from pipeline.model.reading import Observation, Status
from pipeline.model.report import Report, State
from pipeline.run.batch.progress import LiveBar, PlainLines, choose_progress, describe


def _observation(status: Status) -> Observation:
    return Observation("a", Decimal(1), status, 0.5)


def test_a_log_gets_one_plain_line_for_each_report() -> None:
    stream = io.StringIO()
    progress = choose_progress(stream)

    with progress.expect(2):
        progress.report_finished(Report("a.pdf", pages=3))
        progress.report_finished(Report("b.pdf", state=State.FAILED, message="Hỏng.\nHãy sửa."))

    assert isinstance(progress, PlainLines)
    first, second = stream.getvalue().splitlines()
    assert first.startswith("[1/2] a.pdf: xong, 3 trang")
    assert second == "[2/2] b.pdf: LỖI. Hỏng.\\nHãy sửa."


def test_reports_that_were_done_before_get_no_line_but_count() -> None:
    stream = io.StringIO()
    progress = PlainLines(stream)

    with progress.expect(2):
        progress.report_finished(Report("a.pdf"), unchanged=True)
        progress.report_finished(Report("b.pdf"))

    assert stream.getvalue().startswith("[2/2] b.pdf: xong")


def test_the_bar_leaves_out_reports_that_were_done_before() -> None:
    stream = io.StringIO()
    bar = LiveBar(stream)

    with bar.expect(3):
        bar.report_finished(Report("a.pdf"), unchanged=True)
        bar.report_finished(Report("b.pdf"))

    assert "1/2" in stream.getvalue()
    assert "ngoài 1 giữ nguyên" in stream.getvalue()


def test_rows_that_need_a_look_are_counted() -> None:
    statuses = [Status.SURE, Status.DOUBTFUL, Status.MISSING, Status.BLANK]

    line = describe(Report("a.pdf", observations=tuple(map(_observation, statuses))))

    assert "2 dòng cần xem lại" in line


def test_names_cannot_draw_on_the_terminal() -> None:
    stream = io.StringIO()
    bar = LiveBar(stream)

    bar.note("Đang học \x1b[2J")
    with bar.expect(1):
        bar.pages_found(2)
        bar.page_read()
        bar.report_finished(Report("[red]\x1b[2Jx.pdf", state=State.FAILED, message="Hỏng."))

    assert "[red]\\x1b[2Jx.pdf: LỖI." in stream.getvalue()
    assert "Đang học \\x1b[2J" in stream.getvalue()
    assert "\x1b[2J" not in stream.getvalue()
