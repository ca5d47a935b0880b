"""A channel is learned back from what it made, and rare letters have what relatives show."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair.segmentation import Scores, segment_word
from pipeline.training.confusions import Learned, learn_channel, main
from pipeline.training.paired_words import pair_words, split_words
from pipeline.training.relatives import all_letters, smooth

_WORDS = split_words("số hộ nghèo còn của xã từ năm trước được thực hiện chức năng nhà nước ở là")
_TRUE = {
    "ố": {"6": 0.6, "é": 0.4},
    "ừ": {"ir": 0.7, "u": 0.3},
    "ã": {"a": 0.9, "3": 0.1},
    "ộ": {"d": 0.5, "": 0.5},
}


def _sample(lines: int, together: str = "", read: str = "") -> list[tuple[str, str]]:
    """Print random lines and read them through the known confusions."""
    rng = np.random.default_rng(1)

    def misread(letter: str) -> str:
        row = _TRUE.get(letter, {letter: 1.0})
        return str(rng.choice(list(row), p=list(row.values())))

    def misread_word(word: str) -> str:
        if together and together in word:
            return word.replace(together, read)
        return "".join(map(misread, word))

    printed = [list(rng.choice(_WORDS, 8)) for _ in range(lines)]
    return [(" ".join(line), " ".join(map(misread_word, line))) for line in printed]


@pytest.fixture(scope="module")
def channel() -> Learned:
    return learn_channel(_sample(400))


@pytest.mark.parametrize(
    ("letter", "segment"), [(letter, segment) for letter, row in _TRUE.items() for segment in row]
)
def test_known_confusions_are_recovered(channel: Learned, letter: str, segment: str) -> None:
    assert channel.segments[letter][segment] == pytest.approx(_TRUE[letter][segment], abs=0.08)


def test_letters_that_are_read_right_are_not_confused(channel: Learned) -> None:
    assert channel.segments["n"]["n"] > 0.98


def test_probabilities_of_a_letter_are_shares_of_one(channel: Learned) -> None:
    sums = {unit: sum(row.values()) for unit, row in channel.segments.items()}

    assert all(0.9 < total <= 1.0001 for unit, total in sums.items() if len(unit) == 1)
    assert all(0.0 < total <= 1.0001 for total in sums.values())


def test_every_letter_of_the_language_has_its_row(channel: Learned) -> None:
    assert all_letters() <= channel.segments.keys()


def test_two_letters_read_as_one_are_a_unit() -> None:
    channel = learn_channel(_sample(400, together="ch", read="d"))

    assert channel.segments["ch"]["d"] > 0.9
    assert "d" not in channel.segments["h"]


def test_letters_that_are_read_alike_alone_are_no_unit(channel: Learned) -> None:
    assert "số" not in channel.segments
    assert not any(len(unit) > 1 for unit in channel.segments)


def test_read_forms_are_counted_under_the_word_in_small_letters() -> None:
    pairs = [("Số hộ", "S6 hd"), ("số hộ", "s6 hd"), ("số 12/BC", "s6 12/BC")]

    channel = learn_channel(pairs)

    assert channel.words == {"số": {"S6": 1, "s6": 2}, "hộ": {"hd": 2}}


def test_torn_and_joined_words_are_shares_of_the_printed_ones() -> None:
    lines = [("kết quả thực hiện", "két qua th uc hién"), ("trên địa bàn xã", "trén diaban xa")]

    channel = learn_channel(lines)

    assert channel.torn == pytest.approx(1 / 8)
    assert channel.joined == pytest.approx(1 / 8)


def test_a_lone_letter_is_paired_with_the_sign_it_became() -> None:
    pairs = [(pair.printed, pair.read) for pair in pair_words("Nam ở nước", "Nam 6 nuéc")]

    assert pairs == [(("Nam",), ("Nam",)), (("ở",), ("6",)), (("nước",), ("nuéc",))]


def test_words_without_a_partner_are_left_out() -> None:
    pairs = list(pair_words("kết quả thực hiện", "két hién"))

    assert [pair.printed for pair in pairs] == [("kết",), ("hiện",)]


def test_tones_of_the_printed_word_stand_where_they_are_written_here() -> None:
    (pair,) = pair_words("hoà,", "hoa.")

    assert pair.printed == ("hòa",)
    assert pair.read == ("hoa",)


@given(st.text(alphabet="sốhộ ,.(", max_size=30), st.text(alphabet="s6hd ,.(", max_size=30))
def test_no_word_is_paired_twice(printed: str, read: str) -> None:
    pairs = list(pair_words(printed, read))

    used = Counter(word for pair in pairs for word in pair.read)
    assert used <= Counter(split_words(read))


def test_a_word_too_long_to_be_read_from_another_has_no_way() -> None:
    score, units = segment_word("ở", "dugc", Scores())

    assert score == -np.inf
    assert units == []


def test_a_way_through_a_word_uses_all_of_it() -> None:
    _, units = segment_word("được", "dugc", Scores())

    assert "".join(unit for unit, _ in units) == "được"
    assert "".join(segment for _, segment in units) == "dugc"


def _prior(rows: dict[str, dict[str, float]], letter: str) -> dict[str, float]:
    totals = Counter({unit: int(sum(row.values())) for unit, row in rows.items()})
    return smooth(rows, totals)[letter]


def test_an_unseen_letter_is_read_as_its_marked_relatives_are() -> None:
    rows = {"ã": {"4": 90.0, "a": 10.0}, "Ã": {"A": 100.0}, "a": {"a": 1000.0}}

    row = _prior(rows, "ẵ")

    assert row["4"] > 0.6
    assert row["4"] > row["a"]


def test_an_unseen_capital_without_relatives_is_read_as_its_small_letter_is() -> None:
    row = _prior({"ỵ": {"y": 60.0, "v": 40.0}}, "Ỵ")

    assert row["Y"] > row["V"] > 0.2


def test_a_relative_that_is_read_right_says_that_the_letter_is() -> None:
    row = _prior({"ã": {"ã": 100.0}, "á": {"á": 100.0}}, "ẵ")

    assert row["ẵ"] > 0.9
    assert "ã" not in row


def test_what_was_counted_once_is_dropped_unless_a_relative_shows_it() -> None:
    rows = {"ã": {"a": 50.0, "#": 1.0, "4": 1.0}, "á": {"a": 50.0, "4": 1.0}}

    row = _prior(rows, "ã")

    assert "#" not in row
    assert "4" in row


def test_the_file_is_the_same_each_time(tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    pairs = [[printed, read, 0] for printed, read in _sample(30)]
    pages.write_text(json.dumps({"page": 1, "pairs": pairs}) + "\n", encoding="utf-8")

    for name in ("one.json", "other.json"):
        main([str(pages), "--out", str(tmp_path / name)])

    written = (tmp_path / "one.json").read_bytes()
    assert written == (tmp_path / "other.json").read_bytes()
    assert set(json.loads(written)) == {"segments", "words", "torn", "joined"}
