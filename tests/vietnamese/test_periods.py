"""Periods, dates and numerals beyond their doctests."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vietnamese.dates import find_dates, find_ranges
from pipeline.vietnamese.period_parts import MONTHS, build_period, match_range, parse_period
from pipeline.vietnamese.periods import find_periods
from pipeline.vietnamese.roman import weigh_quarters

years = st.integers(2015, 2035)
parts = st.sampled_from(sorted(MONTHS))
closing_days = st.none() | st.integers(1, 31)


@given(years, parts, closing_days)
def test_a_period_id_parses_back(year: int, part: str, closing_day: int | None) -> None:
    period = build_period(year, part, closing_day)

    again = parse_period(period.id, closing_day)

    assert again == period


@given(years, closing_days)
def test_the_quarters_of_a_year_follow_each_other_without_a_gap(
    year: int, closing_day: int | None
) -> None:
    quarters = [build_period(year, f"Q{quarter}", closing_day) for quarter in (1, 2, 3, 4)]

    whole = build_period(year, "", closing_day)

    assert (quarters[0].start, quarters[-1].end) == (whole.start, whole.end)
    for one, following in pairwise(quarters):
        assert one.end + timedelta(days=1) == following.start


@pytest.mark.parametrize(
    ("id", "start", "end"),
    [
        ("2024", "2023-12-15", "2024-12-14"),
        ("2024-H1", "2023-12-15", "2024-06-14"),
        ("2024-9M", "2023-12-15", "2024-09-14"),
        ("2024-Q1", "2023-12-15", "2024-03-14"),
        ("2024-Q3", "2024-06-15", "2024-09-14"),
        ("2024-09", "2024-08-15", "2024-09-14"),
    ],
)
def test_the_decree_counts_to_the_fourteenth(id: str, start: str, end: str) -> None:
    period = parse_period(id, closing_day=14)

    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize("id", ["", "24", "2024-", "2024-Q0", "2024-13", "2024-H3", "2024-q3"])
def test_what_is_no_period_id_is_refused(id: str) -> None:
    with pytest.raises(ValueError, match="no period"):
        parse_period(id)


@pytest.mark.parametrize("part", ["", "H1", "9M", "Q1", "Q2", "Q3", "Q4", "02", "12"])
@pytest.mark.parametrize("closing_day", [None, 14, 20])
def test_a_printed_range_means_the_period_it_was_made_from(
    part: str, closing_day: int | None
) -> None:
    period = build_period(2023, part, closing_day)
    text = f"Tính từ ngày {period.start:%d/%m/%Y} đến ngày {period.end:%d/%m/%Y}"

    means = match_range(*find_ranges(text))

    assert means == (2023, part)


@pytest.mark.parametrize(
    ("text", "part", "year"),
    [
        ("quý III/2024", "Q3", 2024),
        ("Quý 3 năm 2024", "Q3", 2024),
        ("quy IH nim 2021", "Q3", 2021),
        ("quy lV/2O2l", "Q4", 2021),
        ("quy H ndam 2019", "Q2", 2019),
        ("quý I-2020", "Q1", 2020),
        ("6 tháng đầu năm 2023", "H1", 2023),
        ("06 thang ddu nim 2023", "H1", 2023),
        ("sáu tháng đầu năm 2022", "H1", 2022),
        ("9 tháng năm 2022", "9M", 2022),
        ("09 thang dau nam 2022", "9M", 2022),
        ("tháng 9 năm 2024", "09", 2024),
        ("tháng 02/2024", "02", 2024),
        ("năm 2021", "", 2021),
        ("chuyển đổi số năm 2021", "", 2021),
        ("6 tháng cuối năm 2021", "H2", 2021),
        ("10 tháng đầu năm 2021", "10M", 2021),
        ("mười một tháng năm 2021", "11M", 2021),
        ("3 tháng đầu năm 2021", "Q1", 2021),
    ],
)
def test_a_period_is_found_in_its_printed_and_spoilt_forms(text: str, part: str, year: int) -> None:
    (mention,) = find_periods(f"Kết quả {text} trên địa bàn")

    assert (mention.part, mention.year) == (part, year)


@pytest.mark.parametrize(
    "text",
    [
        "quy định tại Nghị định 30/2020/NĐ-CP",
        "quy mô, quy tụ, quy trình",
        "ngày 15 tháng 9 năm kia",
        "trẻ 6 tháng tuổi",
        "hàng quý, 6 tháng, năm",
        "năm 2054",
        "ngày     tháng 12 năm 2024",
    ],
)
def test_what_is_no_period_is_left_alone(text: str) -> None:
    assert find_periods(text) == ()


def test_a_ruined_numeral_before_a_year_speaks_for_every_quarter() -> None:
    (mention,) = find_periods("quy %§ nam 2024")

    assert {weight for _, weight in mention.parts} == {0.25}


@given(st.text(max_size=60))
def test_finding_never_fails(text: str) -> None:
    for mention in find_periods(text):
        assert 0 <= mention.start < mention.end <= len(text)
    find_ranges(text)


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)))
def test_a_printed_date_reads_back(day: date) -> None:
    words = f"Bình Minh, ngày {day.day:02d} tháng {day.month} năm {day.year}"
    strokes = f"ngày {day:%d/%m/%Y}"

    found = [find_dates(text)[0].value for text in (words, strokes)]

    assert found == [day, day]


@pytest.mark.parametrize("numeral", ["III", "lll", "111", "Il1", "|l|", "1ll", "HI", "IH", "IIl"])
def test_three_strokes_speak_for_the_third_quarter(numeral: str) -> None:
    weights = weigh_quarters(numeral)

    assert weights is not None
    assert max(weights) == weights[2]


@pytest.mark.parametrize("numeral", ["11", "Il", "H", "1l", "||"])
def test_two_strokes_leave_the_third_quarter_possible(numeral: str) -> None:
    weights = weigh_quarters(numeral)

    assert weights is not None
    assert weights[1] > weights[2] > 0.1 > weights[0]
