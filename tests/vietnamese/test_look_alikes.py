"""Letters that look right become the right ones, and nothing else changes."""

from __future__ import annotations

import unicodedata
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vietnamese.encoding_tables import LETTERS
from pipeline.vietnamese.look_alikes import mend_letters
from tests.growth import grows_no_faster_than_its_size

# Where the rules meet: marks, blanks, letters of three alphabets, unseen characters.
_TRICKY = st.text(
    alphabet="aoưeyđcxĐ Xасοο\u0300\u0301\u0302\u0306\u0309\u031b\u0323\u0308\u0327\u00a0\u00ad"
    "\u200b\u200d\ufeff\n\r\u2028ƣÐðɖﬁＡ１٣²0123456789/-"
)


@pytest.mark.parametrize(
    ("given_text", "mended"),
    [
        ("trƣờng, NƢỚC", "trường, NƯỚC"),
        ("Ðiều, ðất, Ɖồng", "Điều, đất, Đồng"),
        ("\u0441ấ\u0440 \u0445ã", "cấp xã"),  # Cyrillic
        ("\u0422ỈNH, \u041dội, \u03a5ên", "TỈNH, Hội, Yên"),  # Cyrillic and Greek
        ("xa\u0303 xa \u0303 xa\u00a0\u0303", "xã xã xã"),
        ("hô\u0323i ho\u0323\u0302i ho\u0302\u0302\u0323i", "hội hội hội"),
        ("sô\u0301 so\u0301\u0302 sô\u0301\u0301", "số số số"),
        ("ngư\u00adời n\u200bhân d\ufeffân", "người nhân dân"),
        ("A \u0300\u0395", "ÀE"),  # the mark comes back first, so that the word is seen whole
        ("ﬁ ﬂ ＵＢＮＤ", "fi fl UBND"),
    ],
)
def test_a_look_alike_becomes_the_letter(given_text: str, mended: str) -> None:
    assert mend_letters(given_text) == mended


@pytest.mark.parametrize(
    "text",
    [
        "Số 68/BC\u00adUBND, T\u00adƯ, Xu\u00adBa",  # printed hyphens
        "Москва, ΑΘΗΝΑ, α-amylase, 5 μg",
        "Mосквaд",  # letters without a Latin shape: left for a person
        "１２٣ km² ½ 37 °C",
        "Điểm\u00a0a) \u0301",
        "a\u0300\u0301 x \u0308",  # two tones; a mark that Vietnamese has not
        "12\u200b3",
    ],
)
def test_what_may_be_meant_stays(text: str) -> None:
    assert mend_letters(text) == unicodedata.normalize("NFC", text)


def test_every_letter_comes_together_from_marks_in_any_order() -> None:
    for letter in LETTERS:
        apart = unicodedata.normalize("NFD", letter)

        for order in permutations(apart[1:]):
            assert mend_letters("m" + apart[0] + "".join(order)) == "m" + letter


@given(st.text() | _TRICKY)
def test_digits_and_lines_stay_and_twice_is_once(text: str) -> None:
    mended = mend_letters(text)

    assert [c for c in mended if c.isdecimal()] == [c for c in text if c.isdecimal()]
    assert mended.count("\n") == text.count("\n")
    assert len(mended.splitlines()) == len(text.splitlines())
    assert mend_letters(mended) == mended


@pytest.mark.parametrize(
    "piece", ["a\u0301", "a \u0301", "x\u200b", "a\u00ad", "с", "cс", "\u0301"]
)
def test_the_time_grows_with_the_length_alone(piece: str) -> None:
    assert grows_no_faster_than_its_size(lambda length: mend_letters(piece * length), 5000)
