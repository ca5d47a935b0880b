from pipeline.model.geometry import Box
from pipeline.model.page import Line, Word
from pipeline.read.lines import group_rows, make_line, separate_paragraphs


def piece(text: str, left: float, top: float, right: float, bottom: float) -> Line:
    return make_line([Word(text, Box(left, top, right, bottom))])


def test_halves_of_a_letterhead_share_a_line() -> None:
    left = piece("UBND XÃ ĐẠI KHUÊ", 60, 50, 200, 63)
    right = piece("CỘNG HÒA XÃ HỘI", 260, 54, 500, 67)

    rows = group_rows([right, left])

    assert [row.text for row in rows] == ["UBND XÃ ĐẠI KHUÊ CỘNG HÒA XÃ HỘI"]


def test_a_low_dash_and_a_high_trace_of_a_rule_do_not_disturb() -> None:
    above, below = piece("Số hồ sơ", 60, 50, 200, 60), piece("đúng hạn", 60, 64, 200, 74)
    dash, trace = piece("-", 40, 56, 44, 57), piece("|", 230, 48, 232, 76)

    rows = group_rows([above, below, dash, trace])

    assert [row.text.replace(" |", "") for row in rows] == ["- Số hồ sơ", "đúng hạn"]


def test_box_of_finds_the_word_of_a_figure() -> None:
    line = make_line([Word("nhận", Box(0, 0, 9, 5)), Word("376", Box(10, 0, 20, 5))])

    assert line.box_of(5, 8) == Box(10, 0, 20, 5)


def test_paragraphs_are_told_by_indent_and_by_gap() -> None:
    lines = [
        piece("Một câu đầy dòng cho đến", 88, 10, 500, 20),
        piece("hết lề rồi thôi.", 60, 24, 200, 34),
        piece("Đoạn hai bắt đầu thụt vào", 88, 38, 500, 48),
        piece("và hết.", 60, 52, 120, 62),
        piece("Cách xa là đoạn khác.", 60, 80, 300, 90),
    ]

    texts = [line.text for line in separate_paragraphs(lines)]

    assert [number for number, text in enumerate(texts) if not text] == [2, 5]


def test_a_full_line_goes_on_although_the_next_one_looks_low() -> None:
    lines = [
        piece("Nghị quyết này đã được thông qua tại kỳ họp thứ", 60, 10, 500, 20),
        piece("7 ngày 12 tháng 12 năm 2023 của xã Đại Khuê và các", 60, 29, 500, 36),
        piece("văn bản khác.", 60, 40, 150, 50),
    ]

    assert len(separate_paragraphs(lines)) == 3


def test_later_lines_of_a_list_stay_with_the_first() -> None:
    lines = [
        piece("- Kế hoạch số 05/KH-UBND về công tác", 60, 10, 500, 20),
        piece("kiểm soát thủ tục hành chính", 80, 24, 300, 34),
    ]

    assert len(separate_paragraphs(lines)) == 2
