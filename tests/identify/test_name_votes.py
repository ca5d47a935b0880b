"""Elections of names."""

from __future__ import annotations

from pipeline.identify.gazetteer import legacy_gazetteer
from pipeline.identify.name_votes import (
    Ballot,
    best_matches,
    elect,
    gather,
    is_borne_out,
    merge_ballots,
)
from pipeline.vietnamese.places import Place


def ballots(*names: str, kind: str = "xã") -> tuple[Ballot, ...]:
    return merge_ballots(Ballot(kind, tuple(name.split()), 1) for name in names)


def test_words_behind_a_name_are_outvoted() -> None:
    winner = elect(ballots("Bắc Sơn", "Bắc Sơn Trong", "BẮC SƠN", "Bắc Sơn Đã"), alike=1.0)

    assert winner is not None
    assert winner.name == "Bắc Sơn"


def test_spoilt_readings_of_one_name_vote_together() -> None:
    winner = elect(ballots("Bdc Son", "Bic Son", "Béc Son", "Dai Dong"))

    assert winner is not None
    assert winner.weight == 3


def test_nothing_elects_nothing() -> None:
    assert elect(()) is None


def test_a_letter_that_belongs_to_a_name_is_not_cut_off() -> None:
    places = (Place("xã", "Hưng Điền", "1"), Place("xã", "Hưng Điền B", "2"))

    best = best_matches(ballots("Hung Dien B", "HUNG DIÉN B", "Hung Dién"), places, 1)

    assert best[0][1].code == "2"


def test_the_longer_of_two_names_wins_when_most_readings_bear_it() -> None:
    places = (Place("xã", "Biển Bạch", "1"), Place("xã", "Biển Bạch Đông", "2"))

    long = best_matches(ballots("Bien Bach Dong", "BIEN BACH DONG", "Bien Bach"), places, 1)
    short = best_matches(ballots("Bien Bach", "Bién Bach Trong", "Bien Bach"), places, 1)

    assert (long[0][1].code, short[0][1].code) == ("2", "1")


def test_the_kind_tells_two_names_of_equal_letters_apart() -> None:
    places = (Place("thị trấn", "Thiệu Hóa", "1"), Place("xã", "Thiệu Hòa", "2"))

    best = best_matches(ballots("Thieu Hoa", "Thiéu Hoa"), places, 1)

    assert best[0][1].code == "2"


def test_a_steady_reading_of_another_name_is_no_damaged_form_of_the_table() -> None:
    place = Place("xã", "An Phú", "1")
    steady = gather(ballots("An Phuc", "An Phuc", "An Phúc"), place)
    damaged = gather(ballots("An Phd", "An Phu", "Au Phu"), place)

    verdicts = [is_borne_out(winner, place, legacy_gazetteer()) for winner in (steady, damaged)]

    assert verdicts == [False, True]
