"""What a text went through, told by its letters."""

from __future__ import annotations

import pytest

from pipeline.repair.hands import Evidence, Hand


@pytest.mark.parametrize(
    ("text", "hand"),
    [
        ("Ủy ban nhân dân xã đã tiếp nhận hồ sơ của người dân", Hand.VIE),
        ("Uy ban nhan dan xa da tiép nhan hé so cia nguoi dan dugc giai quyét", Hand.ENG),
        ("Uy ban nhân dân xä dä tiêp nhân hô so cüa nguoi dân", Hand.FRA),
        ("Uy ban nhan dan xa da tiep nhan ho so cua nguoi dan", Hand.STRIPPED),
        ("The people's committee received the dossiers of its citizens", Hand.VIE),
        ("", Hand.VIE),
    ],
)
def test_a_hand_is_told_by_its_letters(text: str, hand: Hand) -> None:
    evidence = Evidence()

    evidence.add(text.split())

    assert evidence.hand() is hand


def test_a_few_words_do_not_decide() -> None:
    evidence = Evidence()

    evidence.add(["Uy", "ban"])

    assert not evidence.decides
