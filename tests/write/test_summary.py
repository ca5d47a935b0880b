"""What the terminal says at the end."""

from __future__ import annotations

from pipeline.model.finding import Across, Finding, Severity
from pipeline.model.report import PageOrigin, Report, State
from pipeline.write.summary import Left, summary_text
from tests.write.invented import CONTRADICTION, make_failed, make_observation, make_report


def test_the_summary_counts_files_and_rows_in_both_languages() -> None:
    reports = [make_report(), make_failed("hong.pdf"), Report("a.zip", state=State.SKIPPED)]

    text = summary_text(reports)

    assert "Đã xử lý 3 báo cáo, tệp: 1 đọc được, 1 không đọc được, 1 bỏ qua." in text
    assert "1 chắc chắn (sure), 0 đã đọc (read), 1 nghi ngờ (doubtful)" in text
    assert text.endswith("2 of 4 rows need a look (1 doubtful, 1 missing).\n")


def test_files_that_failed_are_named_with_the_reason() -> None:
    text = summary_text([make_failed("hong.pdf", "Tệp bị mã hóa. Hãy bỏ mật khẩu.")])

    assert "  hong.pdf: Tệp bị mã hóa. Hãy bỏ mật khẩu.\n" in text


def test_the_report_with_most_doubtful_rows_comes_first() -> None:
    good = make_report("tot.pdf", make_observation("I.1.1", "5"))

    text = summary_text(
        [make_report("a.pdf"), good, make_report("b.pdf", findings=(CONTRADICTION,))]
    )

    assert text.index("a.pdf") < text.index("b.pdf")
    assert "tot.pdf" not in text
    assert "71,43 %" in text


def test_figures_that_do_not_go_with_an_earlier_report_have_a_list_of_their_own() -> None:
    jumps = tuple(
        Finding(Across.JUMP, Severity.WARNING, f"Tăng {number} lần", ("I.1.1",))
        for number in range(10, 17)
    )
    copy = Finding(Across.SAME_REPORT, Severity.WARNING, "Có hai bản")

    text = summary_text([make_report("a.pdf", findings=(*jumps, copy))])

    assert "không khớp với báo cáo trước của cùng đơn vị (7):\n  a.pdf: Tăng 10 lần [I.1.1]" in text
    assert "... và 2 mục nữa" in text
    assert "Có hai bản" not in text


def test_long_lists_are_cut_and_say_so() -> None:
    text = summary_text([make_failed(f"{number}.pdf") for number in range(25)])

    assert "... và 5 tệp nữa, xem reports.csv" in text


def test_names_and_messages_cannot_move_the_cursor() -> None:
    text = summary_text([make_failed("a\n\x1b[2Jb.pdf", "một\r\nhai\x9b2J")])

    assert "  a [2Jb.pdf: một hai2J\n" in text
    assert "\x1b" not in text


def test_a_run_without_any_file_says_so() -> None:
    assert summary_text([]).startswith("Đã xử lý 0 báo cáo, tệp")


def test_reports_that_were_done_before_are_told_in_both_languages() -> None:
    text = summary_text([make_report(), make_report("b.pdf")], unchanged=1)

    assert "1 báo cáo giữ nguyên từ lần trước" in text
    assert text.endswith("1 are unchanged since the last run: nothing read, nothing computed.\n")


def test_a_run_that_was_stopped_says_last_what_is_left_and_how_to_go_on() -> None:
    text = summary_text([make_report()], left=Left(reports=3, pages=12))

    *_, vietnamese, english = text.splitlines()
    assert vietnamese.startswith("ĐÃ DỪNG GIỮA CHỪNG: còn 3 báo cáo chưa xong, ít nhất 12 trang")
    assert "gõ lại đúng lệnh cũ" in vietnamese
    assert english.startswith("INTERRUPTED: 3 reports are not finished, at least 12 pages")
    assert "run the same command to go on" in english


def test_boxes_and_reports_of_several_files_are_named() -> None:
    pages = (PageOrigin(1, "a.pdf", 1), PageOrigin(2, "b.xlsx", 1))

    text = summary_text([Report("box.pdf#1"), Report("box.pdf#2"), Report("a.pdf", origins=pages)])

    assert "1 tệp có nhiều văn bản: box.pdf (2)." in text
    assert "1 báo cáo gồm nhiều tệp: a.pdf (2)." in text
