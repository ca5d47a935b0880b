"""A scanner is learned from what it wrote, kept in a file, and read back the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.errors import SettingError
from pipeline.repair.adaptation import (
    Adaptation,
    apply,
    learn_adaptation,
    read_adaptations,
    write_adaptations,
)
from pipeline.repair.hands import Hand
from pipeline.repair.model import read_model
from pipeline.repair.restore import Restorer

# This scanner writes 8 for ã, which no other does.
_LINES = [
    "UBND x8 d8 ban hanh ké hoach vé cong tac cai cach hanh chinh trén dia ban x8 trong nam.",
    "Uy ban nhan dan x8 d8 tiép nhan va giai quyét hé so cua nguoi dan theo quy dinh dugc giao.",
    "Can bd, cong chirc x8 d8 duoc phan cong nhiém vu cu thé trong ké hoach tuyén truyén ky nay.",
] * 60


@pytest.fixture(scope="module")
def learned() -> tuple[Adaptation, ...]:
    return learn_adaptation(read_model(), _LINES)


def test_a_scanner_shows_what_it_makes_of_a_letter(learned: tuple[Adaptation, ...]) -> None:
    (adaptation,) = learned

    before = read_model().channel(Hand.ENG).segments["ã"].get("8", 0.0)
    assert adaptation.hand is Hand.ENG
    assert adaptation.segments["ã"]["8"] > max(before, 0.3)


def test_what_was_kept_is_read_back(learned: tuple[Adaptation, ...], tmp_path: Path) -> None:
    write_adaptations(tmp_path / "adaptation.json", learned)

    assert read_adaptations(tmp_path / "adaptation.json") == learned


def test_a_page_is_too_little_to_learn_from() -> None:
    assert learn_adaptation(read_model(), _LINES[:20]) == ()


def test_an_adapted_text_is_repaired_the_same_twice(learned: tuple[Adaptation, ...]) -> None:
    model = apply(read_model(), learned)

    one, other = ([line.text for line in Restorer(model).restore(_LINES)] for _ in range(2))

    assert one == other
    assert "xã đã" in one[0]


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "adaptation.json").write_text('{"hand": "eng"}', encoding="utf-8")

    with pytest.raises(SettingError):
        read_adaptations(tmp_path / "adaptation.json")
