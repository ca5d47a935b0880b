"""Confidence of the repair means what it says; the table stands behind the results of all tests.

Invented reports are damaged as the learned channels say. Neither the reports nor their genre were
trained on, and no page of an engine is as evenly damaged as these, so the table of confidence,
fitted to pages, need not hold to the point. `tests.bench --only repair` shows it on pages.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

import pytest

from pipeline.repair.hands import Hand
from pipeline.repair.model import read_model
from pipeline.repair.restore import Restorer
from pipeline.training.calibration import judge_words
from tests.bench.repair_reliability import Group, group_words, print_groups
from tests.generator.compose import make_report
from tests.repair.sampled_noise import damage_line, damaged_paragraphs

_HANDS = (Hand.ENG, Hand.FRA, Hand.VIE)
_REPORTS = 12
_FEWEST = 200  # words of a group, which may be off by 3 points by chance where 9 of 10 are right


@cache
def _groups(hand: Hand) -> tuple[Group, ...]:
    model, rng = read_model(), random.Random(1)
    paragraphs = [part.text for seed in range(_REPORTS) for part in make_report(seed).paragraphs]
    damaged = damaged_paragraphs(paragraphs, model.channel(hand), rng)
    return group_words(judge_words(Restorer(model), hand, damaged))


def _allowed(stated: float) -> float:
    """Give how far stated and true may lie apart; measured with other reports and noise."""
    if stated < 0.9:
        return 0.12
    return 0.08 if stated < 0.99 else 0.02


def test_the_table_of_confidence_is_printed(record_property: Callable[[str, object], None]) -> None:
    columns = {hand.value: _groups(hand) for hand in _HANDS}

    table = print_groups("Confidence of the repair, invented reports under sampled noise", columns)
    record_property("table", table)

    assert all(sum(group.words for group in groups) > 10_000 for groups in columns.values())


@pytest.mark.parametrize("hand", _HANDS)
def test_of_words_that_state_a_confidence_this_share_is_right(hand: Hand) -> None:
    large = [group for group in _groups(hand) if group.words >= _FEWEST]

    off = {
        group.least: (group.stated, group.right)
        for group in large
        if abs(group.stated - group.right) > _allowed(group.stated)
    }

    assert off == {}
    assert len(large) >= 4


def test_sampled_noise_is_that_of_the_channel_and_spares_figures() -> None:
    channel, line = (
        read_model().channel(Hand.ENG),
        "Số hộ nghèo 1.250 được UBND xã giải quyết 99,8%",
    )

    read = [damage_line(line, channel, random.Random(seed)) for seed in range(50)]

    assert {text.split()[3] for text in read} == {"1.250"}
    assert {text.split()[-1] for text in read} == {"99,8%"}
    assert sum(text.startswith("S6 h") for text in read) > 10
