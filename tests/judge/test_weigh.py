"""Which reading wins."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.judge.weigh import weigh
from pipeline.model.geometry import Box
from pipeline.model.reading import Method, Period, Reading, Source, Support
from tests.judge.readings import prose, read, row

QUARTER = Period("2023-Q2", date(2023, 3, 15), date(2023, 6, 14))


def chosen(*readings: Reading) -> Decimal | None:
    """The value that wins."""
    indicator = row(readings[0].indicator) if readings[0].indicator[0].isupper() else prose("x")
    weighed = weigh(indicator, readings, QUARTER)
    return weighed.reading.value if weighed.reading else None


def test_the_table_beats_more_and_better_sentences_for_a_row() -> None:
    table = read("I.1", 5, Support.WEAK)
    sentences = [read("I.1", 6, Support.AGREED, method=Method.PROSE, text=text) for text in "ab"]

    assert chosen(*sentences, table) == 5


def test_the_figure_that_more_places_repeat_wins() -> None:
    once = read("x", 515, Support.AGREED, text="tiếp nhận 515")
    twice = [read("x", 376, text=text) for text in ("nhận 376 hồ sơ", "trong kỳ là 376")]

    assert chosen(once, *twice) == 376


def test_one_place_read_by_two_patterns_counts_once() -> None:
    first = read("x", 515, text="đã nhận 515 hồ sơ")
    same_place = [read("x", 376, text=text) for text in ("nhận 376 hồ sơ", "376 hồ sơ")]

    assert chosen(first, *same_place) == 515


def test_boxes_tell_two_equal_sentences_apart() -> None:
    def boxed(top: float) -> Reading:
        source = Source(1, "nhận 376 hồ sơ", Box(50, top, 90, top + 12))
        return Reading("x", Decimal(376), source, Method.PROSE, "p", Support.SINGLE)

    weighed = weigh(prose("x"), [boxed(100), boxed(400), boxed(402)], QUARTER)

    assert len(weighed.backing) == 1


def test_the_better_read_figure_wins_among_equally_frequent_ones() -> None:
    assert chosen(read("x", 7, Support.WEAK), read("x", 9, Support.AGREED)) == 9


def test_the_first_figure_wins_when_nothing_else_decides() -> None:
    assert chosen(read("x", 7), read("x", 9)) == 7


def test_a_printed_figure_beats_a_conclusion() -> None:
    concluded = read("x", 11, Support.LAYER, method=Method.DERIVED)

    assert chosen(concluded, read("x", 10, Support.SINGLE)) == 10


def test_a_figure_beats_a_blank() -> None:
    assert chosen(read("I.1", None, Support.AGREED), read("I.1", 4, Support.WEAK)) == 4


def test_figures_of_the_reports_own_period_beat_others() -> None:
    left_over = [read("x", 515, period="2023-Q1", text=text) for text in "ab"]

    assert chosen(*left_over, read("x", 376, Support.WEAK, period="2023-Q2")) == 376


def test_a_figure_of_another_period_is_kept_but_never_chosen() -> None:
    left_over = read("x", 515, Support.AGREED, period="2023-Q1")

    weighed = weigh(prose("x"), [left_over], QUARTER)

    assert weighed.reading is None
    assert weighed.mentions == (left_over,)


def test_a_figure_of_a_named_period_is_not_chosen_when_the_reports_is_unknown() -> None:
    weighed = weigh(prose("x"), [read("x", 515, period="2023-Q1")], None)

    assert weighed.reading is None


def test_all_others_stay_as_mentions_in_the_order_of_the_report() -> None:
    readings = [read("x", value) for value in (3, 1, 2, 3)]

    weighed = weigh(prose("x"), readings, QUARTER)

    assert weighed.reading is not None
    assert [mention.value for mention in weighed.mentions] == [1, 2, 3]
