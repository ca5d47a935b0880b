"""What a person sees while it runs."""

from __future__ import annotations

import io
import json
import sys
from decimal import Decimal

import pytest

from pipeline.model.reading import Observation, Status
from pipeline.model.report import Report, State
from pipeline.run.batch.progress import (
    LiveBar,
    Pace,
    PlainLines,
    Talk,
    choose_progress,
    describe,
)


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


def test_the_rest_is_told_only_when_enough_was_done_and_not_at_each_report() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])

    told = []
    for _ in range(6):
        now[0] += 15.0
        told.append(pace.tell(100))

    assert [bool(text) for text in told] == [False, False, True, False, True, False]
    assert "25 phút" in told[2]


def test_programs_get_an_object_for_each_event(capsys: pytest.CaptureFixture[str]) -> None:
    progress = choose_progress(talk=Talk.JSON)
    with progress.expect(1):
        progress.report_finished(Report("a\n.txt", pages=2), unchanged=True)

    begin, report = map(json.loads, capsys.readouterr().out.splitlines())
    assert begin == {"event": "begin", "reports": 1}
    assert (report["report"], report["state"], report["unchanged"]) == ("a\n.txt", "done", True)


def test_quiet_says_nothing_and_verbose_names_what_was_left_as_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for talk in (Talk.QUIET, Talk.VERBOSE):
        progress = choose_progress(sys.stderr, talk)
        with progress.expect(1):
            progress.report_finished(Report("a.txt"), unchanged=True)

    assert capsys.readouterr().err.startswith("[1/1] a.txt: xong")
