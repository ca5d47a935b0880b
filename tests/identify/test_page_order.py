"""What printed page numbers say of the pages of a report."""

from __future__ import annotations

import pytest

from pipeline.identify.page_order import remark_page_numbers
from pipeline.identify.trace import PageTrace


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ([0, 2, 3, 4], ""),
        ([0, 0, 0], ""),
        ([0, 2, 0, 4], ""),
        ([0, 0, 7], ""),
        ([0, 2, 5], "thiếu trang 3-4"),
        ([2, 4, 7], "thiếu trang 3, 5-6"),
        ([0, 2, 2, 3], "trang 2 có hai lần"),
        ([0, 3, 2, 4], "thiếu trang 3; thứ tự các tệp không theo số trang"),
        ([2, 2024], ""),
    ],
)
def test_missing_doubled_and_disordered_pages_are_told(printed: list[int], told: str) -> None:
    remark = remark_page_numbers([PageTrace(printed=number) for number in printed])

    assert remark == (f"Theo số trang in trên giấy: {told}." if told else "")
