"""Tables without a letterhead say by their captions what time they are of."""

from __future__ import annotations

import pytest

from pipeline.identify.heading import read_heading
from pipeline.model.page import Document, Line, Page, PageKind


def _document(*pages: str) -> Document:
    return Document(
        tuple(
            Page(number, PageKind.DIGITAL, tuple(Line(text) for text in lines.splitlines()))
            for number, lines in enumerate(pages, start=1)
        )
    )


_ROWS = "TỔNG SỐ 1.423 9.471\nBắc Sơn 84,9 112,3\nThành phố Nam Thịnh 98,9 107,5"


@pytest.mark.parametrize(
    ("captions", "period"),
    [
        (["3. Sản lượng muối tháng 7 năm 2011", "5. Sản lượng muối 7 tháng năm 2011"], "2011-07"),
        (["3. Sản lượng muối tháng 7 và 7 tháng năm 2011"], "2011-07"),
        (["3. Sản lượng muối, sản lượng\ncá biển quý II năm 2019"], "2019-Q2"),
        (["12. Diện tích gieo trồng đến ngày 15 tháng 5 năm 2018"], "2018-05"),
        (["6. Dự án được cấp phép từ 01/01 - 20/3/2021"], "2021-03"),
        (["3. Sản lượng muối"], None),
        (["3. Sản lượng muối tháng 7 năm 2011", "4. Sản lượng cá tháng 3 năm 2010"], None),
    ],
)
def test_captions_name_the_period(captions: list[str], period: str | None) -> None:
    found = read_heading(_document(*(f"{one}\n{_ROWS}" for one in captions)), None).period

    assert (found.id if found else None) == period


def test_headings_and_rows_name_none_and_no_place() -> None:
    heading = read_heading(
        _document(f"44. Tỷ lệ có việc làm\nQuý I năm 2019 2,17 3,10\nQuý II năm 2019 3,1\n{_ROWS}"),
        None,
    )

    assert (heading.period, heading.place, heading.issuer) == (None, "", "")


def test_a_caption_of_another_time_is_told() -> None:
    captions = [f"{at}. Sản lượng hàng số tháng 7 năm 2011" for at in (3, 4, 5)]
    late = "6. Sản lượng hàng số quý I năm 2011"

    heading = read_heading(_document(*(f"{one}\n{_ROWS}" for one in (*captions, late))), None)

    assert heading.period is not None
    assert heading.period.id == "2011-07"
    assert [finding.check for finding in heading.findings] == ["period"]


def test_numbered_paragraphs_of_a_letter_are_no_captions() -> None:
    letter = (
        "1. Các đơn vị báo cáo kết quả thực hiện tháng 12 năm 2011 trước ngày họp giao ban.\n"
        "2. Văn phòng tổng hợp, trình Chủ tịch xem xét theo quy định hiện hành.\n"
        "Các cơ quan, đơn vị chịu trách nhiệm về nội dung của mình và gửi đúng hạn;\n"
        "yêu cầu các đơn vị nghiêm túc thực hiện."
    )

    assert read_heading(_document(letter), None).period is None
